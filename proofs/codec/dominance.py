"""Claims about dominated actions, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, TEXT, TRUTH, WHOLE, many, record, row
from proofs.codec.descriptions import STRATEGIC

LABELS = many(many(TEXT))
DOMINATOR = record(witness.Dominator, mixed=many(row(TEXT, NUMBER)), margins=many(NUMBER))
BELIEVED = record(
    witness.Believed,
    round=WHOLE,
    player=TEXT,
    action=TEXT,
    belief=many(row(many(TEXT), NUMBER)),
    payoff=NUMBER,
)

CLAIMS = {
    claims.SurvivorsAre: record(
        claims.SurvivorsAre, game=STRATEGIC, weak=TRUTH, rounds=many(many(row(TEXT, TEXT))), surviving=LABELS
    ),
}

WITNESSES = {
    witness.DominanceWitness: record(
        witness.DominanceWitness, dominators=many(many(DOMINATOR)), beliefs=many(BELIEVED)
    ),
}
