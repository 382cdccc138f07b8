"""Theorems about local incentives: governments that compete for a mobile investment."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from games.core.anonymous import representative_play
from games.exact import Relation, Scalar, exact
from games.models.local_incentive.incentive_competition import IncentiveCompetition
from proofs.statements import Always, CountEquilibriumIff, DominantIff, EquilibriumIff, Theorem, Variable
from proofs.theorems.regions import DISCOUNT, open_counts, open_game, region_of, relations, variant

SOURCE = "Helmsing1999"
GOVERNMENTS = Variable("n", "the number of governments", relations("n >= 2"), whole=True)
MONEY = (Variable("c", "the cost of offering"), Variable("B", "the investment"))
DILEMMA = relations("0 < c", "c < B/n")
POSITIVE = relations("B > 0")
ZERO, ONE = Fraction(0), Fraction(1)


def theorems() -> tuple[Theorem, ...]:
    """The theorems about incentive competition."""
    return (_dominance(), _dilemma(), _pact(), _hopeless(), _nobody(), _one(), _some(), _all())


def wrong() -> tuple[Theorem, ...]:
    """A false variant of each."""
    model = _model()
    pact, some = _pact_part(), _some_part()
    return (
        variant(_dominance(), replace(_dominance_part(), region=(relations("c <= B/n"),))),
        variant(_dilemma(), assumptions=relations("0 <= c", "c < B/n")),
        variant(_pact(), replace(pact, region=(relations("d >= 1 - c*n/(B*(n-1))"),))),
        variant(_hopeless(), Always((Relation(_critical(), ">", (model.governments - 1) / model.governments),))),
        variant(_nobody(), replace(_at(ZERO), region=(relations("c >= B/n"),))),
        variant(_one(), replace(_at(ONE), region=(relations("c >= B/2", "c < B*(1 - 1/n)"),))),
        variant(_some(), replace(some, region=(relations("j <= B/c", "B/c < j + 1"),))),
        variant(_all(), replace(_at(model.governments), region=(relations("c < B/n"),))),
    )


def _model() -> IncentiveCompetition:
    return IncentiveCompetition.symbolic()


def _dominance_part() -> DominantIff:
    last = _model().governments - 1
    return DominantIff(open_counts(_model().game()), 1, True, ((ZERO, ZERO), (ONE, last)), (relations("c < B/n"),))


def _dominance() -> Theorem:
    claim = "Offering incentives is strictly dominant exactly if it costs less than an equal share of the investment."
    parts = (_dominance_part(),)
    return Theorem("incentive-competition/dominance", claim, (GOVERNMENTS, *MONEY), POSITIVE, parts, SOURCE)


def _dilemma() -> Theorem:
    game, last = _model().game(), _model().governments - 1
    better = Relation(game.payoff_at(0, ZERO), ">", game.payoff_at(1, last))
    claim = "Where 0 < c < B/n it is a prisoner's dilemma: offering is strictly dominant, and all prefer that nobody offers."
    parts = (replace(_dominance_part(), region=((),)), Always((better,)))
    return Theorem("incentive-competition/dilemma", claim, (GOVERNMENTS, *MONEY), DILEMMA, parts, SOURCE)


def _pact_part() -> EquilibriumIff:
    model = _model()
    reduced, conform = representative_play(model.game(), model.grim())
    return EquilibriumIff(open_game(reduced), conform, region_of(model.threshold()))


def _pact() -> Theorem:
    claim = (
        "The pact not to offer, under the threat that all offer for ever, is subgame perfect exactly if 0 < c <= B/n and "
        "d >= 1 - c n/(B (n-1)): where offers are dearer the threat is empty."
    )
    variables = (DISCOUNT, GOVERNMENTS, *MONEY)
    return Theorem("incentive-competition/pact", claim, variables, POSITIVE, (_pact_part(),), SOURCE)


def _critical() -> Scalar:
    return next(case.intervals[0].lo for case in _model().threshold() if case.intervals)


def _hopeless() -> Theorem:
    part = Always((Relation(_critical(), ">", _model().many),))
    claim = "In the dilemma the patience that the pact needs exceeds (n-2)/(n-1): among many it is close to hopeless."
    return Theorem("incentive-competition/hopeless", claim, (GOVERNMENTS, *MONEY), DILEMMA, (part,), SOURCE)


def _at(count: Scalar) -> CountEquilibriumIff:
    regions = {
        "0": relations("c >= B*(1 - 1/n)"),
        "1": relations("B/2 <= c", "c <= B*(1 - 1/n)"),
        "n": relations("c <= B/n"),
    }
    return CountEquilibriumIff(open_counts(_model().game()), count, (regions[str(count)],))


def _nobody() -> Theorem:
    claim = "That nobody offers is an equilibrium of one season exactly if c >= B(1 - 1/n)."
    variables = (GOVERNMENTS, *MONEY)
    return Theorem("incentive-competition/nobody-offers", claim, variables, POSITIVE, (_at(ZERO),), SOURCE)


def _one() -> Theorem:
    claim = "That one of n >= 2 offers is an equilibrium of one season exactly if B/2 <= c <= B(1 - 1/n)."
    return Theorem("incentive-competition/one-offers", claim, (GOVERNMENTS, *MONEY), POSITIVE, (_at(ONE),), SOURCE)


def _some_part() -> CountEquilibriumIff:
    return CountEquilibriumIff(open_counts(_model().game()), exact("j"), (relations("j <= B/c", "B/c <= j + 1"),))


def _some() -> Theorem:
    offerers = Variable("j", "how many offer", relations("2 <= j", "j <= n - 1"), whole=True)
    claim = "That j of n offer, 2 <= j < n, is an equilibrium of one season exactly if j <= B/c <= j + 1."
    variables = (GOVERNMENTS, offerers, *MONEY)
    assumed = (*POSITIVE, *relations("c > 0"))
    return Theorem("incentive-competition/some-offer", claim, variables, assumed, (_some_part(),), SOURCE)


def _all() -> Theorem:
    claim = "That all offer is an equilibrium of one season exactly if c <= B/n."
    part = _at(_model().governments)
    return Theorem("incentive-competition/all-offer", claim, (GOVERNMENTS, *MONEY), POSITIVE, (part,), SOURCE)
