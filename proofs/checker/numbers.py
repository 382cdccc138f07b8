"""Numbers g_0 ... g_N of an anonymous game by the count of the others, and their signs in runs, read from its payoffs.

A formula in + - * / min max and whole powers is, on runs of whole k, a quotient of two whole-number polynomials in k; min and max are
decided run by run, by signs of differences. Anything else is evaluated for each k.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise

from games.core.anonymous import AnonymousGame
from games.exact import Formula
from games.exact.formula import negative, sum_of
from proofs.checker.estimates import Estimates, estimates_of
from proofs.checker.kernel import refuse
from proofs.checker.pieces import (
    NoPieces,
    Piece,
    Run,
    aligned,
    joined,
    merged,
    runs_of,
    shifted,
)
from proofs.checker.piecewise import read_pieces
from proofs.checker.roots import sign
from proofs.checker.work import MAX_BITS, spend, within

FEW = 2_000
"""Up to so many players every payoff that is no polynomial is evaluated exactly."""


@dataclass(frozen=True)
class Numbers:
    """Either pieces, which follow one another from 0, or a table of all numbers."""

    pieces: tuple[Piece, ...]
    table: tuple[Fraction, ...] = ()

    @property
    def size(self) -> int:
        """How many numbers."""
        return len(self.table) or self.pieces[-1].last + 1

    def at(self, k: int) -> tuple[int, int]:
        """Numerator and positive denominator of the number at k."""
        if self.table:
            return self.table[k].numerator, self.table[k].denominator
        return self.pieces[bisect_right(self.pieces, k, key=lambda own: own.first) - 1].at(k)

    def around(self, k: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Its lower and its upper bound: twice the number itself."""
        own = self.at(k)
        return own, own

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Runs of equal sign from 0 to the end; zeros are runs of their own."""
        if not self.table:
            return merged(run for own in self.pieces for run in runs_of(own))
        spend(len(self.table) // 4)
        found: list[Run] = []
        for own, group in groupby(map(sign, self.table)):
            start = found[-1][1] + 1 if found else 0
            found.append((start, start + sum(1 for _ in group) - 1, own))
        return tuple(found)

    @cached_property
    def bound(self) -> Fraction:
        """No number exceeds it in absolute value; a denominator that is whole and not 0 is at least 1."""
        if self.table:
            return max(max(self.table), -min(self.table))
        return Fraction(max(sum(abs(c) * max(own.last, 1) ** j for j, c in enumerate(own.top)) for own in self.pieces))

    def minus(self, other: Numbers) -> Numbers:
        """The differences, number by number."""
        if self.table or other.table:
            spend(self.size // 4)
            return Numbers((), tuple(a - b for a, b in zip(self.entries(), other.entries(), strict=True)))
        return Numbers(tuple(joined(own.overlaid(-1) for own in aligned(self.pieces, other.pieces))))

    def entries(self) -> Iterator[Fraction]:
        """All numbers."""
        return iter(self.table) if self.table else (Fraction(*self.at(k)) for k in range(self.size))

    def steps(self) -> Numbers:
        """g_(k+1) - g_k, one number less."""
        if self.table:
            spend(len(self.table) // 4)
            return Numbers((), tuple(after - before for before, after in pairwise(self.table)))
        later = [
            Piece(max(own.first - 1, 0), own.last - 1, *(shifted(p, 1, 1) for p in (own.top, own.bottom)))
            for own in self.pieces
            if own.last
        ]
        return Numbers(tuple(joined(own.overlaid(-1) for own in aligned(later, self.pieces))))

    def odd(self) -> bool:
        """Whether g_k = -g_(N-k) throughout."""
        last = self.size - 1
        if self.table:
            return all(a == -b for a, b in zip(self.table, reversed(self.table), strict=True))
        turned = [
            Piece(last - own.last, last - own.first, *(shifted(p, last, -1) for p in (own.top, own.bottom)))
            for own in reversed(self.pieces)
        ]
        sums = (own.overlaid(1) for own in aligned(self.pieces, turned))
        return not any(own for piece in sums for _, _, own in runs_of(piece))

    def degree(self) -> int | None:
        """The degree in k if all numbers follow one polynomial, else None."""
        one = not self.table and len(self.pieces) == 1 and len(self.pieces[0].bottom) == 1
        return len(self.pieces[0].top) - 1 if one else None


def gains_of(game: AnonymousGame, players: int) -> Numbers | Estimates:
    """The second action's payoffs less the first's; in bounds where there are many that are no polynomials."""
    if len(game.actions) != 2:
        refuse("actions", f"{len(game.actions)} actions", "two actions")
    first, second = game.payoff
    if isinstance(first, Formula) and isinstance(second, Formula) and players > FEW:
        try:
            return _pieces(second, players).minus(_pieces(first, players))
        except NoPieces:
            found = estimates_of(sum_of((second, negative(first))), players)
            if found is not None:
                return found
    own = (
        numbers_of(payoff, players, f'payoffs of "{name}"')
        for payoff, name in zip(game.payoff, game.actions, strict=True)
    )
    below, above = own
    return above.minus(below)


def _pieces(payoff: Formula, players: int) -> Numbers:
    return Numbers(tuple(read_pieces(payoff, players)))


def numbers_of(payoff: object, players: int, where: str) -> Numbers:
    """An action's payoffs by k = 0 ... players - 1; refuses what is no rational number."""
    table: Sequence[object] = payoff if isinstance(payoff, tuple) else ()
    if isinstance(payoff, Formula):
        try:
            return _pieces(payoff, players)
        except NoPieces:
            table = tuple(_evaluated(payoff, players))
    if len(table) != players:
        refuse(where, f"{len(table)} entries", f"{players}, one for each number of others")
    for k, value in enumerate(table):
        if not isinstance(value, Fraction):
            refuse(f"{where} with {k} others", str(value), "a rational number")
    return Numbers((), tuple(own for own in table if isinstance(own, Fraction)))


def _evaluated(payoff: Formula, players: int) -> Iterator[object]:
    bits = 0
    for k in range(players):
        value = payoff.evaluate({"k": k, "n": players})
        if isinstance(value, Fraction):
            bits += value.numerator.bit_length() + value.denominator.bit_length()
        within(bits, MAX_BITS, "binary digits of payoffs")
        spend(10)
        yield value
