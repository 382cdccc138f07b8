"""Claims about potentials, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, SCALAR, TEXT, many, record
from proofs.codec.descriptions import ANONYMOUS, STRATEGIC
from proofs.codec.refutations import REFUTATIONS

_FOUR_CYCLE = record(witness.FourCycle, start=many(TEXT), end=many(TEXT), first=TEXT, second=TEXT)

CLAIMS = {
    claims.IsPotential: record(
        claims.IsPotential, game=STRATEGIC, strength=TEXT, weights=many(NUMBER), values=many(SCALAR)
    ),
    claims.HasNoPotential: record(claims.HasNoPotential, game=STRATEGIC, strength=TEXT),
    claims.IsCountPotential: record(claims.IsCountPotential, game=ANONYMOUS, values=many(SCALAR)),
}

WITNESSES = {
    witness.NoPotentialWitness: record(
        witness.NoPotentialWitness, four_cycles=many(_FOUR_CYCLE), cycle=many(many(TEXT)), **REFUTATIONS
    ),
}
