"""Forgejo, Codeberg's for one: it speaks nearly as GitHub does."""

from __future__ import annotations

from collections.abc import Mapping

from communs.forges.dialect import Dialect


def _headers(token: str) -> Mapping[str, str]:
    return {"Accept": "application/json", "Authorization": f"token {token}"}


# Its lists cannot be kept to what the automatic user wrote, who is in no table of users.
DIALECT = Dialect(
    headers=_headers,
    robot="forgejo-actions",
    page={"limit": 50},
    issues={"state": "all", "type": "issues"},
)
