"""What the rulebook says of a rule: what it asks, and why."""

from __future__ import annotations

from dataclasses import dataclass

from communs.findings import Severity, Text, text

GRAVITY: dict[Severity, Text] = {
    "error": text("Erreur : à corriger avant de publier"),
    "warning": text("Attention : à relire, sans rien bloquer"),
    "notice": text("À savoir : une simple remarque"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Who defines what a rule asks."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule. `told`: what to avoid and what to write, where files cannot show it."""

    name: str
    title: Text
    reason: Text
    severities: tuple[Severity, ...] = ("error",)
    source: Source | None = None
    told: tuple[Text, Text] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Rules that look at the same thing."""

    name: str
    title: Text
    rules: tuple[Rule, ...]
