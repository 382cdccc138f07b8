"""What answers by cases ask of payoffs with symbols: that they are defined, which of several is the greatest, and where to split."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import Relation, Scalar, exact, fraction_parts, is_number, simplest, text, to_sympy
from games.solvers.signs import Ambiguous, Signs

ZERO = Fraction(0)
Payoffs = tuple[tuple[Scalar, ...], ...]


class Split(Exception):
    """One of these relations holds, and it matters which."""

    def __init__(self, branches: tuple[Relation, ...]) -> None:
        super().__init__(", ".join(own.text for own in branches))
        self.branches = branches

    @classmethod
    def on(cls, difference: Scalar, signs: Signs) -> Split:
        """Whether a difference of unknown sign is positive or not; where several of its factors are unknown, the sign of the first."""
        total, unsure = 1, []
        for factor, power in signs.factors(difference):
            sign = signs.certain(factor)
            if sign is None:
                unsure.append((factor, power))
            else:
                total *= sign if power % 2 else 1
        if len(unsure) != 1 or unsure[0][1] % 2 == 0 or total == 0:
            first = unsure[0][0] if unsure else difference
            return cls(tuple(Relation(first, op, ZERO) for op in (">", "=", "<")))
        ops = (">", "<=") if total > 0 else ("<", ">=")
        return cls(tuple(Relation(unsure[0][0], op, ZERO) for op in ops))


def branches_of(split: Ambiguous | Split) -> tuple[Relation, ...]:
    """The relations one of which holds."""
    if isinstance(split, Split):
        return split.branches
    return tuple(Relation(split.left, op, split.right) for op in (">", "=", "<"))


def require_defined(game: StrategicGame, signs: Signs) -> None:
    """Raise Unsupported unless every payoff has a value wherever the assumptions hold."""
    for row in game.payoffs:
        for payoff in row:
            if is_number(payoff):
                continue
            denominator = fraction_parts(payoff)[1]
            if not is_number(denominator) and not signs.excludes(Relation(denominator, "=", ZERO)):
                where = f"a payoff with denominator {text(denominator)}"
                remedy = f'Assume its sign, for instance assume = ["{text(denominator)} > 0"].'
                raise Unsupported(where, "a denominator that may be zero", "one of known sign", remedy)


def without_extremes(payoffs: Payoffs, signs: Signs) -> Payoffs:
    """The payoffs with every max and min replaced by the argument that it is; raises Ambiguous where that is not certain.

    >>> from games.exact import parse_relations
    >>> without_extremes(((exact("max(a, b)"),),), Signs(parse_relations("a > b")))
    ((a,),)
    """
    if all(is_number(payoff) for row in payoffs for payoff in row):
        return payoffs
    import sympy

    found = payoffs
    while True:
        atoms = {
            atom
            for row in found
            for payoff in row
            if not is_number(payoff)
            for atom in to_sympy(payoff).atoms(sympy.Max, sympy.Min)
            if not any(argument.has(sympy.Max, sympy.Min) for argument in atom.args)
        }
        if not atoms:
            return found
        first = min(atoms, key=sympy.default_sort_key)
        sign = 1 if isinstance(first, sympy.Max) else -1
        chosen = to_sympy(_extreme([exact(own, "payoff") for own in first.args], sign, signs))
        found = tuple(
            tuple(own if is_number(own) else exact(to_sympy(own).xreplace({first: chosen}), "payoff") for own in row)
            for row in found
        )


def _extreme(arguments: Iterable[Scalar], sign: int, signs: Signs) -> Scalar:
    best, *rest = sorted(arguments, key=text)
    for own in rest:
        if sign * signs.sign(simplest(own - best)) > 0:
            best = own
    return best
