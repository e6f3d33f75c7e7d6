"""What the judge of schemas found → findings: which field, where, and in whose words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communs import sentences
from communs.findings import Finding, Path, Severity, Text, text
from communs.kinds import Field, Kind, at, resolve
from communs.located import Document
from communs.near import nearest
from communs.written import inline

if TYPE_CHECKING:
    from jsonschema import ValidationError

_MOST = 50  # unknown fields of one group that are worth naming


def explain(error: ValidationError, kind: Kind, document: Document, *, draft: bool) -> Iterator[Finding]:
    """The findings that one error of the judge stands for; what a draft may lack is a warning."""
    fault = _Error(error=error, kind=kind, document=document, path=tuple(error.absolute_path), draft=draft)
    if fault.keyword in ("unevaluatedProperties", "additionalProperties"):
        yield from fault.unknown()
    elif error.validator is None:
        yield from fault.forbidden()
    else:
        yield fault.finding()


@dataclass(frozen=True, kw_only=True)
class _Error:
    """One error of the judge, with what it takes to tell it."""

    error: ValidationError
    kind: Kind
    document: Document
    path: Path
    draft: bool

    @property
    def keyword(self) -> str:
        return str(self.error.validator)

    @property
    def field(self) -> Field | None:
        return self.kind.field_at(self.path)

    def unknown(self) -> Iterator[Finding]:
        known = list(self.field.children) if self.field is not None else []
        instance: Any = self.error.instance
        names = [name for name in instance if name not in known]
        for name in names[:_MOST]:
            message = text("Le champ « {champ} » n’existe pas ici.", champ=sentences.short(name))
            yield self._say((*self.path, name), "champ-inconnu", message, _meant(name, known), key=True)

    def forbidden(self) -> Iterator[Finding]:
        own = _own_words(self.error, self.kind)
        holder = at(self.document.value, self.path)
        for name, schema in _schema_at(self.error, self.kind).items():
            if schema is False and isinstance(holder, dict) and name in holder:
                message, hint = own or _no_place(name)
                yield self._say((*self.path, name), "champ-interdit", message, hint, key=True)

    def finding(self) -> Finding:
        own = _own_words(self.error, self.kind)
        missing = self.keyword in ("required", "dependentRequired")
        if own is not None:
            return self._say(
                self.path, sentences.rule(self.keyword, self.error.validator_value), *own, key=missing
            )
        if missing:
            return self._say(self.path, "champ-manquant", *self._missing(), key=True)
        of_key = "propertyNames" in self.error.absolute_schema_path
        path = (*self.path, str(self.error.instance)) if of_key else self.path
        rule, message, hint = sentences.of(self._fault(path))
        return self._say(path, rule, message, hint, key=of_key)

    def _fault(self, path: Path) -> sentences.Fault:
        named = self.path if path == self.path else path[:-1]
        return sentences.Fault(
            keyword=self.keyword,
            limit=self.error.validator_value,
            value=self.error.instance,
            written=self.document.written(path),
            name=next((str(part) for part in reversed(named) if isinstance(part, str)), self.kind.name),
            whole=not named,
            field=self.field if path == self.path else None,
        )

    def _missing(self) -> tuple[Text, Text | None]:
        name = _missing_name(self.error)
        message = text("Il manque le champ « {champ} ».", champ=name)
        field = self.kind.field_at((*self.path, name))
        if field is None:
            return message, None
        example = inline(field.example)
        return message, text("Ajoutez par exemple : {champ}: {exemple}", champ=name, exemple=example)

    def _say(self, at: Path, rule: str, message: Text, hint: Text | None, *, key: bool = False) -> Finding:
        lacking = rule == "champ-manquant" and not self.path
        severity: Severity = "warning" if self.draft and lacking else "error"
        span = self.document.span(at, key=key)
        return Finding(
            path=self.document.path, span=span, rule=rule, severity=severity, message=message, hint=hint
        )


def _no_place(name: str) -> tuple[Text, Text]:
    return text("Le champ « {champ} » n’a pas sa place ici.", champ=name), text("Retirez cette ligne.")


def _missing_name(error: ValidationError) -> str:
    """Which of the required fields this error is about: only the judge's sentence tells."""
    required: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "dependentRequired":
        required = [name for names in required.values() for name in names]
    absent = [name for name in required if name not in instance]
    return str(next((name for name in absent if error.message.startswith(repr(name))), absent[0]))


def _meant(name: str, known: list[str]) -> Text:
    if near := nearest(name, known, most=1):
        return text("Vouliez-vous écrire « {un} » ?", un=near[0])
    return text("Les champs possibles sont : {liste}.", liste=", ".join(known))


def _steps(error: ValidationError, kind: Kind) -> Iterator[tuple[str | int, Any]]:
    """The schemas from the root to the keyword that failed, each with the step that leads on from it."""
    node: Any = kind.schema
    for part in error.absolute_schema_path:
        node = resolve(node, kind.schema) if isinstance(node, dict) else node
        yield part, node
        node = node[part]


def _schema_at(error: ValidationError, kind: Kind) -> dict[str, Any]:
    part, node = list(_steps(error, kind))[-1]
    found = node[part]
    return found if isinstance(found, dict) else {}


def _own_words(error: ValidationError, kind: Kind) -> tuple[Text, Text | None] | None:
    """The schema's own sentence (`x-message`): beside the keyword that failed, or in its `then` or `else`."""
    steps = list(_steps(error, kind))
    before = [part for part, _ in steps]
    for index in range(len(steps) - 1, -1, -1):
        beside = index == len(steps) - 1 or (index > 0 and before[index - 1] in ("then", "else"))
        if beside and (said := _words(steps[index][1])) is not None:
            return said
    return None


def _words(holder: Any) -> tuple[Text, Text | None] | None:
    said = holder.get("x-message") if isinstance(holder, dict) else None
    if not isinstance(said, dict):
        return None
    hint = said.get("hint")
    return Text(fr=said["fr"], en=said.get("en")), Text(fr=hint["fr"], en=hint.get("en")) if hint else None
