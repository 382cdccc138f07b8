"""Exact linear algebra over the rationals and over quotients of polynomials in the symbols.

Rational systems go to flint. Symbolic ones are split into the strongly connected blocks of their dependence graph (block
triangular); each block is cleared of denominators row by row and eliminated without fractions (Bareiss), so that intermediate
entries are minors of the block and no larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from games.errors import InvalidGame, Unsupported
from games.exact.formula import Scalar
from games.exact.rational_functions import RationalFunctions
from games.exact.scalars import is_number

_Quotient = tuple[Any, Any]


class Singular(Unsupported):
    """A linear system without exactly one solution."""

    def __init__(self, where: str = "linear system", found: str = "", expected: str = "", remedy: str = "") -> None:
        super().__init__(
            where, found or "a singular matrix", expected or "a matrix with determinant other than 0", remedy
        )


def solve(matrix: Sequence[Sequence[Scalar]], columns: Sequence[Sequence[Scalar]]) -> tuple[tuple[Scalar, ...], ...]:
    """The solution x of matrix x = column for each column, simplified; `matrix` is square, given by rows.

    Raises Singular where the determinant is 0 (as a polynomial in the symbols, if there are any).

    >>> from games.exact import exact
    >>> solve([[Fraction(1), Fraction(1)], [Fraction(1), Fraction(-1)]], [[Fraction(3), Fraction(1)]])
    ((Fraction(2, 1), Fraction(1, 1)),)
    >>> solve([[exact("1 - d"), exact("0")], [exact("-d"), exact("1")]], [[exact("1 - d"), exact("a")]])
    ((Fraction(1, 1), a + d),)
    """
    size = _square(matrix)
    for column in columns:
        if len(column) != size:
            raise InvalidGame("right-hand side", f"{len(column)} entries", f"{size}, one a row of the matrix")
    if not columns or not size:
        return tuple(() for _ in columns)
    if all(is_number(entry) for row in (*matrix, *columns) for entry in row):
        return _solve_rational(matrix, columns)
    return _solve_symbolic(matrix, columns)


def determinant(matrix: Sequence[Sequence[Scalar]]) -> Scalar:
    """The determinant of a square matrix, simplified.

    >>> from games.exact import exact
    >>> determinant([[exact("a"), exact("b")], [exact("b"), exact("a")]])
    a**2 - b**2
    """
    if not _square(matrix):
        return Fraction(1)
    if all(is_number(entry) for row in matrix for entry in row):
        return _fraction(_rational_matrix(matrix).det())
    field = RationalFunctions([entry for row in matrix for entry in row])
    scale, rows = field.one, []
    for row in matrix:
        cleared, own = _cleared(field, [field.element(entry) for entry in row])
        rows.append(cleared)
        scale = scale * own
    return field.scalar(_bareiss(field, rows), scale)


def leading_minors(matrix: Sequence[Sequence[Scalar]]) -> tuple[Scalar, ...]:
    """The determinants of the upper left 1 x 1, 2 x 2, ... n x n parts.

    >>> leading_minors([[Fraction(2), Fraction(1)], [Fraction(1), Fraction(2)]])
    (Fraction(2, 1), Fraction(3, 1))
    """
    size = _square(matrix)
    minors = tuple(determinant([row[:own] for row in matrix[:own]]) for own in range(1, size))
    return (*minors, determinant(matrix)) if size else ()


def _square(matrix: Sequence[Sequence[Scalar]]) -> int:
    size = len(matrix)
    for place, row in enumerate(matrix):
        if len(row) != size:
            raise InvalidGame("matrix", f"{len(row)} entries in row {place}", f"{size}: the matrix must be square")
    return size


# --- rational -------------------------------------------------------------------------------------------------------


def _rational_matrix(rows: Sequence[Sequence[Any]]) -> Any:
    import flint

    entries = [flint.fmpq(*_ratio(entry)) for row in rows for entry in row]
    return flint.fmpq_mat(len(rows), len(rows[0]), entries)


def _ratio(entry: Any) -> tuple[int, int]:
    return int(entry.numerator), int(entry.denominator)


def _fraction(entry: Any) -> Fraction:
    return Fraction(int(entry.p), int(entry.q))


def _solve_rational(
    matrix: Sequence[Sequence[Scalar]], columns: Sequence[Sequence[Scalar]]
) -> tuple[tuple[Scalar, ...], ...]:
    right = _rational_matrix(list(zip(*columns, strict=True)))
    try:
        solution = _rational_matrix(matrix).solve(right)
    except ZeroDivisionError:
        raise Singular from None
    return tuple(
        tuple(_fraction(solution[row, column]) for row in range(len(matrix))) for column in range(len(columns))
    )


# --- symbolic -------------------------------------------------------------------------------------------------------


def _solve_symbolic(
    matrix: Sequence[Sequence[Scalar]], columns: Sequence[Sequence[Scalar]]
) -> tuple[tuple[Scalar, ...], ...]:
    field = RationalFunctions([entry for row in (*matrix, *columns) for entry in row])
    rows = [{c: q for c, entry in enumerate(row) if not (q := field.element(entry))[0].is_zero()} for row in matrix]
    right = [[field.element(column[row]) for column in columns] for row in range(len(matrix))]
    pivot = _matching([set(row) for row in rows], len(matrix))
    known: dict[int, list[_Quotient]] = {}
    for block in _blocks(rows, pivot):
        unknowns = sorted(block)
        own_rows = sorted(row for row in range(len(rows)) if pivot[row] in block)
        system = [_block_row(field, rows[row], right[row], unknowns, known) for row in own_rows]
        known.update(zip(unknowns, _solve_block(field, system, len(unknowns)), strict=True))
    return tuple(
        tuple(field.scalar(*known[unknown][column]) for unknown in range(len(matrix))) for column in range(len(columns))
    )


def _matching(rows: Sequence[set[int]], size: int) -> list[int]:
    """An unknown for each row, all different, that occurs in it (augmenting paths); without one the matrix is singular."""
    taken: dict[int, int] = {}

    def augment(row: int) -> bool:
        seen: set[int] = set()
        back: dict[int, int] = {}
        stack = [row]
        while stack:
            current = stack.pop()
            # its own unknown first: most systems of values have a full diagonal
            for unknown in sorted(rows[current], key=lambda c: (c != current, c)):
                if unknown in seen:
                    continue
                seen.add(unknown)
                back[unknown] = current
                if unknown not in taken:
                    return flip(unknown, back, row)
                stack.append(taken[unknown])
        return False

    def flip(unknown: int, back: dict[int, int], start: int) -> bool:
        held = {row: own for own, row in taken.items()}
        while True:
            row = back[unknown]
            taken[unknown] = row
            if row == start:
                return True
            unknown = held[row]

    for row in range(size):
        if not augment(row):
            raise Singular
    held = {row: unknown for unknown, row in taken.items()}
    return [held[row] for row in range(size)]


def _blocks(rows: Sequence[dict[int, _Quotient]], pivot: Sequence[int]) -> Iterator[set[int]]:
    """The strongly connected sets of unknowns, each after those it depends on (Tarjan's algorithm, without recursion)."""
    needs = {pivot[row]: sorted(set(entries) - {pivot[row]}) for row, entries in enumerate(rows)}
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    on_stack: set[int] = set()
    for root in needs:
        work = [(root, iter(needs[root]))] if root not in order else []
        while work:
            node, children = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                open_nodes.append(node)
                on_stack.add(node)
            child = next(children, None)
            if child is not None:
                if child not in order:
                    work.append((child, iter(needs[child])))
                elif child in on_stack:
                    low[node] = min(low[node], order[child])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == order[node]:
                place = open_nodes.index(node)
                block = set(open_nodes[place:])
                del open_nodes[place:]
                on_stack -= block
                yield block


def _block_row(
    field: RationalFunctions,
    entries: dict[int, _Quotient],
    right: Sequence[_Quotient],
    unknowns: Sequence[int],
    known: dict[int, list[_Quotient]],
) -> list[Any]:
    """A row of the block's augmented matrix, polynomials only: solved unknowns moved to the right, denominators cleared."""
    moved = list(right)
    for unknown, weight in entries.items():
        if unknown in known:
            for column, value in enumerate(known[unknown]):
                top, bottom = field.multiply(weight, value)
                moved[column] = field.add(moved[column], (-top, bottom))
    left = [entries.get(unknown, (field.zero, field.one)) for unknown in unknowns]
    return _cleared(field, [*left, *moved])[0]


def _cleared(field: RationalFunctions, row: Sequence[_Quotient]) -> tuple[list[Any], Any]:
    """The row times its common denominator, and that denominator."""
    scale = field.one
    for _, bottom in row:
        scale = scale * (bottom / scale.gcd(bottom))
    return [field.times(top, scale / bottom) for top, bottom in row], scale


def _solve_block(field: RationalFunctions, system: list[list[Any]], size: int) -> list[list[_Quotient]]:
    """The block's unknowns, a list of columns each."""
    last = _bareiss(field, system)
    if field.reduced(last, field.one)[0].is_zero():
        raise Singular
    columns = len(system[0]) - size
    found: list[list[_Quotient]] = [[] for _ in range(size)]
    for column in range(columns):
        tops: list[Any] = [field.zero] * size  # x_i = tops[i] / last, and last * x is a vector of polynomials (Cramer)
        for row in reversed(range(size)):
            rest = field.times(system[row][size + column], last)
            for later in range(row + 1, size):
                rest = rest - field.times(system[row][later], tops[later])
            tops[row] = rest / system[row][row]
        for row in range(size):
            found[row].append(field.reduced(tops[row], last))
    return found


def _bareiss(field: RationalFunctions, rows: list[list[Any]]) -> Any:
    """Eliminates in place without fractions; returns the determinant of the leading square part (0 if singular).

    After step k every entry is a minor of order k + 1, and the last pivot is the determinant: a row exchange negates one row,
    so that the sign is right and the equations stay the same.
    """
    size, before = len(rows), field.one
    for step in range(size):
        choices = [row for row in range(step, size) if not rows[row][step].is_zero()]
        if not choices:
            return field.zero
        best = min(choices, key=lambda row: (len(rows[row][step]), row))
        if best != step:
            rows[step], rows[best] = rows[best], [-entry for entry in rows[step]]
        pivot = rows[step][step]
        for row in range(step + 1, size):
            factor = rows[row][step]
            rows[row] = [
                field.zero
                if column <= step
                else (field.times(pivot, rows[row][column]) - field.times(factor, rows[step][column])) / before
                for column in range(len(rows[row]))
            ]
        before = pivot
    return before
