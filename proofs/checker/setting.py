"""A profile over time in polynomials: everything that a claim about it must be decided from.

Built from the game, the profile and the hypotheses of the claim; the evidence of the certificate is verified on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.exact import Relation
from proofs.checker.kernel import Hypothesis, Polynomial, Ratio, refuse
from proofs.checker.play import ONE, Board, lay_out
from proofs.checker.reading import Lemma, Reader, show
from proofs.checker.worth import Deviation, convergence, node_values, slacks
from proofs.witness import Evidence, Slack

Given = tuple[Hypothesis, ...]
Region = tuple[tuple[Relation, ...], ...]
"""A union of conjunctions: () is nowhere, ((),) everywhere."""


def sign_of(ratio: Ratio) -> Polynomial:
    """A polynomial with the sign of the ratio wherever its denominator is not zero."""
    return ratio.numerator if ratio.denominator.value is not None else ratio.numerator * ratio.denominator


@dataclass(frozen=True, slots=True)
class Setting:
    """A profile over time under hypotheses, in polynomials.

    `given` are the hypotheses `assumed` with the definitions of new variables, which rest on the `lemmas`.
    `nonzero`, `nonnegative`, `below_one`: where hypotheses hold, these must be so for the claim to make sense. `convergent`: all
    positive iff values are finite. `denominators` of the values and `factors` of the slacks: must not be zero, must be
    positive, where values are finite. `cores`: there the deviation gains nothing iff its core is >= 0. `values`: by player,
    game state and state of the profile.
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
    slacks: Mapping[Deviation, Ratio]
    region: tuple[tuple[tuple[Given, Given], ...], ...]
    values: Mapping[tuple[str, str, str], Ratio]

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
    return Setting(
        tuple(assumed),
        (*assumed, *read.definitions),
        tuple(read.lemmas),
        data,
        tuple((name, sign_of(ratio)) for name, ratio in _signs(board)),
        tuple((f"discount factor of {who}", sign_of(ONE - own)) for who, own in _discounts(board)),
        convergent,
        tuple(p for p in read.denominators if p not in data),
        factors,
        cores,
        found,
        bounds,
        {
            (who, node.game_state, node.state): own
            for who, row in zip(board.players, worth, strict=True)
            for node, own in zip(board.nodes, row, strict=True)
        },
    )


def well_formed(game: DynamicGame, profile: Automaton | Machines) -> tuple[Relation, ...]:
    """What must hold of the symbols for these to be a game and a profile: probabilities, growth, discount factors."""
    moves = [move for state in game.states for cell in state.moves for move in cell]
    weights = [*(own for move in moves for own in (move.probability, move.growth)), *(own for _, own in game.start)]
    parts = [profile] if isinstance(profile, Automaton) else list(profile.machines)
    for state in (state for part in parts for state in part.states):
        drawn = [rule.then for rule in state.rules]
        for _, play in state.plays:
            drawn += [] if isinstance(play, str) else [play] if isinstance(profile, Machines) else list(play)
        weights += [weight for own in drawn for _, weight in own]
    symbolic = [weight for weight in (*weights, *game.discount) if not isinstance(weight, Fraction)]
    below = [discount for discount in game.discount if not isinstance(discount, Fraction)]
    found = [*(Relation(own, ">=", Fraction(0)) for own in symbolic), *(Relation(own, "<", Fraction(1)) for own in below)]
    return tuple(dict.fromkeys(found))


def _bound(relation: Relation, read: Reader) -> tuple[Given, Given]:
    return read.conditions(relation), read.conditions(relation.negated())


def _discounts(board: Board) -> list[tuple[str, Ratio]]:
    return list(zip(board.players, board.discounts, strict=True))


def _signs(board: Board) -> list[tuple[str, Ratio]]:
    return [*board.signs, *((f"discount factor of {who}", own) for who, own in _discounts(board))]


def _cores(
    found: Mapping[Deviation, Ratio], claimed: Sequence[Slack], read: Reader
) -> tuple[dict[Deviation, Polynomial], tuple[Polynomial, ...]]:
    cores = {deviation: sign_of(slack) for deviation, slack in found.items()}
    factors: dict[Polynomial, None] = {}
    for number, own in enumerate(claimed):
        deviation = (own.player, own.game_state, own.state, own.action)
        where = f"slack {number}"
        if deviation not in found or [(s.player, s.game_state, s.state, s.action) for s in claimed].count(deviation) > 1:
            refuse(where, str(deviation), "a one-shot deviation of the profile, once")
        core, scale = read.polynomial(own.core, where), ONE
        for part in own.up:
            scale = scale * Ratio(read.polynomial(part, where))
        for part in own.down:
            scale = scale * Ratio(Polynomial.constant(1), read.polynomial(part, where))
        if found[deviation] != Ratio(core) * scale:
            refuse(where, f"{show(core)} times factors", f"the slack of {deviation}")
        factors.update(dict.fromkeys(read.polynomial(part, where) for part in (*own.up, *own.down)))
        cores[deviation] = core
    return cores, tuple(factors)
