"""Game files of kind `anonymous`: symmetric players with the same actions, payoffs by how many others choose which.

    players       a whole number, or an expression in declared symbols; the name n may stand there undeclared
    actions       ["first", "second"], or more
    [payoff]      action = an expression in k (others on the second action), n and declared symbols,
                  or a list with one entry for each k = 0 ... n - 1. With more than two actions k_ACTION stands for how many others
                  choose ACTION (what is no letter or digit in a name becomes _), and a list has one entry for each vector of
                  counts, in the order of `games.core.anonymous.count_vectors`. Or a table by the others' counts in action order,
                  { "2, 0, 1" = 5, ... }, each vector of counts once

Extension, for the game with two actions played for ever under a symmetric profile:

    [repeated]    discount, as in a strategic file
    [profile]     start, [profile.states.S] with play = the action of everyone and next = { KEY = state or distribution };
                  KEY is how many players chose the second action (an expression in n and symbols), `kept` (everyone did
                  as this state says) or `otherwise`. Or play = "action" alone
"""

from __future__ import annotations

import math
from contextlib import suppress
from fractions import Fraction
from typing import Any

from games.core.anonymous import MOST_ENTRIES, AnonymousGame, CountPayoff, count_names, count_vectors
from games.core.automaton import Automaton, AutomatonState, Count, Rule, Seen
from games.core.dynamic import DISCOUNT, discount_factors
from games.errors import InvalidFile, ScalarTooLarge, Unsupported
from games.exact import Scalar, is_number, parse_formula, simplest, text
from games.formats.common import HEADER, Header, LoadedGame, Symbols, read_header
from games.formats.profile import WORDS, names_of, refuse_payments, start_of, states_of
from games.formats.tables import Table, described, known, quoted, told_in_file

KEYS = (*HEADER, "players", "actions", "payoff", "repeated", "profile")


def read(top: Table) -> LoadedGame:
    """The game of an `anonymous` file."""
    top.only(KEYS)
    repeated = None
    if "repeated" in top:
        repeated = top.table("repeated")
        repeated.only(("discount", "transfers"))
        if repeated.flag("transfers"):
            remedy = "Leave transfers out."
            raise Unsupported(repeated.place("transfers"), "transfers", "an anonymous game without them", remedy)
    discount = repeated.entries.get("discount", DISCOUNT) if repeated else None
    own_n = _speaks_of_n(top.entries.get("players"))
    counts = count_names(_actions(top))
    header = read_header(top, discount, ("k", *counts) if own_n else ("k", "n", *counts), ("n",) if own_n else ())
    if any(name in ("k", "n", *counts) for name in header.discount):
        expected = f"another name: k, n and {', '.join(counts)} are predefined"
        raise InvalidFile(top.where, f"the discount factor {header.discount[0]}", expected)
    game, profile, factor = _build(top, repeated, header, header.symbols, own_n)
    fixed = [name for name in header.discount if name in header.symbols.values]
    free = _build(top, repeated, header, header.symbols.without(fixed), own_n) if fixed else None
    return LoadedGame.of(
        header,
        game,
        profile,
        False,
        top.file,
        free and free[:2],
        None if factor is None else (factor,),
        free and free[2],
    )


def _speaks_of_n(players: Any) -> bool:
    """Whether the number of players is an expression in n itself, so that n is a symbol."""
    try:
        return isinstance(players, str) and "n" in parse_formula(players).names
    except ValueError:
        return False


def _actions(top: Table) -> tuple[str, ...]:
    """The actions: at least two, and with more than two nothing that speaks of one count alone."""
    actions = top.labels("actions", "action", ("kept", "otherwise"))
    if len(actions) < 2:
        raise InvalidFile(top.place("actions"), described(list(actions)), 'two or more actions: ["out", "in"]')
    for key in ("repeated", "profile"):
        if key in top and len(actions) > 2:
            remedy = "Leave it out, or keep two actions."
            raise Unsupported(top.place(key), f"{key} with {len(actions)} actions", "two actions", remedy)
    return actions


def _build(
    top: Table, repeated: Table | None, header: Header, symbols: Symbols, own_n: bool
) -> tuple[AnonymousGame, Automaton | None, Scalar | None]:
    if "players" not in top:
        raise InvalidFile(top.where, "no players", "their number: players = 14")
    size = symbols.scalar(top.entries["players"], top.place("players"))
    if is_number(size) and (Fraction(size).denominator != 1 or size < 1):
        raise InvalidFile(top.place("players"), text(size), "a whole number of at least 1")
    actions = _actions(top)
    payoffs = _payoffs(top.table("payoff"), actions, size, symbols)
    with told_in_file(top.file):
        assumed = header.assumptions(symbols if own_n else symbols.given("n", size))
        game = AnonymousGame(size, actions, payoffs, assumed, **header.about)
    _evaluate_ends(top, game)
    factor = _discount(repeated, symbols)
    profile = _profile(top.table("profile"), game, symbols) if "profile" in top else None
    return game, profile, factor


def _discount(repeated: Table | None, symbols: Symbols) -> Scalar | None:
    if repeated is None:
        return None
    value, where = repeated.entries.get("discount", DISCOUNT), repeated.place("discount")
    if isinstance(value, list):
        raise InvalidFile(where, described(value), "one discount factor for all players")
    with told_in_file(where):
        return discount_factors((symbols.scalar(value, where),), ("all",))[0]


def _payoffs(table: Table, actions: tuple[str, ...], size: Scalar, symbols: Symbols) -> tuple[CountPayoff, ...]:
    table.only(actions)
    for action in actions:
        if action not in table:
            names = "k" if len(actions) == 2 else ", ".join(count_names(actions))
            raise InvalidFile(table.where, f"no payoff of {action}", f'an expression in {names}: {action} = "..."')
    return tuple(_payoff(table, action, actions, size, symbols) for action in actions)


def _payoff(table: Table, action: str, actions: tuple[str, ...], size: Scalar, symbols: Symbols) -> CountPayoff:
    value, where, names = table.entries[action], table.place(action), count_names(actions)
    if isinstance(value, dict):
        return _by_vectors(table.inner(action, value), actions, size, symbols)
    if not isinstance(value, list):
        return symbols.formula(value, where, also=("n", *names, *(("k",) if len(actions) == 2 else ())))
    if not is_number(size):
        raise InvalidFile(where, described(value), f"an expression in {'k' if len(actions) == 2 else ', '.join(names)}")
    if len(actions) == 2 and len(value) != size:
        raise InvalidFile(where, described(value), f"{text(size)} entries, one for each k from 0")
    entries = math.comb(int(size) + len(actions) - 2, len(actions) - 1) if size < MOST_ENTRIES else None
    if len(value) != entries:
        raise InvalidFile(where, described(value), f"{entries or 'as many'} entries, one for each vector of counts")
    return tuple(symbols.scalar(own, f"{where}, k = {k}") for k, own in enumerate(value))


def _by_vectors(table: Table, actions: tuple[str, ...], size: Scalar, symbols: Symbols) -> tuple[Scalar, ...]:
    """A payoff as a table by the counts of the others, in action order."""
    if not is_number(size):
        raise InvalidFile(table.where, "a table by counts with a symbolic number of players", "an expression")
    others = int(size) - 1
    if size > MOST_ENTRIES or math.comb(others + len(actions) - 1, len(actions) - 1) > MOST_ENTRIES:
        raise InvalidFile(table.where, f"a table by counts for {text(size)} players", "an expression")
    vectors = [", ".join(map(str, vector)) for vector in count_vectors(others, len(actions))]
    expected = f"counts of the others on {', '.join(actions)} with sum {others}, each once"
    known_ones, given = set(vectors), dict[str, Scalar]()
    for key, value in table.entries.items():
        written = ", ".join(part.strip() for part in key.split(","))
        if written not in known_ones or written in given:
            found = "the same counts twice" if written in given else f"the counts {quoted(key)}"
            raise InvalidFile(table.place(key), found, expected)
        given[written] = symbols.scalar(value, table.place(key))
    missing = next((written for written in vectors if written not in given), None)
    if missing is not None:
        raise InvalidFile(table.where, f'no entry "{missing}"', f"one for each of {len(vectors)} vectors of counts")
    return tuple(given[written] for written in vectors)


def _evaluate_ends(top: Table, game: AnonymousGame) -> None:
    """Meet payoffs that have no value where all others do the same here, where the place is known; long ones have a value."""
    table, zero, all_others = top.table("payoff"), Fraction(0), game.players - 1
    for number, action in enumerate(game.actions):
        for same, label in enumerate(game.actions):
            others = [all_others if own == same else zero for own in range(len(game.actions))]
            told = f"k = {text(others[1])}" if len(others) == 2 else f"all others on {label}"
            with told_in_file(f"{table.place(action)}, {told}"), suppress(ScalarTooLarge):
                game.payoff_at(number, others)


def _profile(table: Table, game: AnonymousGame, symbols: Symbols) -> Automaton:
    refuse_payments(table)
    for key in ("players", "markov"):
        if key in table:
            expected = "a symmetric profile: play or states"
            raise InvalidFile(table.where, key, expected, "In an anonymous game everyone follows the same automaton.")
    names = names_of(table)
    states = []
    with told_in_file(table.where):
        for name, state in states_of(table).items():
            play = state.entries["play"]
            if not isinstance(play, str):
                raise InvalidFile(state.place("play"), described(play), "one action that everyone plays")
            known(play, game.actions, state.place("play"), "action")
            rules = _rules(state, name, names, game.players, symbols)
            states.append(AutomatonState(name, ((None, play),), rules))
        return Automaton(tuple(states), start_of(table, names))


def _rules(state: Table, name: str, names: tuple[str, ...], size: Scalar, symbols: Symbols) -> tuple[Rule, ...]:
    if "next" not in state:
        if len(names) > 1:
            raise InvalidFile(state.where, "no next", 'the states that follow: next = { otherwise = "..." }')
        return (Rule(((name, Fraction(1)),)),)
    value = state.entries["next"]
    table = state.inner("next", {"otherwise": value} if isinstance(value, str) else value)
    rules: dict[Any, Rule] = {}
    for key, then in table.entries.items():
        where = table.place(key)
        seen = WORDS[key] if key in WORDS else Count(_count(key, where, size, symbols))
        if seen in rules:
            raise InvalidFile(where, "the same count twice", "each once")
        rules[seen] = Rule(symbols.distribution(then, where, names, "state"), seen)
    order = {Seen.KEPT: 1, Seen.ANYTHING: 2}
    return tuple(sorted(rules.values(), key=lambda rule: order[rule.seen] if isinstance(rule.seen, Seen) else 0))


def _count(key: str, where: str, size: Scalar, symbols: Symbols) -> Scalar:
    try:
        count = simplest(symbols.given("n", size).scalar(key, where))
    except InvalidFile as error:
        remedy = error.remedy or "A key is a number of players, kept or otherwise."
        raise InvalidFile(where, error.found, error.expected, remedy) from None
    if is_number(count) and (Fraction(count).denominator != 1 or count < 0 or (is_number(size) and count > size)):
        raise InvalidFile(where, f"the count {text(count)}", f"a whole number from 0 to {text(size)}")
    return count
