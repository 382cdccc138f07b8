"""The one gate from numbers and text to exact scalars, and exact algebra on them.

scalars             `exact` (the gate), `substitute`, `text`
rational_functions  cancelled quotients of polynomials: `simplest`, `fraction_parts`
grammar             the file grammar: `parse_formula`, `parse_scalar`; from tokens over folding to the tree
formula             the tree and its text: `Formula`; compiled evaluates it with numbers, sympy_bridge with symbols
relations           "T > R": `Relation`, `parse_relations`
polynomials, root_isolation   one variable: integer form, factors; intervals that hold one root each
algebraic           irrational roots with exact order and signs: `AlgebraicNumber`; roots finds them: `real_roots`
intervals           sets of solutions of inequalities: `Interval`, `sign_cells`, `solution_set`
real_values         constants of sympy as real numbers: `real_value`, `sign_of`
linear              exact linear algebra: `solve`, `determinant`
limits, numerals, squares   arithmetic that stops before it computes what nobody could read
"""

from games.exact.algebraic import AlgebraicNumber
from games.exact.formula import Formula, Scalar
from games.exact.grammar import parse_formula, parse_scalar
from games.exact.intervals import Interval, SignCell, sign_cells, solution_set
from games.exact.limits import OUTPUT_LIMITS, Limits
from games.exact.linear import Singular, determinant, leading_minors, solve
from games.exact.rational_functions import fraction_parts, simplest
from games.exact.real_values import real_value, sign_of
from games.exact.relations import Relation, parse_relations
from games.exact.roots import real_roots
from games.exact.scalars import (
    decimal_exact,
    exact,
    is_number,
    substitute,
    symbols_of,
    text,
)
from games.exact.sympy_bridge import to_sympy

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
