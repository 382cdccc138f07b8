"""Who may import whom: read from the source of every module, imports inside functions included.

The contract is CONTRIBUTING.md's. Each rule is a function of one module's imports; the sizes of the trusted checker, and the calls
that would run text as code, are held here too.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
KERNEL_LINES = 400
VERIFIER_LINES = 200
SOLVER_LIBRARIES = {"numpy", "scipy", "z3", "nashpy", "matplotlib", "networkx", "pandas", "hypothesis"}
OUTSIDE_KERNEL = SOLVER_LIBRARIES | {"flint", "sympy"}
BUILT_IN = {
    "eval",
    "exec",
    "compile",
    "__import__",
}  # as methods of other things (re.compile, z3's model.eval) they run no text
READS_TEXT = {"sympify", "S", "parse_expr", "lambdify", "literal_eval"}
RUNS_BYTES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
CORE_DATA = (
    "best_replies",
    "strategic",
    "anonymous",
    "dynamic",
    "extensive",
    "automaton",
    "distribution",
    "labels",
    "mixed",
    "subdivision",
)


def module_name(path: Path) -> str:
    """The dotted name of a source file: games/core/__init__.py is games.core."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path for package in ("games", "proofs") for path in sorted((ROOT / package).rglob("*.py"))
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports_of(source: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    """Every dotted name that a module imports, wherever the import stands; `from a import b` gives a.b and a.

    `import_module("a.b")` with a literal counts as an import of a.b.
    """
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(source):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=origin, names=names, level=level):
                above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                base = ".".join([*above, *([origin] if origin else [])])
                yield base
                yield from (f"{base}.{name.name}" for name in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]) if (
                _called(function) == "import_module"
            ):
                yield name


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@cache
def imports(module: str) -> frozenset[str]:
    return frozenset(imports_of(tree(module), module, MODULES[module].name == "__init__.py"))


def within(name: str, *places: str) -> bool:
    return any(name == place or name.startswith(place + ".") for place in places)


def ours(module: str) -> set[str]:
    """The imports of a module that lie in this project, its own package's bare name left out."""
    return {name for name in imports(module) if within(name, "games", "proofs") and name not in {"games", "proofs"}}


def bare(module: str) -> set[str]:
    """Imports of a whole package of ours (`import games`), which would bring in everything that it re-exports."""
    return {name for name in imports(module) if name in {"games", "proofs"}} - {
        name.rpartition(".")[0] for name in ours(module)
    }


def under(*places: str) -> list[str]:
    return [module for module in MODULES if within(module, *places)]


def strangers(module: str, *allowed: str) -> set[str]:
    return {name for name in ours(module) if not within(name, *allowed)} | bare(module)


def test_the_walk_sees_lazy_relative_and_computed_imports() -> None:
    source = ast.parse(
        "def f():\n    from . import b\n    from ..c import d\n    import e.f\n    import_module('g.h')\n"
    )
    assert set(imports_of(source, "p.q.m", False)) == {"p.q", "p.q.b", "p.c", "p.c.d", "e.f", "g.h"}
    assert set(imports_of(ast.parse("from .x import y"), "p.q", True)) == {"p.q.x", "p.q.x.y"}


def test_both_packages_are_looked_at() -> None:
    assert {"games", "games.errors", "games.core.strategic", "proofs", "proofs.checker.kernel"} <= set(MODULES)


@pytest.mark.parametrize("module", under("games.errors"))
def test_errors_stand_on_nothing(module: str) -> None:
    assert strangers(module, "games.errors") == set()


@pytest.mark.parametrize("module", under("games.exact"))
def test_exact_stands_on_errors(module: str) -> None:
    assert strangers(module, "games.exact", "games.errors") == set()


@pytest.mark.parametrize("module", under("games.core"))
def test_core_stands_on_errors_and_exact(module: str) -> None:
    assert strangers(module, "games.core", "games.exact", "games.errors") == set()


@pytest.mark.parametrize("module", under("games"))
def test_games_never_imports_proofs(module: str) -> None:
    assert not {name for name in imports(module) if within(name, "proofs")}


@pytest.mark.parametrize("module", [module for module in under("games") if module.count(".") and module != "games.cli"])
def test_only_the_top_assembles_the_command(module: str) -> None:
    assert not {name for name in ours(module) if within(name, "games.cli")}


@pytest.mark.parametrize("module", under("games.solvers", "games.models", "games.formats", "games.show"))
def test_the_middle_floor_does_not_look_up(module: str) -> None:
    assert not {
        name for name in ours(module) if within(name, "games.api", "games.catalog", "games.cli", "games.commands")
    }


@pytest.mark.parametrize("module", under("games.api", "games.catalog"))
def test_the_catalogue_stands_on_the_door_that_users_take_and_not_the_other_way_round(module: str) -> None:
    above = {
        "games.api": ("games.catalog", "games.cli", "games.commands"),
        "games.catalog": ("games.cli", "games.commands"),
    }
    assert not {name for name in ours(module) if within(name, *above[".".join(module.split(".")[:2])])}


TRUSTED = under(
    "proofs.claims", "proofs.statements", "proofs.witness", "proofs.codec", "proofs.certificate", "proofs.checker"
)


@pytest.mark.parametrize("module", TRUSTED)
def test_claims_certificate_and_checker_stand_on_core_alone(module: str) -> None:
    allowed = ("games.core", "games.exact", "games.errors", *TRUSTED)
    assert strangers(module, *allowed) == set()


@pytest.mark.parametrize("module", TRUSTED)
def test_the_trusted_base_uses_no_solver_library(module: str) -> None:
    assert not {name for name in imports(module) if within(name, *SOLVER_LIBRARIES)}


def test_the_kernel_is_plain_python() -> None:
    assert not {name for name in imports("proofs.checker.kernel") if within(name, *OUTSIDE_KERNEL)}


@pytest.mark.parametrize("module", under("proofs.checker"))
def test_the_checker_reads_cores_data_and_never_its_predicates(module: str) -> None:
    read = {name for name in ours(module) if within(name, "games.core")}
    assert not {name for name in read if not within(name, *(f"games.core.{part}" for part in CORE_DATA))} - {
        "games.core"
    }


@pytest.mark.parametrize("package", [name for name, path in MODULES.items() if path.name == "__init__.py"])
def test_no_name_in_a_package_hides_one_of_its_modules(package: str) -> None:
    below = {name.rpartition(".")[2]: name for name in MODULES if name.rpartition(".")[0] == package}
    for module in sorted(below.values()):
        importlib.import_module(module)
    hidden = {name for name in below if not isinstance(getattr(importlib.import_module(package), name), ModuleType)}
    assert not hidden


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_tests_or_examples(module: str) -> None:
    assert not {name for name in imports(module) if within(name, "tests", "examples")}


@pytest.mark.parametrize("module", under("proofs.checker"))
def test_the_trusted_checker_stays_small(module: str) -> None:
    limit = KERNEL_LINES if module == "proofs.checker.kernel" else VERIFIER_LINES
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) < limit


@pytest.mark.parametrize("module", under("proofs.checker"))
def test_the_checker_does_not_use_assert(module: str) -> None:
    assert not [node.lineno for node in ast.walk(tree(module)) if isinstance(node, ast.Assert)]


def text_run(source: ast.AST, imported: frozenset[str]) -> set[str]:
    """What a module calls or imports that would run text or bytes as code."""
    called = set()
    for node in ast.walk(source):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in BUILT_IN | READS_TEXT:
                called.add(name)
            case ast.Attribute(value=ast.Name(id="builtins"), attr=name) if name in BUILT_IN:
                called.add(name)
            case ast.Call(func=ast.Attribute(attr=name)) if name in READS_TEXT:
                called.add(name)
    return called | {name for name in imported if within(name, *RUNS_BYTES) or name.rpartition(".")[2] in READS_TEXT}


@pytest.mark.parametrize("module", MODULES)
def test_text_is_data_and_never_run(module: str) -> None:
    assert text_run(tree(module), imports(module)) == set()


@pytest.mark.parametrize(
    "text",
    ["eval(x)", "builtins.exec(x)", "sympy.sympify(x)", "sympy.S(x)", "import pickle", "from sympy import parse_expr"],
)
def test_the_ban_on_running_text_bites(text: str) -> None:
    source = ast.parse(text)
    assert text_run(source, frozenset(imports_of(source, "m", False)))


def test_the_ban_spares_what_only_sounds_alike() -> None:
    assert not text_run(ast.parse("re.compile(x)\nmodel.eval(v, True)\nsympy.S.Zero"), frozenset())
