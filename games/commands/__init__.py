"""Commands about games, one module a group of them; with them those of `games.lessons`.

Each reads a file, asks a solver, has the answer certified where a certifier is installed, and tells it as text or as JSON.
"""

from __future__ import annotations

from cyclopts import App

from games import lessons
from games.commands import catalog, dominance, minmax, stage, timed


def register(app: App) -> None:
    """Add the commands about games to the application."""
    for group in (stage, dominance, minmax, timed, catalog, lessons):
        group.register(app)
