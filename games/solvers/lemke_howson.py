"""One Nash equilibrium of a two-player game, always, in exact arithmetic: the lexicographic Lemke-Howson path.

Definition   P = {x >= 0 : B'x <= 1}, Q = {y >= 0 : Ay <= 1} for payoffs made positive. Label i < m stands for x_i = 0 and for row i being a
             best reply to y, label m + j for y_j = 0 and column j being a best reply to x. A pair of vertices with all labels, other than
             (0, 0), is an equilibrium once normalised.
Algorithm    [LemkeHowson1964]_ as pivoting [vonStengel2007]_.
             1. Start at (0, 0); let `label` enter the basis of its polytope.
             2. The variable that leaves has a label, now held twice: let it enter in the other polytope.
             3. Stop when `label` itself leaves.
Arithmetic   Integer pivoting: each tableau is whole numbers over the last pivot. Ties in the ratio test are broken lexicographically, so no
             basis recurs and the path ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def lemke_howson(
    row: Sequence[Sequence[int]], column: Sequence[Sequence[int]], label: int = 0
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """An equilibrium (x, y) for whole payoffs row[i][j] and column[i][j], found by dropping `label`. Source: [LemkeHowson1964]_.

    >>> lemke_howson([[1, 0], [0, 1]], [[0, 1], [1, 0]])[0]
    (Fraction(1, 2), Fraction(1, 2))
    """
    m, n = len(row), len(row[0])
    by_column = _Tableau(_positive(list(zip(*column, strict=True))), list(range(m)), list(range(m, m + n)))
    by_row = _Tableau(_positive(row), list(range(m, m + n)), list(range(m)))
    entering, tableau, other = label, *((by_column, by_row) if label < m else (by_row, by_column))
    while True:
        entering = tableau.enter(entering)
        if entering == label:
            return by_column.strategy(range(m)), by_row.strategy(range(m, m + n))
        tableau, other = other, tableau


def _positive(payoffs: Sequence[Sequence[int]]) -> list[list[int]]:
    lowest = min(min(own) for own in payoffs)
    return [[payoff - lowest + 1 for payoff in own] for own in payoffs]


class _Tableau:
    """Constraints payoffs z + slack = 1, solved for the basic variables, as whole numbers over `pivot`."""

    def __init__(self, payoffs: list[list[int]], variables: list[int], slacks: list[int]) -> None:
        self.column = {label: k for k, label in enumerate([*slacks, *variables], start=1)}
        self.basis = list(slacks)
        self.pivot = 1
        size = len(slacks)
        self.rows = [[1, *(int(k == r) for k in range(size)), *own] for r, own in enumerate(payoffs)]

    def enter(self, label: int) -> int:
        """Let the variable with this label into the basis; the label of the variable that leaves."""
        c = self.column[label]
        r = self._leaving(c)
        chosen, pivot = self.rows[r], self.rows[r][c]
        for k, row in enumerate(self.rows):
            if k != r:
                factor = row[c]
                self.rows[k] = [(x * pivot - factor * y) // self.pivot for x, y in zip(row, chosen, strict=True)]
        self.pivot = pivot
        left, self.basis[r] = self.basis[r], label
        return left

    def _leaving(self, c: int) -> int:
        """The row with the lexicographically smallest (right-hand side, slack columns) over its positive entry in column c."""
        tied = [r for r, row in enumerate(self.rows) if row[c] > 0]
        for k in range(len(self.rows) + 1):
            ratios = {r: Fraction(self.rows[r][k], self.rows[r][c]) for r in tied}
            smallest = min(ratios.values())
            tied = [r for r in tied if ratios[r] == smallest]
            if len(tied) == 1:
                break
        return tied[0]

    def strategy(self, labels: range) -> tuple[Fraction, ...]:
        """The variables with these labels, normalised to probabilities."""
        values = {label: self.rows[r][0] for r, label in enumerate(self.basis)}
        weights = [values.get(label, 0) for label in labels]
        total = sum(weights)
        return tuple(Fraction(weight, total) for weight in weights)
