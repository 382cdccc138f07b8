"""Certificates of anonymous games with many players or many actions that are altered: refused, or what they say is still true.

Points, cuts and labels of a witness are inequalities with room to spare, so that an altered one may show the same claim; what the claim
says is what must not change. Forgeries by hand leave out what makes the list complete.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from fractions import Fraction

import pytest

from games import AnonymousGame, solvable
from games.core.anonymous import count_vectors
from games.core.count_profiles import is_profile_equilibrium
from games.core.solution import Enclosure
from games.exact import exact
from proofs import check
from proofs.certificate import Certificate
from proofs.certification import certify
from proofs.claims import (
    CountEquilibriaAre,
    CountProfilesAre,
    ProfilePoint,
    SymmetricEquilibriaAre,
    SymmetricPoint,
    SymmetricProfilesAre,
)
from proofs.witness import Face, FacesWitness, ListWitness, SignsWitness, SturmWitness, SymmetricWitness
from tests.tamper.test_tampering import accepted, altered, sealed

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
STEP = "min(1, max(0, k - {0}))"


def of(answer):
    certified = certify(answer)
    assert certified.certificate is not None, certified.reason
    return Certificate.from_json(certified.certificate.to_json())


def crowd(gain, n=5_000):
    return AnonymousGame(exact(n), ("out", "in"), ("0", gain))


def three(n, *payoffs, labels=("a", "b", "c")):
    return AnonymousGame(exact(n), labels, payoffs)


CYCLE = three(3, "2*k_c - k_b", "2*k_a - k_c", "2*k_b - k_a")
MIXED = three(4, "3*k_b - k_a**2", "k_c*k_a + 1", "2*k_b - k_c + k_a*k_b/3")
PIVOTAL = crowd(f"{STEP.format(2_999)} - {STEP.format(3_000)} - 1/250")
NEVER = crowd(f"{STEP.format(2_999)} - {STEP.format(3_000)} - 1/50")
TWICE = AnonymousGame.from_functions(5, ("out", "in"), (lambda k: 0, lambda k: (1, 1, Fraction(1, 3), -1, 1)[k]))
"""The gain (2p^2 - 1)^2: two irrational roots in one."""
MANY = {
    "points": of(PIVOTAL.symmetric_equilibria()),
    "turns": of(NEVER.symmetric_equilibria()),
    "one half": of(crowd(f"{STEP.format(2_499)} - 1/2").symmetric_equilibria()),
    "sturm": of(TWICE.symmetric_equilibria()),
    "faces": of(CYCLE.symmetric_profiles()),
    "boxes": of(MIXED.symmetric_profiles()),
    "counts": of(MIXED.count_profiles()),
    "spans": of(crowd("min(0, 2 - k) + max(0, k - 4996)", 5_000).equilibria()),
}
EVERY = {"faces": 3, "boxes": 11}


def overlap(one, other):
    """Whether two numbers, each exact or bounded, may be the same."""
    (a, b), (c, d) = (own if isinstance(own, tuple) else (own, own) for own in (one, other))
    return a <= d and c <= b


def ends(real):
    if isinstance(real, Enclosure):
        return real.lo, real.hi
    return real if isinstance(real, Fraction) else real.enclosure(Fraction(1, 10**15))


def is_true(claim):
    """Against the answers of the solvers, and by definition where that is quick."""
    match claim:
        case CountProfilesAre(game, profiles):
            vectors = count_vectors(game.size, len(game.actions))
            return profiles == tuple(own for own in vectors if is_profile_equilibrium(game, own))
        case CountEquilibriaAre(game, counts):
            gains = [0, *(game.gain(k) for k in range(game.size)), 0]
            return counts == tuple(c for c in range(game.size + 1) if gains[c] >= 0 >= gains[c + 1])
        case SymmetricEquilibriaAre(game, equilibria, continuum):
            answer = solvable(game).symmetric_equilibria()
            pairs = list(zip(answer.equilibria, equilibria, strict=False))
            same = len(answer.equilibria) == len(equilibria) and answer.continuum == continuum
            return same and all(own.stable == said.stable and overlap(ends(own.prob), said.at) for own, said in pairs)
        case SymmetricProfilesAre(game, equilibria):
            answer = solvable(game).symmetric_profiles()
            pairs = list(zip(answer.equilibria, equilibria, strict=False))
            return len(answer.equilibria) == len(equilibria) and all(
                said.stable in (None, own.stable)
                and all(overlap(ends(p), q) for p, q in zip(own.probs, said.probs, strict=True))
                for own, said in pairs
            )
    raise TypeError(claim)


@pytest.mark.parametrize("name", MANY)
def test_the_certificate_is_accepted_and_its_claim_is_true(name):
    assert accepted(MANY[name].to_json()) == MANY[name]
    assert is_true(MANY[name].claim)


@pytest.mark.parametrize("name", MANY)
def test_no_altered_text_passes(name):
    tried = itertools.islice(altered(json.loads(MANY[name].to_json())), 0, None, EVERY.get(name, 1))
    assert not [(path, what) for path, what, changed in tried if accepted(json.dumps(changed)) is not None]


@pytest.mark.parametrize("name", MANY)
def test_an_altered_certificate_passes_only_if_its_claim_is_true(name):
    """With the digest computed anew."""
    original = MANY[name]
    data = json.loads(original.to_json())
    for path, what, changed in itertools.islice(altered(data, 2), 0, None, EVERY.get(name, 1)):
        certificate = accepted(sealed(changed))
        if certificate is None or certificate == original:
            continue
        assert certificate.claim == original.claim or path[-1] in ("name", "source") or is_true(certificate.claim), (
            path,
            what,
        )


@pytest.mark.parametrize("name", MANY)
def test_what_is_left_out_of_a_witness_is_missed(name):
    data = json.loads(MANY[name].to_json())
    for path, what, changed in itertools.islice(altered(data), 0, None, EVERY.get(name, 1)):
        if path[:1] == ("witness",) and what in ("entry deleted", "field deleted", "entry repeated"):
            assert accepted(sealed(changed)) in (None, MANY[name]), (path, what)


def test_no_witness_of_another_claim_passes():
    """Turns of one good show what they show of the same good at another cost."""
    for one, other in itertools.permutations(MANY.values(), 2):
        if other.witness not in (one.witness, MANY["turns"].witness):
            assert not check(Certificate(one.claim, other.witness)).accepted


# By hand


def refused(claim, witness):
    verdict = check(Certificate(claim, witness))
    assert not verdict.accepted
    return verdict.reason


def test_equilibria_of_a_crowd_cannot_be_hidden():
    claim, witness = MANY["points"].claim, MANY["points"].witness
    assert isinstance(claim, SymmetricEquilibriaAre) and isinstance(witness, SignsWitness)
    ends_only = replace(claim, equilibria=claim.equilibria[:1])
    assert "points" in refused(ends_only, SignsWitness((), ()))
    assert refused(ends_only, witness)
    assert "points" in refused(claim, SignsWitness((Fraction(1, 10),), ()))  # no sign change on the way
    assert refused(ends_only, MANY["turns"].witness)
    assert refused(ends_only, SymmetricWitness(()))


def test_a_double_root_is_neither_hidden_nor_counted_twice():
    claim = MANY["sturm"].claim
    (root, end) = claim.equilibria
    assert (root.at.text, root.stable, end.stable) == ("sqrt(2)/2", False, True)
    assert refused(replace(claim, equilibria=(end,)), SturmWitness())
    assert refused(replace(claim, equilibria=(root, root, end)), SturmWitness())
    assert "stable" in refused(replace(claim, equilibria=(replace(root, stable=True), end)), SturmWitness())
    for at in (HALF, (HALF, HALF), (Fraction(0), HALF), (Fraction(-1), Fraction(1)), (Fraction(3, 5), Fraction(2))):
        assert refused(replace(claim, equilibria=(replace(root, at=at), end)), SturmWitness())
    assert refused(claim, SymmetricWitness(()))
    assert refused(MANY["points"].claim, SturmWitness())


def test_a_turn_that_is_too_wide_shows_nothing():
    claim, witness = MANY["turns"].claim, MANY["turns"].witness
    ((lo, hi),) = witness.turns[0]
    wider = replace(witness, turns=(((lo - Fraction(1, 100), hi + Fraction(1, 100)),),))
    assert "narrow" in refused(claim, wider)
    beside = replace(witness, turns=(((lo - Fraction(1, 10), lo - Fraction(1, 20)),),))
    assert "slopes" in refused(claim, beside)
    assert "turns" in refused(claim, replace(witness, turns=((),)))


def test_one_half_is_no_root_without_symmetry():
    game = crowd(f"{STEP.format(2_500)} - 1/2", 50_001)
    points = (SymmetricPoint(Fraction(0), True), SymmetricPoint(HALF, False), SymmetricPoint(Fraction(1), True))
    assert refused(SymmetricEquilibriaAre(game, points), SignsWitness((), ()))


def test_bounds_of_a_root_must_not_be_ends_of_the_unit_interval():
    claim = MANY["points"].claim
    first = replace(claim.equilibria[1], at=(Fraction(0), claim.equilibria[1].at[1]))
    assert refused(replace(claim, equilibria=(claim.equilibria[0], first, claim.equilibria[2])), MANY["points"].witness)


def test_a_face_without_its_tree_or_with_a_lie_in_it_is_refused():
    claim, witness = MANY["faces"].claim, MANY["faces"].witness
    assert isinstance(claim, SymmetricProfilesAre) and isinstance(witness, FacesWitness)
    (*edges, whole) = witness.faces
    for tree in (
        (),
        (("inside", (0,)),),
        (("apart", (0,)),),
        (("apart", (1,)),),
        (("combined", (1, 1)),),
        (("worse", (0,)),),
    ):
        assert "part" in refused(claim, FacesWitness((*edges, replace(whole, tree=tree))))
    assert "faces" in refused(claim, FacesWitness(tuple(edges)))
    assert "faces" in refused(claim, FacesWitness((whole, *edges)))
    assert "boxes" in refused(replace(claim, equilibria=()), witness)
    assert "equilibria" in refused(
        replace(claim, equilibria=claim.equilibria * 2), FacesWitness((*edges, replace(whole, boxes=whole.boxes * 2)))
    )


def test_without_the_equilibrium_its_part_stays_open():
    claim, witness = MANY["faces"].claim, MANY["faces"].witness
    (*edges, whole) = witness.faces
    without = replace(claim, equilibria=())
    for label in (("apart", (0,)), ("combined", (3, -2)), ("worse", (2,)), ("inside", (0,))):
        tree = tuple(label if kind == "inside" else (kind, given) for kind, given in whole.tree)
        assert "part" in refused(without, FacesWitness((*edges, replace(whole, boxes=(), tree=tree))))


TREE = (
    ("cut", (0, 1)),
    ("cut", (0, 1)),
    ("apart", (0,)),
    ("inside", (0,)),
    ("cut", (0, 1)),
    ("inside", (0,)),
    ("apart", (0,)),
)


def wide(lo, hi):
    return ((1 - hi, 1 - lo), (lo, hi))


def on_edge(gains):
    """Two actions, the second of which gains so much by the count of the others on it."""
    values = tuple(map(Fraction, gains))
    return AnonymousGame(Fraction(len(values)), ("a", "b"), ((Fraction(0),) * len(values), values))


def test_a_solution_that_another_action_beats_is_no_equilibrium():
    game = three(3, "-k_a", "-k_b", "5")
    points = (ProfilePoint((Fraction(0), Fraction(0), Fraction(1)), True), ProfilePoint((HALF, HALF, Fraction(0))))
    box = wide(Fraction(1, 4), Fraction(3, 4))
    tree = (
        ("cut", (0, 1)),
        ("cut", (0, 1)),
        ("worse", (2,)),
        ("inside", (0,)),
        ("cut", (0, 1)),
        ("inside", (0,)),
        ("worse", (2,)),
    )
    others = (Face(own, (), (("apart", (len(own) - 2,)),)) for own in ((0, 2), (1, 2), (0, 1, 2)))
    faces = (Face((0, 1), (box,), tree), *others)
    assert "pays more" in refused(SymmetricProfilesAre(game, points), FacesWitness(faces))


def test_three_solutions_are_not_one_even_if_the_middle_one_is_amid_the_box():
    """The gain (p - 3/10)(p - 1/2)(p - 7/10), up to a factor: roots on both sides of the middle one."""
    powers = (-Fraction(105, 1000), Fraction(71, 100), Fraction(-3, 2), Fraction(1))
    gains = [
        sum(c * Fraction([1, k, k * (k - 1), k * (k - 1) * (k - 2)][j], [1, 3, 6, 6][j]) for j, c in enumerate(powers))
        for k in range(4)
    ]
    game = on_edge(gains)
    ends_and_middle = (
        *([ProfilePoint((Fraction(1), Fraction(0)))] if gains[0] <= 0 else []),
        *([ProfilePoint((Fraction(0), Fraction(1)))] if gains[-1] >= 0 else []),
        ProfilePoint((HALF, HALF)),
    )
    assert "Krawczyk" in refused(
        SymmetricProfilesAre(game, ends_and_middle),
        FacesWitness((Face((0, 1), (wide(Fraction(1, 5), Fraction(4, 5)),), TREE),)),
    )
    assert len(solvable(game).symmetric_profiles().equilibria) == len(ends_and_middle) + 2


def test_a_point_where_the_gain_only_touches_zero_cannot_be_cut_away():
    """-(2p - 1)^2: at the cut amid the edge both halves have coefficients of one sign, and 0 at the cut."""
    game = on_edge((-1, 1, -1))
    hidden = (ProfilePoint((Fraction(1), Fraction(0)), True),)
    assert "part" in refused(
        SymmetricProfilesAre(game, hidden),
        FacesWitness((Face((0, 1), (), (("cut", (0, 1)), ("apart", (0,)), ("apart", (0,)))),)),
    )


def test_a_tie_at_an_irrational_mixture_is_exact_and_a_hair_more_is_too_much():
    """a pays 1, b pays 2p^2 and c 2 - 2p^2 where b is played with probability p: at sqrt(2)/2 all three pay the same."""
    texts = ("1", "k_b*(k_b - 1)", "2 - k_b*(k_b - 1) - 5*k_c")
    tied = of(three(3, *texts).symmetric_profiles())
    assert any(isinstance(own.probs[1], tuple) for own in tied.claim.equilibria)
    more = three(3, *texts[:2], texts[2] + " + 1/10000000000000000")
    assert "pays more" in refused(replace(tied.claim, game=more), tied.witness)


def test_bounds_beside_the_root_are_none():
    claim, witness = MANY["boxes"].claim, MANY["boxes"].witness
    place, point = next((k, own) for k, own in enumerate(claim.equilibria) if isinstance(own.probs[1], tuple))
    (a, b, c), step = point.probs, Fraction(1, 10**11)
    moved = tuple((lo + shift, hi + shift) for (lo, hi), shift in zip((a, b, c), (-2 * step, step, step), strict=True))
    points = (*claim.equilibria[:place], replace(point, probs=moved), *claim.equilibria[place + 1 :])
    assert "Krawczyk" in refused(replace(claim, equilibria=points), witness)


def test_a_box_must_hold_exactly_one_solution():
    claim, witness = MANY["faces"].claim, MANY["faces"].witness
    (*edges, whole) = witness.faces
    for box in (
        ((Fraction(1, 100), Fraction(98, 100)),) * 3,
        ((THIRD, THIRD),) * 3,
        ((Fraction(1, 10), Fraction(2, 10)),) * 3,
    ):
        assert refused(claim, FacesWitness((*edges, replace(whole, boxes=(box,)))))


def test_a_point_next_to_the_equilibrium_is_none():
    witness = MANY["faces"].witness
    beside = ProfilePoint((THIRD + Fraction(1, 10**9), THIRD - Fraction(1, 10**9), THIRD))
    assert "equilibria" in refused(SymmetricProfilesAre(CYCLE, (beside,)), witness)
    negative = ProfilePoint((THIRD * 4, -THIRD, Fraction(0)))
    assert refused(SymmetricProfilesAre(CYCLE, (negative,)), witness)


@pytest.mark.parametrize("win", [1, 2, HALF])
def test_stability_is_not_a_matter_of_taste(win):
    """Winning and losing as much: circles; winning more: inwards; less: outwards."""
    game = three(3, f"{win}*k_c - k_b", f"{win}*k_a - k_c", f"{win}*k_b - k_a")
    certificate = of(game.symmetric_profiles())
    claim, witness = certificate.claim, certificate.witness
    assert [own.stable for own in claim.equilibria] == [{1: None, 2: True, HALF: False}[win]]
    for place, point in enumerate(claim.equilibria):
        said = [True, False] if point.stable is None else [not point.stable]
        for stable in said:
            points = (*claim.equilibria[:place], replace(point, stable=stable), *claim.equilibria[place + 1 :])
            assert "stable" in refused(replace(claim, equilibria=points), witness)


def test_counts_that_are_none_and_counts_that_are_missing():
    claim = MANY["counts"].claim
    assert refused(replace(claim, profiles=claim.profiles[1:]), ListWitness())
    assert refused(replace(claim, profiles=()), ListWitness())
    assert refused(replace(claim, profiles=(*claim.profiles, (4, 0, 0))), ListWitness())
    assert refused(
        replace(claim, profiles=tuple(tuple(map(Fraction, own)) for own in claim.profiles[::-1]) * 2), ListWitness()
    )


def test_a_table_that_is_too_short_is_refused():
    game = three(3, "k_a", "k_b", "k_c")
    object.__setattr__(game, "payoff", ((Fraction(0),) * 5, *game.payoff[1:]))
    assert refused(CountProfilesAre(game, ()), ListWitness())
    assert refused(SymmetricProfilesAre(game, ()), FacesWitness(()))


def test_more_than_can_be_gone_through_is_refused_soon():
    many = three(10**6, "k_a", "k_b", "k_c")
    assert "1,500,000" in refused(CountProfilesAre(many, ()), ListWitness())
    by_tables = three(10**6, "-min(k_a, k_b + 1)", "-k_b", "-k_c")
    faces = tuple(Face(own, (), ()) for own in ((0, 1), (0, 2), (1, 2), (0, 1, 2)))
    assert "coefficients" in refused(SymmetricProfilesAre(by_tables, ()), FacesWitness(faces))
    eight = AnonymousGame(exact(2), tuple("abcdefghi"), ("0",) * 9)
    assert "actions" in refused(SymmetricProfilesAre(eight, ()), FacesWitness(()))
