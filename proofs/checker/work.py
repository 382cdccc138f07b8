"""A limit on the work of one check: whatever a certificate asks for, it is refused before it keeps the machine busy for long.

One step is about a product of two small coefficients; long numbers count for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction

from games.errors import InvalidCertificate

MAX_STEPS = 50_000_000
_left: ContextVar[int | None] = ContextVar("steps left", default=None)


@contextmanager
def limited(steps: int = MAX_STEPS) -> Iterator[None]:
    """Within, no more than so many steps are done; InvalidCertificate beyond."""
    outside = _left.set(steps)
    try:
        yield
    finally:
        _left.reset(outside)


def spend(steps: int, numbers: Iterable[Fraction | int] = ()) -> None:
    """Count steps with such numbers, before they are done; nothing is counted outside `limited`."""
    left = _left.get()
    if left is None:
        return
    bits = max((max(own.numerator.bit_length(), own.denominator.bit_length()) for own in numbers), default=0)
    left -= steps * (1 + (bits * bits >> 20))
    if left < 0:
        raise InvalidCertificate("certificate", f"more than {MAX_STEPS:,} steps of work", "one that is easier to check")
    _left.set(left)
