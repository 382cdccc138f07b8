"""Minmax payoffs: punishments show how low a player can be held, trees of cells with multipliers that he cannot be held lower.

A cell has corners, mixed actions, for each punisher; its points are independent mixtures of them, so that what an action pays, u_a, is
a polynomial in the weights of the corners, the cell's coordinates. A cut puts a point in a corner's place, once for each corner
with a weight in it: these cells cover the old one. In a cell that is not cut, polynomials w_a in the coordinates, with weights >= 0 that
sum to one, make sum of w_a (u_a - lo) a polynomial without negative coefficients, so it is nowhere negative. Where all coordinates are
positive some w_a is positive, and with it some u_a >= lo; these points are dense, so that max u_a >= lo everywhere in the cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from games.core.strategic import StrategicGame
from proofs.checker.kernel import exact_fraction, refuse
from proofs.checker.obligations import Finding
from proofs.checker.work import spend, total
from proofs.claims import Held, MinmaxPayoffsAre
from proofs.witness import Bound, Cut, MinmaxWitness, Multipliers

Numbers = tuple[Fraction, ...]


def check_minmax(claim: MinmaxPayoffsAre, witness: MinmaxWitness) -> Finding:
    """Of every player: the pure payoff and all that hold him to it; what the punishments hold him to; and the trees."""
    game = claim.game
    if tuple(own.player for own in claim.players) != game.players:
        refuse("players", f"{[own.player for own in claim.players]}", f"{', '.join(game.players)}, in this order")
    if len(witness.bounds) != len(game.players) or len(witness.guarantees) != len(game.players):
        refuse("witness", f"{len(witness.bounds)} trees, {len(witness.guarantees)} mixed actions", "one a player")
    steps = 0
    for i, held in enumerate(claim.players):
        whole = _whole(game, i)
        names = [labels for j, labels in enumerate(game.actions) if j != i]
        steps += len(whole.payoffs) + _pure(whole, names, held)
        steps += _above(whole, names, held) + _guarantee(whole, witness.guarantees[i], held)
        steps += _tree(whole, witness.bounds[i], held.lo, f"tree of {held.player}")
    return steps, {}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many corners each punisher has, and for each combination of corners what the player's actions pay."""

    sizes: tuple[int, ...]
    payoffs: tuple[Numbers, ...]


def _whole(game: StrategicGame, player: int) -> Cell:
    """The others' whole simplices; rows in the order in which their last's action moves fastest."""
    spend(len(game.payoffs[player]))
    sizes = tuple(len(own) for own in game.actions)
    rows: defaultdict[tuple[int, ...], list[Fraction]] = defaultdict(list)
    for cell, payoff in zip(product(*map(range, sizes)), game.payoffs[player], strict=True):
        rows[*cell[:player], *cell[player + 1 :]].append(exact_fraction(payoff, f"payoff of {game.players[player]}"))
    return Cell((*sizes[:player], *sizes[player + 1 :]), tuple(tuple(rows[own]) for own in sorted(rows)))


def _pure(whole: Cell, names: Sequence[tuple[str, ...]], held: Held) -> int:
    best = [max(row) for row in whole.payoffs]
    if held.pure != min(best):
        refuse(f"pure minmax of {held.player}", str(held.pure), "the least of the best replies' payoffs")
    listed = tuple(own for own, payoff in zip(product(*names), best, strict=True) if payoff == held.pure)
    if held.pure_punishments != listed:
        refuse(f"pure punishments of {held.player}", f"{held.pure_punishments}", "all that hold to it, in cell order")
    return len(best)


def _distribution(weights: Sequence[Fraction], size: int, where: str) -> None:
    if len(weights) != size or any(own < 0 for own in weights) or total(weights) != 1:
        refuse(where, ", ".join(map(str, weights)), f"{size} probabilities that sum to one")


def _above(whole: Cell, names: Sequence[tuple[str, ...]], held: Held) -> int:
    """That both punishments hold the player to at most what is claimed."""
    if len(held.punishment) != len(names):
        refuse(f"punishment of {held.player}", f"{len(held.punishment)} mixed actions", f"{len(names)}")
    for weights, labels in zip(held.punishment, names, strict=True):
        numbers = [exact_fraction(own, f"punishment of {held.player}") for own in weights]
        _distribution(numbers, len(labels), f"punishment of {held.player}")
    chances = (prod(own, start=Fraction(1)) for own in product(*held.punishment))
    _holds(whole, chances, held.hi, f"punishment of {held.player}")
    joint, where = dict(held.correlated_punishment), f"correlated punishment of {held.player}"
    profiles = list(product(*names))
    if [own for own, _ in held.correlated_punishment] != [own for own in profiles if own in joint]:
        refuse(where, f"{list(joint)}", "profiles of the others in cell order, each once")
    if not all(joint.values()):
        refuse(where, "a profile with probability 0", "those with positive probability")
    _distribution(tuple(joint.values()), len(joint), where)
    _holds(whole, (joint.get(own, Fraction(0)) for own in profiles), held.correlated, where)
    return 2 * len(profiles)


def _holds(whole: Cell, chances: Iterable[Fraction], most: Fraction, where: str) -> None:
    weights = list(chances)
    for action in range(len(whole.payoffs[0])):
        spend(len(weights), weights, (row[action] for row in whole.payoffs))
        payoff = total(own * row[action] for own, row in zip(weights, whole.payoffs, strict=True) if own)
        if payoff > most:
            refuse(where, f"an action that pays {payoff}", f"at most {most}")


def _guarantee(whole: Cell, weights: Numbers, held: Held) -> int:
    """That the player's own mixed action secures the correlated payoff against every profile of the others."""
    where = f"guarantee of {held.player}"
    _distribution(weights, len(whole.payoffs[0]), where)
    for row in whole.payoffs:
        spend(len(row), weights, row)
        secured = total(own * payoff for own, payoff in zip(weights, row, strict=True))
        if secured < held.correlated:
            refuse(where, f"only {secured} against some profile", f"at least {held.correlated}")
    return len(whole.payoffs)


def _tree(whole: Cell, tree: Bound, lo: Fraction, where: str) -> int:
    """Walk the tree in preorder; each cell is cut, or some action pays at least lo everywhere in it."""
    cells = [whole]
    for number, node in enumerate(tree):
        if not cells:
            refuse(where, f"{len(tree) - number} nodes more than cells", "one node a cell")
        cell = cells.pop()
        if isinstance(node, Cut):
            cells += reversed(_parts(cell, node, f"{where}, node {number}"))
        else:
            _multiplied(cell, node, lo, f"{where}, node {number}")
    if cells:
        refuse(where, f"{len(cells)} cells without a node", "one node a cell")
    return len(tree)


def _parts(cell: Cell, cut: Cut, where: str) -> list[Cell]:
    """The cells in which the cut's point takes the place of one corner with a weight."""
    if not 0 <= cut.punisher < len(cell.sizes):
        refuse(where, f"punisher {cut.punisher}", f"one of {len(cell.sizes)}")
    _distribution(cut.weights, cell.sizes[cut.punisher], where)
    rows = dict(zip(product(*map(range, cell.sizes)), cell.payoffs, strict=True))
    drawn = [(corner, weight) for corner, weight in enumerate(cut.weights) if weight]
    parts = []
    for replaced, _ in drawn:
        work = len(rows) + len(rows) // cell.sizes[cut.punisher] * len(drawn) * len(cell.payoffs[0])
        spend(work, (weight for _, weight in drawn), (own for row in cell.payoffs for own in row))
        changed = []
        for place, row in rows.items():
            if place[cut.punisher] == replaced:
                before, after = place[: cut.punisher], place[cut.punisher + 1 :]
                ends = [(weight, rows[*before, corner, *after]) for corner, weight in drawn]
                row = tuple(total(w * end[a] for w, end in ends) for a in range(len(row)))
            changed.append(row)
        parts.append(Cell(cell.sizes, tuple(changed)))
    return parts


def _multiplied(cell: Cell, multipliers: Multipliers, lo: Fraction, where: str) -> None:
    """That the multipliers, weights >= 0 that sum to one, leave no negative coefficient."""
    actions = len(cell.payoffs[0])
    weights = [own for term in multipliers.terms for own in term.weights]
    _distribution(weights, actions * len(multipliers.terms), where)
    sums: defaultdict[tuple[tuple[int, ...], ...], Fraction] = defaultdict(Fraction)
    for term in multipliers.terms:
        if len(term.corners) != len(cell.sizes) or len(term.weights) != actions:
            refuse(where, f"a term of {len(term.corners)} punishers, {len(term.weights)} actions", "one of each")
        for own, size in zip(term.corners, cell.sizes, strict=True):
            if any(not 0 <= corner < size for corner in own):
                refuse(where, f"the corners {own}", f"corners from 0 to {size - 1}")
        work = len(cell.payoffs) * (actions + sum(map(len, term.corners)))
        spend(work, term.weights, (payoff for row in cell.payoffs for payoff in row))
        for place, row in zip(product(*map(range, cell.sizes)), cell.payoffs, strict=True):
            monomial = tuple(tuple(sorted((*own, corner))) for own, corner in zip(term.corners, place, strict=True))
            more = (w * (payoff - lo) for w, payoff in zip(term.weights, row, strict=True) if w)
            sums[monomial] = total((sums[monomial], *more))
    for monomial, coefficient in sums.items():
        if coefficient < 0:
            refuse(where, f"the coefficient {coefficient} at {monomial}", f"none below 0: payoffs of at least {lo}")
