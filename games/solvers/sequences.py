"""Numbers g_0 ... g_N, one for each count: their signs in runs, their values, their differences, without writing them all out.

Pieces       What + - * / min max and whole powers make of a count k is, on runs of whole numbers, a quotient of two polynomials:
             min and max change their argument only where the difference of two arguments changes sign: at roots, found exactly
             (`games.exact.real_roots`), each between two whole numbers or on one. So a million numbers are a few polynomials.
Tables       Anything else (a list, C) is evaluated for each k.
Estimates    Powers with k in the exponent, of many players: in balls, run by run (`games.solvers.estimates`).
Evidence     Every sign is that of an exact value; the runs cover 0 ... N.
Cost         Pieces: a few root isolations. Tables: N evaluations and N numbers in memory.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from games.core.anonymous import AnonymousGame, CountPayoff
from games.errors import ComarcaError, LimitReached, ScalarTooLarge
from games.exact import AlgebraicNumber, Formula, real_roots
from games.solvers.requirements import numbers_only

if TYPE_CHECKING:
    from games.solvers.estimates import Estimates

Numbers: TypeAlias = Union["Pieces", "Table", "Estimates"]
MOST_PIECES, MOST_DEGREE = 2_000, 60
"""Beyond these a formula is evaluated for each k."""
FEW = 2_000
"""Up to so many players every payoff that is no polynomial is evaluated exactly."""
MOST_VALUES, MOST_BITS = 10_000_000, 300_000_000
"""Numbers that are evaluated one by one, and the bits that they may take together."""

Run = tuple[int, int, int]
"""First and last index, and the sign of all between."""


@dataclass(frozen=True, slots=True)
class Piece:
    """top(k)/bottom(k) for first <= k <= last: flint polynomials; bottom is nowhere 0 there."""

    first: int
    last: int
    top: Any
    bottom: Any

    def value(self, k: int) -> Any:
        """The value at k, a flint rational."""
        return self.top(k) / self.bottom(k)


class Signed:
    """What both kinds have: `size` is the number of entries; runs of equal sign, zeros runs of their own."""

    size: int
    runs: tuple[Run, ...]

    @property
    def changes(self) -> int:
        """How often neighbours differ in sign, zeros left out."""
        signs = [own for _, _, own in self.runs if own]
        return sum(before != after for before, after in pairwise(signs))

    @property
    def first_sign(self) -> int:
        """The sign of the first entry that is not 0."""
        return next((own for _, _, own in self.runs if own), 0)

    @property
    def last_sign(self) -> int:
        """The sign of the last entry that is not 0."""
        return next((own for _, _, own in reversed(self.runs) if own), 0)


@dataclass(frozen=True)
class Pieces(Signed):
    """Few polynomials; the pieces follow one another from 0 to size - 1.

    >>> from games.exact import parse_formula
    >>> pieces_of(parse_formula("min(k, 3) - 2"), 6, 6).runs
    ((0, 1, -1), (2, 2, 0), (3, 5, 1))
    """

    pieces: tuple[Piece, ...]

    @property
    def size(self) -> int:  # type: ignore[override]
        """How many entries."""
        return self.pieces[-1].last + 1

    @cached_property
    def runs(self) -> tuple[Run, ...]:  # type: ignore[override]
        """Runs of equal sign, in order."""
        found = [
            (first, last, own * _sign(piece.bottom(first)))
            for piece in self.pieces
            for first, last, own in sign_runs(piece.top, piece.first, piece.last)
        ]
        return merged(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.first for piece in self.pieces]

    def value(self, k: int) -> Any:
        """The entry at k, a flint rational."""
        return self.pieces[bisect_right(self._starts, k) - 1].value(k)

    def floats(self, first: int, last: int) -> Any:
        """The entries as floats: for proposals alone."""
        import numpy as np

        parts = []
        for piece in self.pieces:
            lo, hi = max(first, piece.first), min(last, piece.last)
            if lo <= hi:
                k = np.arange(lo, hi + 1, dtype=float) - lo
                top, bottom = (_floats(own(_shift(lo))) for own in (piece.top, piece.bottom))
                parts.append(np.polyval(top, k) / np.polyval(bottom, k))
        return np.concatenate(parts)

    @cached_property
    def bound(self) -> Fraction:
        """A number that no entry exceeds in absolute value."""
        return max((_bound(piece) for piece in self.pieces), default=Fraction(0))

    @property
    def degree(self) -> int | None:
        """The degree in k if all entries follow one polynomial, else None."""
        if len(self.pieces) > 1 or self.pieces[0].bottom.degree() > 0:
            return None
        return max(self.pieces[0].top.degree(), 0)

    def difference(self) -> Pieces:
        """The entries g_(k+1) - g_k; one entry less."""
        later = [
            Piece(own.first - 1, own.last - 1, own.top(_shift(1)), own.bottom(_shift(1)))
            for own in self.pieces
            if own.last > 0
        ]
        later[0] = Piece(0, later[0].last, later[0].top, later[0].bottom)
        earlier = _until(self.pieces, self.size - 2)
        return Pieces(_overlaid(later, earlier, _minus))

    def minus(self, other: Pieces) -> Pieces:
        """Entry by entry."""
        return Pieces(_overlaid(self.pieces, other.pieces, _minus))

    @property
    def odd(self) -> bool:
        """Whether g_k = -g_(N-k) for all k."""
        last = self.size - 1
        mirror = [_mirrored(own, last) for own in reversed(self.pieces)]
        return all(sign == 0 for _, _, sign in Pieces(_overlaid(self.pieces, mirror, _plus)).runs)


@dataclass(frozen=True)
class Table(Signed):
    """All numbers, as Fractions."""

    values: tuple[Fraction, ...]

    @property
    def size(self) -> int:  # type: ignore[override]
        """How many entries."""
        return len(self.values)

    @cached_property
    def runs(self) -> tuple[Run, ...]:  # type: ignore[override]
        """Runs of equal sign, in order."""
        found, start = [], 0
        for own, group in groupby((value.numerator > 0) - (value.numerator < 0) for value in self.values):
            length = sum(1 for _ in group)
            found.append((start, start + length - 1, own))
            start += length
        return tuple(found)

    def value(self, k: int) -> Any:
        """The entry at k, a flint rational."""
        from flint import fmpq

        return fmpq(self.values[k].numerator, self.values[k].denominator)

    @cached_property
    def _floats(self) -> Any:
        import numpy as np

        return np.array([_float(value) for value in self.values])

    def floats(self, first: int, last: int) -> Any:
        """The entries as floats: for proposals alone."""
        return self._floats[first : last + 1]

    @cached_property
    def bound(self) -> Fraction:
        """A number that no entry exceeds in absolute value."""
        return max(max(self.values), -min(self.values))

    @property
    def degree(self) -> int | None:
        """Not known."""
        return None

    def difference(self) -> Table:
        """The entries g_(k+1) - g_k; one entry less."""
        return Table(tuple(after - before for before, after in pairwise(self.values)))

    def minus(self, other: Numbers) -> Table:
        """Entry by entry."""
        return Table(tuple(a - b for a, b in zip(self.values, written_out(other), strict=True)))

    @property
    def odd(self) -> bool:
        """Whether g_k = -g_(N-k) for all k."""
        half = (len(self.values) + 1) // 2
        return all(self.values[k] == -self.values[-1 - k] for k in range(half))


def written_out(numbers: Numbers) -> tuple[Fraction, ...]:
    """All entries as Fractions; raises LimitReached where they are only estimated."""
    if isinstance(numbers, Table):
        return numbers.values
    if not isinstance(numbers, Pieces):
        raise LimitReached(
            numbers.where, "payoffs too many and too long to be written out", "a formula for both actions"
        )
    found: list[Fraction] = []
    for piece in numbers.pieces:
        entries = (piece.value(k) for k in range(piece.first, piece.last + 1))
        found += [Fraction(int(own.p), int(own.q)) for own in entries]
    return tuple(found)


def payoffs_of(game: AnonymousGame, action: int, where: str) -> Numbers:
    """The payoffs of an action of a game with two actions, by k; raises Unsupported at symbols, LimitReached where they are too many."""
    from games.solvers.estimates import Estimates, estimable

    payoff, size = game.payoff[action], game.size
    if not isinstance(payoff, Formula):
        return Table(numbers_only(payoff, where))
    found = pieces_of(payoff, size, size)
    if found is not None:
        return found
    if size > FEW and estimable(payoff):
        return Estimates(payoff, size, size, where)
    return Table(tuple(_evaluated(payoff, game, action, where)))


def gains_of(game: AnonymousGame, where: str) -> tuple[Numbers, Numbers, Numbers]:
    """The payoffs of the first and the second action, and the second's less the first's."""
    from games.solvers.estimates import Estimates, difference_of, estimable

    first, second = (payoffs_of(game, action, where) for action in (0, 1))
    if isinstance(first, Pieces) and isinstance(second, Pieces):
        return first, second, second.minus(first)
    below, above = game.payoff
    if isinstance(below, Formula) and isinstance(above, Formula) and Estimates in (type(first), type(second)):
        gain = difference_of(above, below)
        if estimable(gain):
            return first, second, Estimates(gain, game.size, game.size, where)
    return first, second, Table(written_out(second)).minus(first)


def _evaluated(payoff: CountPayoff, game: AnonymousGame, action: int, where: str) -> Iterator[Fraction]:
    if game.size > MOST_VALUES:
        found = f"{game.size:,} players with a payoff that is no polynomial in k, piece by piece"
        raise LimitReached(where, found, f"at most {MOST_VALUES:,}", "Write it with + - * / min max and whole powers.")
    bits = 0
    if game.size > FEW and _bits_at(game, action, game.size // 2, where) * (game.size // 4) > MOST_BITS:
        raise _too_long(where)
    for k in range(game.size):
        (value,) = numbers_only((game.payoff_at(action, k),), where)
        bits += value.numerator.bit_length() + value.denominator.bit_length()
        if bits > MOST_BITS:
            raise _too_long(where)
        yield value


def _bits_at(game: AnonymousGame, action: int, k: int, where: str) -> int:
    """The length of one payoff; very long where it cannot be written out."""
    try:
        (value,) = numbers_only((game.payoff_at(action, k),), where)
    except ScalarTooLarge:
        return MOST_BITS
    return value.numerator.bit_length() + value.denominator.bit_length()


def _too_long(where: str) -> LimitReached:
    found = f"payoffs of more than {MOST_BITS:,} digits in base 2"
    return LimitReached(where, found, "shorter numbers", "Ask for fewer players, or write them without C.")


# Formulas


def pieces_of(formula: Formula, size: int, players: int) -> Pieces | None:
    """The values for k = 0 ... size - 1 as pieces; None where the formula is no such thing, has symbols or fails somewhere.

    >>> from games.exact import parse_formula
    >>> parts = pieces_of(parse_formula("max(0, k - 700000)/n"), 10**6, 10**6)
    >>> [(own.first, own.last) for own in parts.pieces], str(parts.value(750000))
    ([(0, 700000), (700001, 999999)], '1/20')
    >>> pieces_of(parse_formula("2**k"), 10, 10) is None
    True
    """
    try:
        found = _read(formula, size, players)
    except _NotPieces:
        return None
    return Pieces(tuple(found))


class _NotPieces(Exception):
    """The formula is no quotient of polynomials piece by piece."""


Parts = Sequence[Piece]


def _read(formula: Formula, size: int, players: int) -> Parts:
    from flint import fmpq, fmpq_poly

    if "k" not in formula.names:
        return [Piece(0, size - 1, fmpq_poly([fmpq(*_constant(formula, players))]), fmpq_poly([1]))]
    if formula.operator == "name":
        return [Piece(0, size - 1, fmpq_poly([0, 1]), fmpq_poly([1]))]
    if formula.operator == "**":
        base, exponent = formula.arguments
        top, bottom = _constant(exponent, players) if "k" not in exponent.names else (0, 0)
        if bottom != 1 or abs(top) > MOST_DEGREE:
            raise _NotPieces
        return [_power(own, top) for own in _read(base, size, players)]
    parts = (_read(part, size, players) for part in formula.arguments)
    match formula.operator:
        case "+":
            return reduce(lambda a, b: _overlaid(a, b, _plus), parts)
        case "*":
            return reduce(lambda a, b: _overlaid(a, b, _times), parts)
        case "max":
            return reduce(lambda a, b: _extreme(a, b, 1), parts)
        case "min":
            return reduce(lambda a, b: _extreme(a, b, -1), parts)
    raise _NotPieces


def _constant(formula: Formula, players: int) -> tuple[int, int]:
    try:
        value = formula.evaluate({"n": players})
    except ComarcaError:
        raise _NotPieces from None
    if not isinstance(value, Fraction) or value.denominator.bit_length() > 10_000:
        raise _NotPieces
    return value.numerator, value.denominator


def _power(own: Piece, exponent: int) -> Piece:
    if exponent >= 0:
        return _piece(own.first, own.last, own.top**exponent, own.bottom**exponent)
    if own.top == 0 or any(sign == 0 for _, _, sign in sign_runs(own.top, own.first, own.last)):
        raise _NotPieces  # a division by zero: evaluation says where
    return _piece(own.first, own.last, own.bottom**-exponent, own.top**-exponent)


def _piece(first: int, last: int, top: Any, bottom: Any) -> Piece:
    if bottom.degree() > 0:
        common = top.gcd(bottom)
        if common.degree() > 0:
            top, bottom = top // common, bottom // common
    if bottom.degree() == 0:
        top, bottom = top / bottom[0], bottom / bottom[0]
    if max(top.degree(), bottom.degree()) > MOST_DEGREE:
        raise _NotPieces
    return Piece(first, last, top, bottom)


Join = Callable[[Any, Any, Any, Any], tuple[Any, Any]]


def _plus(top: Any, bottom: Any, other: Any, below: Any) -> tuple[Any, Any]:
    return (top + other, bottom) if bottom == below else (top * below + other * bottom, bottom * below)


def _minus(top: Any, bottom: Any, other: Any, below: Any) -> tuple[Any, Any]:
    return _plus(top, bottom, -other, below)


def _times(top: Any, bottom: Any, other: Any, below: Any) -> tuple[Any, Any]:
    return top * other, bottom * below


def _aligned(left: Parts, right: Parts) -> Iterator[tuple[int, int, Piece, Piece]]:
    """The common refinement of two ways to cut the same numbers."""
    i = j = 0
    while i < len(left) and j < len(right):
        last = min(left[i].last, right[j].last)
        yield max(left[i].first, right[j].first), last, left[i], right[j]
        i, j = i + (left[i].last == last), j + (right[j].last == last)


def _overlaid(left: Parts, right: Parts, join: Join) -> tuple[Piece, ...]:
    return _joined(_piece(lo, hi, *join(a.top, a.bottom, b.top, b.bottom)) for lo, hi, a, b in _aligned(left, right))


def _extreme(left: Parts, right: Parts, side: int) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for lo, hi, a, b in _aligned(left, right):
        top, bottom = _minus(a.top, a.bottom, b.top, b.bottom)
        turned = side * _sign(bottom(lo))
        for first, last, sign in sign_runs(top, lo, hi):
            own = a if sign * turned >= 0 else b
            found.append(Piece(first, last, own.top, own.bottom))
    return _joined(found)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours with one formula made one."""
    found: list[Piece] = []
    for own in pieces:
        if found and found[-1].top == own.top and found[-1].bottom == own.bottom:
            found[-1] = Piece(found[-1].first, own.last, own.top, own.bottom)
        else:
            found.append(own)
    if len(found) > MOST_PIECES:
        raise _NotPieces
    return tuple(found)


def _until(pieces: Parts, last: int) -> list[Piece]:
    return [Piece(own.first, min(own.last, last), own.top, own.bottom) for own in pieces if own.first <= last]


def _mirrored(own: Piece, last: int) -> Piece:
    from flint import fmpq_poly

    turn = fmpq_poly([last, -1])
    return _piece(last - own.last, last - own.first, own.top(turn), own.bottom(turn))


# Signs


def sign_runs(polynomial: Any, first: int, last: int) -> tuple[Run, ...]:
    """Runs of whole k from first to last on which a polynomial has one sign, in order.

    >>> from flint import fmpq_poly
    >>> sign_runs(fmpq_poly([-12, 7, -1]), 0, 9)     # (k - 3)(4 - k)
    ((0, 2, -1), (3, 4, 0), (5, 9, -1))
    """
    if polynomial.degree() < 1:
        return ((first, last, _sign(polynomial[0])),)
    starts = {first}
    coefficients = [Fraction(int(own.p), int(own.q)) for own in polynomial.coeffs()]
    for root in real_roots(coefficients, Fraction(first), Fraction(last)):
        below = floor_of(root)
        starts |= {below, below + 1} if root == below else {below + 1}
    cuts = [*sorted(own for own in starts if first <= own <= last), last + 1]
    return merged((lo, hi - 1, _sign(polynomial(lo))) for lo, hi in pairwise(cuts))


def floor_of(root: Fraction | AlgebraicNumber) -> int:
    """The whole number below or at a real number."""
    if isinstance(root, Fraction):
        return math.floor(root)
    width = Fraction(1, 4)
    while True:
        lo, hi = root.refined(width).lo, root.refined(width).hi
        if math.floor(lo) == math.floor(hi):
            return math.floor(lo)
        width /= 2**16


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbouring runs of one sign made one."""
    found: list[Run] = []
    for first, last, sign in runs:
        if found and found[-1][2] == sign:
            found[-1] = (found[-1][0], last, sign)
        else:
            found.append((first, last, sign))
    return tuple(found)


def _sign(number: Any) -> int:
    return int(number > 0) - int(number < 0)


def _bound(piece: Piece) -> Fraction:
    """A bound of |top/bottom|: the coefficients at the larger end; |bottom| >= 1/(its common denominator) where it is whole."""
    from flint import fmpz

    far = max(abs(piece.first), abs(piece.last), 1)
    total = sum((abs(Fraction(int(c.p), int(c.q))) * far**j for j, c in enumerate(piece.top.coeffs())), Fraction(0))
    if piece.bottom.degree() <= 0:
        return total / abs(Fraction(int(piece.bottom[0].p), int(piece.bottom[0].q)))
    return total * int(fmpz(piece.bottom.denom()))


def _shift(by: int) -> Any:
    from flint import fmpq_poly

    return fmpq_poly([by, 1])


def _floats(polynomial: Any) -> list[float]:
    return [_float(Fraction(int(c.p), int(c.q))) for c in reversed(polynomial.coeffs())] or [0.0]


def _float(value: Fraction) -> float:
    """The nearest float, or one that is very large."""
    try:
        return float(value)
    except OverflowError:
        return 1e300 if value > 0 else -1e300


__all__ = ["Numbers", "Pieces", "Run", "Table", "floor_of", "gains_of", "payoffs_of", "pieces_of", "written_out"]
