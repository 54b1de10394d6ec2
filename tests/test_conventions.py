"""The laws of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from flows import paths
from flows.__main__ import app

MODULES = sorted((paths.ROOT / "flows").rglob("*.py"))
STAGED_TABLES = ("articles", "statements", "events", "places")


def names(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_a_module_says_what_it_does_and_does_nothing_when_imported(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    calls = [
        ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    assert calls == []


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_only_settings_reads_the_environment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    reads = re.findall(r"os\.environ|os\.getenv|\bgetenv\(", text)
    assert not reads or path.name == "settings.py"


def test_no_folder_lies_deeper_than_two() -> None:
    depths = {len(path.relative_to(paths.ROOT / "flows").parts) for path in MODULES}
    assert depths <= {1, 2, 3}


@pytest.mark.parametrize("path", sorted(paths.SQL.rglob("*.sql")), ids=names)
def test_every_sql_file_opens_with_what_its_rows_are(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- ")


@pytest.mark.parametrize("path", sorted((paths.SQL / "marts").glob("*.sql")), ids=names)
def test_every_mart_states_its_grain(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("table", STAGED_TABLES)
def test_every_table_of_the_brief_has_a_suite_and_a_mart(table: str) -> None:
    assert (paths.EXPECTATIONS / f"{table}.json").exists()
    assert (paths.SQL / "marts" / f"{table}.sql").exists()


COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_an_example_and_few_options(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert command.epilog.startswith("Example: dateline ")
    assert len([each for each in command.params if each.param_type_name == "option"]) <= 5
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert f"dateline {name}" in readme


def test_who_only_sends_work_away_loads_nothing_that_does_it() -> None:
    sender = "import flows.__main__, flows.answering, flows.annotate.batch, flows.annotate.digest"
    heavy = "{'duckdb', 'httpx', 'lxml', 'numpy', 'polars', 'prefect', 'spacy', 'trafilatura'}"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {sender[7:]}; print({heavy} & set(sys.modules))"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


def test_the_top_of_the_tree_holds_what_it_may() -> None:
    known = {"pyproject.toml", "Makefile", "README.md", "LICENSE", "CHANGELOG.md"}
    known |= {"prefect.toml", "prefect.yaml", "docs", "flows", "sql", "expectations"}
    known |= {"warehouse", "tests", "seeds"}
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=paths.ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    top = {name.split("/")[0] for name in tracked if name}
    odd = {name for name in top - known if not re.fullmatch(r"\..+|requirements.*\.lock", name)}
    assert odd == set()


# What runs text as code, or makes objects of bytes. workers.py unpickles what its own parent sent.
DANGEROUS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "marshal.loads",
    "pickle.load", "pickle.loads", "pickle.Unpickler", "shelve.open", "yaml.load", "dill.loads",
    "joblib.load", "subprocess.getoutput", "subprocess.getstatusoutput", "tempfile.mktemp",
}  # fmt: skip
ALLOWED = {("flows/worker.py", "pickle.loads")}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_no_module_runs_text_as_code(path: Path) -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    found = {(names(path), ast.unparse(call.func)) for call in calls}
    assert {each for each in found if each[1] in DANGEROUS} <= ALLOWED
    asked = {
        f"{word.arg}={ast.unparse(word.value)}" for call in calls for word in call.keywords
    }  # a shell, or objects in an array's file
    assert not asked & {"shell=True", "allow_pickle=True", "weights_only=False"}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_no_address_or_key_stands_in_the_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    secret = r"(?i)(?:password|secret|api_?key)\s*=\s*[\"'][^\"']{8,}|://[^/\s\"']+:[^/\s\"']+@"
    assert re.findall(secret, text) == []
