"""Pure strategies of a game in extensive form, its strategic form, and Kuhn's way between mixed and behaviour strategies.

Definition   A strategy names an action at each of a player's information sets. A plan names one at those only that his own earlier
             actions do not keep play from: the strategies that differ elsewhere are one plan, and the reduced strategic form has
             plans for actions. (Plans that pay the same whatever the others do are not merged.)
             Two strategies are realisation equivalent iff they lead to the same chances of all ends whatever the others do. With
             perfect recall every mixed strategy is so to the behaviour strategy that plays, at each information set, the
             action's share of the plans that reach it [Kuhn1953]_.
Labels       A plan is called after its actions, "in/fight"; a player who never moves has the one plan "-".
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from games.core.extensive import BehaviourProfile, ExtensiveGame
from games.core.nash import MixedProfile
from games.core.recall import Experience, experiences, forgotten, require_recall
from games.core.strategic import StrategicGame
from games.errors import LimitReached
from games.exact import Scalar, simplest

Plan = tuple[int | None, ...]
"""The action, as a number, at each of a player's information sets; None where his own actions keep play away."""

MAX_PLANS, MAX_CELLS = 100_000, 1_000_000


def plans(game: ExtensiveGame, player: int, *, reduced: bool = True) -> tuple[Plan, ...]:
    """All plans of player number `player`, or all his strategies, the last information set's action moving fastest.

    Raises LimitReached for more than MAX_PLANS.

    >>> from games.core.extensive import Decision, Terminal
    >>> end = {"l": Terminal(1), "r": Terminal(0)}
    >>> game = ExtensiveGame.build("A", Decision("A", {"x": Terminal(0), "y": Decision("A", end)}))
    >>> plans(game, 0)
    ((0, None), (1, 0), (1, 1))
    >>> len(plans(game, 0, reduced=False))
    4
    """
    sets = game.sets_by_player[player]
    if not reduced:
        _require_few(math.prod(len(own.actions) for own in sets), game.players[player])
        return tuple(itertools.product(*(range(len(own.actions)) for own in sets)))
    gone_through = experiences(game, player)
    ways = [tuple(dict.fromkeys(gone_through[number] for number in own.nodes)) for own in sets]
    if any(own.player == game.players[player] for own in forgotten(game)):
        _require_few(math.prod(len(own.actions) for own in sets), game.players[player])
        strategies = itertools.product(*(range(len(own.actions)) for own in sets))
        return tuple(dict.fromkeys(_restricted(strategy, ways) for strategy in strategies))
    found: list[Plan] = [()]
    for own, way in zip(sets, ways, strict=True):
        found = [(*plan, *more) for plan in found for more in _choices(plan, way, len(own.actions))]
        _require_few(len(found), game.players[player])
    return tuple(found)


def _choices(plan: Plan, ways: Sequence[Experience], actions: int) -> Iterator[tuple[int | None]]:
    """What a plan made so far may do at the next information set."""
    if any(all(plan[h] == action for h, action in way) for way in ways):
        return ((action,) for action in range(actions))
    return iter([(None,)])


def _restricted(strategy: Sequence[int], ways: Sequence[Sequence[Experience]]) -> Plan:
    """The strategy at the information sets that it does not keep play from."""
    return tuple(
        action if any(all(strategy[h] == chosen for h, chosen in way) for way in own) else None
        for action, own in zip(strategy, ways, strict=True)
    )


def _require_few(number: int, player: str) -> None:
    if number > MAX_PLANS:
        raise LimitReached("strategic form", f"more than {MAX_PLANS:,} plans of {player}", "a smaller game")


def plan_label(game: ExtensiveGame, player: int, plan: Plan) -> str:
    """The plan's actions, in the order of the information sets."""
    sets = game.sets_by_player[player]
    words = [own.actions[action] for own, action in zip(sets, plan, strict=True) if action is not None]
    return "/".join(words) or "-"


def strategic_form(game: ExtensiveGame, *, reduced: bool = True) -> StrategicGame:
    """The (reduced) strategic form: plans (or strategies) as actions, expected payoffs.

    Raises LimitReached for more than MAX_CELLS cells.

    >>> from games.core.extensive import Decision, Terminal
    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(-1, 0), "yield": Terminal(1, 1)})}))
    >>> form = strategic_form(entry)
    >>> form.actions, form.payoff(("in", "fight"))
    ((('out', 'in'), ('fight', 'yield')), (Fraction(-1, 1), Fraction(0, 1)))
    """
    by_player = [plans(game, player, reduced=reduced) for player in range(len(game.players))]
    cells = math.prod(map(len, by_player))
    if cells > MAX_CELLS:
        raise LimitReached("strategic form", f"{cells:,} cells", f"at most {MAX_CELLS:,}")
    payoffs = _payoffs(game, by_player, cells)
    labels = tuple(_distinct([plan_label(game, player, plan) for plan in own]) for player, own in enumerate(by_player))
    return StrategicGame(game.players, labels, payoffs, game.assumptions, game.name, game.source)


def _payoffs(game: ExtensiveGame, by_player: Sequence[Sequence[Plan]], cells: int) -> tuple[tuple[Scalar, ...], ...]:
    """What each node pays goes to the cells whose plans lead there, times the chance of what chance does on the way."""
    totals: list[list[Scalar]] = [[Fraction(0)] * cells for _ in game.players]
    gone_through = [experiences(game, player) for player in range(len(game.players))]
    strides = [math.prod(len(own) for own in by_player[i + 1 :]) for i in range(len(game.players))]
    known: dict[tuple[int, Experience], list[int]] = {}
    chances = _chances(game)
    for number, node in enumerate(game.nodes):
        if not any(own != 0 for own in node.payoffs) or chances[number] == 0:
            continue
        offsets = []
        for player, own in enumerate(by_player):
            way = gone_through[player][number]
            if (player, way) not in known:
                leading = (k for k, plan in enumerate(own) if all(plan[h] == action for h, action in way))
                known[player, way] = [k * strides[player] for k in leading]
            offsets.append(known[player, way])
        paid = [chances[number] * value for value in node.payoffs]
        for at in itertools.product(*offsets):
            cell = sum(at)
            for row, value in zip(totals, paid, strict=True):
                row[cell] = row[cell] + value
    return tuple(tuple(simplest(value) for value in row) for row in totals)


def _chances(game: ExtensiveGame) -> list[Scalar]:
    """For each node the chance that chance leads there, if all players do."""
    found: list[Scalar] = [Fraction(1)] * len(game.nodes)
    for number, node in enumerate(game.nodes):
        for k, child in enumerate(node.children):
            found[child] = found[number] * node.probabilities[k] if node.is_chance else found[number]
    return found


def _distinct(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, numbered where two are the same (actions may hold a slash)."""
    found: dict[str, None] = {}
    for label in labels:
        candidate, number = label, 2
        while candidate in found:
            candidate, number = f"{label} ({number})", number + 1
        found[candidate] = None
    return tuple(found)


# --- mixed and behaviour strategies -----------------------------------------------------------------------------------

Free = tuple[tuple[int, ...], ...]
"""For each player the information sets from which his own play keeps the game: what he does there is the same to everyone."""


def behaviour_of(game: ExtensiveGame, mixed: MixedProfile) -> tuple[BehaviourProfile, Free]:
    """The behaviour profile that is realisation equivalent to a mixed profile of the reduced strategic form.

    At the free information sets, which the mixed strategy says nothing of, the first action stands. Raises Unsupported without
    perfect recall.
    """
    require_recall(game, "behaviour_of")
    profile, free = [], []
    for player, weights in enumerate(mixed):
        carried = [own for own in zip(plans(game, player), weights, strict=True) if own[1] != 0]
        behaviour, unreached = [], []
        for h, own in enumerate(game.sets_by_player[player]):
            shares = [sum((w for plan, w in carried if plan[h] == a), Fraction(0)) for a in range(len(own.actions))]
            total = simplest(sum(shares, Fraction(0)))
            unreached += [h] if total == 0 else []
            first = (Fraction(1), *(Fraction(0) for _ in own.actions[1:]))
            behaviour.append(first if total == 0 else tuple(simplest(share / total) for share in shares))
        profile.append(tuple(behaviour))
        free.append(tuple(unreached))
    return tuple(profile), tuple(free)


def mixed_of(game: ExtensiveGame, profile: BehaviourProfile) -> MixedProfile:
    """The mixed profile of the reduced strategic form that draws the action at each information set on its own.

    It is realisation equivalent, also without perfect recall unless somebody is absent-minded.

    >>> from games.core.extensive import Decision, Terminal
    >>> end = {"l": Terminal(1), "r": Terminal(0)}
    >>> game = ExtensiveGame.build("A", Decision("A", {"x": Terminal(0), "y": Decision("A", end)}))
    >>> half = (Fraction(1, 2), Fraction(1, 2))
    >>> [str(weight) for weight in mixed_of(game, ((half, half),))[0]]
    ['1/2', '1/4', '1/4']
    """
    return tuple(
        tuple(
            simplest(math.prod((own[h][action] for h, action in _named(plan).items()), start=Fraction(1)))
            for plan in plans(game, player)
        )
        for player, own in enumerate(profile)
    )


def free_sets(game: ExtensiveGame, profile: BehaviourProfile) -> Free:
    """The information sets that each player's own behaviour keeps play from."""
    found = []
    for player, own in enumerate(profile):
        gone_through = experiences(game, player)
        away = []
        for h, own_set in enumerate(game.sets_by_player[player]):
            ways = (gone_through[number] for number in own_set.nodes)
            away += [] if any(all(own[k][action] != 0 for k, action in way) for way in ways) else [h]
        found.append(tuple(away))
    return tuple(found)


def _named(plan: Plan) -> Mapping[int, int]:
    return {h: action for h, action in enumerate(plan) if action is not None}
