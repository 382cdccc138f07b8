"""Minmax payoffs of every player: pure, mixed and correlated, each with the punishment and the evidence that none is harsher.

Definition   See `games.core.minmax`.
Algorithm    pure        every profile is looked at.
             correlated  one exact linear programme; its dual is the player's own maxmin mixed action [vonNeumann1928]_.
             mixed       with one other player the correlated one. Else between the correlated and the pure: if these are equal, so is
                         it; otherwise punishments are found by descent (`minmax_points`), and branch and bound shows that none is
                         harsher (`minmax_search`): exactly, where a rational punishment is best; else up to `gap`.
Evidence     `PlayerMinmax.bound`: a tree of cells with multipliers, which needs no solver to be read again.
Cost         With three players or more the problem is NP-hard [BorgsEtAl2010]_: the tree may grow exponentially in the number of actions.
Not here     Symbols in payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from games.core.minmax import Bound, MinmaxPayoffs, PlayerMinmax, others, pure_minmax
from games.core.solution import Enclosure, Status
from games.core.strategic import Profile, StrategicGame
from games.errors import LimitReached
from games.solvers.clock import Clock
from games.solvers.minmax_cells import Cell, best_constant, constant
from games.solvers.minmax_newton import refined
from games.solvers.minmax_points import Point, cleaned, descended, replied, simpler, value
from games.solvers.minmax_search import Search
from games.solvers.requirements import numbers_only

ENGINES = ("exact arithmetic",)
SEARCHED = ("branch and bound", "scipy", "exact arithmetic")
GAP = Fraction(1, 10**12)
"""Of an irrational minmax payoff x: the ends are no further apart than this times max(1, |x|)."""
NODES, EXACT_NODES, RESTARTS = 20_000, 400, 20
LARGEST_DENOMINATOR, ROUGH_DENOMINATOR = 10**6, 10**4
NEAR = Fraction(1, 10**10)

Mixed = tuple[Fraction | Enclosure, Point, Bound]
"""A mixed minmax payoff, the punishment, and the tree that shows its lower end."""


def minmax_payoffs(game: StrategicGame, *, time_limit: float | None = None) -> MinmaxPayoffs:
    """Minmax payoffs of all players, with the punishments.

    A mixed minmax payoff is a number, or an `Enclosure` no wider than 1e-12 times max(1, |x|); where that is out of reach the status is
    ENCLOSED and `gap` says how wide it is. Raises Unsupported if payoffs hold symbols, LimitReached when `time_limit` seconds
    have passed (its `partial` is the answer until then).

    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> print(minmax_payoffs(pennies))
    1: pure 1, mixed 0, correlated 0 (decided)
    2: pure 1, mixed 0, correlated 0 (decided)
    """
    clock = Clock(time_limit)
    for row in game.payoffs:
        numbers_only(row, "minmax_payoffs")
    found, stopped = [], False
    for i in range(len(game.players)):
        share = None if time_limit is None else max(time_limit - clock.spent(), 0.0) / (len(game.players) - i)
        own_clock = Clock(share)
        found.append(player_minmax(game, i, own_clock))
        stopped |= own_clock.past()
    wide = [own for own in found if own.gap > _allowed(own)]
    searched = any(len(own.bound) > 1 for own in found)
    reason = "; ".join(
        f"the mixed minmax payoff of {own.player} is only known up to {float(own.gap):.2g}" for own in wide
    )
    status = Status.ENCLOSED if wide else Status.DECIDED
    answer = MinmaxPayoffs(game, tuple(found), status, SEARCHED if searched else ENGINES, reason)
    if wide and stopped:
        passed = f"that the time limit of {time_limit} s has passed, with gap {float(answer.gap):.2g}"
        raise LimitReached("minmax_payoffs", passed, "", "Raise the limit; `partial` holds what was found.", answer)
    return answer


def _allowed(own: PlayerMinmax) -> Fraction:
    return GAP * max(Fraction(1), abs(own.mixed.hi)) if isinstance(own.mixed, Enclosure) else Fraction(0)


def player_minmax(game: StrategicGame, player: int, clock: Clock) -> PlayerMinmax:
    """The minmax payoffs of player number `player`."""
    cell = punishers_cell(game, player)
    least_pure, pure_punishments = pure_minmax(game, player)
    pure = Fraction(least_pure)
    correlated, guarantee, drawn = best_constant(cell)
    names = [game.actions[j] for j in others(game, player)]
    profiles = [tuple(labels[corner] for labels, corner in zip(names, own, strict=True)) for own in cell.combinations()]
    joint = tuple((profile, weight) for profile, weight in zip(profiles, drawn, strict=True) if weight)
    least = constant(guarantee, len(cell.sizes))
    found: Mixed
    if correlated == pure:
        found = correlated, _pure_point(cell, profiles, pure_punishments[0]), (least,)
    elif len(cell.sizes) == 1:
        found = correlated, (drawn,), (least,)
    else:
        wide = Enclosure(correlated, pure)
        found = _mixed(cell, (wide, _pure_point(cell, profiles, pure_punishments[0]), (least,)), clock)
    return PlayerMinmax(game.players[player], pure, pure_punishments, *found, correlated, joint, guarantee)


def punishers_cell(game: StrategicGame, player: int) -> Cell:
    """The others' whole simplices, with the payoffs of the player's actions at their pure profiles."""
    payoffs = numbers_only(game.payoffs[player], "minmax_payoffs")
    sizes = tuple(game.shape[j] for j in others(game, player))
    stride = 1
    for size in game.shape[player + 1 :]:
        stride *= size
    block = stride * game.shape[player]
    rows = tuple(
        payoffs[start + inner : start + block : stride]
        for start in range(0, len(payoffs), block)
        for inner in range(stride)
    )
    return Cell(sizes, rows)


def _pure_point(cell: Cell, profiles: list[Profile], chosen: Profile) -> Point:
    corners = next(own for own, profile in zip(cell.combinations(), profiles, strict=True) if profile == chosen)
    return tuple(
        tuple(Fraction(int(c == corner)) for c in range(size)) for size, corner in zip(cell.sizes, corners, strict=True)
    )


def _mixed(cell: Cell, least: Mixed, clock: Clock) -> Mixed:
    """Mixed minmax against several punishers; `least` is what stands if there is no time for more."""
    scaled, low, size = _scaled(cell)
    found: Mixed = least
    starts: list[Any] = []
    for _ in range(RESTARTS):
        if clock.past():
            break
        floats = descended(scaled, starts)
        fine, simple = _candidates(scaled, floats, low, size)
        if simple is not None:
            searched = Search(scaled, simple, value(scaled, simple), exact=True).run(clock, EXACT_NODES)
            if searched.settled:
                return low + size * searched.lo, simple, searched.bound
        if simple is None or searched.better is None:
            held = low + size * value(scaled, fine)
            target = held - _gap(held) / 2
            searched = Search(scaled, fine, (target - low) / size, exact=False).run(clock, NODES)
            found = _enclosed(low + size * searched.lo, held), fine, searched.bound
        if searched.better is None:
            break
        starts = [searched.better]
    return found


def _scaled(cell: Cell) -> tuple[Cell, Fraction, Fraction]:
    """The cell with payoffs brought to [0, 1], their least, and their range."""
    low, high = min(map(min, cell.payoffs)), max(map(max, cell.payoffs))
    size = high - low
    return Cell(cell.sizes, tuple(tuple((own - low) / size for own in row) for row in cell.payoffs)), low, size


def _gap(number: Fraction) -> Fraction:
    """A power of ten, at most `GAP` times max(1, |number|)."""
    return GAP * 10 ** (len(str(int(abs(number)))) - 1)


def _enclosed(lo: Fraction, hi: Fraction) -> Enclosure:
    """Rational ends with few digits around lo and hi."""
    unit = _gap(hi) / 8
    return Enclosure(floor(lo / unit) * unit, ceil(hi / unit) * unit)


def _candidates(scaled: Cell, floats: Sequence[Any], low: Fraction, size: Fraction) -> tuple[Point, Point | None]:
    """The best punishment near a float point, and one with small denominators that is as good, if there is one."""
    rough = cleaned(floats)
    bits = (size / _gap(low + size * value(scaled, rough))).numerator.bit_length() + 80
    fine = refined(scaled, rough, bits)
    if fine is not None:
        return fine, simpler(scaled, fine, LARGEST_DENOMINATOR, Fraction(0))
    fine = min((replied(scaled, rough, k) for k in range(len(scaled.sizes))), key=lambda own: value(scaled, own))
    return fine, simpler(scaled, fine, ROUGH_DENOMINATOR, NEAR)
