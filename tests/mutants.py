r"""Small faults go into copies of the code, one at a time; out comes how many the tests notice.

    COVERAGE_FILE=build/coverage pytest --cov=flows --cov-branch --cov-context=test \
        --junitxml=build/tests.xml
    python -m tests.mutants build/coverage build/tests.xml  # 300 mutants, the same ones each time

Each mutant is a process forked after the imports of others' packages. It imports the changed module
in the place of the right one and runs tests that reach the changed line, a few seconds of them:
those of the module's own file first, then those of its stage; the right module has to pass them. A
mutant that no test reaches is one that nobody noticed. What was tried stands in build/mutants.json
and is not tried again until the code changes: with --seconds it is done in pieces.
"""

import argparse
import ast
import contextlib
import importlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import signal
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

from flows import paths

STAGES = ("annotate", "normalize", "publish")
MOST_TESTS = 40  # for one mutant: what they miss, others might have noticed
MOST_SECONDS = 6.0  # of tests for one mutant, as long as they took when coverage was measured:
# where that was on a busy machine, --most gives more
NOTICED = ("killed", "timed out")
APART = "tests/e2e/"  # of these, what is changed would run in processes of its own, as it stands
CPU_SECONDS = 60  # more than such tests take: a mutant that takes longer never ends
TOLD = paths.ROOT / "build" / "mutants.json"
HEAVY = ("spacy", "onnxruntime", "polars", "duckdb", "lxml", "numpy", "pytest")
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a module where one thing can be changed, and what changes it."""

    kind: str
    line: int
    before: str
    change: Callable[[], None]  # in the tree that the site was found in


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module."""

    path: Path
    number: int  # of the site, in the order of the walk

    @property
    def module(self) -> str:
        """Return the module's full name."""
        return ".".join(self.path.relative_to(paths.ROOT).with_suffix("").parts)


def sites(tree: ast.Module) -> list[Site]:
    """Return every place of a module that can be changed, in an order that does not change."""
    return [site for node in _code(tree) for site in _sites_of(node)]


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that do something: no annotation, no docstring, no message put together."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_docstring | isinstance(child, ast.JoinedStr):
                yield from _code(child)


def _sites_of(node: ast.AST) -> Iterator[Site]:
    def site(kind: str, change: Callable[[], None]) -> Site:
        return Site(kind, getattr(node, "lineno", 1), ast.unparse(node)[:90], change)

    if isinstance(node, ast.Compare):
        swapped = SWAPPED[type(node.ops[0])]()
        yield site("comparison", lambda: node.ops.__setitem__(0, swapped))  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp) and _is_swapped(node):
        kind = "boolean" if isinstance(node, ast.BoolOp) else "arithmetic"
        yield site(kind, lambda: setattr(node, "op", SWAPPED[type(node.op)]()))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
        yield site("constant", lambda: setattr(node, "value", _other(node.value)))
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield site("return", lambda: setattr(node, "value", ast.Constant(None)))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield site("removed call", lambda: setattr(node, "value", ast.Constant(None)))
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        test = node.test
        yield site("condition", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test)))


def _is_swapped(node: ast.BoolOp | ast.BinOp) -> bool:
    """Say whether there is an operator to put there; a path's slash is none that tests can miss."""
    right = getattr(node, "right", None)
    is_path = isinstance(node.op, ast.Div) and "'" in ast.unparse(right or node)
    return type(node.op) in SWAPPED and not is_path


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    return f"{value}xx" if isinstance(value, str) else value + 1  # type: ignore[operator]


def sample(count: int, seed: int) -> list[Mutant]:
    """Return so many mutants, as many of each stage, chosen and put in order by chance alone."""
    chance, chosen = random.Random(seed), list[Mutant]()
    for stage in STAGES:
        every = [
            Mutant(path, number)
            for path in sorted((paths.ROOT / "flows" / stage).glob("*.py"))
            for number in range(len(sites(ast.parse(path.read_text(encoding="utf-8")))))
        ]
        chosen += chance.sample(every, count // len(STAGES))
    chance.shuffle(chosen)  # the first of them are a sample as well
    return chosen


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module as it was changed."""

    def __init__(self, mutant: Mutant, tree: ast.Module) -> None:
        """Keep the changed code."""
        self._mutant = mutant
        self._code = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec")

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Take charge of the one module."""
        if name != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(name, self._mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self._code, vars(module))


class Reached:
    """Which tests reach which line, from a file of coverage with a context for each test."""

    def __init__(self, path: Path, times: dict[str, float], most: float) -> None:
        """Read the file; `times` has the seconds of each test that passed, `most` of a mutant's."""
        from coverage import CoverageData

        self._data = CoverageData(basename=str(path))
        self._data.read()
        self._files = {tuple(Path(each).parts[-3:]): each for each in self._data.measured_files()}
        self._times, self._most = times, most

    def tests(self, mutant: Mutant, lines: range) -> list[str]:
        """Return tests that reach the last of these lines that is one to coverage, fastest first.

        The lines are those of a statement up to the changed one. Where they run at import, any test
        that reaches the module will do.
        """
        by_line = self._data.contexts_by_lineno(self._files.get(mutant.path.parts[-3:], ""))
        at = next((line for line in reversed(lines) if by_line.get(line)), 0)
        reached = _tests(by_line.get(at, []))
        at_import = "" in by_line.get(at, []) or not reached
        every = _tests([each for contexts in by_line.values() for each in contexts])
        tests = every if at_import else reached
        known = [each for each in tests if each in self._times and APART not in each]
        homes = (f"/test_{mutant.path.stem}.py", f"tests/{mutant.path.parent.name}/")
        chance = random.Random(f"{mutant.path}{lines}")
        near = {each: [home not in each for home in homes] for each in known}
        return self._few(sorted(known, key=lambda each: (*near[each], chance.random())))

    def _few(self, tests: list[str]) -> list[str]:
        """Return as many of the first tests as there is time for, the fastest where none fits."""
        chosen, left = list[str](), self._most
        for each in tests:
            if self._times[each] <= left and len(chosen) < MOST_TESTS:
                chosen.append(each)
                left -= self._times[each]
        every = sorted(chosen or tests, key=self._times.__getitem__)
        return every if chosen else every[:1]


def _tests(contexts: list[str]) -> list[str]:
    """Return the tests among contexts: of coverage a test is TEST|run, or PROCESS|TEST|run."""
    parts = {part for each in contexts for part in each.split("|")}
    return sorted(part for part in parts if "::" in part)


def read_times(paths_: list[Path]) -> dict[str, float]:
    """Return the seconds of every test that passed, by pytest's reports as JUnit has them."""
    times = {}
    for case in (each for path in paths_ for each in ElementTree.parse(path).iter("testcase")):
        if not any(each.tag in ("failure", "error", "skipped") for each in case):
            file = case.get("classname", "").replace(".", "/") + ".py"
            times[f"{file}::{case.get('name')}"] = float(case.get("time", "0"))
    return times


def fate(mutant: Mutant, tree: ast.Module, tests: list[str]) -> str:
    """Return what became of a mutant: survived, killed, timed out."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        for name in [each for each in sys.modules if each.split(".")[0] == "flows"]:
            del sys.modules[name]
        sys.meta_path.insert(0, Changed(mutant, tree))
        code = 1
        with contextlib.suppress(BaseException):
            import pytest

            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        is_time = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        return "timed out" if is_time else "killed"
    return {0: "survived", 4: "not tried"}.get(os.WEXITSTATUS(status), "killed")


def statement_lines(tree: ast.Module, line: int) -> range:
    """Return the lines of the innermost statement around a line, up to that line."""
    around = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or line)
    ]
    return range(max(around, default=line), line + 1)


def main() -> None:
    """Try the mutants, print those that nobody noticed, and write all to build/mutants.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coverage", type=Path)
    parser.add_argument("times", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--most", type=float, default=MOST_SECONDS)
    given = parser.parse_args()
    for name in HEAVY:
        importlib.import_module(name)
    reached = Reached(given.coverage, read_times(given.times), given.most)
    told = json.loads(TOLD.read_text(encoding="utf-8")) if TOLD.exists() else {}
    began, sound = time.monotonic(), set[Path]()
    chosen = sample(given.count, given.seed)
    for number, mutant in enumerate(chosen):
        if time.monotonic() - began > given.seconds:
            print(f"{number} of {len(chosen)} tried")
            break
        code = mutant.path.read_text(encoding="utf-8")
        key = f"{mutant.module} {mutant.number} {zlib.crc32(code.encode())}"
        if key not in told:
            told[key] = try_mutant(mutant, code, reached, sound)
            TOLD.write_text(json.dumps(told, indent=1), encoding="utf-8")
    show(told, time.monotonic() - began)


def try_mutant(
    mutant: Mutant, code: str, reached: Reached, sound: set[Path]
) -> dict[str, str | int]:
    """Return where a mutant is and what became of it; note its module once that is found sound."""
    tree = ast.parse(code)
    site = sites(tree)[mutant.number]
    tests = reached.tests(mutant, statement_lines(tree, site.line))
    if tests and mutant.path not in sound:
        right = fate(mutant, ast.parse(code), tests)
        assert right == "survived", f"{mutant.path}: unchanged it is {right}: {tests}"
        sound.add(mutant.path)
    site.change()
    came = fate(mutant, tree, tests) if tests else "unreached"
    where = f"{mutant.path.relative_to(paths.ROOT)}:{site.line}"
    return {
        "at": where, "kind": site.kind, "was": site.before, "fate": came, "tests": len(tests),
    }  # fmt: skip


def show(told: dict[str, dict[str, str | int]], seconds: float) -> None:
    """Print what nobody noticed, and how much was noticed."""
    for each in told.values():
        if each["fate"] not in NOTICED:
            print("{fate}: {at} {kind}: {was} ({tests} tests)".format(**each))
    found = Counter(each["fate"] for each in told.values())
    share = sum(found[name] for name in NOTICED) / max(1, len(told))
    print(f"{dict(found)}: {share:.1%} noticed, {seconds:.0f} s")


if __name__ == "__main__":
    main()
