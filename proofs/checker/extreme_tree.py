"""Complete lists of subgame-perfect equilibria that are made of extreme equilibria of the subgames.

Where two players move in a piece, the checker makes their reduced strategic form itself, plans in order, and has the witness's list of
its extreme equilibria verified (`extreme`). Each of these becomes behaviour: at an information set an action has its share of the weight
of the plans that reach the set. Different mixtures of plans may be one behaviour, which counts once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from games.core.strategic import StrategicGame
from proofs.checker.extensive import Stable, complete, tried
from proofs.checker.extreme import check_extreme
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.tree import (
    Board,
    Choice,
    Key,
    Money,
    Piece,
    Plan,
    Play,
    board,
    joint,
    outcome,
    own_keys,
    plans,
    rational,
)
from proofs.checker.work import spend
from proofs.claims import ExtremeEquilibriaAre, ExtremeSubgamePerfectAre
from proofs.witness import ExtremeTreeWitness, LocalWitness, PolytopesWitness


def check_extreme_tree(claim: ExtremeSubgamePerfectAre, witness: ExtremeTreeWitness) -> Finding:
    """The list holds distinct equilibria, and as many as there are."""
    here = board(claim.game)
    given = {(own.root, tuple(tuple(map(rational, paid)) for paid in own.worth)): own for own in witness.subgames}
    used = set()
    steps = 0

    def local(piece: Piece, worth: Mapping[int, Money]) -> Stable:
        nonlocal steps
        if len(own_keys(here, piece)) != 2:
            return tried(here, piece, worth)
        key = (piece.root, tuple(worth[root] for root in piece.later))
        if key not in given:
            refuse("witness", f"no equilibria from node {piece.root} on", "those of each subgame of two players")
        used.add(key)
        found, more = _paired(here, piece, worth, given[key])
        steps += more
        return found

    def weights(key: Key, own: Sequence[object]) -> Play:
        size = len(here.nodes[here.sets[key][0]].children)
        found = tuple(own_weight if isinstance(own_weight, Fraction) else Fraction(-1) for own_weight in own)
        if len(found) != size or sum(found) != 1 or min(found) < 0:
            refuse(f'profiles, "{key[1]}"', f"{', '.join(map(str, own))}", f"{size} probabilities that sum to one")
        return _simplest(found)

    walked, none = complete(here, claim.profiles, weights, local)
    if len(used) != len(witness.subgames):
        refuse("witness", f"{len(witness.subgames)} subgames", f"{len(used)}, one for each that is met")
    return walked + steps, none


def _paired(here: Board, piece: Piece, worth: Mapping[int, Money], given: LocalWitness) -> tuple[Stable, int]:
    """The equilibria of a piece in which two players move, from their extreme equilibria."""
    by_player = {player: plans(here, keys) for player, keys in sorted(own_keys(here, piece).items())}
    first, second = by_player
    cells = [outcome(here, piece, {**x, **y}, worth) for x, y in joint(by_player)]
    form = StrategicGame(
        ("first", "second"),
        tuple(tuple(str(k) for k in range(len(own))) for own in by_player.values()),
        tuple(tuple(cell[player] for cell in cells) for player in (first, second)),
    )
    claim = ExtremeEquilibriaAre(form, given.strategies, given.pairs, given.subsets)
    steps, _ = check_extreme(claim, PolytopesWitness(given.polytopes, given.payoffs))
    stable: Stable = {}
    for x, y in given.pairs:
        mixed = given.strategies[0][x], given.strategies[1][y]
        spend(len(cells))
        total = [Fraction(0)] * len(here.players)
        for k, p in enumerate(mixed[0]):
            for j, q in enumerate(mixed[1]):
                if p and q:
                    cell = cells[k * len(mixed[1]) + j]
                    total = [own + p * q * paid for own, paid in zip(total, cell, strict=True)]
        choice = _behaviour(here, by_player[first], mixed[0]) + _behaviour(here, by_player[second], mixed[1])
        stable[tuple(sorted(choice, key=lambda own: own[0]))] = tuple(total)
    return stable, steps


def _behaviour(here: Board, own: Sequence[Plan], mixed: Sequence[Fraction]) -> Choice:
    """Shares of the actions at the information sets that are reached."""
    shares: dict[Key, list[Fraction]] = {}
    for plan, weight in zip(own, mixed, strict=True):
        for key, action in plan.items():
            size = len(here.nodes[here.sets[key][0]].children)
            shares.setdefault(key, [Fraction(0)] * size)[action] += weight
    return tuple(
        (key, _simplest(tuple(share / sum(found) for share in found))) for key, found in shares.items() if any(found)
    )


def _simplest(weights: Money) -> Play:
    """The action, if it is played for sure."""
    return weights.index(Fraction(1)) if max(weights) == 1 else weights
