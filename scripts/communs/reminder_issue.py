"""What waits to be confirmed → the title and the Markdown of the one issue that keeps track of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communs.findings import Text, short, text
from communs.reminders import Reminder, counted
from communs.report.markdown import code, prose
from communs.report.report import say
from communs.staleness import Group, Stale
from communs.typography import plain

KEY = "fraicheur"
LISTED = 50  # entries that nobody ever confirmed: beyond, each organisation has a number
_TITLE = text("Fiches à confirmer")
_DONE = text("Plus rien n’attend d’être confirmé. Merci à toutes les personnes qui ont relu leurs fiches.")
_HOW = text(
    "Chaque lien ouvre la fiche, prête à renvoyer ; il ne faut aucun compte. Pour écrire aux organisations : {code}."
)
_NEVER = text("Établies d’après des sources publiques, et jamais confirmées")
_NOBODY = text("Sans organisation qui en réponde")
_MONTHS = (text("il y a 1 mois"), text("il y a {n} mois"))
_WAITING = (text("Fiche"), text("Dernière confirmation"), text("Pour confirmer"))
_COUNTED = (text("Organisation"), text("Fiches"), text("Pour les relire"))


def title(told: Reminder) -> str:
    """The title of the issue, the same from month to month."""
    return say(_TITLE, told.lang)


def body(told: Reminder) -> str:
    """How much waits, then by organisation what aged, then what nobody ever confirmed."""
    if not told.groups:
        return say(_DONE, told.lang) + "\n"
    parts = [f"**{counted(told)}**", _how(told), *_aged(told), *_never(told)]
    return "\n\n".join(parts) + "\n"


def _how(told: Reminder) -> str:
    return say(_HOW.about(code=code("communs stale --format mail")), told.lang)


def _aged(told: Reminder) -> Iterator[str]:
    for group in told.groups:
        if group.aged:
            yield f"### {_owner(told, group)}\n\n{_entries(told, group.aged)}"


def _never(told: Reminder) -> Iterator[str]:
    found = [group for group in told.groups if group.never]
    if not found:
        return
    yield f"## {say(_NEVER, told.lang)}"
    if sum(one.months is None for one in told.unique()) > LISTED:
        rows = ((_owner(told, group), str(len(group.never)), _held(told, group)) for group in found)
        yield _table(told, _COUNTED, rows)
        return
    for group in found:
        yield f"### {_owner(told, group)}\n\n{_entries(told, group.never)}"


def _entries(told: Reminder, waiting: Sequence[Stale]) -> str:
    return _table(
        told, _WAITING, ((_name(told, one), _age(told, one), _confirm(told, one)) for one in waiting)
    )


def _table(told: Reminder, heads: Sequence[Text], rows: Iterator[tuple[str, ...]]) -> str:
    first = " | ".join(say(head, told.lang) for head in heads)
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((f"| {first} |", "|" + "---|" * len(heads), *lines))


def _owner(told: Reminder, group: Group) -> str:
    return prose(short(told.name(group.owner))) if group.owner else say(_NOBODY, told.lang)


def _name(told: Reminder, one: Stale) -> str:
    kind = one.entry.kind.singular(told.lang).lower()
    return f"{prose(short(told.name(one.entry)))} ({prose(kind)})"


def _age(told: Reminder, one: Stale) -> str:
    if one.months is None:
        return say(text("jamais"), told.lang)
    return say(_MONTHS[one.months > 1].about(n=one.months), told.lang)


def _confirm(told: Reminder, one: Stale) -> str:
    """A link where the site is known, the file where it is not."""
    act = text("La relire") if one.entry.prefilled else text("Toujours exact")
    return _link(told, say(act, told.lang), told.confirm(one)) or code(plain(one.entry.path))


def _held(told: Reminder, group: Group) -> str:
    found = _link(told, say(text("Ses fiches"), told.lang), told.held(group.owner)) if group.owner else ""
    return found or "—"


def _link(told: Reminder, words: str, address: str) -> str:
    return f"[{words}](<{address}>)" if told.settings.address else ""
