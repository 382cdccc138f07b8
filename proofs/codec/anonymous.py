"""Claims about an anonymous game, and their witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from proofs import claims, witness
from proofs.codec.base import NUMBER, TEXT, TRUTH, WHOLE, Codec, many, optional, record, refuse, row, union
from proofs.codec.descriptions import ANONYMOUS, POINT

MOST_COUNTS = 20_000_000


def _spans(counts: Sequence[int]) -> list[Any]:
    """Whole numbers, three neighbours or more as [first, last]."""
    found: list[Any] = []
    for own in counts:
        if found and isinstance(found[-1], list) and found[-1][1] + 1 == own:
            found[-1][1] = own
        elif len(found) > 1 and found[-2:] == [own - 2, own - 1]:
            found[-2:] = [[own - 2, own]]
        else:
            found.append(own)
    return found


def _counts(data: Any, where: str) -> tuple[int, ...]:
    if type(data) is not list:
        raise refuse(where, data, "a list")
    found: list[int] = []
    for place, own in enumerate(data):
        first, last = SPAN.decode(own, f"{where}[{place}]") if type(own) is list else (own, own)
        if type(first) is not int or last < first or len(found) + last - first >= MOST_COUNTS:
            raise refuse(f"{where}[{place}]", own, "a whole number, or the first and the last of some")
        found += range(first, last + 1)
    return tuple(found)


SPAN = row(WHOLE, WHOLE)
COUNTS = Codec(_spans, _counts)
SYMMETRIC_POINT = record(claims.SymmetricPoint, at=POINT, stable=TRUTH)

BOUNDED = union({Fraction: ("number", NUMBER), tuple: ("bounds", row(NUMBER, NUMBER))})
PROFILE_POINT = record(claims.ProfilePoint, probs=many(BOUNDED), stable=optional(TRUTH))

CLAIMS = {
    claims.CountEquilibriaAre: record(claims.CountEquilibriaAre, game=ANONYMOUS, counts=COUNTS),
    claims.SymmetricEquilibriaAre: record(
        claims.SymmetricEquilibriaAre,
        game=ANONYMOUS,
        equilibria=many(SYMMETRIC_POINT),
        continuum=optional(row(NUMBER, NUMBER)),
    ),
    claims.CountProfilesAre: record(claims.CountProfilesAre, game=ANONYMOUS, profiles=many(many(WHOLE))),
    claims.SymmetricProfilesAre: record(claims.SymmetricProfilesAre, game=ANONYMOUS, equilibria=many(PROFILE_POINT)),
}

FACE = record(
    witness.Face,
    support=many(WHOLE),
    boxes=many(many(row(NUMBER, NUMBER))),
    tree=many(row(TEXT, many(WHOLE))),
)

WITNESSES = {
    witness.FacesWitness: record(witness.FacesWitness, faces=many(FACE)),
    witness.SymmetricWitness: record(witness.SymmetricWitness, splits=many(NUMBER)),
    witness.SturmWitness: record(witness.SturmWitness),
    witness.SignsWitness: record(witness.SignsWitness, points=many(NUMBER), turns=many(many(row(NUMBER, NUMBER)))),
}
