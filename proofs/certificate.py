"""Certificates: a claim with the witness that shows it, as data that anyone can store, send and check again.

The text form is JSON: version, claim, witness, and a digest of these. The digest finds accidents (a lost line, an edited number); it
is no signature. Against forgery stands the checker, which believes nothing in the witness.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Self

from games.errors import InvalidCertificate
from proofs.claims import Claim
from proofs.codec import CLAIM, WITNESS, refuse
from proofs.witness import Witness

VERSION = 1
_FIELDS = ("version", "claim", "witness", "digest")


@dataclass(frozen=True, slots=True)
class Certificate:
    """`witness` shows `claim`, if the checker accepts it.

    >>> from games.core.strategic import StrategicGame
    >>> from proofs.claims import PureEquilibriaAre
    >>> from proofs.witness import ListWitness
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> certificate = Certificate(PureEquilibriaAre(pd, (("2", "2"),)), ListWitness())
    >>> Certificate.from_json(certificate.to_json()) == certificate
    True
    """

    claim: Claim
    witness: Witness
    version: int = VERSION

    def to_json(self, *, indent: int | None = 1) -> str:
        """The certificate as text; without `indent` on one line."""
        data = {"version": self.version, "claim": CLAIM.encode(self.claim), "witness": WITNESS.encode(self.witness)}
        return json.dumps({**data, "digest": digest(data)}, indent=indent, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The certificate that a text holds; raises InvalidCertificate, with the place, for anything else."""
        try:
            data = json.loads(text, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
        except (ValueError, RecursionError) as error:
            raise InvalidCertificate("certificate", "a text that is not JSON", "JSON", str(error)) from error
        if type(data) is not dict or set(data) != set(_FIELDS):
            raise refuse(
                "certificate", sorted(data) if type(data) is dict else data, f"the fields {', '.join(_FIELDS)}"
            )
        if type(data["version"]) is not int or data["version"] != VERSION:
            raise refuse("certificate.version", data["version"], f"version {VERSION}")
        if data["digest"] != digest(data):
            raise InvalidCertificate(
                "certificate.digest", "another digest than that of its content", "an unaltered text"
            )
        return cls(CLAIM.decode(data["claim"], "claim"), WITNESS.decode(data["witness"], "witness"), VERSION)


def digest(data: dict[str, Any]) -> str:
    """SHA-256 of version, claim and witness, written without spaces and with sorted names."""
    content = {name: data[name] for name in ("version", "claim", "witness")}
    try:
        written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    except RecursionError as error:
        raise InvalidCertificate("certificate", "data nested too deeply", "a certificate") from error
    return hashlib.sha256(written.encode()).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidCertificate("certificate", "a field that appears twice", "each field once")
    return found


def _no_float(written: str) -> Any:
    raise InvalidCertificate("certificate", f"the number {written}", "exact numbers as text")
