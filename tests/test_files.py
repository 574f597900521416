"""The door to the disk: what is never read, said with its code, and what is written whole or not at all."""

import errno
import json
import os
import re
from pathlib import Path
from typing import NoReturn

import pytest
from helpers.calls import Rutaplan, accion

from rutaplan import files
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import read_folder, remove_temporaries, write_bytes


def link_to_file(data: Path) -> str:
    (data / "acciones" / "retorno" / "RET-N-40.yaml").symlink_to("RET-N-01.yaml")
    return "acciones/retorno/RET-N-40.yaml"


def link_to_folder(data: Path) -> str:
    (data / "acciones" / "otra").symlink_to(data / "grupos", target_is_directory=True)
    return "acciones/otra"


def dangling_link(data: Path) -> str:
    (data / "acciones" / "x.yaml").symlink_to("no-hay")
    return "acciones/x.yaml"


def link_in_fuentes(data: Path) -> str:
    (data / "fuentes" / "x.txt").symlink_to("/etc/passwd")
    return "fuentes/x.txt"


def pipe(data: Path) -> str:
    os.mkfifo(data / "acciones" / "x.yaml")
    return "acciones/x.yaml"


def folder_as_sheet(data: Path) -> str:
    (data / "acciones" / "x.yaml").mkdir()
    return "acciones/x.yaml"


def written(name: str, content: bytes = b"a: 1\n") -> object:
    def write(data: Path) -> str:
        path = data / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
        return name

    return write


def sparse(data: Path) -> str:
    with (data / "acciones" / "x.yaml").open("wb") as stream:
        stream.truncate(10**9)
    return "acciones/x.yaml"


def without_catalogos(data: Path) -> str:
    (data / "catalogos.yaml").unlink()
    return "catalogos.yaml"


FAULTS = {
    "link to a file": (link_to_file, "YML13"),
    "link to a folder": (link_to_folder, "YML13"),
    "dangling link": (dangling_link, "YML13"),
    "link in fuentes": (link_in_fuentes, "YML13"),
    "pipe": (pipe, "YML14"),
    "folder named as a sheet": (folder_as_sheet, "YML14"),
    ".yml": (written("acciones/x.yml"), "YML16"),
    ".YAML": (written("acciones/x.YAML"), "YML16"),
    "hidden": (written("acciones/.x.yaml"), "YML16"),
    "beside taller.yaml": (written("x.yaml"), "YML16"),
    "in a folder of its own": (written("otra/x.yaml"), "YML16"),
    "too big": (sparse, "YML11"),
    "no catalogos.yaml": (without_catalogos, "YML21"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_not_read_is_said(seed: Path, rutaplan: Rutaplan, case: str) -> None:
    make, code = FAULTS[case]
    name = make(seed / "data")  # type: ignore[operator]  # the table holds functions
    outcome = rutaplan("validate", "--formato", "json", cwd=seed)
    errors = [h for h in json.loads(outcome.out)["hallazgos"] if h["gravedad"] == "error"]
    assert (code, f"data/{name}") in [(h["codigo"], h["archivo"]) for h in errors]
    assert outcome.code == 1


PERSON = "Zoila Canaria"
PRIVATE = {
    "no id": f"{PERSON}.yaml",
    "an id of no group": "zoila-canaria.yaml",
    ".yml": f"{PERSON}.yml",
    "in a folder": f"{PERSON}/x.yaml",
    "hidden": ".zoila.yaml",
}


@pytest.mark.parametrize("case", PRIVATE)
@pytest.mark.parametrize(
    "call",
    [
        ("validate", "--detalle"),
        ("validate", "--formato", "github"),
        ("validate", "--formato", "json"),
        ("list", "--grupo", "x"),
        ("fmt", "--revisar"),
        ("set", "RET-N-01", "grupo=x", "--simular"),
        ("rename", "RET-N-01", "RET-N-40", "--simular"),
    ],
    ids=" ".join,
)
def test_no_name_of_a_private_file_is_shown_but_ours(
    seed: Path, rutaplan: Rutaplan, case: str, call: tuple[str, ...]
) -> None:
    path = seed / "data" / "grupos" / PRIVATE[case]
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: g2\n", encoding="utf-8")
    done = rutaplan(*call, cwd=seed)
    assert not re.search("zoila|canaria", done.out + done.err, re.IGNORECASE)
    assert call[0] != "validate" or ("YML16" in done.out and "data/grupos" in done.out)


ENCODINGS = {
    "latin-1": ("titulo: 1\nnombre: ñandú\n".encode("latin-1"), "Windows-1252", 2, 9),
    "UTF-16, marked": ("nombre: ñandú\n".encode("utf-16"), "UTF-16", 1, 1),
    "UTF-16, unmarked": ("nombre: ñandú\n".encode("utf-16-le"), "UTF-16", 1, 17),
    "UTF-32": (b"\xff\xfe\0\0" + "ñ".encode("utf-32-le"), "UTF-32", 1, 1),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_other_encodings_are_named_at_their_place(seed: Path, case: str) -> None:
    content, name, line, column = ENCODINGS[case]
    accion(seed, "RET-N-01").write_bytes(content)
    (fault,) = read_folder(seed / "data").diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == ("YML09", line, column)
    assert name in fault.found


@pytest.mark.parametrize("how", ["byte order mark", "carriage returns"])
def test_a_windows_editor_changes_nothing(seed: Path, rutaplan: Rutaplan, how: str) -> None:
    expected = rutaplan("validate", "--formato", "json", cwd=seed).out
    for path in (seed / "data").rglob("*.yaml"):
        content = path.read_bytes()
        path.write_bytes(
            b"\xef\xbb\xbf" + content if how == "byte order mark" else content.replace(b"\n", b"\r\n")
        )
    assert rutaplan("validate", "--formato", "json", cwd=seed).out == expected


def test_a_file_that_vanishes_is_said_and_the_others_are_read(
    seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = accion(seed, "RET-N-05")
    opened = os.open

    def open_late(path: object, *rest: int) -> int:
        if str(path).endswith("RET-N-01.yaml"):
            gone.unlink()
        return opened(path, *rest)  # type: ignore[arg-type]  # a path, as os.open was given it

    monkeypatch.setattr(files.os, "open", open_late)
    folder = read_folder(seed / "data")
    (fault,) = folder.diagnostics
    assert (fault.code, fault.found) == ("YML15", "ya no existe")
    assert fault.place.path.endswith("RET-N-05.yaml")
    assert "acciones/retorno/RET-N-06.yaml" in [file.name for file in folder.files]


def test_names_that_differ_in_capitals_or_accents(seed: Path) -> None:
    for name in ("uno.yaml", "Uno.yaml", "caña.yaml", "can\u0303a.yaml"):
        (seed / "data" / "acciones" / name).write_text("a: 1\n")
    if len(list((seed / "data" / "acciones").glob("*.yaml"))) < 4:
        pytest.skip("this disk tells no capitals apart")
    found = [d for d in read_folder(seed / "data").diagnostics if d.code == "YML19"]
    assert sorted(d.related[0][1].path.rpartition("/")[2] for d in found) == ["Uno.yaml", "can\u0303a.yaml"]


def test_without_permission(unprivileged: Path) -> None:
    accion(unprivileged, "RET-N-01").chmod(0)
    (unprivileged / "data" / "grupos").chmod(0)
    found = {
        d.place.path.rpartition("/")[2]
        for d in read_folder(unprivileged / "data").diagnostics
        if d.code == "YML15"
    }
    (unprivileged / "data" / "grupos").chmod(0o755)
    assert found == {"RET-N-01.yaml", "grupos"}


def test_fuentes_holds_what_it_likes(seed: Path) -> None:
    written("fuentes/x.yml", b"\xff")(seed / "data")  # type: ignore[operator]  # a function
    assert read_folder(seed / "data").diagnostics == ()


@pytest.mark.parametrize("number", range(1, 8))
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "lleno"), KeyboardInterrupt()])
def test_a_write_that_fails_anywhere_leaves_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: BaseException
) -> None:
    """Fail at the N-th thing that is asked of the system, whichever it is."""
    target = tmp_path / "x.html"
    target.write_bytes(b"viejo")
    asked = 0

    def failing(real: object) -> object:
        def call(*arguments: object, **named: object) -> object:
            nonlocal asked
            asked += 1
            if asked == number:
                raise fault
            return real(*arguments, **named)  # type: ignore[operator]  # the system's own function

        return call

    with monkeypatch.context() as patch:
        for name in ("open", "fsync"):
            patch.setattr(files.os, name, failing(getattr(os, name)))
        patch.setattr(Path, "replace", failing(Path.replace))
        try:
            write_bytes(target, b"nuevo")
        except (OSError, KeyboardInterrupt):
            assert asked == number
        else:
            assert asked < number
    assert target.read_bytes() == (b"viejo" if number <= 3 else b"nuevo")
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]


def test_writing_replaces_a_link_and_spares_what_it_leads_to(tmp_path: Path) -> None:
    victim = tmp_path / "ajeno"
    victim.write_bytes(b"ajeno")
    (tmp_path / "x").symlink_to(victim)
    write_bytes(tmp_path / "x", b"nuevo")
    assert victim.read_bytes() == b"ajeno"
    assert not (tmp_path / "x").is_symlink()
    assert (tmp_path / "x").read_bytes() == b"nuevo"


def test_what_is_written_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "otro").touch()
    write_bytes(tmp_path / "x", b"")
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "otro").stat().st_mode


def test_only_our_temporaries_are_removed(tmp_path: Path) -> None:
    kept = (".rutaplan-zzzzzzzz.tmp", "rutaplan-0123abcd.tmp", ".rutaplan-0123abcd.tmp.html")
    for name in (".rutaplan-0123abcd.tmp", *kept):
        (tmp_path / name).touch()
    remove_temporaries(tmp_path)
    remove_temporaries(tmp_path / "no-hay")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE])
def test_what_the_disk_refuses_is_a_finding(seed: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError(number, "no")

    monkeypatch.setattr(files.os, "open", refuse)
    fault = files.read_text(accion(seed, "RET-N-01"), "x.yaml")
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.found) == ("YML15", f"el sistema no lo deja leer (error {number})")
