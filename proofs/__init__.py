"""What is claimed, and why it is true: claims, certificates, the checker that accepts them, and theorems.

    certify(solution)      the certificate of an answer, checked
    check(certificate)     the checker's verdict
    Certificate            a claim with its witness; to and from JSON
    prove(*theorems)       theorems for all parameter values
    theorems_for(model)    the theorems about a model

Everything is loaded when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proofs.certificate import Certificate as Certificate
    from proofs.certification import certify as certify
    from proofs.checker import check as check

_PLACES = {
    "Certificate": "proofs.certificate",
    "Certified": "proofs.certification",
    "certify": "proofs.certification",
    "Verdict": "proofs.checker",
    "check": "proofs.checker",
    "prove": "proofs.engines.prove",
    "theorems_for": "proofs.theorems",
}

__all__ = ["Certificate", "Certified", "Verdict", "certify", "check", "prove", "theorems_for"]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'proofs' has no attribute {name!r}")
    return getattr(importlib.import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
