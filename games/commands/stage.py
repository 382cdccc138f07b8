"""Commands about one play of a game: show, equilibria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from games.commands.anonymous import anonymous_equilibria
from games.commands.common import GameFile, explained, judged, load, require_numbers, stage_game, with_verdict
from games.commands.correlated import correlated_work
from games.commands.extensive import print_tree, subgame_perfect
from games.commands.mixed import mixed_answer
from games.commands.symbolic import symbolic_answer, with_name
from games.console import CERTIFYING, PLAIN, AnswerOptions, Left, Options, Outcome, respond
from games.errors import InvalidGame, Unsupported

if TYPE_CHECKING:
    from rich.console import Console

    from games.formats.common import LoadedGame


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(show)
    app.command(equilibria)


def show(file: GameFile, /, *, options: Options = PLAIN) -> int:
    """Show a game as a table, best replies marked, and its profile."""
    loaded = load(file, options)

    def work(left: Left) -> Outcome:
        from games.formats import answers

        return Outcome(answers.description(loaded), lambda console: _print_game(console, loaded))

    return respond(options, work)


def _print_game(console: Console, loaded: LoadedGame) -> None:
    from games.core.extensive import ExtensiveGame
    from games.show.tables import automaton_table, game_table

    if isinstance(loaded.game, ExtensiveGame):
        print_tree(console, loaded.game)
        return
    console.print(game_table(loaded.game))
    if loaded.profile is not None:
        players = () if loaded.kind == "anonymous" else getattr(loaded.game, "players", ())
        console.print()
        console.print("Profile:")
        console.print(automaton_table(loaded.profile, players))


def equilibria(
    file: GameFile,
    /,
    *,
    symmetric: Annotated[bool, Parameter(negative="", help="Anonymous games: all symmetric equilibria.")] = False,
    mixed: Annotated[
        bool, Parameter(negative="", help="3 or more players, or with symbols: mixed equilibria too.")
    ] = False,
    correlated: Annotated[
        bool, Parameter(negative="", help="The correlated equilibrium that is best for the objective.")
    ] = False,
    coarse: Annotated[bool, Parameter(negative="", help="With --correlated: of the coarse correlated ones.")] = False,
    objective: Annotated[
        str, Parameter(help='With --correlated: "sum", a player (his payoff), or weights: "PLAYER=WEIGHT, ...".')
    ] = "sum",
    minimise: Annotated[
        bool, Parameter(negative="", help="With --correlated: the worst for the objective in place of the best.")
    ] = False,
    nash: Annotated[bool, Parameter(negative="", help="Trees: Nash equilibria of the reduced strategic form.")] = False,
    support: Annotated[
        str | None, Parameter(help='The one that plays exactly these actions: "share hide; hide" (player by player).')
    ] = None,
    options: AnswerOptions = CERTIFYING,
) -> int:
    """Find Nash equilibria: 2 players, extreme ones; more players, all pure ones; anonymous games, all counts.

    With symbols: a 2x2 game's name and all equilibria by cases; of other games the pure ones, each with its condition.
    A repeated game's stage game is solved. Of a tree (.efg) the subgame-perfect equilibria are found, every tie kept.
    """
    loaded = load(file, options)
    if not correlated and (coarse or minimise or objective != "sum"):
        raise InvalidGame("equilibria", "--coarse, --objective or --minimise", "them with --correlated")
    if loaded.kind == "stochastic":
        remedy = "For a Markov profile ask `comarca check`; Markov perfect equilibria are not computed by this version."
        raise Unsupported(loaded.file, "a stochastic game", "a strategic or anonymous game", remedy)
    if correlated:

        def best(left: Left) -> Outcome:
            return correlated_work(loaded, options, left, objective=objective, minimise=minimise, coarse=coarse)

        return respond(options, best)
    if mixed and loaded.kind == "anonymous":
        remedy = "Ask for --symmetric: of mixed equilibria the symmetric ones are found."
        raise InvalidGame("--mixed", "an anonymous game", "a game with named players", remedy)
    if loaded.kind == "anonymous":
        return anonymous_equilibria(loaded, symmetric, options)
    if symmetric:
        raise Unsupported("--symmetric", "a game with named players", "a game of kind anonymous")
    tree = loaded.tree
    if tree is not None and not (nash or mixed):
        return subgame_perfect(tree, options)
    if nash and tree is None:
        raise InvalidGame(
            "--nash", f"a game of kind {loaded.kind}", "a tree (.efg): of others Nash equilibria are found anyway"
        )
    stage = stage_game(loaded)
    if support is not None or stage.symbols:
        return symbolic_answer(loaded, support, options, mixed=mixed)
    if mixed and len(stage.players) != 2:
        return mixed_answer(loaded, options)

    def told(answer: Any) -> Outcome:
        return _nash_outcome(answer, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.nash import nash_equilibria

        require_numbers(stage.symbols, loaded)
        answer = nash_equilibria(stage, time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_nash_outcome(answer, judgement.status), judgement)

    return respond(options, work, told)


def _nash_outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    return with_name(Outcome(answers.nash(answer, status), explained(answer, status)), answer.game)
