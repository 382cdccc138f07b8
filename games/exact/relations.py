"""Relations between exact scalars: "T > R", "0 < d < 1"; decided exactly where numbers stand in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from games.errors import InvalidScalar, shorten
from games.exact.formula import Formula, Scalar
from games.exact.grammar import Reader
from games.exact.rational_functions import simplest
from games.exact.real_values import sign_of
from games.exact.scalars import exact, substitute, symbols_of, text

OPERATORS = ("<", "<=", ">", ">=", "=", "!=")
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


@dataclass(frozen=True, slots=True)
class Relation:
    """left op right, with op in <, <=, >, >=, =, != (== is read as =).

    Raises InvalidScalar at other operators and at sides that are not exact scalars.

    >>> better = Relation(exact("T"), ">", exact("R"))
    >>> better.text, better.negated().text
    ('T > R', 'T <= R')
    >>> better.holds({"T": 5, "R": 3})
    True
    """

    left: Scalar
    op: str
    right: Scalar

    def __post_init__(self) -> None:
        op = "=" if self.op == "==" else self.op
        if op not in OPERATORS:
            raise InvalidScalar("relation", f'"{shorten(str(op))}"', f"one of {', '.join(OPERATORS)}")
        object.__setattr__(self, "op", op)
        object.__setattr__(self, "left", exact(self.left, "left side of a relation"))
        object.__setattr__(self, "right", exact(self.right, "right side of a relation"))

    @property
    def text(self) -> str:
        """The relation in the file grammar."""
        return f"{text(self.left)} {self.op} {text(self.right)}"

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names that occur, sorted."""
        return tuple(sorted({*symbols_of(self.left), *symbols_of(self.right)}))

    @property
    def difference(self) -> Scalar:
        """left - right, cancelled.

        >>> Relation(exact("T"), ">", exact("T - 1")).difference
        Fraction(1, 1)
        """
        return simplest(self.left - self.right)

    def negated(self) -> Relation:
        """The relation that holds exactly where this one does not."""
        return Relation(self.left, _NEGATED[self.op], self.right)

    def substitute(self, values: Mapping[str, Any]) -> Relation:
        """The relation with exact values put in for symbols."""
        given = {name: exact(value, name) for name, value in values.items()}
        return Relation(substitute(self.left, given), self.op, substitute(self.right, given))

    def holds(self, values: Mapping[str, Any] | None = None) -> bool:
        """Is it true at these values? Decided exactly, also for roots.

        Raises Unsupported where symbols are left, InvalidScalar where a side is undefined.

        >>> Relation(exact("d**2"), "<", exact("2")).holds({"d": "7/5"})
        True
        """
        at = self.substitute(values or {})
        sign = sign_of(at.left - at.right, where=f'"{shorten(self.text)}"')
        match self.op:
            case "<":
                return sign < 0
            case "<=":
                return sign <= 0
            case ">":
                return sign > 0
            case ">=":
                return sign >= 0
            case "=":
                return sign == 0
            case _:
                return sign != 0

    def __str__(self) -> str:
        return self.text


def parse_relations(
    text: str,
    *,
    where: str = "relation",
    names: Collection[str] | None = None,
    allow_sqrt: bool = False,
) -> tuple[Relation, ...]:
    """The relations of a text; a chain gives one a comparison. Raises InvalidScalar as `parse_formula` does.

    >>> [relation.text for relation in parse_relations("0 < d < 1")]
    ['0 < d', 'd < 1']
    """
    reader = Reader(text, where, names, allow_sqrt)
    sides: list[Formula] = [reader.sum()]
    ops: list[str] = []
    while reader.at(*OPERATORS, "=="):
        ops.append(reader.advance().text)
        sides.append(reader.sum())
    if reader.token.kind != "end" or not ops:
        reader.refuse_token("an operator + - * / ** or a comparison < <= > >= = !=")
    try:
        values = [side.evaluate() for side in sides]
    except InvalidScalar as error:
        raise InvalidScalar(where, f'{error.found} in "{shorten(text)}"', error.expected, error.remedy) from None
    return tuple(Relation(left, op, right) for left, op, right in zip(values, ops, values[1:], strict=False))
