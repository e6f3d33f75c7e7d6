"""The status of a forge's refusal → what is wrong, and where to put it right on that forge."""

from __future__ import annotations

from communs.findings import Text, text

_UNKNOWN = text("{site} ne reconnaît pas le jeton de COMMUNS_JETON : il est faux, ou il n’est plus valable.")
_RIGHT = {
    "github": text(
        "{site} ne permet pas au robot de faire cela. Dans le fichier de .github/workflows/, donnez à ce travail "
        "« {droit} » sous « permissions: »."
    ),
    "gitlab": text(
        "{site} ne permet pas au robot de faire cela. Dans « {menu} » du projet, créez un jeton avec le rôle « {role} » "
        "et le droit « {droit} », puis mettez-le dans la variable COMMUNS_JETON."
    ),
    "forgejo": text(
        "{site} ne permet pas au robot de faire cela. Dans « {menu} » du compte du robot, créez un jeton avec le droit "
        "« {droit} », puis mettez-le dans le secret COMMUNS_JETON du dépôt."
    ),
}
_OPEN = text(
    "{site} ne permet pas au robot d’ouvrir une proposition. Donnez à ce travail « {droit} » sous « permissions: » et, "
    "dans « {menu} » du dépôt, cochez « {choix} »."
)
_MENUS = {
    "github": "Settings → Actions → General",
    "gitlab": "Settings → Access tokens",
    "forgejo": "Settings → Applications",
}
_ROLE, _CHOICE = "Developer", "Allow GitHub Actions to create and approve pull requests"
_MISSING = text("{site} ne trouve pas « {quoi} », ou ne permet pas au jeton de COMMUNS_JETON de le voir.")
_MOVED = text(
    "{site} renvoie « {quoi} » ailleurs : mettez l’adresse du dépôt à jour (« forge: » dans communs.yml)."
)
_WRONG = text("{site} n’accepte pas ce que le robot lui envoie ({code}) : « {message} »")
_WRONG_MUTE = text("{site} n’accepte pas ce que le robot lui envoie ({code}).")


def said(kind: str, status: int, site: str, path: str, message: str) -> Text:
    """The sentence. `path` is what was asked, `message` the forge's own words."""
    sentence = {401: _UNKNOWN, 404: _MISSING, 410: _MISSING}.get(status, _WRONG if message else _WRONG_MUTE)
    if 300 <= status < 400:
        sentence = _MOVED
    if status == 403:
        opens = kind == "github" and path.endswith("/pulls")
        sentence = _OPEN if opens else _RIGHT[kind]
    return sentence.about(
        site=site, code=f"HTTP {status}", message=message, quoi=path, droit=right(kind, path), menu=_MENUS[kind],
        role=_ROLE, choix=_CHOICE,
    )  # fmt: skip


def right(kind: str, path: str) -> str:
    """The right that a request needs, as its forge names it."""
    if kind == "gitlab":
        return "api"
    thing = path.split("/repos/")[-1].split("/")[2:3]
    if kind == "forgejo" and path == "/user":
        return "read:user"
    if kind == "forgejo":
        return "write:repository" if thing in (["pulls"], ["git"]) else "write:issue"
    if thing == ["actions"]:
        return "actions: read"
    return "contents: write" if thing == ["git"] else _github(path)


def _github(path: str) -> str:
    """Comments of a pull request are those of its issue, yet ask for the right over pull requests."""
    return "pull-requests: write" if "/comments" in path or "/pulls" in path else "issues: write"
