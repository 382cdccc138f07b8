"""Solutions of the indifference equations of a support: floats propose, exact arithmetic decides what they are.

Definition   For a support (the actions S_i that each player mixes) the equations u_i(a, x_-i) = u_i(l, x_-i), a in S_i but its last l,
             in the probabilities of all played actions but the last of each player; see `games.core.boxes`.
Algorithm    1. Newton's method in floats from a given start.
             2. The same steps with the same inverse in whole numbers of many digits, so that a solution is known as precisely as wanted.
             3. Read it: as fractions (continued fractions); as polynomials in one algebraic number (an integer relation among the
                powers of a probability, then one a probability, by lattice reduction [LenstraLenstraLovasz1982]_); or as a box.
             4. Decide the reading by the definition: `games.core.nash`, `games.core.algebraic_profile`, `games.core.boxes`.
Not here     Solutions at which the equations are singular: Newton's method does not converge there, unless they are simple fractions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from games.core import algebraic_profile
from games.core.boxes import Support, holds_one, payoff_bounds, unknowns
from games.core.covering import Stage
from games.core.mixed import AlgebraicProfile, BoxProfile, Coefficients, MixedEquilibrium
from games.core.nash import MixedProfile, expected_payoffs, is_nash
from games.core.strategic import StrategicGame
from games.exact import AlgebraicNumber, real_roots

NEWTON_STEPS, CLOSE, FAR = 30, 1e-12, 20.0
RATIONAL_BITS, ALGEBRAIC_BITS, KNIFE_EDGE_BITS = 384, 1536, 8192
DEGREE, KNIFE_EDGE_DEGREE = 4, 12
"""The degree up to which algebraic numbers are looked for; the higher one where a box cannot decide."""
DIGITS = (16, 24, 40)
"""Digits of the ends of boxes, more where fewer do not do."""

Floats = list[Any]
"""For each player a numpy vector of probabilities."""


@dataclass(frozen=True)
class Arena:
    """A game in the forms that the search needs: exact, as whole numbers, and as arrays of floats."""

    game: StrategicGame
    stage: Stage

    @classmethod
    def of(cls, game: StrategicGame) -> Arena:
        """The arena of a game whose payoffs are Fractions."""
        return cls(game, Stage.of(game))

    @cached_property
    def scale(self) -> int:
        """By what all payoffs are multiplied in `stage`."""
        return math.lcm(*(Fraction(own).denominator for row in self.game.payoffs for own in row))

    @cached_property
    def tensors(self) -> list[Any]:
        """For each player his payoffs, between -1 and 1, as an array with one axis a player."""
        import numpy

        found = []
        for row in self.stage.payoffs:
            middle, most = (max(row) + min(row)) // 2, max(row) - min(row)
            values = [float(Fraction(own - middle, most or 1)) for own in row]
            found.append(numpy.array(values).reshape(self.stage.shape))
        return found

    @cached_property
    def spans(self) -> list[float]:
        """How far apart each player's whole payoffs are; `tensors` times these, but for a constant, are the whole payoffs."""
        return [float(max(row) - min(row) or 1) for row in self.stage.payoffs]

    @cached_property
    def whole(self) -> list[Any]:
        """The whole payoffs as arrays of Python integers."""
        import numpy

        return [numpy.array(row, dtype=object).reshape(self.stage.shape) for row in self.stage.payoffs]


def against(tensor: Any, player: int, rows: Sequence[Any]) -> Any:
    """Payoffs of the player's actions against combinations of the others' strategies, the rows of each matrix; axes by player."""
    import numpy

    for j, matrix in enumerate(rows):
        if j != player:
            tensor = numpy.moveaxis(numpy.tensordot(matrix, tensor, axes=(1, j)), 0, j)
    return tensor


def newton(arena: Arena, support: Support, start: Floats) -> Floats | None:
    """A solution of the support's equations near the start, to the precision of floats; None if it is not reached."""
    import numpy

    free = unknowns(support)
    point = _on_support(arena, support, start)
    for _ in range(NEWTON_STEPS):
        if not free:
            return point
        values, rows = _system(arena, support, free, point)
        try:
            step = numpy.linalg.solve(rows, -values)
        except numpy.linalg.LinAlgError:
            return None
        _move(point, support, free, step)
        largest = numpy.abs(step).max()
        if largest < CLOSE:
            return point
        if not largest < FAR:
            return None
    return None


def _on_support(arena: Arena, support: Support, start: Floats) -> Floats:
    import numpy

    point = []
    for size, played, own in zip(arena.stage.shape, support, start, strict=True):
        weights = numpy.zeros(size)
        weights[list(played)] = numpy.maximum(own[list(played)], 0)
        total = weights.sum()
        if total <= 0:
            weights[list(played)], total = 1, len(played)
        point.append(weights / total)
    return point


def _move(point: Floats, support: Support, free: Sequence[tuple[int, int]], step: Any) -> None:
    for (j, a), own in zip(free, step, strict=True):
        point[j][a] += own
        point[j][support[j][-1]] -= own


def _system(arena: Arena, support: Support, free: Sequence[tuple[int, int]], point: Floats) -> tuple[Any, Any]:
    """The equations' values at a point, and their derivatives."""
    import numpy

    values, rows = [], []
    for i, a in free:
        tensor = arena.tensors[i]
        own = numpy.take(tensor, a, axis=i) - numpy.take(tensor, support[i][-1], axis=i)
        others = [j for j in range(len(support)) if j != i]
        slopes = {j: _contracted(own, others, j, point) for j in others}
        values.append(slopes[others[0]] @ point[others[0]])
        rows.append([slopes[j][b] - slopes[j][support[j][-1]] if j != i else 0.0 for j, b in free])
    return numpy.array(values), numpy.array(rows)


def _contracted(tensor: Any, players: Sequence[int], kept: int, point: Floats) -> Any:
    """The tensor summed with the probabilities of all players but one."""
    import numpy

    for place in reversed(range(len(players))):
        if players[place] != kept:
            tensor = numpy.tensordot(tensor, point[players[place]], axes=(place, 0))
    return tensor


def could_be_equilibrium(arena: Arena, support: Support, point: Floats, slack: float = 1e-7) -> bool:
    """Whether floats leave it open that a solution is an equilibrium with just this support."""
    for i, played in enumerate(support):
        if min(point[i][list(played)]) < -slack:
            return False
        payoffs = against(arena.tensors[i], i, [own[None, :] for own in point]).ravel()
        if payoffs[list(played)].max() < payoffs.max() - slack:
            return False
    return True


# --- many digits ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refined:
    """A solution of the equations in whole numbers over 2**bits, a vector of Python integers a player."""

    bits: int
    point: Floats


def refined(arena: Arena, support: Support, point: Floats, bits: int) -> Refined | None:
    """The solution near a float one, to about so many bits; None if the steps do not close in on it."""
    import numpy

    free = unknowns(support)
    one = 1 << bits
    whole = [numpy.array([0] * size, dtype=object) for size in arena.stage.shape]
    for j, played in enumerate(support):
        for a in played[:-1]:
            whole[j][a] = int(Fraction(float(point[j][a])) * one)
        whole[j][played[-1]] = one - sum(whole[j][a] for a in played[:-1])
    if not free:
        return Refined(bits, whole)
    inverse = _whole_inverse(arena, support, free, point)
    if inverse is None:
        return None
    before = None
    for _ in range(bits):
        values = _whole_values(arena, support, free, whole, bits)
        step = [-(sum(f * v for f, v in zip(row, values, strict=True)) >> 2 * INVERSE_BITS) for row in inverse]
        _move(whole, support, free, step)
        largest = max(map(abs, step))
        if largest < 16:
            return Refined(bits, whole)
        if before is not None and largest > before // 2:
            return None
        before = largest
    return None


INVERSE_BITS = 80


def _whole_inverse(arena: Arena, support: Support, free: Sequence[tuple[int, int]], point: Floats) -> Any:
    """The inverse of the derivatives, for whole payoffs, times 2**(2 INVERSE_BITS)."""
    import numpy

    _, rows = _system(arena, support, free, point)
    try:
        inverse = numpy.linalg.inv(rows)
    except numpy.linalg.LinAlgError:
        return None
    if not numpy.isfinite(inverse).all():
        return None
    factors = [(max(row) - min(row)) or 1 for row in arena.stage.payoffs]
    scale = 1 << 2 * INVERSE_BITS
    return [
        [int(Fraction(float(own)) * scale / factors[i]) for own, (i, _) in zip(row, free, strict=True)]
        for row in inverse
    ]


def _whole_values(
    arena: Arena, support: Support, free: Sequence[tuple[int, int]], point: Floats, bits: int
) -> list[int]:
    """The equations' values for whole payoffs, times 2**bits."""
    values = []
    for i, a in free:
        tensor = arena.whole[i]
        own = tensor.take(a, axis=i) - tensor.take(support[i][-1], axis=i)
        others = [j for j in range(len(support)) if j != i]
        for j in reversed(others):
            own = own.dot(point[j])
        values.append(int(own) >> bits * (len(others) - 1))
    return values


# --- reading a solution -----------------------------------------------------------------------------------------------


def read(arena: Arena, support: Support, point: Floats) -> MixedEquilibrium | None:
    """The equilibrium near a float solution, exactly: rational, algebraic of low degree, or enclosed; None if it is none."""
    close = refined(arena, support, point, RATIONAL_BITS)
    if close is None:
        return simple_fractions(arena, support, point)
    exact = _fractions(close)
    if exact is not None and _solves(arena, support, exact):
        return rational(arena, exact)
    boxed = _boxed(arena, support, close)
    if boxed is not None:
        closer = refined(arena, support, point, ALGEBRAIC_BITS)
        found = _algebraic(arena, closer, DEGREE) if closer is not None else None
        return found or boxed
    closer = refined(arena, support, point, KNIFE_EDGE_BITS) if _borderline(arena, support, close) else None
    return _algebraic(arena, closer, KNIFE_EDGE_DEGREE) if closer is not None else None


def rational(arena: Arena, profile: MixedProfile) -> MixedEquilibrium | None:
    """A rational profile with its payoffs, if it is an equilibrium."""
    if any(own < 0 for player in profile for own in player) or not is_nash(arena.game, profile):
        return None
    return MixedEquilibrium(profile, tuple(Fraction(own) for own in expected_payoffs(arena.game, profile)))


def simple_fractions(arena: Arena, support: Support, point: Floats, most: int = 1000) -> MixedEquilibrium | None:
    """A profile of small denominators near the point, if it is an equilibrium."""
    profile = []
    for size, played, own in zip(arena.stage.shape, support, point, strict=True):
        weights = [Fraction(0)] * size
        for a in played[:-1]:
            weights[a] = Fraction(float(own[a])).limit_denominator(most)
        weights[played[-1]] = 1 - sum(weights, Fraction(0))
        profile.append(tuple(weights))
    return rational(arena, tuple(profile))


def _fractions(close: Refined) -> MixedProfile | None:
    """The fractions of small denominators that a solution is so close to that they must be meant."""
    if any(_far(int(x), close.bits) for own in close.point for x in own):
        return None
    profile = tuple(tuple(_nearest(int(x), close.bits) for x in own) for own in close.point)
    return profile if all(sum(own) == 1 for own in profile) else None


def _solves(arena: Arena, support: Support, profile: MixedProfile) -> bool:
    """Whether the fractions solve the support's equations."""
    from games.core.nash import action_payoffs

    for i, played in enumerate(support):
        payoffs = action_payoffs(arena.game, i, profile)
        if any(payoffs[a] != payoffs[played[0]] for a in played):
            return False
    return True


def _boxed(arena: Arena, support: Support, close: Refined) -> MixedEquilibrium | None:
    """The solution in a box of decimal ends that is shown to hold one equilibrium."""
    one = 1 << close.bits
    size = max(max(map(abs, row)) for row in arena.stage.payoffs) * len(arena.stage.payoffs[0]) // arena.scale
    for digits in DIGITS:
        unit = 10 ** (digits + len(str(size)))
        bounds = []
        for played, own in zip(support, close.point, strict=True):
            floors = [int(x) * unit // one for x in own]
            ends = [(Fraction(f - 1, unit), Fraction(f + 2, unit)) for f in floors]
            pure = len(played) == 1
            bounds.append(
                tuple(
                    ((Fraction(1),) * 2 if pure else end) if a in played else (Fraction(0),) * 2
                    for a, end in enumerate(ends)
                )
            )
        box = BoxProfile(tuple(bounds))
        if holds_one(arena.stage, box):
            return MixedEquilibrium(box, payoff_bounds(arena.stage, arena.scale, box.bounds))
    return None


def _borderline(arena: Arena, support: Support, close: Refined) -> bool:
    """Whether a solution that is no rational point and in no box may still be an equilibrium: some inequality about binds."""
    floats = [[float(Fraction(int(x), 1 << close.bits)) for x in own] for own in close.point]
    import numpy

    return could_be_equilibrium(arena, support, [numpy.array(own) for own in floats], 1e-13)


def _algebraic(arena: Arena, close: Refined, degree: int) -> MixedEquilibrium | None:
    """The solution with all probabilities in the field of one of them, of at most this degree, if that is an equilibrium."""
    values = [int(x) for own in close.point for x in own]
    one = 1 << close.bits
    irrational = [x for x in values if _far(x, close.bits)]
    candidates = [*irrational[:1], sum((k + 1) * x for k, x in enumerate(irrational))]
    for candidate in candidates:
        root = _root(candidate, close.bits, degree)
        if root is None:
            continue
        powers = [one]
        for _ in range(root.degree - 1):
            powers.append(powers[-1] * candidate >> close.bits)
        rows = [[_combination(int(x), powers, close.bits) for x in own] for own in close.point]
        if any(own is None for row in rows for own in row):
            continue
        point = AlgebraicProfile(root, tuple(tuple(own for own in row if own is not None) for row in rows))
        if algebraic_profile.is_equilibrium(arena.game, point):
            return MixedEquilibrium(point, algebraic_profile.expected_payoffs(arena.game, point))
    return None


def _nearest(x: int, bits: int) -> Fraction:
    """The nearest fraction of small denominator."""
    return Fraction(x, 1 << bits).limit_denominator(1 << bits // 3)


def _far(x: int, bits: int) -> bool:
    """Whether a value over 2**bits is no fraction of small denominator."""
    return abs(_nearest(x, bits) * (1 << bits) - x) > 2**40


def _root(value: int, bits: int, degree: int) -> AlgebraicNumber | None:
    """The algebraic number of low degree and short polynomial that value / 2**bits is, it seems."""
    one = 1 << bits
    powers = [one]
    for _ in range(degree):
        powers.append(powers[-1] * value >> bits)
    relation = _relation(powers, bits)
    if relation is None:
        return None
    near = Fraction(value, one)
    width = Fraction(1, 1 << bits // 2)
    for root in real_roots(relation, near - width, near + width):
        if isinstance(root, AlgebraicNumber):
            return root.refined(Fraction(1, 10**24))
    return None


def _combination(value: int, powers: Sequence[int], bits: int) -> Coefficients | None:
    """The value as a combination of the powers with rational coefficients."""
    if value == 0:
        return ()
    relation = _relation([value, *powers], bits)
    if relation is None or not relation[0]:
        return None
    found = [Fraction(-own, relation[0]) for own in relation[1:]]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def _relation(values: Sequence[int], bits: int) -> tuple[int, ...] | None:
    """Short whole numbers whose combination of the values over 2**bits is about zero, if there are any to be believed."""
    import flint

    size = len(values)
    rows = [[*(int(k == c) for c in range(size)), values[k]] for k in range(size)]
    first = flint.fmpz_mat(rows).lll().tolist()[0]
    relation, rest = [int(own) for own in first[:size]], int(first[size])
    length = max(abs(own) for own in relation).bit_length()
    if not length or length * size * 3 > bits * 2 or abs(rest).bit_length() > length + 48:
        return None
    return tuple(relation)
