"""Parameters of models: one list of conditions checks the numbers and says what is assumed of the symbols.

A model states its conditions as text in the names of its own fields ("low < high"). Where both sides are numbers the
condition is checked at construction; where symbols are left it becomes an assumption of the game.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

from games.errors import InvalidGame, did_you_mean
from games.exact import Relation, Scalar, exact, is_number, parse_relations, text


def settle(model: Any, conditions: Sequence[str], *, whole: Collection[str] = ()) -> None:
    """Make every parameter of a new frozen model exact and check the conditions that hold numbers only.

    Fields of text that are no scalars (choices) are left alone: they are those that the class lists in `CHOICES`.
    Raises InvalidGame, naming the parameters and the condition.
    """
    name = type(model).__name__
    for parameter in scalar_fields(model):
        value = exact(getattr(model, parameter), f"{name}, {parameter}")
        object.__setattr__(model, parameter, value)
        if parameter in whole and is_number(value) and value.denominator != 1:
            raise InvalidGame(f"{name}, {parameter}", text(value), "a whole number, or a symbol")
    for choice, options in choices(model).items():
        chosen = getattr(model, choice)
        if chosen not in options:
            expected = f"one of {', '.join(options)}"
            raise InvalidGame(f"{name}, {choice}", repr(chosen), expected, did_you_mean(str(chosen), options))
    values = _values(model)
    for condition in conditions:
        for relation in parse_relations(condition):
            here = relation.substitute(values)
            if not here.symbols and not here.holds():
                found = ", ".join(f"{own} = {text(values[own])}" for own in relation.symbols)
                raise InvalidGame(name, found, relation.text)


def assumed(model: Any, conditions: Sequence[str]) -> tuple[Relation, ...]:
    """The conditions in which symbols are left, with the model's parameters put in."""
    values = _values(model)
    here = [relation.substitute(values) for condition in conditions for relation in parse_relations(condition)]
    return tuple(dict.fromkeys(relation for relation in here if relation.symbols))


def scalar_fields(model: Any) -> tuple[str, ...]:
    """The names of the parameters that are numbers or symbols."""
    return tuple(field.name for field in fields(model) if field.name not in choices(model))


def choices(model: Any) -> Mapping[str, tuple[str, ...]]:
    """The parameters that are words, with the words allowed."""
    listed: Mapping[str, tuple[str, ...]] = getattr(type(model), "CHOICES", {})
    return listed


def chosen(value: str, options: Sequence[str], where: str) -> str:
    """`value`, if it is one of `options`. Raises InvalidGame otherwise.

    >>> chosen("A", ("A", "B"), "timing")
    'A'
    """
    if value not in options:
        raise InvalidGame(where, repr(value), f"one of {', '.join(options)}", did_you_mean(str(value), options))
    return value


def _values(model: Any) -> dict[str, Scalar]:
    return {name: getattr(model, name) for name in scalar_fields(model)}
