"""The door of `communs withdraw`: what somebody names → what its withdrawal does, told first, then written."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from communs import disk, git, pipeline
from communs.catalogue import Ref
from communs.drafting import talks
from communs.entries import Entry
from communs.findings import CannotWork, Finding, Text, text
from communs.lines import lines_of
from communs.near import nearest
from communs.pipeline import Checked
from communs.report import Report, say
from communs.staleness import role_address
from communs.typography import plain
from communs.withdrawal import LIST, Mention, Plan, Withdrawal

_HISTORY = (
    text("Les anciennes versions restent dans l’histoire de git, que chacun peut lire."),
    text("Pour une donnée personnelle, effacez-les : enregistrez ce retrait, puis, dans une copie neuve,"),
)
_OTHERS = (
    text("Les fiches qui la nommaient ont aussi une histoire : git filter-repo --replace-text NOMS"),
    text(
        "Demandez ensuite à l’équipe de la forge d’effacer ses caches et les propositions qui la montrent, "
        "et à qui a une copie du dépôt (fork) d’en faire autant."
    ),
)
_COPIES = text("Les copies déjà téléchargées, les archives du web et les moteurs de recherche restent.")
_YES = {"oui", "o", "yes", "y"}


class Refused(Exception):
    """Nothing is to be written; the sentence says why, the findings what would have been wrong."""

    def __init__(self, said: Text, findings: Iterable[Finding] = ()) -> None:
        super().__init__(said)
        self.said, self.findings = said, list(findings)


def find(checked: Checked, word: str) -> Ref:
    """The entry that a file, `kind/id` or the address of a page names. Raises CannotWork and Refused."""
    if os.path.lexists(word):
        here = Path(word).parent.resolve() / Path(word).name
        if not here.is_relative_to(checked.root):
            message = text("{chemin} n’est pas dans {dossier}.")
            raise CannotWork(message.about(chemin=word, dossier=checked.root))
        word = here.relative_to(checked.root).as_posix()
    kind, _, name = "/".join(urlsplit(word).path.strip("/").split("/")[-2:]).partition("/")
    ref = kind, name.removesuffix(".yml")
    if kind in checked.catalogue.kinds and disk.own(checked.root, _path(ref)) is not None:
        return ref
    for item in checked.withdrawn:
        if item["adresse"] == "/".join(ref):
            raise Refused(
                text("« {adresse} » est déjà retirée, depuis le {date}.", adresse=word, date=item["le"])
            )
    near = nearest("/".join(ref), map("/".join, checked.catalogue.entries), most=1)
    said = text("Aucune fiche ne se trouve à « {adresse} ».")
    if near:
        said = text("Aucune fiche ne se trouve à « {adresse} ». Vouliez-vous écrire « {un} » ?")
    raise CannotWork(said.about(adresse=word, un=near[0] if near else ""))


def _path(ref: Ref) -> str:
    return f"catalogue/{ref[0]}/{ref[1]}.yml"


def plan(checked: Checked, ref: Ref, item: Mapping[str, Any]) -> Plan:
    """What to do, once it is sure that nothing gets worse by it. Raises CannotWork and Refused."""
    texts = dict(_texts(checked.root))
    found = Withdrawal(catalogue=checked.catalogue, world=checked.world, ref=ref, texts=texts).plan(item)
    after = pipeline.check(checked.root, laid=found.laid)
    worse = _errors(after) - _errors(checked)
    if worse:
        brought = (finding for finding in after.errors if (finding.path, finding.rule) in worse)
        raise Refused(text("Rien n’a été écrit : ce retrait ferait de nouvelles erreurs."), brought)
    return found


def _texts(root: Path) -> Iterator[tuple[str, bytes]]:
    """Whatever may speak of an entry: the catalogue, the schemas with their examples, the pages written by hand."""
    for source in disk.sources(root):
        yield source.path, source.data
    for path in sorted([*root.glob("schemas/**/*.*"), *root.glob("docs/**/*.md")]):
        if (data := disk.own(root, name := path.relative_to(root).as_posix())) is not None:
            yield name, data


def _errors(checked: Checked) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.rule) for finding in checked.errors)


def agreed(lang: str) -> bool:
    """Whether somebody at the terminal says yes; nobody is asked where nobody sits."""
    if not talks():
        return True
    from communs import terminal  # slow to load

    try:
        typed = terminal.read(terminal.Line(label=say(text("Retirer cette fiche ? (oui ou non)"), lang)))
    except (EOFError, KeyboardInterrupt):
        return False
    return typed.casefold() in _YES


@dataclass(frozen=True, kw_only=True)
class Told:
    """The words that go with a plan, in the language of a report."""

    checked: Checked
    plan: Plan
    report: Report

    def lines(self) -> Iterator[str]:
        """What goes, what changes, what is left to people."""
        mentions = self.plan.mentions
        yield self._say(
            text("Retrait de « {adresse} » : ces fichiers disparaissent.", adresse="/".join(self.plan.ref))
        )
        yield from (f"  {plain(path)}" for path in self.plan.gone)
        yield self._say(
            text("L’adresse s’inscrit dans {fichier} et répondra « fiche retirée ».", fichier=LIST)
        )
        cut = [found for found in mentions if found.after is not None]
        yield from self._cut(
            text("Ces fiches pré-remplies en parlaient ; elles n’en parlent plus :"),
            [found for found in cut if found.ours],
        )
        yield from self._cut(
            text("Ces fiches en parlent et sont à leurs membres : prévenez-les, et proposez-leur ceci."),
            [found for found in cut if not found.ours],
        )
        yield from self._section(
            text(
                "Ces fiches en parlent d’une façon que la commande ne sait pas couper : corrigez-les à la main."
            ),
            [f"  {_place(found)}" for found in mentions if found.after is None and not found.bound],
        )
        yield from self._section(
            text("Ces fiches ne tiennent pas sans elle. À retirer aussi ?"),
            [line for found in mentions if found.bound for line in self._bound(found.entry)],
        )
        yield from self._section(
            text("Son nom ou son adresse s’y lit encore : relisez ces lignes."),
            [f"  {plain(path)}:{_numbers(lines)}" for path, lines in self.plan.named.items()],
        )
        if not mentions and not self.plan.named:
            yield from ("", self._say(text("Rien d’autre n’en parle.")))

    def left(self, *, done: bool) -> Iterator[str]:
        """What no withdrawal takes away, and how to erase what can be."""
        root = self.checked.root
        yield self._say(text("C’est fait.") if done else text("Essai : rien n’a été écrit."))
        renamed = [item["de"] for item in self.checked.renamed if item["vers"] == "/".join(self.plan.ref)]
        if kept := git.remembered(root, [*self.plan.gone, *(f"catalogue/{name}.yml" for name in renamed)]):
            yield from ("", *map(self._say, _HISTORY))
            yield f"  {shlex.join(['git', 'filter-repo', '--invert-paths', *_options(kept)])}"
            if address := git.remote(root):
                yield f"  {shlex.join(['git', 'remote', 'add', 'origin', address])}"
            yield from ("  git push --force --all", "  git push --force --tags")
            yield from map(self._say, _OTHERS if self.plan.mentions or self.plan.named else _OTHERS[1:])
        yield from ("", self._say(_COPIES))

    def _say(self, words: Text) -> str:
        return self.report.say(words)

    def _section(self, title: Text, lines: list[str]) -> list[str]:
        return ["", self._say(title), *lines] if lines else []

    def _cut(self, title: Text, mentions: list[Mention]) -> list[str]:
        return self._section(title, [line for found in mentions for line in self._change(found)])

    def _change(self, found: Mention) -> Iterator[str]:
        yield f"  {_place(found)}{self._whom(found.entry)}"
        old, new = lines_of(found.entry.document.text), lines_of(found.after or "")
        for tag, start, end, to_start, to_end in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes():
            if tag != "equal":
                yield from (f"    - {plain(line)}" for line in old[start:end])
                yield from (f"    + {plain(line)}" for line in new[to_start:to_end])

    def _bound(self, entry: Entry) -> Iterator[str]:
        name = plain(self.checked.catalogue.name(entry, self.report.lang))
        yield f"  communs withdraw {shlex.quote(entry.path)}"
        yield f"    {name}{self._whom(entry)}"

    def _whom(self, entry: Entry) -> str:
        """Whom to warn, where somebody outside the team holds the entry."""
        address = "" if entry.prefilled else role_address(self.checked.catalogue, entry)
        return f" ({plain(address)})" if address else ""


def _place(found: Mention) -> str:
    return f"{plain(found.entry.path)}:{_numbers(found.lines)}"


def _numbers(lines: Iterable[int]) -> str:
    return ", ".join(map(str, lines))


def _options(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        yield from ("--path", path)
