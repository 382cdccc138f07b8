"""The tokens of the file grammar, one at a time, and refusals that show where reading stopped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from games.errors import InvalidScalar, shorten

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>=])"
    r"|(?P<end>$))",
    re.ASCII,
)
LONGEST_NAME = 100
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
#: Signs that stand for one of the grammar's.
_REMEDIES = {
    "^": "Write ** for powers.",
    "≤": "Write <=.",
    "≥": "Write >=.",
    "≠": "Write !=.",
    "−": "Write an ordinary minus sign -.",
    "×": "Write * for products.",
    "·": "Write * for products.",
    "÷": "Write / for quotients.",
    "√": "Write a number or an expression without roots.",
    "[": "Only round parentheses are read.",
    "{": "Only round parentheses are read.",
    "%": "Write 1/100 for one per cent.",
}


def is_name(text: str) -> bool:
    """Is the text one name of the grammar?

    >>> is_name("k_share"), is_name("2k")
    (True, False)
    """
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name, a sign or the end, and where it stands."""

    kind: str
    text: str
    position: int


class Tokens:
    """One pass over one text; `token` is the present one."""

    def __init__(self, text: str, where: str, length: int) -> None:
        self.text, self.where = text, where
        if not isinstance(text, str):
            raise InvalidScalar(where, shorten(repr(text)), "text")
        if len(text) > length:
            raise InvalidScalar(where, f"a text of {len(text):,} characters", f"at most {length:,}")
        if not text.strip():
            raise InvalidScalar(where, "an empty text", 'a number or an expression such as "3/5" or "m*(k + 1) - c"')
        self.token = self._next(0)

    def _next(self, start: int) -> Token:
        found = _TOKEN.match(self.text, start)
        if found is None:
            self._refuse_character(start)
        kind = str(found.lastgroup)
        return Token(kind, found[kind], found.start(kind))

    def advance(self) -> Token:
        """The present token; the next one becomes present."""
        token = self.token
        self.token = self._next(token.position + len(token.text))
        return token

    def at(self, *signs: str) -> bool:
        """Is the present token one of these signs?"""
        return self.token.kind == "sign" and self.token.text in signs

    def refuse(self, position: int, found: str, expected: str, remedy: str = "") -> NoReturn:
        """Raise InvalidScalar that shows where reading stopped."""
        around = self.text if len(self.text) <= 40 else self._excerpt(position)
        shown = "".join(c if c.isprintable() and c.isascii() else c.encode("unicode_escape").decode() for c in around)
        raise InvalidScalar(self.where, f'{found} at character {position + 1} of "{shown}"', expected, remedy)

    def refuse_token(self, expected: str) -> NoReturn:
        """Refuse the present token."""
        token = self.token
        if token.kind == "end":
            self.refuse(token.position, "the end of the text", expected)
        product = token.kind in ("name", "number") or token.text == "("
        remedy = "Write * for products." if product and expected.startswith("an operator") else ""
        self.refuse(token.position, f'"{shorten(token.text, 30)}"', expected, remedy)

    def _refuse_character(self, start: int) -> NoReturn:
        """Refuse the first character from `start` on that belongs to no token."""
        position = start + len(self.text[start:]) - len(self.text[start:].lstrip(" \t\r\n"))
        character = self.text[position]
        shown = f'"{character}"' if character.isprintable() and character.isascii() else _described(character)
        remedy = _REMEDIES.get(character, "")
        self.refuse(position, shown, "numbers, names, + - * / **, parentheses, C, min, max", remedy)

    def _excerpt(self, position: int) -> str:
        start, end = max(0, position - 15), min(len(self.text), position + 20)
        return f"{'...' if start else ''}{self.text[start:end]}{'...' if end < len(self.text) else ''}"


def _described(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{code} {unicodedata.name(character, 'with no name')}"
