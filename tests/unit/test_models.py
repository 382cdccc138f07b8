"""The four models: published numbers, boundaries, cards, errors, and the claims of the sources that need a condition."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from typing import Any

import pytest

from games.bibliography import reference
from games.core.anonymous import is_count_equilibrium, representative_play
from games.core.automaton import Automaton, AutomatonState, Rule, Seen, plays
from games.core.play import bind, one_shot_deviations
from games.core.solution import Case, Threshold
from games.errors import ComarcaError, InvalidGame, LimitReached, Unsupported
from games.exact import Scalar, substitute
from games.models import model, models
from games.models.customer_supplier import PriceStability
from games.models.learning_by_monitoring import CapabilityLadder
from games.models.local_incentive import IncentiveCompetition
from games.models.public_goods import CoFinancedProject
from games.solvers.thresholds import threshold

HALF = Fraction(1, 2)


def holds(game: Any, profile: Any, d: object) -> bool:
    return all(own.slack >= 0 for own in one_shot_deviations(bind(game.at(d), profile)))


def contains(listed: tuple[Case, ...], values: dict[str, Fraction], d: Fraction) -> bool:
    """Whether symbolic cases, with these values, let d in; exactly one case must apply."""
    applying = [case for case in listed if all(own.holds(values) for own in case.assume)]
    assert len(applying) == 1

    def at(end: Any) -> Scalar:
        return end if isinstance(end, Fraction) else substitute(end, values)

    return any(
        (at(own.lo) < d or (own.lo_closed and at(own.lo) == d))
        and (d < at(own.hi) or (own.hi_closed and at(own.hi) == d))
        for own in applying[0].intervals
    )


# --------------------------------------------------------------------------------------------- the index and the cards


def test_every_model_is_listed_and_loads() -> None:
    for entry in models():
        loaded = entry.load()
        assert (loaded.card().id, loaded.card().title, loaded.card().family) == (entry.id, entry.title, entry.family)


def test_the_index_loads_no_model() -> None:
    code = "import sys, games.models; print([m for m in sys.modules if m.startswith('games.models.')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_an_unknown_model_is_told_with_the_nearest() -> None:
    with pytest.raises(ComarcaError, match='Did you mean "co-financing"'):
        model("co-finance")


@pytest.mark.parametrize("entry", models(), ids=lambda entry: entry.id)
def test_a_card_says_everything_and_cites_what_the_bibliography_has(entry: Any) -> None:
    card = entry.load().card()
    printed = str(card)
    for part in ("Story", "Players", "Moves", "Payoffs", "Parameters", "Claim of", "What we show", "Not here"):
        assert f"\n{part}" in printed
    assert all(reference(key) for key in card.sources)
    assert max(map(len, printed.splitlines())) <= 100


@pytest.mark.parametrize("entry", models(), ids=lambda entry: entry.id)
def test_a_symbolic_model_has_assumptions_and_becomes_numbers(entry: Any) -> None:
    symbolic = entry.load().symbolic()
    assert symbolic.symbols
    assert symbolic.assumptions
    assert set(symbolic.game().symbols) - {"d"} <= set(symbolic.symbols)


# ----------------------------------------------------------------------------------------------------------- the errors


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: PriceStability(5, 3, HALF, 1, 1, 4), "found high = 3, low = 5; expected low < high"),
        (lambda: PriceStability(3, 5, 0, 1, 1, 4), "found prob_high = 0; expected 0 < prob_high"),
        (lambda: PriceStability(3, 5, HALF, 0, 0, 4), "expected gain_buyer \\+ gain_supplier > 0"),
        (lambda: PriceStability(3, 5, HALF, "-1", 2, 4), "found gain_supplier = -1"),
        (lambda: IncentiveCompetition(1, 10, 1), "found governments = 1; expected governments >= 2"),
        (lambda: IncentiveCompetition(1, 10, "5/2"), "found 5/2; expected a whole number"),
        (lambda: IncentiveCompetition(-1, 10, 3), "found cost = -1"),
        (lambda: IncentiveCompetition(1, 0, 3), "found investment = 0"),
        (lambda: CoFinancedProject(14, "1/10", 2), "found subsidy = 2"),
        (lambda: CoFinancedProject(3, "1/10", HALF, minimum=4), "expected minimum <= n"),
        (lambda: CoFinancedProject(3, 0, HALF), "found m = 0"),
        (lambda: CoFinancedProject(3, 1, HALF, outsiders="exclude"), 'Did you mean "excluded"'),
        (lambda: CoFinancedProject(3, 1, HALF, paid="levi"), 'Did you mean "levy"'),
        (lambda: CapabilityLadder(0, 1, 2, HALF), "found return_ = 0"),
        (lambda: CapabilityLadder(1, 1, HALF, HALF), "found growth = 1/2"),
        (lambda: CapabilityLadder(1, 1, 2, 2), "found climb = 2"),
        (lambda: CapabilityLadder(1, 1, 2, float("nan")), "CapabilityLadder, climb: found nan"),
        (lambda: CapabilityLadder(1, 1, 2, HALF).finite_ladder(-1), "found -1"),
        (lambda: CapabilityLadder(1, 1, 2, HALF).threshold_of_unknown_end(2), "found 2; expected a probability"),
        (lambda: PriceStability(3, 5, HALF, 1, 1, 4).game("C"), "found 'C'; expected one of A, B"),
    ],
)
def test_impossible_parameters_are_told_by_name(build: Any, message: str) -> None:
    with pytest.raises(InvalidGame, match=message):
        build()


def test_what_needs_numbers_says_so() -> None:
    with pytest.raises(Unsupported, match="regions"):
        IncentiveCompetition.symbolic().kind()
    with pytest.raises(Unsupported, match="numbers"):
        CoFinancedProject.symbolic().pure_equilibria()
    with pytest.raises(LimitReached, match="at most 8"):
        IncentiveCompetition(1, 100, 9).strategic()


# ------------------------------------------------------------------------------- the symbolic answer against the formula


def compare(answer: Threshold, formula: tuple[Case, ...], points: list[dict[str, Any]]) -> None:
    """The engine's cases and the closed form let in the same discount factors at these exact values."""
    assert answer.status == "decided"
    for point in points:
        values = {name: Fraction(value) for name, value in point.items()}
        for numerator in range(24):
            d = Fraction(numerator, 24)
            assert contains(answer.cases, values, d) == contains(formula, values, d), f"{point} at d = {d}"


@pytest.mark.parametrize("timing", ["A", "B"])
def test_the_engine_finds_the_price_formula_with_everything_symbolic(timing: str) -> None:
    symbolic = PriceStability.symbolic()
    points = [
        {"pL": 2, "pH": 6, "q": HALF, "g_s": g_s, "g_b": g_b, "p": p}
        for g_s, g_b in ((1, 1), (0, 4), (5, 0))
        for p in (0, 2, 3, 4, 5, 6, 8)
    ]
    compare(threshold(symbolic.game(timing), symbolic.faithful()), symbolic.threshold_of_price(timing), points)


def test_the_engine_finds_the_pact_s_formula_with_everything_symbolic() -> None:
    symbolic = IncentiveCompetition.symbolic()
    answer = threshold(*representative_play(symbolic.game(), symbolic.grim()))
    points = [{"c": c, "B": 12, "n": n} for n in (2, 3, 4) for c in (0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 13)]
    compare(answer, symbolic.threshold(), points)


@pytest.mark.parametrize("paid", ["outside", "levy"])
def test_the_engine_finds_the_co_financing_formula_with_n_a_symbol(paid: str) -> None:
    symbolic = CoFinancedProject.symbolic(paid=paid)
    answer = threshold(*representative_play(symbolic.game(), symbolic.grim()))
    points = [
        {"n": n, "m": m, "s": s}
        for n in (2, 6, 14)
        for s in (0, "1/4", "1/2", "3/4", 1)
        for m in ("1/28", "1/14", "1/12", "1/6", "1/4", "1/2", "3/4", 1)
    ]
    compare(answer, symbolic.threshold(), points)


def test_the_engine_finds_the_ladder_s_formulas_with_everything_symbolic() -> None:
    symbolic = CapabilityLadder.symbolic()
    points = [
        {"R": 2, "g": g, "rho": rho, "l": climb, "x": x}
        for g in (1, 3)
        for rho in (1, "3/2", 3)
        for climb in (0, "1/2", 1)
        for x in (0, 1)
    ]
    compare(threshold(symbolic.game(), symbolic.faithful()), symbolic.threshold(), points)
    ladder, faithful = symbolic.finite_ladder(2), symbolic.faithful()
    compare(threshold(ladder, faithful), symbolic.threshold_with_last_level(), points)
    compare(threshold(ladder, symbolic.working_below(1, 2)), symbolic.threshold_below(), points)


# ------------------------------------------------------------------------------------------------------ price stability

TOMATO = PriceStability(low=40, high=60, prob_high="1/2", gain_supplier=12, gain_buyer=18, price=50)


def test_the_fixed_price_costs_patience_and_the_indexed_one_none() -> None:
    assert TOMATO.threshold("A")[0].intervals[0].lo == Fraction(20, 50)
    assert holds(TOMATO.indexed_game(0), TOMATO.faithful(), 0)
    assert not holds(TOMATO.game("A"), TOMATO.faithful(), "2/5")  # 50 is not the one price kept at d = 2/5
    middle = TOMATO.witness_price("A", "2/5")
    assert middle == Fraction(60 * 3 + 2 * (50 - 12), 5)
    assert holds(PriceStability(40, 60, HALF, 12, 18, middle).game("A"), TOMATO.faithful(), "2/5")
    below = TOMATO.honoured_prices("A", "399/1000")
    assert below[0] > below[1]


def test_a_patient_partner_keeps_a_price_worse_than_the_worst_market_price() -> None:
    lowest, highest = PriceStability(40, 60, HALF, 12, 30, 50).honoured_prices("A", "9/10")
    assert lowest < 50 < 60 < highest
    dear = PriceStability(40, 60, HALF, 12, 30, 62)
    assert holds(dear.game("A"), dear.faithful(), "9/10")


def test_timing_b_needs_no_patience_where_the_gains_cover_the_spread() -> None:
    assert TOMATO.threshold("B")[0].intervals[0].lo == 0
    small = PriceStability(40, 60, HALF, 3, 4, 50)
    assert small.threshold("B")[0].intervals[0].lo == 1 - Fraction(7, 20)


# ------------------------------------------------------------------------------------------------ incentive competition


def test_two_governments_at_the_boundary_are_indifferent() -> None:
    game = IncentiveCompetition(5, 10, 2)
    assert game.kind().name == "indifference"
    assert game.game().gains() == (0, 0)
    assert [count for count in range(3) if is_count_equilibrium(game.game(), count)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("cost", "name", "counts"),
    [
        (0, "free offers", (4,)),
        (2, "prisoner's dilemma", (4,)),
        (3, "weak prisoner's dilemma", (3, 4)),
        ("7/2", "chicken", (3,)),
        (4, "chicken", (2, 3)),
        (6, "chicken", (1, 2)),
        (8, "chicken", (1,)),
        (9, "restraint, weakly", (0, 1)),
        (10, "restraint", (0,)),
        (13, "restraint", (0,)),
    ],
)
def test_regions_of_four_governments_and_an_investment_of_twelve(
    cost: object, name: str, counts: tuple[int, ...]
) -> None:
    game = IncentiveCompetition(cost, 12, 4)
    assert (game.kind().name, game.equilibrium_counts()) == (name, counts)


def test_in_the_game_of_chicken_the_race_is_no_threat_but_leaving_the_breaker_outside_is() -> None:
    game = IncentiveCompetition(6, 12, 4)
    assert game.threshold() == (Case((), ()),)
    assert threshold(game.repeated(), game.targeted()).intervals == game.pact_threshold()[0].intervals
    assert game.pact_threshold()[0].intervals[0].lo == HALF
    assert game.pact_threshold()[0].intervals[0].lo < game.many


def test_the_regions_with_symbols_are_disjoint_and_cover_everything() -> None:
    regions = IncentiveCompetition.symbolic().regions()
    for n in (2, 3, 5):
        for cost in range(13):
            values = {"c": cost, "B": 10, "n": n}
            applying = [own for own in regions if all(relation.holds(values) for relation in own.assume)]
            assert [own.name for own in applying] == [IncentiveCompetition(cost, 10, n).kind().name]


# --------------------------------------------------------------------------------------------------------- co-financing


@pytest.mark.parametrize("n", range(6, 15))
def test_prochile_s_committees_need_less_patience_at_half_the_cost(n: int) -> None:
    alone = CoFinancedProject(n, "1/5", 0).critical_discount
    half = CoFinancedProject(n, "1/5", HALF).critical_discount
    levied = CoFinancedProject(n, "1/5", HALF, paid="levy").critical_discount
    assert half == Fraction(3, 2 * (n - 1))
    assert half < levied < alone


def test_the_subsidy_can_sustain_waste() -> None:
    wasteful = CoFinancedProject(n=14, m="1/20", subsidy=HALF)
    assert wasteful.wasteful.holds()
    lowest = wasteful.threshold()[0].intervals[0].lo
    assert lowest == Fraction(9, 13)
    assert holds(*representative_play(wasteful.game(), wasteful.grim()), lowest)


def test_a_levy_on_outsiders_who_are_excluded_holds_only_the_impatient() -> None:
    """All join to get something for the levy that they pay in any case, though all would be better off without it."""
    model = CoFinancedProject(n=4, m="9/40", subsidy=HALF, outsiders="excluded", paid="levy")
    assert [str(own) for own in model.threshold()[0].intervals] == ["[0, 11/15]"]
    reduced, conform = representative_play(model.game(), model.grim())
    assert holds(reduced, conform, "11/15")
    assert not holds(reduced, conform, "3/4")


@pytest.mark.parametrize(("n", "m"), [(14, "1/10"), (700, "1/500")])
def test_groups_only_at_the_source_s_sizes(n: int, m: str) -> None:
    """Excluded outsiders: all or too few; benefiting outsiders: exactly the minimum or too few."""
    excluded = CoFinancedProject(n, m, HALF, minimum=n // 2, outsiders="excluded")
    assert excluded.pure_equilibria()[-1] == n
    assert excluded.pure_equilibria()[-2] < n // 2
    benefit = CoFinancedProject(n, m, HALF, minimum=n // 2)
    assert benefit.pure_equilibria()[-1] == n // 2
    assert {0, n // 2 - 2} <= set(benefit.pure_equilibria())
    for project in (excluded, benefit):
        game = project.game()
        counts = tuple(count for count in range(n + 1) if is_count_equilibrium(game, count))
        assert project.pure_equilibria() == counts


def test_ties_at_the_minimum() -> None:
    """minimum times m = 1 - s: the last one who is missing is indifferent, so one fewer is an equilibrium too."""
    assert CoFinancedProject(6, "1/6", HALF, minimum=3).pure_equilibria() == (0, 1, 2, 3)
    assert CoFinancedProject(6, "1/6", HALF, minimum=3, outsiders="excluded").pure_equilibria() == (0, 1, 2, 6)
    unanimous = CoFinancedProject(6, "1/12", HALF, minimum=6)
    assert unanimous.pure_equilibria() == (0, 1, 2, 3, 4, 5, 6)
    assert unanimous.symmetric_equilibria().any_probability


# ---------------------------------------------------------------------------------------------------- capability ladder

LADDER = CapabilityLadder(return_=2, gain=3, growth="3/2", climb="1/2", loss=1)


def test_learning_lowers_the_patience_and_a_known_end_takes_it_back() -> None:
    assert LADDER.threshold()[0].intervals[0].lo == Fraction(12, 25)
    d = HALF
    assert holds(LADDER.game(), LADDER.faithful(), d)
    for last in (0, 1, 5):
        assert not holds(LADDER.finite_ladder(last), LADDER.faithful(), d)
        assert holds(LADDER.finite_ladder(last), LADDER.faithful(), "3/5")


def test_an_end_of_unknown_date_helps_where_its_chance_is_small() -> None:
    rare, frequent = LADDER.threshold_of_unknown_end("1/10"), LADDER.threshold_of_unknown_end("1/2")
    assert rare[0].intervals[0].lo < LADDER.theta < frequent[0].intervals[0].lo


def test_taking_turns_may_sustain_joint_work_below_theta_where_cheating_is_worth_more_than_working() -> None:
    """R = 1, g = 3, x = 0, one last level: work once together at d = 7/10 < 3/4, then take turns at shirking."""
    game = CapabilityLadder(return_=1, gain=3, growth=1, climb=0).finite_ladder(0)
    first, second = ("shirk", "work"), ("work", "shirk")

    def state(name: str, play: tuple[str, str], then: str) -> AutomatonState:
        rules = (Rule(((then, Fraction(1)),), Seen.KEPT), Rule((("apart", Fraction(1)),)))
        return AutomatonState(name, plays(play), rules)

    apart = AutomatonState("apart", plays(("shirk", "shirk")), (Rule((("apart", Fraction(1)),)),))
    turns = Automaton(
        (
            state("together", ("work", "work"), "first"),
            state("first", first, "second"),
            state("second", second, "first"),
            apart,
        ),
        "together",
    )
    assert holds(game, turns, "7/10")
    assert not holds(game, CapabilityLadder(1, 3, 1, 0).faithful(), "7/10")


def test_with_growth_of_one_nothing_is_learned() -> None:
    flat = CapabilityLadder(2, 3, 1, HALF)
    assert flat.threshold()[0].intervals == flat.threshold_with_last_level()[0].intervals
