"""A linear programme in floating point: which variables are positive at an optimum, and which rows are tight.

Scaling      Every row and every variable is first multiplied by a power of two, so that the entries come near 1 in size: what is
             positive or tight stays so. Only that is taken from the floats, never a number.
Method       The dual simplex method of HiGHS [HuangfuHall2018]_, through scipy.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TOLERANCES = (1e-8, 1e-6, 1e-10)
"""Below these a number may be zero; the first reading that is exactly right counts."""
FARTHEST = 1000
"""Powers of two beyond this are cut off."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`positive` variables and those that may be (`perhaps`); rows that are `priced`, and those that may be tight (`perhaps_tight`)."""

    positive: tuple[int, ...]
    perhaps: tuple[int, ...]
    priced: tuple[int, ...]
    perhaps_tight: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`kind` is "optimal", "infeasible", "unbounded" or "unknown"; readings are the optimum's, one a tolerance, without repetition."""

    kind: str
    readings: tuple[Reading, ...] = ()


def proposal(
    objective: Sequence[int], rows: Sequence[Sequence[int]], bounds: Sequence[int], inequalities: int
) -> Proposal:
    """What HiGHS says of: maximise over x >= 0, the first `inequalities` rows at most their bounds, the others equal.

    >>> proposal([1, 1], [[2, 1]], [3], 1).readings[0]
    Reading(positive=(1,), perhaps=(1,), priced=(0,), perhaps_tight=(0,))
    """
    from scipy.optimize import linprog

    costs, matrix, right = _scaled(objective, rows, bounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = linprog(
                -costs,
                A_ub=matrix[:inequalities] if inequalities else None,
                b_ub=right[:inequalities] if inequalities else None,
                A_eq=matrix[inequalities:] if inequalities < len(matrix) else None,
                b_eq=right[inequalities:] if inequalities < len(matrix) else None,
                method="highs-ds",
                options={"primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9},
            )
        except (ArithmeticError, ValueError):
            return Proposal("unknown")
    if result.status != 0 or result.x is None:
        return Proposal({2: "infeasible", 3: "unbounded"}.get(result.status, "unknown"))
    return Proposal("optimal", _readings(result, inequalities))


def _readings(result: Any, inequalities: int) -> tuple[Reading, ...]:
    import numpy as np

    prices = np.concatenate([result.ineqlin.marginals, result.eqlin.marginals])
    slacks = np.concatenate([result.ineqlin.residual, np.zeros(len(result.eqlin.marginals))])
    reduced = np.abs(result.lower.marginals)
    readings = dict.fromkeys(
        Reading(
            tuple(np.flatnonzero(result.x > bound).tolist()),
            tuple(np.flatnonzero((result.x > bound) | (reduced <= bound)).tolist()),
            tuple(np.flatnonzero(np.abs(prices) > bound).tolist()),
            tuple(np.flatnonzero((np.abs(prices) > bound) | (slacks <= bound)).tolist()),
        )
        for bound in TOLERANCES
    )
    return tuple(readings)


def _scaled(objective: Sequence[int], rows: Sequence[Sequence[int]], bounds: Sequence[int]) -> tuple[Any, Any, Any]:
    """Objective, matrix and right-hand sides as floats, scaled by powers of two."""
    import numpy as np

    mantissas, powers = _split([own for row in rows for own in row], (len(rows), len(objective)))
    row_shift, column_shift = np.zeros((len(rows), 1)), np.zeros((1, len(objective)))
    present = np.where(mantissas == 0, np.nan, powers)
    for _ in range(3):
        row_shift -= _middle(present + row_shift + column_shift, 1)
        column_shift -= _middle(present + row_shift + column_shift, 0)
    matrix = _joined(mantissas, powers + row_shift + column_shift)
    costs, cost_powers = _split(objective, (1, len(objective)))
    right, right_powers = _split(bounds, (len(rows), 1))
    costs = _joined(costs, _from_zero(cost_powers + column_shift, costs))
    right = _joined(right, _from_zero(right_powers + row_shift, right))
    return costs[0], matrix, right[:, 0]


def _split(numbers: Sequence[int], shape: tuple[int, int]) -> tuple[Any, Any]:
    """Whole numbers as mantissas and powers of two."""
    import numpy as np

    try:
        return np.frexp(np.array(numbers, dtype=float).reshape(shape))
    except OverflowError:
        parts = [(*math.frexp(n >> (s := max(0, n.bit_length() - 64))), s) for n in numbers]
    mantissas = np.array([mantissa for mantissa, _, _ in parts], dtype=float).reshape(shape)
    return mantissas, np.array([power + shift for _, power, shift in parts], dtype=float).reshape(shape)


def _middle(powers: Any, axis: int) -> Any:
    """Halfway between the smallest and the largest power along an axis, in whole numbers; 0 where nothing stands."""
    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ends = np.nanmin(powers, axis=axis, keepdims=True) + np.nanmax(powers, axis=axis, keepdims=True)
    return np.nan_to_num(np.round(ends / 2))


def _from_zero(powers: Any, mantissas: Any) -> Any:
    """The powers less the largest of those that count."""
    present = powers[mantissas != 0]
    return powers - present.max() if present.size else powers


def _joined(mantissas: Any, powers: Any) -> Any:
    import numpy as np

    return np.ldexp(mantissas, np.clip(powers, -FARTHEST, FARTHEST).astype(int))
