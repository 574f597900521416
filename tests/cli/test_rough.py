"""Rough places: no screen, no room, no reader, odd alphabets, signals; and what each call loads."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.calls import ROOT, Rutaplan, Screen, accion, edit

pytestmark = pytest.mark.skipif(os.name != "posix", reason="shells, pipes and signals of POSIX")

RUTAPLAN = (sys.executable, "-m", "rutaplan")
ORDERS = (
    "validate",
    "list",
    "list --formato jsonl",
    "show RET-N-01",
    "status",
    "rules",
    "schema -",
    "render --lista",
    "--help",
)


def shell(line: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `rutaplan` is this one, without the tests' own net."""
    environment = {**os.environ, "RUTAPLAN_DEBUG": "", **env}
    script = f'rutaplan() {{ "{sys.executable}" -m rutaplan "$@"; }}\n{line}\n'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=60,
    )


@pytest.mark.programas
@pytest.mark.parametrize("order", ["validate", "list", "--help"])
def test_a_reader_that_leaves(seed: Path, order: str) -> None:
    done = shell(f"rutaplan {order} | true; echo ${{PIPESTATUS[0]}}", seed)
    assert done.stdout.strip() in {"0", "141"}
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert "interno" not in done.stderr


@pytest.mark.programas
@pytest.mark.parametrize("order", ["validate", "list", "--help", "--version"])
def test_a_full_disk_under_stdout(seed: Path, order: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    done = shell(f"rutaplan {order} >/dev/full", seed)
    assert done.returncode == 2
    assert "no queda espacio en el disco" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.programas
@pytest.mark.parametrize("missing", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_streams_that_are_not_there_do_not_change_the_verdict(seed: Path, missing: str) -> None:
    assert shell(f"rutaplan validate {missing}", seed).returncode == 0
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    done = shell(f"rutaplan validate {missing}", seed)
    assert done.returncode == 1
    assert "interno" not in done.stderr


@pytest.fixture
def shown(untouched: Path, screen: Rutaplan) -> Callable[..., str]:
    """What an order that goes well shows on some screen."""

    def call(order: str, **how: Any) -> str:
        outcome = screen(*order.split(), cwd=untouched, **how)
        assert outcome.code == 0
        return outcome.out

    return call


def words(text: str) -> Counter[str]:
    """The words of a text, without the lines that are drawn between them."""
    return Counter(re.sub("[─-]", " ", text).split())


@pytest.mark.parametrize("alphabet", ["ascii", "cp1252", "cp850"])
@pytest.mark.parametrize("order", ORDERS[:-1])
def test_odd_alphabets(shown: Callable[..., str], order: str, alphabet: str) -> None:
    plain = shown(order).replace("─", "-")
    assert words(shown(order, alphabet=alphabet)) == words(plain.encode(alphabet, "spelled").decode(alphabet))


@pytest.mark.parametrize("order", ["status", "show RET-N-01", "rules DAT01", "validate"])
def test_json_is_json_in_any_alphabet_and_on_any_screen(
    shown: Callable[..., str], monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    plain = json.loads(shown(f"{order} --formato json"))
    for alphabet in ("ascii", "cp850"):
        assert json.loads(shown(f"{order} --formato json", alphabet=alphabet, person=True)) == plain


def test_what_an_alphabet_lacks_is_spelled_as_in_json() -> None:
    assert "ñ 🌍 a".encode("ascii", "spelled") == rb"\u00f1 \ud83c\udf0d a"


@pytest.mark.programas
def test_an_old_and_narrow_terminal(seed: Path) -> None:
    old = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "1"}
    done = shell(" && ".join(f"rutaplan {order}" for order in ORDERS), seed, **old)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "interno" not in done.stderr


@pytest.mark.parametrize("order", ORDERS)
def test_no_colour_but_on_a_terminal(
    shown: Callable[..., str], monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    plain, painted = shown(order), shown(order, person=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == plain
    assert (painted == plain) == order.startswith(("schema", "list --formato", "--help"))


@pytest.mark.programas
def test_no_colour_in_a_pipe(seed: Path) -> None:
    done = shell("rutaplan validate; rutaplan status", seed, NO_COLOR="", TERM="xterm-256color")
    assert done.stdout
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("columns", "widest"), [("1", 40), ("0", 100), ("abc", 100), ("-5", 100), ("99999", 200)]
)
@pytest.mark.parametrize("order", ["list", "status", "rules"])
def test_odd_widths(
    rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, order: str, columns: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    outcome = rutaplan(order, cwd=ROOT)
    assert outcome.code == 0
    assert max(map(len, outcome.out.splitlines())) <= widest


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EPIPE])
@pytest.mark.parametrize("order", [*ORDERS, "--version"])
def test_a_stream_that_takes_nothing(
    untouched: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, order: str, fault: int
) -> None:
    class Full(Screen):
        def flush(self) -> None:
            raise OSError(fault, "full")

        def fileno(self) -> int:
            return nowhere.fileno()

    with Path(os.devnull).open("wb") as nowhere:
        monkeypatch.setattr(sys, "stdout", Full("utf-8"))
        outcome = rutaplan(*order.split(), cwd=untouched)
    told = (2, "Error de la máquina: no queda espacio en el disco.\n")
    assert (outcome.code, outcome.err) == (told if fault == errno.ENOSPC else (141, ""))


@pytest.mark.programas
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals(seed: Path, number: signal.Signals, code: int) -> None:
    """The call waits for a reader that reads nothing; its first word on stderr says that it is at work."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"." * 4096)
    except BlockingIOError:
        os.set_blocking(writer, True)
    # Not measured: an exception that comes while coverage holds its own lock leaves it held for ever.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    running = subprocess.Popen(
        [*RUTAPLAN, "render"], cwd=seed, env=alone, stdout=writer, stderr=subprocess.PIPE
    )
    assert running.stderr is not None
    assert running.stderr.readline().strip()
    running.send_signal(number)
    _, said = running.communicate(timeout=20)
    os.close(reader)
    os.close(writer)
    assert running.returncode == code
    assert b"Traceback" not in said
    assert not list(seed.glob("salida/.*"))


def test_a_folder_that_cannot_be_written(unprivileged: Path, rutaplan: Rutaplan) -> None:
    (unprivileged / "salida").mkdir(mode=0o555)
    done = rutaplan("render", "--formato", "html", cwd=unprivileged)
    assert done.code == 2
    assert "no hay permiso" in done.err


@pytest.mark.programas
def test_a_file_where_the_folder_should_be(seed: Path) -> None:
    (seed / "salida").touch()
    done = shell("rutaplan render", seed)
    assert done.returncode == 2
    assert "hay un archivo donde debería haber una carpeta" in done.stderr


@pytest.mark.programas
def test_a_disk_quota(seed: Path) -> None:
    done = shell("trap '' XFSZ; ulimit -f 1; rutaplan render", seed)
    assert done.returncode == 2
    assert "supera el tamaño permitido" in done.stderr
    assert not list(seed.glob("salida/.*"))


def test_without_its_net_a_bug_is_one_sentence(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rutaplan.cli import terminal

    def broken(*_: object, **__: object) -> None:
        raise LookupError("secreto")

    monkeypatch.setattr(terminal, "write", broken)
    monkeypatch.delenv("RUTAPLAN_DEBUG")
    outcome = rutaplan("list", cwd=seed)
    assert outcome.code == 2
    assert "Error interno de rutaplan (LookupError)" in outcome.err
    assert "secreto" not in outcome.err


def loaded(statement: str, cwd: Path) -> set[str]:
    """The packages that a statement brings in."""
    script = f"import sys, json\n{statement}\nsys.stderr.write(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=cwd, capture_output=True, text=True, check=True)
    return {name for name in json.loads(done.stderr) if "." not in name}


def called(argument: str) -> str:
    return f"sys.argv = ['rutaplan', {argument!r}]\nfrom rutaplan.__main__ import main\nmain()"


@pytest.mark.programas
def test_each_call_loads_only_what_it_needs(seed: Path) -> None:
    assert not {"pydantic", "jinja2", "yaml"} & loaded(called("--help"), seed)
    assert not {"pydantic", "jinja2", "yaml", "click"} & loaded(called("--version"), seed)
    assert not {"jinja2"} & loaded(called("validate"), seed)
    assert not {"click", "jinja2"} & loaded("import rutaplan.load, rutaplan.rules, rutaplan.query", seed)


PLUGIN = {
    "ajeno.py": "class Plugin:\n    def new_schema_validator(*_, **__): return None, None, None\n",
    "ajeno-1.dist-info/METADATA": "Name: ajeno\nVersion: 1\n",
    "ajeno-1.dist-info/entry_points.txt": "[pydantic]\najeno = ajeno:Plugin\n",
}


@pytest.mark.programas
def test_no_plugin_of_pydantic_is_looked_for(seed: Path) -> None:
    """Looking for them reads the metadata of all that is installed, and loads code of strangers."""
    for name, text in PLUGIN.items():
        (seed / name).parent.mkdir(exist_ok=True)
        (seed / name).write_text(text, "utf-8")
    assert {"ajeno", "email"} <= loaded("import rutaplan.model", seed)  # past the door, it works
    assert not {"ajeno", "email"} & loaded(called("validate"), seed)


@pytest.mark.programas
def test_a_pydantic_that_asks_more_of_its_loader_gets_it(seed: Path) -> None:
    asked = "from pydantic.plugin import _loader\nassert _loader.PYDANTIC_ENTRY_POINT_GROUP == 'pydantic'"
    assert "email" in loaded(f"{called('validate')}\n{asked}", seed)


@pytest.mark.programas
def test_what_libraries_import_and_no_call_asks_is_loaded_when_it_is_asked(seed: Path) -> None:
    assert "hmac" not in loaded(called("validate"), seed)
    asked = "import secrets, tokenize\nassert secrets.token_hex(4) and tokenize.open"
    assert "hmac" in loaded(f"{called('validate')}\n{asked}", seed)


@pytest.mark.programas
def test_a_field_that_asks_more_of_pydantic_gets_its_real_classes(seed: Path) -> None:
    late, real = (
        "\n".join(
            f"assert type(sys.modules[{each!r}]).__name__ == {kind!r}"
            for each in ("pydantic.types", "annotated_types")
        )
        for kind in ("_LateChecks", "module")
    )
    asked = "import pydantic as p\nassert p.Field(strict=True, gt=3).metadata == [p.Strict(), __import__('annotated_types').Gt(3)]"
    assert "annotated_types" in loaded(f"{called('validate')}\n{late}\n{asked}\n{real}", seed)
