"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import dataclasses
import re
import shlex
import subprocess
from pathlib import Path

import click
import duckdb
import pytest
import yaml

from synth.cli import pipeline
from synth.cli.main import COMMANDS
from synth.domain import reviews
from synth.sources import SOURCES
from synth.store import questions, tables, warehouse

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "synth").rglob("*.py"))
TEXTS = ("README.md", "CONTRIBUTING.md")
STAGES = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
ROOMS = {
    "sources",
    "strategy",
    "formats",
    "dedup",
    "screening",
    "coding",
    "maps",
    "drawing",
    "store",
    "domain",
}
# What is asked never depends on code: a corrected parser must not ask the world again.
ASKING = {"period", "harvest"}
QUESTIONS = questions.read_questions(ROOT / "queries" / "questions")


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: which files are committed is not known")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_fits_in_the_head_and_says_what_it_is(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_in_the_program_knows_of_the_shared_material(module: Path) -> None:
    assert not re.search(r"\.\./shared|shared/(fixtures|bench|belonging|design|seeds)", module.read_text())


def test_no_committed_file_names_a_machine_or_a_package_index() -> None:
    # Put together here, so that this file does not find itself.
    machine = re.compile(r"/(?:home|Users|ro" + r"ot|wo" + r"rk)/\w|index-" + "url|--find-" + "links")
    hosts = re.compile("pypi" + r"\.org|files\.python" + "hosted|registry\\.npm" + "js")
    found = []
    for file in committed():
        if file.suffix in (".png", ".gz", ".parquet"):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        found += [f"{file.name}: {hit[0]}" for hit in (machine.search(text), hosts.search(text)) if hit]
    assert found == []


def test_constraints_are_exact_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []


def test_the_stages_of_the_pipeline_are_the_stages_of_the_program() -> None:
    assert list(STAGES) == list(pipeline.COMMANDS)
    for name, stage in STAGES.items():
        assert stage["cmd"] == f"synth {name}"
        assert (ROOT / "synth" / "stages" / f"{name}.py").is_file()
        assert stage["desc"]


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_depends_on_the_rooms_it_uses(name: str) -> None:
    tree = ast.parse((ROOT / "synth" / "stages" / f"{name}.py").read_text(encoding="utf-8"))
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            used |= {part.split(".")[1] for part in names if part.startswith("synth.") and "." in part}
    code = {dependency for dependency in STAGES[name].get("deps", ()) if dependency.startswith("synth/")}
    if name in ASKING:
        assert code == set()
        return
    assert {f"synth/{room}" for room in used & ROOMS} <= code
    assert f"synth/stages/{name}.py" in code


def test_every_table_between_the_stages_is_an_output_and_a_dependency() -> None:
    made = {out for stage in STAGES.values() for out in stage["outs"] if isinstance(out, str)}
    assert {Path(out).stem for out in made} == set(tables.TABLES)
    assert {Path(name).stem for name in STAGES["build"]["deps"] if name.endswith(".parquet")} == set(
        tables.TABLES
    )


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_a_recorded_answer(name: str) -> None:
    assert list((ROOT / "tests" / "sources" / "bodies").glob(f"{name}*"))


@pytest.mark.parametrize(
    ("table", "settings"),
    [
        ("", reviews.Review),
        ("harvest", reviews.Harvest),
        ("demo", reviews.Demo),
        ("dedup", reviews.Dedup),
        ("screening", reviews.Screening),
        ("team", reviews.Team),
        ("coding", reviews.Coding),
        ("topics", reviews.Topics),
        ("citations", reviews.Citations),
    ],
)
def test_every_setting_is_explained(table: str, settings: type) -> None:
    lines = (ROOT / "queries" / "review.toml").read_text(encoding="utf-8").splitlines()
    for field in dataclasses.fields(settings):
        if field.name == table or dataclasses.is_dataclass(field.default_factory):
            continue
        written = re.compile(rf"#? ?(\[+)?{field.name}(\]+| =)")
        places = [number for number, line in enumerate(lines) if written.match(line)]
        assert places, f"{table}.{field.name} is not in queries/review.toml"
        above = [line for line in lines[max(0, places[0] - 6) : places[0]] if line.startswith("# ")]
        assert above, f"{table}.{field.name} has no explanation"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a warehouse with every table and nothing in them."""
    folder = tmp_path_factory.mktemp("empty")
    parquet = {name: folder / f"{name}.parquet" for name in tables.TABLES}
    for name, path in parquet.items():
        tables.write(path, tables.TABLES[name], [])
    target = folder / "evidence.duckdb"
    warehouse.build(parquet=parquet, schema=ROOT / "warehouse" / "schema", target=target, about={"a": "b"})
    return target


def test_every_table_view_and_column_is_described(empty: Path) -> None:
    with duckdb.connect(str(empty), read_only=True) as connection:
        undescribed = connection.execute(
            """
            select table_name from duckdb_tables() where comment is null and not internal
            union all
            select view_name from duckdb_views() where comment is null and not internal
            union all
            select table_name || '.' || column_name
            from duckdb_columns()
            where comment is null and not internal
            """
        ).fetchall()
        count = connection.execute("select count(*) from duckdb_columns() where not internal").fetchone()
    assert undescribed == []
    assert count and count[0] > 100


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.name))
def test_every_question_runs(empty: Path, question: questions.Question) -> None:
    assert questions.ask(empty, question).columns


def test_there_are_questions_to_ask() -> None:
    assert len(QUESTIONS) >= 8


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example_that_it_takes(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert command.epilog and command.epilog.startswith("Example: synth ")
    words = shlex.split(command.epilog.removeprefix("Example: "))
    assert words[1] == name
    command.make_context(name, words[2:], resilient_parsing=True)


def lines_of(name: str) -> list[list[str]]:
    """Give the commands in the fenced shell blocks of a text, as words."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|console|bash)\n(.*?)```", text, re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", TEXTS)
def test_the_commands_in_the_texts_exist(name: str) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    seen = 0
    for words in filter(None, lines_of(name)):
        if words[0] == "make":
            assert words[1] in targets, words
            seen += 1
        elif words[0] == "synth":
            command, rest = COMMANDS[words[1]], words[2:]
            if isinstance(command, click.Group):
                command, rest = command.commands[rest[0]], rest[1:]
            known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
            if words[1] == "ask" and len(words) > 2 and words[2] != "name":
                (question,) = (one for one in QUESTIONS if one.name == words[2])
                known |= {f"--{parameter}" for parameter in question.parameters}
            assert [word for word in rest if word.startswith("--") and word not in known] == [], words
            seen += 1
    assert seen


def test_the_program_tells_its_commands() -> None:
    from synth.cli.main import synth

    context = click.Context(synth)
    assert set(COMMANDS) <= set(synth.list_commands(context))
