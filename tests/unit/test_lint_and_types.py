"""Lint, format and types are part of the test run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "--output-format=concise"],
        ["ruff", "format", "--no-cache", "--check"],
        ["mypy"],
        ["importlinter"],
    ],
    ids=["ruff-check", "ruff-format", "mypy-strict", "import-linter"],
)
def test_the_checkout_passes(command: list[str]) -> None:
    tool = [sys.executable, "-m", *command]
    if command == ["importlinter"]:
        tool = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    run = subprocess.run(tool, capture_output=True, text=True, cwd=ROOT, check=False, timeout=500)
    assert run.returncode == 0, run.stdout + run.stderr
