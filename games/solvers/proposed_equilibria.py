"""Nash equilibria of two-player games, not known to be all: nashpy proposes, exact arithmetic decides.

Definition   (x, y) is an equilibrium iff every action that x or y plays is a best reply to the other [Nash1951]_. It is extreme
             iff x and y are vertices: no other strategy has the same zeros and leaves the opponent the same best replies.
Algorithm    1. Floats propose supports and best replies of single strategies, never numbers (`games.solvers.proposals`).
             2. For a support S and best replies T, solve sum_{i in S} x_i b_ij = w for j in T, sum x = 1 over the rationals.
                A unique solution that is non-negative and has T among its best replies is a vertex; anything else is
                dropped. Pure strategies are vertices.
             3. Pair the vertices of both players: (x, y) is an equilibrium iff each plays best replies to the other only
                [vonStengel2007]_.
             4. If none is found, take the end of an exact Lemke-Howson path: there always is one [LemkeHowson1964]_.
             5. State each pair with payoffs and gains from the definition in `games.core.nash`.
Found        Extreme equilibria only, each once: all pure ones, and all that pairs of the proposed vertices give. That these are
             all extreme ones is not shown here, so `complete` is False.
Not here     A complete list: `games.solvers.extreme_equilibria`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from games.core.nash import MixedProfile
from games.core.solution import NashEquilibria, NashEquilibrium, Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached
from games.solvers.bernstein import whole
from games.solvers.clock import Clock
from games.solvers.lemke_howson import lemke_howson
from games.solvers.proposals import Labels, Matrix, proposals
from games.solvers.pure import equilibrium_cells, pure_profile, stated_equilibrium
from games.solvers.requirements import numbers_only

ENGINES = ("nashpy", "python-flint", "exact arithmetic")
INCOMPLETE = "floating-point methods proposed the supports, so equilibria may be missing; the default method lists all"
PROPOSING_SHARE = 0.75
"""Share of the time limit after which no more proposals are taken, so that those at hand can still be paired."""

Strategy = tuple[Fraction, ...]


def proposed_equilibria(game: StrategicGame, *, time_limit: float | None = None) -> NashEquilibria:
    """Extreme Nash equilibria of a two-player game, all pure ones among them.

    Raises Unsupported if payoffs hold symbols, LimitReached when `time_limit` seconds have passed (its `partial` is the answer until
    then). Source: [Nash1951]_, [vonStengel2007]_.

    >>> game = StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> [equilibrium.profile[0] for equilibrium in proposed_equilibria(game).equilibria]
    [(Fraction(1, 1), Fraction(0, 1)), (Fraction(2, 3), Fraction(1, 3)), (Fraction(0, 1), Fraction(1, 1))]
    """
    clock = Clock(time_limit)
    row, column = _matrices(game)
    own, other = _Vertices.pure(column), _Vertices.pure(_transposed(row))
    found: dict[MixedProfile, NashEquilibrium] = {}
    pure = (pure_profile(game, cell) for cell in equilibrium_cells(game))
    stopped = _state(game, pure, found, clock)
    dropped, cut_short = _gather((own, other), row, column, clock)
    if not found and not cut_short and next(_pairs(own, other), None) is None:
        for vertices, strategy in zip((own, other), lemke_howson(_whole(row), _whole(column)), strict=True):
            vertices.include(strategy)
    stopped = _state(game, _pairs(own, other), found, clock) or cut_short or stopped
    answer = _answer(game, list(found.values()), dropped)
    if stopped:
        passed = f"that the time limit of {time_limit} s has passed, with {len(found)} equilibria found"
        raise LimitReached(
            "proposed_equilibria", passed, "", "Raise the limit; `partial` holds what was found.", answer
        )
    return answer


def _state(
    game: StrategicGame, profiles: Iterable[MixedProfile], found: dict[MixedProfile, NashEquilibrium], clock: Clock
) -> bool:
    """Add the profiles that the definition accepts to `found`; whether time ran out before the last."""
    for mixed in profiles:
        if mixed in found:
            continue
        if clock.past():
            return True
        stated = stated_equilibrium(game, mixed)
        if all(deviation.gain <= 0 for deviation in stated.gains):
            found[mixed] = stated
    return False


def _answer(game: StrategicGame, found: list[NashEquilibrium], dropped: int) -> NashEquilibria:
    found.sort(key=lambda own: [[-probability for probability in strategy] for strategy in own.profile])
    return NashEquilibria(game, "mixed", tuple(found), False, Status.DECIDED, ENGINES, dropped, INCOMPLETE)


def _matrices(game: StrategicGame) -> tuple[Matrix, Matrix]:
    """Payoffs of both players, indexed by the row player's action, then the column player's."""
    rows, columns = game.shape
    first, second = (numbers_only(payoffs, "proposed_equilibria") for payoffs in game.payoffs)
    starts = range(0, rows * columns, columns)
    return [first[k : k + columns] for k in starts], [second[k : k + columns] for k in starts]


def _transposed(matrix: Matrix) -> Matrix:
    return list(zip(*matrix, strict=True))


def _whole(matrix: Matrix) -> list[list[int]]:
    """The matrix times a positive number that makes it whole."""
    numbers, _ = whole([payoff for own in matrix for payoff in own])
    size = len(matrix[0])
    return [numbers[k : k + size] for k in range(0, len(numbers), size)]


def _gather(vertices: tuple[_Vertices, _Vertices], row: Matrix, column: Matrix, clock: Clock) -> tuple[int, bool]:
    """Take in what is proposed; how many proposals were refused, and whether time ran out before the last."""
    if min(len(row), len(column[0])) == 1:
        return 0, False
    dropped = 0
    for proposal in proposals(row, column):
        if clock.past(PROPOSING_SHARE):
            return dropped, True
        if proposal and not any(vertices[proposal.player].add(labels) for labels in proposal.readings):
            dropped += 1
    return dropped, False


@dataclass(frozen=True, slots=True)
class _Vertices:
    """Vertices of one player's best-reply polytope, each with its support and the opponent's best replies as bit sets.

    `replies[i][j]` is what the opponent gets from j against i, times a positive number.
    """

    replies: list[list[int]]
    labels: dict[Strategy, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def pure(cls, replies: Matrix) -> _Vertices:
        """The pure strategies: each is the only one with its support."""
        vertices = cls(_whole(replies))
        for action in range(len(replies)):
            vertices.include(tuple(Fraction(int(own == action)) for own in range(len(replies))))
        return vertices

    def add(self, labels: Labels) -> bool:
        """Include the strategy with this support and these best replies, if there is exactly one."""
        support, tight = labels
        weights = self._solution(support, tight)
        if weights is None or min(weights) < 0:
            return False
        chosen = dict(zip(support, weights, strict=True))
        strategy = tuple(chosen.get(action, Fraction(0)) for action in range(len(self.replies)))
        best = self._best_replies(strategy)
        if any(not best >> action & 1 for action in tight):
            return False
        self.include(strategy)
        return True

    def include(self, strategy: Strategy) -> None:
        """Take a vertex into the list."""
        if strategy not in self.labels:
            self.labels[strategy] = (_bits(a for a, p in enumerate(strategy) if p), self._best_replies(strategy))

    def _best_replies(self, strategy: Strategy) -> int:
        weights, _ = whole(strategy)
        played = [(weight, self.replies[action]) for action, weight in enumerate(weights) if weight]
        values = [sum(weight * own[j] for weight, own in played) for j in range(len(self.replies[0]))]
        best = max(values)
        return _bits(j for j, value in enumerate(values) if value == best)

    def _solution(self, support: Sequence[int], tight: Sequence[int]) -> list[Fraction] | None:
        """Weights on `support`, summing to one, against which all of `tight` pay the same; None unless unique."""
        from flint import fmpz_mat

        size = len(support)
        if not 0 < size <= len(tight):
            return None
        rows = [[*(self.replies[i][j] for i in support), -1, 0] for j in tight]
        reduced, divisor, rank = fmpz_mat([*rows, [*(1 for _ in support), 0, 1]]).rref()
        if rank != size + 1 or reduced[size, size] == 0:
            return None
        return [Fraction(int(reduced[k, size + 1]), int(divisor)) for k in range(size)]


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _pairs(own: _Vertices, other: _Vertices) -> Iterator[MixedProfile]:
    """All pairs of vertices in which each plays only best replies to the other.

    For each vertex of `other`, the bit set of partners is the intersection of two kinds: those against which an action it plays is a
    best reply, and those that do not play an action that is no best reply to it.
    """
    strategies = list(own.labels)
    everyone = (1 << len(strategies)) - 1
    rows, columns = len(own.replies), len(other.replies)
    replied = [_bits(k for k, s in enumerate(strategies) if own.labels[s][1] >> j & 1) for j in range(columns)]
    unplayed = [_bits(k for k, s in enumerate(strategies) if not own.labels[s][0] >> i & 1) for i in range(rows)]
    for strategy, (support, best) in other.labels.items():
        partners = everyone
        for j in range(columns):
            if support >> j & 1:
                partners &= replied[j]
        for i in range(rows):
            if not best >> i & 1:
                partners &= unplayed[i]
        while partners:
            lowest = partners & -partners
            yield strategies[lowest.bit_length() - 1], strategy
            partners ^= lowest
