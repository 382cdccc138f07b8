"""Game files of kind `stochastic`: several game states, each with its stage game and what follows it; actions are seen by all.

players        a list
discount       a number, a symbol, or a list with one a player (absent: the symbol d); `transfers` beside it
start_state    a state or a distribution over states (absent: the first)
[states.X.actions]   player = ["action", ...]; one action is enough
[states.X.payoffs]   "profile" = [payoff, ...], every profile once
[states.X.next]      "profile" = state or distribution, every profile once, or `otherwise`; a state or distribution alone is an iid shock; a
                     file with one state may leave it out
[states.X] growth    "profile" = factor on all later payoffs (absent: 1), or one factor for all
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction

from games.core.automaton import Automaton, Machines
from games.core.distribution import Distribution
from games.core.dynamic import DISCOUNT, DynamicGame, GameState, Move
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidFile
from games.exact import Scalar, is_number
from games.formats.common import HEADER, Header, LoadedGame, Symbols, read_discount, read_header
from games.formats.profile import Arena, read_profile
from games.formats.strategic import Actions, read_payoffs
from games.formats.tables import Table, check_label, described, known, profile_of, told_in_file

KEYS = (*HEADER, "players", "discount", "transfers", "start_state", "states", "repeated", "profile")


def read(top: Table) -> LoadedGame:
    """The game of a `stochastic` file."""
    top.only(KEYS)
    place = _where_discounted(top)
    discount = place.entries.get("discount", DISCOUNT)
    header = read_header(top, discount)
    game, profile = _build(top, place, header, header.symbols)
    fixed = [name for name in header.discount if name in header.symbols.values]
    free = _build(top, place, header, header.symbols.without(fixed)) if fixed else None
    return LoadedGame.of(header, game, profile, place.flag("transfers"), top.file, free)


def _where_discounted(top: Table) -> Table:
    """The table that holds `discount` and `transfers`: the file itself, or [repeated]."""
    if "repeated" not in top:
        return top
    for key in ("discount", "transfers"):
        if key in top:
            raise InvalidFile(top.where, f"{key} beside [repeated]", "it in one place", "Leave [repeated] out.")
    table = top.table("repeated")
    table.only(("discount", "transfers"))
    return table


def _build(
    top: Table, place: Table, header: Header, symbols: Symbols
) -> tuple[DynamicGame, Automaton | Machines | None]:
    players = top.labels("players", "player")
    states = top.table("states")
    if not states.entries:
        raise InvalidFile(states.where, "no states", "at least one state: [states.NAME.actions] ...")
    for name in states.entries:
        check_label(name, states.where, "state")
    names = tuple(states.entries)
    actions = {name: _actions(states.table(name), players) for name in names}
    game_states = tuple(_state(states.table(name), players, actions[name], names, symbols) for name in names)
    start = symbols.distribution(top.entries.get("start_state", names[0]), top.place("start_state"), names, "state")
    factors = read_discount(place.entries.get("discount", DISCOUNT), place.place("discount"), players, symbols)
    with told_in_file(top.file):
        game = DynamicGame(players, game_states, start, factors, header.assumptions(symbols), **header.about)
    if "profile" not in top:
        return game, None
    return game, read_profile(top.table("profile"), Arena(players, actions, (), stochastic=True), symbols)


def _actions(state: Table, players: tuple[str, ...]) -> Actions:
    state.only(("actions", "payoffs", "next", "growth"))
    table = state.table("actions")
    for player in table.entries:
        known(player, players, table.where, "player")
    reserved = ("otherwise", "kept") if len(players) == 1 else ()
    return tuple(table.labels(player, "action", reserved) for player in players)


def _state(
    state: Table, players: tuple[str, ...], actions: Actions, names: tuple[str, ...], symbols: Symbols
) -> GameState:
    with told_in_file(state.where):
        stage = StrategicGame(players, actions, read_payoffs(state.table("payoffs"), players, actions, symbols))
    following = _following(state, stage, names, symbols)
    growth = _growth(state, stage, symbols)
    moves = tuple(
        tuple(Move(weight, target, None, growth[profile]) for target, weight in following[profile])
        for profile in stage.profiles()
    )
    return GameState(state.path[-1], stage, moves)


def _following(
    state: Table, stage: StrategicGame, names: tuple[str, ...], symbols: Symbols
) -> dict[Profile, Distribution]:
    """The next states of each profile."""
    if "next" not in state:
        if len(names) > 1:
            raise InvalidFile(state.where, "no next", f"where play goes: a table [{'.'.join((*state.path, 'next'))}]")
        return dict.fromkeys(stage.profiles(), ((names[0], Fraction(1)),))
    value, where = state.entries["next"], state.place("next")
    if not isinstance(value, dict) or _is_shock(value, stage, names):
        return dict.fromkeys(stage.profiles(), symbols.distribution(value, where, names, "state"))
    table = state.inner("next", value)
    found = {
        profile: symbols.distribution(own, table.place(key), names, "state")
        for key, profile, own in _entries(table, stage)
    }
    for profile in stage.profiles():
        if profile not in found:
            expected = "every profile once, or otherwise"
            raise InvalidFile(table.where, f'no entry for "{", ".join(profile)}"', expected, "Add the missing profile.")
    return found


def _is_shock(value: Mapping[str, object], stage: StrategicGame, names: tuple[str, ...]) -> bool:
    """Whether a `next` table is one distribution over states, and not a table by profile."""
    if not value or not all(key in names for key in value):
        return False
    profiles = {", ".join(profile) for profile in stage.profiles()}
    if not all(key in profiles for key in value):
        return True
    return not all(isinstance(own, dict) or own in names for own in value.values())


def _entries(table: Table, stage: StrategicGame) -> list[tuple[str, Profile, object]]:
    """The entries of a table by profile; `otherwise` stands for the profiles that are not named."""
    found: dict[Profile, tuple[str, object]] = {}
    for key, value in table.entries.items():
        if key == "otherwise":
            continue
        profile = profile_of(key, table.place(key), stage.players, stage.actions)
        if profile in found:
            raise InvalidFile(table.place(key), "the same profile twice", "each profile once")
        found[profile] = (key, value)
    if "otherwise" in table:
        for profile in itertools.product(*stage.actions):
            found.setdefault(profile, ("otherwise", table.entries["otherwise"]))
    return [(key, profile, value) for profile, (key, value) in found.items()]


def _growth(state: Table, stage: StrategicGame, symbols: Symbols) -> dict[Profile, Scalar]:
    """The growth factor of each profile: 1 where none is named."""
    value = state.entries.get("growth", 1)
    if not isinstance(value, dict):
        return dict.fromkeys(stage.profiles(), _factor(value, state.place("growth"), symbols))
    table = state.inner("growth", value)
    found = dict.fromkeys(stage.profiles(), _factor(1, table.where, symbols))
    for key, profile, own in _entries(table, stage):
        found[profile] = _factor(own, table.place(key), symbols)
    return found


def _factor(value: object, where: str, symbols: Symbols) -> Scalar:
    if isinstance(value, (dict, list)):
        raise InvalidFile(where, described(value), "a number or an expression")
    factor = symbols.scalar(value, where)
    if is_number(factor) and factor < 0:
        raise InvalidFile(where, f"growth factor {factor}", "a factor of at least 0")
    return factor
