"""What is wrong with a call is an error of the call, and writes nothing: options given twice, links, names."""

import os
from pathlib import Path

import click
import pytest
from helpers.calls import Rutaplan

from rutaplan.cli import COMMANDS, group

TWICE = (
    ("list", "--formato", "csv", "--formato", "json"),
    ("list", "--formato=csv", "--eje", "retorno", "--formato=csv"),
    ("list", "--orden", "id", "--orden", "texto"),
    ("list", "--columnas", "id", "--columnas", "texto"),
    ("new", "--texto", "Revisar algo más.", "--texto", "Revisar otra cosa.", "--si"),
    ("new", "--plazo", "6", "--plazo", "12", "--eje", "retorno", "--nivel", "nacional", "--si"),
    ("new", "--eje", "retorno", "--eje", "integracion", "--nivel", "nacional", "--si"),
    ("render", "-o", "una", "--salida", "otra"),
    ("render", "-ouna", "-ootra"),
    ("render", "--papel", "a4", "--papel", "carta"),
    ("validate", "--formato", "json", "--formato", "texto"),
    ("validate", "--falla", "aviso", "--falla", "error"),
    ("import", "x.csv", "--grupo", "g1", "--grupo", "g2", "--si"),
    ("import", "x.csv", "--preferir", "papel", "--preferir", "plan", "--si"),
    ("--datos", "data", "--datos", "otra", "list"),
    ("--datos", "data", "list", "--datos", "otra"),
    ("list", "--datos", "data", "--datos", "data"),
    ("init", "t", "--titulo", "Uno", "--titulo", "Dos", "--si"),
)

PATHS = ("CARPETA", "ARCHIVO", "PAPEL", "FORMULARIO", "VERSIÓN")


@pytest.mark.parametrize("call", TWICE, ids=" ".join)
def test_an_option_of_one_value_is_given_once(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...]
) -> None:
    done = rutaplan(*call, cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert "está dos veces, y lleva un solo valor." in done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_says_something_that_can_be_seen(untouched: Path, rutaplan: Rutaplan, name: str) -> None:
    command = group.get_command(click.Context(group), name)
    options = [each for each in command.params if isinstance(each, click.Option)] if command else []
    for option in (each for each in options if not each.is_flag and not each.hidden):
        odd = [("a\x07b", "que no se pueden imprimir")] * (option.metavar not in PATHS)
        blank = [("", "está vacío"), ("  ", "está vacío")] * (option.metavar != "CÓDIGOS")
        for value, said in (*blank, *odd):
            done = rutaplan(name, f"{option.opts[-1]}={value}", cwd=untouched)
            assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
            assert done.err.startswith(f"Error: {option.opts[-1]}")
            assert said in done.err


def test_a_short_option_and_its_value_are_two_words(untouched: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("render", "-o=otra", cwd=untouched)
    assert (done.code, done.err) == (2, "Error: «-o=otra» lleva un espacio: -o otra.\n")


@pytest.mark.parametrize(
    "call",
    [
        ("list", "--eje", "retorno", "--eje", "integracion"),
        ("list", "--prioridad", "--prioridad"),
        ("list", "--formato", "ids", "--texto", "--formato"),
        ("validate", "--ignorar", "ACC06", "--ignorar", "ACC05", "--detalle", "--detalle"),
        (
            "new",
            "--eje",
            "retorno",
            "--nivel",
            "nacional",
            "--institucion",
            "oim",
            "--institucion",
            "crm",
            "--simular",
        ),
    ],
    ids=" ".join,
)
def test_what_may_repeat_may_repeat(untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...]) -> None:
    assert rutaplan(*call, cwd=untouched).code == 0


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize("to", ["afuera", "data", "nada"])
def test_no_folder_behind_a_link_is_written_into(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, to: str
) -> None:
    outside = tmp_path / "afuera"
    outside.mkdir()
    target = {"afuera": outside, "data": seed / "data", "nada": tmp_path / "nada"}[to]
    (seed / "salida").symlink_to(target)
    (seed / "medio").symlink_to(outside)
    for call in (
        ("render",),
        ("render", "-o", "salida"),
        ("render", "-o", "salida/dentro"),
        ("render", "-o", "medio/x"),
    ):
        done = rutaplan(*call, "--forzar", "--formato", "md", cwd=seed)
        assert (done.code, done.out) == (2, "")
        assert "enlace" in done.err or "dentro de la carpeta de los datos" in done.err
    (seed / "esquemas").rename(seed / "antes")
    (seed / "esquemas").symlink_to(target)
    for call in (("schema",), ("schema", "--forzar")):
        done = rutaplan(*call, cwd=seed)
        assert (done.code, done.out) == (2, "")
        assert "enlace" in done.err
    done = rutaplan("rename", "hn-inm", "hn-otro", "--si", cwd=seed)
    assert done.code == 0  # the plan is written, and nothing behind the link
    assert not list(outside.iterdir())
    assert not (tmp_path / "nada").exists()
    assert not list((seed / "data").glob("*.json"))


RESERVED = ("con", "Con", "AUX", "nul", "prn", "com1", "LPT9", "null", "True", "no", "y")


@pytest.mark.parametrize("name", RESERVED)
def test_no_id_is_a_name_that_windows_or_yaml_reserve(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path, name: str
) -> None:
    done = rutaplan("init", "t", "--eje", name, "--si", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert f"«{name}» no sirve de nombre de un eje" in done.err
    assert not (tmp_path / "t").exists()
    done = rutaplan("rename", "hn-inm", name.lower(), "--si", cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert "no es un id de institución" in done.err


@pytest.mark.parametrize("name", ["con", "aux", "nul", "com0", "lpt1"])
def test_an_eje_of_such_a_name_is_an_error(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    path = seed / "data" / "taller.yaml"
    path.write_text(path.read_text("utf-8").replace("id: integracion", f"id: {name}"), encoding="utf-8")
    told = rutaplan("validate", cwd=seed)
    assert told.code == 1
    assert f"«{name}», que Windows reserva para sí" in told.out


@pytest.mark.parametrize("name", ["consulado", "auxilio", "con-sulado", "nulidad", "com10", "prensa"])
def test_a_name_that_only_begins_so_is_an_id(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    assert rutaplan("rename", "hn-inm", name, "--si", cwd=seed).code == 0
    assert rutaplan("validate", cwd=seed).code == 0
