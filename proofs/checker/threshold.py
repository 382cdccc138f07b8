"""All discount factors in [0, 1) at which a profile is an equilibrium, with numbers or with symbols.

Where the discount factor is the only symbol, the set is recomputed from the signs of all conditions on [0, 1). Otherwise the claim is,
for each case, an iff to be shown by refutations, and that the cases are disjoint and cover what the game assumes.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from math import prod

from games.exact import AlgebraicNumber, Relation, Scalar, exact, symbols_of, text
from proofs.checker.cells import Place, holds, membership, places
from proofs.checker.kernel import Hypothesis, Polynomial, refuse
from proofs.checker.obligations import Finding, Obligations, equilibrium_iff, join, lemmas, named, nonzero
from proofs.checker.reading import Reader
from proofs.checker.setting import Region, Setting, setting, well_formed
from proofs.checker.work import MAX_CHOICES, within
from proofs.claims import DiscountSet, IsThreshold
from proofs.witness import Evidence, ThresholdWitness


def check_threshold(claim: IsThreshold, witness: ThresholdWitness) -> Finding:
    """The cases hold exactly the discount factors at which the profile is an equilibrium."""
    if len(witness.evidence) != len(claim.cases) or not claim.cases:
        refuse("evidence", f"{len(witness.evidence)} parts", f"one for each of {len(claim.cases)} cases")
    here = numeric_setting(claim, witness.evidence[0])
    if here is not None:
        return _check_numeric(claim, witness, here), {}
    if witness.points:
        refuse("points", f"{len(witness.points)} points", "none where symbols are free")
    return len(claim.cases), threshold_obligations(claim, witness.evidence)


def numeric_setting(claim: IsThreshold, evidence: Evidence) -> Setting | None:
    """The setting if there is one case, without conditions, and only the discount factor is free; else None."""
    if len(claim.cases) != 1 or claim.cases[0].assume or set(claim.game.symbols) - {claim.discount}:
        return None
    here = setting(claim.game, claim.profile, claim.game.assumptions, evidence)
    names = {name for p in numeric_conditions(here, claim.discount) for name in p.names}
    return here if not here.lemmas and here.given == here.assumed and names <= {claim.discount} else None


def numeric_conditions(here: Setting, discount: str) -> tuple[Polynomial, ...]:
    """All polynomials whose signs decide the claim; that the discount factor itself is not negative goes without saying."""
    checked = [p for _, p in (*here.nonnegative, *here.below_one) if p != Polynomial.variable(discount)]
    assumed = [hypothesis.polynomial for hypothesis in here.given]
    shown = (*here.nonzero, *here.convergent, *here.denominators, *here.factors, *here.cores.values(), *_chances(here))
    return tuple(dict.fromkeys((*assumed, *checked, *shown)))


def _check_numeric(claim: IsThreshold, witness: ThresholdWitness, here: Setting) -> int:
    where = places(witness.points, numeric_conditions(here, claim.discount), claim.discount)
    claimed = membership(claim.cases[0].intervals, where)
    for place, inside in zip(where, claimed, strict=True):
        found = _equilibrium_at(place, here, claim.discount)
        if found is not None and found != inside:
            which = ("not an equilibrium", "an equilibrium")
            refuse(f"{claim.discount} {place.text}", f"{which[inside]} by the claim", which[found])
    return here.steps * len(where)


def _equilibrium_at(place: Place, here: Setting, discount: str) -> bool | None:
    """Whether the profile is an equilibrium there; None where the game's assumptions fail."""

    def true(p: Polynomial, kind: str) -> bool:
        return holds(Hypothesis(p, kind), place, discount)

    if not all(holds(hypothesis, place, discount) for hypothesis in here.given):
        return None
    for p in here.nonzero:
        if true(p, "=0"):
            refuse(f"{discount} {place.text}", "a number of the game that is not defined", "defined numbers")
    for name, p in here.nonnegative:
        if p != Polynomial.variable(discount) and not true(p, ">=0"):
            refuse(f"{discount} {place.text}", f"a negative {name}", "at least 0")
    for name, p in here.below_one:
        if not true(p, ">0"):
            refuse(f"{discount} {place.text}", f"a {name} of at least 1", "less than 1")
    if not all(true(p, ">0") for p in here.convergent):
        return False
    if any(true(p, "=0") for p in here.denominators) or not all(true(p, ">0") for p in here.factors):
        refuse(
            f"{discount} {place.text}", "a denominator of the values or a factor that is not positive", "other evidence"
        )
    if not all(true(p, ">0") for p in _chances(here)):
        refuse(f"{discount} {place.text}", "a chance that is not positive", "that all states are reached")
    return all(true(p, ">=0") for p in here.cores.values())


def _chances(here: Setting) -> tuple[Polynomial, ...]:
    return tuple(dict.fromkeys(chance for own in here.chances.values() for chance in own))


def threshold_obligations(claim: IsThreshold, evidence: Sequence[Evidence]) -> Obligations:
    """Everything that must be refuted for a claim with symbols, case by case."""
    assumed = admissible(claim)
    parts = [_cases(claim.cases, assumed)]
    for number, (case, own) in enumerate(zip(claim.cases, evidence, strict=True), 1):
        hypotheses, region = (*assumed, *case.assume), case_region(case, claim.discount)
        found = equilibrium_iff(claim.game, claim.profile, hypotheses, region, own)
        parts.append(named(f"case {number}", found))
    return join(*parts)


def admissible(claim: IsThreshold) -> tuple[Relation, ...]:
    """The parameters that the claim speaks of: what the game assumes, that it is a game, and 0 <= d < 1."""
    formed = well_formed(claim.game, claim.profile)
    return tuple(dict.fromkeys((*claim.game.assumptions, *formed, *discount_bounds(claim.discount))))


def discount_bounds(discount: str) -> tuple[Relation, Relation]:
    """0 <= d < 1."""
    symbol = exact(discount)
    if text(symbol) != discount or symbols_of(symbol) != (discount,):
        refuse("discount", f'"{discount}"', "the name of a symbol")
    return Relation(symbol, ">=", Fraction(0)), Relation(symbol, "<", Fraction(1))


def case_region(case: DiscountSet, discount: str) -> Region:
    """The intervals as conjunctions of relations; a lower end that is a maximum, or an upper one that is a minimum, splits."""
    symbol = exact(discount)
    ends = [end for own in case.intervals for end in (own.lo, own.hi) if not isinstance(end, AlgebraicNumber)]
    sides = [side for relation in case.assume for side in (relation.left, relation.right)]
    if any(discount in symbols_of(scalar) for scalar in (*ends, *sides)):
        refuse("cases", f"the discount factor {discount} in an end or a condition", "only the other symbols")
    return tuple(
        (
            *(Relation(symbol, ">=" if interval.lo_closed else ">", end) for end in _ends(interval.lo, "Max")),
            *(Relation(symbol, "<=" if interval.hi_closed else "<", end) for end in _ends(interval.hi, "Min")),
        )
        for interval in case.intervals
    )


def _ends(end: Scalar | AlgebraicNumber, extreme: str) -> tuple[Scalar, ...]:
    if isinstance(end, AlgebraicNumber):
        refuse("intervals", f"the end {end}", "an expression, where symbols are free")
    if isinstance(end, Fraction) or type(end).__name__ != extreme:
        return (end,)
    return tuple(exact(part) for part in end.args)


def _cases(cases: Sequence[DiscountSet], assumed: Sequence[Relation]) -> Obligations:
    """That the cases cover what is assumed and that no two of them overlap."""
    read = Reader()
    given = [own for relation in assumed for own in read.assumed(relation)]
    holding = [[read.conditions(relation) for relation in case.assume] for case in cases]
    failing = [[read.conditions(relation.negated()) for relation in case.assume] for case in cases]
    known = (*given, *read.definitions)
    parts = [lemmas(read.lemmas, tuple(given)), *(nonzero(p, known, "denominator") for p in read.denominators)]
    within(prod(map(len, failing)), MAX_CHOICES, "ways to lie outside all cases")
    for choice in product(*(range(len(own)) for own in failing)):
        fails = [own for case, number in enumerate(choice) for own in failing[case][number]]
        name = " and ".join(f"{case}.{number + 1}" for case, number in enumerate(choice, 1))
        parts.append({f"cases cover, outside {name}": (*known, *fails)})
    for (first, one), (second, other) in combinations(enumerate(holding, 1), 2):
        both = [own for relation in (*one, *other) for own in relation]
        parts.append({f"cases {first} and {second} are disjoint": (*known, *both)})
    return join(*parts) if len(cases) > 1 or cases[0].assume else {}
