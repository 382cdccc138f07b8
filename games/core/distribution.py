"""Finite probability distributions over labels: mixed actions, random transitions, public randomisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from games.errors import InvalidGame
from games.exact import Scalar, exact, is_number, simplest, text

Distribution = tuple[tuple[str, Scalar], ...]
"""Labels with their probabilities, in the order given; labels of probability zero are left out."""


def distribution(value: str | Mapping[str, object] | Iterable[tuple[str, object]], where: str) -> Distribution:
    """A distribution from one label, a mapping or pairs; probabilities lie in [0, 1] and sum to exactly one.

    Symbols may stand for probabilities: then the sum must be one identically.

    >>> distribution({"good": "9/10", "bad": "1/10"}, "signal")
    (('good', Fraction(9, 10)), ('bad', Fraction(1, 10)))
    """
    if isinstance(value, str):
        return ((value, Fraction(1)),)
    pairs = value.items() if isinstance(value, Mapping) else value
    weights: dict[str, Scalar] = {}
    for label, weight in pairs:
        if label in weights:
            raise InvalidGame(where, f'"{label}" twice', "each label once")
        weights[label] = probability(weight, f'{where}, "{label}"')
    total = simplest(sum(weights.values(), Fraction(0)))
    if total != 1:
        raise InvalidGame(where, f"probabilities that sum to {text(total)}", "a sum of exactly 1")
    return tuple((label, weight) for label, weight in weights.items() if weight != 0)


def probability(value: object, where: str) -> Scalar:
    """An exact scalar that, if it is a number, lies in [0, 1]."""
    weight = exact(value, where)
    if is_number(weight) and not 0 <= weight <= 1:
        raise InvalidGame(where, f"probability {text(weight)}", "a number from 0 to 1")
    return weight
