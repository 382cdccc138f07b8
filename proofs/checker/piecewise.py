"""Formulas in + * / min max and whole powers of a count k, as quotients of polynomials on runs of counts.

min and max are decided run by run, by the signs of differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce

from games.errors import ComarcaError
from games.exact import Formula
from proofs.checker.pieces import MAX_DEGREE, NoPieces, Piece, aligned, joined, piece_of, product, runs_of, sign_runs
from proofs.checker.roots import Whole


def read_pieces(formula: Formula, players: int) -> list[Piece]:
    """The values for k = 0 ... players - 1; raises NoPieces for a formula that is no such thing."""
    if "k" not in formula.names:
        value = _constant(formula, players)
        return [Piece(0, players - 1, (value.numerator,), (value.denominator,))]
    if formula.operator == "name":
        return [Piece(0, players - 1, (0, 1), (1,))]
    if formula.operator == "**":
        base, exponent = formula.arguments
        power = _constant(exponent, players) if "k" not in exponent.names else Fraction(1, 2)
        if power.denominator != 1 or abs(power) > MAX_DEGREE:
            raise NoPieces
        return joined(part for own in read_pieces(base, players) for part in _power(own, int(power)))
    if formula.operator not in ("+", "*", "min", "max"):
        raise NoPieces
    return reduce(
        lambda a, b: _combined(formula.operator, a, b), (read_pieces(part, players) for part in formula.arguments)
    )


def _constant(formula: Formula, players: int) -> Fraction:
    try:
        value = formula.evaluate({"n": Fraction(players)})
    except ComarcaError:
        raise NoPieces from None
    if not isinstance(value, Fraction) or value.denominator.bit_length() + value.numerator.bit_length() > 20_000:
        raise NoPieces
    return value


def _power(own: Piece, exponent: int) -> Iterator[Piece]:
    """The power; what it divides by has one sign on each piece, and is made positive."""
    one: Whole = (1,)
    for first, last, way in sign_runs(own.top, own.first, own.last) if exponent < 0 else ((own.first, own.last, 1),):
        if not way:
            raise NoPieces
        top, bottom = (tuple(way * c for c in p) for p in (own.top, own.bottom))
        powers = [reduce(product, [p] * abs(exponent), one) for p in (top, bottom)]
        yield piece_of(first, last, *(powers if exponent >= 0 else powers[::-1]))


def _combined(operator: str, left: Sequence[Piece], right: Sequence[Piece]) -> list[Piece]:
    pairs = aligned(left, right)
    if operator == "+":
        return joined(own.overlaid(1) for own in pairs)
    if operator == "*":
        return joined(
            piece_of(p.first, p.last, product(p.one.top, p.two.top), product(p.one.bottom, p.two.bottom)) for p in pairs
        )
    wanted = 1 if operator == "max" else -1
    return joined(
        Piece(first, last, *((own.one.top, own.one.bottom) if ahead * wanted >= 0 else (own.two.top, own.two.bottom)))
        for own in pairs
        for first, last, ahead in runs_of(own.overlaid(-1))
    )
