"""The tokens of Gambit's game files: numbers, names, texts in quotes, braces and commas, each with the line it stands in.

A text ends at the next quote; inside it \\" is a quote and \\\\ a backslash, and a backslash before anything else stands for itself.
Numbers are whole, decimal, in scientific notation, or fractions, and are read exactly. Blanks and line ends only separate.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

from games.errors import InvalidFile, shorten
from games.exact.numerals import whole_number
from games.formats.tables import quoted

LARGEST_FILE = 5_000_000
"""Bytes of a game file."""
MOST_DIGITS = 1_000
"""Digits of a number in a file; also the largest exponent."""
MOST_PAYOFFS = 2_000_000
"""Payoffs of a game in a file: profiles times players."""
MOST_PLAYERS, MOST_NAMES = 1_000, 20_000
"""Players of a game, and actions of a player that have names."""

NUMBER = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++|/[0-9]++)?")
_TOKEN = re.compile(
    rf"""[ \t\r\n\f\v]*+(?:
      (?P<number>{NUMBER.pattern}(?=[\s{{}},"]|\Z))
    | (?P<text>"(?:[^"\\]|\\.)*+")
    | (?P<brace>[{{}},])
    | (?P<name>[A-Za-z][A-Za-z0-9]*+(?=[\s{{}},"]|\Z))
    | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_BLANKS = re.compile(r"[ \t\r\n\f\v]*")
_WORD = re.compile(r'[^\s{},"]+')
_ESCAPE = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a text, a brace or comma, a name, or the end; `position` counts characters of the file."""

    kind: str
    text: str
    position: int

    @property
    def content(self) -> str:
        """A text without its quotes, its escapes undone."""
        return _ESCAPE.sub(r"\1", self.text[1:-1])

    @property
    def shown(self) -> str:
        """The token as messages name it."""
        match self.kind:
            case "end":
                return "the end of the file"
            case "text":
                return f"the text {quoted(shorten(self.content))}"
            case "number":
                return f"the number {shorten(self.text, 40)}"
        return quoted(self.text)


class GambitText:
    """One pass over the text of a file; `token` is the present token. Errors are InvalidFile and name file and line."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where
        if len(text) > LARGEST_FILE:
            found = f"more than {LARGEST_FILE:,} bytes"
            raise InvalidFile(where, found, f"a game file of at most {LARGEST_FILE:,} bytes")
        self._numbers: dict[str, Fraction] = {}
        self.token = self._next(0)

    def _next(self, start: int) -> Token:
        found = _TOKEN.match(self.text, start)
        if found is None:
            self._refuse_characters(start)
        kind = str(found.lastgroup)
        return Token(kind, found[kind], found.start(kind))

    def _refuse_characters(self, start: int) -> NoReturn:
        blanks = _BLANKS.match(self.text, start)
        position = blanks.end() if blanks else start
        if self.text[position] == '"':
            self.refuse(
                position, "a text that is not closed", 'a quote " at its end', 'Inside a text, write \\" for a quote.'
            )
        word = _WORD.match(self.text, position)
        shown = word[0] if word else self.text[position]
        expected = 'numbers such as 3, 1/3 or 0.5, texts in quotes " ", braces { }'
        self.refuse(position, quoted(shorten(shown, 40)), expected)

    def place(self, position: int) -> str:
        """File and line of a character."""
        return f"{self.where}, line {self.text.count(chr(10), 0, position) + 1}"

    def refuse(self, position: int, found: str, expected: str, remedy: str = "") -> NoReturn:
        """Raise InvalidFile at a character."""
        raise InvalidFile(self.place(position), found, expected, remedy)

    def refuse_token(self, expected: str, remedy: str = "") -> NoReturn:
        """Refuse the present token."""
        self.refuse(self.token.position, self.token.shown, expected, remedy)

    def advance(self) -> Token:
        """The present token; the next one becomes present."""
        token = self.token
        self.token = self._next(token.position + len(token.text))
        return token

    def at(self, sign: str) -> bool:
        """Is the present token this brace or comma?"""
        return self.token.kind == "brace" and self.token.text == sign

    def take(self, sign: str, expected: str, remedy: str = "") -> None:
        """Go past a brace or comma that must stand here."""
        if not self.at(sign):
            self.refuse_token(expected, remedy)
        self.advance()

    def take_text(self, expected: str) -> str:
        """Go past a text and give its content, which must be printable."""
        if self.token.kind != "text":
            self.refuse_token(expected)
        token = self.advance()
        content = token.content
        if any(not c.isprintable() and c not in "\n\t\r" for c in content):
            self.refuse(token.position, f"a control character in {token.shown}", "printable text")
        return content

    def take_number(self, expected: str) -> Fraction:
        """Go past a number and give its exact value."""
        if self.token.kind != "number":
            self.refuse_token(expected, "Leave the comma out." if self.at(",") else "")
        token = self.token
        value = self._numbers.get(token.text)
        if value is None:
            value = self._numbers[token.text] = self._value(token)
        self.advance()
        return value

    def take_rest(self, needed: int) -> list[Fraction] | None:
        """All that is left as so many numbers, read at once; None, and nothing is gone past, if it is not that."""
        words = self.text[self.token.position :].split()
        if len(words) != needed or not all(map(NUMBER.fullmatch, set(words))):
            return None
        try:
            values = {word: number(word) for word in set(words)}
        except ValueError:
            return None
        self.token = self._next(len(self.text))
        return [values[word] for word in words]

    def take_count(self, expected: str, most: int) -> int:
        """Go past a whole number from 0 to `most`."""
        position, shown = self.token.position, self.token.shown
        value = self.take_number(expected)
        if value.denominator != 1 or not 0 <= value <= most:
            self.refuse(position, shown, expected)
        return int(value)

    def _value(self, token: Token) -> Fraction:
        try:
            return number(token.text)
        except ValueError as error:
            expected = f"a number such as 3, 1/3 or 0.5, of at most {MOST_DIGITS:,} digits"
            self.refuse(token.position, f"{token.shown}, {error}", expected)

    def names(self, what: str, most: int) -> Iterator[tuple[str, int]]:
        """The texts up to the closing brace, each with its position; the opening brace must stand here."""
        self.take("{", f"{{ and then {what} names in quotes")
        for read in itertools.count():
            if self.at("}"):
                break
            position = self.token.position
            if read == most:
                self.refuse(position, f"more than {most:,} {what} names", "a smaller game")
            if self.at(","):
                self.refuse_token(
                    f'a {what} name in quotes, or "}}"', "Leave the comma out: names are separated by blanks."
                )
            yield self.take_text(f'a {what} name in quotes, or "}}"'), position
        self.advance()


def number(text: str) -> Fraction:
    """The exact value of a number as such files write it. Raises ValueError, which says what is wrong, for one out of bounds.

    >>> number("-1/3"), number("2.50"), number("1e-3"), number(".5")
    (Fraction(-1, 3), Fraction(5, 2), Fraction(1, 1000), Fraction(1, 2))
    """
    if len(text) > MOST_DIGITS + 10:
        raise ValueError("which is too long")
    if text.isdigit():
        return Fraction(whole_number(text))
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    above, slash, below = digits.partition("/")
    if slash:
        if not int(below):
            raise ValueError("a division by zero")
        return Fraction(sign * whole_number(above), whole_number(below))
    mantissa, _, exponent = digits.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    if len(exponent) > 6 or abs(int(exponent or 0)) > MOST_DIGITS:
        raise ValueError("whose exponent is too large")
    return sign * Fraction(whole_number(whole + decimals)) * Fraction(10) ** (int(exponent or 0) - len(decimals))


def text_token(content: str) -> str:
    """Text as such files hold it: in quotes, quotes and backslashes escaped.

    >>> print(text_token('say "no"'))
    "say \\"no\\""
    """
    escaped = content.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
