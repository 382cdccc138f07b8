"""Where the worked examples are: in the installed package, or in the checkout that an editable install points to.

A wheel carries `examples/worked/` as `games/worked_examples/`; a checkout keeps it beside the packages.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from games.errors import ComarcaError, did_you_mean


def worked_examples_folder() -> Path:
    """The folder with the worked examples: game files (`.toml`) and scripts (`.py`), one pair a model.

    Raises ComarcaError where neither the installed package nor a checkout has them.

    >>> worked_examples_folder().is_dir()
    True
    """
    package = Path(str(files("games")))
    places = (package / "worked_examples", package.parent / "examples" / "worked")
    for place in places:
        if place.is_dir():
            return place
    raise ComarcaError(
        "worked examples",
        found="no such folder in the installation",
        expected=" or ".join(str(place) for place in places),
        remedy="Install comarca again, from its wheel or from a complete checkout.",
    )


def worked_examples() -> tuple[str, ...]:
    """The file names in the folder of worked examples, game files and scripts, sorted."""
    return tuple(sorted(path.name for path in worked_examples_folder().iterdir() if path.suffix in {".toml", ".py"}))


def worked_example(name: str) -> Path:
    """The path of one worked example, named by its file (`price-stability.toml`).

    Raises ComarcaError if there is none of that name.

    >>> worked_example("price-stability.tml")
    Traceback (most recent call last):
        ...
    games.errors.ComarcaError: worked example: found "price-stability.tml"; expected ...
    """
    names = worked_examples()
    if name in names:
        return worked_examples_folder() / name
    raise ComarcaError(
        "worked example",
        found=f'"{name}"',
        expected="one of " + ", ".join(names) if names else "a file of the folder, which is empty",
        remedy=did_you_mean(name, names),
    )
