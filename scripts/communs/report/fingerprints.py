"""Findings → a name for each that stays the same when the lines above it move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from json import dumps

from communs.findings import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """From the file, the rule, the French sentence, and the rank among those that share all three."""
    seen: Counter[tuple[str, ...]] = Counter()
    names = []
    for finding in findings:
        key = (finding.path, finding.rule, str(finding.message))
        seen[key] += 1
        names.append(blake2b(dumps([*key, seen[key]]).encode(), digest_size=16).hexdigest())
    return names
