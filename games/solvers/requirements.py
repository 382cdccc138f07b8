"""What solvers that compare payoffs ask of their input: numbers, not symbols."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from games.errors import Unsupported
from games.exact import Scalar, symbols_of, text


def numbers_only(values: Iterable[Scalar], where: str) -> tuple[Fraction, ...]:
    """The values as fractions; raises Unsupported naming the symbols, or the irrational number, that stand among them.

    >>> from games.exact import exact
    >>> numbers_only([exact("2/3")], "pure_equilibria")
    (Fraction(2, 3),)
    >>> numbers_only([exact("T - R")], "pure_equilibria")
    Traceback (most recent call last):
        ...
    games.errors.Unsupported: pure_equilibria: found the symbols R, T in the payoffs; expected numbers. Put values in for them first: ...
    """
    numbers = tuple(values)
    others = [value for value in numbers if not isinstance(value, Fraction)]
    if not others:
        return numbers
    names = sorted({name for value in others for name in symbols_of(value)})
    if names:
        found = f"the symbol{'s' if len(names) > 1 else ''} {', '.join(names)} in the payoffs"
        example = ", ".join(f'"{name}": ...' for name in names)
        raise Unsupported(where, found, "numbers", f"Put values in for them first: game.substitute({{{example}}}).")
    raise Unsupported(where, f"the irrational payoff {text(others[0])}", "rational numbers", "Put a rational value in.")
