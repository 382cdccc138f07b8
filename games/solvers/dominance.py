"""Iterated elimination of dominated actions by mixed actions, for any number of players, strict or weak.

Definition   In `games.core.dominance`: each round takes away, from all players at once, every action that is dominated in the game
             that is left.
Algorithm    Each round, for each player, with E the actions known to stay:
             1. E <- best replies to some beliefs at once: to each profile of the others (strict), to the uniform belief (weak); under
                strict dominance also to beliefs of the round before that are still possible.
             2. For each other action a: if one action of E dominates it, it goes. Otherwise the programme
                    maximise t  over  s >= 0 on E, sum s <= 1,  sum_e s_e (u(e, p) - u(a, p)) >= t for each p
                (weak: the sum over p of the left sides, each >= 0) has value > 0 iff a mixed action on E and a dominates a: it goes
                [Pearce1984]_. If the value is 0, the prices of the rows (weak: 1 + the prices) are a belief to which nothing in E replies
                better than a. If nothing else does either, a stays; otherwise a best reply to the belief stays, joins E, and a is
                asked about again.
             3. Dominators are thus actions that stay; a single one is preferred, that with the largest least margin.
             The programmes are solved exactly (`games.solvers.linear_program`), of the size of E as in [Clarkson1994]_.
Evidence     Dominators with margins, and beliefs for what stays: `games.core.dominance.Dominance`.
Cost         One programme of |E| variables and a row a profile of the others, for each action that is neither dominated by a single action
             nor a best reply at sight.
Not here     Symbols in payoffs (`games.solvers.dominance_by_proof`); Nash equilibria of what is left (`answer.reduced`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from games.core.dominance import Belief, Dominance, Elimination, Justification, margins
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached
from games.solvers.bernstein import whole
from games.solvers.clock import Clock
from games.solvers.dominance_payoffs import OwnPayoffs, Weights
from games.solvers.linear_program import maximise

ENGINES = ("exact linear programmes",)


def iterated_dominance(game: StrategicGame, *, weak: bool = False, time_limit: float | None = None) -> Dominance:
    """Eliminate strictly (or weakly) dominated actions, all of a round at once, until nothing is dominated.

    With symbols in the payoffs an answer for all admissible values is looked for (`games.solvers.dominance_by_proof`). Raises Unsupported
    if there is none or weak dominance is asked for, LimitReached when `time_limit` seconds have passed (its `partial` has the rounds done).
    Source: [Pearce1984]_.

    >>> game = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 1], [0, 1], [9, 0]])
    >>> answer = iterated_dominance(game)
    >>> [[(own.player, own.action, own.by) for own in eliminated] for eliminated in answer.rounds][0]
    [('1', '3', (('1', Fraction(1, 2)), ('2', Fraction(1, 2))))]
    >>> answer.surviving
    (('2',), ('2',))
    """
    if game.symbols and not weak:
        from games.solvers.dominance_by_proof import dominance_by_proof

        return dominance_by_proof(game, time_limit=time_limit)
    clock = Clock(time_limit)
    players = [OwnPayoffs.of(game, i) for i in range(len(game.players))]
    left = [list(range(size)) for size in game.shape]
    rounds: list[tuple[Elimination, ...]] = []
    found: dict[tuple[int, int, int], Weights] = {}
    while True:
        number = len(rounds) + 1
        gone: list[tuple[int, int, Weights]] = []
        for i, player in enumerate(players):
            profiles = player.profiles(left)
            carried = {} if weak else {a: found[number - 1, i, a] for a in left[i] if (number - 1, i, a) in found}
            pool = _Pool(player.table, left[i], profiles, weak, carried)
            eliminated = pool.sorted_out(clock)
            if eliminated is None:
                raise _stopped(game, weak, rounds, left, time_limit)
            gone += [(i, a, by) for a, by in eliminated.items()]
            found.update({(number, i, a): belief for a, belief in pool.beliefs.items()})
        if not gone:
            break
        rounds.append(tuple(_elimination(game, left, *own) for own in gone))
        for i, a, _ in gone:
            left[i].remove(a)
    justified = _justified(game, players, found, weak)
    return Dominance(game, weak, tuple(rounds), _labels(game, left), justified, True, Status.DECIDED, ENGINES)


def _stopped(
    game: StrategicGame, weak: bool, rounds: list[tuple[Elimination, ...]], left: list[list[int]], limit: float | None
) -> LimitReached:
    reason = "the time limit stopped the elimination; more actions may be dominated"
    partial = Dominance(game, weak, tuple(rounds), _labels(game, left), (), False, Status.UNKNOWN, ENGINES, reason)
    found = f"that the time limit of {limit} s has passed, after {len(rounds)} whole rounds"
    return LimitReached("dominance", found, "", "Raise the limit; `partial` holds the rounds that were done.", partial)


def _labels(game: StrategicGame, left: Sequence[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(labels[a] for a in own) for labels, own in zip(game.actions, left, strict=True))


def _elimination(game: StrategicGame, left: list[list[int]], i: int, action: int, by: Weights) -> Elimination:
    player, labels = game.players[i], game.actions[i]
    mixed = tuple((labels[a], by[a]) for a in sorted(by))
    shown = margins(game, player, mixed, labels[action], _labels(game, left))
    return Elimination(player, labels[action], mixed, shown)


def _justified(
    game: StrategicGame, players: Sequence[OwnPayoffs], found: dict[tuple[int, int, int], Weights], weak: bool
) -> tuple[Justification, ...]:
    """The beliefs by round, player and action; under strict dominance only the last of each action."""
    last = {(i, a): number for number, i, a in found}
    shown = []
    for (number, i, a), weights in found.items():
        if weak or last[i, a] == number:
            belief: Belief = tuple((players[i].others[p], weights[p]) for p in sorted(weights))
            payoff = players[i].expected(a, weights)
            shown.append(Justification(game.players[i], game.actions[i][a], number, belief, payoff))
    places = {(player, a): (i, k) for i, player in enumerate(game.players) for k, a in enumerate(game.actions[i])}
    return tuple(sorted(shown, key=lambda own: (own.until, places[own.player, own.action])))


@dataclass(slots=True)
class _Pool:
    """One player's actions in one round; `beliefs` holds those known to stay, each with a belief to which it is a best reply."""

    table: list[list[int]]
    actions: list[int]
    profiles: list[int]
    weak: bool
    carried: dict[int, Weights]
    beliefs: dict[int, Weights] = field(default_factory=dict)

    def sorted_out(self, clock: Clock) -> dict[int, Weights] | None:
        """The dominated actions, each with what dominates it; None if time ran out."""
        self._at_sight()
        gone: dict[int, Weights] = {}
        for action in self.actions:
            if action in self.beliefs:
                continue
            if clock.past():
                return None
            if any(self._margin(other, action) is not None for other in self.beliefs):
                gone[action] = {}
            elif by := self._decide(action):
                gone[action] = by
        return {action: self._single(action) or by for action, by in gone.items()}

    def _at_sight(self) -> None:
        """Best replies to beliefs that are at hand."""
        if self.weak:
            share = Fraction(1, len(self.profiles))
            self._take_best_replies(dict.fromkeys(self.profiles, share))
            return
        possible = set(self.profiles)
        self.beliefs.update({a: own for a, own in self.carried.items() if own.keys() <= possible})
        for p in self.profiles:
            self._take_best_replies({p: Fraction(1)})

    def _take_best_replies(self, belief: Weights) -> None:
        payoffs = self._payoffs(belief)
        best = max(payoffs.values())
        for action, payoff in payoffs.items():
            if payoff == best:
                self.beliefs.setdefault(action, belief)

    def _payoffs(self, belief: Weights) -> dict[int, int]:
        """Each action's payoff against the belief, times a positive number."""
        weights, _ = whole(list(belief.values()))
        pairs = list(zip(belief, weights, strict=True))
        return {a: sum(weight * self.table[a][p] for p, weight in pairs) for a in self.actions}

    def _decide(self, action: int) -> Weights | None:
        """What dominates the action, over those known to stay; None if it stays, which is then known."""
        while True:
            dominator, belief = self._programme(action)
            if dominator is not None:
                return dominator
            payoffs = self._payoffs(belief)
            best = max(payoffs.values())
            if payoffs[action] == best:
                self.beliefs[action] = belief
                return None
            self.beliefs[next(a for a in self.actions if payoffs[a] == best)] = belief

    def _programme(self, action: int) -> tuple[Weights | None, Weights]:
        """A mixed action over those known to stay that dominates the action; or a belief to which none of them replies better."""
        own, stay = self.table[action], list(self.beliefs)
        less = [[own[p] - self.table[e][p] for e in stay] for p in self.profiles]
        if self.weak:
            best = maximise(
                [-sum(lost) for lost in zip(*less, strict=True)], [*((row, 0) for row in less), ([1] * len(stay), 1)]
            )
        else:
            best = maximise([*(0 for _ in stay), 1], [*(([*row, 1], 0) for row in less), ([*(1 for _ in stay), 0], 1)])
        if best.value > 0:
            return {e: weight for e, weight in zip(stay, best.point, strict=False) if weight}, {}
        prices = [price + int(self.weak) for price in best.prices_at_most[:-1]]
        total = sum(prices, Fraction(0))
        return None, {p: price / total for p, price in zip(self.profiles, prices, strict=True) if price}

    def _margin(self, other: int, action: int) -> int | None:
        """The least margin by which one action dominates another; None if it does not."""
        found = [self.table[other][p] - self.table[action][p] for p in self.profiles]
        least = min(found)
        return least if least > 0 or (self.weak and least == 0 and max(found) > 0) else None

    def _single(self, action: int) -> Weights | None:
        """The one action that dominates this one by most, if one does."""
        found = [(own, -other) for other in self.beliefs if (own := self._margin(other, action)) is not None]
        return {-max(found)[1]: Fraction(1)} if found else None
