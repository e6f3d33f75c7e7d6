"""What the judge of schemas found → findings: which field, where, and in whose words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from communs.findings import Finding, Path, Text, TextEdit, short, text
from communs.kinds import Field, Kind, at, resolve
from communs.mending import corrections, edits
from communs.wording import branches, phrases, sentences, unknown

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from communs.sheet import Judged

_MOST = 50  # unknown fields of one group that are worth naming
_FEW = 3  # fields of a kind that do not stand together by chance


def explain(error: ValidationError, kind: Kind, document: Judged, *, draft: bool) -> Iterator[Finding]:
    """The findings that one error of the judge stands for; what a draft may lack is a warning."""
    fault = _Error(error=error, kind=kind, document=document, path=tuple(error.absolute_path), draft=draft)
    if fault.keyword in ("unevaluatedProperties", "additionalProperties"):
        yield from fault.unknown()
    elif fault.misnamed():
        return  # the name that it has is told
    elif error.validator is None:
        yield from fault.forbidden()
    elif fault.keyword in ("anyOf", "oneOf") and fault.own is None:
        yield from fault.branches()
    elif fault.keyword == "items":  # `false`, after those of `prefixItems`
        schema: Any = error.schema
        yield fault.finding("maxItems", len(schema.get("prefixItems", ())))
    else:
        yield fault.finding()


def wrapped(kind: Kind, document: Judged) -> Finding | None:
    """A whole entry that stands inside one field that nobody knows."""
    value = document.value
    name, inner = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else ("", None)
    if name in kind.fields or not isinstance(inner, dict) or len(inner.keys() & kind.fields.keys()) < _FEW:
        return None
    return Finding(
        path=document.path,
        span=document.span((name,), key=True),
        rule="champ-inconnu",
        message=text("Toute la fiche est décalée sous « {champ} ».", champ=short(name)),
        hint=text("Retirez cette ligne, et ramenez les suivantes au bord gauche."),
    )


@dataclass(frozen=True, kw_only=True)
class _Error:
    """One error of the judge, with what it takes to tell it."""

    error: ValidationError
    kind: Kind
    document: Judged
    path: Path
    draft: bool

    @property
    def keyword(self) -> str:
        return str(self.error.validator)

    @property
    def field(self) -> Field | None:
        return self.kind.field_at(self.path)

    @cached_property
    def own(self) -> tuple[Text, Text | None] | None:
        return _own_words(self.error, self.kind)

    def unknown(self) -> Iterator[Finding]:
        """The fields that the schema does not know, each with the one that it was perhaps meant to be."""
        instance: Any = self.error.instance
        known = list(self.field.children) if self.field is not None else []
        names = (name for name in instance if name not in known and repr(name) in self.error.message)
        taken, listed = set(instance), False
        for name in islice(names, _MOST):
            rule, message, hint, right = unknown.explain(name, self.field, taken, self.kind.root)
            if "liste" in hint.values:
                hint, listed = _AGAIN if listed else hint, True
            taken.add(right or name)
            path = (*self.path, name)
            fix = edits.writing(self.document, path, right, key=True) if right else None
            yield self._say(path, rule, message, hint, key=True, fix=fix)

    def forbidden(self) -> Iterator[Finding]:
        """What the schema refuses whatever it holds (`false`)."""
        names = list(_refused(self.error, self.kind, at(self.document.value, self.path)))
        if not names and self._of_key:
            names = [str(self.error.instance)]
        for path in [(*self.path, name) for name in names] or [self.path]:
            message, hint = self.own or _no_place(self._name(path))
            yield self._say(path, "champ-interdit", message, hint, key=True)

    def branches(self) -> Iterator[Finding]:
        """What is wrong with the branch that was meant, or what all of them want."""
        if meant := branches.meant(self.error):
            for error in meant:
                yield from explain(error, self.kind, self.document, draft=self.draft)
        elif listed := branches.allowed(self.error):
            yield self.finding("enum", listed)
        elif forms := branches.formats(self.error):
            yield self.finding("format", forms[0])
        elif types := branches.types(self.error):
            yield self.finding("type", types)
        else:
            yield self.finding()

    def finding(self, keyword: str = "", limit: Any = None) -> Finding:
        """What the judge said, or the same as if it had said another keyword."""
        if self.own is not None:
            rule = sentences.rule(self.keyword, self.error.validator_value)
            return self._say(self._lacking or self.path, rule, *self.own, key=not self.path)
        if lacking := self._lacking:
            words = phrases.missing(str(lacking[-1]), self.kind.field_at(lacking))
            return self._say(lacking, "champ-manquant", *words)
        if strays := self._strays():
            hint = text("Décalez de deux espaces les lignes de ce groupe : {liste}.", liste=", ".join(strays))
            return self._say(self.path, "vide", text("« {champ} » est vide.", champ=self.path[-1]), hint)
        if together := _together(self.error):
            return self._say((*self.path, together[-1]), "champ-interdit", *_apart(together), key=True)
        path = (*self.path, str(self.error.instance)) if self._of_key else self.path
        fault = self._fault(path, keyword or self.keyword, limit if keyword else self.error.validator_value)
        right = corrections.of(fault)
        fix = None if right is None else edits.writing(self.document, path, right, key=self._of_key)
        return self._say(path, *sentences.of(fault), key=self._of_key, fix=fix)

    @property
    def _lacking(self) -> Path | None:
        """Where the field that is missing would stand, or the first of those that would do."""
        names = (
            [_missing_name(self.error)] if self._of_missing else [] if self.path else [*_either(self.error)]
        )
        return (*self.path, names[0]) if names and (self._of_missing or self.own) else None

    @property
    def _of_missing(self) -> bool:
        return self.keyword in ("required", "dependentRequired")

    @property
    def _of_key(self) -> bool:
        return "propertyNames" in self.error.absolute_schema_path

    def _name(self, path: Path) -> str:
        return next((str(part) for part in reversed(path) if isinstance(part, str)), self.kind.name)

    def _fault(self, path: Path, keyword: str, limit: Any) -> sentences.Fault:
        named = self.path if path == self.path else path[:-1]
        return sentences.Fault(
            keyword=keyword,
            limit=limit,
            value=self.error.instance,
            written=self.document.written(path),
            name=self._name(named),
            whole=not named,
            field=self.field if path == self.path else None,
            named=self.kind.field_at(_trimmed(named)),
        )

    def misnamed(self) -> bool:
        """Whether a field that is missing is there under a name that can only mean it."""
        instance: Any = self.error.instance
        wanted = {_missing_name(self.error)} if self._of_missing else {*_either(self.error)}
        if not wanted or self.field is None or not _closed(self.field) or not isinstance(instance, dict):
            return False
        others = islice((name for name in instance if name not in self.field.children), _MOST)
        taken = set(instance)
        return any(unknown.explain(name, self.field, taken, self.kind.root)[3] in wanted for name in others)

    def _strays(self) -> list[str]:
        """The fields of an empty group that stand beside it instead of inside."""
        around = self.kind.field_at(self.path[:-1]) if self.path else None
        if self.error.instance is not None or self.field is None or around is None:
            return []
        beside = at(self.document.value, self.path[:-1])
        wanted = self.field.children.keys() - around.children.keys()
        return [name.strip() for name in beside if isinstance(name, str) and name.strip() in wanted]

    def _say(
        self,
        at: Path,
        rule: str,
        message: Text,
        hint: Text | None,
        *,
        key: bool = False,
        fix: TextEdit | None = None,
    ) -> Finding:
        lacking = rule == "champ-manquant" and not self.path
        return Finding(
            path=self.document.path,
            span=self.document.span(at, key=key),
            rule=rule,
            severity="warning" if self.draft and lacking else "error",
            message=message,
            hint=hint,
            fix=fix,
        )


_AGAIN = text("Retirez cette ligne, ou prenez l’un des champs de ce type de fiche.")


def _trimmed(path: Path) -> Path:
    """A path without the indexes at its end."""
    return _trimmed(path[:-1]) if path and isinstance(path[-1], int) else path


def _no_place(name: str) -> tuple[Text, Text]:
    return text("Le champ « {champ} » n’a pas sa place ici.", champ=name), text("Retirez cette ligne.")


def _together(error: ValidationError) -> list[str]:
    """The fields that are there and should not be together: of `not`, or of `oneOf` that several branches suit."""
    limit: Any = error.validator_value
    parts = [limit] if error.validator == "not" else limit if error.validator == "oneOf" else []
    wanted = [part.get("required", ()) if isinstance(part, dict) else () for part in parts]
    instance: Any = error.instance
    if not all(wanted) or not isinstance(instance, dict) or error.context:
        return []
    return list(dict.fromkeys(name for names in wanted for name in names if name in instance))


def _apart(names: list[str]) -> tuple[Text, Text]:
    if len(names) == 1:
        return _no_place(names[0])
    message = text("Ces champs ne vont pas ensemble : {liste}.", liste=", ".join(names))
    return message, text("Gardez-en un seul.")


def _closed(field: Field) -> bool:
    return False in (field.schema.get("unevaluatedProperties"), field.schema.get("additionalProperties"))


def _either(error: ValidationError) -> Iterator[str]:
    """The fields of which one has to be there, where each branch asks for nothing else."""
    limit: Any = error.validator_value
    parts = limit if error.validator in ("anyOf", "oneOf") else ()
    if all(isinstance(part, dict) and part.keys() == {"required"} for part in parts):
        yield from (name for part in parts for name in part["required"])


def _missing_name(error: ValidationError) -> str:
    """Which of the required fields this error is about: only the judge's sentence tells."""
    required: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "dependentRequired":
        required = [name for names in required.values() for name in names]
    absent = [name for name in required if name not in instance]
    return str(next((name for name in absent if error.message.startswith(repr(name))), absent[0]))


def _steps(error: ValidationError, kind: Kind) -> Iterator[tuple[str | int, Any]]:
    """The schemas from the root to the keyword that failed, each with the step that leads on from it."""
    node: Any = kind.schema
    for part in error.absolute_schema_path:
        node = resolve(node, kind.schema) if isinstance(node, dict) else node
        yield part, node
        node = node[part]


def _refused(error: ValidationError, kind: Kind, holder: Any) -> Iterator[str]:
    """The fields that are there and that the schema says `false` of."""
    *_, (keyword, node) = _steps(error, kind)
    schemas = node[keyword] if isinstance(node[keyword], dict) and isinstance(holder, dict) else {}
    for name, schema in schemas.items():
        if schema is False and keyword == "patternProperties":
            yield from (field for field in holder if re.search(name, field))
        elif schema is False and name in holder:
            yield name


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
