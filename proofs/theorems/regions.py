"""From a model's closed form to the region of a theorem, and the variables that theorems share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.dynamic import DynamicGame
from games.core.solution import Case
from games.exact import Interval, Relation, exact, parse_relations
from proofs.statements import Part, Region, Theorem, Variable

DISCOUNT = Variable("d", "the discount factor", parse_relations("0 <= d < 1"))


def relations(*texts: str) -> tuple[Relation, ...]:
    """The relations of several texts.

    >>> [own.text for own in relations("0 < c", "c < B/n")]
    ['0 < c', 'c < B/n']
    """
    return tuple(own for text in texts for own in parse_relations(text))


def region_of(cases: Iterable[Case], discount: str = "d") -> Region:
    """The discount factors of a closed form, with the conditions of their cases, as a union of conjunctions."""
    return tuple((*case.assume, *_within(interval, discount)) for case in cases for interval in case.intervals)


def _within(interval: Interval, discount: str) -> tuple[Relation, ...]:
    symbol = exact(discount, "discount")
    ends = []
    if interval.lo != 0 or not interval.lo_closed:
        ends.append(Relation(symbol, ">=" if interval.lo_closed else ">", interval.lo))
    if interval.hi != Fraction(1):
        ends.append(Relation(symbol, "<=" if interval.hi_closed else "<", interval.hi))
    return tuple(ends)


def open_game(game: DynamicGame) -> DynamicGame:
    """The game without its own assumptions: a theorem states all of its conditions itself."""
    return replace(game, assumptions=())


def open_counts(game: AnonymousGame) -> AnonymousGame:
    """The anonymous game without its own assumptions."""
    return replace(game, assumptions=())


def variant(theorem: Theorem, *parts: Part, assumptions: tuple[Relation, ...] | None = None) -> Theorem:
    """A false theorem that looks like a true one: with other parts, or other assumptions."""
    return replace(
        theorem,
        id=f"{theorem.id}/wrong",
        parts=parts or theorem.parts,
        assumptions=theorem.assumptions if assumptions is None else assumptions,
    )
