"""Real roots of a polynomial given by its Bernstein coefficients on [0, 1], isolated and counted exactly.

Definition   G(p) = sum_k C(N, k) p^k (1-p)^(N-k) g_k with rational g_0 ... g_N; wanted are its roots inside (0, 1).
Counting     The sign changes of g_0 ... g_N, zeros left out, exceed the number of roots in (0, 1), each as often as its
             multiplicity, by an even number: none means no root, one means exactly one [PenaLehmannNoeldeke2014]_. The same
             holds on every piece [a, b] with the Bernstein coefficients there (de Casteljau).
Algorithm    1. Count on [0, 1]; with at most one sign change that is all.
             2. Otherwise find the multiple roots: the roots of gcd(G, G'). Cut [0, 1] at the rational ones: a root of
                multiplicity r at a cut makes r coefficients of the pieces on both sides vanish there, so it is not counted.
             3. Cut every piece with two or more sign changes [CollinsAkritas1976]_. This ends, since the other roots are
                simple; near an irrational multiple root it never does, and such a piece is given back as `unsettled`.
             4. In a piece with one sign change, decide whether the root is rational (below), else narrow it by bisection.
Arithmetic   With x = p/(1-p), a piece is the whole-number polynomial q(x) = (1+x)^N G(p), whose coefficients are C(N, k) g_k;
             cutting puts a linear polynomial for x in q and in its reverse. Signs of G come from balls (arb), and from exact
             evaluation where those leave it open.
Rational     A root x = a/c in lowest terms has a dividing the first (constant) and c the last coefficient of q. So the root
             is narrowed until one candidate is left, and the candidate is tried.
Low degree   Gains that are a polynomial in k of degree d <= 30 give a G of degree d, whatever N is: steps 2-4 then use degree d
             (no piece gains a sign change when the degree is raised again), and factors of G over the rationals make
             quadratic roots exact; where cutting does not end, they isolate all roots, multiple irrational ones too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from games.core.solution import Enclosure, Real
from games.exact import AlgebraicNumber, real_roots
from games.exact.roots import sign_of_polynomial
from games.solvers.clock import Clock

LOW_DEGREE = 30
"""Up to this degree the polynomial is expanded in powers of p and factored."""
LARGEST_DEGREE = 20_000
"""Above this degree a polynomial that is not of low degree is not expanded: its coefficients have as many bits as its degree."""
LATTICE_BITS = 512
"""Rational roots are decided while the smaller end coefficient of q has at most so many bits; simple fractions are tried beyond."""
CUT_BITS = 200_000
"""Halving stops at the depth at which the coefficients have grown by so many bits."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root of G inside (0, 1).

    `value` is exact where it is rational or quadratic, else an enclosure inside `piece` at whose ends G has opposite signs. `piece` holds
    no other root; a root at a cut is its own piece.
    `before` and `after` are the signs of G next to the root. `sign` is the exact sign of G, or of a factor that changes sign with it;
    `minimal` that factor (coefficients of 1, p, p^2 ...), if it is irreducible over the rationals.
    """

    value: Real
    piece: tuple[Fraction, Fraction]
    before: int
    after: int
    sign: Callable[[Fraction], int]
    minimal: tuple[int, ...] = ()

    def narrowed(self, width: Fraction) -> tuple[Fraction, Fraction]:
        """Ends no further apart than `width` with the root between them, or twice the root itself if it is rational."""
        if isinstance(self.value, Fraction):
            return self.value, self.value
        if isinstance(self.value, AlgebraicNumber):
            return self.value.enclosure(width)
        return bisected(self.sign, self.value.lo, self.value.hi, self.before, width)


@dataclass(frozen=True, slots=True)
class Isolation:
    """The roots found, in order; `splits` are the cuts, `unsettled` the pieces in which more roots may lie, `reason` why."""

    roots: tuple[Root, ...]
    splits: tuple[Fraction, ...] = ()
    unsettled: tuple[tuple[Fraction, Fraction], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval of p and q(x) on it, roots at both ends divided out: the first and last coefficients are not zero."""

    lo: Fraction
    hi: Fraction
    q: Any
    depth: int = 0

    @property
    def changes(self) -> int:
        """Sign changes of the Bernstein coefficients on this piece."""
        return sign_changes(self.q.coeffs())

    @property
    def left(self) -> int:
        """The sign of G just right of the left end."""
        return sign(self.q[0])

    @property
    def right(self) -> int:
        """The sign of G just left of the right end."""
        return sign(self.q.leading_coefficient())


def sign(number: Any) -> int:
    """-1, 0 or 1."""
    return int(number > 0) - int(number < 0)


def sign_changes(coefficients: Iterable[Any]) -> int:
    """How often neighbours differ in sign, zeros left out.

    >>> sign_changes([-1, 0, 2, 3, 0, -1])
    2
    """
    signs = [number > 0 for number in coefficients if number != 0]
    return sum(before != after for before, after in pairwise(signs))


def isolate(coefficients: Sequence[Fraction], width: Fraction, clock: Clock | None = None) -> Isolation:
    """All roots in (0, 1) of the polynomial with these Bernstein coefficients, not all zero; enclosures are at most `width` wide.

    When `clock` is past its limit nothing more is cut, and what is not settled by then is said to be so.
    Source: [PenaLehmannNoeldeke2014]_, [CollinsAkritas1976]_.

    >>> found = isolate([Fraction(-1), Fraction(2), Fraction(-3)], Fraction(1, 100))   # -1 + 6p - 8p^2
    >>> [root.value for root in found.roots], found.splits
    ([Fraction(1, 4), Fraction(1, 2)], (Fraction(1, 2),))
    """
    numbers, _ = whole(coefficients)
    changes = sign_changes(numbers)
    if changes == 0:
        return Isolation(())
    powers = power_basis(numbers, LOW_DEGREE)
    if powers is not None:
        return isolate_powers(powers, width, clock)
    if len(numbers) - 1 > LARGEST_DEGREE:
        degree = len(numbers) - 1
        reason = f"the expected gain has degree {degree}; roots inside (0, 1) are sought up to degree {LARGEST_DEGREE}"
        return Isolation((), (), ((Fraction(0), Fraction(1)),), reason)
    return _isolated(_stripped(Fraction(0), Fraction(1), _binomial_form(numbers)), None, width, clock)


def isolate_powers(powers: Sequence[int], width: Fraction, clock: Clock | None = None) -> Isolation:
    """The same for a polynomial, not 0, given by whole coefficients of 1, p, p^2 ...

    >>> [root.value for root in isolate_powers([-1, 6, -8], Fraction(1, 100)).roots]
    [Fraction(1, 4), Fraction(1, 2)]
    """
    found = _isolated(_stripped(Fraction(0), Fraction(1), _lifted(powers)), list(powers), width, clock)
    if not found.unsettled or (clock is not None and clock.past()):
        return found
    return Isolation(tuple(_factored(list(powers), width)))


def _factored(powers: list[int], width: Fraction) -> Iterator[Root]:
    """The roots in (0, 1) by the factors over the rationals, multiple and irrational ones too, with the signs of G between them."""
    roots = [own for own in real_roots(powers, Fraction(0), Fraction(1)) if own not in (0, 1)]
    places = _apart(roots)
    stops = [(Fraction(0), Fraction(0)), *places, (Fraction(1), Fraction(1))]
    signs = [sign_of_polynomial(powers, (before[1] + after[0]) / 2) for before, after in pairwise(stops)]
    for root, place, before, after in zip(roots, places, signs, signs[1:], strict=False):
        if isinstance(root, Fraction):
            yield Root(root, place, before, after, partial(_sign_of, tuple(powers)))
            continue
        rising = sign_of_polynomial(root.polynomial, place[0])
        minimal = tuple(c * before * rising for c in root.polynomial)
        exact = root.degree == 2
        value: Real = root if exact else Enclosure(*bisected(partial(_sign_of, minimal), *place, before, width))
        yield Root(value, place, before, after, partial(_sign_of, minimal), minimal)


def _sign_of(polynomial: tuple[int, ...], at: Fraction) -> int:
    return sign_of_polynomial(polynomial, at)


def _apart(roots: Sequence[Fraction | AlgebraicNumber]) -> list[tuple[Fraction, Fraction]]:
    """Bounds of each root inside (0, 1), strictly apart from one another and from the ends."""
    width = Fraction(1, 16)
    while True:
        places = [(own, own) if isinstance(own, Fraction) else own.refined(width) for own in roots]
        bounds = [own if isinstance(own, tuple) else (own.lo, own.hi) for own in places]
        stops = [(Fraction(0), Fraction(0)), *bounds, (Fraction(1), Fraction(1))]
        if all(before[1] < after[0] for before, after in pairwise(stops)):
            return bounds
        width /= 2**8


def _isolated(start: Piece, powers: list[int] | None, width: Fraction, clock: Clock | None) -> Isolation:
    if start.changes == 0:
        return Isolation(())
    if start.changes == 1:
        return Isolation((_single_root(start, _Oracle.of(start.q, powers), width),))
    return _isolated_by_cuts(start, powers, width, clock or Clock())


def _isolated_by_cuts(start: Piece, powers: list[int] | None, width: Fraction, clock: Clock) -> Isolation:
    oracle = _Oracle.of(start.q, powers)
    multiple = _multiple_roots(start.q, clock)
    forced = sorted(root.value for root in multiple if isinstance(root.value, Fraction))
    awkward = [root for root in multiple if not isinstance(root.value, Fraction)]
    depth = min(40 if awkward else 1000, CUT_BITS // start.q.degree())
    pieces, zeros = _settled(start, forced, depth, clock)
    roots = [_single_root(piece, oracle, width) for piece in pieces if piece.changes == 1]
    for before, after in pairwise(pieces):
        if after.lo in zeros:
            roots.append(Root(after.lo, (after.lo, after.lo), before.right, after.left, oracle.sign))
    unsettled = tuple((piece.lo, piece.hi) for piece in pieces if piece.changes > 1)
    why = "an irrational multiple root" if awkward else "roots too close to tell apart, or none"
    reason = _why_unsettled(unsettled, "time is up" if clock.past() else why) if unsettled else ""
    splits = tuple(piece.lo for piece in pieces[1:])
    return Isolation(tuple(sorted(roots, key=lambda root: root.piece)), splits, unsettled, reason)


def _why_unsettled(unsettled: Sequence[tuple[Fraction, Fraction]], why: str) -> str:
    where = ", ".join(f"{float(lo):.6g} and {float(hi):.6g}" for lo, hi in unsettled[:3])
    more = f" and in {len(unsettled) - 3} more places" if len(unsettled) > 3 else ""
    return f"sign changes do not settle how many roots the expected gain has between {where}{more}: {why}"


# Pieces


def whole(numbers: Sequence[Fraction]) -> tuple[list[int], Fraction]:
    """Coprime whole numbers and the positive factor that gives the numbers back (all zero stay zero).

    >>> whole([Fraction(1, 2), Fraction(-2, 3)])
    ([3, -4], Fraction(1, 6))
    """
    common = math.lcm(*(number.denominator for number in numbers))
    scaled = [number.numerator * (common // number.denominator) for number in numbers]
    divisor = math.gcd(*scaled) or 1
    return [number // divisor for number in scaled], Fraction(divisor, common)


def power_basis(numbers: Sequence[int], limit: int) -> list[int] | None:
    """Coefficients of 1, p, p^2 ... of the polynomial with these Bernstein coefficients; None if its degree is above `limit`.

    The coefficient of p^j is C(N, j) times the j-th forward difference at 0.

    >>> power_basis([0, 1, 2, 3], 2)
    [0, 3]
    """
    size, differences, powers = len(numbers) - 1, list(numbers), [numbers[0]]
    for j in range(1, size + 1):
        differences = [after - before for before, after in pairwise(differences)]
        if not any(differences):
            break
        if j > limit:
            return None
        powers.append(math.comb(size, j) * differences[0])
    while len(powers) > 1 and powers[-1] == 0:
        powers.pop()
    return powers


def _binomial_form(numbers: Sequence[int]) -> Any:
    """q(x) = sum_k C(N, k) g_k x^k."""
    from flint import fmpz_poly

    size, binomial, coefficients = len(numbers) - 1, 1, []
    for k, number in enumerate(numbers):
        coefficients.append(binomial * number)
        binomial = binomial * (size - k) // (k + 1)
    return fmpz_poly(coefficients)


def _lifted(powers: Sequence[int]) -> Any:
    """q(x) = (1+x)^d G(x/(1+x)) from the coefficients of G in powers of p."""
    from flint import fmpz_poly

    x, above, q = fmpz_poly([0, 1]), fmpz_poly([1]), fmpz_poly([powers[-1]])
    for coefficient in reversed(powers[:-1]):
        above = above * (x + 1)
        q = q * x + coefficient * above
    return q


def _stripped(lo: Fraction, hi: Fraction, q: Any, depth: int = 0) -> Piece:
    """The piece of q without its content and its roots at the ends: they change no sign inside."""
    valuation = next(k for k in range(q.degree() + 1) if q[k] != 0)
    q = q.right_shift(valuation) if valuation else q
    return Piece(lo, hi, q // abs(q.content()), depth)


def _cut(piece: Piece, at: Fraction, depth: int) -> tuple[Piece, Piece, bool]:
    """The two parts of a piece and whether G vanishes at the cut."""
    from flint import fmpz_poly

    share = (at - piece.lo) / (piece.hi - piece.lo)
    u, w = share.numerator, share.denominator
    degree = piece.q.degree()
    left = _reversed(_weighted(_reversed(piece.q, degree), u)(fmpz_poly([w - u, w])), degree)
    right = _weighted(piece.q, w - u)(fmpz_poly([u, w]))
    zero = bool(right[0] == 0)
    return _stripped(piece.lo, at, left, depth), _stripped(at, piece.hi, right, depth), zero


def _weighted(q: Any, factor: int) -> Any:
    """Coefficient k times factor^(degree - k)."""
    from flint import fmpz_poly

    if factor == 1:
        return q
    weights = [1]
    for _ in range(q.degree()):
        weights.append(weights[-1] * factor)
    return fmpz_poly([c * weight for c, weight in zip(q.coeffs(), reversed(weights), strict=True)])


def _reversed(q: Any, degree: int) -> Any:
    """x^degree q(1/x)."""
    from flint import fmpz_poly

    coefficients = q.coeffs()
    return fmpz_poly([0] * (degree + 1 - len(coefficients)) + coefficients[::-1])


def _settled(start: Piece, forced: Sequence[Fraction], depth: int, clock: Clock) -> tuple[list[Piece], set[Fraction]]:
    """Pieces from left to right, cut at `forced` and halved until they have one sign change at most, and the cuts that are roots."""
    todo, done, zeros = [start], [], set()
    cuts = list(forced)
    while todo:
        piece = todo.pop()
        inside = [cut for cut in cuts if piece.lo < cut < piece.hi]
        if not inside and (piece.changes <= 1 or piece.depth >= depth or clock.past()):
            done.append(piece)
            continue
        at = inside[len(inside) // 2] if inside else piece.lo + _share(piece) * (piece.hi - piece.lo)
        left, right, zero = _cut(piece, at, piece.depth + 1)
        if zero:
            zeros.add(at)
        todo += [right, left]
    return done, zeros


def _share(piece: Piece) -> Fraction:
    """Where to cut: at every other depth halfway, which makes sure of an end; else amid a run of equal signs.

    G looks like its coefficients spread evenly over the piece, blurred by 1/sqrt(degree); so a simple fraction so close to the middle
    run's centre is likely to part the roots on both sides of it.
    """
    if piece.depth % 2:
        return Fraction(1, 2)
    degree = piece.q.degree()
    signed = [(k, number > 0) for k, number in enumerate(piece.q.coeffs()) if number != 0]
    runs = [[k for k, _ in run] for _, run in groupby(signed, key=lambda own: own[1])]
    run = runs[len(runs) // 2]
    centre = Fraction(run[0] + run[-1], 2 * degree)
    blur = max(Fraction(run[-1] - run[0], 4 * degree), Fraction(1, 8 * math.isqrt(degree)))
    near = min(blur, centre / 2, (1 - centre) / 2)
    return simplest_between(centre - near, centre + near)


def _multiple_roots(q: Any, clock: Clock) -> list[Root]:
    """The roots in (0, 1) that G has more than once."""
    common = q.gcd(q.derivative())
    if common.degree() < 1:
        return []
    simple = common // common.gcd(common.derivative())
    start = _stripped(Fraction(0), Fraction(1), simple)
    if start.q.degree() < 1:
        return []
    oracle = _Oracle.of(start.q, None)
    pieces, zeros = _settled(start, (), min(1000, CUT_BITS // start.q.degree()), clock)
    roots = [_single_root(piece, oracle, Fraction(1, 2**40)) for piece in pieces if piece.changes == 1]
    return roots + [Root(at, (at, at), 0, 0, oracle.sign) for at in zeros]


# Roots


@dataclass(frozen=True, slots=True)
class _Oracle:
    """Exact signs of G by q, and the irreducible factors of G where its degree is low."""

    q: Any
    factors: tuple[Any, ...]

    @classmethod
    def of(cls, q: Any, powers: Sequence[int] | None) -> _Oracle:
        from flint import fmpz_poly

        return cls(q, () if powers is None else tuple(factor for factor, _ in fmpz_poly(list(powers)).factor()[1]))

    def sign(self, at: Fraction) -> int:
        """The sign of q at x = at/(1 - at), which is that of G."""
        from flint import arb, arb_poly, ctx, fmpq

        x = fmpq(at.numerator, at.denominator - at.numerator)
        if self.q.degree() > 4 * LOW_DEGREE:
            with ctx.workprec(128 + 2 * at.denominator.bit_length()):
                ball = arb_poly(self.q)(arb(x))
                if ball != 0:
                    return sign(ball)
        return sign(self.q(x))


def _single_root(piece: Piece, oracle: _Oracle, width: Fraction) -> Root:
    """The one root in a piece with one sign change."""
    bounds = (piece.lo, piece.hi)
    root = partial(Root, piece=bounds, before=piece.left, after=piece.right)
    for factor in oracle.factors:
        value_sign = partial(_value_sign, factor)
        if factor.degree() == 1:
            value = Fraction(int(-factor[0]), int(factor[1]))
            if piece.lo < value < piece.hi:
                return root(value, sign=oracle.sign)
        elif value_sign(piece.lo) * value_sign(piece.hi) < 0:
            flipped = value_sign if value_sign(piece.lo) == piece.left else partial(_value_sign, -factor)
            minimal = tuple(int(c) for c in factor.coeffs())
            if factor.degree() == 2:
                return root(AlgebraicNumber(minimal, *bounds), sign=flipped, minimal=minimal)
            return root(Enclosure(*_within(flipped, bounds, piece.left, width)), sign=flipped, minimal=minimal)
    return root(_rational_or_narrow(oracle, bounds, piece.left, width), sign=oracle.sign)


def _value_sign(polynomial: Any, at: Fraction) -> int:
    from flint import fmpq

    return sign(polynomial(fmpq(at.numerator, at.denominator)))


def bisected(
    sign_at: Callable[[Fraction], int], lo: Fraction, hi: Fraction, before: int, width: Fraction
) -> tuple[Fraction, Fraction]:
    """The part of (lo, hi), at most `width` wide, that holds its one root; twice the root itself if a midpoint hits it."""
    while hi - lo > width:
        middle = (lo + hi) / 2
        found = sign_at(middle)
        if found == 0:
            return middle, middle
        lo, hi = (middle, hi) if found == before else (lo, middle)
    return lo, hi


def _within(
    sign_at: Callable[[Fraction], int], bounds: tuple[Fraction, Fraction], before: int, width: Fraction
) -> tuple[Fraction, Fraction]:
    """As `bisected`, and narrowed until neither end is an end of the piece, where G may vanish."""
    lo, hi = bisected(sign_at, *bounds, before, width)
    while lo < hi and (lo == bounds[0] or hi == bounds[1]):
        lo, hi = bisected(sign_at, lo, hi, before, (hi - lo) / 2)
    return lo, hi


def _rational_or_narrow(
    oracle: _Oracle, bounds: tuple[Fraction, Fraction], before: int, width: Fraction
) -> Fraction | Enclosure:
    """The root itself if it is rational, else an enclosure of at most `width`."""
    lo, hi = _within(oracle.sign, bounds, before, width)
    first, last = abs(int(oracle.q[0])), abs(int(oracle.q.leading_coefficient()))
    if min(first, last).bit_length() > LATTICE_BITS:
        candidates = [simplest_between(lo, hi)]
    else:
        while lo < hi and len(candidates := _candidates(lo, hi, first, last)) > 1:
            lo, hi = bisected(oracle.sign, lo, hi, before, (hi - lo) / 2)
    if lo == hi:
        return lo
    return next((p for p in candidates if lo < p < hi and oracle.sign(p) == 0), Enclosure(lo, hi))


def _candidates(lo: Fraction, hi: Fraction, first: int, last: int) -> list[Fraction]:
    """The rationals strictly between lo and hi that can be roots, or two of them if there are more.

    x = p/(1-p) is a multiple of 1/last and 1/x one of 1/first; the coarser grid is used.
    """
    if last <= first:
        return [Fraction(t, t + last) for t in _whole_between(last * lo / (1 - lo), last * hi / (1 - hi))]
    return [Fraction(first, first + t) for t in _whole_between(first * (1 - hi) / hi, first * (1 - lo) / lo)]


def _whole_between(bottom: Fraction, top: Fraction) -> range:
    """The whole numbers strictly between, two at most."""
    start = math.floor(bottom) + 1
    return range(start, min(start + 2, math.ceil(top)))


def simplest_between(lo: Fraction, hi: Fraction) -> Fraction:
    """The fraction with the smallest denominator in [lo, hi], 0 <= lo < hi.

    >>> simplest_between(Fraction(33, 100), Fraction(34, 100))
    Fraction(1, 3)
    """
    floor = math.floor(lo)
    if floor == lo:
        return Fraction(floor)
    if floor + 1 <= hi:
        return Fraction(floor + 1)
    return floor + 1 / simplest_between(1 / (hi - floor), 1 / (lo - floor))


def evaluated(numbers: Sequence[int], powers: Sequence[int] | None, at: Fraction) -> Fraction:
    """The exact value at a rational point of the polynomial with these Bernstein coefficients, or these in powers of p.

    >>> evaluated([0, 1, 0], None, Fraction(1, 3))
    Fraction(4, 9)
    """
    from flint import fmpq, fmpq_poly

    if powers is not None:
        value = fmpq_poly(list(powers))(fmpq(at.numerator, at.denominator))
        return Fraction(int(value.p), int(value.q))
    value = fmpq_poly(_binomial_form(numbers))(fmpq(at.numerator, at.denominator - at.numerator))
    return Fraction(int(value.p), int(value.q)) * (1 - at) ** (len(numbers) - 1)
