"""Formulas joined while a text is read, their constants folded, so that impossible ones are refused where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from games.errors import shorten
from games.exact.formula import Formula, joined, negative, power_of, reciprocal
from games.exact.limits import Limits, NoValueError, bit_size, bounded, choose, power, quotient, too_large
from games.exact.numerals import Number, number_text
from games.exact.squares import rational_root

_SMALL = 1_000


@dataclass(frozen=True, slots=True)
class Read:
    """A formula read, its value if it is a constant, and its degree in the names (bounds what expanding it may cost)."""

    formula: Formula
    value: Number | None
    degree: int


class Folding:
    """Joins what was read within the limits of one text; NoValueError where there is no value or too large a one."""

    def __init__(self, limits: Limits, allow_sqrt: bool) -> None:
        self.limits, self.allow_sqrt = limits, allow_sqrt
        self._work = 0

    def negative(self, read: Read) -> Read:
        """-read."""
        return Read(negative(read.formula), None if read.value is None else -read.value, read.degree)

    def inverse(self, read: Read) -> Read:
        """1/read."""
        value = None if read.value is None else quotient(1, read.value)
        return Read(reciprocal(read.formula), value, read.degree)

    def join(self, operator: str, parts: Sequence[Read]) -> Read:
        """The sum ("+") or product ("*") of the parts."""
        degrees = [part.degree for part in parts]
        degree = max(degrees) if operator == "+" else self._degree(sum(degrees))
        values = _values(parts)
        value = None if values is None else self._total(operator, values)
        return Read(joined(operator, [part.formula for part in parts]), value, degree)

    def raised(self, base: Read, exponent: Read) -> Read:
        """base**exponent; the exponent is whole, or an expression in the names that may stand there."""
        times = exponent.value
        if times is None:
            self._allow_exponent(exponent.formula)
            return Read(power_of(base.formula, exponent.formula), None, self._degree(base.degree + 1))
        shown = number_text(times)
        if times.denominator != 1:
            remedy = "Write sqrt(...) for a root." if self.allow_sqrt else ""
            raise NoValueError(f"the exponent {shorten(shown)}", "a whole exponent", remedy)
        size = abs(int(times))
        if size > self.limits.exponent:
            raise NoValueError(f"the exponent {shorten(shown, 20)}", f"at most {self.limits.exponent:,}")
        value = None if base.value is None else self._spent(power(base.value, times, self.limits.bits))
        degree = self._degree(base.degree * size)
        return Read(power_of(base.formula, exponent.formula), value, degree)

    def applied(self, name: str, arguments: Sequence[Read]) -> Read:
        """A function of its arguments."""
        values = _values(arguments)
        value = None if values is None else self._function(name, values)
        degree = self._degree(sum(argument.degree for argument in arguments))
        return Read(Formula(name, tuple(argument.formula for argument in arguments)), value, degree)

    def _allow_exponent(self, exponent: Formula) -> None:
        other = sorted(n for n in exponent.names if n not in ("k", "n") and not n.startswith("k_"))
        if other and not self.allow_sqrt:
            remedy = "Write a whole number, or an expression in k and n."
            raise NoValueError(f'an exponent with "{shorten(other[0], 30)}"', "a whole exponent", remedy)

    def _total(self, operator: str, values: Iterable[Number]) -> Number:
        """The sum or product of constants, its size watched on the way."""
        result: Number = 0 if operator == "+" else 1
        for value in values:
            result = self._spent(result + value if operator == "+" else result * value)
        return result

    def _function(self, name: str, values: Sequence[Number]) -> Number | None:
        """The value of a function of constants; None where it is a root that is not rational."""
        match name:
            case "C":
                value: Number | None = choose(values[0], values[1], self.limits.bits)
            case "sqrt":
                if values[0] < 0:
                    found = f"sqrt({shorten(number_text(values[0]))})"
                    raise NoValueError(found, "the root of a number that is not negative")
                value = rational_root(values[0])
            case _:
                value = min(values) if name == "min" else max(values)
        return None if value is None else self._spent(value)

    def _spent(self, value: Number) -> Number:
        """Bounds each constant and all of them together."""
        bits = bit_size(bounded(value, self.limits.bits))
        self._work += bits if bits > _SMALL else 0
        if self._work > 10 * self.limits.bits:
            raise too_large(self.limits.bits)
        return value

    def _degree(self, degree: int) -> int:
        if degree > self.limits.degree:
            found = f"an expression of degree {shorten(str(degree), 20)}"
            raise NoValueError(found, f"at most {self.limits.degree:,}")
        return degree


def _values(parts: Iterable[Read]) -> list[Number] | None:
    """The values of constants; None if one of the parts is not a constant."""
    values: list[Number] = []
    for part in parts:
        if part.value is None:
            return None
        values.append(part.value)
    return values
