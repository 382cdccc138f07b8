"""The one gate from numbers and text to exact scalars, and exact algebra on them.

scalars     `exact` (the gate), `simplest`, `substitute`, `text`
grammar     the file grammar: `parse_formula`, `parse_scalar`, `Formula`
relations   "T > R": `Relation`, `parse_relations`
algebraic   real roots, exact signs, sets of solutions: `AlgebraicNumber`, `Interval`, `solution_set`
linear      exact linear algebra: `solve`, `determinant`
"""

from games.exact.algebraic import (
    AlgebraicNumber,
    Interval,
    SignCell,
    real_roots,
    real_value,
    sign_cells,
    sign_of,
    solution_set,
)
from games.exact.grammar import OUTPUT_LIMITS, Formula, Limits, Scalar, parse_formula, parse_scalar
from games.exact.linear import Singular, determinant, leading_minors, solve
from games.exact.relations import Relation, parse_relations
from games.exact.scalars import (
    decimal_exact,
    exact,
    fraction_parts,
    is_number,
    simplest,
    substitute,
    symbols_of,
    text,
    to_sympy,
)

__all__ = [
    "OUTPUT_LIMITS",
    "AlgebraicNumber",
    "Formula",
    "Interval",
    "Limits",
    "Relation",
    "Scalar",
    "SignCell",
    "Singular",
    "decimal_exact",
    "determinant",
    "exact",
    "fraction_parts",
    "is_number",
    "leading_minors",
    "parse_formula",
    "parse_relations",
    "parse_scalar",
    "real_roots",
    "real_value",
    "sign_cells",
    "sign_of",
    "simplest",
    "solution_set",
    "solve",
    "substitute",
    "symbols_of",
    "text",
    "to_sympy",
]
