"""Mixed Nash equilibria of small games with any number of players, exactly; all of them where that can be shown.

Definition   A mixed profile x is an equilibrium iff for every player i and action a: u_i(a, x_-i) <= u_i(x) [Nash1951]_. With three or
             more players the probabilities may be irrational although the payoffs are whole numbers.
Algorithm    1. All pure equilibria (`games.solvers.pure`).
             2. Subdivide the set of mixed profiles until every part holds no equilibrium, or a known one and no other
                (`games.solvers.covering`). Equilibria are found by Newton's method on the way.
             3. If parts are left, go through the supports that dominance leaves (`games.solvers.supports`), solving each one's
                indifference equations from several starts.
             4. Every solution is read as fractions, as polynomials in one algebraic number, or as a box, and decided by the definition
                (`games.solvers.indifference`).
Evidence     Each equilibrium is decided exactly by itself. That there are no others is shown by the subdivision, step by step.
Complete     True when step 2 leaves no part: all equilibria are then isolated. Otherwise all pure equilibria are listed and the mixed
             ones that were found; where equilibria form a continuum that is all that is said here.
Cost         Random games of whole numbers 0..99, one core: 2 x 2 x 2 some 0.1 s, 3 x 3 x 3 and 2 x 2 x 2 x 2 below a second,
             4 x 4 x 4 and 3 x 3 x 3 x 3 some ten seconds.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from games.core.mixed import MixedEquilibria, MixedEquilibrium
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.core.subdivision import Only, Step
from games.errors import InvalidStrategy, LimitReached
from games.solvers.clock import Clock
from games.solvers.covering import Known, Search
from games.solvers.indifference import Arena
from games.solvers.pure import equilibrium_cells
from games.solvers.requirements import numbers_only
from games.solvers.supports import Support, count, support_profiles, survives

ENGINES = ("numpy", "scipy HiGHS", "python-flint", "exact arithmetic")
CELLS, CELL_WORK = 6_000, 400_000
"""How many cells a subdivision may have, unless the caller says otherwise; and cells times pure profiles."""
MOST_PROFILES = 1_000
"""Games with more pure profiles are not subdivided."""
MOST_SUPPORTS, MOST_SOLVED = 20_000, 1_000
"""How many support profiles are gone through, and for how many of those that dominance leaves the equations are solved."""
STARTS = 6
"""From how many points Newton's method starts for each support."""
SHARE = 0.7
"""The share of the time limit that the subdivision may take."""


def mixed_equilibria(
    game: StrategicGame,
    *,
    supports: Iterable[Sequence[Sequence[str]]] | None = None,
    cells: int | None = None,
    time_limit: float | None = None,
) -> MixedEquilibria:
    """Nash equilibria of a game, pure and mixed: complete where a subdivision of at most so many cells shows that (None: some thousands).

    `supports` asks for the equilibria of these support profiles only (for each player the labels that he plays), besides all pure ones.
    Raises Unsupported if payoffs hold symbols, InvalidStrategy for supports that do not fit, LimitReached when `time_limit` seconds have
    passed (its `partial` is the answer until then). Source: [Nash1951]_, [PorterNudelmanShoham2008]_.

    >>> print(mixed_equilibria(StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])))
    3 Nash equilibria, all (decided)
    1, 1: payoffs 2, 1
    2/3 1 + 1/3 2, 1/3 1 + 2/3 2: payoffs 2/3, 2/3
    2, 2: payoffs 1, 2
    """
    clock = Clock(time_limit)
    for payoffs in game.payoffs:
        numbers_only(payoffs, "mixed_equilibria")
    known = Known(Arena.of(game))
    for cell in equilibrium_cells(game):
        known.add_pure(cell)
    if supports is not None:
        asked = [_support(game, own) for own in supports]
        stopped = _enumerate(known, asked, clock)
        return _finished(
            _answer(known, "only the pure equilibria and the supports asked for were looked at"), stopped, clock
        )
    profiles = math.prod(game.shape)
    if profiles <= MOST_PROFILES:
        search = Search(known, min(CELLS, CELL_WORK // profiles) if cells is None else cells, clock)
        if search.run(SHARE):
            return _complete(known, search)
        looked, left, reason, regions = len(search.steps), search.left, _reason(search), search.give_up()
    else:
        search, looked, left, regions = None, 0, 1, ()
        reason = f"games with more than {MOST_PROFILES:,} pure profiles are not subdivided"
    some = itertools.islice(support_profiles(game.shape), MOST_SUPPORTS)
    undominated = (own for own in some if survives(known.arena.tensors, own))
    stopped = _enumerate(known, itertools.islice(undominated, MOST_SOLVED), clock)
    if count(game.shape) > MOST_SOLVED:
        reason += f"; of {count(game.shape):,} support profiles at most {MOST_SOLVED:,} were solved"
    steps = _renumbered(search.covering(), _order(known)) if search else ()
    answer = replace(_answer(known, reason), covering=steps, regions=regions, cells=looked, left=left)
    return _finished(answer, stopped, clock)


def _reason(search: Search) -> str:
    if search.small:
        return (
            f"{search.left} small parts of the mixed profiles are left open: equilibria there form a continuum, or their equations "
            "are singular"
        )
    return f"the subdivision was stopped after {len(search.steps):,} cells with {search.left:,} left open"


def _enumerate(known: Known, supports: Iterable[Support], clock: Clock) -> bool:
    """Look for equilibria with each of the supports; whether time ran out before the last."""
    import numpy

    arena = known.arena
    draw = numpy.random.default_rng(0)
    for support in supports:
        if clock.past():
            return True
        for attempt in range(STARTS):
            weights = [
                numpy.ones(size) if not attempt else draw.dirichlet(numpy.ones(size)) for size in arena.stage.shape
            ]
            known.near(support, weights)
    return False


def _support(game: StrategicGame, labels: Sequence[Sequence[str]]) -> Support:
    """A support profile by labels, as indices."""
    if isinstance(labels, str) or len(labels) != len(game.players):
        raise InvalidStrategy("supports", repr(labels), f"one list of actions for each of {', '.join(game.players)}")
    support = []
    for i, own in enumerate(labels):
        played = {game.action_index(i, label) for label in ([own] if isinstance(own, str) else own)}
        if not played:
            raise InvalidStrategy("supports", f"no action of {game.players[i]}", "one or more")
        support.append(tuple(sorted(played)))
    return tuple(support)


def _complete(known: Known, search: Search) -> MixedEquilibria:
    order = _order(known)
    found = tuple(known.equilibria[number] for number in order)
    steps = _renumbered(search.covering(), order)
    return MixedEquilibria(known.arena.game, found, True, Status.DECIDED, ENGINES, steps, cells=len(search.steps))


def _renumbered(steps: Sequence[Step], order: Sequence[int]) -> tuple[Step, ...]:
    """The steps with the numbers that the equilibria have in the answer."""
    place = {number: k for k, number in enumerate(order)}
    return tuple(Only(place[own.equilibrium]) if isinstance(own, Only) else own for own in steps)


def _answer(known: Known, reason: str) -> MixedEquilibria:
    found: tuple[MixedEquilibrium, ...] = tuple(known.equilibria[number] for number in _order(known))
    return MixedEquilibria(known.arena.game, found, False, Status.DECIDED, ENGINES, left=1, reason=reason)


def _order(known: Known) -> list[int]:
    """Sorted by the probabilities, in the game's order, larger ones first."""
    return sorted(range(len(known.boxes)), key=lambda k: [[-low for low, _ in own] for own in known.boxes[k]])


def _finished(answer: MixedEquilibria, stopped: bool, clock: Clock) -> MixedEquilibria:
    if stopped:
        passed = f"that the time limit of {clock.limit} s has passed, with {len(answer.equilibria)} equilibria found"
        raise LimitReached("mixed_equilibria", passed, "", "Raise the limit; `partial` holds what was found.", answer)
    return answer
