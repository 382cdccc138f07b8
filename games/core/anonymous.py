"""Anonymous games: symmetric players with the same actions, who care only how many others choose which.

Convention   With two actions, k counts the *other* players who choose the second one, 0 <= k <= n - 1; `gain(k)` is the payoff of the
             second minus that of the first action, so it is what a player gains who switches from first to second while k others play
             second. With more, k_ACTION counts the others who choose ACTION (in a name, what is no letter or digit becomes _); with two
             actions these names may be used too. Vectors of counts stand in action order.
Definition   `count` players on the second action are an equilibrium iff nobody gains by switching: gain(count - 1) >= 0 unless count = 0,
             and gain(count) <= 0 unless count = n. Everyone playing second with probability p is one iff the expected gain
             G(p) = sum_k C(n-1, k) p^k (1-p)^(n-1-k) gain(k) is 0 inside (0, 1), <= 0 at p = 0, >= 0 at p = 1. For more actions see
             `games.core.count_profiles`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from games.core.assumptions import relations
from games.core.automaton import Automaton, Count, Rule, Seen
from games.core.distribution import Distribution, distribution
from games.core.dynamic import DISCOUNT, DynamicGame, GameState, Move
from games.core.labels import distinct_labels, index_of
from games.core.strategic import StrategicGame
from games.errors import InvalidGame, InvalidStrategy, LimitReached, Unsupported
from games.exact import (
    Formula,
    Relation,
    Scalar,
    exact,
    is_number,
    parse_formula,
    simplest,
    substitute,
    symbols_of,
    text,
)

CountPayoff = Formula | tuple[Scalar, ...]
"""Payoff of an action: a formula in k, or k_ACTION (and n, and symbols), or a table.

With two actions a table has one entry for each k from 0 to n - 1; with more, one for each vector of `count_vectors`. A formula may be
given as text in the files' grammar.
"""
MOST_ENTRIES = 5_000_000
"""Vectors of counts in a table."""


def count_vectors(total: int, actions: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many players may choose among actions: counts in action order, by the second, then the third ...

    >>> list(count_vectors(2, 2))
    [(2, 0), (1, 1), (0, 2)]
    >>> list(count_vectors(1, 3))
    [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    """
    for rest in _bounded_vectors(total, actions - 1):
        yield (total - sum(rest), *rest)


def _bounded_vectors(total: int, length: int) -> Iterator[tuple[int, ...]]:
    if length == 0:
        yield ()
        return
    for first in range(total + 1):
        for rest in _bounded_vectors(total - first, length - 1):
            yield (first, *rest)


def count_names(actions: Sequence[str]) -> tuple[str, ...]:
    """The names by which formulas speak of the others' counts.

    >>> count_names(("out", "sell all"))
    ('k_out', 'k_sell_all')
    """
    return tuple("k_" + re.sub(r"[^A-Za-z0-9_]", "_", label) for label in actions)


@dataclass(frozen=True)
class AnonymousGame:
    """n players with the same actions and payoffs by count; `players` is a whole number or a symbolic expression.

    Raises InvalidGame for fewer than one player, fewer than two actions, or a table with another number of entries than counts.

    >>> game = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 0, lambda k: k - 1))
    >>> [str(game.gain(k)) for k in range(3)]
    ['-1', '0', '1']
    """

    players: Scalar
    actions: tuple[str, ...]
    payoff: tuple[CountPayoff, ...]
    assumptions: tuple[Relation, ...] = ()
    name: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        size = exact(self.players, "players")
        if is_number(size) and (Fraction(size).denominator != 1 or size < 1):
            raise InvalidGame("players", text(size), "a whole number of at least 1, or a symbol")
        labels = distinct_labels(self.actions, "actions", "action")
        if len(labels) < 2 or len(self.payoff) != len(labels):
            found = f"{len(labels)} actions and {len(self.payoff)} payoffs"
            raise InvalidGame("actions", found, "two or more actions, each with its payoff by count")
        names = count_names(labels)
        if len(labels) > 2 and len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise InvalidGame(
                "actions", f"two actions whose counts are called {twice}", "labels that differ in letters"
            )
        object.__setattr__(self, "players", size)
        object.__setattr__(self, "actions", labels)
        own = zip(labels, self.payoff, strict=True)
        object.__setattr__(self, "payoff", tuple(self._checked_payoff(label, payoff) for label, payoff in own))
        object.__setattr__(self, "assumptions", relations(self.assumptions))

    def _checked_payoff(self, action: str, payoff: CountPayoff | str) -> CountPayoff:
        if isinstance(payoff, str):
            payoff = parse_formula(payoff, where=f"payoff of {action}")
        if isinstance(payoff, Formula):
            return self._checked_formula(action, payoff)
        table = tuple(exact(value, f"payoff of {action} at k = {k}") for k, value in enumerate(payoff))
        size = self.vectors if is_number(self.players) else None
        if size is None or len(table) != size:
            counted = "k" if len(self.actions) == 2 else "vector of counts"
            expected = "a formula in k" if size is None else f"{size} entries, one for each {counted}"
            raise InvalidGame(f"payoff of {action}", f"a table of {len(table)} entries", expected)
        return table

    def _checked_formula(self, action: str, payoff: Formula) -> Formula:
        """The formula; with two actions in k, whatever it is written in."""
        names = count_names(self.actions)
        if len(self.actions) == 2:
            if len(set(names)) < 2 or not payoff.names & set(names):
                return payoff
            k = Formula.name("k")
            return payoff.substitute({names[0]: parse_formula("n - 1 - k"), names[1]: k})
        if "k" in payoff.names:
            expected = f"one of {', '.join(names)}"
            raise InvalidGame(f"payoff of {action}", "the name k with more than two actions", expected)
        return payoff

    @classmethod
    def from_functions(
        cls,
        players: object,
        actions: tuple[str, ...],
        payoff: tuple[Callable[..., object], ...],
        **about: Any,
    ) -> Self:
        """A game from a function for each action: of k with two actions, of the others' counts in action order with more.

        Each is called for every count, or once with symbols if n is symbolic.

        >>> game = AnonymousGame.from_functions(3, ("a", "b", "c"), (lambda a, b, c: a, lambda a, b, c: 2 * c, lambda *k: 1))
        >>> str(game.payoff_at(1, (0, 0, 2)))
        '4'
        """
        size, many = exact(players, "players"), len(actions) > 2
        if is_number(size):
            vectors = list(count_vectors(int(size) - 1, len(actions))) if many else [(k,) for k in range(int(size))]
            tables = tuple(
                tuple(exact(own(*k), f"payoff at k = {', '.join(map(str, k))}") for k in vectors) for own in payoff
            )
            return cls(size, actions, tables, **about)
        symbols = [exact(name) for name in (count_names(actions) if many else ("k",))]
        formulas = tuple(Formula.from_scalar(exact(own(*symbols), "payoff")) for own in payoff)
        return cls(size, actions, formulas, **about)

    @property
    def size(self) -> int:
        """The number of players; raises Unsupported when it is symbolic."""
        if not is_number(self.players):
            raise Unsupported("players", text(self.players), "a whole number", "Put a value in for it.")
        return int(self.players)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Names of all symbols in payoffs and number of players, sorted; n and the counts themselves are not among them."""
        names = set(symbols_of(self.players))
        for payoff in self.payoff:
            if isinstance(payoff, Formula):
                names |= payoff.names - {"k", "n", *self._counted}
            else:
                names |= {name for value in payoff for name in symbols_of(value)}
        return tuple(sorted(names))

    @property
    def _counted(self) -> tuple[str, ...]:
        """The names of counts, beside k."""
        return count_names(self.actions) if len(self.actions) > 2 else ()

    @property
    def vectors(self) -> int:
        """How many vectors of the others' counts there are: C(n + m - 2, m - 1) with m actions; n with two."""
        return math.comb(self.size + len(self.actions) - 2, len(self.actions) - 1)

    @cached_property
    def _places(self) -> dict[tuple[int, ...], int]:
        if self.vectors > MOST_ENTRIES:
            raise LimitReached("payoff", f"{self.vectors:,} vectors of counts", f"at most {MOST_ENTRIES:,}")
        return {vector: place for place, vector in enumerate(count_vectors(self.size - 1, len(self.actions)))}

    def payoff_at(self, action: int, others: Scalar | int | Sequence[Scalar | int]) -> Scalar:
        """Payoff of action number `action`, from 0, when `others` other players choose the second action.

        With more than two actions `others` is the vector of counts in action order; with two it may be one too.
        """
        payoff = self.payoff[action]
        if isinstance(others, Sequence):
            if len(self.actions) > 2:
                return self._payoff_at(payoff, others)
            others = others[1]
        if len(self.actions) > 2:
            names = ", ".join(self.actions)
            raise InvalidGame("others", str(others), f"a vector of counts, in the order of {names}")
        if isinstance(payoff, Formula):
            count: Scalar = Fraction(others) if isinstance(others, int) else others
            return payoff.evaluate({"k": count, "n": self.players})
        return payoff[int(others)]

    def _payoff_at(self, payoff: CountPayoff, others: Sequence[Scalar | int]) -> Scalar:
        if isinstance(payoff, Formula):
            return payoff.evaluate({"n": self.players, **dict(zip(self._counted, others, strict=True))})
        return payoff[self._places[tuple(int(own) for own in others)]]

    def gain(self, others: Scalar | int) -> Scalar:
        """Payoff of the second minus payoff of the first action with `others` others on the second; two actions only."""
        self.require_two_actions("gain")
        return self.payoff_at(1, others) - self.payoff_at(0, others)

    def require_two_actions(self, where: str) -> None:
        """Raises Unsupported for more than two actions."""
        if len(self.actions) > 2:
            raise Unsupported(where, f"{len(self.actions)} actions", "an anonymous game with two actions")

    def gains(self) -> tuple[Scalar, ...]:
        """`gain(k)` for k = 0 ... n - 1: the Bernstein coefficients of the expected gain G(p)."""
        return tuple(self.gain(k) for k in range(self.size))

    def substitute(self, values: Mapping[str, object]) -> Self:
        """The game with exact values put in for symbols."""
        given = {name: exact(value, name) for name, value in values.items()}
        payoff = tuple(
            own.substitute(given) if isinstance(own, Formula) else tuple(substitute(value, given) for value in own)
            for own in self.payoff
        )
        return replace(
            self,
            players=substitute(self.players, given),
            payoff=payoff,
            assumptions=tuple(relation.substitute(given) for relation in self.assumptions),
        )


def count_slacks(game: AnonymousGame, count: Scalar | int) -> tuple[tuple[str, Scalar], ...]:
    """The inequalities behind `count` players on the second action: (who switches, loss from switching), each >= 0."""
    first, second = game.actions
    stay = (f"from {second} to {first}", simplest(game.gain(count - 1))) if count != 0 else None
    join = (f"from {first} to {second}", simplest(-game.gain(count))) if count != game.players else None
    return tuple(slack for slack in (stay, join) if slack is not None)


def is_count_equilibrium(game: AnonymousGame, count: int) -> bool:
    """Whether `count` players on the second action are a pure equilibrium of a game without free symbols."""
    return all(slack >= 0 for _, slack in count_slacks(game, count))


REPRESENTATIVE = "each player"


def representative_play(
    game: AnonymousGame, automaton: Automaton, discount: object = DISCOUNT
) -> tuple[DynamicGame, Automaton]:
    """The repeated anonymous game under a symmetric profile, as the decision problem of one player among n.

    Each state of `automaton` names one action that everyone plays; its rules go by KEPT, ANYTHING or Count (how many chose the
    second action). The game states of the result are the automaton's states, its one player is the representative, and
    the profile says that he conforms: the symmetric profile is subgame perfect iff that profile is. Raises Unsupported for more than
    two actions.
    """
    game.require_two_actions("a repeated anonymous game")
    states, prescriptions = [], {}
    for name in _reached(game, automaton):
        action = _common_action(automaton, name)
        index = index_of(action, game.actions, f'profile, state "{name}"', "action")
        others = (game.players - 1) * index
        payoffs = (tuple(game.payoff_at(own, others) for own in (0, 1)),)
        stage = StrategicGame((REPRESENTATIVE,), (game.actions,), payoffs)
        moves = tuple(_moves(automaton, name, kept=own == index, count=others + own) for own in (0, 1))
        states.append(GameState(name, stage, moves))
        prescriptions[name] = (action,)
    start = ((automaton.start, Fraction(1)),)
    reduced = DynamicGame(
        (REPRESENTATIVE,),
        tuple(states),
        start,
        (exact(discount, "discount"),),
        game.assumptions,
        game.name,
        game.source,
    )
    return reduced, Automaton.markov(prescriptions)


def _reached(game: AnonymousGame, automaton: Automaton) -> list[str]:
    """The states that some history reaches, several departures at once included."""
    found = [automaton.start]
    for name in found:
        targets = dict.fromkeys(label for rule in _applying(game, automaton, name) for label, w in rule.then if w != 0)
        found += [target for target in targets if target not in found]
    return found


def _applying(game: AnonymousGame, automaton: Automaton, state: str) -> Iterator[Rule]:
    """The rules of a state that some number of players on the second action calls up: those before do not hide them."""
    kept = game.players * index_of(
        _common_action(automaton, state), game.actions, f'profile, state "{state}"', "action"
    )
    told: list[Scalar] = []
    for rule in sorted(automaton.state(state).rules, key=lambda rule: rule.rank):
        if rule.seen is Seen.ANYTHING:
            if not is_number(game.players) or len(told) <= game.players:
                yield rule
            return
        if rule.seen is Seen.KEPT or isinstance(rule.seen, Count):
            count = rule.seen.number if isinstance(rule.seen, Count) else kept
            if _is_count(count, game.players) and all(simplest(count - other) != 0 for other in told):
                told.append(count)
                yield rule


def _is_count(number: Scalar, players: Scalar) -> bool:
    """Whether so many of the players may choose the second action; symbols are taken to fit."""
    if not is_number(number):
        return True
    return number >= 0 and number.denominator == 1 and (not is_number(players) or number <= players)


def _common_action(automaton: Automaton, state: str) -> str:
    where = f'profile, state "{state}"'
    for _, play in automaton.state(state).plays:
        if isinstance(play, str):
            return play
        actions = {own[0][0] for own in play if len(own) == 1}
        if len(actions) == 1 and all(len(own) == 1 for own in play):
            return actions.pop()
    raise InvalidStrategy(where, "different or mixed actions", "one action that everyone plays")


def _moves(automaton: Automaton, state: str, *, kept: bool, count: Scalar) -> tuple[Move, ...]:
    def matches(rule: Rule) -> bool:
        if isinstance(rule.seen, Count):
            return bool(simplest(rule.seen.number - count) == 0)
        return rule.seen is Seen.ANYTHING or (rule.seen is Seen.KEPT and kept)

    for rule in sorted(automaton.state(state).rules, key=lambda rule: rule.rank):
        if matches(rule):
            then: Distribution = distribution(rule.then, f'profile, state "{state}"')
            return tuple(Move(weight, target) for target, weight in then)
    found = f"no rule for {text(count)} players on the second action"
    raise InvalidStrategy(f'profile, state "{state}"', found, "a rule for every count", 'Add an "otherwise" rule.')
