"""interview: questions to a person, asked again with the reason; nothing that was answered is ever lost."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from rutaplan.cli import terminal
from rutaplan.diagnostics import NotDoneError

_T = TypeVar("_T")


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(label: str, default: str, shown: str = "") -> str:
    """What a person answers; the default, shown as it is or otherwise, when that is nothing."""
    terminal.finish()
    question = f"{label} [{shown or default}]" if shown or default else label
    answer = click.prompt(question, default=default, show_default=False, err=True)
    return str(answer).strip() or default


def ask_until(
    label: str, default: str, read: Callable[[str], _T], options: Callable[[], None] | None = None
) -> tuple[str, _T]:
    """What a person answers, and that read; again, with the reason, until it is understood.

    options: shows what may be answered, to a «?».
    """
    while True:
        answer = ask(label, default)
        if answer == "?" and options:
            options()
            continue
        try:
            return answer, read(answer)
        except NotDoneError as error:
            terminal.tell(f"  {error}.")


class Interview:
    """Asks, and keeps what was answered as the options of a call that says the same."""

    def __init__(self, call: Sequence[str]) -> None:
        self._call = [*call]
        self._answered = False
        self.before: Sequence[str] = ()  # the calls that say answers which are no option of this one

    def ask(
        self,
        option: str,
        label: str,
        default: str,
        read: Callable[[str], _T],
        *,
        options: Callable[[], None] | None = None,
    ) -> _T:
        """What a person answers, read, as ask_until. option: nothing for what is part of another answer."""
        answer, value = ask_until(label, default, read, options)
        if option and answer != default:
            self.keep(option, answer)
        return value

    def keep(self, option: str, answer: str) -> None:
        """Remember an answer."""
        self._answered = True
        self._call += [option, answer]

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Whatever ends what is done meanwhile, the person gets the call that says all answers again."""
        try:
            yield
        except (KeyboardInterrupt, click.Abort, click.ClickException, NotDoneError, OSError):
            self.tell()
            raise

    def tell(self) -> None:
        """Say how to give the same answers again."""
        if self._answered:
            calls = "".join(f"  {each}\n" for each in (*self.before, shlex.join(self._call)))
            terminal.tell(f"\nLo que ya respondió se dice otra vez así:\n{calls}")
