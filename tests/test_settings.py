"""The environment is read once, and what it cannot mean is refused."""

import re
from pathlib import Path

import pytest

from flows import paths
from flows.errors import BadSettings
from flows.settings import HERE, Settings, load_settings, prepare_prefect, worker_environment


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WAREHOUSE", "/data/news")
    monkeypatch.setenv("DATELINE_ALLOW_NETWORKS", "127.0.0.0/8, 10.0.0.0/8")
    settings = load_settings(processes=3)
    assert settings.warehouse == Path("/data/news")
    assert settings.allow_networks == ("127.0.0.0/8", "10.0.0.0/8")
    assert settings.processes == 3


def test_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WAREHOUS", "/data/news")
    told = r"DATELINE_WAREHOUS: no such setting \(is DATELINE_WAREHOUSE meant\?\); .*DATELINE_SEEDS"
    with pytest.raises(BadSettings, match=told):
        load_settings()


def test_a_name_like_no_other_is_given_no_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_QXZ", "1")
    with pytest.raises(BadSettings, match="DATELINE_QXZ: no such setting; known are"):
        load_settings()


@pytest.mark.parametrize("contact", ["Jörg <desk@news.example>", "desk@news.example\n", "–"])
def test_a_contact_that_no_request_can_carry_is_refused(
    monkeypatch: pytest.MonkeyPatch, contact: str
) -> None:
    monkeypatch.setenv("DATELINE_CONTACT", contact)
    with pytest.raises(BadSettings, match="DATELINE_CONTACT=.*plain ASCII"):
        load_settings()


def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PROCESSES", "many")
    with pytest.raises(BadSettings, match="DATELINE_PROCESSES='many'"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATELINE_WAREHOUSE", ""),
        ("DATELINE_SEEDS", ""),
        ("DATELINE_SEEDS", "/no/such/folder"),
        ("DATELINE_SEEDS", __file__),
        ("DATELINE_WAREHOUSE", __file__),
        ("DATELINE_ALLOW_NETWORKS", "10.0.0.0/8,intranet.example/news"),
        ("DATELINE_KEEP_RUN_DAYS", "999999"),
        ("DATELINE_KEEP_QUARANTINE_DAYS", "999999"),
        ("DATELINE_KEEP_RAW_DAYS", "999999"),
        ("DATELINE_KEEP_VERSION_HOURS", "inf"),
        ("DATELINE_STALE_HOURS", "inf"),
        ("DATELINE_PAGE_SECONDS", "inf"),
        ("DATELINE_HOST_DELAY_SECONDS", "inf"),
        ("DATELINE_ALARM_COMMAND", "/bin/page"),
        ("DATELINE_ALARM_COMMAND", '"/bin/page"'),
    ],
)
def test_what_no_run_could_work_with_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=f"^{name}='{value}': .*correct the environment"):
        load_settings()


def test_an_alarm_is_a_list_of_words_and_a_tilde_is_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ALARM_COMMAND", '["/bin/page", "ops"]')
    monkeypatch.setenv("DATELINE_WAREHOUSE", "~/news")
    settings = load_settings()
    assert settings.alarm_command == ("/bin/page", "ops")
    assert settings.warehouse == Path.home() / "news"  # where DuckDB looks for it as well


def test_settings_of_prefect_that_are_no_toml_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "prefect.toml").write_text("[server\n")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for name in ("PREFECT_HOME", "NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, HERE)
    with pytest.raises(BadSettings, match=r"prefect.toml: .*line 1.*: correct it there"):
        prepare_prefect(load_settings())


def test_prefect_is_given_the_projects_settings_anywhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PREFECT_HOME", raising=False)
    monkeypatch.delenv("PREFECT_SERVER_ANALYTICS_ENABLED", raising=False)
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        prepare_prefect(load_settings(warehouse=tmp_path / "w"))
    import os

    assert os.environ["NO_PROXY"] == "intranet.example,127.0.0.1,localhost"
    assert os.environ["no_proxy"] == "127.0.0.1,localhost"
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "w" / "prefect")
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    for name in ("PREFECT_HOME", "PREFECT_SERVER_ANALYTICS_ENABLED"):
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("name", "own"),
    [("OPENBLAS_NUM_THREADS", "1"), ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1")],
)
def test_a_worker_has_one_thread_and_huge_pages_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, name: str, own: str
) -> None:
    monkeypatch.delenv(name, raising=False)
    assert worker_environment()[name] == own
    monkeypatch.setenv(name, "3")
    assert worker_environment()[name] == "3"


def test_a_refusal_is_told_in_our_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SEEDS", "/nowhere/seeds")
    with pytest.raises(BadSettings, match="DATELINE_SEEDS='/nowhere/seeds': no such folder"):
        load_settings()


def test_every_setting_stands_in_the_operators_table() -> None:
    page = (paths.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `DATELINE_(\w+)` \|", page, re.MULTILINE)
    assert told == [name.upper() for name in Settings.model_fields]
