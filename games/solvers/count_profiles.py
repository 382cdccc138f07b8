"""Pure equilibria of anonymous games with any number of actions, by how many players choose which.

Definition   Counts x such that for every action i with x_i > 0 and every action j, i pays at least what j pays when the others' counts
             are x less one player on i. Each stands for n!/(x_1! ... x_m!) profiles.
Algorithm    Every vector of the others' counts is looked at once: the actions that are best against it. Then x is an equilibrium iff
             each of its actions i is best against x less one on i.
Arithmetic   Payoffs that are + - * min max and whole powers of counts are evaluated for all vectors at once, as whole numbers over one
             denominator (numpy: 64 bits where a bound shows that they suffice, else Python's own). Others one by one.
Cost         C(n + m - 2, m - 1) vectors for m actions. Complete: no vector is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame, count_names, count_vectors
from games.core.count_profiles import CountProfiles
from games.core.solution import Status
from games.errors import ComarcaError, LimitReached
from games.exact import Formula
from games.solvers.clock import Clock
from games.solvers.requirements import numbers_only

MOST_VECTORS, MOST_EVALUATED = 4_000_000, 300_000
"""Vectors of the others' counts that are gone through, and those for which payoffs are evaluated one by one."""
SAFE = 2**62


def count_profiles(game: AnonymousGame, *, time_limit: float | None = None) -> CountProfiles:
    """All vectors of counts that are pure equilibria, in the order of `games.core.anonymous.count_vectors`.

    Raises Unsupported if payoffs or the number of players hold symbols, LimitReached for too many vectors of counts, or when
    `time_limit` seconds have passed.

    >>> game = AnonymousGame.from_functions(4, ("a", "b", "c"), (lambda a, b, c: -a, lambda a, b, c: -b, lambda a, b, c: -2 * c))
    >>> count_profiles(game).profiles
    ((2, 1, 1), (1, 2, 1))
    """
    actions, clock = len(game.actions), Clock(time_limit)
    if game.vectors > MOST_VECTORS:
        found = f"{game.size:,} players and {actions} actions: {game.vectors:,} vectors of counts"
        raise LimitReached("count_equilibria", found, f"at most {MOST_VECTORS:,}", "Ask for fewer players.")
    best = _best_replies(game, clock)
    place = {vector: at for at, vector in enumerate(count_vectors(game.size - 1, actions))}
    profiles = []
    for looked, counts in enumerate(count_vectors(game.size, actions)):
        if looked % 4096 == 0:
            _look(clock, time_limit)
        if all(
            not count or best[action][place[(*counts[:action], count - 1, *counts[action + 1 :])]]
            for action, count in enumerate(counts)
        ):
            profiles.append(counts)
    return CountProfiles(game, tuple(profiles), True, Status.DECIDED, ("exact arithmetic",))


def _look(clock: Clock, time_limit: float | None) -> None:
    if clock.past():
        raise LimitReached("count_equilibria", f"that the time limit of {time_limit} s has passed")


def _best_replies(game: AnonymousGame, clock: Clock) -> list[Sequence[bool]]:
    """For each action and vector of the others' counts, whether no action pays more."""
    import numpy as np

    rows = [_payoffs(game, action, clock) for action in range(len(game.actions))]
    common = math.lcm(*(own.below for own in rows))
    scaled = [own.times(common // own.below).above for own in rows]
    if len({own.dtype for own in scaled}) > 1:
        scaled = [own.astype(object) for own in scaled]
    most = scaled[0]
    for own in scaled[1:]:
        most = np.maximum(most, own)
    return [(own == most).tolist() for own in scaled]


@dataclass(frozen=True, slots=True)
class Numbers:
    """above / below for all vectors at once; no |above| exceeds `bound`."""

    above: Any
    below: int
    bound: int

    def times(self, factor: int) -> Numbers:
        """The same numbers over a denominator so many times as large."""
        return Numbers(
            _roomy(self.above, self.bound * abs(factor)) * factor, self.below * factor, self.bound * abs(factor)
        )


def _roomy(values: Any, bound: int) -> Any:
    """The values in 64 bits if the bound fits, else as Python's whole numbers."""
    return values if bound < SAFE or values.dtype == object else values.astype(object)


def _payoffs(game: AnonymousGame, action: int, clock: Clock) -> Numbers:
    import numpy as np

    payoff = game.payoff[action]
    if isinstance(payoff, Formula):
        vectors = np.array(list(count_vectors(game.size - 1, len(game.actions))), dtype=np.int64)
        names = count_names(game.actions) if len(game.actions) > 2 else ("", "k")
        counts = dict(zip(names, vectors.T, strict=True))
        found = _evaluated(payoff, counts, game.size, len(vectors))
        if found is not None:
            return found
        values = _one_by_one(game, action, clock)
    else:
        values = list(numbers_only(payoff, "count_equilibria"))
    below = math.lcm(*(value.denominator for value in values))
    above = [value.numerator * (below // value.denominator) for value in values]
    bound = max(map(abs, above))
    return Numbers(np.array(above, dtype=np.int64 if bound < SAFE else object), below, bound)


def _one_by_one(game: AnonymousGame, action: int, clock: Clock) -> list[Fraction]:
    if game.vectors > MOST_EVALUATED:
        found = f"{game.vectors:,} vectors of counts for a payoff that is evaluated one by one"
        remedy = "Write it with + - * min max and whole powers, or ask for fewer players."
        raise LimitReached("count_equilibria", found, f"at most {MOST_EVALUATED:,}", remedy)
    values: list[Fraction] = []
    for place, vector in enumerate(count_vectors(game.size - 1, len(game.actions))):
        if place % 1024 == 0:
            _look(clock, clock.limit)
        values += numbers_only((game.payoff_at(action, vector),), "count_equilibria")
    return values


def _evaluated(formula: Formula, counts: dict[str, Any], players: int, size: int) -> Numbers | None:
    """A formula for all vectors at once; None where it has another operator, or no value."""
    import numpy as np

    if not formula.names & set(counts):
        try:
            value = formula.evaluate({"n": players})
        except ComarcaError:
            return None
        if not isinstance(value, Fraction):
            return None
        bound = abs(value.numerator)
        above = np.full(size, value.numerator, dtype=np.int64 if bound < SAFE else object)
        return Numbers(above, value.denominator, bound)
    if formula.operator == "name":
        return Numbers(counts[formula.arguments[0]], 1, players)
    if formula.operator == "**":
        base, exponent = formula.arguments
        own = _evaluated(base, counts, players, size)
        whole = exponent.operator == "number" and exponent.arguments[0].denominator == 1
        power = int(exponent.arguments[0]) if whole else -1
        if own is None or not 0 <= power <= 1000:
            return None
        bound = own.bound**power
        return Numbers(_roomy(own.above, bound) ** power, own.below**power, bound)
    if formula.operator not in ("+", "*", "min", "max"):
        return None
    parts = [_evaluated(part, counts, players, size) for part in formula.arguments]
    known = [part for part in parts if part is not None]
    return _joined(formula.operator, known) if len(known) == len(parts) else None


def _joined(operator: str, parts: Sequence[Numbers]) -> Numbers:
    import numpy as np

    if operator == "*":
        found = parts[0]
        for own in parts[1:]:
            bound = found.bound * own.bound
            found = Numbers(_roomy(found.above, bound) * _roomy(own.above, bound), found.below * own.below, bound)
        return found
    common = math.lcm(*(own.below for own in parts))
    rows = [own.times(common // own.below) for own in parts]
    bound = sum(own.bound for own in rows) if operator == "+" else max(own.bound for own in rows)
    join = {"+": np.add, "min": np.minimum, "max": np.maximum}[operator]
    total = _roomy(rows[0].above, bound)
    for own in rows[1:]:
        total = join(total, _roomy(own.above, bound))
    return Numbers(total, common, bound)
