"""Claims and witnesses are plain data: what is compared must be exact, and no object of a certificate may answer for itself.

The text form holds nothing else. Objects made in memory might: a float rounds, NaN is neither above nor below a bound, and an object of
another class than it seems may say of itself whatever it likes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from types import MappingProxyType, NoneType
from typing import Any

from proofs.checker.kernel import refuse

_ATOMS = {str, int, bool, Fraction, NoneType}
_OURS = ("games.", "proofs.")


def check_plain(*values: object) -> None:
    """Refuse all but texts, whole numbers, truth values, fractions, sympy's expressions, and the library's own records of these."""
    waiting: list[object] = list(values)
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if type(value) not in _ATOMS and id(value) not in seen:
            seen.add(id(value))
            waiting += _parts(value)


def _parts(value: Any) -> Iterable[object]:
    kind = type(value)
    if kind is tuple or kind is list:
        return value
    if kind is dict or kind is MappingProxyType:
        return (*value, *value.values())
    if getattr(sys.modules.get(kind.__module__), kind.__qualname__, None) is kind:
        if kind.__module__.startswith("sympy.") or (kind.__module__.startswith(_OURS) and isinstance(value, Enum)):
            return ()
        if kind.__module__.startswith(_OURS) and is_dataclass(kind):
            return [getattr(value, own.name) for own in fields(kind)]
    refuse("certificate", f"an object of the class {kind.__name__}", "exact numbers, texts, and tuples of these")
