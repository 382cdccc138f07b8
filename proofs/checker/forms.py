"""Expected payoffs in anonymous games as forms: Bernstein coefficients on the simplex of the mixtures of some actions.

A form of degree D gives each vector k of whole numbers with sum D a coefficient b_k; at probabilities p it is the sum of
D!/(k_1! ... k_m!) p_1^k_1 ... p_m^k_m b_k. Of n - 1 others who mix alike, k is how many choose what, and b_k the payoff. Payoffs that are
polynomials in the counts of degree d < n - 1 give forms of degree d: the mean of a product of falling factorials (k_i)_(a_i) is
(n-1)_(|a|) p^a. Halving an edge of the simplex is de Casteljau's step along it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import comb, factorial, gcd, lcm, perm, prod

from games.core.anonymous import AnonymousGame, count_names, count_vectors
from games.exact import Formula
from proofs.checker.counts import number_of_players
from proofs.checker.kernel import refuse
from proofs.checker.roots import sign
from proofs.checker.work import spend, within

Vector = tuple[int, ...]
Form = dict[Vector, int]
"""Whole coefficients: the form up to a positive factor."""
MAX_COEFFICIENTS = 200_000


class Payoffs:
    """The payoffs of a game, one vector of counts at a time, each evaluated once."""

    def __init__(self, game: AnonymousGame) -> None:
        self.others, self.actions = number_of_players(game) - 1, len(game.actions)
        self._game, self._known = game, dict[tuple[int, Vector], Fraction]()
        self._places: dict[Vector, int] = {}
        self._names = count_names(game.actions)
        if any(not isinstance(own, Formula) for own in game.payoff) and self.actions > 2:
            within(comb(self.others + self.actions - 1, self.actions - 1), 1_000_000, "vectors of counts")
            self._places = {own: place for place, own in enumerate(count_vectors(self.others, self.actions))}

    def __call__(self, action: int, others: Vector) -> Fraction:
        """The payoff of an action against such others."""
        if (action, others) not in self._known:
            spend(20)
            self._known[action, others] = self._evaluated(action, others)
        return self._known[action, others]

    def once(self, action: int, others: Vector) -> Fraction:
        """The same, not kept."""
        spend(20)
        return self._evaluated(action, others)

    def _evaluated(self, action: int, others: Vector) -> Fraction:
        own, value = self._game.payoff[action], None
        if isinstance(own, Formula):
            counted = dict(zip(self._names, others, strict=True)) if self.actions > 2 else {"k": others[1]}
            value = own.evaluate({"n": self.others + 1, **counted})
        else:
            place = self._places[others] if self.actions > 2 else others[1]
            value = own[place] if place < len(own) else None
        if not isinstance(value, Fraction):
            refuse(f'payoff of "{self._game.actions[action]}" at {others}', str(value), "a rational number")
        return value

    @property
    def degree(self) -> int:
        """The degree of the forms."""
        degrees = [_degree(own) if isinstance(own, Formula) else None for own in self._game.payoff]
        known = [own for own in degrees if own is not None]
        return min(max(known), self.others) if len(known) == len(degrees) else self.others


def _degree(formula: Formula) -> int | None:
    """The degree in the counts of what is seen to be a polynomial."""
    if not any(name == "k" or name.startswith("k_") for name in formula.names):
        return 0
    if formula.operator == "name":
        return 1
    if formula.operator == "**":
        base, exponent = formula.arguments
        own = _degree(base)
        power = exponent.arguments[0] if exponent.operator == "number" else Fraction(-1)
        return None if own is None or power < 0 or power.denominator != 1 else own * int(power)
    parts = [_degree(part) for part in formula.arguments]
    known = [own for own in parts if own is not None]
    if formula.operator not in ("+", "*") or len(known) < len(parts):
        return None
    return max(known) if formula.operator == "+" else sum(known)


def forms_on(payoffs: Payoffs, support: Sequence[int]) -> list[dict[Vector, Fraction]]:
    """The form of each action's expected payoff on the simplex of mixtures of the support."""
    degree, size = payoffs.degree, len(support)
    within(comb(degree + size - 1, size - 1), MAX_COEFFICIENTS, "coefficients of an expected payoff")

    def spread(vector: Sequence[int]) -> Vector:
        others = [0] * payoffs.actions
        for place, count in zip(support, vector, strict=True):
            others[place] = count
        return tuple(others)

    vectors = list(count_vectors(degree, size))
    if degree == payoffs.others:
        return [{k: payoffs(action, spread(k)) for k in vectors} for action in range(payoffs.actions)]
    found = []
    for action in range(payoffs.actions):
        start = {k[1:]: payoffs(action, spread((payoffs.others - sum(k[1:]), *k[1:]))) for k in vectors}
        found.append(_reduced(start, vectors, payoffs.others, degree))
    return found


def _reduced(
    values: dict[Vector, Fraction], vectors: Sequence[Vector], others: int, degree: int
) -> dict[Vector, Fraction]:
    """The form of a polynomial from its values where at most `degree` others choose anything but the first action."""
    terms: dict[Vector, Fraction] = {}
    for a in values:
        below = product(*(range(own + 1) for own in a))
        spend(prod(own + 1 for own in a))
        difference = sum(
            ((-1) ** (sum(a) - sum(b)) * prod(map(comb, a, b)) * values[b] for b in below), Fraction(0)
        )  # the a-th forward difference at 0
        if difference:
            scale = Fraction(perm(others, sum(a)), prod(map(factorial, a)) * perm(degree, sum(a)))
            terms[a] = difference * scale
    spend(len(vectors) * len(terms))
    return {k: sum((c * prod(map(perm, k[1:], a)) for a, c in terms.items()), Fraction(0)) for k in vectors}


def whole(form: dict[Vector, Fraction]) -> Form:
    """The form times the positive number that makes its coefficients coprime whole numbers."""
    return coprime(in_proportion([form])[0])


def in_proportion(forms: Sequence[dict[Vector, Fraction]]) -> list[Form]:
    """Several forms times one positive number that makes all their coefficients whole."""
    scale = lcm(*(own.denominator for form in forms for own in form.values()))
    return [{k: own.numerator * (scale // own.denominator) for k, own in form.items()} for form in forms]


def coprime(form: Form) -> Form:
    """Without a common whole factor."""
    common = gcd(*form.values()) or 1
    return {k: own // common for k, own in form.items()}


def less(first: dict[Vector, Fraction], second: dict[Vector, Fraction]) -> dict[Vector, Fraction]:
    """first - second."""
    return {k: own - second[k] for k, own in first.items()}


def halves(form: Form, i: int, j: int) -> tuple[Form, Form]:
    """The form on the two parts of the simplex cut amid the edge of corners i and j: the one that keeps i, and the one that keeps j."""
    degree = sum(next(iter(form)))
    keeps_i, keeps_j = dict[Vector, int](), dict[Vector, int]()
    for k, own in form.items():
        if k[j]:
            continue
        line = [k]
        while line[-1][i]:
            line.append(_moved(line[-1], i, j))
        row, scale = [form[at] for at in line], degree - len(line) + 1
        spend(len(line) * len(line) // 8 + 1, (own,))
        for step in range(len(line)):
            keeps_i[line[step]] = row[0] << (scale + len(line) - 1 - step)
            keeps_j[line[len(line) - 1 - step]] = row[-1] << (scale + len(line) - 1 - step)
            row = [a + b for a, b in pairwise(row)]
    return coprime(keeps_i), coprime(keeps_j)


def _moved(k: Vector, i: int, j: int) -> Vector:
    moved = list(k)
    moved[i], moved[j] = moved[i] - 1, moved[j] + 1
    return tuple(moved)


def sign_inside(form: Form, reach: Sequence[Vector]) -> int:
    """The sign that the form has throughout a part of the open simplex, or 0 if its coefficients do not show one.

    `reach` says for each corner of the part which probabilities are positive there. Among all coefficients of one sign, one that is
    not 0 must belong to every face of the part that has points inside the simplex.
    """
    signs = {sign(own) for own in form.values()} - {0}
    if len(signs) != 1:
        return 0
    filled = [{place for place, count in enumerate(k) if count} for k, own in form.items() if own]
    shown = all(any(own <= set(corners) for own in filled) for corners in _inner_faces(reach))
    return signs.pop() if shown else 0


def _inner_faces(reach: Sequence[Vector]) -> Iterator[tuple[int, ...]]:
    size = len(reach)
    for number in range(1, size + 1):
        for corners in combinations(range(size), number):
            if all(any(reach[corner][place] for corner in corners) for place in range(len(reach[0]))):
                yield corners
