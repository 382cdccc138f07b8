"""Games and profiles as game files: `loads(dumps(game, profile))` gives them back.

A one-state game called "stage", as `DynamicGame.repeated` and `.monitored` make it, becomes a file of kind `strategic` with
[repeated]; any other dynamic game one of kind `stochastic`. Patterns with open places are written out as the profiles that
they stand for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame, CountPayoff
from games.core.automaton import Automaton, AutomatonState, Count, Machines, MachineState, Play, Rule, Seen
from games.core.distribution import Distribution
from games.core.dynamic import DynamicGame, GameState, Move
from games.core.extensive import ExtensiveGame
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidFile, InvalidScalar, Unsupported
from games.exact import Formula, Scalar, parse_formula, symbols_of, text
from games.formats import efg
from games.formats.tables import check_label

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
INLINE = 4
"""Most entries of a `next` on one line."""

_WORDS = {Seen.KEPT: "kept", Seen.ANYTHING: "otherwise"}


def dumps(
    game: StrategicGame | DynamicGame | AnonymousGame | ExtensiveGame,
    profile: Automaton | Machines | None = None,
    *,
    discount: Scalar | None = None,
) -> str:
    """The game, and a strategy profile for it, as the text of a game file; a tree as that of an `.efg` file.

    `discount` is for anonymous games that are played for ever. Raises Unsupported for what game files cannot say: several game
    states under public monitoring, growth that depends on the next state.

    >>> print(dumps(StrategicGame.from_table(("a", "b"), {("x", "y"): (1, "1/2")})))
    kind = "strategic"
    <BLANKLINE>
    [players]
    a = ["x"]
    b = ["y"]
    <BLANKLINE>
    [payoffs]
    "x, y" = [1, "1/2"]
    <BLANKLINE>
    """
    if isinstance(game, ExtensiveGame):
        if profile is not None or discount is not None:
            raise Unsupported("dumps", "a profile or a discount factor with a tree", "the tree alone")
        return efg.dumps(game)
    _require_names(game)
    lines = _game_lines(game, discount)
    if profile is not None:
        lines += ["", *_profile_lines(profile, _Board.of(game))]
    return "\n".join(lines) + "\n"


def _require_names(game: StrategicGame | DynamicGame | AnonymousGame) -> None:
    """Meet names that a game file cannot hold, since there profiles are written "a, b"."""
    if isinstance(game, AnonymousGame):
        names = [("action", label) for label in game.actions]
    else:
        stages = [state.stage for state in game.states] if isinstance(game, DynamicGame) else [game]
        names = [("player", player) for player in game.players]
        names += [("action", label) for stage in stages for own in stage.actions for label in own]
    for what, label in dict.fromkeys(names):
        try:
            check_label(label, "dumps", what)
        except InvalidFile as error:
            raise Unsupported("dumps", error.found, error.expected, "Rename it, or write an .nfg file.") from None


def _game_lines(game: StrategicGame | DynamicGame | AnonymousGame, discount: Scalar | None) -> list[str]:
    if isinstance(game, AnonymousGame):
        return _anonymous(game, discount)
    if isinstance(game, StrategicGame):
        return [*_header("strategic", game, game.symbols), *_strategic(game)]
    if _is_repeated(game):
        stage = game.states[0].stage
        return [*_header("strategic", game, game.symbols), *_strategic(stage), *_repeated(game)]
    return _stochastic(game)


def _is_repeated(game: DynamicGame) -> bool:
    return game.state_names == ("stage",) and not game.grows


# --- values ---------------------------------------------------------------------------------------------------------


def _string(value: str) -> str:
    """A TOML basic string."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _key(value: str) -> str:
    return value if _BARE.match(value) else _string(value)


def _number(value: Scalar) -> str:
    if isinstance(value, Fraction) and value.denominator == 1 and abs(value) < 10**18:
        return str(value)
    return _string(_readable(text(value)))


def _readable(expression: str) -> str:
    """The expression, if a game file may hold it."""
    try:
        parse_formula(expression)
    except InvalidScalar as error:
        remedy = "Game files hold numbers and + - * / **, C, min, max."
        raise Unsupported("dumps", error.found, error.expected, remedy) from None
    return expression


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


def _inline(entries: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in entries.items()) + " }"


def _drawn(drawn: Distribution) -> str:
    """A label, or a table from label to probability."""
    if len(drawn) == 1 and drawn[0][1] == 1:
        return _string(drawn[0][0])
    return _inline({_key(label): _number(weight) for label, weight in drawn})


def _row(profile: Sequence[str]) -> str:
    return _key(", ".join(profile))


# --- games ----------------------------------------------------------------------------------------------------------


def _header(kind: str, game: StrategicGame | DynamicGame | AnonymousGame, names: Iterable[str]) -> list[str]:
    lines = [f"kind = {_string(kind)}"]
    lines += [f"name = {_string(game.name)}"] if game.name else []
    lines += [f"source = {_string(game.source)}"] if game.source else []
    symbols = sorted({*names, *(name for relation in game.assumptions for name in relation.symbols)})
    lines += [f"symbols = {_list(map(_string, symbols))}"] if symbols else []
    assumed = [_string(relation.text) for relation in game.assumptions]
    return lines + ([f"assume = {_list(assumed)}"] if assumed else [])


def _strategic(game: StrategicGame) -> list[str]:
    actions = [
        f"{_key(player)} = {_list(map(_string, own))}" for player, own in zip(game.players, game.actions, strict=True)
    ]
    return ["", "[players]", *actions, "", "[payoffs]", *_payoffs(game)]


def _payoffs(game: StrategicGame) -> list[str]:
    columns = zip(*game.payoffs, strict=True)
    return [
        f"{_row(profile)} = {_list(map(_number, cell))}" for profile, cell in zip(game.profiles(), columns, strict=True)
    ]


def _factors(game: DynamicGame) -> str:
    factors = [_number(factor) for factor in game.discount]
    return factors[0] if len(set(factors)) == 1 else _list(factors)


def _repeated(game: DynamicGame) -> list[str]:
    lines = ["", "[repeated]", f"discount = {_factors(game)}"]
    signals = game.outcomes
    if not signals:
        return lines
    state = game.states[0]
    lines += ["", "[monitoring]", f"signals = {_list(map(_string, signals))}", "", "[monitoring.probability]"]
    for profile, moves in zip(state.stage.profiles(), state.moves, strict=True):
        chances = {move.outcome: move.probability for move in moves}
        row = _list(_number(chances.get(signal, Fraction(0))) for signal in signals)
        if None in chances:
            raise Unsupported("dumps", "public signals after some profiles only", "one kind of monitoring")
        lines.append(f"{_row(profile)} = {row}")
    return lines


def _stochastic(game: DynamicGame) -> list[str]:
    if game.outcomes:
        found = "several game states, or growth, under public monitoring"
        raise Unsupported(
            "dumps", found, "a game that a file can say", "Game files of kind stochastic have perfect monitoring."
        )
    lines = [*_header("stochastic", game, game.symbols)]
    lines += [f"players = {_list(map(_string, game.players))}", f"discount = {_factors(game)}"]
    if game.start != ((game.state_names[0], Fraction(1)),):
        lines.append(f"start_state = {_drawn(game.start)}")
    for state in game.states:
        lines += _game_state(state)
    return lines


def _game_state(state: GameState) -> list[str]:
    place, stage = f"states.{_key(state.name)}", state.stage
    own = zip(stage.players, stage.actions, strict=True)
    lines = ["", f"[{place}.actions]", *(f"{_key(player)} = {_list(map(_string, labels))}" for player, labels in own)]
    lines += ["", f"[{place}.payoffs]", *_payoffs(stage), "", f"[{place}.next]"]
    cells = list(zip(stage.profiles(), state.moves, strict=True))
    lines += [f"{_row(profile)} = {_drawn(_targets(moves))}" for profile, moves in cells]
    growths = [(profile, _common_growth(moves)) for profile, moves in cells]
    if any(factor != 1 for _, factor in growths):
        lines += ["", f"[{place}.growth]"]
        lines += [f"{_row(profile)} = {_number(factor)}" for profile, factor in growths if factor != 1]
    return lines


def _targets(moves: tuple[Move, ...]) -> Distribution:
    weights: dict[str, Scalar] = {}
    for move in moves:
        weights[move.state] = weights.get(move.state, Fraction(0)) + move.probability
    return tuple(weights.items())


def _common_growth(moves: tuple[Move, ...]) -> Scalar:
    factors = {move.growth for move in moves}
    if len(factors) > 1:
        found = f"growth factors {', '.join(sorted(map(text, factors)))} after one profile"
        raise Unsupported("dumps", found, "one factor a profile", "Make the states that grow differently distinct.")
    return factors.pop()


def _anonymous(game: AnonymousGame, discount: Scalar | None) -> list[str]:
    names = {*game.symbols, *(symbols_of(discount) if discount is not None else ())}
    relations = {name for relation in game.assumptions for name in relation.symbols}
    hidden = {"k"} if "n" in symbols_of(game.players) else {"k", "n"}
    lines = [line for line in _header("anonymous", game, ()) if not line.startswith("symbols = ")]
    symbols = sorted((names | relations) - hidden)
    if symbols:
        lines.insert(1, f"symbols = {_list(map(_string, symbols))}")
    lines += [f"players = {_number(game.players)}", f"actions = {_list(map(_string, game.actions))}", "", "[payoff]"]
    own = zip(game.actions, game.payoff, strict=True)
    lines += [f"{_key(action)} = {_count_payoff(payoff)}" for action, payoff in own]
    return lines + (["", "[repeated]", f"discount = {_number(discount)}"] if discount is not None else [])


def _count_payoff(payoff: CountPayoff) -> str:
    return _string(_readable(payoff.text)) if isinstance(payoff, Formula) else _list(map(_number, payoff))


# --- profiles -------------------------------------------------------------------------------------------------------

Entries = dict[str, Distribution]


@dataclass(frozen=True, slots=True)
class _Board:
    """What writing a profile needs to know of its game: players, every profile of some game state, whether states matter."""

    players: tuple[str, ...]
    profiles: tuple[Profile, ...]
    stochastic: bool

    @classmethod
    def of(cls, game: StrategicGame | DynamicGame | AnonymousGame) -> _Board:
        if isinstance(game, AnonymousGame):
            return cls((), (), stochastic=False)
        stages = [game] if isinstance(game, StrategicGame) else [state.stage for state in game.states]
        profiles = dict.fromkeys(itertools.chain.from_iterable(stage.profiles() for stage in stages))
        stochastic = isinstance(game, DynamicGame) and not _is_repeated(game)
        return cls(game.players, tuple(profiles), stochastic)


def _profile_lines(profile: Automaton | Machines, board: _Board) -> list[str]:
    if isinstance(profile, Automaton):
        lines = ["[profile]", f"start = {_string(profile.start)}"]
        for state in profile.states:
            lines += _state_lines(("profile", "states", state.name), _joint_play(state, board), state, board)
        return lines
    lines = []
    for player, machine in zip(board.players, profile.machines, strict=True):
        path = ("profile", "players", player)
        lines += ["", f"[{'.'.join(map(_key, path))}]", f"start = {_string(machine.start)}"]
        for own in machine.states:
            play = _by_game_state(own.plays, _drawn, board)
            lines += _state_lines((*path, "states", own.name), play, own, board)
    return lines[1:]


def _state_lines(path: tuple[str, ...], play: str, state: AutomatonState | MachineState, board: _Board) -> list[str]:
    place = ".".join(map(_key, path))
    following = {_key(key): _drawn(then) for key, then in _following(state, board).items()}
    lines = ["", f"[{place}]", f"play = {play}"]
    if len(following) <= INLINE:
        return [*lines, f"next = {_inline(following)}"]
    return [*lines, "", f"[{place}.next]", *(f"{key} = {then}" for key, then in following.items())]


def _by_game_state(plays: Sequence[tuple[str | None, Any]], shown: Callable[[Any], str], board: _Board) -> str:
    """Play that is the same everywhere as it is, other play as a table by game state."""
    if board.stochastic and any(name is not None for name, _ in plays):
        return _inline({_key(str(name)): shown(own) for name, own in plays if name is not None})
    return shown(plays[0][1])


def _joint_play(state: AutomatonState, board: _Board) -> str:
    def shown(play: Play) -> str:
        if not board.profiles:
            return _string(play if isinstance(play, str) else play[0][0][0])
        each = (((play, Fraction(1)),),) * len(board.players) if isinstance(play, str) else play
        return _list(map(_drawn, each))

    return _by_game_state(state.plays, shown, board)


def _following(state: AutomatonState | MachineState, board: _Board) -> Entries:
    """The rules as entries of `next`; of several that speak of one thing, the one that is tried first."""
    found: Entries = {}
    kept: set[str | None] = set()
    for rule in sorted(state.rules, key=lambda rule: rule.rank):
        kept |= {rule.game_state} if rule.seen is Seen.KEPT else set()
        for seen in _seen(rule, board):
            if rule.game_state in kept and rule.seen is not Seen.KEPT and isinstance(rule.seen, tuple):
                raise Unsupported("dumps", 'the rule "kept" before a rule for a profile', "profiles before kept")
            arrow = f" -> {rule.game_state}" if rule.game_state is not None else ""
            found.setdefault(seen + arrow, rule.then)
    return found


def _seen(rule: Rule, board: _Board) -> list[str]:
    """The keys that a rule stands for."""
    match rule.seen:
        case Seen():
            return [_WORDS[rule.seen]]
        case Count(number):
            return [text(number)]
        case str():
            return [rule.seen]
    wanted = rule.seen
    return [
        ", ".join(profile)
        for profile in board.profiles
        if all(own is None or own == action for own, action in zip(wanted, profile, strict=True))
    ]
