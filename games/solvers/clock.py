"""How much of a time limit is used up."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clock:
    """Started when it is made; `limit` in seconds, None for no limit."""

    limit: float | None = None
    start: float = field(default_factory=time.monotonic)

    def spent(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.start

    def past(self, share: float = 1.0) -> bool:
        """Whether at least this share of the limit has passed.

        >>> Clock().past(), Clock(0).past()
        (False, True)
        """
        return self.limit is not None and self.spent() >= share * self.limit
