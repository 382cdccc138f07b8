"""`threshold` against the definition: its set is compared with the oracle's verdict at every discount factor where it may change.

Numbers: the oracle finds all points of [0, 1) at which a slack changes sign, and decides the profile there, right beside and in
between, algebraic points included. Symbols: values are drawn, on the boundaries of the cases too, and the answer's cases are held
against the answer for the game with the values put in.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from games import AlgebraicNumber, Automaton, DynamicGame, Interval, Machine, Machines, Relation, Status, StrategicGame
from games.core.automaton import AutomatonState, Rule
from games.core.dynamic import GameState, Move
from games.core.solution import Case, Threshold
from games.exact import Scalar, exact, text, to_sympy
from games.testing import automata, discounts, dynamic_games, prisoners_dilemmas, strategic_games
from tests.play_oracle import Root, contains, critical, discounts_to_try, horner, roots_in_unit, side, trimmed, verdict

Strategy = Automaton | Machines
ONE = Fraction(1)
SHARE = 7
"""There are many symbolic games, and each example asks for several exact answers: each game gets a seventh of the profile's examples."""
TIT_FOR_TAT = Machines((Machine.tit_for_tat(1, "share", "hide"), Machine.tit_for_tat(0, "share", "hide")))


def is_the_set(game: DynamicGame, strategy: Strategy) -> Threshold:
    """The answer is right at every discount factor, and written as disjoint, merged, ascending intervals."""
    answer = game.threshold(strategy)
    assert answer.status in (Status.DECIDED, Status.PROVED)
    well_written(answer.intervals)
    for d in discounts_to_try(critical(game, strategy, answer.discount)):
        assert contains(answer.intervals, d) is verdict(game, strategy, d, answer.discount), d
    return answer


def well_written(intervals: tuple[Interval, ...]) -> None:
    for own in intervals:
        lo, hi = float(sympy.N(value(own.lo))), float(sympy.N(value(own.hi)))
        assert 0 <= lo <= hi <= 1
        assert not (own.hi == 1 and own.hi_closed)
        assert lo < hi or (own.lo == own.hi and own.lo_closed and own.hi_closed)
    for left, right in itertools.pairwise(intervals):
        gap = sympy.N(value(right.lo) - value(left.hi), 30)
        assert gap > 0 or (left.hi == right.lo and not left.hi_closed and not right.lo_closed)


def value(end: object) -> sympy.Expr:
    return end.sympy() if isinstance(end, AlgebraicNumber) else sympy.sympify(end)


# Numbers


@st.composite
def with_the_factor_open(draw: st.DrawFn, *, mixed: bool) -> tuple[DynamicGame, Strategy]:
    game = draw(dynamic_games(players=(1, 2), max_states=2))
    return game.at("d"), draw(automata(game, max_states=2, mixed=mixed))


@given(case=st.one_of(with_the_factor_open(mixed=False), with_the_factor_open(mixed=True)))
def test_the_set_is_right_everywhere(case: tuple[DynamicGame, Strategy]) -> None:
    is_the_set(*case)


@given(case=with_the_factor_open(mixed=True), data=st.data())
def test_the_set_is_right_where_payoffs_grow(case: tuple[DynamicGame, Strategy], data: st.DataObject) -> None:
    game, strategy = case
    factor = st.sampled_from([Fraction(0), Fraction(1, 2), ONE, ONE, Fraction(3, 2), Fraction(2)])
    states = tuple(
        replace(state, moves=tuple(tuple(replace(m, growth=data.draw(factor)) for m in cell) for cell in state.moves))
        for state in game.states
    )
    is_the_set(replace(game, states=states), strategy)


@given(game=dynamic_games(players=2, max_states=2), other=discounts, data=st.data())
def test_the_set_is_right_where_only_one_factor_varies(game: DynamicGame, other: Fraction, data: st.DataObject) -> None:
    strategy = data.draw(automata(game, max_states=2))
    is_the_set(game.at(data.draw(st.permutations(["d", other]))), strategy)


@given(pd=prisoners_dilemmas(), periods=st.integers(1, 3))
def test_the_set_is_right_for_the_usual_profiles_in_dilemmas(pd: StrategicGame, periods: int) -> None:
    profiles: list[Strategy] = [
        Automaton.grim("share", "hide"),
        Automaton.punish_for("share", "hide", periods),
        TIT_FOR_TAT,
        Automaton.markov("hide"),
        Automaton.markov("share"),
    ]
    for strategy in profiles:
        is_the_set(pd.repeated(), strategy)


@given(stage=strategic_games(players=(2, 3), max_actions=2), data=st.data())
def test_the_set_is_right_under_public_signals(stage: StrategicGame, data: st.DataObject) -> None:
    chance = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(2, 3), ONE])
    rows = {profile: (good := data.draw(chance), 1 - good) for profile in stage.profiles()}
    game = DynamicGame.monitored(stage, ("good", "bad"), rows)
    on, off = data.draw(st.tuples(*[st.sampled_from(list(stage.profiles()))] * 2))
    forgive = data.draw(chance)
    strategy = signal_trigger(on, off, forgive)
    is_the_set(game, strategy)


def signal_trigger(on: tuple[str, ...], off: tuple[str, ...], forgive: Fraction) -> Automaton:
    """`on` after good news, `off` after bad; from there back with probability `forgive` each period (public randomisation)."""

    def state(name: str, play: tuple[str, ...], *rules: Rule) -> AutomatonState:
        return AutomatonState(name, ((None, tuple(((action, ONE),) for action in play)),), rules)

    back = Rule((("on", forgive), ("off", 1 - forgive)))
    good, bad = Rule((("on", ONE),), "good"), Rule((("off", ONE),), "bad")
    return Automaton((state("on", on, good, bad), state("off", off, back)), "on")


def polynomial_game(*coefficients: object, discount: object = "d") -> tuple[DynamicGame, Automaton]:
    """One player: he may stay for ever at 0, or leave for a road that pays minus the coefficients and then 0.

    Staying is an equilibrium exactly where the polynomial (ascending coefficients in d) is not negative.
    """
    pay = [-exact(c) for c in coefficients]
    stage = StrategicGame(("P",), (("stay", "leave"),), ((Fraction(0), pay[0]),))
    names = ["home", *(f"road {t}" for t in range(1, len(pay))), "end"]
    states = [GameState("home", stage, ((Move(ONE, "home"),), (Move(ONE, names[1]),)))]
    for name, after, paid in zip(names[1:], [*names[2:], "end"], [*pay[1:], Fraction(0)], strict=True):
        states.append(GameState(name, StrategicGame(("P",), (("on",),), ((paid,),)), ((Move(ONE, after),),)))
    strategy = Automaton.markov({"home": ("stay",), **dict.fromkeys(names[1:], ("on",))})
    return DynamicGame(("P",), tuple(states), (("home", ONE),), (exact(discount),)), strategy


def product(*roots: object, sign: int = 1) -> list[int]:
    """Ascending whole coefficients of sign * prod (d - root)."""
    d = sympy.Symbol("d")
    poly = sympy.Poly(sympy.prod([d - sympy.Rational(str(root)) for root in roots], start=sympy.Integer(1)), d)
    cleared = poly.clear_denoms()[1]
    return [sign * int(c) for c in reversed(cleared.all_coeffs())]


WRITTEN = [
    (product("1/4", "2/3", sign=-1), ["[1/4, 2/3]"]),
    (product("1/4", "2/3"), ["[0, 1/4]", "[2/3, 1)"]),
    (product(0, sign=-1), ["[0, 0]"]),
    (product("1/3", sign=-1), ["[0, 1/3]"]),
    (product("1/3"), ["[1/3, 1)"]),
    (product("1/2", "1/2", sign=-1), ["[1/2, 1/2]"]),
    (product("1/2", "1/2"), ["[0, 1)"]),
    (product("1/2", "1/2", 0, sign=-1), ["[0, 0]", "[1/2, 1/2]"]),
    (product("1/5", "2/5", "3/5", "4/5"), ["[0, 1/5]", "[2/5, 3/5]", "[4/5, 1)"]),
    (product("1/5", "2/5", "2/5", "4/5", sign=-1), ["[1/5, 4/5]"]),
    (product("1/5", "1/5", "3/5", "4/5"), ["[0, 3/5]", "[4/5, 1)"]),
    (product("1/5", "1/5", "3/5", "4/5", sign=-1), ["[1/5, 1/5]", "[3/5, 4/5]"]),
    (product(1), []),
    (product(1, sign=-1), ["[0, 1)"]),
    ([0], ["[0, 1)"]),
    ([-1], []),
    ([1], ["[0, 1)"]),
    ([-1, 0, 2], ["[sqrt(2)/2, 1)"]),
    ([1, 0, -2], ["[0, sqrt(2)/2]"]),
    ([-1, 0, 4, 0, -4], ["[sqrt(2)/2, sqrt(2)/2]"]),
    ([-1, 1, 1], ["[(-1 + sqrt(5))/2, 1)"]),
    (product("999999/1000000"), ["[999999/1000000, 1)"]),
    (product("1/1000000", "2/1000000", sign=-1), ["[1/1000000, 1/500000]"]),
]


@pytest.mark.parametrize(("coefficients", "written"), WRITTEN, ids=lambda case: str(case).replace("/", ":"))
def test_sets_of_every_shape(coefficients: list[int], written: list[str]) -> None:
    answer = is_the_set(*polynomial_game(*coefficients))
    assert [str(own) for own in answer.intervals] == written


@given(coefficients=st.lists(st.integers(-4, 4), min_size=1, max_size=6))
def test_the_set_is_where_the_polynomial_is_not_negative(coefficients: list[int]) -> None:
    """The set is known beforehand: the engine for values and slacks is not asked at all."""
    game, strategy = polynomial_game(*coefficients)
    answer = game.threshold(strategy)
    well_written(answer.intervals)
    own = trimmed([Fraction(c) for c in coefficients])
    for d in discounts_to_try(roots_in_unit([own])):
        at_d = horner(own, d.number() if isinstance(d, Root) else d)
        assert contains(answer.intervals, d) is bool(at_d >= 0), d


def test_ends_that_are_no_fractions_are_isolated_roots() -> None:
    """Three punishment periods need the root of a cubic: the end's polynomial has it, and no other root is enclosed."""
    pd = StrategicGame.from_table(("A", "B"), dilemma(5, 3, 1, 0))
    answer = is_the_set(pd.repeated(), Automaton.punish_for("share", "hide", 3))
    (interval,) = answer.intervals
    assert isinstance(interval.lo, AlgebraicNumber)
    (root,) = roots_in_unit([(Fraction(-1), ONE, ONE, ONE)])  # T - R = (R - P)(d + d**2 + d**3)
    assert isinstance(root, Root)
    assert side(root, interval.lo) == 0
    lo, hi = interval.lo.enclosure(Fraction(1, 10**12))
    assert not contains(answer.intervals, lo)
    assert contains(answer.intervals, hi)


def dilemma(
    temptation: object, reward: object, punishment: object, sucker: object
) -> dict[tuple[str, str], list[object]]:
    return {
        ("share", "share"): [reward, reward],
        ("share", "hide"): [sucker, temptation],
        ("hide", "share"): [temptation, sucker],
        ("hide", "hide"): [punishment, punishment],
    }


@pytest.mark.parametrize(
    ("payoffs", "written"),
    [((5, 3, 1, 0), []), ((4, 3, 1, 0), ["[1/3, 1/3]"]), ((5, 4, 0, -1), ["[1/5, 1/5]"]), ((4, 3, 1, 1), [])],
)
def test_tit_for_tat_is_subgame_perfect_at_a_point_at_most(payoffs: tuple[int, ...], written: list[str]) -> None:
    """After a lapse the two alternate; to join and to leave that, both must be matters of indifference: T + S = R + P."""
    answer = is_the_set(StrategicGame.from_table(("A", "B"), dilemma(*payoffs)).repeated(), TIT_FOR_TAT)
    assert [str(own) for own in answer.intervals] == written


@pytest.mark.parametrize(
    "payoffs",
    [("5 + d", 3, 1, 0), ("5 - 3*d", 3, 1, 0), (5, "3 + d**2", 1, 0), (5, 3, "1 + 2*d", "d"), (4, 3, "4*d", 0)],
)
@pytest.mark.parametrize("strategy", [Automaton.grim("share", "hide"), Automaton.punish_for("share", "hide", 2)])
def test_the_discount_factor_may_stand_in_payoffs(payoffs: tuple[object, ...], strategy: Automaton) -> None:
    """Rational discount factors alone: at these the whole game has numbers."""
    game = StrategicGame.from_table(("A", "B"), dilemma(*payoffs)).repeated()
    answer = game.threshold(strategy)
    well_written(answer.intervals)
    for d in discounts_to_try(critical(game, strategy)):
        if isinstance(d, Fraction):
            assert contains(answer.intervals, d) is verdict(game, strategy, d), d


# Symbols


def symbolic_dilemma(payoffs: tuple[object, ...], *assumptions: str) -> StrategicGame:
    return StrategicGame.from_table(("A", "B"), dilemma(*payoffs), assumptions=assumptions)


def shocks() -> DynamicGame:
    """A dilemma whose temptation is high with probability q."""
    stages = {
        "calm": (symbolic_dilemma((4, 3, 1, 0), "0 < q < 1"), "1 - q"),
        "storm": (symbolic_dilemma(("T", 3, 1, 0), "0 < q < 1"), "q"),
    }
    game = DynamicGame.with_shocks(stages)
    return replace(game, assumptions=("0 < q < 1", "T > 3"))


def noisy() -> DynamicGame:
    """Good news with probability 1 - e if both share, else never."""
    stage = symbolic_dilemma(("T", 3, 1, 0))
    rows = {profile: ("1 - e", "e") if profile == ("share", "share") else (0, 1) for profile in stage.profiles()}
    return DynamicGame.monitored(stage, ("good", "bad"), rows, assumptions=("0 < e < 1", "T > 3"))


NOISY_GRIM = signal_trigger(("share", "share"), ("hide", "hide"), Fraction(0))
ORDERED = "T > R > P > 0"
SYMBOLIC: dict[str, tuple[DynamicGame, Strategy]] = {
    "grim": (symbolic_dilemma(("T", "R", "P", 0), ORDERED).repeated(), Automaton.grim("share", "hide")),
    "grim, nothing assumed": (symbolic_dilemma(("T", "R", "P", 0)).repeated(), Automaton.grim("share", "hide")),
    "grim, two symbols": (symbolic_dilemma(("T", "R", 1, 0)).repeated(), Automaton.grim("share", "hide")),
    "tit for tat": (symbolic_dilemma(("T", "R", "P", 0), ORDERED).repeated(), TIT_FOR_TAT),
    "tit for tat on the edge": (symbolic_dilemma(("R + P", "R", "P", 0), "R > P > 0").repeated(), TIT_FOR_TAT),
    "tit for tat, an equation assumed": (
        symbolic_dilemma(("T", "R", "P", 0), ORDERED, "T = R + P").repeated(),
        TIT_FOR_TAT,
    ),
    "tit for tat, the edge at a number": (symbolic_dilemma(("T", 3, 1, 0), "T > 3").repeated(), TIT_FOR_TAT),
    "one period": (
        symbolic_dilemma(("T", "R", "P", 0), ORDERED).repeated(),
        Automaton.punish_for("share", "hide", 1),
    ),
    "two periods": (
        symbolic_dilemma(("T", "R", "P", 0), ORDERED).repeated(),
        Automaton.punish_for("share", "hide", 2),
    ),
    "never": (symbolic_dilemma(("T", "R", "P", 0), ORDERED).repeated(), Automaton.markov("share")),
    "always": (symbolic_dilemma(("T", "R", "P", 0), ORDERED).repeated(), Automaton.markov("hide")),
    "always or never": (symbolic_dilemma(("T", "R", "P", 0)).repeated(), Automaton.markov("share")),
    "from a to b": polynomial_game("-a*b", "a + b", -1),
    "outside a to b": polynomial_game("a*b", "-a - b", 1),
    "up to a": polynomial_game("a", -1),
    "from a": polynomial_game("-a", 1),
    "a point": polynomial_game("-a**2", "2*a", -1),
    "a square root": polynomial_game("-a", 0, 1),
    "a quadratic": polynomial_game("c", "b", "a"),
    "two conditions": (symbolic_dilemma((5, 3, "P", "S")).repeated(), Automaton.grim("share", "hide")),
    "the discount factor in a payoff": (
        symbolic_dilemma(("T + d", 3, 1, 0), "T > 3").repeated(),
        Automaton.grim("share", "hide"),
    ),
    "the greater of two": (
        symbolic_dilemma(("max(a, b)", 3, 1, 0)).repeated(),
        Automaton.grim("share", "hide"),
    ),
    "the lesser of two": (
        symbolic_dilemma(("T", 3, "min(a, 2)", 0), "T > 3").repeated(),
        Automaton.grim("share", "hide"),
    ),
    "shocks": (shocks(), Automaton.trigger(("share", "share"), ("hide", "hide"))),
    "noise": (noisy(), NOISY_GRIM),
    "three players": (
        StrategicGame(
            ("A", "B", "C"),
            (("in", "out"),) * 3,
            (
                ("R", "R", "R", "R", "T", 0, 0, 0),
                ("R", "R", "T", 0, "R", "R", 0, 0),
                ("R", "T", "R", 0, "R", 0, "R", 0),
            ),
        ).repeated(),
        Automaton.grim("in", "out"),
    ),
}


@lru_cache
def symbolic_answer(name: str) -> Threshold:
    game, strategy = SYMBOLIC[name]
    return game.threshold(strategy)


def at(scalar: object, values: Mapping[str, Fraction]) -> sympy.Expr:
    """The exact number that a scalar is, by sympy (zoo or nan where it is undefined)."""
    put = {sympy.Symbol(n): sympy.Rational(v.numerator, v.denominator) for n, v in values.items()}
    own = scalar.sympy() if isinstance(scalar, AlgebraicNumber) else to_sympy(scalar)  # type: ignore[arg-type]
    return own.subs(put, simultaneous=True)


def holds(relation: Relation, values: Mapping[str, Fraction]) -> bool:
    gap = sympy.nsimplify(at(relation.left, values) - at(relation.right, values))
    assert gap.is_finite, f"{relation.text} is undefined at {values}"
    sign = 0 if gap == 0 or sympy.simplify(gap) == 0 else (1 if gap > 0 else -1)
    return {"<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0, "=": sign == 0, "!=": sign != 0}[
        relation.op
    ]


def boundaries(answer: Threshold) -> list[Scalar]:
    """What is zero where one case ends and another begins, or where an end meets an end, 0 or 1."""
    found: list[Scalar] = []
    for case in answer.cases:
        found += [relation.difference for relation in case.assume]
        ends = [end for own in case.intervals for end in (own.lo, own.hi) if not isinstance(end, AlgebraicNumber)]
        found += [one - other for one, other in itertools.combinations([*ends, Fraction(0), ONE], 2)]
    return [own for own in dict.fromkeys(found) if to_sympy(own).free_symbols]


@st.composite
def values_of(draw: st.DrawFn, name: str) -> dict[str, Fraction]:
    """Values that the game admits: small ones with many ties, and values put on a boundary by solving for a symbol."""
    answer = symbolic_answer(name)
    symbols = [symbol for symbol in answer.game.symbols if symbol != answer.discount]
    small = st.sampled_from([Fraction(n, 2) for n in range(-4, 13)] + [Fraction(1, 4), Fraction(1, 3), Fraction(2, 3)])
    chances = st.sampled_from([Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(9, 10)])
    drawn = {symbol: draw(chances if symbol in ("e", "q") else small) for symbol in symbols}
    values = bent(answer.game, drawn)
    edges = boundaries(answer)
    if edges and draw(st.booleans()):
        edge, symbol = draw(st.sampled_from(edges)), draw(st.sampled_from(symbols))
        rest = {own: v for own, v in values.items() if own != symbol}
        equation = sympy.numer(sympy.together(at(edge, rest)))
        if equation.is_polynomial(sympy.Symbol(symbol)) and equation.has(sympy.Symbol(symbol)):
            roots = sympy.roots(sympy.Poly(equation, sympy.Symbol(symbol)), filter="Q")
            if roots:
                root = draw(st.sampled_from(sorted(roots)))
                edged = bent(answer.game, {**values, symbol: Fraction(int(root.p), int(root.q))})
                return edged if admitted(answer.game, edged) else values
    return values


def bent(game: DynamicGame, values: dict[str, Fraction]) -> dict[str, Fraction]:
    """The values in another order, or with an equation's left side put right, if the game admits them then."""
    for order in itertools.permutations(values.values()):
        own = dict(zip(values, order, strict=True))
        for relation in game.assumptions:
            if relation.op == "=":
                root = at(relation.right, own)
                own[str(relation.left)] = Fraction(int(root.p), int(root.q))
        if admitted(game, own):
            return own
    return values


@pytest.mark.parametrize("name", SYMBOLIC)
@settings(max_examples=max(settings.default.max_examples // SHARE, 1))
@given(data=st.data())
def test_one_case_applies_and_says_what_numbers_say(name: str, data: st.DataObject) -> None:
    answer = symbolic_answer(name)
    assert answer.status in (Status.DECIDED, Status.PROVED), answer.reason
    game, strategy = SYMBOLIC[name]
    values = data.draw(values_of(name).filter(lambda own: admitted(game, own)))
    applying = [case for case in answer.cases if applies(case, values)]
    assert len(applying) == 1, (values, [[relation.text for relation in case.assume] for case in applying])
    numeric = game.substitute(values).threshold(strategy, discount=answer.discount).intervals
    assert len(applying[0].intervals) == len(numeric), (values, [str(own) for own in numeric])
    for symbolic, plain in zip(applying[0].intervals, numeric, strict=True):
        assert (symbolic.lo_closed, symbolic.hi_closed) == (plain.lo_closed, plain.hi_closed)
        for formula, number in ((symbolic.lo, plain.lo), (symbolic.hi, plain.hi)):
            assert same_number(at(formula, values), number), (values, formula, number)


def admitted(game: DynamicGame, values: Mapping[str, Fraction]) -> bool:
    return all(holds(relation, values) for relation in game.assumptions if "d" not in relation.symbols)


def applies(case: Case, values: Mapping[str, Fraction]) -> bool:
    return all(holds(relation, values) for relation in case.assume)


def same_number(one: sympy.Expr, end: object) -> bool:
    if isinstance(end, Fraction):
        return bool(sympy.simplify(one - sympy.Rational(end.numerator, end.denominator)) == 0)
    assert isinstance(end, AlgebraicNumber)
    poly = sympy.Poly(list(reversed(end.polynomial)), sympy.Symbol("x"))
    if sympy.simplify(poly.eval(one)) != 0:
        return False
    lo, hi = end.enclosure(Fraction(1, 10**9))
    return bool(sympy.Rational(lo.numerator, lo.denominator) < one < sympy.Rational(hi.numerator, hi.denominator))


@pytest.mark.parametrize("name", SYMBOLIC)
@settings(max_examples=max(settings.default.max_examples // SHARE, 1))
@given(data=st.data())
def test_numbers_in_symbols_places_are_decided_by_the_definition(name: str, data: st.DataObject) -> None:
    """The numeric answer itself, at the values that matter to the symbolic one."""
    game, strategy = SYMBOLIC[name]
    values = data.draw(values_of(name).filter(lambda own: admitted(game, own)))
    if symbolic_answer(name).discount in {n for state in game.states for n in state.stage.symbols}:
        return
    is_the_set(game.substitute(values), strategy.substitute(values) if isinstance(strategy, Automaton) else strategy)


@pytest.mark.parametrize("name", SYMBOLIC)
def test_cases_do_not_repeat_what_the_game_assumes(name: str) -> None:
    game, _ = SYMBOLIC[name]
    assumed = {relation.text for relation in game.assumptions}
    assert not [own.text for case in symbolic_answer(name).cases for own in case.assume if own.text in assumed]


def test_the_closed_forms_of_the_textbook() -> None:
    """Grim in a dilemma: d >= (T - R)/(T - P). Two periods: d + d**2 >= (T - R)/(R - P)."""
    (case,) = symbolic_answer("grim").cases
    assert [text(own.lo) for own in case.intervals] == ["(T - R)/(T - P)"]
    assert [(own.lo_closed, own.hi, own.hi_closed) for own in case.intervals] == [(True, 1, False)]
    assert symbolic_answer("never").cases[0].intervals == ()
    assert [str(own) for own in symbolic_answer("always").cases[0].intervals] == ["[0, 1)"]


def test_beyond_square_roots_the_answer_says_that_it_does_not_know() -> None:
    """Three periods with a symbol ask for the root of a cubic, for which there is no formula in the files' grammar."""
    game = symbolic_dilemma(("T", 2, 1, 0), "T > 2").repeated()
    answer = game.threshold(Automaton.punish_for("share", "hide", 3))
    assert answer.status is Status.UNKNOWN
    assert "degree 3" in answer.reason
    assert answer.cases == ()
