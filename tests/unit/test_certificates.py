"""Certificates and the checker: strict text, reasons that a person can use, and the traps that a checker must not fall into."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Count, Machine, Machines, Rule, Seen, plays
from games.core.dynamic import DynamicGame
from games.core.solution import Case, Status
from games.core.strategic import StrategicGame
from games.errors import InvalidCertificate
from games.exact import (
    AlgebraicNumber,
    Formula,
    Interval,
    Relation,
    exact,
    parse_formula,
    parse_relations,
    parse_scalar,
)
from games.solvers.counts import count_equilibria
from games.solvers.nash import nash_equilibria
from games.solvers.pure import pure_equilibria
from games.solvers.subgame_perfection import check as check_profile
from games.solvers.symmetric import symmetric_equilibria
from games.solvers.thresholds import threshold
from proofs import check
from proofs.certificate import Certificate, digest
from proofs.certification import certify
from proofs.checker import left_to_refute
from proofs.checker.kernel import Hypothesis, Polynomial, Product, Refutation, refutes
from proofs.checker.obligations import equilibrium_iff, join, lemmas, nonzero, positive
from proofs.checker.reading import Reader, show
from proofs.claims import (
    AreNash,
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
from proofs.engines.threshold import threshold_witness
from proofs.witness import Branch, ListWitness, NashWitness, PlayWitness, SymmetricWitness, ThresholdWitness
from tests.certificate_examples import (
    DILEMMA,
    GRIM,
    JOIN,
    PENNIES,
    crowded,
    ladder,
    monitored,
    numeric_examples,
    repeated,
    tit_for_tat,
)

HALF, ZERO, ONE = Fraction(1, 2), Fraction(0), Fraction(1)
PURE = Certificate(PureEquilibriaAre(DILEMMA, (("hide", "hide"),)), ListWitness())


def reason(certificate: Certificate) -> str:
    """Why the checker refuses it."""
    verdict = check(certificate)
    assert not verdict.accepted
    assert not verdict
    assert verdict.steps == 0
    return verdict.reason


# --- text ------------------------------------------------------------------------------------------------------------


def resealed(**changes: object) -> str:
    data = {**json.loads(PURE.to_json()), **changes}
    return json.dumps({**data, "digest": digest(data)})


def claim_with(path: tuple[str | int, ...], value: object) -> str:
    data = json.loads(PURE.to_json())["claim"]
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return resealed(claim=data)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "the fields version, claim, witness, digest"),
        ('{"version": 1, "version": 1}', "appears twice"),
        (resealed(version=2), "certificate.version: found 2; expected version 1"),
        (resealed(version=True), "certificate.version: found True"),
        (resealed(more=1), "the fields"),
        (resealed(witness={"kind": "Pickle"}), 'witness: found .*; expected an object whose "kind" is one of'),
        (claim_with(("profiles", 0, 0), 7), r"claim.profiles\[0\]\[0\]: found 7; expected a text"),
        (claim_with(("profiles",), "hide"), "claim.profiles: found 'hide'; expected a list"),
        (claim_with(("game", "payoffs", 0, 0), 3), r"claim.game.payoffs\[0\]\[0\]: found 3; expected a text"),
        (claim_with(("game", "payoffs", 0, 0), "__import__('os')"), r"claim.game.payoffs\[0\]\[0\]: found"),
        (claim_with(("game", "payoffs", 0, 0), "9**9**9**9"), r"claim.game.payoffs\[0\]\[0\]"),
        (claim_with(("game", "payoffs", 0), []), "claim.game, payoffs: found rows of lengths"),
        (claim_with(("game", "cell"), "x"), "claim.game: found .*; expected the fields players"),
        (PURE.to_json().replace('"3"', "3.0"), "the number 3.0; expected exact numbers as text"),
        (PURE.to_json().replace('"3"', "NaN"), "the number NaN"),
        (PURE.to_json().replace('"3"', '"4"'), "certificate.digest"),
    ],
)
def test_text_that_is_no_certificate_is_refused_by_place(written: str, message: str) -> None:
    with pytest.raises(InvalidCertificate, match=message):
        Certificate.from_json(written)


@pytest.mark.parametrize("name", numeric_examples())
def test_text_keeps_everything(name: str) -> None:
    certificate = numeric_examples()[name]
    again = Certificate.from_json(certificate.to_json())
    assert again == certificate
    assert again.to_json() == certificate.to_json()


def test_text_keeps_every_kind_of_rule_play_and_number() -> None:
    rules = (
        Rule((("b", HALF), ("a", HALF)), ("share", None), "stage"),
        Rule((("a", ONE),), "good"),
        Rule((("a", ONE),), Count(exact("n - 1"))),
        Rule((("a", ONE),), Seen.KEPT),
        Rule((("a", ONE),)),
    )
    mixed = ((("share", exact("q")), ("hide", exact("1 - q"))), (("hide", ONE),))
    states = (
        AutomatonState("a", (("stage", "share"), (None, mixed)), rules),
        AutomatonState("b", plays("hide"), rules[4:]),
    )
    root = parse_scalar("sqrt(x + 1)/2", allow_sqrt=True)
    case = DiscountSet((Relation(exact("x"), ">=", ZERO),), (Interval(root, True, ONE, False),))
    claim = IsThreshold(repeated(), Automaton(states, "a"), "d", (case,))
    certificate = Certificate(claim, ThresholdWitness(()))
    assert Certificate.from_json(certificate.to_json()) == certificate


# --- reasons ---------------------------------------------------------------------------------------------------------


def test_refusals_say_who_gains_what_and_where() -> None:
    sure = ((ONE, ZERO), (ONE, ZERO))
    wrong = Certificate(IsNash(DILEMMA, sure), NashWitness(((Fraction(3), Fraction(3)),)))
    assert reason(wrong) == "loss of buyer from hide: found -2; expected at least 0."
    assert "(share, share): found an equilibrium" not in reason(replace(PURE, claim=PureEquilibriaAre(DILEMMA, ())))
    assert reason(replace(PURE, claim=PureEquilibriaAre(DILEMMA, ()))).startswith("(hide, hide): found an equilibrium")
    play = Certificate(IsSubgamePerfect(repeated("2/5"), GRIM), PlayWitness(evidence(repeated("2/5"), GRIM, ())))
    assert reason(play) == "slack of buyer, stage, share, hide: found -2/5; expected at least 0."


def test_a_wrong_threshold_is_refuted_at_a_discount_factor() -> None:
    shown = numeric_examples()["IsThreshold"]
    late = (Interval(HALF, False, ONE, False),)
    claim = replace(shown.claim, cases=(DiscountSet((), late),))
    found = reason(replace(shown, claim=claim))
    assert found == "d at 1/2: found not an equilibrium by the claim; expected an equilibrium."


def test_the_witness_must_be_of_the_claims_kind() -> None:
    assert "expected ListWitness" in reason(replace(PURE, witness=SymmetricWitness(())))


@pytest.mark.parametrize(
    ("equilibria", "splits", "message"),
    [
        ((), (HALF,), "expected one more, at 0"),
        ((SymmetricPoint(ZERO, False),), (), "expected at most one"),
        ((SymmetricPoint(ZERO, False),), (HALF,), "expected stable"),
        ((SymmetricPoint(ZERO, True), SymmetricPoint(Fraction(1, 5), False)), (HALF,), "expected the root between"),
        ((SymmetricPoint(ZERO, True), SymmetricPoint((ZERO, HALF), False)), (HALF,), "one more, between 1/2 and 1"),
        (
            (
                SymmetricPoint(ZERO, True),
                SymmetricPoint((ZERO, HALF), False),
                SymmetricPoint((HALF, ONE), True),
                SymmetricPoint(ONE, False),
            ),
            (HALF,),
            "only equilibria",
        ),
        ((SymmetricPoint(ZERO, True),), (HALF, HALF), "increasing points"),
    ],
)
def test_symmetric_lists_that_are_wrong(equilibria, splits, message) -> None:
    assert message in reason(Certificate(SymmetricEquilibriaAre(JOIN, equilibria), SymmetricWitness(splits)))


def test_every_split_and_every_equilibrium_is_needed() -> None:
    certified = certify(symmetric_equilibria(crowded()))
    claim, splits = certified.certificate.claim, certified.certificate.witness.splits
    assert len(splits) == 2
    assert len(claim.equilibria) == 5
    for split in splits:
        fewer = SymmetricWitness(tuple(own for own in splits if own != split))
        assert "at most one" in reason(Certificate(claim, fewer))
    for gone in claim.equilibria:
        rest = tuple(own for own in claim.equilibria if own != gone)
        assert reason(Certificate(replace(claim, equilibria=rest), SymmetricWitness(splits)))


def test_another_root_of_the_same_polynomial_is_no_equilibrium_point() -> None:
    claim = certify(symmetric_equilibria(JOIN)).certificate.claim
    _, low, high = claim.equilibria
    assert isinstance(low.at, AlgebraicNumber)
    doubled = (claim.equilibria[0], replace(low, at=high.at), high)
    assert "between 0 and 1/2" in reason(Certificate(replace(claim, equilibria=doubled), SymmetricWitness((HALF,))))


# --- certify ---------------------------------------------------------------------------------------------------------


def test_answers_with_a_wrong_number_stay_what_they_were() -> None:
    answer = nash_equilibria(PENNIES)
    wrong = replace(answer, equilibria=(replace(answer.equilibria[0], payoffs=(ONE, ZERO)),))
    certified = certify(wrong)
    assert certified.status is Status.DECIDED
    assert "the checker refuses: payoffs" in certified.reason or "no certificate: payoffs" in certified.reason
    profile = check_profile(repeated("3/5"), GRIM)
    shifted = replace(profile, values=tuple(tuple(v + 1 for v in row) for row in profile.values))
    assert certify(shifted).status is Status.DECIDED
    edge = threshold(repeated(), GRIM)
    moved = replace(edge, cases=(Case((), (Interval(Fraction(1, 3), True, ONE, False),)),))
    assert certify(moved).status is Status.DECIDED


def test_incomplete_answers_are_not_certified_as_complete() -> None:
    counted = replace(count_equilibria(JOIN), complete=False, status=Status.UNKNOWN, reason="stopped")
    assert (certify(counted).status, certify(counted).reason) == (Status.UNKNOWN, "stopped")
    some = replace(pure_equilibria(DILEMMA), complete=False)
    assert isinstance(certify(some).certificate.claim, AreNash)
    with pytest.raises(TypeError, match="no answer that has certificates"):
        certify("yes")


def test_a_counterexample_is_certified() -> None:
    certified = certify(check_profile(repeated("2/5"), GRIM))
    assert certified.status is Status.REFUTED
    assert isinstance(certified.certificate.claim, IsNotSubgamePerfect)
    assert certified.certificate.witness.gain == Fraction(2, 5)


def test_symbolic_thresholds_are_proved_for_all_values() -> None:
    names = parse_relations("T > R > P > S")
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=names)
    certified = certify(threshold(DynamicGame.repeated(game), Automaton.grim("1", "2")))
    assert certified.status is Status.PROVED
    looser = replace(game, assumptions=names[:2])
    certified = certify(threshold(DynamicGame.repeated(looser), Automaton.grim("1", "2")))
    assert certified.status is Status.PROVED
    assert len(certified.certificate.claim.cases) == 2


def test_checks_with_symbols_are_certified_as_far_as_they_go() -> None:
    names = parse_relations("T > R > P > S")
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=names)
    grim = Automaton.grim("1", "2")
    open_one = certify(check_profile(DynamicGame.repeated(game, "1/2"), grim))
    assert open_one.status is Status.UNKNOWN
    assert open_one.verdict.accepted
    assert open_one.certificate.claim.cases[0].intervals[0].lo == exact("(T - R)/(T - P)")
    patient = replace(game, assumptions=(*names, *parse_relations("T - R < R - P")))
    assert certify(check_profile(DynamicGame.repeated(patient, "1/2"), grim)).status is Status.PROVED
    greedy = replace(game, assumptions=(*names, *parse_relations("T - R > R - P")))
    never = certify(check_profile(DynamicGame.repeated(greedy, "1/2"), grim))
    assert never.status is Status.REFUTED
    assert isinstance(never.certificate.claim, IsNotSubgamePerfect)
    assert never.certificate.witness.gain == exact("(T - 2*R + P)/2")


def test_extremes_in_payoffs_are_read_by_the_branch_that_the_assumptions_leave() -> None:
    game = StrategicGame.from_arrays(
        [["max(R, P)", 0], ["T", "P"]], [["max(R, P)", "T"], [0, "P"]], assumptions=parse_relations("T > R > P > 0")
    )
    certified = certify(threshold(DynamicGame.repeated(game), Automaton.grim("1", "2")))
    assert certified.status is Status.PROVED, certified.reason
    assert certified.certificate.witness.evidence[0].branches


# --- traps -----------------------------------------------------------------------------------------------------------


def wrong_threshold(game: DynamicGame, profile: Automaton | Machines, *intervals: Interval) -> Certificate:
    claim = IsThreshold(game, profile, "d", (DiscountSet((), intervals),))
    return Certificate(claim, threshold_witness(claim))


def test_a_hypothesis_read_by_a_branch_does_not_vouch_for_the_branch() -> None:
    """max(a, b) >= a is always true; read with the branch b it would be the lemma b >= a itself."""
    assumed = Relation(exact("max(a, b)"), ">=", exact("a"))
    read = Reader((Branch(exact("max(a, b)"), exact("b")),))
    given = read.assumed(assumed)
    read(exact("max(a, b)"))
    name, open_one = next(iter(lemmas(read.lemmas, given).items()))
    assert name == "lemma: b - a >= 0" or show(open_one[-1].polynomial) in ("a - b", "-b + a")
    point = {"a": ONE, "b": ZERO, **{n: ONE for h in open_one for n in h.polynomial.names if "__" in n}}
    assert all(_true(h, point) for h in open_one), "a > b satisfies all that was assumed: the lemma is not to be had"


def test_the_definition_of_a_root_does_not_vouch_for_its_radicand() -> None:
    read = Reader()
    read(parse_scalar("sqrt(x)", allow_sqrt=True))
    (given,) = lemmas(read.lemmas, ()).values()
    assert given == (Hypothesis(-Polynomial.variable("x"), ">0"),)
    twice = Reader()
    twice(parse_scalar("sqrt(x) + 1/sqrt(x)", allow_sqrt=True))
    twice(parse_scalar("sqrt(1/x)", allow_sqrt=True))
    for open_one in lemmas(twice.lemmas, ()).values():
        assert all(h.polynomial.names <= {"x"} for h in open_one[-1:])


def test_of_two_obligations_of_one_name_the_harder_stands() -> None:
    x = Polynomial.variable("x")
    bare, helped = positive(x, (), "x"), positive(x, (Hypothesis(x - 1, ">=0"),), "x")
    assert join(bare, helped) == bare
    with pytest.raises(InvalidCertificate, match="two versions"):
        join(helped, bare)


def test_what_stands_among_the_hypotheses_leaves_no_obligation_and_constants_are_decided() -> None:
    x = Polynomial.variable("x")
    assert positive(x, (Hypothesis(x, ">0"),), "x") == {}
    assert positive(x, (Hypothesis(x, ">=0"),), "x", strict=True)
    assert nonzero(x, (Hypothesis(x, ">=0"),), "x")
    assert nonzero(x, (Hypothesis(-x, ">0"),), "x") == {}
    with pytest.raises(InvalidCertificate, match="found 0; expected more than 0"):
        positive(Polynomial.constant(0), (), "x", strict=True)


def test_symbols_that_look_like_new_variables_are_refused() -> None:
    with pytest.raises(InvalidCertificate, match="root__0"):
        Reader()(exact("root__0 + 1"))


@pytest.mark.parametrize(
    ("drawn", "message"),
    [
        ((("share", Fraction(2)), ("hide", Fraction(-1))), "expected at least 0"),
        ((("share", HALF),), "sum to 1"),
        ((("share", HALF), ("share", HALF)), "distinct labels"),
        ((("share", HALF), ("steal", HALF)), 'the action "steal"'),
    ],
)
def test_what_is_no_distribution_is_refused_even_if_core_let_it_pass(drawn, message) -> None:
    game, automaton = repeated("1/2"), Automaton.markov(("share", "hide"))
    shown = PlayWitness(evidence(game, automaton, ()))
    object.__setattr__(automaton.states[0], "plays", ((None, (drawn, (("hide", ONE),))),))
    assert message in reason(Certificate(IsSubgamePerfect(game, automaton), shown))


def test_kept_cannot_be_seen_under_public_monitoring() -> None:
    game, _ = monitored("1/2")
    claim = IsSubgamePerfect(game, GRIM)
    shown = PlayWitness(evidence(repeated("1/2"), GRIM, ()))
    assert 'the rule "kept"' in reason(Certificate(claim, shown))


def test_sums_that_do_not_converge_are_no_equilibrium() -> None:
    game = ladder().substitute({"R": 1, "g": 0, "rho": 2, "l": 1})
    right = wrong_threshold(game, GRIM, Interval(ZERO, True, HALF, False))
    assert check(right).accepted
    everywhere = wrong_threshold(game, GRIM, Interval(ZERO, True, ONE, False))
    assert "not an equilibrium" in reason(everywhere)
    patient = IsSubgamePerfect(game.at("3/5"), GRIM)
    assert "convergence" in reason(Certificate(patient, PlayWitness(evidence(game.at("3/5"), GRIM, ()))))


def test_a_root_that_is_left_out_or_made_up_is_noticed() -> None:
    right = numeric_examples()["IsThreshold, a point"]
    assert check(right).accepted
    points = right.witness.points
    for k in range(len(points)):
        fewer = replace(right.witness, points=points[:k] + points[k + 1 :])
        assert reason(replace(right, witness=fewer)).startswith("points")
    more = replace(right.witness, points=tuple(sorted((*points, Fraction(1, 7)))))
    assert "expected a root of some condition" in reason(replace(right, witness=more))


def test_tit_for_tat_is_an_equilibrium_at_no_other_discount_factor() -> None:
    game = numeric_examples()["IsThreshold, a point"].claim.game
    assert check(wrong_threshold(game, tit_for_tat(), Interval(HALF, True, HALF, True))).accepted
    for wrong in [(), (Interval(HALF, True, ONE, False),), (Interval(ZERO, True, HALF, True),)]:
        assert not check(wrong_threshold(game, tit_for_tat(), *wrong)).accepted


def test_symbolic_claims_that_are_false_have_no_refutations() -> None:
    """The obligations of a false threshold are satisfiable: a point shows it."""
    names = parse_relations("T > R > P > S")
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=names)
    low = Interval(exact("(T - R)/(T - S)"), True, ONE, False)
    claim = IsThreshold(DynamicGame.repeated(game), Automaton.grim("1", "2"), "d", (DiscountSet((), (low,)),))
    open_ones = left_to_refute(claim, threshold_witness(claim))
    values = {"T": 5, "R": 3, "P": 1, "S": 0}
    failing = [
        name
        for name, given in open_ones.items()
        if any(all(_true(h, {**values, "d": Fraction(k, 40)}) for h in given) for k in range(40))
    ]
    assert failing == ["case 1: on part 1: -P*d + T*d + R - T >= 0"]


def test_no_case_speaks_of_the_discount_factor() -> None:
    names = parse_relations("T > R > P > S")
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=names)
    dynamic, grim = DynamicGame.repeated(game), Automaton.grim("1", "2")
    itself = DiscountSet((), (Interval(exact("d"), True, ONE, False),))
    claim = IsThreshold(dynamic, grim, "d", (itself,))
    assert "only the other symbols" in reason(Certificate(claim, threshold_witness(claim)))


def test_cases_must_cover_and_not_overlap() -> None:
    names = parse_relations("T > R > P")
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=names)
    answer = threshold(DynamicGame.repeated(game), Automaton.grim("1", "2"))
    right = certify(answer).certificate
    both = right.claim.cases
    for cases in (both[:1], both[1:], (replace(both[0], assume=()), both[1])):
        claim = replace(right.claim, cases=cases)
        open_ones = left_to_refute(claim, threshold_witness(claim))
        satisfied = [
            name
            for name, given in open_ones.items()
            for S in (0, 1, 2)
            if name.startswith("cases") and all(_true(h, {"T": 5, "R": 3, "P": 1, "S": S, "d": HALF}) for h in given)
        ]
        assert satisfied


def test_equilibrium_iff_lists_what_a_theorem_must_refute() -> None:
    relations = (*parse_relations("T > R > P > S"), *parse_relations("0 <= d < 1"))
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]])
    dynamic, grim = DynamicGame.repeated(game), Automaton.grim("1", "2")
    region = ((Relation(exact("d"), ">=", exact("(T - R)/(T - P)")),),)
    found = equilibrium_iff(dynamic, grim, relations, region, evidence(dynamic, grim, relations))
    assert list(found) == ["-P + T != 0", "on part 1: -P*d + T*d + R - T >= 0", "outside 1.1"]
    bare = equilibrium_iff(dynamic, grim, relations[:-2], region, evidence(dynamic, grim, relations[:-2]))
    assert {"d >= 0", "-d + 1 > 0"} <= set(bare), "the theorem must bound the discount factor itself"


def test_the_kernel_refuses_a_refutation_without_a_strict_term() -> None:
    x = Polynomial.variable("x")
    with pytest.raises(InvalidCertificate):
        refutes(
            (Hypothesis(x, ">=0"), Hypothesis(-x, ">=0")),
            Refutation((Product(ONE, ((0, 1),)), Product(ONE, ((1, 1),)))),
        )


def test_payoffs_by_formula_are_read_with_all_counts() -> None:
    game = AnonymousGame(exact(14), ("out", "in"), (_formula("k/3"), _formula("(k + 1)/3 - 1/2")))
    assert check(Certificate(CountEquilibriaAre(game, (0,)), ListWitness())).accepted
    assert not check(Certificate(CountEquilibriaAre(game, (0, 14)), ListWitness())).accepted
    symbolic = AnonymousGame(exact("n"), ("out", "in"), (_formula("k"), _formula("k")))
    assert "players" in reason(Certificate(CountEquilibriaAre(symbolic, ()), ListWitness()))


def _formula(text: str) -> Formula:
    return parse_formula(text, where="payoff", names=None)


def _true(hypothesis: Hypothesis, at: dict[str, Fraction | int]) -> bool:
    value = hypothesis.polynomial.at(at)
    return {">=0": value >= 0, ">0": value > 0, "=0": value == 0}[hypothesis.kind]


def test_machines_and_automata_are_told_apart() -> None:
    always = Machines((Machine.constant("hide"), Machine.constant("hide")))
    assert certify(check_profile(repeated("1/2"), always)).status is Status.PROVED
    assert certify(check_profile(repeated("1/2"), Automaton.markov(("hide", "hide")))).status is Status.PROVED
