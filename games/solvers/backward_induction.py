"""Subgame-perfect equilibria of games in extensive form: backward induction, subgame by subgame, every tie kept.

Definition   A profile is subgame perfect iff it is a Nash equilibrium in every subgame [Selten1965]_.
Algorithm    From the last subgame to the first [Zermelo1913]_, [Kuhn1953]_, and in each, outside the subgames inside it:
             1. Where one player moves once: his action j with continuation payoffs v is optimal iff no other action's continuation
                pays him more; so each other action may be followed by any of its equilibria that pay him no more than v.
             2. Elsewhere: for each combination of equilibrium payoffs of the subgames inside it, these stand at their roots, and the
                equilibria of the cut game are found in its reduced strategic form (`games.solvers.subgames`).
             Only payoffs go up the tree, with how each came about: so all equilibria are counted, and their payoffs known, before
             any is written out; then they are listed from the root down.
Complete     With perfect information all pure equilibria. In general all whose play in each subgame is of the kind that
             `SubgamePerfectEquilibria` announces, where the lists for the cut games are.
Cost         Perfect information: a product of nodes and payoff profiles, for any number of equilibria; then one tree a listed one.
Not here     Games without perfect recall; symbols (see `games.solvers.tree_cases`).
"""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from games.core.extensive import ExtensiveGame, Payoffs
from games.core.extensive_solution import LocalAnswer, SubgamePerfectEquilibria, SubgamePerfectEquilibrium
from games.core.recall import Subgame, cut, require_recall, subgames
from games.core.solution import Status
from games.errors import LimitReached, Unsupported
from games.exact import Scalar, simplest
from games.solvers.clock import Clock
from games.solvers.requirements import numbers_only
from games.solvers.subgames import local_equilibria

MOST = 10_000
"""Equilibria that are listed unless more are asked for."""
COMBINATIONS = 20_000
"""Combinations of later payoffs that are gone through in one subgame."""

Weights = tuple[Fraction, ...]
Play = tuple[tuple[int, int, Weights, bool], ...]
"""(player, information set, probabilities, whether the set is free) for the sets of one subgame."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a payoff profile comes about: play here, and at each later subgame any equilibrium with one of these payoffs."""

    play: Play
    later: tuple[tuple[int, tuple[Payoffs, ...]], ...]


@dataclass(slots=True)
class Found:
    """What was found in the subgames so far: ways and their number by root and payoffs."""

    ways: dict[int, dict[Payoffs, list[Way]]] = field(default_factory=dict)
    count: dict[int, dict[Payoffs, int]] = field(default_factory=dict)
    complete: bool = True
    kind: str = "pure"
    engines: dict[str, None] = field(default_factory=lambda: {"exact arithmetic": None})
    reason: str = ""
    locals: list[LocalAnswer] = field(default_factory=list)
    at_most: Callable[[Scalar, Scalar], bool] = operator.le

    def add(self, root: int, ways: dict[Payoffs, list[Way]]) -> None:
        """Enter the ways of a subgame, and count."""
        self.ways[root] = ways
        self.count[root] = {payoffs: sum(map(self.number, own)) for payoffs, own in ways.items()}

    def number(self, way: Way) -> int:
        """How many equilibria come about this way."""
        return math.prod(sum(self.count[root][own] for own in payoffs) for root, payoffs in way.later)


def subgame_perfect_equilibria(
    game: ExtensiveGame, *, limit: int = MOST, time_limit: float | None = None
) -> SubgamePerfectEquilibria:
    """All pure subgame-perfect equilibria under perfect information; else those made of extreme equilibria of the subgames.

    Raises Unsupported for symbols and without perfect recall; LimitReached, whose `partial` is the answer until then, when there are
    more than `limit` or `time_limit` seconds have passed. Source: [Selten1965]_, [Kuhn1953]_.

    >>> from games.core.extensive import Decision, Terminal
    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(0, 1), "yield": Terminal(1, 1)})}))
    >>> answer = subgame_perfect_equilibria(entry)
    >>> answer.count, answer.complete, [own.payoffs for own in answer.equilibria]
    (3, True, [(Fraction(0, 1), Fraction(2, 1)), (Fraction(0, 1), Fraction(1, 1)), (Fraction(1, 1), Fraction(1, 1))])
    """
    if game.symbols and game.perfect_information:
        found = f"the symbols {', '.join(game.symbols)}"
        remedy = "Ask for game.cases(), which answers by cases of the symbols, or put values in."
        raise Unsupported("subgame_perfect_equilibria", found, "numbers", remedy)
    numbers_only((v for node in game.nodes for v in (*node.payoffs, *node.probabilities)), "subgame_perfect_equilibria")
    require_recall(game, "subgame_perfect_equilibria")
    return induced(game, Found(), limit, Clock(time_limit))


def induced(game: ExtensiveGame, found: Found, limit: int, clock: Clock) -> SubgamePerfectEquilibria:
    """The walk from the last subgame to the first, and the list; `found` says how payoffs compare."""
    try:
        for subgame in reversed(subgames(game).values()):
            if clock.past():
                raise _Stopped("the time limit has passed")
            found.add(subgame.root, _ways(game, subgame, found, clock))
    except _Stopped as stop:
        answer = SubgamePerfectEquilibria(
            game, found.kind, (), None, (), False, Status.UNKNOWN, tuple(found.engines), str(stop)
        )
        raise LimitReached("subgame_perfect_equilibria", f"that {stop}", "", "Raise the limit.", answer) from None
    return _listed(game, found, limit, clock)


def backward_induction(
    game: ExtensiveGame, *, limit: int = MOST, time_limit: float | None = None
) -> SubgamePerfectEquilibria:
    """All pure subgame-perfect equilibria of a game with perfect information; raises Unsupported for others."""
    if not game.perfect_information:
        own = next(own for own in game.information_sets if len(own.nodes) > 1)
        found = f'the information set "{own.label}" of {own.player} with {len(own.nodes)} nodes'
        remedy = "Ask for subgame_perfect_equilibria()."
        raise Unsupported("backward_induction", found, "perfect information", remedy)
    return subgame_perfect_equilibria(game, limit=limit, time_limit=time_limit)


class _Stopped(Exception):
    """A limit within a subgame."""


def _ways(game: ExtensiveGame, subgame: Subgame, found: Found, clock: Clock) -> dict[Payoffs, list[Way]]:
    """By payoffs, all ways to play the subgame in equilibrium."""
    node = game.nodes[subgame.root]
    alone = all(child in subgame.later or game.nodes[child].is_end for child in node.children)
    return _one_move(game, subgame, found) if node.player and alone else _combined(game, subgame, found, clock)


def _one_move(game: ExtensiveGame, subgame: Subgame, found: Found) -> dict[Payoffs, list[Way]]:
    """One player moves, once, and all that follows are ends and subgames."""
    node, at = game.nodes[subgame.root], game.set_at[subgame.root]
    if at is None:
        return {}
    zero = (Fraction(0),) * len(game.players)
    options = [
        tuple(found.count[child]) if child in found.count else (game.nodes[child].payoffs or zero,)
        for child in node.children
    ]
    ways: dict[Payoffs, list[Way]] = {}
    for action, own_options in enumerate(options):
        weights = tuple(Fraction(int(own == action)) for own in range(len(options)))
        for mine in own_options:
            below = [
                (mine,) if other == action else tuple(own for own in others if found.at_most(own[at[0]], mine[at[0]]))
                for other, others in enumerate(options)
            ]
            if all(below):
                later = tuple(
                    (child, own) for child, own in zip(node.children, below, strict=True) if child in found.count
                )
                paid = tuple(simplest(a + b) for a, b in zip(mine, node.payoffs or zero, strict=True))
                ways.setdefault(paid, []).append(Way(((*at, weights, False),), later))
    return ways


def _combined(game: ExtensiveGame, subgame: Subgame, found: Found, clock: Clock) -> dict[Payoffs, list[Way]]:
    """For each combination of later payoffs the equilibria of the cut game."""
    choices = [tuple(found.count[root]) for root in subgame.later]
    if math.prod(map(len, choices)) > COMBINATIONS:
        place = game.place(subgame.root)
        raise _Stopped(f"more than {COMBINATIONS:,} combinations of later payoffs stand at {place}")
    ways: dict[Payoffs, list[Way]] = {}
    for combination in itertools.product(*choices):
        if clock.past():
            raise _Stopped("the time limit has passed")
        small = cut(game, subgame, dict(zip(subgame.later, combination, strict=True)))
        local = local_equilibria(small, clock)
        found.complete &= local.complete
        found.reason = found.reason or local.reason
        found.kind = local.kind if local.kind != "pure" else found.kind
        found.engines |= dict.fromkeys(local.engines)
        if local.nash is not None:
            found.locals.append(LocalAnswer(subgame.root, combination, local.nash))
        later = tuple((root, (payoffs,)) for root, payoffs in zip(subgame.later, combination, strict=True))
        for own in local.equilibria:
            ways.setdefault(own.payoffs, []).append(Way(_play(game, small, own), later))
    return ways


def _play(game: ExtensiveGame, small: ExtensiveGame, own: SubgamePerfectEquilibrium) -> Play:
    """The play of a cut game, at the information sets of the whole."""
    play = []
    for player, sets in enumerate(small.sets_by_player):
        place = {own_set.label: h for h, own_set in enumerate(game.sets_by_player[player])}
        for h, own_set in enumerate(sets):
            weights = tuple(Fraction(weight) for weight in own.profile[player][h])
            play.append((player, place[own_set.label], weights, h in own.free[player]))
    return tuple(play)


# --- writing them out -------------------------------------------------------------------------------------------------


def _listed(game: ExtensiveGame, found: Found, limit: int, clock: Clock) -> SubgamePerfectEquilibria:
    equilibria: list[SubgamePerfectEquilibrium] = []
    stop = ""
    for own in _all(game, found):
        stop = "limit" if len(equilibria) == limit else "time" if clock.past() else ""
        if stop:
            break
        equilibria.append(own)
    answer = SubgamePerfectEquilibria(
        game, found.kind, tuple(equilibria), sum(found.count[0].values()), tuple(found.count[0]),
        found.complete and not stop, Status.DECIDED, tuple(found.engines), found.reason, tuple(found.locals),
    )  # fmt: skip
    if not stop:
        return answer
    told = f"{len(equilibria):,} of {answer.how_many} are listed"
    answer = replace(answer, reason=found.reason or told)
    reached = f"that the time limit of {clock.limit} s has passed, and {told}"
    what = reached if stop == "time" else f"{answer.how_many} subgame-perfect equilibria"
    remedy = "Raise the limit; `partial` holds the first ones, the number of all, and all their payoffs."
    expected = "" if stop == "time" else f"at most {limit:,}"
    raise LimitReached("subgame_perfect_equilibria", what, expected, remedy, answer)


Chain = Any
"""A linked list: None, or (first, the rest)."""


def _all(game: ExtensiveGame, found: Found) -> Iterator[SubgamePerfectEquilibrium]:
    """Every equilibrium, from the root down; what is still to be chosen, and what is, are linked lists that share their ends."""
    for payoffs in found.ways[0]:
        waiting: list[tuple[Chain, Chain]] = [(((0, (payoffs,)), None), None)]
        while waiting:
            todo, done = waiting.pop()
            if todo is None:
                yield _written(game, payoffs, done)
                continue
            (root, allowed), rest = todo
            ways = [way for own in allowed for way in found.ways[root][own]]
            waiting.extend((_before(way.later, rest), (way.play, done)) for way in reversed(ways))


def _before(entries: Sequence[Any], rest: Chain) -> Chain:
    for entry in reversed(entries):
        rest = (entry, rest)
    return rest


def _written(game: ExtensiveGame, payoffs: Payoffs, done: Chain) -> SubgamePerfectEquilibrium:
    played: dict[tuple[int, int], Weights] = {}
    free: list[list[int]] = [[] for _ in game.players]
    while done is not None:
        play, done = done
        for player, h, weights, away in play:
            played[player, h] = weights
            free[player] += [h] if away else []
    profile = tuple(
        tuple(played[player, h] for h in range(len(sets))) for player, sets in enumerate(game.sets_by_player)
    )
    return SubgamePerfectEquilibrium(profile, payoffs, tuple(tuple(sorted(own)) for own in free))
