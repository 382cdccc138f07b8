"""Claims about a strategic form with symbols, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import SCALAR, TEXT, TRUTH, WHOLE, many, record, row
from proofs.codec.descriptions import MIXED, RELATION, STRATEGIC
from proofs.codec.refutations import REFUTATIONS

COMPARISON = record(claims.Comparison, player=WHOLE, cell=WHOLE, op=TEXT, other=WHOLE)
CASE = record(
    claims.NamedCase,
    assume=many(RELATION),
    game=TEXT,
    comparisons=many(COMPARISON),
    components=many(many(MIXED)),
    payoffs=many(many(SCALAR)),
)
STAGE = record(witness.Stage, unknowns=many(row(WHOLE, WHOLE)), equations=many(row(WHOLE, WHOLE)))
PART = record(
    claims.SupportPart,
    support=many(many(TEXT)),
    apart=many(RELATION),
    profile=MIXED,
    condition=many(RELATION),
    payoffs=many(SCALAR),
    never=TRUTH,
)

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
    claims.EquilibriaBySupportAre: record(
        claims.EquilibriaBySupportAre, game=STRATEGIC, parts=many(PART), left_open=many(many(many(TEXT)))
    ),
    claims.NoSupportEquilibrium: record(claims.NoSupportEquilibrium, game=STRATEGIC, support=many(many(TEXT))),
}

WITNESSES = {
    witness.SupportWitness: record(witness.SupportWitness, stages=many(STAGE), **REFUTATIONS),
    witness.SupportsWitness: record(witness.SupportsWitness, stages=many(many(STAGE)), **REFUTATIONS),
}
