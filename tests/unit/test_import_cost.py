"""`import games` is quick and loads nothing heavy: measured in fresh interpreters."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 0.6
HEAVY = {"scipy", "nashpy", "matplotlib", "z3", "pandas", "networkx", "hypothesis", "cyclopts"}
MEASURE = """
import sys, time
before = set(sys.modules)
start = time.perf_counter()
import {module}
print(time.perf_counter() - start)
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}} - sys.stdlib_module_names))
"""


def measure(module: str) -> tuple[float, set[str]]:
    """Seconds that the import takes in a new interpreter, and the top-level packages outside the standard library that it loads."""
    command = [sys.executable, "-c", MEASURE.format(module=module)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment, timeout=60)
    seconds, loaded = run.stdout.splitlines()
    return float(seconds), set(loaded.split())


@functools.cache
def loaded_by(module: str) -> frozenset[str]:
    return frozenset(measure(module)[1])


def test_import_games_is_quick() -> None:
    times = []
    for _ in range(7):  # the machine may be busy: the best of a few counts
        times.append(measure("games")[0])
        if times[-1] < SECONDS:
            return
    pytest.fail(
        f"import games took {min(times):.2f} s at best, the limit is {SECONDS} s; it loads {sorted(loaded_by('games'))}"
    )


def test_import_games_loads_nothing_heavy() -> None:
    loaded = loaded_by("games")
    print("import games loads", *sorted(loaded))
    assert not loaded & HEAVY


def test_import_proofs_loads_no_solver_library() -> None:
    loaded = loaded_by("proofs")
    print("import proofs loads", *sorted(loaded))
    assert not loaded & HEAVY


def test_the_trusted_kernel_loads_only_python() -> None:
    assert not loaded_by("proofs.checker.kernel") & (HEAVY | {"numpy", "sympy", "flint"})
