"""What a builder gives: a certificate without refutations and the status if it is accepted; or why there is none."""

from __future__ import annotations

from games.core.solution import Status
from proofs.certificate import Certificate

Built = tuple[Certificate, Status]


class NotClaimable(Exception):
    """An answer that says too little to be certified."""
