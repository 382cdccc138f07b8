"""Which payoffs are best replies: marked only where exact numbers, or an assumption of the game itself, decide it.

Definition   In cell c player i's action is a best reply iff none of his actions, the others' kept, pays more; a cell in which that
             is so for everyone is a pure equilibrium [Nash1951]_. With symbols a comparison is decided when the difference is a
             number or is, up to sign, one side minus the other of an assumption (T > R decides T against R); else it is left open.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from games.core.strategic import StrategicGame
from games.exact import Relation, Scalar, is_number, simplest


def is_best_reply(game: StrategicGame, player: int, cell: int) -> bool | None:
    """Whether player number `player` replies best in cell number `cell`; None where symbols leave it open.

    >>> game = StrategicGame.from_arrays([["R", 0], [5, 1]], [["R", 5], [0, 1]])
    >>> [is_best_reply(game, 0, cell) for cell in range(4)]
    [None, False, None, True]
    """
    stride = math.prod(game.shape[player + 1 :])
    size = game.shape[player]
    first = cell - (cell // stride % size) * stride
    payoffs = game.payoffs[player]
    rivals = (payoffs[first + action * stride] for action in range(size))
    return _none_above(payoffs[cell], rivals, game.assumptions)


def is_equilibrium_cell(game: StrategicGame, cell: int) -> bool | None:
    """Whether everyone replies best in cell number `cell`; None where symbols leave it open."""
    replies = [is_best_reply(game, player, cell) for player in range(len(game.players))]
    if False in replies:
        return False
    return None if None in replies else True


def _none_above(value: Scalar, rivals: Iterable[Scalar], assumptions: tuple[Relation, ...]) -> bool | None:
    verdicts = {at_least(value, rival, assumptions) for rival in rivals}
    if False in verdicts:
        return False
    return None if None in verdicts else True


def at_least(left: Scalar, right: Scalar, assumptions: tuple[Relation, ...] = ()) -> bool | None:
    """Whether left >= right: by number, or because an assumption says so; None where neither does.

    >>> from games.exact import exact, parse_relations
    >>> at_least(exact("R"), exact("T"), parse_relations("T > R"))
    False
    """
    if is_number(left) and is_number(right):
        return bool(left >= right)
    difference = simplest(left - right)
    if is_number(difference):
        return bool(difference >= 0)
    for relation in assumptions:
        if simplest(difference - relation.difference) == 0:
            verdict = {">": True, ">=": True, "=": True, "<": False}.get(relation.op)
        elif simplest(difference + relation.difference) == 0:
            verdict = {"<": True, "<=": True, "=": True, ">": False}.get(relation.op)
        else:
            continue
        if verdict is not None:
            return verdict
    return None
