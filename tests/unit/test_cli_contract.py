"""The command's contract, on game files that are nobody's examples: fields, number format, conventions, exit status, errors.

Answers are judged by substituting numbers: `Play` is an evaluation of a profile from the definition (values by elimination, every one-shot
deviation), written for this file alone.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path
from types import SimpleNamespace

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from games import cli
from tests.best_reply_polytopes import is_equilibrium, solved

STATUSES = {"proved", "decided", "refuted", "enclosed", "numeric", "unknown"}
WIDTH = Fraction(1, 10**12)


# Running the command


def run(command, text, *options):
    """Exit status, JSON (None if there is none) and messages of `comarca COMMAND FILE --json`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = cli.main([command, str(path), *options, "--json"])
    data = json.loads(out.getvalue()) if out.getvalue().strip() else None
    return SimpleNamespace(exit=status, data=data, err=err.getvalue())


def answered(command, text, *options, exit_status=0):
    """The JSON of an answer, after what holds of every answer."""
    answer = run(command, text, *options)
    assert answer.exit == exit_status, (answer.exit, answer.err, answer.data)
    assert answer.data["status"] in STATUSES
    assert "Traceback" not in answer.err
    assert_no_floats(answer.data)
    return answer.data


def assert_no_floats(data, name=""):
    if isinstance(data, dict):
        for key, value in data.items():
            assert_no_floats(value, key)
    elif isinstance(data, list):
        for value in data:
            assert_no_floats(value, name)
    else:
        assert not isinstance(data, float) or name in ("approx", "seconds")


# Reading numbers


def number(data, values=None):
    """An exact string with values put in for its symbols, as a sympy number; rational ones must be plain."""
    assert isinstance(data, str)
    if not values and re.fullmatch(r"-?\d+(/\d+)?", data):
        return sympy.Rational(data)
    names = {name: sympy.Symbol(name) for name in values or {}}
    read = {"min": sympy.Min, "max": sympy.Max, "C": sympy.binomial, "sqrt": sympy.sqrt, **names}
    expression = sympy.sympify(data, locals=read)
    result = expression.subs({names[name]: as_sympy(value) for name, value in (values or {}).items()})
    assert result.is_number, data
    assert values or not result.is_rational, f"{data} is a rational, so it must be a plain one"
    return result


def as_sympy(value):
    value = Fraction(value)
    return sympy.Rational(value.numerator, value.denominator)


def enclosed(data):
    """Rational bounds of a number in JSON: equal ones, or an enclosure as narrow as promised."""
    if isinstance(data, str):
        value = number(data)
        if value.is_rational:
            return Fraction(int(value.p), int(value.q)), Fraction(int(value.p), int(value.q))
        close = Fraction(int(sympy.floor(value * 10**30)), 10**30)
        return close, close + Fraction(1, 10**30)
    assert set(data) == {"lo", "hi"}
    lo, hi = Fraction(data["lo"]), Fraction(data["hi"])
    assert lo < hi and hi - lo <= WIDTH * max(1, min(abs(lo), abs(hi)))
    return lo, hi


OPERATORS = {
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "!=": lambda a, b: a != b,
    "==": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
}


def holds_at(relation, values):
    left, operator, right = re.split(r"\s*(<=|>=|!=|==|<|>|=)\s*", relation)
    return bool(OPERATORS[operator](number(left, values or {"": 0}), number(right, values or {"": 0})))


def contains(intervals, d, values=None):
    """Is d in one of the intervals? They must be disjoint, sorted, inside [0, 1)."""
    inside, last = False, None
    for lo, lo_closed, hi, hi_closed in intervals:
        assert isinstance(lo_closed, bool) and isinstance(hi_closed, bool)
        low, high = (ends(end, values) for end in (lo, hi))
        assert low[0] >= 0 and high[1] <= 1 and (high[0] < 1 or not hi_closed)
        assert low[0] < high[1] or (lo == hi and lo_closed and hi_closed)
        assert last is None or last[0] < low[0] or (last[0] == low[0] and not last[1] and not lo_closed)
        last = (high[0], hi_closed)
        above = low[1] < d or (lo_closed and low[0] == low[1] == d)
        inside |= bool(above and (d < high[0] or (hi_closed and high[0] == high[1] == d)))
    return inside


def ends(end, values):
    if isinstance(end, dict):
        return tuple(as_sympy(bound) for bound in enclosed(end))
    return (number(end, values),) * 2


def threshold_at(data, d, values=None):
    """The answer of `threshold` at one discount factor and one choice of the other symbols: exactly one case must apply."""
    cases = [own for own in data["cases"] if all(holds_at(text, values) for text in own.get("assume", []))]
    assert len(cases) == 1, (values, data["cases"])
    return contains(cases[0]["intervals"], as_sympy(d), values)


# Evaluating a profile from the definition


@dataclass(frozen=True)
class Play:
    """A profile over nodes: `play(node)` is {action: probability} a player, `after(node, profile)` is [(chance, node, growth)]."""

    nodes: tuple
    actions: object
    payoff: object
    play: object
    after: object

    def outcomes(self, node, fixed=None):
        """(chance, profile), one player's action replaced if `fixed` = (player, action)."""
        own = list(self.play(node))
        if fixed:
            own[fixed[0]] = {fixed[1]: Fraction(1)}
        for choice in product(*(distribution.items() for distribution in own)):
            chance = Fraction(1)
            for _, probability in choice:
                chance *= Fraction(probability)
            yield chance, tuple(action for action, _ in choice)

    def now_and_next(self, node, player, fixed=None):
        """Expected payoff this period, and growth-weighted chances of the nodes that follow."""
        now, then = Fraction(0), dict.fromkeys(self.nodes, Fraction(0))
        for chance, profile in self.outcomes(node, fixed):
            now += chance * Fraction(self.payoff(node, profile)[player])
            for weight, target, growth in self.after(node, profile):
                then[target] += chance * Fraction(weight) * Fraction(growth)
        return now, then

    def values(self, player, d):
        rows, right = [], []
        for node in self.nodes:
            now, then = self.now_and_next(node, player)
            rows.append([int(node == other) - d * then[other] for other in self.nodes])
            right.append((1 - d) * now)
        return dict(zip(self.nodes, solved(rows, right), strict=True))

    def gains(self, factors):
        """(player, node, action) -> what the player gains by that one-shot deviation."""
        result = {}
        for player, d in enumerate(factors):
            values = self.values(player, d)
            for node in self.nodes:
                for action in self.actions(node)[player]:
                    now, then = self.now_and_next(node, player, (player, action))
                    later = sum((weight * values[other] for other, weight in then.items()), Fraction(0))
                    result[player, node, action] = (1 - d) * now + d * later - values[node]
        return result

    def is_equilibrium(self, *factors):
        return max(self.gains(factors).values()) <= 0


def reached(game, *starts):
    """The same evaluation on the nodes that some history leads to."""
    found = list(starts)
    for node in found:
        for profile in product(*game.actions(node)):
            found += [target for weight, target, _ in game.after(node, profile) if weight and target not in found]
    return replace(game, nodes=tuple(found))


def sure(*actions):
    return tuple({action: 1} for action in actions)


def repeated(actions, payoffs, states, after):
    """A repeated game: payoffs by profile, play by automaton state, `after(state, profile)` -> {state: chance}."""
    return Play(
        tuple(states),
        lambda node: actions,
        lambda node, profile: payoffs[profile],
        lambda node: states[node],
        lambda node, profile: [(chance, target, 1) for target, chance in after(node, profile).items()],
    )


def grid(*more):
    """Discount factors to try: a grid, the given ones, and both sides of each."""
    step = Fraction(1, 10**6)
    near = [x + shift for x in map(Fraction, more) for shift in (-step, 0, step)]
    return [d for d in [*(Fraction(k, 12) for k in range(12)), Fraction(999, 1000), *near] if 0 <= d < 1]


# A dairy and its carrier: a dilemma of their own

DAIRY = """
kind = "strategic"
[players]
dairy   = ["pay", "delay"]
carrier = ["cool", "skip"]
[payoffs]
"pay, cool"   = [4, 3]
"pay, skip"   = [-1, "9/2"]
"delay, cool" = [5.5, -2]
"delay, skip" = [0, 0]
"""

DAIRY_ACTIONS = (("pay", "delay"), ("cool", "skip"))
DAIRY_PAYOFFS = {
    ("pay", "cool"): (4, 3),
    ("pay", "skip"): (-1, Fraction(9, 2)),
    ("delay", "cool"): (Fraction(11, 2), -2),
    ("delay", "skip"): (0, 0),
}
TRUST = """
[profile]
start = "trust"
[profile.states.trust]
play = ["pay", "cool"]
next = { "pay, cool" = "trust", otherwise = "over" }
[profile.states.over]
play = ["delay", "skip"]
next = { otherwise = "over" }
"""


def at(discount):
    return f"[repeated]\ndiscount = {discount}\n"


def dairy(states, after):
    return repeated(DAIRY_ACTIONS, DAIRY_PAYOFFS, states, after)


TRUST_PLAY = dairy(
    {"trust": sure("pay", "cool"), "over": sure("delay", "skip")},
    lambda state, profile: {"trust" if (state, profile) == ("trust", ("pay", "cool")) else "over": 1},
)


def test_show_names_kind_players_and_actions():
    data = answered("show", DAIRY + at('"3/5"') + TRUST)
    assert data["kind"] == "strategic" and data["players"] == ["dairy", "carrier"]
    assert data["actions"] == {"dairy": ["pay", "delay"], "carrier": ["cool", "skip"]}


def test_the_order_of_players_and_actions_is_the_files():
    text = DAIRY.replace('["pay", "delay"]', '["delay", "pay"]')
    assert answered("show", text)["actions"]["dairy"] == ["delay", "pay"]


def test_a_trigger_profile_has_its_threshold_with_both_players_looked_at():
    for discount in ('"3/5"', "0.1", '"d"', '"delta"'):
        data = answered("threshold", DAIRY + at(discount) + TRUST)
        # dairy: 3/2 / (11/2) = 3/11; carrier: 3/2 / (9/2) = 1/3
        assert data["cases"] == [{"intervals": [["1/3", True, "1", False]]}] and data["status"] == "proved"
        assert {"player": "carrier", "state": "trust", "action": "skip"} in data["binding"]
        assert all(TRUST_PLAY.is_equilibrium(d, d) == threshold_at(data, d) for d in grid("1/3", "3/11"))


@pytest.mark.parametrize(
    ("discount", "holds"), [("0.5", True), ('"1/3"', True), ('"333/1000"', False), ("0", False), ("0.30", False)]
)
def test_check_says_whether_it_holds_and_who_gains_what(discount, holds):
    data = answered("check", DAIRY + at(discount) + TRUST, exit_status=0 if holds else 1)
    d = Fraction(discount.strip('"'))
    assert data["holds"] is holds and data["status"] == ("proved" if holds else "refuted")
    assert data["payoffs"] == {"dairy": "4", "carrier": "3"}
    gains = TRUST_PLAY.gains((d, d))
    assert (max(gains.values()) <= 0) is holds
    if holds:
        assert data.get("deviation") is None
    else:
        told = data["deviation"]
        place = (["dairy", "carrier"].index(told["player"]), told["state"], told["action"])
        assert Fraction(told["gain"]) == gains[place] > 0
    assert ({"player": "carrier", "state": "trust", "action": "skip"} in data["binding"]) == (d == Fraction(1, 3))


def test_payoffs_are_from_start_and_a_gain_is_the_one_shot_gain_in_its_own_state():
    text = (
        DAIRY
        + at('"1/2"')
        + TRUST.replace('start = "trust"', 'start = "bait"')
        + """
[profile.states.bait]
play = ["delay", "cool"]
next = { otherwise = "trust" }
"""
    )
    game = dairy(
        {"bait": sure("delay", "cool"), "trust": sure("pay", "cool"), "over": sure("delay", "skip")},
        lambda state, profile: {
            "trust" if state == "bait" or (state, profile) == ("trust", ("pay", "cool")) else "over": 1
        },
    )
    data = answered("check", text, exit_status=1)
    values = [game.values(player, Fraction(1, 2))["bait"] for player in (0, 1)]
    assert (
        data["payoffs"] == {"dairy": str(values[0]), "carrier": str(values[1])} == {"dairy": "19/4", "carrier": "1/2"}
    )
    assert data["deviation"] == {"player": "carrier", "state": "bait", "action": "skip", "gain": "1"}


def test_discount_factors_may_differ_between_the_players():
    held = DAIRY + at('["3/11", "1/3"]') + TRUST
    assert answered("check", held)["holds"] is True
    data = answered("check", DAIRY + at('["1/3", "3/11"]') + TRUST, exit_status=1)
    assert data["deviation"]["player"] == "carrier" and data["payoffs"] == {"dairy": "4", "carrier": "3"}


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        ('["x", "9/10"]', [["3/11", True, "1", False]]),
        ('["9/10", "x"]', [["1/3", True, "1", False]]),
        ('["x", "x"]', [["1/3", True, "1", False]]),
        ('["x", "1/4"]', []),
    ],
)
def test_threshold_varies_the_factors_that_are_symbols_and_keeps_the_numbers(factors, expected):
    assert answered("threshold", DAIRY + at(factors) + TRUST)["cases"] == [{"intervals": expected}]


def test_never_is_an_empty_list_and_always_is_all_of_zero_to_one():
    never = (
        DAIRY
        + at('"d"')
        + '[profile]\nstart = "s"\n[profile.states.s]\nplay = ["pay", "cool"]\nnext = { otherwise = "s" }\n'
    )
    always = never.replace('["pay", "cool"]', '["delay", "skip"]')
    assert answered("threshold", never)["cases"] == [{"intervals": []}]
    assert answered("threshold", always)["cases"] == [{"intervals": [["0", True, "1", False]]}]


def test_machines_of_one_player_each_and_a_threshold_that_is_a_point():
    """Tit-for-tat in a dilemma 3, 0, 4, 1: subgame perfect at 1/3 and nowhere else."""
    machine = """
[profile.players.{me}]
start = "kind"
[profile.players.{me}.states.kind]
play = "give"
next = {{ {kind}, otherwise = "cross" }}
[profile.players.{me}.states.cross]
play = "keep"
next = {{ {kind}, otherwise = "cross" }}
"""
    text = (
        'kind = "strategic"\n[players]\nann = ["give", "keep"]\nbob = ["give", "keep"]\n[payoffs]\n'
        '"give, give" = [3, 3]\n"give, keep" = [0, 4]\n"keep, give" = [4, 0]\n"keep, keep" = [1, 1]\n'
        + machine.format(me="ann", kind='"give, give" = "kind", "keep, give" = "kind"')
        + machine.format(me="bob", kind='"give, give" = "kind", "give, keep" = "kind"')
    )
    data = answered("threshold", text + at('"d"'))
    assert data["cases"] == [{"intervals": [["1/3", True, "1/3", True]]}]
    assert answered("check", text + at('"1/3"'))["payoffs"] == {"ann": "3", "bob": "3"}
    for d in ("1/4", "1/2"):
        failed = answered("check", text + at(f'"{d}"'), exit_status=1)
        assert Fraction(failed["deviation"]["gain"]) > 0 and failed["payoffs"] == {"ann": "3", "bob": "3"}


def test_machines_of_different_size_agree_with_the_joint_automaton_that_they_make():
    """The dairy pays for ever; the carrier skips every second time."""
    text = (
        DAIRY
        + """
[profile.players.dairy]
start = "only"
[profile.players.dairy.states.only]
play = "pay"
next = { otherwise = "only" }
[profile.players.carrier]
start = "odd"
[profile.players.carrier.states.odd]
play = "cool"
next = { otherwise = "even" }
[profile.players.carrier.states.even]
play = "skip"
next = { otherwise = "odd" }
"""
        + at('"1/2"')
    )
    data = answered("check", text, exit_status=1)
    # 1/2 (4 + 1/4 4 + ...) - 1/2 (1/2 + 1/8 + ...) and the same for 3 and 9/2
    assert data["payoffs"] == {"dairy": "7/3", "carrier": "7/2"}
    assert Fraction(data["deviation"]["gain"]) > 0


# Public randomisation, mixed play, monitoring


def test_forgiveness_by_lot_after_a_departure():
    text = (
        DAIRY
        + at('"d"')
        + TRUST.replace(
            'otherwise = "over" }\n[profile.states.over]',
            'otherwise = { trust = "1/4", over = 0.75 } }\n[profile.states.over]',
        )
    )
    game = dairy(
        {"trust": sure("pay", "cool"), "over": sure("delay", "skip")},
        lambda state, profile: (
            {"trust": 1}
            if (state, profile) == ("trust", ("pay", "cool"))
            else ({"trust": Fraction(1, 4), "over": Fraction(3, 4)} if state == "trust" else {"over": 1})
        ),
    )
    data = answered("threshold", text)
    # 3/2 (1 - d) <= 3 * 3/4 d
    assert data["cases"] == [{"intervals": [["2/5", True, "1", False]]}]
    assert all(threshold_at(data, d) == game.is_equilibrium(d, d) for d in grid("2/5"))


INSPECTION = """
kind = "strategic"
[players]
coop   = ["inspect", "trust"]
farmer = ["pure", "water"]
[payoffs]
"inspect, pure"  = [2, 3]
"inspect, water" = [1, 0]
"trust, pure"    = [3, 3]
"trust, water"   = [-1, 4]
"""


def test_a_mixed_stage_equilibrium_is_a_nash_equilibrium_of_the_single_state_without_repeated():
    # The farmer is indifferent at 3 = 4 (1 - x): x = 1/4; the coop at 2 q + (1 - q) = 3 q - (1 - q): q = 2/3.
    play = (
        '[profile]\nstart = "mix"\n[profile.states.mix]\n'
        'play = [{ inspect = "1/4", trust = 0.75 }, { pure = "2/3", water = "1/3" }]\nnext = { otherwise = "mix" }\n'
    )
    data = answered("check", INSPECTION + play)
    assert data["holds"] is True and data["payoffs"] == {"coop": "5/3", "farmer": "3"}
    assert answered("check", INSPECTION + at('"5/7"') + play)["payoffs"] == {"coop": "5/3", "farmer": "3"}
    assert answered("threshold", INSPECTION + at('"d"') + play)["cases"] == [{"intervals": [["0", True, "1", False]]}]


def test_a_failing_nash_check_names_the_gain():
    play = (
        '[profile]\nstart = "mix"\n[profile.states.mix]\n'
        'play = [{ inspect = "1/2", trust = "1/2" }, { pure = "2/3", water = "1/3" }]\nnext = { otherwise = "mix" }\n'
    )
    data = answered("check", INSPECTION + play, exit_status=1)
    assert data["status"] == "refuted" and data["holds"] is False
    assert data["payoffs"] == {"coop": "5/3", "farmer": "8/3"}
    assert data["deviation"] == {"player": "farmer", "state": "mix", "action": "pure", "gain": "1/3"}


def test_in_mixed_play_the_realised_actions_are_what_all_see():
    """The coop inspects half the time; if it did, play stops at (trust, pure) for ever, else it starts again."""
    text = (
        INSPECTION
        + at('"1/3"')
        + (
            '[profile]\nstart = "a"\n[profile.states.a]\nplay = [{ inspect = "1/2", trust = "1/2" }, "pure"]\n'
            'next = { "inspect, pure" = "b", "inspect, water" = "b", otherwise = "a" }\n'
            '[profile.states.b]\nplay = ["trust", "pure"]\nnext = { otherwise = "b" }\n'
        )
    )
    game = repeated(
        (("inspect", "trust"), ("pure", "water")),
        {
            ("inspect", "pure"): (2, 3),
            ("inspect", "water"): (1, 0),
            ("trust", "pure"): (3, 3),
            ("trust", "water"): (-1, 4),
        },
        {"a": ({"inspect": Fraction(1, 2), "trust": Fraction(1, 2)}, {"pure": 1}), "b": sure("trust", "pure")},
        lambda state, profile: {"b" if state == "b" or profile[0] == "inspect" else "a": 1},
    )
    data = answered("check", text, exit_status=1)
    d = Fraction(1, 3)
    gains = game.gains((d, d))
    told = data["deviation"]
    assert Fraction(told["gain"]) == gains[["coop", "farmer"].index(told["player"]), told["state"], told["action"]] > 0
    assert [Fraction(data["payoffs"][name]) for name in ("coop", "farmer")] == [game.values(i, d)["a"] for i in (0, 1)]


MONITORED = (
    DAIRY
    + """
[monitoring]
signals = ["fresh", "sour"]
[monitoring.probability]
"pay, cool"   = ["4/5", "1/5"]
"pay, skip"   = [0.3, 0.7]
"delay, cool" = ["2/5", "3/5"]
"delay, skip" = ["1/10", "9/10"]
[profile]
start = "trust"
[profile.states.trust]
play = ["pay", "cool"]
next = { fresh = "trust", sour = { trust = "1/5", over = "4/5" } }
[profile.states.over]
play = ["delay", "skip"]
next = { otherwise = { trust = "1/10", over = "9/10" } }
"""
)


def test_under_public_monitoring_the_signal_decides_and_the_set_is_right():
    sour = {
        ("pay", "cool"): Fraction(1, 5),
        ("pay", "skip"): Fraction(7, 10),
        ("delay", "cool"): Fraction(3, 5),
        ("delay", "skip"): Fraction(9, 10),
    }
    game = dairy(
        {"trust": sure("pay", "cool"), "over": sure("delay", "skip")},
        lambda state, profile: (
            {"trust": 1 - sour[profile] * Fraction(4, 5), "over": sour[profile] * Fraction(4, 5)}
            if state == "trust"
            else {"trust": Fraction(1, 10), "over": Fraction(9, 10)}
        ),
    )
    data = answered("threshold", MONITORED + at('"d"'))
    found = {d for d in grid() if threshold_at(data, d)}
    assert found == {d for d in grid() if game.is_equilibrium(d, d)} and found
    for d in (Fraction(9, 10), Fraction(2, 5)):
        check = run("check", MONITORED + at(f'"{d}"'))
        assert check.data["holds"] == game.is_equilibrium(d, d) and check.exit == (0 if check.data["holds"] else 1)
        assert [Fraction(check.data["payoffs"][name]) for name in ("dairy", "carrier")] == [
            game.values(i, d)["trust"] for i in (0, 1)
        ]


# Thresholds of every shape. One player is tempted; what follows is a path of payoffs chosen at will.


def path_game(gains, symbols="", assume=""):
    """Player x: a departure gains gains[0] now, gains[1] next period ... and then play is as before; y is always indifferent."""
    stages = range(1, len(gains))
    lines = ['kind = "strategic"', f"symbols = [{symbols}]", f"assume = [{assume}]", "[players]", 'x = ["stay", "go"]']
    lines += ["y = [" + ", ".join(f'"y{k}"' for k in range(len(gains))) + "]", "[payoffs]"]
    lines += ['"stay, y0" = [0, 0]', f'"go, y0" = ["{gains[0]}", 0]']
    lines += [
        line for k in stages for line in (f'"stay, y{k}" = ["{gains[k]}", 0]', f'"go, y{k}" = ["{gains[k]} - 1", 0]')
    ]
    lines += [
        "[repeated]",
        'discount = "d"',
        "[profile]",
        'start = "s0"',
        "[profile.states.s0]",
        'play = ["stay", "y0"]',
    ]
    lines += ["next = { " + ", ".join(f'"go, y{k}" = "s1"' for k in range(len(gains))) + ', otherwise = "s0" }']
    for k in stages:
        target = f"s{k + 1}" if k + 1 < len(gains) else "s0"
        lines += [f"[profile.states.s{k}]", f'play = ["stay", "y{k}"]', f'next = {{ otherwise = "{target}" }}']
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        (("-2", "9", "-9"), [["0", True, "1/3", True], ["2/3", True, "1", False]]),
        (("2", "-9", "9"), [["1/3", True, "2/3", True]]),
        (("1", "-4", "4"), [["1/2", True, "1/2", True]]),
        (("-1", "4", "-4"), [["0", True, "1", False]]),
        (("0", "1"), [["0", True, "0", True]]),
        (("-1", "1"), [["0", True, "1", False]]),
        (("1", "-1"), []),
        (("0", "0"), [["0", True, "1", False]]),
        (("-1", "2"), [["0", True, "1/2", True]]),
        (("0", "-1", "4", "-4"), [["0", True, "1", False]]),
        (("0", "1", "-4", "4"), [["0", True, "0", True], ["1/2", True, "1/2", True]]),
    ],
)
def test_rational_thresholds_have_one_form(gains, expected):
    """x gains (1 - d)(gains[0] + gains[1] d + ...) by a departure."""
    data = answered("threshold", path_game(gains))
    assert data["cases"] == [{"intervals": expected}] and data["status"] == "proved"


def test_quadratic_ends_are_exact_and_higher_ones_are_enclosed():
    data = answered("threshold", path_game(("-1", "4", "-7/2")))
    (first, second) = data["cases"][0]["intervals"]
    root = sympy.sqrt(2)
    assert first[:2] == ["0", True] and first[3] is True and number(first[2]).equals((4 - root) / 7)
    assert second[1] is True and second[2:] == ["1", False] and number(second[0]).equals((4 + root) / 7)
    data = answered("threshold", path_game(("1", "-1", "0", "-1")))
    ((lo, lo_closed, hi, hi_closed),) = data["cases"][0]["intervals"]
    assert (lo_closed, hi, hi_closed) == (True, "1", False)
    below, above = enclosed(lo)
    assert below != above and 1 - below - below**3 > 0 > 1 - above - above**3


def test_an_irrational_point_is_a_closed_interval_with_equal_ends():
    """The gain is (1 - d - d^2)^2, so x stays at (sqrt(5) - 1)/2 only."""
    data = answered("threshold", path_game(("1", "-2", "-1", "2", "1")))
    ((lo, lo_closed, hi, hi_closed),) = data["cases"][0]["intervals"]
    assert lo == hi and lo_closed and hi_closed and number(lo).equals((sympy.sqrt(5) - 1) / 2)


SAMPLES = [Fraction(k, 2) for k in range(-5, 6)] + [Fraction(8, 7), Fraction(1, 10)]


@pytest.mark.parametrize(
    ("gains", "symbols", "gain"),
    [
        (("-s", "4", "-7/2"), ("s",), lambda d, s: -s + 4 * d - Fraction(7, 2) * d**2),
        (("s", "t"), ("s", "t"), lambda d, s, t: s + t * d),
        (("max(s, t)", "-2"), ("s", "t"), lambda d, s, t: max(s, t) - 2 * d),
        (("s - d", "-1"), ("s",), lambda d, s: s - 2 * d),
        (("s**2 - 1", "0"), ("s",), lambda d, s: s**2 - 1),
        (("1", "-s", "s"), ("s",), lambda d, s: 1 - s * d + s * d**2),
    ],
)
def test_parametric_cases_are_disjoint_cover_everything_and_are_right_at_numbers(gains, symbols, gain):
    names = ", ".join(f'"{name}"' for name in (*symbols, "d"))
    data = answered("threshold", path_game(gains, names, '"0 <= d", "d < 1"'))
    pool = SAMPLES if len(symbols) == 1 else SAMPLES[::2]
    for chosen in product(pool, repeat=len(symbols)):
        values = dict(zip(symbols, chosen, strict=True))
        for d in (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(2, 3), Fraction(9, 10)):
            assert threshold_at(data, d, values) == (gain(d, *chosen) <= 0), (values, d)


def test_what_the_file_assumes_is_used_and_not_repeated():
    text = path_game(("t - r", "p - r"), '"t", "r", "p"', '"t > r", "r > p"')
    data = answered("threshold", text)
    assumed = [own for case in data["cases"] for own in case.get("assume", [])]
    assert all(
        sorted(own.split()) not in (["<", "r", "t"], [">", "r", "t"], ["<", "p", "r"], [">", "p", "r"])
        for own in assumed
    )
    for t, r, p in ((3, 2, 1), (10, 1, 0), (5, "9/2", -7)):
        values = {"t": t, "r": r, "p": p}
        t, r, p = map(Fraction, (t, r, p))
        end = (t - r) / (r - p)
        assert all(threshold_at(data, d, values) == (d >= end) for d in grid(*([end] if end < 1 else [])))


def test_values_fix_symbols_and_leave_one_case():
    text = 'values = { s = 0.5, t = "-3/4" }\n' + path_game(("s", "t"), '"s", "t"')
    assert answered("threshold", text)["cases"] == [{"intervals": [["2/3", True, "1", False]]}]
    assert answered("check", text.replace('discount = "d"', 'discount = "2/3"'))["holds"] is True
    assert (
        answered("check", text.replace('discount = "d"', 'discount = "1/2"'), exit_status=1)["deviation"]["gain"]
        == "1/16"
    )


def test_check_with_symbols_answers_only_where_the_answer_is_always_the_same():
    for assume, exit_status, holds in (('"s < 1"', 0, True), ('"s > 1"', 1, False), ('"s > 0"', 3, None)):
        text = path_game(("s", "-2"), '"s"', assume).replace('discount = "d"', 'discount = "1/2"')
        data = answered("check", text, exit_status=exit_status)
        assert data.get("holds") is holds
        assert data["status"] == {True: "proved", False: "refuted", None: "unknown"}[holds]
        if holds is None:
            for s in (Fraction(1, 2), Fraction(1), Fraction(3, 2)):
                assert threshold_at(data, Fraction(1, 2), {"s": s}) == (s <= 1)


# Stochastic games


PASTURE = """
kind = "stochastic"
players = ["east", "west"]
discount = "4/5"
[states.green.actions]
east = ["graze", "rest"]
west = ["graze", "rest"]
[states.green.payoffs]
"graze, graze" = [3, 3]
"graze, rest"  = [4, 1]
"rest, graze"  = [1, 4]
"rest, rest"   = [2, 2]
[states.green.next]
"graze, graze" = "bare"
"graze, rest"  = { green = "1/3", bare = "2/3" }
"rest, graze"  = { green = "1/3", bare = "2/3" }
"rest, rest"   = { green = 0.9, bare = 0.1 }
[states.bare.actions]
east = ["wait"]
west = ["wait", "sow"]
[states.bare.payoffs]
"wait, wait" = [0, 0]
"wait, sow"  = [0, "-1/2"]
[states.bare.next]
"wait, wait" = { green = "1/10", bare = "9/10" }
"wait, sow"  = { green = "1/2", bare = "1/2" }
"""


def pasture(states, after):
    """`states[automaton state][game state]` is the play; `after(automaton state, game state, profile, new game state)`."""
    actions = {"green": (("graze", "rest"), ("graze", "rest")), "bare": (("wait",), ("wait", "sow"))}
    pay = {
        ("graze", "graze"): (3, 3),
        ("graze", "rest"): (4, 1),
        ("rest", "graze"): (1, 4),
        ("rest", "rest"): (2, 2),
        ("wait", "wait"): (0, 0),
        ("wait", "sow"): (0, Fraction(-1, 2)),
    }
    stay = {
        ("graze", "graze"): 0,
        ("graze", "rest"): Fraction(1, 3),
        ("rest", "graze"): Fraction(1, 3),
        ("rest", "rest"): Fraction(9, 10),
        ("wait", "wait"): Fraction(1, 10),
        ("wait", "sow"): Fraction(1, 2),
    }

    def following(node, profile):
        game_state, state = node
        chances = {"green": stay[profile], "bare": 1 - stay[profile]}
        return [(chance, (new, after(state, game_state, profile, new)), 1) for new, chance in chances.items()]

    return Play(
        tuple((game_state, state) for game_state in actions for state in states),
        lambda node: actions[node[0]],
        lambda node, profile: pay[profile],
        lambda node: sure(*states[node[1]][node[0]]),
        following,
    )


def assert_agrees(text, game, start, players=("east", "west")):
    """`threshold` and `check` against the evaluation; `start(values)` is the payoff from the start."""
    data = answered("threshold", text)
    where = {d for d in grid() if game.is_equilibrium(d, d)}
    assert {d for d in grid() if threshold_at(data, d)} == where
    for d in (Fraction(1, 12), Fraction(4, 5), Fraction(99, 100)):
        check = run("check", text.replace('discount = "4/5"', f'discount = "{d}"'))
        gains = game.gains((d, d))
        assert check.data["holds"] == (max(gains.values()) <= 0) and check.exit == (0 if check.data["holds"] else 1)
        assert [Fraction(check.data["payoffs"][name]) for name in players] == [
            start(game.values(i, d)) for i in range(len(players))
        ]
        if not check.data["holds"]:
            told = check.data["deviation"]
            places = [key for key in gains if key[0] == players.index(told["player"]) and key[2] == told["action"]]
            places = [
                key for key in places if key[1][0] == told["game_state"] and told["state"] in (key[1][1], "always")
            ]
            assert Fraction(told["gain"]) in [gains[key] for key in places] and Fraction(told["gain"]) > 0
    return where


@pytest.mark.parametrize("green", [("rest", "rest"), ("graze", "graze"), ("graze", "rest")])
@pytest.mark.parametrize("bare", [("wait", "sow"), ("wait", "wait")])
def test_markov_profiles_are_judged_in_every_state(green, bare):
    text = PASTURE + f"[profile.markov]\ngreen = {list(green)}\nbare = {list(bare)}\n".replace("'", '"')
    game = pasture({"always": {"green": green, "bare": bare}}, lambda *_: "always")
    assert_agrees(text, game, lambda values: values["green", "always"])


AUTOMATON = """
[profile]
start = "calm"
[profile.states.calm]
play = { green = ["rest", "rest"], bare = ["wait", "sow"] }
next = { "rest, rest -> bare" = "wary", "rest, rest" = "calm", "wait, sow" = "calm", otherwise = "war" }
[profile.states.wary]
play = { green = ["rest", "rest"], bare = ["wait", "sow"] }
next = { "wait, sow -> green" = "calm", "wait, sow" = "wary", "rest, rest" = "calm", otherwise = "war" }
[profile.states.war]
play = { green = ["graze", "graze"], bare = ["wait", "sow"] }
next = { otherwise = "war" }
"""


def automaton_play():
    peace = {"green": ("rest", "rest"), "bare": ("wait", "sow")}

    def after(state, game_state, profile, new):
        if state == "war" or profile != peace[game_state]:
            return "war"
        if state == "calm":
            return "wary" if (game_state, new) == ("green", "bare") else "calm"
        return "wary" if (game_state, new) == ("bare", "bare") else "calm"

    return pasture({"calm": peace, "wary": peace, "war": {"green": ("graze", "graze"), "bare": ("wait", "sow")}}, after)


def test_an_automaton_reads_the_profile_and_the_new_game_state():
    where = assert_agrees(PASTURE + AUTOMATON, automaton_play(), lambda values: values["green", "calm"])
    assert where


def test_play_may_start_in_a_game_state_drawn_by_lot():
    for start, weight in (('"bare"', 0), ('{ green = "2/3", bare = "1/3" }', Fraction(2, 3))):
        text = f"start_state = {start}\n" + PASTURE + AUTOMATON
        game = automaton_play()
        assert_agrees(text, game, lambda v, w=weight: w * v["green", "calm"] + (1 - w) * v["bare", "calm"])


def test_a_next_state_may_stand_for_the_whole_state_and_discount_factors_may_differ():
    text = re.sub(r"\[states\.bare\.next\]\n.*\n.*\n", "", PASTURE).replace(
        "[states.bare.actions]", '[states.bare]\nnext = { green = "1/4", bare = "3/4" }\n[states.bare.actions]'
    )
    text = text.replace('discount = "4/5"', 'discount = ["4/5", "1/2"]')
    data = answered("check", text + '[profile.markov]\ngreen = ["graze", "graze"]\nbare = ["wait", "wait"]\n')
    # v_green = (1 - d) 3 + d v_bare, v_bare = d (v_green + 3 v_bare)/4
    assert data["holds"] is True
    for name, d in (("east", Fraction(4, 5)), ("west", Fraction(1, 2))):
        assert Fraction(data["payoffs"][name]) == 3 * (1 - d) / (1 - d * (d / 4) / (1 - 3 * d / 4))


LADDER = """
kind = "stochastic"
players = ["host", "guest"]
discount = "1/2"
[states.climb]
next = "climb"
growth = { "teach, learn" = "5/4", "teach, copy" = "11/10" }
[states.climb.actions]
host = ["teach", "close"]
guest = ["learn", "copy"]
[states.climb.payoffs]
"teach, learn" = [2, 2]
"teach, copy"  = [-1, 4]
"close, learn" = [1, -1]
"close, copy"  = [0, 0]
[profile]
start = "open"
[profile.states.open]
play = ["teach", "learn"]
next = { "teach, learn" = "open", otherwise = "shut" }
[profile.states.shut]
play = ["close", "copy"]
next = { otherwise = "shut" }
"""


def test_growth_multiplies_all_later_payoffs_and_values_must_be_finite():
    growth = {("teach", "learn"): Fraction(5, 4), ("teach", "copy"): Fraction(11, 10)}
    pay = {
        ("teach", "learn"): (2, 2),
        ("teach", "copy"): (-1, 4),
        ("close", "learn"): (1, -1),
        ("close", "copy"): (0, 0),
    }
    game = Play(
        ("open", "shut"),
        lambda node: (("teach", "close"), ("learn", "copy")),
        lambda node, profile: pay[profile],
        lambda node: sure("teach", "learn") if node == "open" else sure("close", "copy"),
        lambda node, profile: [
            (1, "open" if (node, profile) == ("open", ("teach", "learn")) else "shut", growth.get(profile, 1))
        ],
    )
    data = answered("threshold", LADDER)
    # the guest: 4 <= 2/(1 - 5d/4), finite for d < 4/5
    assert data["cases"] == [{"intervals": [["2/5", True, "4/5", False]]}]
    assert all(threshold_at(data, d) == game.is_equilibrium(d, d) for d in grid("2/5") if d < Fraction(4, 5))
    check = answered("check", LADDER)
    assert check["payoffs"] == {"host": "8/3", "guest": "8/3"} and check["holds"] is True
    failed = answered("check", LADDER.replace('discount = "1/2"', 'discount = "1/3"'), exit_status=1)
    assert Fraction(failed["deviation"]["gain"]) == game.gains((Fraction(1, 3),) * 2)[1, "open", "copy"]
    assert (failed["deviation"]["player"], failed["deviation"]["game_state"]) == ("guest", "climb")


def test_three_players_and_a_punishment_of_one_period():
    choices = list(product(("fix", "leave"), repeat=3))
    pay = {p: tuple(3 * p.count("fix") - (5 if own == "fix" else 0) for own in p) for p in choices}
    lines = ['kind = "strategic"', "[players]", *(f'{name} = ["fix", "leave"]' for name in "uvw"), "[payoffs]"]
    lines += [f'"{", ".join(p)}" = {list(pay[p])}' for p in choices]
    lines += ["[repeated]", 'discount = "d"', "[profile]", 'start = "on"', "[profile.states.on]"]
    lines += ['play = ["fix", "fix", "fix"]', 'next = { "fix, fix, fix" = "on", otherwise = "off" }']
    lines += ["[profile.states.off]", 'play = ["leave", "leave", "leave"]', 'next = { otherwise = "on" }']
    game = repeated(
        (("fix", "leave"),) * 3,
        pay,
        {"on": sure("fix", "fix", "fix"), "off": sure("leave", "leave", "leave")},
        lambda state, profile: {"on" if state == "off" or set(profile) == {"fix"} else "off": 1},
    )
    data = answered("threshold", "\n".join(lines))
    assert data["cases"] == [{"intervals": [["1/2", True, "1", False]]}]  # 2 now against 4 d
    assert all(threshold_at(data, d) == game.is_equilibrium(d, d, d) for d in grid("1/2"))
    stage = answered("equilibria", "\n".join(lines))
    assert stage["complete"] is True
    assert [own["profile"] for own in stage["equilibria"]] == [{name: {"leave": "1"} for name in "uvw"}]


@st.composite
def dairy_profiles(draw):
    """Automata for the dairy game: play, and next states by profile, some by lot."""
    names = ["q0", "q1", "q2"][: draw(st.integers(1, 3))]
    lots = st.sampled_from([{name: Fraction(1)} for name in names] + [dict.fromkeys(names, Fraction(1, len(names)))])
    plays = {name: draw(st.sampled_from(list(DAIRY_PAYOFFS))) for name in names}
    rules = {name: {profile: draw(lots) for profile in DAIRY_PAYOFFS} for name in names}
    return plays, rules


@given(dairy_profiles())
def test_threshold_and_check_of_any_automaton_agree_with_the_definition(profile):
    plays, rules = profile
    text = DAIRY + at('"d"') + '[profile]\nstart = "q0"\n'
    for name, play in plays.items():
        text += f'[profile.states.{name}]\nplay = ["{play[0]}", "{play[1]}"]\n[profile.states.{name}.next]\n'
        for seen, lot in rules[name].items():
            text += (
                f'"{seen[0]}, {seen[1]}" = {{ ' + ", ".join(f'{to} = "{chance}"' for to, chance in lot.items()) + " }\n"
            )
    game = reached(
        dairy({name: sure(*play) for name, play in plays.items()}, lambda state, seen: rules[state][seen]), "q0"
    )
    data = answered("threshold", text)
    assert data["status"] == "proved"
    for d in grid():
        assert threshold_at(data, d) == game.is_equilibrium(d, d)
    d = Fraction(3, 5)
    check = run("check", text.replace('discount = "d"', f'discount = "{d}"'))
    assert check.data["holds"] == game.is_equilibrium(d, d) and check.exit == (0 if check.data["holds"] else 1)
    assert [Fraction(check.data["payoffs"][name]) for name in ("dairy", "carrier")] == [
        game.values(i, d)["q0"] for i in (0, 1)
    ]


# Equilibria of one game


def strategic(row, column, names=("r", "c")):
    first, second = [f"a{i}" for i in range(len(row))], [f"b{j}" for j in range(len(row[0]))]
    lines = ['kind = "strategic"', "[players]", f"{names[0]} = {first}", f"{names[1]} = {second}", "[payoffs]"]
    lines += [f'"a{i}, b{j}" = [{row[i][j]}, {column[i][j]}]' for i in range(len(first)) for j in range(len(second))]
    return "\n".join(lines).replace("'", '"') + "\n"


def vectors(profile, row):
    """A profile in JSON as lists of probabilities; left-out actions have none."""
    x = [Fraction(profile["r"].get(f"a{i}", "0")) for i in range(len(row))]
    y = [Fraction(profile["c"].get(f"b{j}", "0")) for j in range(len(row[0]))]
    assert sum(x) == 1 and sum(y) == 1 and min(x + y) >= 0
    return tuple(x), tuple(y)


@pytest.mark.parametrize(
    ("row", "column", "count"),
    [
        ([[-3, 3], [-3, 5]], [[2, 7], [4, 2]], 2),
        ([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]], 3),
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]], 4),
        ([[0.1, 0.2, 0.3], [0.3, 0.1, 0.2], [0.2, 0.3, 0.1]], [[0.1, 0.3, 0.2], [0.2, 0.1, 0.3], [0.3, 0.2, 0.1]], 1),
        (
            [[0, -1, 1, 1], [1, 0, -1, -1], [-1, 1, 0, -1], [-1, 1, 1, 0]],
            [[0, 1, -1, -1], [-1, 0, 1, 1], [1, -1, 0, 1], [1, -1, -1, 0]],
            None,
        ),
        ([[2, 0], [0, 1]], [[1, 0], [0, 2]], 3),
    ],
)
def test_two_players_get_equilibria_with_payoffs_strategies_and_an_honest_complete(row, column, count):
    data = answered("equilibria", strategic(row, column))
    exact = [[[Fraction(str(v)) for v in line] for line in matrix] for matrix in (row, column)]
    found = [vectors(own["profile"], row) for own in data["equilibria"]]
    assert found and len(set(found)) == len(found) and (count is None or len(found) == count)
    for (x, y), own in zip(found, data["equilibria"], strict=True):
        assert is_equilibrium(*exact, x, y)
        for name, matrix in zip("rc", exact, strict=True):
            value = sum(p * q * v for p, line in zip(x, matrix, strict=True) for q, v in zip(y, line, strict=True))
            assert Fraction(own["payoffs"][name]) == value
    assert isinstance(data["complete"], bool) and isinstance(data["components"], list)
    assert set(data["strategies"]) == {"r", "c"}
    for own in data["equilibria"]:
        for name in "rc":
            assert own["profile"][name] in data["strategies"][name]
    if not data["complete"]:
        assert data["components"] == []


def test_four_players_get_all_pure_equilibria_and_the_list_is_complete():
    names = ("n", "e", "s", "w")
    choices = list(product(("up", "down"), repeat=4))
    pay = {p: [p.count(own) ** 2 - 3 * (own == "up") for own in p] for p in choices}
    text = 'kind = "strategic"\n[players]\n' + "".join(f'{name} = ["up", "down"]\n' for name in names) + "[payoffs]\n"
    text += "".join(f'"{", ".join(p)}" = {pay[p]}\n' for p in choices)
    data = answered("equilibria", text)
    pure = [
        p
        for p in choices
        if all(pay[(*p[:i], other, *p[i + 1 :])][i] <= pay[p][i] for i in range(4) for other in ("up", "down"))
    ]
    assert data["complete"] is True and data["status"] == "proved" and pure
    found = [tuple(next(iter(own["profile"][name])) for name in names) for own in data["equilibria"]]
    assert sorted(found) == sorted(pure)
    assert all(
        own["payoffs"] == dict(zip(names, map(str, pay[p]), strict=True))
        for own, p in zip(data["equilibria"], found, strict=True)
    )


def test_no_pure_equilibrium_of_three_players_is_an_answer():
    text = 'kind = "strategic"\n[players]\na = ["0", "1"]\nb = ["0", "1"]\nc = ["0"]\n[payoffs]\n'
    text += '"0, 0, 0" = [1, -1, 0]\n"0, 1, 0" = [-1, 1, 0]\n"1, 0, 0" = [-1, 1, 0]\n"1, 1, 0" = [1, -1, 0]\n'
    data = answered("equilibria", text)
    assert data["equilibria"] == [] and data["complete"] is True


# Anonymous games


def anonymous(players, out, into, head=""):
    return f'kind = "anonymous"\nplayers = {players}\nactions = ["idle", "join"]\n{head}\n[payoff]\nidle = {out}\njoin = {into}\n'


def mean(values, p):
    m = len(values) - 1
    return sum(comb(m, k) * p**k * (1 - p) ** (m - k) * Fraction(v) for k, v in enumerate(values))


def assert_anonymous(text, idle, join):
    """Both answers on an anonymous game against the definition; gives back the symmetric one."""
    n, gains = len(idle), [Fraction(b) - Fraction(a) for a, b in zip(idle, join, strict=True)]
    counts = answered("equilibria", text)
    right = [c for c in range(n + 1) if (c == 0 or gains[c - 1] >= 0) and (c == n or gains[c] <= 0)]
    assert [int(own["count"]) for own in counts["equilibria"]] == right and counts["complete"] is True
    assert all(int(own["profiles"]) == comb(n, int(own["count"])) for own in counts["equilibria"] if "profiles" in own)
    data = answered("equilibria", text, "--symmetric")
    assert data["complete"] is True
    last = Fraction(-1)
    for own in data["equilibria"]:
        lo, hi = enclosed(own["prob"])
        assert last < lo and 0 <= lo <= hi <= 1
        last = hi
        assert isinstance(own["stable"], bool)
        low, high = enclosed(own["payoff"])
        if lo == hi:
            assert low == high == mean(join if lo == 1 else idle, lo)
            if 0 < lo < 1:
                assert mean(gains, lo) == 0
        elif isinstance(own["payoff"], dict):
            slack = Fraction(1, 10**9)
            assert low - slack <= mean(idle, lo) <= high + slack
        if lo < hi:
            assert mean(gains, lo) * mean(gains, hi) <= 0 and own["stable"] == (mean(gains, lo) > 0)
        if lo in (0, 1) and lo == hi:
            assert own["stable"] == (gains[0] < 0 if lo == 0 else gains[-1] > 0)
    ends = {Fraction(own["prob"]) for own in data["equilibria"] if own["prob"] in ("0", "1")}
    assert (0 in ends) == (gains[0] <= 0) and (1 in ends) == (gains[-1] >= 0)
    return data


def test_a_project_that_needs_so_many_of_seven_hundred_with_min_and_max():
    text = anonymous(
        700,
        '"b*min(1, max(0, k - need + 1))"',
        '"b*min(1, max(0, k + 2 - need)) - c"',
        'symbols = ["b", "c", "need"]\nvalues = { b = 30, c = 0.6, need = 300 }',
    )
    data = assert_anonymous(
        text, [30 * (k >= 300) for k in range(700)], [30 * (k >= 299) - Fraction(3, 5) for k in range(700)]
    )
    peak = Fraction(299, 699)
    assert [own["stable"] for own in data["equilibria"]] == [True, False, True]
    assert enclosed(data["equilibria"][1]["prob"])[1] < peak < enclosed(data["equilibria"][2]["prob"])[0]


def test_binomials_powers_and_the_number_of_players_stand_in_formulas():
    text = anonymous(9, '"C(n-1, k)*q**k - n"', '"(k + 1)**2/n - n"', 'symbols = ["q"]\nvalues = { q = "1/3" }')
    assert_anonymous(
        text,
        [comb(8, k) * Fraction(1, 3) ** k - 9 for k in range(9)],
        [Fraction((k + 1) ** 2, 9) - 9 for k in range(9)],
    )


@pytest.mark.parametrize("n", [1, 2, 3, 14, 700])
def test_a_crowded_path(n):
    """Joining pays 1 - k/(n - 1/2), staying idle 1/4: the gain is linear in p, so its root is rational."""
    join = [1 - Fraction(k) / (n - Fraction(1, 2)) for k in range(n)]
    data = assert_anonymous(anonymous(n, "0.25", '"1 - k/(n - 1/2)"'), [Fraction(1, 4)] * n, join)
    if n > 2:
        root = Fraction(3, 4) * (n - Fraction(1, 2)) / (n - 1)
        assert [own["prob"] for own in data["equilibria"]] == [str(root) if root < 1 else "1"]


def test_a_quadratic_root_is_written_with_a_root():
    data = assert_anonymous(anonymous(3, 0, '"1 - k**2"'), [0, 0, 0], [1, 0, -3])
    (own,) = data["equilibria"]
    assert number(own["prob"]).equals((sympy.sqrt(3) - 1) / 2) and own["payoff"] == "0" and own["stable"] is True


def test_where_every_probability_is_an_equilibrium_there_is_a_continuum_with_its_ends():
    data = answered("equilibria", anonymous(6, '"k**2"', '"k*k"'), "--symmetric")
    assert data["continuum"] == ["0", "1"] and data["complete"] is True
    assert {own["prob"] for own in data["equilibria"]} >= {"0", "1"}
    assert [int(own["count"]) for own in answered("equilibria", anonymous(6, '"k"', '"k"'))["equilibria"]] == list(
        range(7)
    )


def test_a_root_where_the_gain_only_touches_zero_is_listed_and_not_stable():
    """Gain -(2p - 1)^2 = -1 + 4p - 4p^2 with three players: Bernstein coefficients -1, 1, -1."""
    data = assert_anonymous(anonymous(3, 0, '"-1 + 4*k - 2*k**2"'), [0] * 3, [-1, 1, -1])
    assert [(own["prob"], own["stable"]) for own in data["equilibria"]] == [("0", True), ("1/2", False)]


# Exit status and messages


def refused(command, text, *options, words=()):
    """Bad input: exit 2, nothing on stdout, one message that names the file, says what was found and what was expected."""
    start = time.monotonic()
    answer = run(command, text, *options)
    assert answer.exit == 2, (answer.exit, answer.data, answer.err)
    assert answer.data is None and "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1 and len(answer.err) < 1000
    assert "game.toml" in answer.err and "expected" in answer.err
    for word in words:
        assert word in answer.err, answer.err
    assert time.monotonic() - start < 3
    return answer.err


GAME = DAIRY + at('"3/5"') + TRUST


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"pay, skip"   =', '"pay, skp" =', ("[payoffs]", "skp", "skip")),
        ('"pay, skip"   = [-1, "9/2"]\n', "", ("[payoffs]", "pay, skip")),
        ('[-1, "9/2"]', "[-1]", ("pay, skip", "2")),
        ('[-1, "9/2"]', "[nan, 1]", ("pay, skip", "dairy", "nan")),
        ('[-1, "9/2"]', "[1, inf]", ("pay, skip", "carrier", "inf")),
        ('[-1, "9/2"]', "[true, 1]", ("pay, skip", "true")),
        ('[-1, "9/2"]', '["x", 1]', ("pay, skip", '"x"', "symbols")),
        ('[-1, "9/2"]', '["1/0", 1]', ("pay, skip", "zero")),
        ('[-1, "9/2"]', '["", 1]', ("pay, skip",)),
        ('[-1, "9/2"]', '["1 +", 1]', ("pay, skip",)),
        ("discount = ", "discunt = ", ("[repeated]", "discunt", "discount")),
        ('discount = "3/5"', "discount = 1", ("discount", "1")),
        ('discount = "3/5"', 'discount = "3/2"', ("discount", "3/2")),
        ('discount = "3/5"', "discount = -0.2", ("discount", "-1/5")),
        ('discount = "3/5"', 'discount = ["3/5"]', ("discount",)),
        ('start = "trust"', 'start = "trus"', ("[profile]", "trus", "trust")),
        ('otherwise = "over" }\n[', 'otherwise = "ovr" }\n[', ("ovr", "over")),
        (', otherwise = "over" }\n[', " }\n[", ("next", "otherwise")),
        ('play = ["pay", "cool"]', 'play = ["pay"]', ("play",)),
        ('play = ["pay", "cool"]', 'play = ["cool", "pay"]', ("play", "cool")),
        ('play = ["pay", "cool"]', 'play = [{ pay = "1/2", delay = "1/3" }, "cool"]', ("5/6",)),
        ('play = ["pay", "cool"]', 'play = [{ pay = "3/2", delay = "-1/2" }, "cool"]', ("3/2",)),
        ('["pay", "delay"]', '["pay", "pay"]', ("pay", "twice")),
        ('["pay", "delay"]', "[]", ("[players]", "dairy")),
        ('kind = "strategic"', 'kind = "strategicc"', ("kind", "strategic")),
        ('kind = "strategic"', "", ("kind",)),
        ("[payoffs]", "[payoffs", ()),
        ('kind = "strategic"', 'kind = "strategic"\nassume = ["T > 1"]', ("T", "symbols")),
        (
            'kind = "strategic"',
            'kind = "strategic"\nsymbols = ["T"]\nvalues = { T = 1 }\nassume = ["T > 2"]',
            ("T > 2",),
        ),
        ('kind = "strategic"', 'kind = "strategic"\nsymbols = ["max"]', ("max",)),
        ("[profile]", "[profil]", ("profil", "profile")),
        ('"delay, skip" = [0, 0]', '"delay, skip" = [0, 0]\n"delay,skip" = [0, 0]', ("twice",)),
    ],
)
@pytest.mark.parametrize("command", ["check", "show"])
def test_a_slip_in_the_file_is_named_with_its_place(command, old, new, words):
    assert old in GAME
    refused(command, GAME.replace(old, new, 1), words=words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MONITORED.replace('["4/5", "1/5"]', '["4/5", "2/5"]') + at('"d"'), ("pay, cool", "6/5")),
        (MONITORED.replace('"delay, skip" = ["1/10", "9/10"]\n', "") + at('"d"'), ("delay, skip",)),
        (MONITORED.replace("sour = {", "sauer = {") + at('"d"'), ("sauer", "sour")),
        (PASTURE.replace("green = 0.9, bare = 0.1", "green = 0.9, bare = 0.2") + AUTOMATON, ("rest, rest", "11/10")),
        (PASTURE.replace('"graze, graze" = "bare"', '"graze, graze" = "bar"') + AUTOMATON, ("bar", "bare")),
        (PASTURE.replace('"wait, sow"  = [0, "-1/2"]\n', "") + AUTOMATON, ("bare", "wait, sow")),
        (PASTURE + '[profile.markov]\ngreen = ["rest", "rest"]\n', ("bare",)),
        ('start_state = "gren"\n' + PASTURE + AUTOMATON, ("start_state", "gren", "green")),
        (LADDER.replace('"5/4"', '"-5/4"'), ("growth", "-5/4")),
        ("", ("kind",)),
        (b"\xff\xfe\x00", ("UTF-8",)),
        (GAME.replace(TRUST, ""), ("[profile]",)),
    ],
)
@pytest.mark.parametrize("command", ["check", "threshold"])
def test_a_slip_in_monitoring_or_in_a_stochastic_game_is_named_too(command, text, words):
    refused(command, text, words=words)


@pytest.mark.parametrize(
    ("players", "out", "into"),
    [
        ("0", 0, 0),
        ("-3", 0, 0),
        ('"5/2"', 0, 0),
        ("true", 0, 0),
        ("5", '"1/k"', 0),
        ("5", '"0**(k - 2)"', 0),
        ("5", '"2**(k/2)"', 0),
        ("5", '"kk"', 0),
        ("5", '"9**9**9**9"', 0),
        ("700", '"9**(9**k)"', 0),
        ("5", "nan", 0),
        ("5", "[1, 2]", 0),
    ],
)
def test_a_slip_in_an_anonymous_game_is_refused(players, out, into):
    for options in ((), ("--symmetric",)):
        refused("equilibria", anonymous(players, out, into), *options)


HOSTILE = {
    "code": "__import__('os').system('echo caught')",
    "attribute": "().__class__.__bases__",
    "lambda": "(lambda: 1)()",
    "string": "'a'*10",
    "index": "[1][0]",
    "comprehension": "sum(i for i in (1, 2))",
    "walrus": "(a := 1)",
    "power tower": "9**9**9**9",
    "towers in functions": "max(2**9999**99, C(10**9, 5*10**8))",
    "binomial": "C(10**12, 5*10**11)",
    "factorial": "factorial(10**9)",
    "deep parentheses": "(" * 10_000 + "1" + ")" * 10_000,
    "deep and short": "(" * 3_000 + "1" + ")" * 3_000,
    "many signs": "-" * 9_000 + "1",
    "many powers": "**".join(["1"] * 3_000),
    "digits": "9" * 5_000_000,
    "exponent notation": "1e999999999",
    "control": "1\\u0000",
    "unicode digits": "１",
    "unicode name": "ｍax(1, 2)",
    "newline": "1\\n+ q",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_expression_is_refused_quickly(name, capfd):
    text = GAME.replace('[-1, "9/2"]', f'["{HOSTILE[name]}", 1]')
    answer = run("check", text)
    if answer.exit in (0, 1):  # harmless text that happens to be a number
        assert name in ("many signs", "many powers")
    else:
        refused("check", text)
    assert "caught" not in capfd.readouterr().out


def test_a_long_sum_is_no_attack():
    text = GAME.replace('[-1, "9/2"]', '["' + "+".join(["1/7"] * 1_000) + '", "9/2"]')
    assert run("check", text).exit in (0, 1)


def test_hundred_megabytes_of_digits_are_refused_quickly():
    refused("check", GAME.replace("[-1, ", "[" + "9" * 100_000_000 + ", "))


@pytest.mark.parametrize(
    "nested",
    [
        "x = " + "[" * 10_000 + "]" * 10_000,
        "x = " + "{a = " * 10_000 + "1" + "}" * 10_000,
        "[" + ".".join("a" * 10_000) + "]",
    ],
)
def test_deeply_nested_toml_is_refused(nested):
    refused("check", 'kind = "strategic"\n' + nested)


def test_an_integer_of_too_many_digits_is_refused_where_toml_reads_it():
    refused("check", GAME.replace("[-1, ", "[" + "9" * 10_000 + ", "))


def test_a_missing_file_and_wrong_options_are_bad_input(tmp_path):
    path = tmp_path / "none.toml"
    folder = tmp_path / "folder"
    folder.mkdir()
    good = tmp_path / "game.toml"
    good.write_text(GAME)
    lines = [
        ["check", str(path)],
        ["check", str(folder)],
        ["check"],
        ["chek", str(good)],
        ["check", str(good), "--no-such-option"],
        ["check", str(good), "--time-limit", "-1"],
        ["check", str(good), "--time-limit", "soon"],
        ["equilibria", str(good), "--symmetric"],
    ]
    for line in lines:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = cli.main(line)
        assert status == 2 and err.getvalue().strip() and "Traceback" not in err.getvalue(), line
        assert len(err.getvalue().strip().splitlines()) == 1, line


@pytest.mark.parametrize("command", ["show", "check", "threshold", "equilibria"])
def test_a_time_limit_that_runs_out_is_status_three_and_says_so(command):
    answer = run(command, GAME, "--time-limit", "0.000001")
    assert answer.exit == 3 and answer.data["status"] == "unknown" and "limit" in answer.err
    assert run(command, GAME, "--time-limit", "60").exit == 0


def test_symbols_in_payoffs_of_a_two_by_two_game_give_equilibria_by_cases():
    text = 'symbols = ["a"]\n' + GAME.replace("[4, 3]", '["a", 3]')
    answer = run("equilibria", text)
    assert answer.exit == 0 and answer.data["status"] == "proved" and answer.data["complete"] is True
    for value in (-1, 0, 1, 2, 3, 4, 5, 6):
        applying = [
            case for case in answer.data["cases"] if all(holds_at(own, {"a": value}) for own in case.get("assume", []))
        ]
        assert len(applying) == 1 and applying[0]["equilibria"]
        numbers = run("equilibria", GAME.replace("[4, 3]", f"[{value}, 3]")).data
        assert numbers["game"] == applying[0]["game"]
        assert len(numbers["equilibria"]) == len(applying[0]["equilibria"])


def test_without_json_the_answer_is_for_people_and_the_status_is_the_same(tmp_path):
    path = tmp_path / "game.toml"
    for text, command, expected in (
        (GAME, "check", 0),
        (GAME.replace('"3/5"', '"1/5"'), "check", 1),
        (GAME, "threshold", 0),
        (GAME, "show", 0),
    ):
        path.write_text(text)
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            assert cli.main([command, str(path)]) == expected
        assert out.getvalue().strip() and not out.getvalue().startswith("{")


def test_a_process_of_its_own_gives_the_same_exit_status(tmp_path):
    path = tmp_path / "game.toml"
    program = [sys.executable, "-c", "import sys; from games.cli import main; sys.exit(main())"]
    for text, expected in ((GAME, 0), (GAME.replace('"3/5"', '"1/5"'), 1), (GAME.replace("[4, 3]", "[4]"), 2)):
        path.write_text(text)
        done = subprocess.run(
            [*program, "check", str(path), "--json"],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONIOENCODING": "ascii"},
        )
        assert done.returncode == expected and "Traceback" not in done.stderr
        assert bool(done.stderr) == (expected == 2)
        assert expected == 2 or json.loads(done.stdout)["holds"] is (expected == 0)
