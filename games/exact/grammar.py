"""The file grammar of scalars: text to expression tree to exact value.

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

from collections.abc import Callable, Collection
from fractions import Fraction
from typing import Any, NoReturn

from games.errors import InvalidScalar, did_you_mean, shorten
from games.exact.folding import Folding, Read
from games.exact.formula import Formula, Scalar
from games.exact.limits import FILE_LIMITS, MOST_ARGUMENTS, Limits, NoValueError
from games.exact.numerals import whole_number
from games.exact.tokens import LONGEST_NAME, Token, Tokens

_FUNCTIONS = ("C", "max", "min")


class Reader(Tokens):
    """One pass over one text: recursive descent with two frames a level."""

    def __init__(
        self,
        text: str,
        where: str,
        names: Collection[str] | None,
        allow_sqrt: bool = False,
        limits: Limits = FILE_LIMITS,
    ) -> None:
        super().__init__(text, where, limits.length)
        self._names, self._limits, self._depth = names, limits, 0
        self._folding = Folding(limits, allow_sqrt)
        self._functions = (*_FUNCTIONS, "sqrt") if allow_sqrt else _FUNCTIONS

    def expression(self) -> Formula:
        """A whole text that is one expression."""
        formula = self.sum()
        if self.token.kind != "end":
            self.refuse_token("an operator + - * / ** or the end")
        return formula

    def sum(self) -> Formula:
        """The longest expression from the present token on."""
        return self._sum().formula

    def _sum(self) -> Read:
        """sum and product of the grammar, in one frame."""
        start = self.token.position
        terms: list[Read] = [self._product()]
        while self.at("+", "-"):
            minus = self.advance().text == "-"
            term = self._product()
            terms.append(self._folding.negative(term) if minus else term)
        return terms[0] if len(terms) == 1 else self._made(start, self._folding.join, "+", terms)

    def _product(self) -> Read:
        start = self.token.position
        if self.at("+", "-"):
            return self._signed(self._product)
        factors = [self._power()]
        while self.at("*", "/"):
            sign = self.advance()
            factor = self._power()
            factors.append(self._made(sign.position, self._folding.inverse, factor) if sign.text == "/" else factor)
        return factors[0] if len(factors) == 1 else self._made(start, self._folding.join, "*", factors)

    def _signed(self, operand: Callable[[], Read]) -> Read:
        """A run of signs and what follows them."""
        minus = False
        while self.at("+", "-"):
            minus ^= self.advance().text == "-"
        read = operand()
        return self._folding.negative(read) if minus else read

    def _power(self) -> Read:
        if self.at("+", "-"):
            return self._signed(self._power)
        base = self._atom()
        if not self.at("**"):
            return base
        sign = self.advance()
        self._enter(sign)
        exponent = self._power()
        self._depth -= 1
        return self._made(sign.position, self._folding.raised, base, exponent)

    def _atom(self) -> Read:
        token = self.token
        if token.kind == "number":
            return self._literal(self.advance())
        if token.kind == "name":
            self.advance()
            return self._call(token) if self.at("(") else self._name(token)
        if not self.at("("):
            self.refuse_token('a number, a name or "("')
        self._enter(self.advance())
        inner = self._sum()
        self._close()
        return inner

    def _enter(self, token: Token) -> None:
        """One level deeper; refuses beyond the limit."""
        self._depth += 1
        if self._depth > self._limits.depth:
            self.refuse(token.position, f"nesting deeper than {self._limits.depth}", "a flatter expression")

    def _close(self) -> None:
        """The closing parenthesis of the present level."""
        if not self.at(")"):
            self.refuse_token('an operator + - * / ** or ")"')
        self.advance()
        self._depth -= 1

    def _literal(self, token: Token) -> Read:
        mantissa, _, exponent = token.text.lower().partition("e")
        digits = self._limits.digits
        if len(mantissa) > digits + 1 or len(exponent) > 9 or abs(int(exponent or 0)) > digits:
            self.refuse(token.position, "a number of too many digits", f"at most {digits:,} digits")
        whole, _, decimals = mantissa.partition(".")
        value = Fraction(whole_number(whole + decimals)) * Fraction(10) ** (int(exponent or 0) - len(decimals))
        return Read(Formula.number(value), value, 0)

    def _name(self, token: Token) -> Read:
        name = token.text
        if len(name) > LONGEST_NAME:
            found = f'the name "{shorten(name, 20)}" of {len(name)} characters'
            self.refuse(token.position, found, f"at most {LONGEST_NAME}")
        if self._names is not None and name not in self._names:
            known = sorted(self._names)
            expected = f"one of {shorten(', '.join(known), 200)}" if known else "a number"
            remedy = did_you_mean(name, known) or "Declare it under symbols."
            self.refuse(token.position, f'the unknown name "{name}"', expected, remedy)
        return Read(Formula.name(name), None, 1)

    def _call(self, token: Token) -> Read:
        name = token.text
        if name not in self._functions:
            self._refuse_function(token)
        self._enter(self.advance())
        arguments = [self._sum()]
        while self.at(","):
            self.advance()
            arguments.append(self._sum())
        self._close()
        needed = {"C": "2 arguments", "sqrt": "1 argument"}.get(name)
        if (needed and len(arguments) != int(needed[0])) or len(arguments) > MOST_ARGUMENTS:
            self.refuse(token.position, f"{name} of {len(arguments)}", needed or f"at most {MOST_ARGUMENTS} arguments")
        return self._made(token.position, self._folding.applied, name, arguments)

    def _refuse_function(self, token: Token) -> NoReturn:
        name, remedy = token.text, did_you_mean(token.text, self._functions)
        if not remedy and (self._names is None or name in self._names):
            remedy = "If it is a name, write * for the product."
        found = f'the unknown function "{shorten(name, 30)}"'
        self.refuse(token.position, found, f"one of {', '.join(self._functions)}", remedy)

    def _made(self, position: int, make: Callable[..., Read], *given: Any) -> Read:
        """What folding makes of its arguments, or a refusal that names the place."""
        try:
            return make(*given)
        except NoValueError as trouble:
            self.refuse(position, trouble.found, trouble.expected, trouble.remedy)


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
