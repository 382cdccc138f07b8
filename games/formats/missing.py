"""Packages that come with an extra: imported when they are needed, and named with their extra when they are not there."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from games.errors import Unsupported


def required(package: str, extra: str) -> ModuleType:
    """The package, which an extra of comarca brings; raises Unsupported with the command that installs it.

    >>> required("fractions", "data").__name__
    'fractions'
    """
    try:
        return import_module(package)
    except ImportError:
        remedy = f"pip install 'comarca[{extra}]' brings it."
        raise Unsupported(package, "that it is not installed", "the package", remedy) from None
