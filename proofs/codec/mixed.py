"""Claims about mixed equilibria with irrational probabilities, and their witness."""

from __future__ import annotations

from fractions import Fraction

from games.core.mixed import AlgebraicProfile, BoxProfile
from games.core.subdivision import Drop, Empty, Left, Obedience, Only, Split
from proofs import claims, witness
from proofs.codec.base import NUMBER, WHOLE, many, record, row, union
from proofs.codec.descriptions import ALGEBRAIC, STRATEGIC

NUMBERS = many(NUMBER)
POINT = union(
    {
        AlgebraicProfile: ("algebraic", record(AlgebraicProfile, root=ALGEBRAIC, probabilities=many(many(NUMBERS)))),
        BoxProfile: ("box", record(BoxProfile, bounds=many(many(row(NUMBER, NUMBER))))),
        tuple: ("rational", many(NUMBERS)),
    }
)
PAYOFF = union({Fraction: ("number", NUMBER), tuple: ("numbers", NUMBERS)})
OBEDIENCE = record(Obedience, player=WHOLE, vertex=WHOLE, action=WHOLE, other=WHOLE, weight=WHOLE)
STEP = union(
    {
        Split: ("split", record(Split, player=WHOLE, first=WHOLE, second=WHOLE, at=NUMBER)),
        Drop: ("drop", record(Drop, player=WHOLE, action=WHOLE, better=WHOLE)),
        Empty: ("empty", record(Empty, conditions=many(OBEDIENCE))),
        Only: ("only", record(Only, equilibrium=WHOLE)),
        Left: ("left", record(Left, region=WHOLE)),
    }
)

BOX = many(many(row(NUMBER, NUMBER)))
CLAIMS = {
    claims.HoldNash: record(claims.HoldNash, game=STRATEGIC, points=many(POINT)),
    claims.MixedEquilibriaAre: record(claims.MixedEquilibriaAre, game=STRATEGIC, points=many(POINT), regions=many(BOX)),
}

WITNESSES = {
    witness.MixedWitness: record(witness.MixedWitness, payoffs=many(many(PAYOFF)), steps=many(STEP)),
}
