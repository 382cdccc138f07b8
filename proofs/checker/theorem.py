"""Theorems with symbols: every part becomes obligations, generated from its game.

What the refutations then show, part by part, is said in `proofs.statements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from games.exact import Relation, Scalar, symbols_of
from proofs import statements
from proofs.checker.counting import always, count_equilibrium, dominant
from proofs.checker.kernel import Polynomial, Ratio, refuse
from proofs.checker.obligations import (
    Finding,
    Obligations,
    domain,
    equilibrium_iff,
    join,
    named,
    necessary,
    nonzero,
    positive,
    sufficient,
)
from proofs.checker.reading import Reader
from proofs.checker.setting import Setting, setting, sign_of
from proofs.witness import Branch, Evidence, TheoremWitness


def check_theorem(claim: statements.Theorem, witness: TheoremWitness) -> Finding:
    """Every part, under the domains and assumptions."""
    if {len(witness.evidence), len(witness.branches)} != {len(claim.parts)} or not claim.parts:
        refuse("evidence", f"{len(witness.evidence)} entries", f"one for each of {len(claim.parts)} parts")
    found: Obligations = {}
    for number, part in enumerate(claim.parts, 1):
        evidence, branches = witness.evidence[number - 1], witness.branches[number - 1]
        found |= named(f"part {number}", obligations_of(part, claim.hypotheses, evidence, branches))
    return len(claim.parts), found


def obligations_of(
    part: statements.Part,
    hypotheses: Sequence[Relation],
    evidence: Sequence[Evidence] = (),
    branches: Sequence[Branch] = (),
) -> Obligations:
    """What must be refuted for one part; raises InvalidCertificate when the evidence does not fit it."""
    wanted = {statements.EquilibriumIff: 1, statements.SomeEquilibriumIff: 1, statements.InductiveEquilibriumIff: 2}
    if len(evidence) != wanted.get(type(part), 0):
        refuse("evidence", f"{len(evidence)} entries", f"{wanted.get(type(part), 0)} for {type(part).__name__}")
    match part:
        case statements.EquilibriumIff():
            return equilibrium_iff(part.game, part.profile, hypotheses, part.region, evidence[0])
        case statements.SomeEquilibriumIff():
            return _some(part, hypotheses, evidence[0])
        case statements.InductiveEquilibriumIff():
            return _inductive(part, hypotheses, evidence)
        case statements.CountEquilibriumIff():
            return count_equilibrium(part, hypotheses, branches)
        case statements.DominantIff():
            return dominant(part, hypotheses, branches)
        case _:
            return always(part, hypotheses)


def _some(part: statements.SomeEquilibriumIff, hypotheses: Sequence[Relation], evidence: Evidence) -> Obligations:
    taken = statements.region_symbols(part.region) | statements.region_symbols((tuple(hypotheses),))
    if taken & set(part.chosen) or not part.chosen:
        refuse("chosen", f"{', '.join(part.chosen)}", "symbols that stand in the game alone")
    here = setting(part.game, part.profile, hypotheses, evidence, part.region)
    read = Reader()
    chosen = {name: read(value) for name, value in part.chosen.items()}
    if read.definitions:
        refuse("chosen", "a root or an extreme", "quotients of polynomials")
    parts = [domain(here), necessary(here)]
    for number, conjunction in enumerate(here.region, 1):
        inside = (*here.given, *(own for holds, _ in conjunction for own in holds))
        conditions = [at(p, chosen) for p in here.cores.values()]
        found = join(
            *(nonzero(own.denominator, inside, "chosen") for own in chosen.values()),
            *(positive(sign_of(at(p, chosen)), inside, "convergence", strict=True) for p in here.convergent),
            *(positive(sign_of(own), inside, "slack") for own in conditions),
        )
        parts.append(named(f"chosen on part {number}", found))
    return join(*parts)


def _inductive(
    part: statements.InductiveEquilibriumIff, hypotheses: Sequence[Relation], evidence: Sequence[Evidence]
) -> Obligations:
    names = {name for side in (part.invariant.left, part.invariant.right) for name in _names(side)}
    outside = statements.region_symbols(part.region) | statements.region_symbols((tuple(hypotheses),))
    if part.carried not in names or part.carried in outside:
        refuse("carried", part.carried, "a symbol of the invariant alone")
    base = setting(part.base, part.base_profile, hypotheses, evidence[0], part.region)
    step = setting(part.step, part.step_profile, (*hypotheses, part.invariant), evidence[1], part.region)
    return join(
        named("base", join(domain(base), sufficient(base), necessary(base), _kept(part, base, part.base_node))),
        named("step", join(domain(step), sufficient(step), _kept(part, step, part.step_node))),
    )


def _kept(part: statements.InductiveEquilibriumIff, here: Setting, node: tuple[str, str, str]) -> Obligations:
    """That the value at the node satisfies the invariant, on the region."""
    if node not in here.values:
        refuse("node", str(node), f"one of {list(here.values)}")
    read = Reader()
    value = {part.carried: here.values[node]}
    strict = {">=": False, ">": True, "<=": False, "<": True}
    if part.invariant.op not in strict:
        refuse("invariant", part.invariant.text, "an inequality")
    difference = read(part.invariant.left) - read(part.invariant.right)
    if read.definitions:
        refuse("invariant", part.invariant.text, "quotients of polynomials")
    signed = difference if part.invariant.op.startswith(">") else -difference
    found = ratio_at(signed, value)
    parts = []
    for number, conjunction in enumerate(here.region, 1):
        inside = (*here.finite, *(own for holds, _ in conjunction for own in holds))
        own = positive(sign_of(found), inside, "invariant", strict=strict[part.invariant.op])
        parts.append(named(f"invariant on part {number}", join(own, nonzero(found.denominator, inside, "invariant"))))
    return join(*parts)


def at(polynomial: Polynomial, values: Mapping[str, Ratio]) -> Ratio:
    """The polynomial with ratios put in for some of its variables."""
    total = Ratio(Polynomial.constant(0))
    for monomial, coefficient in polynomial.terms.items():
        term = Ratio(Polynomial.constant(coefficient))
        for name, power in monomial:
            term = term * (values[name] if name in values else Ratio(Polynomial.variable(name))) ** power
        total = total + term
    return total


def ratio_at(ratio: Ratio, values: Mapping[str, Ratio]) -> Ratio:
    """The ratio with ratios put in for some of its variables."""
    return at(ratio.numerator, values) / at(ratio.denominator, values)


def _names(scalar: Scalar) -> Iterable[str]:
    return symbols_of(scalar)
