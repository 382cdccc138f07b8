"""Claims about dominated actions, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, SCALAR, TEXT, TRUTH, WHOLE, many, record, row, union
from proofs.codec.descriptions import STRATEGIC
from proofs.codec.refutations import REFUTATIONS

LABELS = many(many(TEXT))
DOMINATOR = record(witness.Dominator, mixed=many(row(TEXT, NUMBER)), margins=many(SCALAR))
BELIEVED = record(
    witness.Believed,
    round=WHOLE,
    player=TEXT,
    action=TEXT,
    belief=many(row(many(TEXT), NUMBER)),
    payoff=SCALAR,
)
MIXED_ACTION = many(row(TEXT, NUMBER))
COVER = many(
    union(
        {
            witness.Halved: ("halved", record(witness.Halved, player=TEXT, first=WHOLE, second=WHOLE)),
            witness.Outdone: ("outdone", record(witness.Outdone, mixed=MIXED_ACTION, least=NUMBER)),
        }
    )
)
REMOVED = record(witness.Removed, player=TEXT, action=TEXT, cover=COVER)
APART = record(witness.Apart, player=TEXT, action=TEXT, belief=many(MIXED_ACTION), payoff=NUMBER)

CLAIMS = {
    claims.SurvivorsAre: record(
        claims.SurvivorsAre, game=STRATEGIC, weak=TRUTH, rounds=many(many(row(TEXT, TEXT))), surviving=LABELS
    ),
    claims.RationalizableAre: record(claims.RationalizableAre, game=STRATEGIC, surviving=LABELS),
}

WITNESSES = {
    witness.DominanceWitness: record(
        witness.DominanceWitness, dominators=many(many(DOMINATOR)), beliefs=many(BELIEVED), **REFUTATIONS
    ),
    witness.RationalizabilityWitness: record(
        witness.RationalizabilityWitness, removed=many(REMOVED), beliefs=many(APART)
    ),
}
