"""All extreme Nash equilibria of a two-player game, and the maximal Nash subsets they form: exact, and shown to be all.

Definition   See `games.core.best_replies` [vonStengel2007]_. Every equilibrium is a pair of convex combinations of extreme
             strategies whose pairs are extreme equilibria [Winkels1979]_.
Algorithm    0. If these are many, first take away what iterated strict dominance eliminates (`games.solvers.dominance`): no equilibrium
                plays it.
             1. All vertices of the best-reply polytope of the player with fewer actions (`games.solvers.vertices`).
             2. All vertices of the other player's polytope; or, if he has many more actions, only of the faces that matter: in an
                equilibrium he mixes best replies to one of the vertices of step 1, so one polytope for each maximal set of these.
             3. Pair vertices that play only best replies to each other: bit sets of who plays and who answers what.
             4. State each pair with payoffs and gains from the definition in `games.core.nash`; group the pairs in maximal Nash subsets
                (`games.solvers.maximal_subsets`).
Evidence     `games.core.best_replies.BestReplyPolytopes`: bases that are closed under moving along edges.
Cost         That of the vertices; the pairs cost a few operations on bit sets each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm

from games.core.best_replies import BestReplyPolytopes, Dominated, Indifference, MixedAction, Polytope
from games.core.nash import MixedProfile
from games.core.solution import NashEquilibria, NashEquilibrium, Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached
from games.solvers.clock import Clock
from games.solvers.dominance import iterated_dominance
from games.solvers.lemke_howson import lemke_howson
from games.solvers.maximal_subsets import maximal_subsets
from games.solvers.pure import stated_equilibrium
from games.solvers.requirements import numbers_only
from games.solvers.vertices import MOST_BASES, Vertices, polytope, support_and_replies

ENGINES = ("vertices", "python-flint", "exact arithmetic")
WIDE = 2
"""One polytope for all actions unless they are more than so many times the other player's."""
MOST_INDIFFERENCES = 20
EARLY = 5_000
"""Bases of a polytope beyond which dominated actions are looked for."""
PATH = 100
"""Actions in all up to which a Lemke-Howson path is followed when nothing else is known."""
INCOMPLETE = "the vertices of the best-reply polytopes were not all enumerated, so equilibria may be missing"

Matrix = Sequence[Sequence[int]]
Actions = tuple[tuple[int, ...], ...]
Shown = tuple[Polytope, Vertices]
Replies = tuple[Matrix, Matrix]
"""For each player what the opponent gets from each reply to each of his actions, as positive whole numbers."""


def extreme_equilibria(game: StrategicGame, *, time_limit: float | None = None) -> NashEquilibria:
    """All extreme equilibria of a two-player game with rational payoffs, and its maximal Nash subsets.

    Raises Unsupported if payoffs hold symbols, LimitReached when `time_limit` seconds have passed or the vertices outgrow memory
    (its `partial` is an answer that is not complete). Source: [vonStengel2007]_, [AvisEtAl2010]_.

    >>> game = StrategicGame.from_arrays([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]])
    >>> answer = extreme_equilibria(game)
    >>> len(answer.equilibria), answer.components, answer.complete
    (3, (((0,), (0, 1)), ((1,), (2,))), True)
    """
    clock = Clock(time_limit)
    replies = _replies(game)
    left = tuple(tuple(range(size)) for size in game.shape)
    dominated: tuple[Dominated, ...] = ()
    shown: list[Shown] = []
    try:
        try:
            _enumerate(replies, left, shown, clock, EARLY)
        except LimitReached:
            if clock.past():
                raise
            dominated, left = _without_dominated(game, clock)
            shown.clear()
            _enumerate(replies, left, shown, clock, MOST_BASES)
        tables = _by_player(shown, _fewer(left))
        polytopes = [own for own, _ in shown]
        evidence = BestReplyPolytopes(_fewer(left), polytopes[0], tuple(polytopes[1:]), dominated)
        return _answer(game, evidence, tables, clock)
    except LimitReached as stopped:
        seconds = max(1.0, (time_limit or 10.0) / 10)
        partial = _until_then(game, replies, _by_player(shown, _fewer(left)), Clock(seconds))
        raise LimitReached("extreme_equilibria", stopped.found, stopped.expected, stopped.remedy, partial) from None


def _fewer(left: Actions) -> int:
    """The player with fewer actions."""
    return 0 if len(left[0]) <= len(left[1]) else 1


def _without_dominated(game: StrategicGame, clock: Clock) -> tuple[tuple[Dominated, ...], Actions]:
    """What iterated strict dominance takes away, and what it leaves."""
    seconds = None if clock.limit is None else max(0.0, clock.limit - clock.spent())
    try:
        answer = iterated_dominance(game, time_limit=seconds)
    except LimitReached as stopped:
        answer = stopped.partial
    found = []
    for own in (own for gone in answer.rounds for own in gone):
        i = game.player_index(own.player)
        common = lcm(*(Fraction(weight).denominator for _, weight in own.by))
        by = tuple((game.action_index(i, label), int(Fraction(weight) * common)) for label, weight in own.by)
        found.append(Dominated(i, game.action_index(i, own.action), by))
    left = tuple(tuple(game.action_index(i, label) for label in labels) for i, labels in enumerate(answer.surviving))
    return tuple(found), left


def _by_player(shown: Sequence[Shown], first: int) -> tuple[Vertices, Vertices]:
    """The vertices of player 1 and of player 2; those of player `first` are shown first."""
    own = shown[0][1] if shown else {}
    other = {strategy: labels for _, vertices in shown[1:] for strategy, labels in vertices.items()}
    return (own, other) if first == 0 else (other, own)


def _until_then(
    game: StrategicGame, replies: Replies, tables: tuple[Vertices, Vertices], clock: Clock
) -> NashEquilibria:
    """The equilibria among the vertices enumerated so far and the pure profiles; if there is none, the end of a Lemke-Howson path."""
    whole = []
    for i, size in enumerate(game.shape):
        pure = (tuple(int(a == b) for b in range(size)) for a in range(size))
        everything = range(game.shape[1 - i])
        whole.append({own: support_and_replies(replies[i], own, everything) for own in (*pure, *tables[i])})
    profiles = [(_mixed(x), _mixed(y)) for x, y in _pairs(whole[0], whole[1], game.shape)]
    if not profiles and sum(game.shape) <= PATH:
        profiles = [lemke_howson(_transposed(replies[1]), replies[0])]
    found = []
    for mixed in profiles:
        if clock.past():
            break
        found.append(stated_equilibrium(game, mixed))
    return NashEquilibria(game, "mixed", tuple(found), False, Status.DECIDED, ENGINES, reason=INCOMPLETE)


def _replies(game: StrategicGame) -> Replies:
    """For each player what the opponent gets from each reply to each of his actions, as positive whole numbers."""
    rows, columns = game.shape
    first, second = (positive_whole(numbers_only(payoffs, "extreme_equilibria")) for payoffs in game.payoffs)
    to_rows = [second[a * columns : (a + 1) * columns] for a in range(rows)]
    to_columns = [first[b::columns] for b in range(columns)]
    return to_rows, to_columns


def positive_whole(payoffs: Sequence[Fraction]) -> list[int]:
    """The payoffs times their common denominator, shifted so that the least is 1.

    >>> positive_whole([Fraction(1, 2), Fraction(-1, 3)])
    [6, 1]
    """
    common = lcm(*(own.denominator for own in payoffs))
    numbers = [own.numerator * (common // own.denominator) for own in payoffs]
    lowest = min(numbers)
    return [own - lowest + 1 for own in numbers]


def _enumerate(replies: Replies, left: Actions, shown: list[Shown], clock: Clock, most: int) -> None:
    """Add the whole polytope of the player with fewer actions to `shown`, then those of the other player that matter."""
    player = _fewer(left)
    own, other = left[player], left[1 - player]
    shown.append(polytope(replies[player], own, other, clock, most))
    supports = [other]
    if len(other) > WIDE * len(own):
        supports = [_places(best) for best in _maximal({best for _, best in shown[0][1].values()})]
    for actions in supports:
        shown.append(polytope(replies[1 - player], actions, own, clock, most))


def _maximal(sets: Iterable[int]) -> list[int]:
    """The bit sets that none of the others includes."""
    kept: list[int] = []
    for own in sorted(sets, key=lambda own: (-own.bit_count(), own)):
        if not any(own & other == own for other in kept):
            kept.append(own)
    return sorted(kept)


def _places(bits: int) -> tuple[int, ...]:
    return tuple(place for place in range(bits.bit_length()) if bits >> place & 1)


def _transposed(matrix: Matrix) -> Matrix:
    return list(zip(*matrix, strict=True))


def _pairs(
    first: Vertices, second: Vertices, actions: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """All pairs in which each plays only best replies to the other.

    Two vertices without ties fit iff the support of each is all best replies to the other, which a dictionary finds. Otherwise the bit set
    of partners is the intersection of two kinds: those against which an action played is a best reply, and those that do not play an
    action that is no best reply.
    """
    without_ties = {labels: own for own, labels in first.items() if _has_no_ties(labels)}
    tied = [(own, labels) for own, labels in first.items() if not _has_no_ties(labels)]
    few, every = _search(tied, actions), None
    for strategy, (support, best) in second.items():
        if _has_no_ties((support, best)):
            found = few(support, best)
            if (best, support) in without_ties:
                found.append(without_ties[best, support])
        else:
            every = every or _search(list(first.items()), actions)
            found = every(support, best)
        for own in found:
            yield own, strategy


def _has_no_ties(labels: tuple[int, int]) -> bool:
    """As many best replies as actions played."""
    return labels[0].bit_count() == labels[1].bit_count()


Labelled = Sequence[tuple[tuple[int, ...], tuple[int, int]]]


def _search(vertices: Labelled, actions: tuple[int, ...]) -> Callable[[int, int], list[tuple[int, ...]]]:
    """A function from a support and best replies of the second player to the strategies of the first that fit."""
    rows, columns = actions
    answered = [_bits(best >> b & 1 for _, (_, best) in vertices) for b in range(columns)]
    unplayed = [_bits(~support >> a & 1 for _, (support, _) in vertices) for a in range(rows)]

    def fitting(support: int, best: int) -> list[tuple[int, ...]]:
        partners = (1 << len(vertices)) - 1
        for b in _places(support):
            partners &= answered[b]
        for a in range(rows):
            if partners and not best >> a & 1:
                partners &= unplayed[a]
        return [vertices[place][0] for place in _places(partners)]

    return fitting


def _bits(values: Iterable[int]) -> int:
    """The bit set of the places with a 1."""
    return int("".join(map(str, values))[::-1] or "0", 2)


def _answer(
    game: StrategicGame, evidence: BestReplyPolytopes, tables: tuple[Vertices, Vertices], clock: Clock
) -> NashEquilibria:
    pairs = list(_pairs(*tables, game.shape))
    strategies = tuple(_in_order(pair[i] for pair in pairs) for i in (0, 1))
    places = [{own: k for k, own in enumerate(listed)} for listed in strategies]
    numbered = sorted((places[0][x], places[1][y]) for x, y in pairs)
    mixed = tuple(tuple(_mixed(own) for own in listed) for listed in strategies)
    found = tuple(_stated(game, (mixed[0][x], mixed[1][y]), clock) for x, y in numbered)
    return NashEquilibria(
        game,
        "extreme",
        found,
        True,
        Status.DECIDED,
        ENGINES,
        strategies=mixed,
        components=maximal_subsets(numbered),
        polytopes=evidence,
        indifferences=_indifferences(game, tables, strategies),
    )


def _in_order(weights: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Different strategies, those that play earlier actions more first."""
    return sorted(set(weights), key=lambda own: [-probability for probability in _mixed(own)])


def _mixed(weights: tuple[int, ...]) -> MixedAction:
    total = sum(weights)
    return tuple(Fraction(weight, total) for weight in weights)


def _stated(game: StrategicGame, mixed: MixedProfile, clock: Clock) -> NashEquilibrium:
    if clock.past():
        raise LimitReached(
            "extreme_equilibria", f"that the time limit of {clock.limit} s has passed", "", "Raise the limit."
        )
    stated = stated_equilibrium(game, mixed)
    if any(own.gain > 0 for own in stated.gains):
        raise ArithmeticError(
            "extreme_equilibria: a pair of vertices with all labels from which a player gains by deviating"
        )
    return stated


def _indifferences(
    game: StrategicGame, tables: tuple[Vertices, Vertices], strategies: Sequence[Sequence[tuple[int, ...]]]
) -> tuple[Indifference, ...]:
    """Vertices with more best replies than actions played; those in equilibria first, then those of few actions."""
    found = []
    for i, vertices in enumerate(tables):
        known = set(strategies[i])
        for weights, (support, best) in vertices.items():
            if best.bit_count() > support.bit_count():
                labels = tuple(game.actions[1 - i][b] for b in _places(best))
                rank = (weights not in known, support.bit_count(), i, [-weight for weight in _mixed(weights)])
                found.append((rank, Indifference(game.players[i], _mixed(weights), labels)))
    return tuple(own for _, own in sorted(found, key=lambda item: item[0])[:MOST_INDIFFERENCES])
