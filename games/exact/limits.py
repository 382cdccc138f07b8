"""What a text or a value may ask for, and arithmetic on rational numbers that stops before it computes anything larger."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from games.errors import InvalidScalar, ScalarTooLarge
from games.exact.numerals import Number, number_text


@dataclass(frozen=True, slots=True)
class Limits:
    """What a text may ask for: characters, nesting, digits of a literal, exponents, total degree, bits of a constant."""

    length: int = 10_000
    depth: int = 100
    digits: int = 1_000
    exponent: int = 10_000
    degree: int = 10_000
    bits: int = 100_000


#: What a file from a stranger may ask for.
FILE_LIMITS = Limits()
#: Long exact texts that this library itself wrote.
OUTPUT_LIMITS = Limits(length=10_000_000, digits=1_000_000, bits=10_000_000)
#: Bits that one evaluation may produce, whatever the values put in.
EVALUATION_BITS = 1_000_000
#: Arguments of one min or max, terms beyond which sizes are watched.
MOST_ARGUMENTS, FEW_TERMS = 50, 50


class NoValueError(Exception):
    """Arithmetic that has no exact value here; whoever knows the place turns it into InvalidScalar."""

    def __init__(self, found: str, expected: str, remedy: str = "") -> None:
        super().__init__(found)
        self.found, self.expected, self.remedy = found, expected, remedy

    def at(self, where: str) -> InvalidScalar:
        """The same trouble as the error of a place."""
        return InvalidScalar(where, self.found, self.expected, self.remedy)


class TooLargeError(NoValueError):
    """Arithmetic whose exact value is too long to write out."""

    def at(self, where: str) -> ScalarTooLarge:
        """The same trouble as the error of a place."""
        return ScalarTooLarge(where, self.found, self.expected, self.remedy)


def division_by_zero() -> NoValueError:
    """The trouble of a denominator that is 0."""
    return NoValueError("a division by zero", "a denominator other than 0")


def too_large(bits: int) -> TooLargeError:
    """The trouble of a number of more than so many bits."""
    return TooLargeError("a number too large to write out", f"a value of at most {bits:,} bits")


def bit_size(value: Number) -> int:
    """The bits of numerator and denominator together."""
    return value.numerator.bit_length() + value.denominator.bit_length()


def bounded(value: Number, bits: int = EVALUATION_BITS) -> Number:
    """The value, if it is of at most so many bits."""
    if bit_size(value) > bits:
        raise too_large(bits)
    return value


def quotient(top: Number, bottom: Number) -> Number:
    """top / bottom; whole where both are whole and it comes out even."""
    if not bottom:
        raise division_by_zero()
    if not isinstance(top, int):
        return top / bottom
    if not isinstance(bottom, int):
        return top / bottom
    return top // bottom if top % bottom == 0 else Fraction(top, bottom)


def power(base: Number, exponent: Number, bits: int = EVALUATION_BITS) -> Number:
    """base to a whole power, within the limit."""
    if exponent.denominator != 1:
        raise NoValueError(f"the exponent {number_text(exponent)}", "a whole exponent")
    times = int(exponent)
    if base in (0, 1, -1):
        if not base and times < 0:
            raise NoValueError("a division by zero: 0 to a negative power", "a base other than 0")
        return base if times % 2 or (times and base != -1) else 1
    if bit_size(base) * abs(times) > 2 * bits:
        raise too_large(bits)
    raised: Number = base ** abs(times)
    return quotient(1, raised) if times < 0 else raised


def choose(of: Number, taken: Number, bits: int = EVALUATION_BITS) -> Number:
    """The binomial C(of, taken), 0 where `taken` is below 0 or above `of`; within the limit."""
    if of.denominator != 1 or taken.denominator != 1 or of < 0:
        raise NoValueError(f"C({number_text(of)}, {number_text(taken)})", "C(n, k) with whole n and k, n at least 0")
    n, k = int(of), int(taken)
    if not 0 <= k <= n:
        return 0
    if min(n, min(k, n - k) * n.bit_length()) > bits:
        raise too_large(bits)
    return math.comb(n, k)
