"""The files in deploy/ can be read and agree with the program: what they name exists there. No engine is needed."""

from __future__ import annotations

import re
import tomllib
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import stopping
from bot.cli import app
from bot.config import KNOWN
from bot.health import Health
from bot.parts import Part
from bot.telegram.hooking import PATH
from bot.values import Address
from bot.web.health import routes

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def read(text: str) -> dict[str, Any]:
    """The part of YAML that compose.yaml uses: mappings and lists by indentation, anchors, `<<`. All else fails."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    anchors: dict[str, Any] = {}

    def block(indent: int) -> Any:
        if lines[0].lstrip().startswith("- "):
            found = []
            while lines and lines[0].startswith(" " * indent + "- "):
                found.append(lines.pop(0).strip().removeprefix("- ").strip('"'))
            return found
        mapping: dict[str, Any] = {}
        while lines and len(lines[0]) - len(lines[0].lstrip()) == indent:
            match = re.fullmatch(r" *([\w.<-]+):(?: &(\w+))?(?: (.+))?", lines.pop(0))
            assert match is not None
            key, anchor, value = match.groups()
            deeper = bool(lines) and len(lines[0]) - len(lines[0].lstrip()) > indent
            made = block(indent + 2) if value is None and deeper else value and value.strip('"')
            if anchor:
                anchors[anchor] = made
            if key == "<<":
                mapping = {**anchors[made.removeprefix("*")], **mapping}
            else:
                mapping[key] = made
        return mapping

    found: dict[str, Any] = block(0)
    assert lines == []
    return found


COMPOSE = read((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def runs(command: str) -> None:
    """It is a command of the program, with these arguments."""
    app.parse_args(command.split(), print_error=False, exit_on_error=False)


def paths() -> set[str]:
    """What the web server serves."""

    async def ping() -> None: ...

    return {PATH, *(one.path for one in routes(Health(), lambda: datetime.now(UTC), ping))}


def test_compose_runs_the_program_with_settings_it_knows() -> None:
    ours = {name: one for name, one in SERVICES.items() if one.get("image") == "otklik"}
    assert sorted(ours) == ["migrate", "otklik-1", "otklik-2"]
    for one in ours.values():
        runs(one["command"])
        assert set(one["environment"]) <= KNOWN
        assert (ROOT / "deploy" / one["build"]["context"] / one["build"]["dockerfile"]).resolve() == (
            DEPLOY / "Dockerfile"
        )
        assert float(one["stop_grace_period"].removesuffix("s")) > stopping.PATIENCE


def test_compose_holds_no_secret_and_writes_nowhere_but_where_it_is_meant() -> None:
    for name, one in SERVICES.items():
        assert one["read_only"] == "true", name
        for setting, value in one["environment"].items():
            if re.search("TOKEN|PASSWORD|DATABASE_URL", setting):
                assert value is None or "${" in value, setting
    named = {mount.partition(":")[0] for one in SERVICES.values() for mount in one.get("volumes", [])}
    assert {mount for mount in named if "/" not in mount} == set(COMPOSE["volumes"])


def test_the_balancer_asks_and_passes_on_what_is_served() -> None:
    written = (DEPLOY / "Caddyfile").read_text()
    assert written.count("{") == written.count("}")
    replicas = re.findall(r"(otklik-\d+):(\d+)", written)
    listens = re.search(r"LISTEN=[\d.]+:(\d+)", (DEPLOY / "Dockerfile").read_text())
    assert listens is not None
    assert {port for _, port in replicas} == {listens[1]}
    assert {name for name, _ in replicas} == {
        name for name, one in SERVICES.items() if one.get("command") == "run"
    }
    passed_on = re.search(r"@posted path (.+)", written)
    assert passed_on is not None
    assert passed_on[1].split() == [PATH, "/vk/*"]
    assert re.findall(r"health_uri (\S+)", written) == ["/readyz/web"]
    assert {"/readyz/web", PATH} <= paths()


def test_the_image_holds_the_whole_program_and_runs_it_as_a_plain_user() -> None:
    lines = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text()).splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY") and "--from" not in line]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(copied) == sorted([*packages, "requirements.lock"])
    allowed = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    assert {f"!{one}" for one in copied} <= set(allowed)
    assert any("--require-hashes" in line for line in lines)
    (environment,) = (line.split()[1:] for line in lines if line.startswith("ENV"))
    names = {one.partition("=")[0] for one in environment}
    assert {name for name in names if not name.startswith("PYTHON")} <= KNOWN
    assert re.search(r"^USER [1-9]\d*$", "\n".join(lines), re.MULTILINE)
    (check,) = (line for line in lines if line.startswith("HEALTHCHECK"))
    (asked,) = re.findall(r"http://([\d.]+):(\d+)(/\w+)", check)
    assert asked[2] in paths()
    assert f"LISTEN={Address('0.0.0.0', int(asked[1]))}" in environment
    (command,) = (line for line in lines if line.startswith("CMD"))
    runs(" ".join(re.findall(r'"(\w+)"', command)))


def test_the_unit_runs_the_program_for_ever_and_lets_it_finish() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "otklik.service")
    service = unit["Service"]
    program, _, arguments = service["ExecStart"].partition(" ")
    assert Path(program).name in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    runs(arguments)
    assert service["Environment"].partition("=")[0] in KNOWN
    assert (service["Restart"], service["User"], service["ProtectSystem"]) == ("always", "otklik", "strict")
    assert float(service["TimeoutStopSec"]) > stopping.PATIENCE


def test_the_page_names_every_part_every_path_and_every_file() -> None:
    page = (ROOT / "docs" / "deployment.md").read_text()
    for part in Part:
        assert f"| `{part}` |" in page
    for path in paths():
        assert path in page
    for named in re.findall(r"`?(deploy/[\w.]+)", page):
        assert (ROOT / named).exists(), named
    for command in re.findall(r"`otklik ([^`]+)`", page):
        if command != "run --only":
            runs(command)
