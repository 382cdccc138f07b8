"""Theorems, and their witnesses."""

from __future__ import annotations

from proofs import statements, witness
from proofs.codec.base import SCALAR, TEXT, TRUTH, WHOLE, many, record, row, table, union
from proofs.codec.descriptions import ANONYMOUS, DYNAMIC, PROFILE, RELATION
from proofs.codec.dynamic import BRANCH, EVIDENCE, TIMED
from proofs.codec.refutations import REFUTATIONS

REGION = many(many(RELATION))
REGIONAL = {**TIMED, "region": REGION}
PART = union(
    {
        cls: (cls.__name__, record(cls, **fields))
        for cls, fields in {
            statements.EquilibriumIff: REGIONAL,
            statements.SomeEquilibriumIff: {**REGIONAL, "chosen": table(SCALAR)},
            statements.CountEquilibriumIff: {"game": ANONYMOUS, "count": SCALAR, "region": REGION},
            statements.DominantIff: {
                "game": ANONYMOUS,
                "action": WHOLE,
                "strict": TRUTH,
                "ranges": many(row(SCALAR, SCALAR)),
                "region": REGION,
            },
            statements.Always: {"relations": many(RELATION)},
            statements.InductiveEquilibriumIff: {
                "base": DYNAMIC,
                "base_profile": PROFILE,
                "step": DYNAMIC,
                "step_profile": PROFILE,
                "carried": TEXT,
                "base_node": row(TEXT, TEXT, TEXT),
                "step_node": row(TEXT, TEXT, TEXT),
                "invariant": RELATION,
                "region": REGION,
            },
        }.items()
    }
)
VARIABLE = record(statements.Variable, name=TEXT, meaning=TEXT, domain=many(RELATION), whole=TRUTH)
THEOREM = {
    "id": TEXT,
    "claim": TEXT,
    "variables": many(VARIABLE),
    "assumptions": many(RELATION),
    "parts": many(PART),
    "source": TEXT,
    "note": TEXT,
}

CLAIMS = {statements.Theorem: record(statements.Theorem, **THEOREM)}

WITNESSES = {
    witness.TheoremWitness: record(
        witness.TheoremWitness, evidence=many(many(EVIDENCE)), branches=many(many(BRANCH)), **REFUTATIONS
    )
}
