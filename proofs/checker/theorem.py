"""Theorems with symbols: every part becomes obligations, generated from its game.

What the refutations then show, part by part, is said in `proofs.statements`.
"""

from __future__ import annotations

from collections.abc import Sequence

from games.exact import Relation
from proofs import statements
from proofs.checker.counting import always, count_equilibrium, dominant
from proofs.checker.induction import inductive
from proofs.checker.kernel import refuse
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
)
from proofs.checker.reading import AUXILIARY, Reader, at
from proofs.checker.setting import setting
from proofs.checker.worth import sign_of
from proofs.witness import Branch, Evidence, TheoremWitness


def check_theorem(claim: statements.Theorem, witness: TheoremWitness) -> Finding:
    """Every part, under the domains and assumptions."""
    if {len(witness.evidence), len(witness.branches)} != {len(claim.parts)} or not claim.parts:
        refuse("evidence", f"{len(witness.evidence)} entries", f"one for each of {len(claim.parts)} parts")
    found: Obligations = {}
    for number, part in enumerate(claim.parts, 1):
        evidence, branches = witness.evidence[number - 1], witness.branches[number - 1]
        found |= named(f"part {number}", obligations_of(part, claim, evidence, branches))
    return len(claim.parts), found


def obligations_of(
    part: statements.Part, claim: statements.Theorem, evidence: Sequence[Evidence], branches: Sequence[Branch]
) -> Obligations:
    """What must be refuted for one part; raises InvalidCertificate when the evidence does not fit it."""
    wanted = {statements.EquilibriumIff: 1, statements.SomeEquilibriumIff: 1, statements.InductiveEquilibriumIff: 2}
    if len(evidence) != wanted.get(type(part), 0):
        refuse("evidence", f"{len(evidence)} entries", f"{wanted.get(type(part), 0)} for {type(part).__name__}")
    hypotheses = claim.hypotheses
    match part:
        case statements.EquilibriumIff():
            return equilibrium_iff(part.game, part.profile, hypotheses, part.region, evidence[0])
        case statements.SomeEquilibriumIff():
            return _some(part, hypotheses, evidence[0])
        case statements.InductiveEquilibriumIff():
            return inductive(part, hypotheses, evidence)
        case statements.CountEquilibriumIff():
            return count_equilibrium(part, hypotheses, branches, claim.whole)
        case statements.DominantIff():
            return dominant(part, hypotheses, branches, claim.whole)
        case _:
            return always(part, hypotheses)


def _some(part: statements.SomeEquilibriumIff, hypotheses: Sequence[Relation], evidence: Evidence) -> Obligations:
    taken = statements.region_symbols(part.region) | statements.region_symbols((tuple(hypotheses),))
    if taken & set(part.chosen) or not part.chosen or any(AUXILIARY in name for name in part.chosen):
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
