"""Games in extensive form by brute force: plays, pure profiles and subgames straight from the definitions, nothing shared with solvers.

A pure profile is an action for every (player, information set). It is subgame perfect iff in every subgame no player has another
assignment, of all his information sets, that pays him more from that subgame's root on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction

from games.core.extensive import ExtensiveGame

Pure = Mapping[tuple[str, str], int]


def information(game: ExtensiveGame) -> dict[tuple[str, str], int]:
    """Every (player, label) with its number of actions."""
    return {(node.player, node.information): len(node.actions) for node in game.nodes if node.player}


def worth(game: ExtensiveGame, pure: Pure, number: int = 0) -> list[Fraction]:
    """Expected payoffs from a node on."""
    node = game.nodes[number]
    total = list(node.payoffs) or [Fraction(0)] * len(game.players)
    if node.player:
        below = [(Fraction(1), node.children[pure[node.player, node.information]])]
    else:
        below = list(zip(node.probabilities, node.children, strict=True))
    for chance, child in below:
        total = [own + chance * later for own, later in zip(total, worth(game, pure, child), strict=True)]
    return total


def below(game: ExtensiveGame, number: int) -> set[int]:
    """A node and all after it."""
    found = {number}
    for child in game.nodes[number].children:
        found |= below(game, child)
    return found


def roots(game: ExtensiveGame) -> list[int]:
    """Where subgames begin."""
    found = []
    for number, node in enumerate(game.nodes):
        inside = below(game, number)
        sets = {(game.nodes[k].player, game.nodes[k].information) for k in inside if game.nodes[k].player}
        members = {k for k, own in enumerate(game.nodes) if own.player and (own.player, own.information) in sets}
        if node.actions and members <= inside:
            found.append(number)
    return found


def profiles(game: ExtensiveGame) -> Iterator[Pure]:
    """All pure profiles."""
    sets = information(game)
    for choice in itertools.product(*(range(size) for size in sets.values())):
        yield dict(zip(sets, choice, strict=True))


def is_nash_from(game: ExtensiveGame, pure: Pure, root: int) -> bool:
    """Whether nobody gains, from the root on, by any other assignment of his own."""
    sets = information(game)
    here = worth(game, pure, root)
    for i, player in enumerate(game.players):
        own = [key for key in sets if key[0] == player]
        for choice in itertools.product(*(range(sets[key]) for key in own)):
            if worth(game, {**pure, **dict(zip(own, choice, strict=True))}, root)[i] > here[i]:
                return False
    return True


def subgame_perfect(game: ExtensiveGame) -> list[Pure]:
    """All pure subgame-perfect profiles."""
    starts = roots(game)
    return [pure for pure in profiles(game) if all(is_nash_from(game, pure, root) for root in starts)]
