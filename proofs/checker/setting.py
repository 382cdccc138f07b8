"""A profile over time in polynomials: everything that a claim about it must be decided from.

Built from the game, the profile and the hypotheses of the claim; the evidence of the certificate is verified on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.automaton import Automaton, Machines
from games.core.distribution import Distribution
from games.core.dynamic import DynamicGame
from games.exact import Relation, symbols_of
from proofs.checker.kernel import Hypothesis, Polynomial, Ratio, refuse
from proofs.checker.play import ONE, Board, lay_out
from proofs.checker.reading import Lemma, Reader, show
from proofs.checker.worth import Deviation, convergence, doubtful, node_values, sign_of, slacks
from proofs.witness import Evidence, Slack

Given = tuple[Hypothesis, ...]
Region = tuple[tuple[Relation, ...], ...]
"""A union of conjunctions: () is nowhere, ((),) everywhere."""


def constant(ratio: Ratio) -> Fraction | None:
    """The number that a ratio is wherever it is defined, if it is one."""
    monomial, bottom = next(iter(ratio.denominator.terms.items()))
    value = ratio.numerator.terms.get(monomial, Fraction(0)) / bottom
    return value if ratio.numerator == ratio.denominator * value else None


@dataclass(frozen=True, slots=True)
class Setting:
    """A profile over time under hypotheses, in polynomials.

    `given` are the hypotheses `assumed` with the definitions of new variables, which rest on the `lemmas`.
    `nonzero`, `nonnegative`, `below_one`: where hypotheses hold, these must be so for the claim to make sense. `convergent`: all
    positive iff values are finite. `denominators` of the values and `factors` of the slacks: must not be zero, must be
    positive, where values are finite. `cores`: there the deviation gains nothing iff its core is >= 0; `chances`: it can be
    made at all where these are positive. `values`: by player, game state and state of the profile.
    """

    assumed: Given
    given: Given
    lemmas: tuple[Lemma, ...]
    nonzero: tuple[Polynomial, ...]
    nonnegative: tuple[tuple[str, Polynomial], ...]
    below_one: tuple[tuple[str, Polynomial], ...]
    convergent: tuple[Polynomial, ...]
    denominators: tuple[Polynomial, ...]
    factors: tuple[Polynomial, ...]
    cores: Mapping[Deviation, Polynomial]
    chances: Mapping[Deviation, tuple[Polynomial, ...]]
    slacks: Mapping[Deviation, Ratio]
    region: tuple[tuple[tuple[Given, Given], ...], ...]
    values: Mapping[tuple[str, str, str], Ratio]
    board: Board
    read: Reader

    @property
    def finite(self) -> Given:
        """The hypotheses, and that all values are finite."""
        return (*self.given, *(Hypothesis(p, ">0") for p in self.convergent))

    @property
    def steps(self) -> int:
        """How many values, identities and inequalities stand behind it."""
        return len(self.cores) + len(self.nonnegative) + len(self.nonzero) + len(self.denominators)


def setting(
    game: DynamicGame,
    profile: Automaton | Machines,
    hypotheses: Iterable[Relation],
    evidence: Evidence,
    region: Region = (),
) -> Setting:
    """Read everything; refuses values that do not solve their equations and slacks other than the profile's."""
    read = Reader(evidence.branches)
    assumed = [own for relation in hypotheses for own in read.assumed(relation)]
    board = lay_out(game, profile, read)
    bounds = tuple(tuple(_bound(relation, read) for relation in conjunction) for conjunction in region)
    convergent = convergence(board)
    data = tuple(read.denominators)
    worth = node_values(board, evidence.values, read)
    found = slacks(board, worth)
    cores, factors = _cores(found, evidence.slacks, read)
    read.finish()
    given = (*assumed, *read.definitions)
    ways = doubtful(board, len(game.states), lambda p: (p.value or 0) > 0 or Hypothesis(p, ">0") in given)
    reached = {(node.game_state, node.state): tuple(way) for node, way in zip(board.nodes, ways, strict=True)}
    return Setting(
        tuple(assumed),
        given,
        tuple(read.lemmas),
        data,
        tuple((name, sign_of(ratio)) for name, ratio in _signs(board)),
        tuple((f"discount factor of {who}", sign_of(ONE - own)) for who, own in _discounts(board)),
        convergent,
        tuple(p for p in read.denominators if p not in data),
        factors,
        cores,
        {deviation: reached[deviation[1:3]] for deviation in cores},
        found,
        bounds,
        {
            (who, node.game_state, node.state): own
            for who, row in zip(board.players, worth, strict=True)
            for node, own in zip(board.nodes, row, strict=True)
        },
        board,
        read,
    )


def well_formed(game: DynamicGame, profile: Automaton | Machines) -> tuple[Relation, ...]:
    """What must hold of the symbols for these to be a game and a profile; of numbers it is to be shown."""
    moves = [move for state in game.states for cell in state.moves for move in cell]
    weights = [*(own for move in moves for own in (move.probability, move.growth)), *(own for _, own in game.start)]
    weights += [weight for drawn in distributions(profile) for _, weight in drawn]
    symbolic = [weight for weight in (*weights, *game.discount) if symbols_of(weight)]
    below = [discount for discount in game.discount if symbols_of(discount)]
    found = [
        *(Relation(own, ">=", Fraction(0)) for own in symbolic),
        *(Relation(own, "<", Fraction(1)) for own in below),
    ]
    return tuple(dict.fromkeys(found))


def distributions(profile: Automaton | Machines) -> Iterator[Distribution]:
    """All that a profile draws from: next states and mixed actions."""
    if isinstance(profile, Automaton):
        for joint in profile.states:
            yield from (rule.then for rule in joint.rules)
            yield from (own for _, play in joint.plays if not isinstance(play, str) for own in play)
    else:
        for state in (state for machine in profile.machines for state in machine.states):
            yield from (rule.then for rule in state.rules)
            yield from (own for _, own in state.plays)


def _bound(relation: Relation, read: Reader) -> tuple[Given, Given]:
    return read.conditions(relation), read.conditions(relation.negated())


def _discounts(board: Board) -> list[tuple[str, Ratio]]:
    return list(zip(board.players, board.discounts, strict=True))


def _signs(board: Board) -> list[tuple[str, Ratio]]:
    return [*board.signs, *((f"discount factor of {who}", own) for who, own in _discounts(board))]


def _cores(
    found: Mapping[Deviation, Ratio], claimed: Sequence[Slack], read: Reader
) -> tuple[dict[Deviation, Polynomial], tuple[Polynomial, ...]]:
    constants = {deviation: constant(slack) for deviation, slack in found.items()}
    cores = {deviation: Polynomial.constant(own) for deviation, own in constants.items() if own is not None}
    factors: dict[Polynomial, None] = {}
    listed = [(own.player, own.game_state, own.state, own.action) for own in claimed]
    expected = [deviation for deviation in found if deviation not in cores]
    if listed != expected:
        refuse("slacks", f"entries for {listed}", f"one for each of {expected} in turn, whose slacks are no numbers")
    for number, (deviation, own) in enumerate(zip(listed, claimed, strict=True)):
        where = f"slack {number}"
        core = read.polynomial(own.core, where)
        up, down = ([read.polynomial(part, where) for part in side] for side in (own.up, own.down))
        top, bottom = core, Polynomial.constant(1)
        for part in up:
            top = top * part
        for part in down:
            bottom = bottom * part
        if any(part.value is not None for part in (*up, *down)) or found[deviation] != Ratio(top, bottom):
            refuse(where, f"{show(core)} times factors", f"the slack of {deviation}, factors not numbers")
        factors.update(dict.fromkeys((*up, *down)))
        cores[deviation] = core
    return cores, tuple(factors)
