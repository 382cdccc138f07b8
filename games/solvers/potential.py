"""Potential functions of a game: exact, weighted, ordinal, generalized ordinal; or what stands against one.

Definition   See `games.core.potential` [MondererShapley1996]_.
Exact        1. Start at 0 in the first cell; reach each other cell from the one in which its last player who is not at his first action
                goes one action back, and add what he gains.
             2. That is a potential iff each elementary four-cycle (two players, each between neighbouring actions) sums to zero: every
                four-cycle is a sum of those [MondererShapley1996]_. A cycle that does not is the counterexample.
                With symbols: iff each sum is zero identically; where one is not, the potential exists exactly where all are zero.
Weighted     Each four-cycle of players i and j, whose gains come to a and b, asks that a / w_i + b / w_j = 0. Two numbers that
             are not of opposite sign allow no weights. Otherwise the cycle fixes w_j / w_i: weights are spread from player to player, and
             a chain of cycles that leads to another ratio is the counterexample. Then the payoffs over weights have an exact one.
Ordinal      See `games.solvers.improvement`.
Cost         O(players^2 x cells) differences.
Counts       An anonymous game with two actions always has an exact one: with c players on the second, gain(0) + ... + gain(c - 1),
             as in a congestion game [Rosenthal1973]_.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from games.core.anonymous import AnonymousGame
from games.core.potential import CountPotential, FourCycle, Potential, PotentialKind
from games.core.solution import Status
from games.core.strategic import Profile, StrategicGame
from games.exact import Relation, Scalar, is_number, simplest
from games.solvers.bernstein import whole
from games.solvers.improvement import BetterReplies
from games.solvers.requirements import numbers_only

EXACT_ARITHMETIC = ("exact arithmetic",)
SYMBOLS_LEFT = "it depends on the symbols, and only exact potentials are looked for with symbols"
Table = Sequence[Sequence[Scalar | int]]


def potential(game: StrategicGame, kind: PotentialKind | str | None = None) -> Potential:
    """The potential of a game of the kind named, or of the strongest kind that it has; or the counterexample.

    Without `kind`, exact, weighted, ordinal and generalized ordinal are tried in turn: the answer is the first that exists, or the
    refusal of the last, and its `stronger` holds the refusals before. With symbols in the payoffs only an exact one is looked for:
    `exists` is None where it depends on them. Raises Unsupported for another kind with symbols, ValueError for an unknown kind.
    Source: [MondererShapley1996]_.

    >>> dilemma = StrategicGame.from_arrays([[1, 9], [0, 6]], [[1, 0], [9, 6]])
    >>> answer = potential(dilemma)
    >>> answer.kind.value, [str(value) for value in answer.values], answer.maximisers
    ('exact', ['0', '-1', '-1', '-4'], (('1', '1'),))
    >>> potential(StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])).cycle
    (('1', '1'), ('1', '2'), ('2', '2'), ('2', '1'))
    """
    if kind is not None:
        return _OF_KIND[PotentialKind(kind)](game)
    failed: list[Potential] = []
    for find in _OF_KIND.values():
        answer = find(game)
        if answer.exists is not False or game.symbols:
            break
        failed.append(answer)
    return replace(answer, stronger=tuple(own for own in failed if own is not answer))


def count_potential(game: AnonymousGame) -> CountPotential:
    """The exact potential of an anonymous game with two actions, by how many choose the second; symbols may stand in payoffs.

    Raises Unsupported if the number of players is a symbol, or for more than two actions. Source: [Rosenthal1973]_.

    >>> game = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 0, lambda k: 1 - k))
    >>> [str(value) for value in count_potential(game).values]
    ['0', '1', '1', '0']
    """
    game.require_two_actions("count_potential")
    values: list[Scalar] = [Fraction(0)]
    for gain in game.gains():
        values.append(simplest(values[-1] + gain))
    return CountPotential(game, tuple(values), Status.DECIDED, EXACT_ARITHMETIC)


# --- exact ----------------------------------------------------------------------------------------------------------


def _exact(game: StrategicGame) -> Potential:
    if game.symbols or any(not is_number(value) for row in game.payoffs for value in row):
        return _symbolic(game)
    table, unit = _whole(game)
    for square in _squares(game.shape):
        if square.gain(table, square.first) + square.gain(table, square.second):
            return _none(game, PotentialKind.EXACT, four_cycles=(square.cycle(game),))
    values = tuple(own * unit for own in _heights(table, game.shape))
    return _found(game, PotentialKind.EXACT, values)


def _symbolic(game: StrategicGame) -> Potential:
    """The exact potential with symbols: each four-cycle's sum is zero, or a condition."""
    conditions: dict[Scalar, Square] = {}
    for square in _squares(game.shape):
        total = simplest(square.gain(game.payoffs, square.first) + square.gain(game.payoffs, square.second))
        if total != 0 and simplest(-total) not in conditions:
            conditions.setdefault(total, square)
    if not conditions:
        values = tuple(simplest(own) for own in _heights(game.payoffs, game.shape))
        return _found(game, PotentialKind.EXACT, values)
    for total, square in conditions.items():
        if is_number(total) or _never_zero(total, game.assumptions):
            return _none(game, PotentialKind.EXACT, four_cycles=(square.cycle(game),))
    equations = tuple(Relation(total, "=", Fraction(0)) for total in conditions)
    return Potential(
        game,
        PotentialKind.EXACT,
        None,
        Status.UNKNOWN,
        EXACT_ARITHMETIC,
        conditions=equations,
        reason=SYMBOLS_LEFT,
    )


def _never_zero(total: Scalar, assumptions: Sequence[Relation]) -> bool:
    if not assumptions:
        return False
    from games.solvers.reals import consistent

    return consistent([*assumptions, Relation(total, "=", Fraction(0))]) is False


def _heights(table: Table, shape: tuple[int, ...]) -> list[Scalar | int]:
    """What is gained on the way from the first cell to each, the last player going first from his first action."""
    strides = [math.prod(shape[i + 1 :]) for i in range(len(shape))]
    found: list[Scalar | int] = [0]
    for cell in range(1, len(table[0])):
        i = max(i for i, stride in enumerate(strides) if cell // stride % shape[i])
        before = cell - strides[i]
        found.append(found[before] + table[i][cell] - table[i][before])
    return found


@dataclass(frozen=True, slots=True)
class Square:
    """An elementary four-cycle by numbers: the players `first` and `second`, and the cells in the order visited."""

    first: int
    second: int
    cells: tuple[int, int, int, int]

    def gain(self, table: Table, player: int) -> Scalar | int:
        """What one of the two gains in his two moves."""
        a, b, c, d = self.cells
        own = table[player]
        return own[b] - own[a] + own[d] - own[c] if player == self.first else own[c] - own[b] + own[a] - own[d]

    def reversed(self) -> Square:
        """The same four cells, the other player moving first."""
        a, b, c, d = self.cells
        return Square(self.second, self.first, (a, d, c, b))

    def cycle(self, game: StrategicGame) -> FourCycle:
        """The cycle in labels."""
        start, end = _profile(game, self.cells[0]), _profile(game, self.cells[2])
        return FourCycle(start, end, game.players[self.first], game.players[self.second])


def _squares(shape: tuple[int, ...]) -> Iterator[Square]:
    """Every elementary four-cycle: two players, each between neighbouring actions."""
    strides = [math.prod(shape[i + 1 :]) for i in range(len(shape))]
    for i, j in combinations(range(len(shape)), 2):
        one, other = strides[i], strides[j]
        for cell in range(math.prod(shape)):
            if cell // one % shape[i] < shape[i] - 1 and cell // other % shape[j] < shape[j] - 1:
                yield Square(i, j, (cell, cell + one, cell + one + other, cell + other))


def _profile(game: StrategicGame, cell: int) -> Profile:
    labels = []
    for own in reversed(game.actions):
        cell, action = divmod(cell, len(own))
        labels.append(own[action])
    return tuple(reversed(labels))


# --- weighted -------------------------------------------------------------------------------------------------------


def _weighted(game: StrategicGame) -> Potential:
    table, unit = _whole(game)
    ties: dict[tuple[int, int], tuple[Fraction, Square]] = {}
    for square in _squares(game.shape):
        a, b = Fraction(square.gain(table, square.first)), Fraction(square.gain(table, square.second))
        if a == b == 0:
            continue
        if a * b >= 0:
            return _none(game, PotentialKind.WEIGHTED, four_cycles=(square.cycle(game),))
        ratio, known = ties.setdefault((square.first, square.second), (-b / a, square))
        if ratio != -b / a:
            return _none(game, PotentialKind.WEIGHTED, four_cycles=_cycles(game, known, square.reversed()))
    scales = _scales(len(game.players), ties)
    if isinstance(scales, list):
        return _none(game, PotentialKind.WEIGHTED, four_cycles=_cycles(game, *scales))
    scaled = [[scale * own for own in row] for scale, row in zip(scales, table, strict=True)]
    values = tuple(own * unit for own in _heights(scaled, game.shape))
    return _found(game, PotentialKind.WEIGHTED, values, tuple(1 / own for own in scales))


def _cycles(game: StrategicGame, *squares: Square) -> tuple[FourCycle, ...]:
    return tuple(own.cycle(game) for own in squares)


def _scales(players: int, ties: dict[tuple[int, int], tuple[Fraction, Square]]) -> tuple[Fraction, ...] | list[Square]:
    """One over each weight, from scale_i / scale_j = ratio for each tie; or a closed chain of squares that contradicts itself."""
    linked: dict[int, list[tuple[int, Fraction, Square]]] = {player: [] for player in range(players)}
    for (i, j), (ratio, square) in ties.items():
        linked[i].append((j, ratio, square))
        linked[j].append((i, 1 / ratio, square.reversed()))
    scales: dict[int, Fraction] = {}
    chains: dict[int, list[Square]] = {}
    for root in range(players):
        if root in scales:
            continue
        scales[root], chains[root] = Fraction(1), []
        reached = deque([root])
        while reached:
            i = reached.popleft()
            for j, ratio, square in linked[i]:
                if j not in scales:
                    scales[j], chains[j] = scales[i] / ratio, [*chains[i], square]
                    reached.append(j)
                elif scales[i] / scales[j] != ratio:
                    return _closed([*chains[i], square], chains[j])
    return tuple(scales[player] for player in range(players))


def _closed(there: list[Square], back: list[Square]) -> list[Square]:
    """One chain there and the other, reversed, back; what both begin with is left out."""
    common = 0
    while common < min(len(there), len(back)) and there[common] == back[common]:
        common += 1
    return [*there[common:], *(own.reversed() for own in reversed(back[common:]))]


# --- ordinal --------------------------------------------------------------------------------------------------------


def _ordinal(game: StrategicGame) -> Potential:
    return _by_order(game, PotentialKind.ORDINAL)


def _generalized(game: StrategicGame) -> Potential:
    return _by_order(game, PotentialKind.GENERALIZED)


def _by_order(game: StrategicGame, kind: PotentialKind) -> Potential:
    table, _ = _whole(game)
    replies = BetterReplies(game.shape, table, kind is PotentialKind.ORDINAL)
    heights = replies.heights()
    if heights is None:
        return _none(game, kind, cycle=tuple(_profile(game, cell) for cell in replies.cycle()))
    return _found(game, kind, tuple(Fraction(own) for own in heights))


# --- answers --------------------------------------------------------------------------------------------------------


def _whole(game: StrategicGame) -> tuple[list[list[int]], Fraction]:
    """All payoffs in whole numbers, and the unit that they count."""
    cells = len(game.payoffs[0])
    numbers, unit = whole(numbers_only((own for row in game.payoffs for own in row), "potential"))
    return [numbers[k : k + cells] for k in range(0, len(numbers), cells)], unit


def _found(
    game: StrategicGame, kind: PotentialKind, values: tuple[Scalar, ...], weights: tuple[Fraction, ...] = ()
) -> Potential:
    return Potential(game, kind, True, Status.DECIDED, EXACT_ARITHMETIC, values, weights)


def _none(
    game: StrategicGame,
    kind: PotentialKind,
    *,
    four_cycles: tuple[FourCycle, ...] = (),
    cycle: tuple[Profile, ...] = (),
) -> Potential:
    return Potential(game, kind, False, Status.DECIDED, EXACT_ARITHMETIC, four_cycles=four_cycles, cycle=cycle)


_OF_KIND = {
    PotentialKind.EXACT: _exact,
    PotentialKind.WEIGHTED: _weighted,
    PotentialKind.ORDINAL: _ordinal,
    PotentialKind.GENERALIZED: _generalized,
}
