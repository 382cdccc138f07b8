"""Claims about a strategic form with symbols, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import SCALAR, TEXT, TRUTH, WHOLE, many, record, row
from proofs.codec.descriptions import MIXED, RELATION, STRATEGIC
from proofs.codec.refutations import REFUTATIONS

CASE = record(
    claims.NamedCase, assume=many(RELATION), game=TEXT, components=many(many(MIXED)), payoffs=many(many(SCALAR))
)
COMPARISON = record(witness.Comparison, player=WHOLE, cell=WHOLE, op=TEXT, other=WHOLE)
STAGE = record(witness.Stage, unknowns=many(row(WHOLE, WHOLE)), equations=many(row(WHOLE, WHOLE)))

CLAIMS = {
    claims.ClassificationIs: record(claims.ClassificationIs, game=STRATEGIC, cases=many(CASE)),
    claims.PureEquilibriaIff: record(
        claims.PureEquilibriaIff,
        game=STRATEGIC,
        profiles=many(many(TEXT)),
        conditions=many(many(RELATION)),
        payoffs=many(many(SCALAR)),
    ),
    claims.SupportEquilibriumIff: record(
        claims.SupportEquilibriumIff,
        game=STRATEGIC,
        support=many(many(TEXT)),
        apart=many(RELATION),
        profile=MIXED,
        condition=many(RELATION),
        payoffs=many(SCALAR),
        never=TRUTH,
    ),
}

WITNESSES = {
    witness.ClassificationWitness: record(
        witness.ClassificationWitness, comparisons=many(many(COMPARISON)), **REFUTATIONS
    ),
    witness.SupportWitness: record(witness.SupportWitness, stages=many(STAGE), **REFUTATIONS),
    witness.ConditionsWitness: record(witness.ConditionsWitness, **REFUTATIONS),
}
