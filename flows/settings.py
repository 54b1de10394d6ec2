"""The environment goes in, one frozen object comes out; nothing else reads the environment."""

import json
import os
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from flows import paths
from flows.allowed import parse_allowed
from flows.errors import BadSettings

PREFIX = "DATELINE_"
HERE = "127.0.0.1,localhost"
MOST_DAYS = 36_500  # a hundred years: what lies further back no calendar may reach


class Settings(BaseModel):
    """What an operator may set, each as DATELINE_NAME in the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    warehouse: Path = Field(paths.WAREHOUSE, description="folder that runs write")
    seeds: Path = Field(paths.SEEDS, description="folder with articles/, manifest.csv, feeds.opml")
    processes: int = Field(
        default_factory=lambda: min(2, os.cpu_count() or 1),
        ge=1,
        le=256,
        description="worker processes for extracting and annotating",
    )
    runner: Literal["local", "dask"] = Field(
        "local", description="where extracting and annotating run: processes here, or Dask"
    )
    scheduler: str | None = Field(
        None, description="address of the Dask scheduler: tcp://10.0.0.5:8786"
    )
    shared: str | None = Field(
        None, description="folder, or address for fsspec, that this machine and the workers share"
    )
    database_memory_mb: int = Field(
        160, ge=64, description="memory that DuckDB may take for a batch before it goes to the disk"
    )
    batch_size: int = Field(500, ge=1, le=100_000, description="documents a batch")
    page_seconds: float = Field(
        10.0, gt=0, le=3_600, description="longest that reading one page may take"
    )
    allow_networks: tuple[str, ...] = Field(
        (), description="private hosts or networks that may be asked: 10.1.0.0/16,localhost:8080"
    )
    host_delay_seconds: float = Field(
        1.0, ge=0, le=3_600, description="pause between two requests to one host"
    )
    contact: str | None = Field(None, description="address that the User-Agent gives")
    keep_versions: int = Field(10, ge=1, description="published versions that stay")
    keep_version_hours: float = Field(
        24.0,
        ge=0,
        le=24 * MOST_DAYS,
        description="older versions stay this long after they were replaced",
    )
    keep_raw_days: int | None = Field(
        None, ge=1, le=MOST_DAYS, description="days that the archive keeps; none: for ever"
    )
    keep_quarantine_days: int = Field(
        180,
        ge=1,
        le=MOST_DAYS,
        description="days that quarantine keeps an item after it was last seen",
    )
    keep_run_days: int = Field(
        365,
        ge=1,
        le=MOST_DAYS,
        description="days that runs, requests, backups and Prefect's own runs are kept",
    )
    stale_hours: float = Field(
        26.0,
        gt=0,
        le=24 * MOST_DAYS,
        description="`dateline status` complains when the last good run is older",
    )
    alarm_url: str | None = Field(
        None,
        repr=False,  # it may hold a key
        description="address that is sent a run that failed or was refused, as JSON",
    )
    alarm_command: tuple[str, ...] = Field(
        (), description='command that is given such a run on standard input: ["/bin/page","ops"]'
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="text for people; json: one object a line, the summary too"
    )
    wait_seconds: float = Field(0.0, ge=0, description="how long to wait for another run to end")

    @field_validator("warehouse", "seeds", mode="before")
    @classmethod
    def _named(cls, given: object) -> object:
        if given == "":
            raise ValueError("names no folder: an empty name would mean where you stand")
        return Path(given).expanduser() if isinstance(given, str) else given

    @field_validator("warehouse")
    @classmethod
    def _folder(cls, given: Path) -> Path:
        if given.exists() and not given.is_dir():
            raise ValueError("no folder: name one that runs may write")
        return given

    @field_validator("seeds")
    @classmethod
    def _there(cls, given: Path) -> Path:
        if not given.is_dir():
            raise ValueError("no such folder: make it, or name the one that holds articles/")
        return given

    @field_validator("contact")
    @classmethod
    def _sendable(cls, given: str | None) -> str | None:
        """A request's header takes no other characters: no feed at all would be read."""
        if given is not None and not (given.isascii() and given.isprintable()):
            raise ValueError("a request can carry plain ASCII alone, in one line: write it so")
        return given

    @field_validator("alarm_command", mode="before")
    @classmethod
    def _words(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        try:
            words = json.loads(given)
        except ValueError:
            words = None
        if not isinstance(words, list):
            raise ValueError('no JSON list of words: write it like ["/bin/page", "ops"]')
        return words

    @field_validator("allow_networks", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return (
            [n.strip() for n in given.split(",") if n.strip()] if isinstance(given, str) else given
        )

    @field_validator("allow_networks")
    @classmethod
    def _readable(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        parse_allowed(given)
        return given


def load_settings(**given: Any) -> Settings:
    """Return the settings of this process; names that nobody knows are refused.

    Raises:
        BadSettings: a value does not fit, or DATELINE_… names no setting.
    """
    known = {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise BadSettings(
            f"{', '.join(unknown)}: no such setting{_meant(unknown)}; known are {', '.join(known)}"
        )
    told = {known[name]: value for name, value in os.environ.items() if name in known}
    try:
        return Settings(**told | {n: value for n, value in given.items() if value is not None})
    except ValidationError as error:
        problems = "; ".join(
            f"{PREFIX}{'.'.join(map(str, item['loc'])).upper()}={item['input']!r}: "
            f"{item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        )
        raise BadSettings(f"{problems}: correct the environment and start again") from error


def _meant(unknown: list[str]) -> str:
    """Return which settings such names are likely to mean, as part of a sentence."""
    names = [name.upper() for name in Settings.model_fields]
    likely = [get_close_matches(each.removeprefix(PREFIX), names, n=1) for each in unknown]
    meant = " or ".join(dict.fromkeys(f"{PREFIX}{name}" for found in likely for name in found))
    return f" (is {meant} meant?)" if meant else ""


def worker_environment() -> dict[str, str]:
    """Return the environment for one of several processes that share the processors.

    What OpenBLAS multiplies is small here, a sentence's words by its words. On a thread for each
    core it took five times as much of the processors: they spin while they wait for one another.
    The C library is told to ask for huge pages: a forward pass walks through all of the weights,
    24 MB, and took a tenth longer where their addresses were looked up by pages of 4 kB.
    """
    tuned = {"OPENBLAS_NUM_THREADS": "1", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
    return tuned | os.environ


def prepare_prefect(settings: Settings) -> bool:
    """Give Prefect its home in the warehouse, and prefect.toml's settings in every folder.

    Prefect reads prefect.toml only where it is started; what the environment says already wins.
    Return whether these name a server.

    Raises:
        BadSettings: prefect.toml is no TOML.
    """
    for name in ("NO_PROXY", "no_proxy"):  # its own server is on this machine, whatever is set
        known = os.environ.get(name, "")
        if HERE not in known:
            os.environ[name] = f"{known},{HERE}".lstrip(",")
    home = paths.Warehouse(settings.warehouse).prefect
    if os.environ.setdefault("PREFECT_HOME", str(home)) == str(home):
        home.mkdir(parents=True, exist_ok=True)
    for name, value in _flat(_read_toml(paths.ROOT / "prefect.toml"), "PREFECT"):
        os.environ.setdefault(name, value)
    return "PREFECT_API_URL" in os.environ


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadSettings(f"{path}: {error}: correct it there and start again") from error


def _flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = f"{prefix}_{key.upper()}"
        if isinstance(value, dict):
            yield from _flat(value, name)
        else:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)
