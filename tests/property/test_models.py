"""The models' closed forms against the general engine, where the book does not look: on the boundaries and just beside them.

`engine` asks the definition (every one-shot slack, and finiteness); `closed` reads the model's formula. Neither calls the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from games.core.anonymous import AnonymousGame, is_count_equilibrium, representative_play
from games.core.automaton import Automaton, StrategyProfile
from games.core.dynamic import DynamicGame
from games.core.play import bind, convergence, one_shot_deviations
from games.core.solution import Case
from games.models.customer_supplier import PriceStability
from games.models.learning_by_monitoring import CapabilityLadder
from games.models.local_incentive import IncentiveCompetition
from games.models.public_goods import CoFinancedProject
from games.solvers.pure import pure_equilibria
from games.solvers.symmetric import symmetric_equilibria
from games.testing import automata

STEP = Fraction(1, 1000)
positive = st.fractions(Fraction(1, 6), 6, max_denominator=6)
shares = st.fractions(0, 1, max_denominator=8)
discounts = st.fractions(0, 1, max_denominator=24).filter(lambda d: d < 1)


def engine(game: DynamicGame, profile: StrategyProfile, d: Fraction) -> bool:
    """Is the profile an equilibrium at d, with finite payoffs, by the definition?"""
    bound = bind(game.at(d), profile)
    if any(quantity <= 0 for quantity in convergence(bound)):
        return False
    return all(own.slack >= 0 for own in one_shot_deviations(bound))


def closed(listed: Sequence[Case], d: Fraction) -> bool:
    """Does the closed form say so? Exactly one of its cases must apply."""
    applying = [case for case in listed if all(relation.holds() for relation in case.assume)]
    assert len(applying) == 1
    return any(d in interval for interval in applying[0].intervals)


def beside(listed: Sequence[Case]) -> list[Fraction]:
    """The ends of the closed form's intervals, and points just below and above them, within [0, 1)."""
    ends = {end for case in listed for own in case.intervals for end in (own.lo, own.hi) if isinstance(end, Fraction)}
    return [d for end in sorted(ends) for d in (end - STEP, end, end + STEP) if 0 <= d < 1]


def agree(game: DynamicGame, profile: StrategyProfile, listed: Sequence[Case], others: Iterable[Fraction]) -> None:
    for d in [*beside(listed), Fraction(0), *others]:
        assert engine(game, profile, d) == closed(listed, d), f"at d = {d}"


# ------------------------------------------------------------------------------------------------------ price stability


offsets = st.fractions(-3, 9, max_denominator=6)


@st.composite
def price_models(draw: st.DrawFn) -> PriceStability:
    low, spread = draw(positive), draw(positive)
    gains = draw(st.tuples(st.just(Fraction(0)) | positive, st.just(Fraction(0)) | positive).filter(any))
    if draw(st.booleans()):  # the boundary between the two cases of timing B
        gains = (gains[0] * spread / sum(gains), gains[1] * spread / sum(gains))
    prob = draw(st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10))
    high = low + spread
    mean = prob * high + (1 - prob) * low
    special = [low, high, mean, mean - gains[0], mean + gains[1], low - 1, high + 1, low + gains[1], high - gains[0]]
    price = draw(st.sampled_from(special) | offsets.map(lambda shift: low + shift))
    return PriceStability(low, high, prob, gains[0], gains[1], price)


timings = st.sampled_from("AB")


@given(price_models(), timings, discounts)
def test_a_fixed_price_is_kept_where_the_formula_says(model: PriceStability, timing: str, d: Fraction) -> None:
    agree(model.game(timing), model.faithful(), model.threshold_of_price(timing), [d])


@given(price_models(), timings, discounts)
def test_the_prices_kept_are_an_interval_with_the_ends_of_the_formula(
    model: PriceStability, timing: str, d: Fraction
) -> None:
    lowest, highest = model.honoured_prices(timing, d)
    for price in {edge + shift for edge in (lowest, highest) for shift in (-STEP, 0, STEP)} | {model.price}:
        game = PriceStability(
            model.low, model.high, model.prob_high, model.gain_supplier, model.gain_buyer, price
        ).game(timing)
        assert engine(game, model.faithful(), d) == (lowest <= price <= highest)


@given(price_models(), timings, discounts)
def test_some_price_is_kept_exactly_from_the_threshold_on(model: PriceStability, timing: str, d: Fraction) -> None:
    for factor in [*beside(model.threshold(timing)), d]:
        lowest, highest = model.honoured_prices(timing, factor)
        assert (lowest <= highest) == closed(model.threshold(timing), factor)
        witness = PriceStability(
            model.low, model.high, model.prob_high, model.gain_supplier, model.gain_buyer,
            model.witness_price(timing, factor),
        )  # fmt: skip
        assert engine(witness.game(timing), model.faithful(), factor) == closed(model.threshold(timing), factor)


@given(price_models(), timings, discounts)
def test_an_indexed_price_is_kept_within_its_premiums_and_at_zero_always(
    model: PriceStability, timing: str, d: Fraction
) -> None:
    lowest, highest = model.honoured_premiums(timing, d)
    assert lowest <= 0 <= highest
    for premium in {edge + shift for edge in (lowest, highest, Fraction(0)) for shift in (-STEP, 0, STEP)}:
        game = model.indexed_game(premium, timing)
        assert engine(game, model.faithful(), d) == (lowest <= premium <= highest)


@given(price_models(), timings, discounts)
def test_only_the_supplier_in_the_high_and_the_buyer_in_the_low_season_can_bind(
    model: PriceStability, timing: str, d: Fraction
) -> None:
    slack = {
        (own.player, own.game_state): own.slack
        for own in one_shot_deviations(bind(model.game(timing, d), model.faithful()))
        if own.state == "faithful"
    }
    assert slack["supplier", "low"] > slack["supplier", "high"]
    assert slack["buyer", "high"] > slack["buyer", "low"]


# ------------------------------------------------------------------------------------------------ incentive competition


@st.composite
def incentive_models(draw: st.DrawFn, most: int = 7) -> IncentiveCompetition:
    n, investment = draw(st.integers(2, most)), draw(positive)
    alone = investment * (1 - Fraction(1, n))
    special = [Fraction(0), investment / n, alone, investment, *(investment / k for k in range(1, n + 1))]
    near = [cost + shift for cost in special for shift in (-STEP, Fraction(0), STEP)]
    cost = draw(st.sampled_from([own for own in near if own >= 0]) | st.fractions(0, 8, max_denominator=12))
    return IncentiveCompetition(cost, investment, n)


@given(incentive_models())
def test_exactly_one_region_applies_and_says_who_offers(model: IncentiveCompetition) -> None:
    assert len(model.regions()) == 1
    game = model.game()
    n = int(model.governments)
    counts = tuple(count for count in range(n + 1) if is_count_equilibrium(game, count))
    assert model.equilibrium_counts() == counts


@given(incentive_models())
def test_the_dominant_action_is_the_one_that_the_region_names(model: IncentiveCompetition) -> None:
    gains = model.game().gains()
    strictly = {"offer": all(own > 0 for own in gains), "hold": all(own < 0 for own in gains)}
    weakly = {
        "offer": all(own >= 0 for own in gains) and any(gains),
        "hold": all(own <= 0 for own in gains) and any(gains),
    }
    named = [f"{action}, strictly" for action in strictly if strictly[action]]
    named = named or [f"{action}, weakly" for action in weakly if weakly[action]] or [""]
    assert model.kind().dominant == named[0]
    payoff_of_all, payoff_of_none = game_payoffs(model.game())
    is_dilemma = strictly["offer"] and payoff_of_all < payoff_of_none
    assert (model.kind().name == "prisoner's dilemma") == is_dilemma


def game_payoffs(game: AnonymousGame) -> tuple[Fraction, Fraction]:
    all_offer, none = game.payoff_at(1, game.size - 1), game.payoff_at(0, 0)
    assert isinstance(all_offer, Fraction)
    assert isinstance(none, Fraction)
    return all_offer, none


@given(incentive_models(), discounts)
def test_the_grim_pact_holds_where_the_formula_says(model: IncentiveCompetition, d: Fraction) -> None:
    reduced, conform = representative_play(model.game(), model.grim())
    agree(reduced, conform, model.threshold(), [d])
    region = model.kind()
    assert any(d in own for own in region.grim) == closed(model.threshold(), d)


@given(incentive_models(most=4), discounts)
def test_the_targeted_pact_is_the_best_there_is(model: IncentiveCompetition, d: Fraction) -> None:
    """It holds where the formula says, and below that no pact can: who breaks it never gets less than his minmax."""
    n = int(model.governments)
    agree(model.repeated(), model.targeted(), model.pact_threshold(), [d])
    game = model.game()
    minmax = min(max(game.payoff_at(0, k), game.payoff_at(1, k)) for k in range(n))
    best_breach = (1 - d) * game.payoff_at(1, 0) + d * minmax
    no_pact = game.payoff_at(0, 0) < best_breach
    assert no_pact == (not closed(model.pact_threshold(), d))


@given(incentive_models())
def test_neutrality(model: IncentiveCompetition) -> None:
    n = int(model.governments)
    assert model.investment_share(n, offers=True) == model.investment_share(0, offers=False) == Fraction(1, n)
    game = model.game()
    for offers in range(n + 1):
        total = offers * game.payoff_at(1, offers - 1) if offers else Fraction(0)
        total += (n - offers) * game.payoff_at(0, offers) if offers < n else Fraction(0)
        assert total == model.investment - model.waste(offers)


@given(st.integers(2, 7), positive, st.fractions(0, 1, max_denominator=12).filter(lambda x: 0 < x < 1))
def test_a_pact_in_the_dilemma_needs_more_than_n_minus_two_in_n_minus_one(
    n: int, worth: Fraction, of: Fraction
) -> None:
    model = IncentiveCompetition(of * worth / n, worth, n)
    assert model.kind().name == "prisoner's dilemma"
    assert model.kind().grim[0].lo > model.many
    edge = IncentiveCompetition(worth / n, worth, n)
    assert edge.kind().grim[0].lo == edge.many


# ------------------------------------------------------------------------------------------------------- co-financing


@st.composite
def projects(draw: st.DrawFn, most: int = 7) -> CoFinancedProject:
    n = draw(st.integers(2, most))
    minimum, subsidy = draw(st.integers(1, n)), draw(shares)
    paid, outsiders = draw(st.sampled_from(["outside", "levy"])), draw(st.sampled_from(["benefit", "excluded"]))
    levy = subsidy / n if paid == "levy" else Fraction(0)
    cost = 1 - subsidy
    ties = [
        cost, cost + levy, cost / minimum + levy, cost / n + levy, (cost + levy) / n, levy, Fraction(1, n), subsidy / n,
    ]  # fmt: skip
    near = [tie + shift for tie in ties for shift in (-STEP, Fraction(0), STEP)]
    m = draw(st.sampled_from([own for own in near if own > 0] or [Fraction(1)]) | st.fractions("1/10", 2))
    return CoFinancedProject(n, m, subsidy, minimum, outsiders, paid)


@given(projects(), discounts)
def test_all_join_under_the_threat_where_the_formula_says(model: CoFinancedProject, d: Fraction) -> None:
    reduced, conform = representative_play(model.game(), model.grim())
    agree(reduced, conform, model.threshold(), [d])


@given(projects())
def test_pure_equilibria_of_the_project(model: CoFinancedProject) -> None:
    game = model.game()
    counts = tuple(count for count in range(int(model.n) + 1) if is_count_equilibrium(game, count))
    assert model.pure_equilibria() == counts


@given(projects())
def test_symmetric_equilibria_of_the_project(model: CoFinancedProject) -> None:
    found, shape = symmetric_equilibria(model.game()), model.symmetric_equilibria()
    assert found.complete
    assert shape.any_probability == (found.continuum is not None)
    if not shape.any_probability:
        probs = [own.prob for own in found.equilibria]
        assert (shape.nobody, shape.everybody) == (0 in probs, 1 in probs)
        assert shape.mixed == sum(prob not in (0, 1) for prob in probs)


@given(projects(most=5))
def test_contributing_is_best_exactly_where_the_relation_says(model: CoFinancedProject) -> None:
    plain = CoFinancedProject(model.n, model.m, model.subsidy, paid=model.paid)
    gains = plain.game().gains()
    assert plain.joining_is_best.holds() == all(gain >= 0 for gain in gains)
    assert len(set(gains)) == 1  # so that at equality every profile is an equilibrium, and nothing weakly dominates


@given(projects(most=6), discounts)
def test_a_levy_never_sustains_waste_where_all_benefit(model: CoFinancedProject, d: Fraction) -> None:
    levied = CoFinancedProject(model.n, model.m, model.subsidy, paid="levy")
    outside = CoFinancedProject(model.n, model.m, model.subsidy)
    if levied.wasteful.holds():
        assert not closed(levied.threshold(), d)
    elif closed(levied.threshold(), d):
        assert closed(outside.threshold(), d) or outside.joining_is_best.holds()


# --------------------------------------------------------------------------------------------------- capability ladder


@st.composite
def ladders(draw: st.DrawFn) -> CapabilityLadder:
    growth, climb = draw(st.fractions(1, 3, max_denominator=4)), draw(shares)
    loss = draw(st.just(Fraction(0)) | positive)
    return CapabilityLadder(draw(positive), draw(positive), growth, climb, loss)


@given(ladders(), discounts)
def test_the_endless_ladder_holds_where_the_formula_says(model: CapabilityLadder, d: Fraction) -> None:
    agree(model.game(), model.faithful(), model.threshold(), [d])


@given(ladders(), st.integers(0, 3), discounts)
def test_any_known_last_level_brings_back_the_threshold_without_learning(
    model: CapabilityLadder, last: int, d: Fraction
) -> None:
    agree(model.finite_ladder(last), model.faithful(), model.threshold_with_last_level(), [d])


@given(ladders(), st.data(), discounts)
def test_the_unravelling(model: CapabilityLadder, data: st.DataObject, d: Fraction) -> None:
    last = data.draw(st.integers(1, 3))
    level = data.draw(st.integers(1, last))
    agree(model.finite_ladder(last), model.working_below(level, last), model.threshold_below(), [d])


@given(ladders(), st.integers(1, 3), st.sets(st.integers(0, 3), min_size=1), discounts)
def test_below_theta_no_choice_of_levels_survives(
    model: CapabilityLadder, last: int, levels: set[int], part: Fraction
) -> None:
    """The unravelling, for every set of levels at which both might agree to work."""
    levels = {min(level, last) for level in levels}
    d = part * model.theta
    on = {f"level {k}": ("work", "work") if k in levels else ("shirk", "shirk") for k in range(last + 1)}
    assert not engine(model.finite_ladder(last), Automaton.trigger(on, ("shirk", "shirk")), d)


@given(st.data(), ladders(), st.integers(0, 2), discounts)
def test_where_working_alone_costs_what_shirking_gains_every_agreement_unravels(
    data: st.DataObject, model: CapabilityLadder, last: int, part: Fraction
) -> None:
    """Below theta nobody works anywhere in an equilibrium: tried on automata of every shape."""
    dear = CapabilityLadder(model.return_, model.gain, model.growth, model.climb, model.gain + model.loss)
    game, d = dear.finite_ladder(last), part * dear.theta
    profile = data.draw(automata(game))
    bound = bind(game.at(d), profile)
    if all(own.slack >= 0 for own in one_shot_deviations(bound)):
        assert all(action == "shirk" for plays in bound.plays for own in plays for action in own)


@given(ladders(), shares, discounts)
def test_an_end_of_unknown_date(model: CapabilityLadder, chance: Fraction, d: Fraction) -> None:
    game = model.unknown_end(chance)
    agree(game, model.working_until_the_end(), model.threshold_of_unknown_end(chance), [d])


@given(ladders(), st.fractions(0, 9, max_denominator=6), discounts)
def test_one_step_of_the_induction(model: CapabilityLadder, worth: Fraction, d: Fraction) -> None:
    """A level holds iff working there beats shirking once, given what the level above is worth."""
    stay = 1 - d * (1 - model.climb)
    together = ((1 - d) * model.return_ + d * model.climb * worth) / stay
    holds = together >= (1 - d) * (model.return_ + model.gain)
    assert engine(model.step_game(worth), model.faithful(), d) == holds


@given(ladders(), st.integers(0, 6), st.none() | st.integers(0, 3))
def test_the_path_of_expected_payoffs_is_the_chain_s(model: CapabilityLadder, periods: int, last: int | None) -> None:
    scales, expected = {0: Fraction(1)}, []
    for _ in range(periods):
        expected.append(sum(weight * model.return_ * model.growth**k for k, weight in scales.items()))
        following: dict[int, Fraction] = {}
        for k, weight in scales.items():
            top = last is not None and k >= last
            for target, chance in ((k, 1 if top else 1 - model.climb), (k + 1, 0 if top else model.climb)):
                following[target] = following.get(target, Fraction(0)) + weight * chance
        scales = following
    assert list(model.expected_payoffs(periods, last)) == expected


@given(ladders(), discounts)
def test_worth_is_the_engine_s_value(model: CapabilityLadder, d: Fraction) -> None:
    from games.core.play import values

    assume(d * model.expected_growth < 1)
    assert values(bind(model.game(d), model.faithful()))[0][0] == model.worth(d)


@given(projects(most=4))
def test_counts_and_tables_agree(model: CoFinancedProject) -> None:
    """The anonymous game written out as a table has the pure equilibria that the counts say."""
    from itertools import product

    from games.core.strategic import StrategicGame

    game, n = model.game(), int(model.n)
    table = {}
    for profile in product(game.actions, repeat=n):
        joining = profile.count("join")
        table[profile] = tuple(game.payoff_at(own == "join", joining - (own == "join")) for own in profile)
    written = StrategicGame.from_table([str(i) for i in range(n)], table, actions=[game.actions] * n)
    found = pure_equilibria(written)
    counts = set()
    for own in found.equilibria:
        counts.add(sum(int(mixed[1]) for mixed in own.profile))
    assert tuple(sorted(counts)) == model.pure_equilibria()
