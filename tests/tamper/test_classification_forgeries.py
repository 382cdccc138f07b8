"""Forged certificates about games with symbols, written by hand: each says something false, or hides what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from games.core.nash import expected_payoffs, is_nash
from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import Scalar, exact, parse_relations
from games.solvers.by_support import equilibria_by_support
from games.solvers.conditional import conditional_equilibria
from games.solvers.support import support_equilibrium
from games.solvers.two_by_two import classify
from proofs import check, claims, witness
from proofs.certificate import Certificate
from proofs.certification import certify
from proofs.checker import left_to_refute
from proofs.engines.krivine import find_refutation
from tests.classification_examples import BEYOND, CYCLE, HAWKS, PLANE, ZERO, entry

ONE, NIL = Fraction(1), Fraction(0)
FIRST, SECOND, HALF = (ONE, NIL), (NIL, ONE), (Fraction(1, 2), Fraction(1, 2))


def certificate(answer: object) -> Certificate:
    found = certify(answer).certificate
    assert found is not None
    return found


@pytest.fixture(scope="module")
def plane() -> Certificate:
    return certificate(classify(PLANE))


def refused(claim: claims.Claim, evidence: witness.Witness) -> bool:
    """Whether the claim is refused, also with all refutations that can be found for it."""
    if check(Certificate(claim, evidence)).accepted:
        return False
    try:
        wanted = left_to_refute(claim, evidence)
    except Exception:  # noqa: BLE001  what the checker cannot read has no obligations
        return True
    found = {name: find_refutation(given, seconds=0.3) for name, given in wanted.items()}
    known = {name: own for name, own in found.items() if own is not None}
    return not check(Certificate(claim, replace(evidence, refutations=known))).accepted  # type: ignore[call-arg, type-var]


def with_case(claim: Any, name: str, **changes: Any) -> Any:
    """The claim with the first case of this name changed."""
    k = next(k for k, case in enumerate(claim.cases) if case.game == name)
    cases = [*claim.cases]
    cases[k] = replace(cases[k], **{field: change(cases[k]) for field, change in changes.items()})
    return replace(claim, cases=tuple(cases))


@pytest.mark.parametrize("other", ["deadlock", "harmony", "two dominant actions", "chicken", "dilemma", ""])
def test_a_dilemma_is_nothing_else(plane: Certificate, other: str) -> None:
    assert refused(with_case(plane.claim, "prisoner's dilemma", game=lambda case: other), plane.witness)


@pytest.mark.parametrize(
    "change",
    [
        lambda case: case.components[1:],
        lambda case: case.components[:1],
        lambda case: (*case.components, case.components[0]),
        lambda case: (),
        lambda case: tuple((x, (FIRST,)) for x, _ in case.components),
        lambda case: ((case.components[0][0], (FIRST, SECOND)), *case.components[1:]),
        lambda case: tuple((x, (HALF,)) if y[0] not in (FIRST, SECOND) else (x, y) for x, y in case.components),
        lambda case: tuple(own[::-1] for own in case.components),
        lambda case: tuple((x,) for x, _ in case.components),
    ],
)
def test_the_equilibria_of_chicken_are_all_and_no_others(plane: Certificate, change: Callable[[Any], Any]) -> None:
    claim = with_case(plane.claim, "chicken", components=change)
    if claim != plane.claim:
        assert refused(claim, plane.witness)


def test_a_continuum_is_neither_cut_nor_listed_by_its_ends(plane: Certificate) -> None:
    ends = ((FIRST,), (SECOND,)), ((SECOND,), (SECOND,)), ((SECOND,), (FIRST,))
    assert refused(with_case(plane.claim, "degenerate", components=lambda case: ends), plane.witness)
    halves = lambda case: tuple(  # noqa: E731
        (tuple(HALF if own == FIRST else own for own in x), y) for x, y in case.components
    )
    assert refused(with_case(plane.claim, "degenerate", components=halves), plane.witness)


def test_cases_must_cover_and_must_not_overlap(plane: Certificate) -> None:
    claim: Any = plane.claim
    for k in range(len(claim.cases)):
        assert refused(replace(claim, cases=claim.cases[:k] + claim.cases[k + 1 :]), plane.witness)
        assert refused(replace(claim, cases=(*claim.cases, claim.cases[k])), plane.witness)
    assert refused(replace(claim, cases=()), plane.witness)
    everywhere = with_case(claim, "prisoner's dilemma", assume=lambda case: ())
    assert refused(everywhere, plane.witness)


@pytest.mark.parametrize(
    "comparison",
    [
        claims.Comparison(0, 0, ">", 2),
        claims.Comparison(1, 3, "=", 2),
        claims.Comparison(2, 0, ">", 2),
        claims.Comparison(0, 4, ">", 2),
        claims.Comparison(0, -1, ">", 2),
        claims.Comparison(0, 0, "!=", 2),
        claims.Comparison(True, 0, "", 2),
    ],
)
def test_comparisons_that_do_not_hold_are_refused(plane: Certificate, comparison: claims.Comparison) -> None:
    claim = with_case(plane.claim, "prisoner's dilemma", comparisons=lambda case: (*case.comparisons, comparison))
    assert refused(claim, plane.witness)


def test_a_name_needs_all_its_comparisons(plane: Certificate) -> None:
    claim = with_case(plane.claim, "prisoner's dilemma", comparisons=lambda case: case.comparisons[:-1])
    assert refused(claim, plane.witness)
    assert refused(with_case(plane.claim, "chicken", comparisons=lambda case: ()), plane.witness)


def test_payoffs_are_those_of_the_equilibria(plane: Certificate) -> None:
    for change in (lambda case: case.payoffs[::-1], lambda case: case.payoffs[:-1], lambda case: ((NIL, NIL),) * 3):
        assert refused(with_case(plane.claim, "chicken", payoffs=change), plane.witness)


def test_not_all_profiles_of_a_dilemma_are_equilibria() -> None:
    flat = certificate(classify(ZERO))
    dilemma = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    assert refused(replace(flat.claim, game=dilemma), flat.witness)  # type: ignore[type-var]


def test_a_game_of_another_shape_is_refused() -> None:
    flat = certificate(classify(ZERO))
    wide = StrategicGame.from_arrays([[0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]])
    assert refused(replace(flat.claim, game=wide), flat.witness)  # type: ignore[type-var]


# ------------------------------------------------------------------------------------------------- conditions, supports


def test_pure_equilibria_have_exactly_their_conditions() -> None:
    shown = certificate(conditional_equilibria(entry()))
    claim: Any = shown.claim
    for k, _ in enumerate(claim.profiles):
        rest = [own[:k] + own[k + 1 :] for own in (claim.profiles, claim.conditions, claim.payoffs)]
        assert refused(replace(claim, profiles=rest[0], conditions=rest[1], payoffs=rest[2]), shown.witness)
    for condition in ("c <= 3", "c <= 5", "c < 4"):
        weaker = (parse_relations(condition), *claim.conditions[1:])
        assert refused(replace(claim, conditions=weaker), shown.witness)
    assert refused(replace(claim, payoffs=claim.payoffs[::-1]), shown.witness)


@pytest.fixture(scope="module")
def hawks() -> Certificate:
    return certificate(support_equilibrium(HAWKS, "h d; h d"))


def test_the_mixed_equilibrium_is_this_one_exactly_there(hawks: Certificate) -> None:
    claim: Any = hawks.claim
    for condition in ("C >= V", "C > 2*V", "C > 0"):
        assert refused(replace(claim, condition=parse_relations(condition)), hawks.witness)
    assert refused(replace(claim, condition=()), hawks.witness)
    assert refused(replace(claim, never=True), hawks.witness)
    assert refused(replace(claim, never=True, condition=()), hawks.witness)
    assert refused(replace(claim, profile=(HALF, HALF)), hawks.witness)
    assert refused(replace(claim, profile=(claim.profile[0], FIRST)), hawks.witness)
    assert refused(replace(claim, apart=()), hawks.witness)
    assert refused(replace(claim, payoffs=(NIL, NIL)), hawks.witness)


@pytest.mark.parametrize(
    "support",
    [(("h",), ("h", "d")), (("d", "h"), ("h", "d")), (("h", "d"),), ((), ("h", "d")), (("h", "x"), ("h", "d"))],
)
def test_a_support_is_what_is_played(hawks: Certificate, support: tuple[tuple[str, ...], ...]) -> None:
    assert refused(replace(hawks.claim, support=support), hawks.witness)  # type: ignore[type-var]


@pytest.mark.parametrize(
    "stages",
    [
        (),
        (witness.Stage(((1, 1),), ((0, 1),)),),
        (witness.Stage(((0, 1),), ((0, 1),)), witness.Stage(((1, 1),), ((1, 1),))),
        (witness.Stage(((0, 1), (1, 1)), ((0, 1),)),),
        (witness.Stage(((0, 1), (1, 1)), ((0, 1), (0, 1))),),
        (witness.Stage(((0, 0),), ((1, 1),)), witness.Stage(((1, 0),), ((0, 1),))),
        (witness.Stage(((0, -1),), ((1, 1),)), witness.Stage(((1, 1),), ((0, 1),))),
    ],
)
def test_stages_must_determine_every_probability(hawks: Certificate, stages: tuple[witness.Stage, ...]) -> None:
    assert refused(hawks.claim, replace(hawks.witness, stages=stages))  # type: ignore[call-arg, type-var]


def test_three_players_have_stages_in_order() -> None:
    table: dict[tuple[str, ...], tuple[Scalar, ...]] = {}
    for a in "xy":
        for b in "xy":
            for c in "xy":
                own = (
                    ONE if a == b else NIL,
                    exact("v") if b == c else NIL,
                    exact("w") if c != a and b == "x" else NIL,
                )
                table[a, b, c] = own
    game = StrategicGame.from_table(("A", "B", "C"), table, assumptions=["v > 0", "w > 0"])
    shown = certificate(support_equilibrium(game, "x y; x y; x y"))
    stages = shown.witness.stages  # type: ignore[union-attr]
    assert len(stages) == 3
    late = next(own for own in stages if own.equations == ((2, 1),))
    early = tuple(own for own in stages if own != late)
    assert refused(shown.claim, replace(shown.witness, stages=(late, *early)))  # type: ignore[call-arg, type-var]


def test_names_of_unknowns_are_no_symbols_of_a_game() -> None:
    game = StrategicGame.from_arrays([["p__0__1", 0], [0, 1]], [[1, 0], [0, 1]])
    claim = claims.SupportEquilibriumIff(game, (("1", "2"), ("1", "2")), (), (HALF, HALF), (), (NIL, NIL))
    stages = (witness.Stage(((0, 1),), ((1, 1),)), witness.Stage(((1, 1),), ((0, 1),)))
    assert refused(claim, witness.SupportWitness(stages))


def test_a_support_that_is_never_played_is_refused_where_it_may_be() -> None:
    shown = certificate(support_equilibrium(CYCLE, "1 2; 1 2"))
    assert isinstance(shown.claim, claims.NoSupportEquilibrium)
    open_game = replace(CYCLE, assumptions=())
    assert refused(replace(shown.claim, game=open_game), shown.witness)
    for support in ((("1", "2", "3"), ("1", "2", "3")), (("1", "2"),), (("2", "1"), ("1", "2")), (("1", "2"), ())):
        assert refused(replace(shown.claim, support=support), shown.witness)
    beyond = certificate(support_equilibrium(BEYOND, "1 2; 1 2"))
    assert isinstance(beyond.claim, claims.SupportEquilibriumIff)
    assert beyond.claim.never
    assert refused(replace(beyond.claim, never=False), beyond.witness)
    assert refused(replace(beyond.claim, game=replace(BEYOND, assumptions=())), beyond.witness)


def test_no_support_is_missing_or_told_twice() -> None:
    shown = certificate(equilibria_by_support(BEYOND))
    claim, stages = shown.claim, shown.witness.stages  # type: ignore[union-attr]
    assert isinstance(claim, claims.EquilibriaBySupportAre)
    for k, part in enumerate(claim.parts):
        rest, fewer = claim.parts[:k] + claim.parts[k + 1 :], stages[:k] + stages[k + 1 :]
        assert refused(replace(claim, parts=rest), replace(shown.witness, stages=fewer))  # type: ignore[call-arg, type-var]
        assert refused(replace(claim, left_open=(part.support,)), shown.witness)
        silent = claims.SupportPart(part.support, (), (), (), (), never=True)
        if not part.never:
            parts = (*claim.parts[:k], silent, *claim.parts[k + 1 :])
            blank = (*stages[:k], (), *stages[k + 1 :])
            assert refused(replace(claim, parts=parts), replace(shown.witness, stages=blank))  # type: ignore[call-arg, type-var]
            assert refused(
                replace(claim, parts=(*claim.parts[:k], replace(part, never=True), *rest[k:])), shown.witness
            )
        said = replace(silent, never=False)
        assert refused(replace(claim, parts=(*claim.parts[:k], said, *claim.parts[k + 1 :])), shown.witness)


def test_a_pure_profile_is_no_equilibrium_only_if_somebody_always_gains() -> None:
    game = StrategicGame.from_arrays([["a", 0], [1, 0]], [[0, 0], [0, 0]])
    assert refused(claims.NoSupportEquilibrium(game, (("1",), ("1",))), witness.ListWitness())
    below = replace(game, assumptions=parse_relations("a < 1"))
    obligations = left_to_refute(claims.NoSupportEquilibrium(below, (("1",), ("1",))), witness.ListWitness())
    assert list(obligations) == ["no equilibrium"]
    assert not refused(claims.NoSupportEquilibrium(below, (("1",), ("1",))), witness.ListWitness())


def test_comparisons_are_of_this_game() -> None:
    """A chicken told as a dilemma: everything fits the comparisons, which do not hold."""
    dilemma = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    chicken = StrategicGame.from_arrays([[3, 2], [5, 1]], [[3, 5], [2, 1]])
    shown = certificate(classify(dilemma))
    assert check(shown).accepted
    assert refused(replace(shown.claim, game=chicken), shown.witness)  # type: ignore[type-var]


def test_a_profile_that_leaves_nobody_indifferent_is_refused(hawks: Certificate) -> None:
    claim: Any = hawks.claim
    payoffs = tuple(exact(own) for own in ("V - C/4", "V - C/4"))
    assert refused(replace(claim, profile=(HALF, HALF), payoffs=payoffs, condition=()), hawks.witness)


def test_an_equation_that_holds_an_unknown_of_a_later_stage_is_refused() -> None:
    """x = y and x y - x + 3/16 = 0 have two solutions, 1/4 and 3/4; with x = 1/4 put in, the second looks linear in y."""
    low, third = Fraction(1, 4), Fraction(1, 3)
    table: dict[tuple[str, ...], tuple[Fraction, ...]] = {}
    for a in (0, 1):
        for b in (0, 1):
            for c in (0, 1, 2):
                of_c = (NIL, Fraction(a - b), a * b - a + Fraction(3, 16))[c]
                of_a, of_b = Fraction(c == 1) if a else third, Fraction(c == 2) if b else third
                table[str(a), str(b), str(c)] = (of_a, of_b, of_c)
    game = StrategicGame.from_table(("A", "B", "C"), table)
    support = (("0", "1"), ("0", "1"), ("0", "1", "2"))
    for x in (low, 1 - low):
        profile = ((1 - x, x), (1 - x, x), (third,) * 3)
        assert is_nash(game, profile)
    profile = ((1 - low, low), (1 - low, low), (third,) * 3)
    claim = claims.SupportEquilibriumIff(game, support, (), profile, (), expected_payoffs(game, profile))
    pairs = (((0, 1), (2, 1)), ((1, 1), (2, 2)), ((2, 1), (0, 1)), ((2, 2), (1, 1)))
    stages = tuple(witness.Stage((unknown,), (equation,)) for unknown, equation in pairs)
    assert refused(claim, witness.SupportWitness(stages))
    with pytest.raises(Unsupported, match="not linear"):
        support_equilibrium(game, support)
