"""The door to a person at a terminal: one line is proposed, completed and typed; lines are told."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from shutil import get_terminal_size

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.buffer import CompletionState
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output
from prompt_toolkit.utils import is_dumb_terminal

from communs.answers import Choice

_STYLES = {"label": "1", "error": "31", "warning": "33", "quiet": "2"}
_NARROWEST = 20
Propose = Callable[[str], Iterable[Choice]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line to be typed: what stands before it, what it holds already, how long it may be, how it completes."""

    label: str
    default: str = ""
    most: int | None = None
    propose: Propose = lambda _: ()


def read(line: Line) -> str:
    """What somebody types. Raises EOFError and KeyboardInterrupt where they would rather stop."""
    if is_dumb_terminal():
        return _plainly(line)
    session: PromptSession[str] = PromptSession(
        output=create_output(stdout=sys.stderr),
        completer=_Completer(line.propose),
        complete_in_thread=True,
        key_bindings=_KEYS,
        reserve_space_for_menu=6,
    )
    typed = session.default_buffer
    count = None if line.most is None else lambda: f"{len(typed.text)}/{line.most}"
    label = line.label.replace("\u00a0", " ")  # the library would underline it
    said = ANSI(f"{styled(label, 'label')} ")
    return session.prompt(said, default=line.default, rprompt=count).strip()


def _plainly(line: Line) -> str:
    """The same where the terminal can only show lines: an empty answer keeps what is proposed."""
    kept = f" [{line.default}]" if line.default else ""
    click.echo(f"{line.label}{kept} ", err=True, nl=False)
    typed = sys.stdin.readline()
    if not typed:
        raise EOFError
    return typed.strip() or line.default


class _Completer(Completer):
    """Completes the value being typed, the last one where commas part several."""

    def __init__(self, propose: Propose) -> None:
        self._propose = propose

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        last = document.text_before_cursor.rpartition(",")[2].lstrip()
        for choice in self._propose(last):
            yield Completion(choice.id, -len(last), display_meta=choice.label)


_KEYS = KeyBindings()


@_KEYS.add("tab")
def _complete(event: KeyPressEvent) -> None:
    """Tab takes the first proposal, then the next."""
    buffer = event.current_buffer
    if buffer.complete_state:
        buffer.complete_next()
    elif found := list(buffer.completer.get_completions(buffer.document, CompleteEvent())):
        buffer.complete_state = CompletionState(buffer.document, found)  # at once: Enter may be typed already
        buffer.go_to_completion(0)


def tell(words: str = "", style: str = "") -> None:
    """Show a line, broken between words where the terminal is narrower."""
    indent = words[: len(words) - len(words.lstrip(" "))]
    lines = textwrap.wrap(
        words,
        max(get_terminal_size().columns - 1, _NARROWEST),
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines or [""]:
        click.echo(styled(line, style), err=True)


def styled(words: str, style: str) -> str:
    """Words in a colour, where colours are welcome."""
    plain = not style or os.environ.get("NO_COLOR") or is_dumb_terminal()
    return words if plain else f"\x1b[{_STYLES[style]}m{words}\x1b[0m"
