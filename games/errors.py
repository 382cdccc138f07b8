"""One tree of errors; each message names where, what was found, what was expected, and how to mend it.

>>> raise InvalidGame("[payoffs]", found="two payoffs", expected="three, one a player", remedy="Add the missing payoff.")
Traceback (most recent call last):
    ...
games.errors.InvalidGame: [payoffs]: found two payoffs; expected three, one a player. Add the missing payoff.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


class ComarcaError(Exception):
    """Root of every error that this library raises on purpose.

    `where` is the place (file, table, player, state), `found` what stood there, `expected` what would have been right,
    `remedy` how to mend it; the last two may be empty.
    """

    def __init__(self, where: str, found: str = "", expected: str = "", remedy: str = "") -> None:
        self.where, self.found, self.expected, self.remedy = where, found, expected, remedy
        super().__init__(self._message())

    def _message(self) -> str:
        parts = [
            part
            for part in (self.found and f"found {self.found}", self.expected and f"expected {self.expected}")
            if part
        ]
        sentence = f"{self.where}: {'; '.join(parts)}" if parts else self.where
        if not sentence.endswith((".", "?", "!")):
            sentence += "."
        return f"{sentence} {self.remedy}".rstrip()

    def within(self, place: str) -> ComarcaError:
        """The same error, told from one level further out: `place` is put before `where`."""
        return type(self)(f"{place}, {self.where}", self.found, self.expected, self.remedy)


class InvalidGame(ComarcaError, ValueError):
    """A description that is not a game: wrong shape, missing profile, unknown label, impossible number."""


class InvalidScalar(InvalidGame):
    """A number or text that is not an exact scalar."""


class ScalarTooLarge(InvalidScalar):
    """A number that has an exact value, but too many digits to write out."""


class InvalidStrategy(InvalidGame):
    """A strategy or automaton that does not fit its game."""


class InvalidFile(InvalidGame):
    """A file that cannot be read as what it says it is."""


class Unsupported(ComarcaError):
    """A legal question that this library does not answer; the message says which part and why."""


class LimitReached(ComarcaError):
    """A search stopped by a limit; `partial` holds what was shown until then."""

    def __init__(self, where: str, found: str = "", expected: str = "", remedy: str = "", partial: Any = None) -> None:
        super().__init__(where, found, expected, remedy)
        self.partial = partial


class InvalidCertificate(ComarcaError):
    """A certificate that the checker refuses; the message names the first step that fails."""


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A remedy that names the nearest option, or the empty string.

    >>> did_you_mean("hid", ["share", "hide"])
    'Did you mean "hide"?'
    """
    near = difflib.get_close_matches(word, list(options), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


def shorten(text: str, most: int = 60) -> str:
    """Text fit for a message: its middle left out where it is long.

    >>> shorten("x" * 100, 10)
    'xxxx...xxx'
    """
    return text if len(text) <= most else f"{text[: most // 2 - 1]}...{text[-(most // 2 - 2) :]}"
