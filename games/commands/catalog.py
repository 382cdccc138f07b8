"""The command about the catalogue of published games: catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from games.commands.common import Json
from games.console import PLAIN, Left, Options, Outcome, respond
from games.lessons import plain_table

if TYPE_CHECKING:
    from rich.console import Console

    from games.catalog import Entry


def register(app: App) -> None:
    """Add this module's command to the application."""
    app.command(catalog)


def catalog(
    id: Annotated[str | None, Parameter(help="A game; none: list them.")] = None,  # noqa: A002
    /,
    *,
    options: Options = PLAIN,
) -> int:
    """List the published games of the catalogue, or print the file of one, with its source and its known equilibria.

    Every command that takes FILE takes catalog:ID in its place.
    """

    def work(left: Left) -> Outcome:
        from games.catalog import entries, entry

        return _listed(entries()) if id is None else _told(entry(id))

    return respond(options, work)


def _listed(found: tuple[Entry, ...]) -> Outcome:
    from games.bibliography import cite

    rows = [{"id": own.id, "title": own.title, "players": own.players, "source": own.source} for own in found]

    def tell(console: Console) -> None:
        table = plain_table("id", "title", "players", "source")
        table.columns[0].no_wrap = True
        for own in found:
            table.add_row(own.id, own.title, str(own.players), cite(own.source))
        console.print(table)
        console.print("Print one: comarca catalog ID. Solve one: comarca equilibria catalog:ID.")

    return Outcome({"status": "decided", "games": rows}, tell)


def _told(own: Entry) -> Outcome:
    from games.bibliography import reference

    data: Json = {
        "status": "decided",
        "id": own.id,
        "title": own.title,
        "players": own.players,
        "source": own.source,
        "reference": reference(own.source).text,
        "where": own.where,
        "about": own.about,
        "known": own.known,
        "complete": own.complete,
        "equilibria": [[_strategy(player) for player in profile] for profile in own.equilibria],
        "file": own.text,
    }
    data |= {"number": own.number} if own.number is not None else {}
    data |= {"value": str(own.value)} if own.value is not None else {}
    data |= (
        {"counts": [count if isinstance(count, int) else list(count) for count in own.counts]}
        if own.counts is not None
        else {}
    )
    data |= {"symmetric": [str(prob) for prob in own.symmetric]} if own.symmetric is not None else {}
    data |= {"plays": [list(play) for play in own.plays]} if own.plays is not None else {}
    return Outcome(data, lambda console: console.out(own.text, highlight=False, end=""))


def _strategy(own: Any) -> Json:
    return {own: "1"} if isinstance(own, str) else {action: str(weight) for action, weight in own.items()}
