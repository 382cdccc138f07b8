"""Forged certificates of false statements, written with all that a forger may write: each must be refused.

Next to each stands the true statement that it imitates, which the checker accepts. The forger has the library's own engines: whatever
the checker asks to be refuted is refuted where that is possible at all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Machine, Machines, MachineState, Rule
from games.core.dynamic import DynamicGame, GameState
from games.core.strategic import StrategicGame
from games.errors import ComarcaError, InvalidCertificate, LimitReached
from games.exact import exact, parse_formula, parse_relations, parse_scalar
from proofs import check
from proofs.certificate import Certificate, digest
from proofs.checker import left_to_refute
from proofs.checker.kernel import Polynomial, Refutation
from proofs.checker.roots import count_roots
from proofs.checker.work import limited
from proofs.claims import (
    Claim,
    CountEquilibriaAre,
    DiscountSet,
    IsNash,
    IsNotSubgamePerfect,
    IsSubgamePerfect,
    IsThreshold,
    PureEquilibriaAre,
    SymmetricEquilibriaAre,
    SymmetricPoint,
)
from proofs.engines.evidence import evidence
from proofs.engines.krivine import find_refutation
from proofs.engines.threshold import threshold_witness
from proofs.statements import (
    CountEquilibriumIff,
    DominantIff,
    EquilibriumIff,
    InductiveEquilibriumIff,
    Part,
    Region,
    SomeEquilibriumIff,
    Theorem,
    Variable,
)
from proofs.theorems.learning_by_monitoring import _last_level, _last_level_part
from proofs.witness import (
    Evidence,
    ListWitness,
    NashWitness,
    NotPlayWitness,
    PlayWitness,
    SymmetricWitness,
    TheoremWitness,
    ThresholdWitness,
    Values,
    Witness,
)
from tests.certificate_examples import DILEMMA, GRIM, JOIN, repeated

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)
ALWAYS: Region = ((),)
N = Variable("n", "players", parse_relations("n >= 2"), whole=True)


def accepted(claim: Claim, given: Witness) -> bool:
    """Whether the checker accepts the claim with this witness and the best refutations that there are, through the text form."""
    certificate = Certificate.from_json(Certificate(claim, given).to_json())
    try:
        left = left_to_refute(certificate.claim, certificate.witness)
    except ComarcaError:
        assert not check(certificate)
        return False
    if not left or isinstance(given, SymmetricWitness):
        return check(certificate).accepted
    found = {name: find_refutation(hypotheses, seconds=3) for name, hypotheses in left.items()}
    shown = {name: own for name, own in found.items() if own is not None}
    full = Certificate(certificate.claim, replace(certificate.witness, refutations=shown))  # type: ignore[arg-type]
    return check(Certificate.from_json(full.to_json())).accepted


def theorem(part: Part, *variables: Variable, assumed: Iterable[str] = (), shown: tuple[Evidence, ...] = ()) -> bool:
    """Whether a theorem of one part is accepted."""
    relations = tuple(own for text in assumed for own in parse_relations(text))
    claim = Theorem("forged", "", variables, relations, (part,))
    return accepted(claim, TheoremWitness((shown,), ((),)))


def by_count(gain: str, players: object = "n") -> AnonymousGame:
    """Staying out is worth nothing, joining what the formula says."""
    payoff = (parse_formula("0*k"), parse_formula(gain))
    return AnonymousGame(exact(players), ("out", "in"), payoff)


# --- counts ---------------------------------------------------------------------------------------------------------


def dominant(gain: str, *ends: tuple[object, object], players: object = 3) -> DominantIff:
    ranges = tuple((exact(first), exact(last)) for first, last in ends)
    return DominantIff(by_count(gain, players), 1, False, ranges, ALWAYS)


def test_runs_must_not_step_over_a_count() -> None:
    """(k - 1)**2 - 1/9 is negative at k = 1, which the runs 0 to 1/2 and 3/2 to 2 leave out."""
    assert not theorem(dominant("(k - 1)**2 - 1/9", (0, "1/2"), ("3/2", 2)))
    assert theorem(dominant("(k - 1)**2", (0, 0), (1, 1), (2, 2)))


def test_runs_with_symbolic_ends_must_end_at_whole_numbers() -> None:
    part = dominant("(k - 1)**2 - 1/9", (0, "h"), ("h + 1", "n - 1"), players="n")
    fraction = Variable("h", "between", parse_relations("h = 1/2"))
    assert not theorem(part, N, fraction, assumed=["n >= 4"])
    true = dominant("(k - h)**2", (0, "h"), ("h + 1", "n - 1"), players="n")
    whole = replace(fraction, domain=parse_relations("h >= 0"), whole=True)
    assert theorem(true, N, whole, assumed=["h <= n - 2"])


def test_a_count_is_whole() -> None:
    never = by_count("-1", 3)
    assert not theorem(CountEquilibriumIff(never, exact("1/2"), ()))
    assert not theorem(CountEquilibriumIff(JOIN, exact("3/2"), ALWAYS))
    assert not theorem(CountEquilibriumIff(by_count("0*k"), exact("x"), ALWAYS), N, assumed=["1 <= x", "x <= n - 1"])
    assert theorem(CountEquilibriumIff(never, exact(0), ALWAYS))
    assert theorem(CountEquilibriumIff(JOIN, exact(2), ALWAYS))


@pytest.mark.parametrize("count", [-1, 4, 7, "j"])
def test_a_count_lies_in_the_table(count: object) -> None:
    assert not theorem(CountEquilibriumIff(JOIN, exact(count), ALWAYS))


def test_a_run_over_a_table_is_refused() -> None:
    assert not theorem(DominantIff(JOIN, 0, False, ((ZERO, Fraction(2)),), ()))
    assert theorem(DominantIff(JOIN, 0, False, tuple((Fraction(k), Fraction(k)) for k in range(3)), ()))


# --- names ----------------------------------------------------------------------------------------------------------


def lonely(*payoffs: object, discount: object = HALF, assumed: str = "") -> DynamicGame:
    """One player who chooses every period between actions with these payoffs."""
    labels = tuple(f"a{k}" for k in range(len(payoffs)))
    relations = parse_relations(assumed) if assumed else ()
    return DynamicGame.repeated(StrategicGame(("one",), (labels,), (payoffs,), relations), discount)


STAY = Automaton.markov(("a0",))


def test_chosen_names_are_no_auxiliary_variables() -> None:
    """Who may have sqrt(y) must not take 1, also if one "chooses" the variable that stands for the root."""
    game = lonely(ONE, parse_scalar("sqrt(y)", allow_sqrt=True))
    shown = evidence(game, STAY, ())
    for name in ("root__0", "root__2"):
        assert not theorem(SomeEquilibriumIff(game, STAY, {name: HALF}, ALWAYS), assumed=["y >= 0"], shown=(shown,))
    better = lonely(parse_scalar("sqrt(2) + x", allow_sqrt=True), ONE)
    shown = evidence(better, STAY, ())
    assert theorem(SomeEquilibriumIff(better, STAY, {"x": ONE}, ALWAYS), shown=(shown,))


def test_nodes_of_one_name_are_refused() -> None:
    """ "a |" and "b" join to the same text as "a" and "| b"; what is lost at one must not hide behind the other."""

    def machine(first: str, second: str, there: str) -> Machine:
        rules = (
            Rule(((second, ONE),), ("share", None) if there == "second" else (None, "share")),
            Rule(((first, ONE),)),
        )
        return Machine(
            (
                MachineState(first, ((None, (("share", ONE),)),), rules),
                MachineState(second, ((None, (("hide", ONE),)),), (Rule(((second, ONE),)),)),
            ),
            first,
        )

    profile = Machines((machine("a |", "a", "first"), machine("b", "| b", "second")))
    claim = IsSubgamePerfect(repeated(HALF), profile)
    zero = Values((("stage", "a | | b"),) * 2, ((ZERO, ZERO),) * 2, ((), ()))
    verdict = check(Certificate(claim, PlayWitness(Evidence(zero))))
    assert not verdict
    assert "same name" in verdict.reason


def test_the_gain_of_a_deviation_is_not_another_root() -> None:
    game = lonely(ONE, parse_scalar("sqrt(2)", allow_sqrt=True), discount=ZERO)
    shown = evidence(game, STAY, ())
    claim = IsNotSubgamePerfect(game, STAY)
    for gain, right in (("sqrt(2) - 1", True), ("sqrt(7) - 1", False)):
        value = parse_scalar(gain, allow_sqrt=True)
        assert accepted(claim, NotPlayWitness(shown, "one", "stage", "always", "a1", value)) is right


# --- what is no game, what is not defined ---------------------------------------------------------------------------


def test_a_constant_discount_factor_lies_below_one() -> None:
    """That sqrt(2) < 1 is no assumption about symbols: there is no such game, so nothing is true of it."""
    for factor, right in (("sqrt(2)", False), ("sqrt(2) - 1", True), ("-sqrt(2)", False)):
        game = lonely(ONE, ZERO, discount=parse_scalar(factor, allow_sqrt=True))
        claim = IsSubgamePerfect(game, STAY)
        assert accepted(claim, PlayWitness(evidence(game, STAY, ()))) is right


def test_all_payoffs_are_defined() -> None:
    """At x = 0 the payoff of an action that nobody takes is not defined."""

    def corner(payoff: str, assumed: str = "") -> IsNash:
        game = StrategicGame(
            ("row", "column"),
            (("a", "b"), ("a", "b")),
            ((ONE, ONE, ZERO, exact(payoff)), (ONE, ZERO, ONE, ZERO)),
            parse_relations(assumed) if assumed else (),
        )
        return IsNash(game, ((ONE, ZERO), (ONE, ZERO)))

    payoffs = NashWitness(((ONE, ONE),))
    assert not accepted(corner("1/x"), payoffs)
    assert accepted(corner("1/x", "x > 0"), payoffs)


# --- induction ------------------------------------------------------------------------------------------------------


def induction(part: InductiveEquilibriumIff) -> bool:
    known = (*_last_level().hypotheses,)
    shown = (
        evidence(part.base, part.base_profile, known),
        evidence(part.step, part.step_profile, (*known, part.invariant)),
    )
    claim = replace(_last_level(), parts=(part,))
    return accepted(claim, TheoremWitness((shown,), ((),)))


def payoffs_of(game: DynamicGame, state: str, change: dict[tuple[int, int], object]) -> DynamicGame:
    """The game with some payoffs (player, cell) of a state replaced."""

    def changed(own: GameState) -> GameState:
        rows = [list(row) for row in own.stage.payoffs]
        for (player, cell), value in change.items():
            rows[player][cell] = exact(value)
        return replace(own, stage=replace(own.stage, payoffs=tuple(map(tuple, rows))))

    return replace(game, states=tuple(changed(own) if own.name == state else own for own in game.states))


PART = _last_level_part()


def test_the_induction_itself_is_accepted() -> None:
    assert induction(PART)


def test_a_step_that_does_not_carry_the_earlier_game_is_refused() -> None:
    without = payoffs_of(PART.step, "above", {(0, 0): "rho*R", (1, 0): "rho*R"})
    assert not induction(replace(PART, step=without))


def test_the_invariant_holds_for_every_player() -> None:
    """The second player's base game is worth less to him than the value that the step carries for both."""
    poorer = payoffs_of(PART.base, "level 0", {(1, 0): "R/2", (1, 2): "0", (1, 1): "R/2 + g/2"})
    assert not induction(replace(PART, base=poorer))


def test_the_earlier_game_keeps_the_sign_of_its_payoffs() -> None:
    turned = payoffs_of(PART.step, "above", {(0, 0): "rho*(2*R - v)", (1, 0): "rho*(2*R - v)"})
    smaller = parse_relations("v = R")[0]
    assert not induction(replace(PART, step=turned, invariant=replace(smaller, op="<=")))
    assert not induction(replace(PART, step=payoffs_of(PART.step, "above", {(0, 0): "rho*v + 1", (1, 0): "rho*v + 1"})))


def test_what_is_carried_stands_in_the_payoffs_of_the_earlier_game_alone() -> None:
    assert not induction(replace(PART, step=payoffs_of(PART.step, "level", {(0, 3): "0*v - v + v - (v - R)**2"})))


def test_base_and_step_share_players_patience_and_profile() -> None:
    assert not induction(replace(PART, step=PART.step.at("d/2")))
    assert not induction(replace(PART, base=PART.base.at("d/2")))
    other = Automaton.trigger(("work", "work"), ("shirk", "shirk"), ("together", "done"))
    assert not induction(replace(PART, base_profile=other))


def test_the_value_that_is_carried_is_that_of_the_start() -> None:
    assert not induction(replace(PART, base_node=(PART.base_node[0], "level 0", "apart")))
    assert not induction(replace(PART, step_node=(PART.step_node[0], "above", "together")))


# --- symmetric equilibria -------------------------------------------------------------------------------------------


def test_no_equilibrium_lies_strictly_between_a_number_and_itself() -> None:
    game = AnonymousGame.from_functions(2, ("out", "in"), (lambda k: 0, lambda k: 1 - 2 * k))

    def claim(at: object) -> SymmetricEquilibriaAre:
        return SymmetricEquilibriaAre(game, (SymmetricPoint(at, True),))  # type: ignore[arg-type]

    assert not accepted(claim((HALF, HALF)), SymmetricWitness(()))
    assert accepted(claim((HALF / 2, HALF * 3 / 2)), SymmetricWitness(()))
    assert accepted(claim(HALF), SymmetricWitness(()))


# --- what may not be reached ----------------------------------------------------------------------------------------


def wavering(chance: str, assumed: str) -> tuple[DynamicGame, Automaton]:
    """After a1 the profile turns with some chance to a state that plays the worse action for good."""
    game = lonely(ONE, ZERO, discount=HALF, assumed=assumed)
    weight = exact(chance)
    turn = (Rule((("good", 1 - weight), ("bad", weight)), ("a1",)), Rule((("good", ONE),)))
    states = (
        AutomatonState("good", ((None, "a0"),), turn),
        AutomatonState("bad", ((None, "a1"),), (Rule((("bad", ONE),)),)),
    )
    return game, Automaton(states, "good")


@pytest.mark.parametrize(("assumed", "right"), [("0 <= e <= 1", False), ("0 < e <= 1", True)])
def test_a_mistake_counts_only_where_it_can_be_made(assumed: str, right: bool) -> None:
    """With e = 0 no history leads to the state in which the profile errs."""
    game, profile = wavering("e", assumed)
    shown = evidence(game, profile, game.assumptions)
    gain = NotPlayWitness(shown, "one", "stage", "bad", "a0", HALF)
    assert accepted(IsNotSubgamePerfect(game, profile), gain) is right
    never = EquilibriumIff(game, profile, ())
    assert theorem(never, assumed=[assumed], shown=(shown,)) is right


def test_a_chance_that_is_the_discount_factor_may_be_zero() -> None:
    game, profile = wavering("d", "d >= 0")
    claim = IsThreshold(game.at("d"), profile, "d", (DiscountSet((), ()),))
    assert not accepted(claim, threshold_witness(claim))


# --- certificates that ask for too much, and data that are none ------------------------------------------------------


def refused_soon(certificate: Certificate, seconds: float = 5) -> str:
    """The reason of a refusal that does not take long."""
    begun = time.monotonic()
    verdict = check(certificate)
    assert not verdict
    assert time.monotonic() - begun < seconds
    return verdict.reason


def test_a_crowd_is_refused() -> None:
    crowd = by_count("k + 1", 10**12)
    assert "players" in refused_soon(Certificate(CountEquilibriaAre(crowd, ()), ListWitness()))
    assert "players" in refused_soon(Certificate(SymmetricEquilibriaAre(crowd, ()), SymmetricWitness(())))


def test_many_states_of_the_profile_are_refused() -> None:
    labels = tuple(f"s{k}" for k in range(10))
    drawn = Rule(tuple((label, Fraction(1, 10)) for label in labels))
    machine = Machine(tuple(MachineState(label, ((None, (("x", ONE),)),), (drawn,)) for label in labels), "s0")
    who = tuple(f"p{k}" for k in range(10))
    stage = StrategicGame(who, (("x",),) * 10, ((ZERO,),) * 10)
    claim = IsSubgamePerfect(DynamicGame.repeated(stage, HALF), Machines((machine,) * 10))
    assert "states" in refused_soon(Certificate(claim, PlayWitness(Evidence(Values((), (), ())))))


WAYS: Region = ((*parse_relations("d > 1/2"), *parse_relations("d < 1/3")),) * 40


def test_regions_with_many_ways_out_are_refused() -> None:
    game = repeated("d")
    shown = evidence(game, GRIM, ())
    parts: tuple[Part, ...] = (EquilibriumIff(game, GRIM, WAYS), CountEquilibriumIff(JOIN, ZERO, WAYS))
    for part, own in zip(parts, ((shown,), ()), strict=True):
        claim = Theorem("forged", "", (), parse_relations("0 <= d < 1"), (part,))
        assert "ways" in refused_soon(Certificate(claim, TheoremWitness((own,), ((),))))
    cases = tuple(DiscountSet(own, ()) for own in WAYS)
    claim_of_cases = IsThreshold(game, GRIM, "d", cases)
    assert "ways" in refused_soon(Certificate(claim_of_cases, ThresholdWitness((shown,) * 40)))


def test_work_is_limited() -> None:
    x = Polynomial.variable("x")
    with limited(1_000), pytest.raises(InvalidCertificate, match="work"):
        (x + 1) ** 200
    with limited(1_000), pytest.raises(InvalidCertificate, match="work"):
        count_roots(tuple(range(1, 60)), 0, 1)
    (x + 1) ** 200


def test_a_number_too_long_to_show_is_refused() -> None:
    game = StrategicGame(("one",), (("a", "b"),), ((exact("x") * Fraction(1, 3**9_999), ZERO),))
    refused_soon(Certificate(PureEquilibriaAre(game, (("a",),)), ListWitness()))


@pytest.mark.parametrize("depth", [10, 900, 985, 990, 995, 100_000])
def test_nested_data_are_refused(depth: int) -> None:
    written = '{"version": 1, "claim": %s, "witness": {}, "digest": ""}' % ("[" * depth + "]" * depth)
    with pytest.raises(InvalidCertificate):
        Certificate.from_json(written)


@pytest.mark.parametrize("kind", [[], {}, None, 1, True, "IsNash\ud800"])
def test_a_kind_is_a_name(kind: object) -> None:
    data = {"version": 1, "claim": {"kind": kind}, "witness": {}}
    with pytest.raises(InvalidCertificate):
        Certificate.from_json(json.dumps({**data, "digest": digest(data)}))


def test_a_limit_of_time_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = PureEquilibriaAre(DILEMMA, (("hide", "hide"),))
    certificate = Certificate(claim, ListWitness({"x": None}))  # type: ignore[dict-item]
    assert not check(certificate)

    def stopped(*_: object) -> int:
        raise LimitReached("--time-limit", "1 s", "more")

    monkeypatch.setattr("proofs.checker.discharge", stopped)
    with pytest.raises(LimitReached):
        check(Certificate(claim, ListWitness()))


def test_objects_made_in_memory_may_not_answer_for_themselves() -> None:
    class Agreeable(Fraction):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = Fraction.__hash__

    class Silent(dict[str, Refutation]):
        pass

    pure = PureEquilibriaAre(DILEMMA, (("hide", "hide"),))
    assert check(Certificate(pure, ListWitness()))
    assert not check(Certificate(pure, ListWitness(Silent())))
    sure = ((Fraction(0), Fraction(1)),) * 2
    assert check(Certificate(IsNash(DILEMMA, sure), NashWitness(((Fraction(1), Fraction(1)),))))
    for forged in (Agreeable(7), 1.0, float("nan")):
        shown = NashWitness(((forged, Fraction(1)),))  # type: ignore[arg-type]
        assert not check(Certificate(IsNash(DILEMMA, sure), shown))
