"""The file grammar of scalars: text to expression tree to exact value, and back to text.

Grammar     sum     = product {("+" | "-") product}
            product = prefix {("*" | "/") prefix}
            prefix  = {"-" | "+"} power
            power   = atom ["**" prefix]                  right-associative, binds tighter than a sign before it
            atom    = number | name | function "(" sum {"," sum} ")" | "(" sum ")"
            with the functions C (binomial), min and max, and sqrt only where the reader allows it. Numbers are whole or
            decimal and are read as that exact decimal. An exponent is a whole number or an expression in k, n and k_ACTION.
Safety      text is data: a tokenizer and a recursive descent of bounded depth; nothing is evaluated by the interpreter.
            `Limits` bounds length, nesting, digits, exponents and the size of results before anything large is computed.
"""

from __future__ import annotations

import math
import re
import sys
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, Union

from games.errors import InvalidScalar, did_you_mean

if TYPE_CHECKING:
    import sympy

Scalar: TypeAlias = Union[Fraction, "sympy.Expr"]
Number: TypeAlias = int | Fraction


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

FUNCTIONS = ("C", "max", "min")


class _TroubleError(Exception):
    """Arithmetic that has no exact value here; whoever knows the place turns it into InvalidScalar."""

    def __init__(self, found: str, expected: str, remedy: str = "") -> None:
        super().__init__(found)
        self.found, self.expected, self.remedy = found, expected, remedy


def _too_large(bits: int) -> _TroubleError:
    return _TroubleError("a number too large to write out", f"a value of at most {bits:,} bits")


# --- exact arithmetic on int | Fraction -----------------------------------------------------------------------------


def _bits(value: Number) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()


def _bounded(value: Number, bits: int = EVALUATION_BITS) -> Number:
    if _bits(value) > bits:
        raise _too_large(bits)
    return value


def _quotient(top: Number, bottom: Number) -> Number:
    if not bottom:
        raise _TroubleError("a division by zero", "a denominator other than 0")
    if type(top) is int and type(bottom) is int:
        return top // bottom if top % bottom == 0 else Fraction(top, bottom)
    result: Any = top / bottom
    return result


def _power(base: Number, exponent: Number, bits: int = EVALUATION_BITS) -> Number:
    if exponent.denominator != 1:
        raise _TroubleError(f"the exponent {_number_text(exponent)}", "a whole exponent")
    times = int(exponent)
    if base in (0, 1, -1):
        if not base and times < 0:
            raise _TroubleError("a division by zero: 0 to a negative power", "a base other than 0")
        return base if times % 2 or (times and base != -1) else 1
    if _bits(base) * abs(times) > 2 * bits:
        raise _too_large(bits)
    raised: Number = base ** abs(times)
    return _quotient(1, raised) if times < 0 else raised


def _choose(of: Number, taken: Number, bits: int = EVALUATION_BITS) -> Number:
    if of.denominator != 1 or taken.denominator != 1 or of < 0:
        found = f"C({_number_text(of)}, {_number_text(taken)})"
        raise _TroubleError(found, "C(n, k) with whole n and k, n at least 0")
    n, k = int(of), int(taken)
    if not 0 <= k <= n:
        return 0
    if min(n, min(k, n - k) * n.bit_length()) > bits:
        raise _too_large(bits)
    return math.comb(n, k)


def rational_root(value: Number) -> Fraction | None:
    """The rational square root of a number that is the square of a rational, else None.

    >>> rational_root(Fraction(9, 4)), rational_root(Fraction(2))
    (Fraction(3, 2), None)
    """
    if value < 0:
        return None
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    return Fraction(top, bottom) if top * top == value.numerator and bottom * bottom == value.denominator else None


def _whole_text(value: int) -> str:
    if value.bit_length() < 13_000:
        return str(value)
    import flint  # the interpreter refuses to write out integers of more than 4,300 digits

    return str(flint.fmpz(value))


def _number_text(value: Number) -> str:
    whole = _whole_text(value.numerator)
    return whole if value.denominator == 1 else f"{whole}/{_whole_text(value.denominator)}"


# --- the tree -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=True)
class Formula:
    """An expression in numbers, names, + * / **, C, min, max (and sqrt in outputs), in a normal form that its text keeps.

    `operator` is "number", "name", "constant" (an algebraic constant of sympy's), "+", "*", "**" or a function; `arguments`
    are the formulas it joins (or the Fraction, the name, the constant). Sums and products are flat; a product collects its
    rational coefficient in front; a quotient is a power -1. Equal trees are equal formulas.

    >>> share = parse_formula("m*(k + 1) - c")
    >>> share.evaluate({"m": Fraction(1, 50), "k": 9, "c": Fraction(1, 5)})
    Fraction(0, 1)
    >>> sorted(share.names), share.text
    (['c', 'k', 'm'], 'm*(k + 1) - c')
    """

    operator: str
    arguments: tuple[Any, ...]

    @staticmethod
    def number(value: Number) -> Formula:
        """The constant formula."""
        return Formula("number", (Fraction(value),))

    @staticmethod
    def name(name: str) -> Formula:
        """The formula that is one name."""
        return Formula("name", (name,))

    @staticmethod
    def from_scalar(value: Scalar | int) -> Formula:
        """The formula of a scalar: a Fraction, or a sympy expression in + * **, sqrt, Min, Max, binomial.

        Raises InvalidScalar at any other function.

        >>> Formula.from_scalar(Fraction(3, 5)).text
        '3/5'
        """
        if isinstance(value, (int, Fraction)):
            return Formula.number(value)
        try:
            return _from_sympy(value)
        except _TroubleError as trouble:
            raise InvalidScalar("scalar", trouble.found, trouble.expected, trouble.remedy) from None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        if self.operator == "name":
            return frozenset(self.arguments)
        return frozenset().union(*(part.names for part in self.arguments if isinstance(part, Formula)))

    @cached_property
    def text(self) -> str:
        """Text in the file grammar; parsing it gives this formula again."""
        return _text(self)

    @cached_property
    def _numeric(self) -> Callable[[Mapping[str, Number]], Number] | None:
        """The formula compiled to closures over numbers; None where a root may be irrational."""
        return None if _has(self, ("sqrt", "constant")) else _compile(self, _grows(self))

    @cached_property
    def _constant(self) -> Scalar:
        return self._symbolic({})

    def evaluate(self, bindings: Mapping[str, Scalar | int] | None = None) -> Scalar:
        """The exact value: a Fraction where every name is bound to a number, else sympy's; unbound names stay symbols.

        Raises InvalidScalar at a division by zero, a power that is not whole, C of numbers that are not whole, and at
        results too large to write.

        >>> parse_formula("C(n - 1, k)*p**k").evaluate({"n": 5, "k": 2, "p": Fraction(1, 2)})
        Fraction(3, 2)
        >>> parse_formula("max(a, b + 1)").evaluate({"b": 2})
        Max(3, a)
        """
        if not self.names:
            bindings = {}
        try:
            if bindings is not None and self._numeric is not None:
                values = _numeric_bindings(self.names, bindings)
                if values is not None:
                    return Fraction(self._numeric(values))
            return self._symbolic(bindings or {}) if self.names else self._constant
        except _TroubleError as trouble:
            raise InvalidScalar(f'"{shorten(self.text)}"', trouble.found, trouble.expected, trouble.remedy) from None

    def _symbolic(self, bindings: Mapping[str, Scalar | int]) -> Scalar:
        return from_sympy_number(_build(self, bindings))

    def substitute(self, bindings: Mapping[str, Scalar | Formula | int]) -> Formula:
        """The formula with scalars or formulas in place of names.

        >>> parse_formula("m*k").substitute({"m": Fraction(1, 2)}).text
        'k/2'
        """
        given = {n: v if isinstance(v, Formula) else Formula.from_scalar(v) for n, v in bindings.items()}
        return _replace(self, given) if self.names & given.keys() else self

    def rebuilt(self, arguments: Iterable[Formula]) -> Formula:
        """The same operator on other arguments, in normal form."""
        return _rebuilt(self.operator, arguments)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.operator, self.arguments))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Formula({self.text!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.operator, self.arguments)


ONE, MINUS_ONE = Formula.number(1), Formula.number(-1)


def _sum(terms: Iterable[Formula]) -> Formula:
    flat: list[Formula] = []
    for term in terms:
        flat.extend(term.arguments if term.operator == "+" else (term,))
    return flat[0] if len(flat) == 1 else Formula("+", tuple(flat))


def _product(factors: Iterable[Formula]) -> Formula:
    """The product in normal form: coefficient (if not 1), factors, reciprocal powers."""
    coefficient, above, below = Fraction(1), list[Formula](), list[Formula]()
    for factor in factors:
        for part in factor.arguments if factor.operator == "*" else (factor,):
            if part.operator == "number":
                coefficient *= part.arguments[0]
            else:
                (below if _is_reciprocal(part) else above).append(part)
    parts = above + below
    if coefficient != 1 or not parts:
        parts = [Formula.number(coefficient), *parts]
    return parts[0] if len(parts) == 1 else Formula("*", tuple(parts))


def _is_reciprocal(formula: Formula) -> bool:
    if formula.operator != "**" or formula.arguments[1].operator != "number":
        return False
    exponent: Fraction = formula.arguments[1].arguments[0]
    return exponent < 0


def _negative(formula: Formula) -> Formula:
    return _product((MINUS_ONE, formula))


def _raise(base: Formula, exponent: Formula) -> Formula:
    if exponent == ONE:
        return base
    return _reciprocal(base) if exponent == MINUS_ONE else Formula("**", (base, exponent))


def _reciprocal(formula: Formula) -> Formula:
    match formula.operator:
        case "number":
            return Formula.number(Fraction(_quotient(1, formula.arguments[0])))
        case "*":
            return _product(_reciprocal(part) for part in formula.arguments)
        case "**":
            base, exponent = formula.arguments
            return _raise(base, _negative(exponent))
        case _:
            return Formula("**", (formula, MINUS_ONE))


def _rebuilt(operator: str, arguments: Iterable[Formula]) -> Formula:
    match operator:
        case "+":
            return _sum(arguments)
        case "*":
            return _product(arguments)
        case "**":
            return _raise(*arguments)
        case _:
            return Formula(operator, tuple(arguments))


def _replace(formula: Formula, given: Mapping[str, Formula]) -> Formula:
    if formula.operator == "name":
        return given.get(formula.arguments[0], formula)
    if formula.operator in ("number", "constant"):
        return formula
    try:
        return _rebuilt(formula.operator, [_replace(part, given) for part in formula.arguments])
    except _TroubleError as trouble:
        raise InvalidScalar(f'"{shorten(formula.text)}"', trouble.found, trouble.expected, trouble.remedy) from None


def _has(formula: Formula, operators: Collection[str]) -> bool:
    if formula.operator in operators:
        return True
    return any(_has(part, operators) for part in formula.arguments if isinstance(part, Formula))


def _terms(formula: Formula) -> int:
    return 1 + sum(_terms(part) for part in formula.arguments if isinstance(part, Formula))


def _grows(formula: Formula) -> bool:
    """May sums and products of the formula grow beyond what one power may? Then their sizes are watched."""
    return _has(formula, ("**", "C")) or _terms(formula) > FEW_TERMS


# --- text -----------------------------------------------------------------------------------------------------------

_SUM, _PRODUCT, _POWER, _ATOM = range(4)


def _text(formula: Formula) -> str:
    match formula.operator:
        case "number":
            return _number_text(formula.arguments[0])
        case "name" | "constant":
            return str(formula.arguments[0])
        case "+":
            return _sum_text(formula.arguments)
        case "*":
            return _product_text(formula.arguments)
        case "**":
            base, exponent = formula.arguments
            return (
                _product_text((formula,))
                if _is_reciprocal(formula)
                else f"{_part(base, _ATOM)}**{_part(exponent, _ATOM)}"
            )
        case function:
            return f"{function}({', '.join(part.text for part in formula.arguments)})"


def _rank(formula: Formula) -> int:
    match formula.operator:
        case "+":
            return _SUM
        case "*":
            return _PRODUCT
        case "**":
            return _PRODUCT if _is_reciprocal(formula) else _POWER
        case "number":
            value: Fraction = formula.arguments[0]
            return _ATOM if value >= 0 and value.denominator == 1 else _PRODUCT
        case _:
            return _ATOM


def _part(formula: Formula, rank: int) -> str:
    return formula.text if _rank(formula) >= rank else f"({formula.text})"


def _sum_text(terms: tuple[Formula, ...]) -> str:
    pieces = [terms[0].text]
    for term in terms[1:]:
        negative = _leading(term) < 0
        pieces.append(f" - {_part(_negative(term), _PRODUCT)}" if negative else f" + {term.text}")
    return "".join(pieces)


def _leading(term: Formula) -> Fraction:
    """The rational coefficient in front of a term."""
    first = term.arguments[0] if term.operator == "*" else term
    value: Fraction = first.arguments[0] if first.operator == "number" else Fraction(1)
    return value


def _product_text(factors: tuple[Formula, ...]) -> str:
    coefficient = Fraction(1)
    if factors[0].operator == "number":
        coefficient, factors = factors[0].arguments[0], factors[1:]
    above = [_part(part, _POWER) for part in factors if not _is_reciprocal(part)]
    below = [_part(_reciprocal(part), _POWER) for part in factors if _is_reciprocal(part)]
    if abs(coefficient.numerator) != 1 or not above:
        above.insert(0, _whole_text(abs(coefficient.numerator)))
    if coefficient.denominator != 1:
        below.insert(0, _whole_text(coefficient.denominator))
    sign = "-" if coefficient < 0 else ""
    if not below:
        return sign + "*".join(above)
    bottom = below[0] if len(below) == 1 else f"({'*'.join(below)})"
    return f"{sign}{'*'.join(above)}/{bottom}"


# --- values: numbers ------------------------------------------------------------------------------------------------

_Closure: TypeAlias = Callable[[Mapping[str, Number]], Number]


def _numeric_bindings(names: frozenset[str], bindings: Mapping[str, Any]) -> dict[str, Number] | None:
    """The values of the names as numbers, whole ones as int (which are fast); None if one is missing or symbolic."""
    values: dict[str, Number] = {}
    for name in names:
        value = bindings.get(name)
        if type(value) is Fraction:
            values[name] = value.numerator if value.denominator == 1 else value
        elif type(value) is int:
            values[name] = value
        else:
            return None
    return values


def _compile(formula: Formula, watch: bool) -> _Closure:
    match formula.operator:
        case "number":
            value: Number = formula.arguments[0]
            value = value.numerator if value.denominator == 1 else value
            return lambda _: value
        case "name":
            return itemgetter(formula.arguments[0])
        case "*":
            return _compile_product(formula.arguments, watch)
        case "**":
            return _compile_power(formula.arguments[0], formula.arguments[1])
    parts = tuple(_compile(part, watch) for part in formula.arguments)
    match formula.operator:
        case "+":
            return _compile_sum(parts, watch)
        case "C":
            of, taken = parts
            return lambda values: _choose(of(values), taken(values))
        case "min":
            return lambda values: min([part(values) for part in parts])
        case "max":
            return lambda values: max([part(values) for part in parts])
    raise ValueError(f"no arithmetic for {formula.operator}")


def _compile_sum(parts: tuple[_Closure, ...], watch: bool) -> _Closure:
    if watch:

        def watched(values: Mapping[str, Number]) -> Number:
            total = parts[0](values)
            for part in parts[1:]:
                total = _bounded(total + part(values))
            return total

        return watched
    if len(parts) == 2:
        first, second = parts
        return lambda values: first(values) + second(values)
    return lambda values: sum([part(values) for part in parts])


def _compile_product(factors: tuple[Formula, ...], watch: bool) -> _Closure:
    above = tuple(_compile(part, watch) for part in factors if not _is_reciprocal(part))
    below = tuple(_compile(_reciprocal(part), watch) for part in factors if _is_reciprocal(part))
    top, bottom = _compile_factors(above, watch), _compile_factors(below, watch)
    return (lambda values: _quotient(top(values), bottom(values))) if below else top


def _compile_factors(parts: tuple[_Closure, ...], watch: bool) -> _Closure:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2 and not watch:
        first, second = parts
        return lambda values: first(values) * second(values)

    def product(values: Mapping[str, Number]) -> Number:
        result: Number = 1
        for part in parts:
            result = _bounded(result * part(values))
        return result

    return product


def _compile_power(base: Formula, exponent: Formula) -> _Closure:
    low = _compile(base, watch=True)
    if exponent == MINUS_ONE:
        return lambda values: _quotient(1, low(values))
    high = _compile(exponent, watch=True)
    return lambda values: _power(low(values), high(values))


# --- values: symbols ------------------------------------------------------------------------------------------------


def to_sympy_number(value: Number) -> Any:
    """A rational number as sympy's Rational."""
    import sympy

    return sympy.Rational(value.numerator, value.denominator)


def from_sympy_number(value: Any) -> Scalar:
    """A sympy result as a scalar: Fraction where it is rational; InvalidScalar's cause where it is not finite or not real."""
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q))
    import sympy

    if value.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
        raise _TroubleError("a division by zero", "a denominator other than 0")
    if value.has(sympy.I):
        raise _TroubleError("a number that is not real", "a real number")
    return value


def _build(formula: Formula, bindings: Mapping[str, Any]) -> Any:
    """The sympy expression of a formula, numbers folded."""
    import sympy

    match formula.operator:
        case "number":
            return to_sympy_number(formula.arguments[0])
        case "constant":
            return formula.arguments[0]
        case "name":
            value = bindings.get(formula.arguments[0])
            if value is None:
                return sympy.Symbol(formula.arguments[0])
            return to_sympy_number(value) if isinstance(value, (int, Fraction)) else value
    parts = [_build(part, bindings) for part in formula.arguments]
    match formula.operator:
        case "+":
            return _finite(sympy.Add(*parts))
        case "*":
            return _finite(sympy.Mul(*parts))
        case "**":
            return symbolic_power(*parts)
        case "C":
            return symbolic_choose(*parts)
        case "sqrt":
            return symbolic_root(*parts)
        case function:
            return symbolic_extremum(function, parts)


def _finite(value: Any) -> Any:
    if value.is_Rational:
        return to_sympy_number(_bounded(Fraction(int(value.p), int(value.q))))
    if value.is_number and value.is_finite is False:
        raise _TroubleError("a division by zero", "a denominator other than 0")
    return value


def symbolic_power(base: Any, exponent: Any) -> Any:
    """base**exponent in sympy, exact and real, with the sizes of numbers bounded."""
    import sympy

    if base.is_Rational and exponent.is_Integer:
        number = _power(Fraction(int(base.p), int(base.q)), int(exponent))
        return to_sympy_number(number)
    if exponent.is_Rational and not exponent.is_Integer and exponent.q == 2:
        return symbolic_power(symbolic_root(base), sympy.Integer(exponent.p))
    if exponent.is_number and not exponent.is_Integer and base.is_number and base.is_negative:
        raise _TroubleError(f"a power {exponent} of a negative number", "a whole exponent")
    if exponent.is_Integer and abs(exponent) > FILE_LIMITS.exponent:
        raise _TroubleError(f"the exponent {exponent}", f"an exponent of at most {FILE_LIMITS.exponent:,}")
    if base.is_zero and exponent.is_negative:
        raise _TroubleError("a division by zero: 0 to a negative power", "a base other than 0")
    return sympy.Pow(base, exponent)


def symbolic_root(value: Any) -> Any:
    """The square root in sympy; refuses negative numbers."""
    import sympy

    if value.is_Rational and value >= 0:
        root = rational_root(Fraction(int(value.p), int(value.q)))
        if root is not None:
            return to_sympy_number(root)
    if value.is_number and value.is_negative:
        raise _TroubleError(f"sqrt({shorten(str(value))})", "the root of a number that is not negative")
    return sympy.sqrt(value)


def symbolic_choose(of: Any, taken: Any) -> Any:
    """C(of, taken) in sympy for whole numbers of >= 0: numbers decided, a fixed small `taken` as a polynomial."""
    import sympy

    if of.is_Rational and taken.is_Rational:
        n, k = (Fraction(int(part.p), int(part.q)) for part in (of, taken))
        return to_sympy_number(_choose(n, k))
    for part in (of, taken):
        if (part.is_Rational and not part.is_Integer) or (part is of and part.is_Integer and part < 0):
            raise _TroubleError(f"C({of}, {taken})", "C(n, k) with whole n and k, n at least 0")
    left = sympy.expand(of - taken) if of.is_polynomial() and taken.is_polynomial() else of - taken
    fewer = next((part for part in (taken, left) if part.is_Integer and not of.is_Integer), None)
    if fewer is None or fewer > FEW_TERMS:
        return sympy.binomial(of, taken, evaluate=False)
    if fewer < 0:
        return sympy.Integer(0)
    return sympy.Mul(*(of - step for step in range(int(fewer)))) / math.factorial(int(fewer))


def symbolic_extremum(function: str, parts: Iterable[Any]) -> Any:
    """Min or Max in sympy: nested ones flat, numbers folded, repeats dropped, nothing else decided."""
    import sympy

    head, pick = (sympy.Min, min) if function == "min" else (sympy.Max, max)
    rest: dict[Any, None] = {}
    numbers = []
    for part in parts:
        for own in part.args if isinstance(part, head) else (part,):
            if own.is_Rational:
                numbers.append(own)
            else:
                rest[own] = None
    if numbers:
        rest[pick(numbers)] = None
    if len(rest) == 1:
        return next(iter(rest))
    if len(rest) > MOST_ARGUMENTS:
        raise _TroubleError(f"{function} of {len(rest)} different arguments", f"at most {MOST_ARGUMENTS}")
    return head(*rest) if all(part.is_number for part in rest) else head(*rest, evaluate=False)


def _from_sympy(value: Any) -> Formula:
    import sympy

    if value.is_Rational:
        return Formula.number(Fraction(int(value.p), int(value.q)))
    if value.is_Symbol:
        return Formula.name(_plain_name(value))
    if value.is_Float and value.is_finite:
        return _from_sympy(sympy.Rational(value))  # its exact binary value
    if value.is_Add:
        terms = [_from_sympy(term) for term in value.as_ordered_terms()]
        front = next((i for i, term in enumerate(terms) if _leading(term) > 0), 0)
        return _sum([terms.pop(front), *terms])
    if value.is_Mul:
        return _product([_from_sympy(factor) for factor in value.as_ordered_factors()])
    if value.is_Pow:
        return _power_from_sympy(*value.args)
    heads = {sympy.Min: "min", sympy.Max: "max", sympy.binomial: "C"}
    if value.func in heads:
        arguments = value.args if value.func is sympy.binomial else sorted(value.args, key=sympy.default_sort_key)
        return Formula(heads[value.func], tuple(map(_from_sympy, arguments)))
    if isinstance(value, sympy.CRootOf) and value.is_real:
        return Formula("constant", (value,))
    raise InvalidScalar(
        "scalar", shorten(str(value)), "an expression in numbers, symbols, + - * / **, sqrt, C (binomial), min and max"
    )


def _plain_name(symbol: Any) -> str:
    name: str = symbol.name
    if symbol.is_Dummy or not _NAME.fullmatch(name):
        found = f"the symbol {shorten(name)!a}"
        raise InvalidScalar(
            "scalar", found, "a plain symbol whose name is letters, digits and _, not starting with a digit"
        )
    return name


def _power_from_sympy(base: Any, exponent: Any) -> Formula:
    if exponent.is_Rational and exponent.q == 2:
        return _raise(Formula("sqrt", (_from_sympy(base),)), Formula.number(int(exponent.p)))
    if exponent.is_Integer:
        return _raise(_from_sympy(base), Formula.number(int(exponent)))
    return Formula("**", (_from_sympy(base), _from_sympy(exponent)))


# --- reading --------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>=])"
    r"|(?P<end>$))",
    re.ASCII,
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}", re.ASCII)
#: Signs that stand for one of the grammar's.
_REMEDIES = {
    "^": "Write ** for powers.",
    "≤": "Write <=.",
    "≥": "Write >=.",
    "≠": "Write !=.",
    "−": "Write an ordinary minus sign -.",
    "×": "Write * for products.",
    "·": "Write * for products.",
    "÷": "Write / for quotients.",
    "√": "Write a number or an expression without roots.",
    "[": "Only round parentheses are read.",
    "{": "Only round parentheses are read.",
    "%": "Write 1/100 for one per cent.",
}
COMPARISONS = ("<", "<=", ">", ">=", "=", "==", "!=")


def shorten(text: str, most: int = 60) -> str:
    """Text fit for a message: its middle left out where it is long.

    >>> shorten("x" * 100, 10)
    'xxxx...xxx'
    """
    return text if len(text) <= most else f"{text[: most // 2 - 1]}...{text[-(most // 2 - 2) :]}"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A formula read, its value if it is a constant, and its degree in the names (bounds what expanding it may cost)."""

    formula: Formula
    value: Number | None
    degree: int


class Reader:
    """One pass over one text: tokens by regular expression, then recursive descent with two frames a level."""

    def __init__(
        self,
        text: str,
        where: str,
        names: Collection[str] | None,
        allow_sqrt: bool = False,
        limits: Limits = FILE_LIMITS,
    ) -> None:
        self.text, self.where, self.names, self.limits = text, where, names, limits
        self.allow_sqrt = allow_sqrt
        self.functions = (*FUNCTIONS, "sqrt") if allow_sqrt else FUNCTIONS
        self.depth, self.work = 0, 0
        if not isinstance(text, str):
            raise InvalidScalar(where, shorten(repr(text)), "text")
        if len(text) > limits.length:
            raise InvalidScalar(where, f"a text of {len(text):,} characters", f"at most {limits.length:,}")
        if not text.strip():
            raise InvalidScalar(where, "an empty text", 'a number or an expression such as "3/5" or "m*(k + 1) - c"')
        self.token = self._next(0)

    # tokens

    def _next(self, start: int) -> _Token:
        found = _TOKEN.match(self.text, start)
        if found is None:
            self.refuse_character(start)
        kind = str(found.lastgroup)
        return _Token(kind, found[kind], found.start(kind))

    def advance(self) -> _Token:
        """The present token; the next one becomes present."""
        token = self.token
        self.token = self._next(token.position + len(token.text))
        return token

    def at(self, *signs: str) -> bool:
        """Is the present token one of these signs?"""
        return self.token.kind == "sign" and self.token.text in signs

    # refusals

    def refuse_character(self, start: int) -> NoReturn:
        """Refuse the first character from `start` on that belongs to no token."""
        position = start + len(self.text[start:]) - len(self.text[start:].lstrip(" \t\r\n"))
        character = self.text[position]
        shown = f'"{character}"' if character.isprintable() and character.isascii() else _named(character)
        remedy = _REMEDIES.get(character, "")
        self.refuse(position, shown, "numbers, names, + - * / **, parentheses, C, min, max", remedy)

    def refuse(self, position: int, found: str, expected: str, remedy: str = "") -> NoReturn:
        """Raise InvalidScalar that shows where reading stopped."""
        around = self.text if len(self.text) <= 40 else self._excerpt(position)
        shown = "".join(c if c.isprintable() and c.isascii() else c.encode("unicode_escape").decode() for c in around)
        raise InvalidScalar(self.where, f'{found} at character {position + 1} of "{shown}"', expected, remedy)

    def _excerpt(self, position: int) -> str:
        start, end = max(0, position - 15), min(len(self.text), position + 20)
        return f"{'...' if start else ''}{self.text[start:end]}{'...' if end < len(self.text) else ''}"

    def refuse_token(self, expected: str) -> NoReturn:
        """Refuse the present token."""
        token = self.token
        if token.kind == "end":
            self.refuse(token.position, "the end of the text", expected)
        remedy = {"name": "Write * for products.", "number": "Write * for products.", "(": "Write * for products."}
        hint = remedy.get(token.text, remedy.get(token.kind, "")) if expected.startswith("an operator") else ""
        self.refuse(token.position, f'"{shorten(token.text, 30)}"', expected, hint)

    # grammar

    def expression(self, stop: str = "an operator + - * / ** or the end") -> Formula:
        """A whole text that is one expression."""
        read = self.sum()
        if self.token.kind != "end":
            self.refuse_token(stop)
        return read.formula

    def sum(self) -> _Read:
        """sum and product of the grammar, in one frame."""
        start = self.token.position
        terms: list[_Read] = [self.product()]
        while self.at("+", "-"):
            minus = self.advance().text == "-"
            term = self.product()
            terms.append(self.negative(term) if minus else term)
        return terms[0] if len(terms) == 1 else self.join("+", terms, start)

    def product(self) -> _Read:
        start = self.token.position
        if self.at("+", "-"):
            return self.signed(self.product)
        factors = [self.power()]
        while self.at("*", "/"):
            sign = self.advance()
            factor = self.power()
            factors.append(self.inverse(factor, sign.position) if sign.text == "/" else factor)
        return factors[0] if len(factors) == 1 else self.join("*", factors, start)

    def signed(self, operand: Callable[[], _Read]) -> _Read:
        """A run of signs and what follows them."""
        minus = False
        while self.at("+", "-"):
            minus ^= self.advance().text == "-"
        read = operand()
        return self.negative(read) if minus else read

    def power(self) -> _Read:
        if self.at("+", "-"):
            return self.signed(self.power)
        base = self.atom()
        if not self.at("**"):
            return base
        sign = self.advance()
        self.enter(sign)
        exponent = self.power()
        self.depth -= 1
        return self.raised(base, exponent, sign.position)

    def enter(self, token: _Token) -> None:
        """One level deeper; refuses beyond the limit."""
        self.depth += 1
        if self.depth > self.limits.depth:
            self.refuse(token.position, f"nesting deeper than {self.limits.depth}", "a flatter expression")

    def atom(self) -> _Read:
        token = self.token
        if token.kind == "number":
            return self.literal(self.advance())
        if token.kind == "name":
            self.advance()
            return self.call(token) if self.at("(") else self.named(token)
        if not self.at("("):
            self.refuse_token('a number, a name or "("')
        self.enter(self.advance())
        inner = self.sum()
        self.close()
        return inner

    def close(self) -> None:
        """The closing parenthesis of the present level."""
        if not self.at(")"):
            self.refuse_token('an operator + - * / ** or ")"')
        self.advance()
        self.depth -= 1

    def literal(self, token: _Token) -> _Read:
        mantissa, _, exponent = token.text.lower().partition("e")
        digits = self.limits.digits
        if len(mantissa) > digits + 1 or len(exponent) > 9 or abs(int(exponent or 0)) > digits:
            self.refuse(token.position, "a number of too many digits", f"at most {digits:,} digits")
        whole, _, decimals = mantissa.partition(".")
        value = Fraction(_integer(whole + decimals)) * Fraction(10) ** (int(exponent or 0) - len(decimals))
        return _Read(Formula.number(value), value, 0)

    def named(self, token: _Token) -> _Read:
        name = token.text
        if len(name) > 100:
            self.refuse(token.position, f'the name "{shorten(name, 20)}" of {len(name)} characters', "at most 100")
        if self.names is not None and name not in self.names:
            known = sorted(self.names)
            expected = f"one of {shorten(', '.join(known), 200)}" if known else "a number"
            remedy = did_you_mean(name, known) or "Declare it under symbols."
            self.refuse(token.position, f'the unknown name "{name}"', expected, remedy)
        return _Read(Formula.name(name), None, 1)

    def call(self, token: _Token) -> _Read:
        name = token.text
        if name not in self.functions:
            known = ", ".join(self.functions)
            product = self.names is None or name in self.names
            remedy = did_you_mean(name, self.functions) or (
                "If it is a name, write * for the product." if product else ""
            )
            self.refuse(token.position, f'the unknown function "{shorten(name, 30)}"', f"one of {known}", remedy)
        self.enter(self.advance())
        arguments = [self.sum()]
        while self.at(","):
            self.advance()
            arguments.append(self.sum())
        self.close()
        needed = {"C": "2 arguments", "sqrt": "1 argument"}.get(name)
        if (needed and len(arguments) != int(needed[0])) or len(arguments) > MOST_ARGUMENTS:
            self.refuse(token.position, f"{name} of {len(arguments)}", needed or f"at most {MOST_ARGUMENTS} arguments")
        return self.applied(name, arguments, token.position)

    # what was read, with constants folded so that impossible ones are refused where they stand

    def negative(self, read: _Read) -> _Read:
        return _Read(_negative(read.formula), None if read.value is None else -read.value, read.degree)

    def inverse(self, read: _Read, position: int) -> _Read:
        return self.folded(
            position, lambda: _Read(_reciprocal(read.formula), _lift(_quotient, 1, read.value), read.degree)
        )

    def join(self, operator: str, parts: list[_Read], position: int) -> _Read:
        degrees = [part.degree for part in parts]
        degree = max(degrees) if operator == "+" else self.checked_degree(sum(degrees), position)
        value: Number | None = None
        if all(part.value is not None for part in parts):
            value = self.folded(position, lambda: self.total(operator, [part.value for part in parts]))
        return _Read(_rebuilt(operator, [part.formula for part in parts]), value, degree)

    def total(self, operator: str, values: Iterable[Any]) -> Number:
        """The sum or product of constants, its size watched on the way."""
        result: Any = 0 if operator == "+" else 1
        for value in values:
            result = self.spent(result + value if operator == "+" else result * value)
        return result

    def raised(self, base: _Read, exponent: _Read, position: int) -> _Read:
        power = exponent.value
        if power is None:
            return self.raised_to_names(base, exponent, position)
        if power.denominator != 1:
            remedy = "Write sqrt(...) for a root." if self.allow_sqrt else ""
            self.refuse(position, f"the exponent {shorten(_number_text(power))}", "a whole exponent", remedy)
        times = abs(int(power))
        if times > self.limits.exponent:
            self.refuse(
                position, f"the exponent {shorten(_number_text(power), 20)}", f"at most {self.limits.exponent:,}"
            )
        value = self.folded(position, lambda: self.spent(_lift(_power, base.value, power, self.limits.bits)))
        degree = self.checked_degree(base.degree * times, position)
        return _Read(self.folded(position, lambda: _raise(base.formula, exponent.formula)), value, degree)

    def raised_to_names(self, base: _Read, exponent: _Read, position: int) -> _Read:
        other = sorted(n for n in exponent.formula.names if n not in ("k", "n") and not n.startswith("k_"))
        if other and not self.allow_sqrt:
            remedy = "Write a whole number, or an expression in k and n."
            self.refuse(position, f'an exponent with "{shorten(other[0], 30)}"', "a whole exponent", remedy)
        return _Read(_raise(base.formula, exponent.formula), None, self.checked_degree(base.degree + 1, position))

    def applied(self, name: str, arguments: list[_Read], position: int) -> _Read:
        values = [argument.value for argument in arguments]
        formulas = tuple(argument.formula for argument in arguments)
        value: Number | None = None
        if all(own is not None for own in values):
            value = self.folded(position, lambda: self.spent(_function_value(name, values, self.limits.bits)))
        return _Read(Formula(name, formulas), value, self.checked_degree(sum(a.degree for a in arguments), position))

    def folded(self, position: int, compute: Callable[[], Any]) -> Any:
        """The result, or a refusal that names the place."""
        try:
            return compute()
        except _TroubleError as trouble:
            self.refuse(position, trouble.found, trouble.expected, trouble.remedy)

    def spent(self, value: Number | None) -> Any:
        """Bounds each constant and all of them together."""
        if value is not None:
            bits = _bits(_bounded(value, self.limits.bits))
            self.work += bits if bits > 1_000 else 0
            if self.work > 10 * self.limits.bits:
                raise _too_large(self.limits.bits)
        return value

    def checked_degree(self, degree: int, position: int) -> int:
        if degree > self.limits.degree:
            self.refuse(
                position, f"an expression of degree {shorten(str(degree), 20)}", f"at most {self.limits.degree:,}"
            )
        return degree


def _integer(digits: str) -> int:
    """An integer of any number of decimal digits (the interpreter stops at 4,300)."""
    if len(digits) <= 4_000:
        return int(digits or "0")
    import flint

    return int(flint.fmpz(digits))


def _lift(function: Callable[..., Number], *values: Any) -> Number | None:
    return None if any(value is None for value in values) else function(*values)


def _function_value(name: str, values: list[Any], bits: int) -> Number | None:
    if name == "C":
        return _choose(values[0], values[1], bits)
    if name == "sqrt":
        if values[0] < 0:
            raise _TroubleError(
                f"sqrt({shorten(_number_text(values[0]))})", "the root of a number that is not negative"
            )
        return rational_root(values[0])
    result: Number = min(values) if name == "min" else max(values)
    return result


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{code} {unicodedata.name(character, 'with no name')}"


def parse_formula(
    text: str,
    *,
    where: str = "formula",
    names: Collection[str] | None = None,
    allow_sqrt: bool = False,
    limits: Limits = FILE_LIMITS,
) -> Formula:
    """The formula of a text in the file grammar; `names` are the names it may use (None: any).

    `allow_sqrt` also reads what this library writes: sqrt(...), and exponents in any name. Raises InvalidScalar that says
    where reading stopped.

    >>> parse_formula("C(n-1, k)*p**k", names=["n", "k", "p"])
    Formula('C(n - 1, k)*p**k')
    >>> parse_formula("x^2", where="payoff")
    Traceback (most recent call last):
        ...
    games.errors.InvalidScalar: payoff: found "^" at character 2 of "x^2"; expected numbers, names, ... Write ** for powers.
    """
    return Reader(text, where, names, allow_sqrt, limits).expression()


def parse_scalar(
    text: str,
    *,
    where: str = "value",
    names: Collection[str] | None = None,
    allow_sqrt: bool = False,
    limits: Limits = FILE_LIMITS,
) -> Scalar:
    """The exact scalar of a text in the file grammar: a Fraction, or a sympy expression in plain symbols.

    >>> parse_scalar("0.1"), parse_scalar("3/5 + 1e-1")
    (Fraction(1, 10), Fraction(7, 10))
    >>> parse_scalar("m*(k + 1) - c")
    -c + m*(k + 1)
    """
    formula = parse_formula(text, where=where, names=names, allow_sqrt=allow_sqrt, limits=limits)
    try:
        return formula.evaluate()
    except InvalidScalar as error:
        raise InvalidScalar(where, f'{error.found} in "{shorten(text)}"', error.expected, error.remedy) from None


def is_sympy(value: object) -> bool:
    """Is it a sympy object? Answered without importing sympy."""
    loaded = sys.modules.get("sympy")
    return loaded is not None and isinstance(value, loaded.Basic)
