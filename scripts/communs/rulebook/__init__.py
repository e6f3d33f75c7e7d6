"""The name of a rule → what it asks, why, and of which family it is."""

from __future__ import annotations

from communs.rulebook.fields import FIELDS, VALUES
from communs.rulebook.identifiers import IDENTIFIERS, LINKS
from communs.rulebook.reading import FILES, HOUSE, READING, TIDINESS
from communs.rulebook.rule import GRAVITY, Family, Rule, Source
from communs.rulebook.world import DATES, PEOPLE, PLACES

__all__ = ["FAMILIES", "GRAVITY", "RULES", "Family", "Rule", "Source"]

FAMILIES = (READING, FILES, FIELDS, VALUES, IDENTIFIERS, LINKS, DATES, PLACES, PEOPLE, TIDINESS, HOUSE)
RULES = {rule.name: rule for family in FAMILIES for rule in family.rules}
