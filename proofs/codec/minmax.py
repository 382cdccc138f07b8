"""Claims about minmax payoffs, and their witness."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, TEXT, WHOLE, many, record, row, union
from proofs.codec.descriptions import STRATEGIC

PROFILE = many(TEXT)
WEIGHTS = many(NUMBER)
HELD = record(
    claims.Held,
    player=TEXT,
    pure=NUMBER,
    pure_punishments=many(PROFILE),
    lo=NUMBER,
    hi=NUMBER,
    punishment=many(WEIGHTS),
    correlated=NUMBER,
    correlated_punishment=many(row(PROFILE, NUMBER)),
)
TERM = record(witness.Term, corners=many(many(WHOLE)), weights=WEIGHTS)
NODE = union(
    {
        witness.Cut: ("cut", record(witness.Cut, punisher=WHOLE, weights=WEIGHTS)),
        witness.Multipliers: ("multipliers", record(witness.Multipliers, terms=many(TERM))),
    }
)

CLAIMS = {claims.MinmaxPayoffsAre: record(claims.MinmaxPayoffsAre, game=STRATEGIC, players=many(HELD))}

WITNESSES = {witness.MinmaxWitness: record(witness.MinmaxWitness, bounds=many(many(NODE)), guarantees=many(WEIGHTS))}
