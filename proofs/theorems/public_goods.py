"""Theorems about public goods: the co-financed project."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from games.core.anonymous import representative_play
from games.exact import Relation, Scalar, exact
from games.models.public_goods.co_financing import CoFinancedProject
from proofs.statements import Always, CountEquilibriumIff, DominantIff, EquilibriumIff, Region, Theorem, Variable
from proofs.theorems.regions import DISCOUNT, open_counts, open_game, region_of, relations, variant

SOURCE = "PerezAleman2003"
FIRMS = Variable("n", "the number of firms", relations("n >= 2"), whole=True)
MONEY = (
    Variable("m", "what a unit is worth to each who benefits"),
    Variable("s", "the part of a unit that is paid for the giver"),
)
MINIMUM = Variable("K", "how many must join", relations("2 <= K", "K <= n - 1"), whole=True)
DILEMMA = relations("(1 - s)/n < m", "m < 1 - s", "s >= 0")
SUBSIDY = relations("m > 0", "0 <= s", "s <= 1")
LEVIED = relations("m > s/n", "1/n < m", "m < 1 - s*(n - 1)/n", "s >= 0")
ZERO = Fraction(0)


def theorems() -> tuple[Theorem, ...]:
    """The theorems about the co-financed project."""
    return (
        _grim(), _grim_everywhere(), _dominant(), _strictly(), _waste(), _levy(), _no_waste(),
        _too_few(), _one_short(), _exactly(), _all_benefit(), _all_excluded(),
    )  # fmt: skip


def wrong() -> tuple[Theorem, ...]:
    """A false variant of each."""
    return (
        variant(_grim(), replace(_grim_part(), region=(relations("d >= (1 - s - m)/(n*m)"),))),
        variant(_grim_everywhere(), replace(_grim_part(), region=(relations("d >= (1 - s - m)/((n - 1)*m)"),))),
        variant(_dominant(), replace(_dominant_part(False), region=(relations("s > 1 - m"),))),
        variant(_strictly(), replace(_dominant_part(True), region=(relations("s >= 1 - m"),))),
        variant(_waste(), Always((_gain_of_all(), Relation(exact("n*m"), ">=", Fraction(1))))),
        variant(_levy(), replace(_levy_part(), region=region_of(_model().threshold()))),
        variant(_no_waste(), assumptions=relations("m > 0", "s >= 0", "n*m <= 1")),
        variant(_too_few(), assumptions=relations("1 <= j", "j <= K - 1", "m > 0", "0 <= s", "s <= 1")),
        variant(_one_short(), _count(exact("K - 1"), "benefit", (relations("K*m < 1 - s"),))),
        variant(_exactly(), _count(exact("K"), "benefit", (relations("K*m >= 1 - s"),))),
        variant(_all_benefit(), _count(exact("n"), "benefit", (relations("n*m >= 1 - s"),))),
        variant(_all_excluded(), _count(exact("n"), "excluded", (relations("m >= 1 - s"),))),
    )


def _model(**rules: object) -> CoFinancedProject:
    return CoFinancedProject.symbolic(**rules)


def _grim_part(**rules: object) -> EquilibriumIff:
    model = _model(**rules)
    reduced, conform = representative_play(model.game(), model.grim())
    symbol = exact("d")
    return EquilibriumIff(open_game(reduced), conform, ((Relation(symbol, ">=", model.critical_discount),),))


def _grim() -> Theorem:
    claim = "In the dilemma all join, under the threat that nobody does again, exactly if d >= (1-s-m)/((n-1)m)."
    variables = (DISCOUNT, FIRMS, *MONEY)
    return Theorem("co-financing/grim", claim, variables, DILEMMA, (_grim_part(),), SOURCE)


def _grim_everywhere() -> Theorem:
    part = replace(_grim_part(), region=region_of(_model().threshold()))
    claim = "All join under that threat, for every worth m > 0 and subsidy 0 <= s <= 1, exactly in the cases listed."
    return Theorem("co-financing/grim-all-cases", claim, (DISCOUNT, FIRMS, *MONEY), SUBSIDY, (part,), SOURCE)


def _dominant_part(strict: bool) -> DominantIff:
    model = _model()
    region = relations("s > 1 - m" if strict else "s >= 1 - m")
    return DominantIff(open_counts(model.game()), 1, strict, ((ZERO, model.n - 1),), (region,))


def _dominant() -> Theorem:
    claim = "Joining is never worse than staying out exactly if s >= 1 - m."
    return Theorem("co-financing/dominant", claim, (FIRMS, *MONEY), (), (_dominant_part(False),), SOURCE)


def _strictly() -> Theorem:
    claim = "Joining is strictly dominant exactly if s > 1 - m; at equality every choice is as good as any other."
    return Theorem("co-financing/strictly-dominant", claim, (FIRMS, *MONEY), (), (_dominant_part(True),), SOURCE)


def _gain_of_all(**rules: object) -> Relation:
    game = _model(**rules).game()
    return Relation(game.payoff_at(1, game.players - 1), ">", game.payoff_at(0, ZERO))


def _waste() -> Theorem:
    parts = (Always((_gain_of_all(), Relation(exact("n*m"), "<", Fraction(1)))),)
    claim = "Where (1-s)/n < m < 1/n all firms gain by all joining, though a unit is worth less than it costs: waste."
    assumed = relations("(1 - s)/n < m", "m < 1/n")
    return Theorem("co-financing/waste", claim, (FIRMS, *MONEY), assumed, parts, SOURCE)


def _levy_part() -> EquilibriumIff:
    return _grim_part(paid="levy")


def _levy() -> Theorem:
    claim = (
        "Paid by an equal levy on the firms, all join under that threat exactly if d >= (1-m-s(n-1)/n)/((n-1)(m-s/n))."
    )
    variables = (DISCOUNT, FIRMS, *MONEY)
    return Theorem("co-financing/levy", claim, variables, LEVIED, (_levy_part(),), SOURCE)


def _no_waste() -> Theorem:
    gain = _gain_of_all(paid="levy")
    part = Always((Relation(gain.left, "<", gain.right),))
    claim = "Paid by a levy the firms lose by all joining wherever a unit is worth less to them than it costs, nm < 1."
    assumed = relations("n*m < 1")
    return Theorem("co-financing/levy-no-waste", claim, (FIRMS, *MONEY), assumed, (part,), SOURCE)


def _count(count: Scalar, outsiders: str, region: Region) -> CountEquilibriumIff:
    game = _model(minimum=exact("K"), outsiders=outsiders).game()
    return CountEquilibriumIff(open_counts(game), count, region)


def _too_few() -> Theorem:
    few = Variable("j", "how many join", whole=True)
    parts = tuple(_count(exact("j"), outsiders, ((),)) for outsiders in ("benefit", "excluded"))
    claim = "With a minimum of K, any number j of 1 to K - 2 who join is an equilibrium: nobody pays or gains, alone nobody can help."
    variables = (FIRMS, MINIMUM, few, *MONEY)
    assumed = relations("1 <= j", "j <= K - 2")
    return Theorem("co-financing/too-few", claim, variables, assumed, parts, SOURCE)


def _one_short() -> Theorem:
    part = _count(exact("K - 1"), "benefit", (relations("K*m <= 1 - s"),))
    claim = "One short of the minimum is an equilibrium exactly if the last to join would not gain, K m <= 1 - s."
    return Theorem("co-financing/one-short", claim, (FIRMS, MINIMUM, *MONEY), (), (part,), SOURCE)


def _exactly() -> Theorem:
    part = _count(exact("K"), "benefit", (relations("K*m >= 1 - s", "m <= 1 - s"),))
    claim = "Where outsiders benefit, exactly K join in equilibrium iff K m >= 1 - s and m <= 1 - s."
    return Theorem("co-financing/exactly-the-minimum", claim, (FIRMS, MINIMUM, *MONEY), (), (part,), SOURCE)


def _all_benefit() -> Theorem:
    part = _count(exact("n"), "benefit", (relations("m >= 1 - s"),))
    claim = "Where outsiders benefit and K < n, all join in equilibrium only if that is best anyway, m >= 1 - s."
    return Theorem("co-financing/all-join-benefit", claim, (FIRMS, MINIMUM, *MONEY), (), (part,), SOURCE)


def _all_excluded() -> Theorem:
    part = _count(exact("n"), "excluded", (relations("n*m >= 1 - s"),))
    claim = (
        "Where outsiders are excluded, all join in equilibrium exactly if the project pays them together, n m >= 1 - s."
    )
    return Theorem("co-financing/all-join-excluded", claim, (FIRMS, MINIMUM, *MONEY), (), (part,), SOURCE)
