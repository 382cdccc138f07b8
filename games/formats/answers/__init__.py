"""Answers as JSON: exact numbers as text, field by field as the command line's users script against them.

A number is its exact text ("3/5", "(1 + sqrt(5))/2", "(T - R)/(T - P)"); an irrational without a short closed form is
{"lo": ..., "hi": ...} with rational ends no further apart than 1e-12. Indices are whole numbers, truth values are truth values,
and there are no floats. Every object has a `status`.
"""

from __future__ import annotations

from games.formats.answers.anonymous import counts, symmetric
from games.formats.answers.correlated import best_correlated
from games.formats.answers.descriptions import description
from games.formats.answers.dominance import eliminated, rationalizable
from games.formats.answers.dynamic import ANONYMOUS, STAGE, STOCHASTIC, cases, check, place, threshold
from games.formats.answers.extensive import behaviour_check, subgame_perfect, tree
from games.formats.answers.minmax import minmax_payoffs, zero_sum_solution
from games.formats.answers.mixtures import mixed_equilibria
from games.formats.answers.strategic import mixed, nash
from games.formats.answers.symbolic import by_support, classification, conditional
from games.formats.answers.values import Json, by_player, interval, number

__all__ = [
    "ANONYMOUS",
    "STAGE",
    "STOCHASTIC",
    "Json",
    "behaviour_check",
    "best_correlated",
    "by_player",
    "by_support",
    "cases",
    "check",
    "classification",
    "conditional",
    "counts",
    "description",
    "eliminated",
    "interval",
    "minmax_payoffs",
    "mixed",
    "mixed_equilibria",
    "nash",
    "number",
    "place",
    "rationalizable",
    "subgame_perfect",
    "symmetric",
    "threshold",
    "tree",
    "zero_sum_solution",
]
