"""Symmetric equilibria of anonymous games with any number of actions, support by support.

Definition   `games.core.count_profiles`. On the simplex of a support's mixtures let u_j be the forms of expected payoffs
             (`games.solvers.payoff_forms`). Its equilibria are the points with all probabilities positive at which u_0 - u_j = 0 for
             its other actions j and u_0 - u_l >= 0 for every action l outside.
Algorithm    1. One action: compare payoffs.
             2. Newton's method in floats from a lattice of starts proposes solutions; exact Newton steps narrow them. A solution is
                stated exactly if it is rational (or, with two actions, quadratic), else in a box in which Krawczyk's operator, in
                balls, shows exactly one.
             3. The simplex is cut, each time amid a longest edge, until every part is settled: by an action outside that pays more
                throughout, by a difference (or a combination of differences that tells the part from the nearest root) without a root by
                its Bernstein coefficients, or by lying in the box of an equilibrium. Then there are no others.
             4. With two actions, roots are found and counted by `games.solvers.bernstein`, which also settles rational multiple roots.
Stability    Signs of the eigenvalues of the linearised replicator dynamics, by Hurwitz determinants in balls (exact at rational points).
Evidence     `FaceProof`: boxes and the tree of cuts, to be checked again without any search.
Cost         Grows quickly with the degree and the number of actions in a support; where parts remain unsettled, the answer says so.
Not here     Continua (two actions that always pay the same) and multiple roots with three or more actions: left unsettled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.count_profiles import FaceProof, SymmetricProfile, SymmetricProfiles
from games.core.solution import Enclosure, Real, Status
from games.errors import LimitReached
from games.exact import AlgebraicNumber
from games.solvers.bernstein import Root, isolate, power_basis, simplest_between, whole
from games.solvers.clock import Clock
from games.solvers.krawczyk import Bounds, centred, has_one_root, refined
from games.solvers.payoff_forms import Grid, ball_value, coprime, halves, inner_faces, payoff_rows
from games.solvers.replicator import stability
from games.solvers.symmetric import line, remainder

ENGINES = ("exact arithmetic", "python-flint")
WIDTH = Fraction(1, 2**42)
"""Of the boxes in which irrational equilibria are stated: less than 1e-12."""
MOST_PARTS, FEW_PARTS, DEEPEST = 30_000, 400, 160
"""Parts of one simplex (few where no difference can settle any), and cuts on the way to one."""
LATTICE = 8
"""Starts of Newton's method: mixtures in eighths (more for two actions, which are isolated otherwise)."""
MOST_SOLUTIONS, LOOK_EVERY = 100, 16
"""Solutions of one support; cuts between two looks for one that was missed."""
SHORT_BITS = 60
"""Rational solutions are recognised up to denominators of so many bits."""


@dataclass(frozen=True)
class FaceForms:
    """The forms on one support: payoffs by action, and whole coefficients of the differences inside and outside it."""

    support: tuple[int, ...]
    grid: Grid
    payoffs: list[list[Fraction]]
    inner: Any
    outer: Any
    outside: tuple[int, ...]

    @classmethod
    def of(cls, game: AnonymousGame, support: tuple[int, ...]) -> FaceForms:
        import numpy as np

        grid, rows = payoff_rows(game, support, "symmetric_equilibria")
        outside = tuple(action for action in range(len(game.actions)) if action not in support)

        def differences(actions: Sequence[int]) -> Any:
            found = [whole([a - b for a, b in zip(rows[support[0]], rows[j], strict=True)])[0] for j in actions]
            return np.array(found, dtype=object).reshape(len(actions), len(grid.vectors))

        return cls(support, grid, rows, differences(support[1:]), differences(outside), outside)

    def at(self, rows: Any, point: Sequence[Fraction]) -> list[Fraction]:
        """Exact values at a rational point."""
        return [Fraction(ball_value(row, self.grid, point)) for row in rows]


class Unsettled(Exception):
    """Why a support is left open."""


def symmetric_profiles(game: AnonymousGame, *, time_limit: float | None = None) -> SymmetricProfiles:
    """All symmetric equilibria of `game`, smaller supports first.

    Raises Unsupported if payoffs or the number of players hold symbols, LimitReached when `time_limit` seconds have passed before all
    supports are settled (its `partial` is the answer until then).

    >>> game = AnonymousGame.from_functions(
    ...     3, ("rock", "paper", "scissors"), (lambda r, p, s: s - p, lambda r, p, s: r - s, lambda r, p, s: p - r))
    >>> [[str(p) for p in own.probs] for own in symmetric_profiles(game).equilibria]
    [['1/3', '1/3', '1/3']]
    """
    clock = Clock(time_limit)
    found: list[SymmetricProfile] = []
    proofs: list[FaceProof] = []
    open_ones: dict[tuple[int, ...], str] = {}
    for size in range(1, len(game.actions) + 1):
        for support in combinations(range(len(game.actions)), size):
            names = ", ".join(game.actions[action] for action in support)
            try:
                forms = FaceForms.of(game, support)
                points, proof = _pure(game, forms) if size == 1 else _mixed(game, forms, clock)
            except Unsettled as why:
                open_ones[support] = f"mixtures of {names}: {why}"
                continue
            except LimitReached as error:
                open_ones[support] = f"mixtures of {names}: {error.found}"
                continue
            found += points
            proofs += [proof] if proof is not None else []
    reason = "; ".join(open_ones.values())
    status = Status.UNKNOWN if open_ones else Status.DECIDED
    answer = SymmetricProfiles(
        game, tuple(found), tuple(proofs), tuple(open_ones), not open_ones, status, ENGINES, reason
    )
    if open_ones and clock.past():
        passed = f"that the time limit of {time_limit} s has passed, with {len(found)} equilibria found"
        raise LimitReached(
            "symmetric_equilibria", passed, "", "Raise the limit; `partial` holds what was found.", answer
        )
    return answer


def _pure(game: AnonymousGame, forms: FaceForms) -> tuple[list[SymmetricProfile], None]:
    (action,) = forms.support
    pays = [row[0] for row in forms.payoffs]
    if pays[action] < max(pays):
        return [], None
    probs = tuple(Fraction(int(own == action)) for own in range(len(pays)))
    strict = all(own < pays[action] for other, own in enumerate(pays) if other != action)
    return [SymmetricProfile(probs, pays[action], True if strict else None)], None


def _mixed(game: AnonymousGame, forms: FaceForms, clock: Clock) -> tuple[list[SymmetricProfile], FaceProof | None]:
    if any(not any(row) for row in forms.inner):
        try:
            return [], _proof(forms, (), clock, FEW_PARTS)
        except Unsettled:
            why = "two of them always pay the same there, so equilibria, if any, are not isolated"
            raise Unsettled(why) from None
    if len(forms.support) == 2:
        return _on_edge(forms, len(game.actions), clock)
    solutions = [own for own in (_solution(forms, start) for start in _proposed(forms)) if own is not None]
    floats = _FloatForms(forms)
    while True:
        found = sorted((own for own in solutions if own.holds), key=lambda own: own.bounds)
        try:
            look = partial(_missed, forms, floats, solutions)
            proof = _proof(
                forms, [own.box for own in found], clock, missed=look if len(found) < MOST_SOLUTIONS else None
            )
        except Missed as one:
            solutions.append(one.solution)
            continue
        return [own.stated(forms, len(game.actions)) for own in found], proof


class Missed(Exception):
    """A solution that no start had led to."""

    def __init__(self, solution: Solution) -> None:
        super().__init__()
        self.solution = solution


def _missed(forms: FaceForms, floats: _FloatForms, known: Sequence[Solution], part: _Part) -> None:
    """Raises Missed if Newton's method, from amid a part that does not settle, leads to an equilibrium that is not known."""
    import numpy as np

    centre = [float(sum(own)) / len(part.corners) for own in zip(*part.corners, strict=True)]
    if min(centre) <= 0:
        return
    point = floats.newton(np.array(centre))
    solution = None if point is None else _solution(forms, [float(p) for p in point])
    if solution is not None and solution.holds and not _known(solution, known):
        raise Missed(solution)


def _known(one: Solution, others: Sequence[Solution]) -> bool:
    return any(all(a <= d and c <= b for (a, b), (c, d) in zip(one.bounds, own.bounds, strict=True)) for own in others)


# Solutions


@dataclass(frozen=True, slots=True)
class Solution:
    """A point at which the support's actions pay the same: exact or in bounds; `box` holds no other; `holds`: nobody gains outside."""

    probs: tuple[Fraction, ...] | None
    bounds: Bounds
    box: Bounds
    holds: bool

    def stated(self, forms: FaceForms, actions: int) -> SymmetricProfile:
        """The equilibrium as it is told."""
        inside: Sequence[Real] = self.probs or [Enclosure(lo, hi) for lo, hi in self.bounds]
        return _told(forms, actions, inside, self.bounds, _payoff(forms, self))


def _told(forms: FaceForms, actions: int, inside: Sequence[Real], bounds: Bounds, payoff: Real) -> SymmetricProfile:
    probs: list[Real] = [Fraction(0)] * actions
    for place, prob in zip(forms.support, inside, strict=True):
        probs[place] = prob
    rows = forms.payoffs
    first = rows[forms.support[0]]
    inner = [[a - b for a, b in zip(first, rows[j], strict=True)] for j in forms.support[1:]]
    stable = stability(inner, list(forms.outer), forms.grid, bounds)
    return SymmetricProfile(tuple(probs), payoff, stable, bounds)


def _proposed(forms: FaceForms) -> Iterator[list[float]]:
    """Different interior solutions, in floats."""
    import numpy as np

    solve = _FloatForms(forms)
    found: list[Any] = []
    for vector in _lattice(len(forms.support)):
        point = solve.newton(np.array(vector, dtype=float) / sum(vector))
        if point is not None and all(np.abs(point - other).max() > 1e-7 for other in found):
            found.append(point)
    return iter(sorted([float(p) for p in own] for own in found))


def _lattice(corners: int) -> Iterator[tuple[int, ...]]:
    from games.core.anonymous import count_vectors

    total = LATTICE + corners
    return (vector for vector in count_vectors(total, corners) if all(vector))


class _FloatForms:
    """The differences and their slopes as floats."""

    def __init__(self, forms: FaceForms) -> None:
        import numpy as np

        self.vectors = np.array(forms.grid.vectors, dtype=float)
        logs = np.array([math.lgamma(k + 1) for k in range(forms.grid.degree + 1)])
        many = np.exp(logs[-1] - logs[np.array(forms.grid.vectors, dtype=int)].sum(axis=1))
        self.rows = np.array([_floats(row) for row in forms.inner]) * many

    def newton(self, p: Any) -> Any | None:
        """The solution to which Newton's method leads, if it lies inside the simplex."""
        import numpy as np

        for _ in range(40):
            terms = np.prod(p**self.vectors, axis=1)
            by_each = (self.rows * terms) @ (self.vectors / p)
            values, jacobian = self.rows @ terms, by_each[:, 1:] - by_each[:, :1]
            try:
                step = np.linalg.solve(jacobian, values)
            except np.linalg.LinAlgError:
                return None
            size = np.abs(step).max()
            if not np.isfinite(size):
                return None
            least, share = p.min(), min(1.0, 0.2 / size if size else 1.0)
            while True:
                rest = p[1:] - step * share
                further = np.concatenate([[1 - rest.sum()], rest])
                if further.min() > least / 8:
                    break
                share /= 2
                if share < 1e-6:
                    return None
            p = further
            if size < 1e-13:
                return p
        return p if size < 1e-7 else None


def _floats(row: Sequence[int]) -> list[float]:
    """Whole numbers as floats of ordinary size, in proportion."""
    shift = max(0, max(abs(own).bit_length() for own in row) - 60)
    largest = max(abs(own) >> shift for own in row) or 1
    return [float(own >> shift) / largest for own in row]


def _solution(forms: FaceForms, start: Sequence[float]) -> Solution | None:
    """The solution near a proposal, shown to be the only one around; None if it is none."""
    centre = refined(forms.inner, forms.grid, [Fraction(own) for own in start])
    if centre is None:
        return None
    box = next(
        (own for own in (centred(centre, Fraction(1, 2**shift)) for shift in range(2, 40)) if _shown(forms, own)), None
    )
    if box is None:
        return None
    probs = _rational(forms, centre)
    if probs is not None:
        holds = all(own >= 0 for own in forms.at(forms.outer, probs))
        return Solution(probs, tuple((own, own) for own in probs), box, holds)
    for bits in (44, 90, 200):
        bounds = centred(centre, Fraction(1, 2**bits))
        if not _shown(forms, bounds):
            return None
        worst = [_ball_sign(row, forms.grid, bounds) for row in forms.outer]
        if -1 in worst or 0 not in worst:
            return Solution(None, bounds, box, -1 not in worst)
    raise Unsettled("an action outside pays the same, or nearly so, at an irrational point")


def _shown(forms: FaceForms, box: Bounds) -> bool:
    return all(lo > 0 for lo, _ in box) and has_one_root(forms.inner, forms.grid, box)


def _rational(forms: FaceForms, centre: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    """The solution itself if its coordinates are short fractions."""
    near = Fraction(1, 2 ** (2 * SHORT_BITS + 4))
    rest = [simplest_between(own - near, own + near) for own in centre[1:]]
    if any(own.denominator.bit_length() > SHORT_BITS for own in rest):
        return None
    point = (1 - sum(rest, Fraction(0)), *rest)
    return point if not any(forms.at(forms.inner, point)) else None


def _ball_sign(row: Sequence[int], grid: Grid, bounds: Bounds) -> int:
    from flint import ctx

    with ctx.workprec(600):
        value = ball_value(row, grid, _balls(bounds))
    return int(value > 0) - int(value < 0)


def _balls(bounds: Bounds) -> list[Any]:
    from flint import arb, fmpq

    ends = [tuple(arb(fmpq(end.numerator, end.denominator)) for end in own) for own in bounds]
    return [lo.union(hi) for lo, hi in ends]


def _payoff(forms: FaceForms, solution: Solution) -> Real:
    """What the support's actions pay there."""
    row = forms.payoffs[forms.support[0]]
    if solution.probs is not None:
        return forms.at([row], solution.probs)[0]
    if len(set(row)) == 1:
        return row[0]
    centre = [(lo + hi) / 2 for lo, hi in solution.bounds]
    for bits in (60, 120, 240):
        narrow = centred(refined(forms.inner, forms.grid, centre) or centre, Fraction(1, 2**bits))
        found = _enclosed(row, forms.grid, narrow) if _shown(forms, narrow) else None
        if found is not None:
            return found
    raise Unsettled("payoffs that could not be enclosed narrowly")


def _enclosed(row: Sequence[Fraction], grid: Grid, bounds: Bounds) -> Enclosure | None:
    """Bounds of a form on a box, if they are within 1e-12 of max(1, |x|)."""
    from flint import ctx

    numbers, factor = whole(row)
    with ctx.workprec(600):
        ball = ball_value(numbers, grid, _balls(bounds))
        low, high = (factor * Fraction(int(end.p), int(end.q)) for end in (ball.lower().fmpq(), ball.upper().fmpq()))
    fine = 2**44
    low, high = Fraction(math.floor(low * fine), fine), Fraction(math.ceil(high * fine), fine)
    return Enclosure(low, high) if high - low <= max(Fraction(1), abs(low)) / 10**12 else None


# Two actions


def _on_edge(forms: FaceForms, actions: int, clock: Clock) -> tuple[list[SymmetricProfile], FaceProof | None]:
    found = isolate([Fraction(own) for own in forms.inner[0]], Fraction(1, 2**44), clock)
    if found.unsettled:
        raise Unsettled(found.reason)
    points, boxes, simple = [], [], True
    for root in found.roots:
        holds = [_sign_at_root(row, root) for row in forms.outer]
        if min(holds, default=1) < 0:
            continue
        lo, hi = root.narrowed(Fraction(1, 2**44))
        bounds = ((1 - hi, 1 - lo), (lo, hi))
        centre = [(a + b) / 2 for a, b in bounds]
        tries = (centred(centre, Fraction(1, 2**shift)) for shift in range(2, 44))
        box = next((own for own in tries if _shown(forms, own) and own[1][0] <= lo <= hi <= own[1][1]), None)
        simple = simple and box is not None
        boxes.append(box or bounds)
        points.append(_told(forms, actions, _both(root, lo, hi), bounds, _edge_payoff(forms, root)))
    return points, _proof(forms, boxes, clock) if simple else None


def _both(root: Root, lo: Fraction, hi: Fraction) -> tuple[Real, Real]:
    if isinstance(root.value, Fraction):
        return 1 - root.value, root.value
    if isinstance(root.value, AlgebraicNumber):
        return line(root.value, Fraction(1), Fraction(-1)), root.value
    return Enclosure(1 - hi, 1 - lo), Enclosure(lo, hi)


def _sign_at_root(row: Sequence[int], root: Root) -> int:
    """The sign of an outside difference at a root on an edge."""
    if isinstance(root.value, Fraction):
        value = ball_value(row, _edge_grid(row), (1 - root.value, root.value))
        return int(value > 0) - int(value < 0)
    if root.minimal:
        powers = power_basis(list(row), len(row))
        if powers is not None and not any(remainder(powers, root.minimal)):
            return 0
    for bits in (48, 100, 200, 400):
        lo, hi = root.narrowed(Fraction(1, 2**bits))
        found = _ball_sign(row, _edge_grid(row), ((1 - hi, 1 - lo), (lo, hi)))
        if found:
            return found
    raise Unsettled("an action outside pays the same, or nearly so, at an irrational point")


def _edge_grid(row: Sequence[int]) -> Grid:
    from games.solvers.payoff_forms import grid

    return grid(len(row) - 1, 2)


def _edge_payoff(forms: FaceForms, root: Root) -> Real:
    row = forms.payoffs[forms.support[0]]
    if isinstance(root.value, Fraction):
        return forms.at([row], (1 - root.value, root.value))[0]
    numbers, factor = whole(row)
    powers = power_basis(numbers, len(numbers))
    if root.minimal and powers is not None:
        reduced = remainder(powers, root.minimal)
        if len(reduced) <= 1:
            return factor * sum(reduced)
        if isinstance(root.value, AlgebraicNumber) and len(reduced) == 2:
            return line(root.value, factor * reduced[0], factor * reduced[1])
    for bits in (60, 120, 240):
        lo, hi = root.narrowed(Fraction(1, 2**bits))
        found = _enclosed(row, forms.grid, ((1 - hi, 1 - lo), (lo, hi)))
        if found is not None:
            return found
    raise Unsettled("payoffs that could not be enclosed narrowly")


# The tree of parts


@dataclass(frozen=True, slots=True)
class _Part:
    corners: tuple[tuple[Fraction, ...], ...]
    inner: Any
    outer: Any
    depth: int = 0


def _proof(
    forms: FaceForms,
    boxes: Sequence[Bounds],
    clock: Clock,
    most: int = MOST_PARTS,
    missed: Callable[[_Part], None] | None = None,
) -> FaceProof:
    """Cut the simplex until every part is settled; raises Unsettled if that does not end.

    `missed` is asked about parts that are still open after many cuts.
    """
    size = len(forms.support)
    corners = tuple(tuple(Fraction(int(a == b)) for a in range(size)) for b in range(size))
    todo = [_Part(corners, coprime(forms.inner), coprime(forms.outer))]
    entries: list[tuple[str, tuple[int, ...]]] = []
    while todo:
        part = todo.pop()
        entry = _settling(part, forms, boxes)
        if entry is None:
            if part.depth >= DEEPEST or len(entries) >= most or clock.past():
                where = ", ".join(f"{float(sum(own) / size):.4g}" for own in zip(*part.corners, strict=True))
                why = "time is up" if clock.past() else "a multiple solution, or one on an edge of these mixtures"
                raise Unsettled(f"near ({where}) they are not settled: {why}")
            if missed is not None and part.depth % LOOK_EVERY == LOOK_EVERY - 1:
                missed(part)
            i, j = _longest(part.corners)
            entry = ("cut", (i, j))
            todo += reversed(_cut(part, forms.grid, i, j))
        entries.append(entry)
    return FaceProof(forms.support, tuple(boxes), tuple(entries))


def _settling(part: _Part, forms: FaceForms, boxes: Sequence[Bounds]) -> tuple[str, tuple[int, ...]] | None:
    reach = [[own > 0 for own in corner] for corner in part.corners]
    for action, row in zip(forms.outside, part.outer, strict=True):
        if _one_sign(row, forms.grid, reach) < 0:
            return "worse", (action,)
    for number, row in enumerate(part.inner):
        if _one_sign(row, forms.grid, reach):
            return "apart", (number,)
    for number, box in enumerate(boxes):
        inside = (lo <= own <= hi for corner in part.corners for (lo, hi), own in zip(box[1:], corner[1:], strict=True))
        if all(inside):
            return "inside", (number,)
    for factors in _combinations(part, forms.grid):
        if _one_sign(sum(c * row for c, row in zip(factors, part.inner, strict=True)), forms.grid, reach):
            return "combined", factors
    return None


def _one_sign(row: Any, grid: Grid, reach: Sequence[Sequence[bool]]) -> int:
    """The sign that a form's coefficients show throughout a part, its points on the simplex's own faces left out; else 0."""
    least, most = min(row), max(row)
    if (least < 0 < most) or (least == 0 == most):
        return 0
    if least <= 0 <= most:
        filled = {grid.filled[at] for at, own in enumerate(row) if own}
        if not all(any(own <= corners for own in filled) for corners in inner_faces(reach)):
            return 0
    return 1 if most > 0 else -1


def _combinations(part: _Part, grid: Grid) -> Iterator[tuple[int, ...]]:
    """Whole combinations of the differences that nearly are the part's own coordinates less those of the root."""
    import numpy as np

    rows = [_floats(row) for row in part.inner]
    if len(rows) < 2:
        return
    scale = [_scale(row) for row in part.inner]
    values = np.array([[row[end] for end in grid.ends] for row in rows])
    try:
        inverse = np.linalg.inv(values[:, 1:] - values[:, :1])
    except np.linalg.LinAlgError:
        return
    for combination in [*inverse, -inverse.sum(axis=0)]:
        weights = [Fraction(float(own)) / size for own, size in zip(combination, scale, strict=True)]
        largest = max(map(abs, weights))
        if largest:
            yield tuple(round(own / largest * max(scale) * 2**12 / min(scale)) for own in weights)


def _scale(row: Sequence[int]) -> Fraction:
    """The number by which `_floats` divides."""
    shift = max(0, max(abs(own).bit_length() for own in row) - 60)
    return Fraction((max(abs(own) >> shift for own in row) or 1) << shift)


def _longest(corners: Sequence[Sequence[Fraction]]) -> tuple[int, int]:
    def length(pair: tuple[int, int]) -> float:
        return sum(float(a - b) ** 2 for a, b in zip(corners[pair[0]], corners[pair[1]], strict=True))

    return max(combinations(range(len(corners)), 2), key=length)


def _cut(part: _Part, grid: Grid, i: int, j: int) -> tuple[_Part, _Part]:
    middle = tuple((a + b) / 2 for a, b in zip(part.corners[i], part.corners[j], strict=True))
    inner, outer = halves(part.inner, grid, i, j), halves(part.outer, grid, i, j)
    parts = []
    for side, moved in ((0, j), (1, i)):
        corners = tuple(middle if place == moved else own for place, own in enumerate(part.corners))
        parts.append(_Part(corners, inner[side], outer[side], part.depth + 1))
    return parts[0], parts[1]
