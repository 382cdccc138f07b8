"""Potential functions, and that there is none: every change of one player's action, or a cycle, looked at again.

Definition   Over all changes of one player's action, P is an exact potential iff it rises by his gain, a weighted one iff it does
             times his weight > 0, an ordinal one iff it has the sign of his gain, a generalized ordinal one iff it rises where he gains.
None         exact: a four-cycle whose movers' gains do not sum to zero, as the rises of P would.
             weighted: scales s_i = 1 / w_i > 0 must make s_i a + s_j b = 0 for the movers' gains a and b of each four-cycle. One
             in which a and b are not of opposite sign, nor both zero, forbids that; a chain of others, each from the player at whom the
             last one ended and back to the first, gives s_1 as s_1 times the product of the -a / b, which then must be 1.
             ordinal: a closed path on which nobody who moves loses and someone gains; generalized: on which all who move gain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from games.core.strategic import StrategicGame
from games.exact import Scalar
from proofs.checker.counts import number_of_players, payoffs
from proofs.checker.kernel import Ratio, refuse
from proofs.checker.nash import assumptions
from proofs.checker.obligations import Finding, Obligations, join, lemmas, nonzero
from proofs.checker.play import ZERO
from proofs.checker.reading import Reader
from proofs.checker.setting import Given
from proofs.checker.work import spend
from proofs.claims import HasNoPotential, IsCountPotential, IsPotential
from proofs.witness import FourCycle, ListWitness, NoPotentialWitness

EXACT, WEIGHTED, ORDINAL, GENERALIZED = "exact", "weighted", "ordinal", "generalized ordinal"


def check_potential(claim: IsPotential, witness: ListWitness) -> Finding:
    """Every change of one action moves the values as the kind of potential asks."""
    game, read = claim.game, Reader()
    assumed = assumptions(game, read)
    if len(claim.values) != len(game.payoffs[0]):
        refuse("values", f"{len(claim.values)} values", f"{len(game.payoffs[0])}, one a cell")
    if (
        len(claim.weights) != (len(game.players) if claim.strength == WEIGHTED else 0)
        or min(claim.weights, default=1) <= 0
    ):
        refuse("weights", f"{[str(own) for own in claim.weights]}", "a positive one a player if weighted, else none")
    steps = 0
    for i, fibre in _fibres(game):
        spend(len(fibre))
        own, values = [game.payoffs[i][cell] for cell in fibre], [claim.values[cell] for cell in fibre]
        if claim.strength in (EXACT, WEIGHTED):
            weight = claim.weights[i] if claim.strength == WEIGHTED else Fraction(1)
            fits = all(_alike(own[k : k + 2], weight, values[k : k + 2], read) for k in range(len(fibre) - 1))
        else:
            fits = _ordered(claim.strength, _numbers(own, "payoffs"), _numbers(values, "values"))
        if not fits:
            refuse(
                "values",
                f"values {[str(value) for value in values]} where payoffs are {[*map(str, own)]}",
                claim.strength,
            )
        steps += len(fibre)
    return steps, _domain(read, assumed)


def check_no_potential(claim: HasNoPotential, witness: NoPotentialWitness) -> Finding:
    """The four-cycles, or the improvement cycle, that no potential of this kind allows."""
    game, read = claim.game, Reader()
    assumed = assumptions(game, read)
    cyclic = claim.strength in (ORDINAL, GENERALIZED)
    if bool(witness.four_cycles) == cyclic or bool(witness.cycle) != cyclic:
        refuse("witness", "cycles of another kind", "an improvement cycle" if cyclic else "four-cycles")
    steps, found = len(witness.four_cycles) + len(witness.cycle), _domain(read, assumed)
    if claim.strength == EXACT:
        if steps != 1:
            refuse("four-cycles", f"{steps}", "one")
        first, second = _gains(game, witness.four_cycles[0], read)
        return steps, join(found, nonzero((first + second).numerator, (*assumed, *read.definitions), "sum of gains"))
    if claim.strength == WEIGHTED:
        _no_weights(game, witness.four_cycles)
    elif cyclic:
        _improves(game, witness.cycle, weak=claim.strength == ORDINAL)
    else:
        refuse("kind", f'"{claim.strength}"', f"one of {EXACT}, {WEIGHTED}, {ORDINAL}, {GENERALIZED}")
    return steps, found


def check_count_potential(claim: IsCountPotential, witness: ListWitness) -> Finding:
    """From each count to the next the values rise by what the player gains who changes to the second action."""
    game, read = claim.game, Reader()
    assumed = tuple(own for relation in game.assumptions for own in read.assumed(relation))
    if len(game.actions) != 2:
        refuse("actions", f"{len(game.actions)} actions", "two actions")
    n = number_of_players(game)
    if len(claim.values) != n + 1:
        refuse("values", f"{len(claim.values)} values", f"{n + 1}, one a count")
    spend(n)
    here, there = payoffs(game, 0), payoffs(game, 1)
    for count in range(n):
        spend(1)
        if not _alike((here[count], there[count]), Fraction(1), claim.values[count : count + 2], read):
            refuse("values", f"the rise from {count} to {count + 1}", "what the player gains who changes")
    return n, _domain(read, assumed)


def _fibres(game: StrategicGame) -> Iterator[tuple[int, list[int]]]:
    """For each player all sets of cells that differ in his action alone, in the order of his actions."""
    cells = stride = len(game.payoffs[0])
    for i, actions in enumerate(game.actions):
        outer, stride = stride, stride // len(actions)
        for first in range(cells):
            if first % outer < stride:
                yield i, list(range(first, first + outer, stride))


def _alike(own: Sequence[Scalar], weight: Fraction, values: Sequence[Scalar], read: Reader) -> bool:
    """Whether the payoff rises by the weight times what the value does, from the first entry to the second."""
    numbers = [value for value in (*own, *values) if isinstance(value, Fraction)]
    if len(numbers) == 4:
        return numbers[1] - numbers[0] == weight * (numbers[3] - numbers[2])
    gain, rise = read(own[1]) - read(own[0]), read(values[1]) - read(values[0])
    return gain == Ratio(rise.numerator * weight, rise.denominator)


def _ordered(kind: str, own: Sequence[Fraction], values: Sequence[Fraction]) -> bool:
    """Whether the values of a fibre are ordered as the player's payoffs are; neighbours in order of both tell."""
    if kind not in (ORDINAL, GENERALIZED):
        refuse("kind", f'"{kind}"', f"one of {EXACT}, {WEIGHTED}, {ORDINAL}, {GENERALIZED}")
    pairs = sorted(zip(own, values, strict=True))
    return all(
        below < above if low < high else kind == GENERALIZED or below == above
        for (low, below), (high, above) in pairwise(pairs)
    )


def _gains(game: StrategicGame, cycle: FourCycle, read: Reader) -> tuple[Ratio, Ratio]:
    """What each of the two movers gains in his two moves together."""
    for profile in (cycle.start, cycle.end):
        _cell(game, profile)
    changed = [who for who, a, b in zip(game.players, cycle.start, cycle.end, strict=True) if a != b]
    if cycle.first == cycle.second or {cycle.first, cycle.second} != set(changed):
        refuse("four-cycle", f"changes of {', '.join(changed)}", f"of {cycle.first} and {cycle.second}")
    i, j = game.players.index(cycle.first), game.players.index(cycle.second)
    one, other = list(cycle.start), list(cycle.end)
    one[i], other[i] = cycle.end[i], cycle.start[i]
    path = [_cell(game, profile) for profile in (cycle.start, one, cycle.end, other, cycle.start)]
    totals = {i: ZERO, j: ZERO}
    for (here, there), mover in zip(pairwise(path), (i, j, i, j), strict=True):
        totals[mover] = totals[mover] + read(game.payoffs[mover][there]) - read(game.payoffs[mover][here])
    return totals[i], totals[j]


def _no_weights(game: StrategicGame, cycles: Sequence[FourCycle]) -> None:
    product, read = Fraction(1), Reader()
    for row in game.payoffs:
        _numbers(row, "payoffs")
    for cycle, following in zip(cycles, (*cycles[1:], cycles[0]), strict=True):
        a, b = (own.numerator.value or Fraction(0) for own in _gains(game, cycle, read))
        if a * b >= 0:
            if len(cycles) == 1 and (a or b):
                return
            refuse("four-cycle", f"gains {a} and {b}", "gains of opposite sign, or one cycle whose gains are not")
        if cycle.second != following.first:
            refuse("four-cycles", f"{cycle.second} before {following.first}", "a closed chain of players")
        product *= -b / a
    if product == 1:
        refuse("four-cycles", "ratios that multiply to 1", "another product")


def _improves(game: StrategicGame, path: Sequence[tuple[str, ...]], *, weak: bool) -> None:
    gains = []
    for here, there in zip(path, (*path[1:], path[0]), strict=True):
        now, then = _cell(game, here), _cell(game, there)
        movers = [i for i, (a, b) in enumerate(zip(here, there, strict=True)) if a != b]
        if len(movers) != 1:
            refuse("cycle", f"{len(movers)} players who move from {here} to {there}", "one")
        low, high = _numbers([game.payoffs[movers[0]][now], game.payoffs[movers[0]][then]], "payoffs")
        gains.append(high - low)
    if min(gains) < 0 or (min(gains) == 0 and not weak) or max(gains) <= 0:
        refuse("cycle", f"gains {[str(own) for own in gains]}", "gains, none negative" if weak else "gains above 0")


def _cell(game: StrategicGame, profile: Sequence[str]) -> int:
    if len(profile) != len(game.actions) or any(a not in own for a, own in zip(profile, game.actions, strict=True)):
        refuse("profile", f"({', '.join(profile)})", "one action a player")
    cell = 0
    for action, own in zip(profile, game.actions, strict=True):
        cell = cell * len(own) + own.index(action)
    return cell


def _numbers(values: Sequence[Scalar], where: str) -> list[Fraction]:
    numbers = [value for value in values if isinstance(value, Fraction)]
    if len(numbers) != len(values):
        refuse(where, "symbols", "numbers")
    return numbers


def _domain(read: Reader, assumed: Given) -> Obligations:
    given = (*assumed, *read.definitions)
    return join(lemmas(read.lemmas, assumed), *(nonzero(p, given, "denominator") for p in read.denominators))
