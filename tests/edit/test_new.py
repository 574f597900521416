"""new: the next free id, the form's fields, and nothing of the plan touched."""

import re
import shlex
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit
from helpers.interviews import interview
from helpers.repositories import commit, git, repository

FILLED = """\
# yaml-language-server: $schema=../../../esquemas/accion.json
id: RET-N-21
eje: retorno
nivel: nacional
grupo: g1-retorno
texto: 'Revisar: los manuales.'
plazo_meses: 12
instituciones: [hn-inm, oim]
"""


def test_what_is_not_said_is_to_be_decided(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("new", "--eje", "retorno", "--nivel", "regional", "--si", cwd=seed)
    assert done.code == 0
    assert done.out.endswith("RET-R-14\n")
    assert accion(seed, "RET-R-14").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../../esquemas/accion.json\nid: RET-R-14\neje: retorno\nnivel: regional\n"
        "grupo: g1-retorno\ntexto: por_definir\nplazo_meses: por_definir\ninstituciones: por_definir\n"
    )
    assert rutaplan("validate", cwd=seed).code == 0
    assert rutaplan("fmt", "--revisar", cwd=seed).code == 0


@pytest.mark.parametrize("secret", ["Zoraida Quintanilla Prueba", "zq@ejemplo.org", "2222-3333"])
def test_it_shows_nobody_of_whom_it_writes(seed: Path, rutaplan: Rutaplan, secret: str) -> None:
    person = "participantes+=Zoraida Quintanilla Prueba, Directora, OIM"
    assert rutaplan("set", "g1-retorno", person, "--si", cwd=seed).code == 0
    texto = f"Revisar los manuales, dice {secret}."
    order = ("new", "--eje", "retorno", "--nivel", "nacional", "--texto", texto, "--si")
    done = rutaplan(*order, cwd=seed)
    assert (done.code, secret in done.out + done.err) == (0, False)
    assert "(no se muestra: tiene un dato personal)\n+plazo_meses: por_definir\n" in done.out
    assert f"texto: {texto}\n" in accion(seed, "RET-N-21").read_text("utf-8")


def test_what_is_said_is_written(seed: Path, rutaplan: Rutaplan) -> None:
    order = ["new", "--eje", "retorno", "--nivel", "nacional", "--texto", "Revisar: los manuales."]
    order += ["--plazo", "12", "--institucion", "hn-inm", "--institucion", "OIM", "--si"]
    assert rutaplan(*order, cwd=seed).code == 0
    assert accion(seed, "RET-N-21").read_text("utf-8") == FILLED


def test_names_and_words_do_as_well_as_ids(seed: Path, rutaplan: Rutaplan) -> None:
    order = [
        "new",
        "--eje",
        "RETORNO",
        "--nivel",
        "n",
        "--grupo",
        "retorno",
        "--texto",
        "Revisar: los manuales.",
    ]
    order += ["--plazo", "un año", "--institucion", "INM de Honduras", "--institucion", "OIM", "--si"]
    done = rutaplan(*order, cwd=seed)
    assert done.code == 0, done.err
    assert accion(seed, "RET-N-21").read_text("utf-8") == FILLED


def test_a_type_is_known_by_its_name_and_its_plural(seed: Path, rutaplan: Rutaplan) -> None:
    order = ["new", "--eje", "retorno", "--nivel", "nacional", "--institucion", "Cancillerías"]
    order += ["--institucion", "gobierno local", "--institucion", "oim", "--si"]
    assert rutaplan(*order, cwd=seed).code == 0
    assert "\ninstituciones: [cancilleria, gobierno_local, oim]\n" in accion(seed, "RET-N-21").read_text(
        "utf-8"
    )
    assert rutaplan("validate", cwd=seed).code == 0


def test_a_number_that_was_taken_is_not_given_again(seed: Path, rutaplan: Rutaplan) -> None:
    accion(seed, "RET-N-20").unlink()
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: por_definir  # antes, RET-N-30")
    done = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--si", cwd=seed)
    assert done.out.endswith("RET-N-31\n")
    accion(seed, "RET-N-99").write_text("no se lee: [\n", "utf-8")
    done = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--si", cwd=seed)
    assert done.out.endswith("RET-N-100\n")
    edit(accion(seed, "RET-N-01"), "RET-N-30", "RET-N-999999")
    done = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--si", cwd=seed)
    assert done.code == 2
    assert "RET-N-999999, que está en «data/acciones/retorno/RET-N-01.yaml»" in " ".join(done.err.split())


def test_the_first_of_an_empty_eje(seed: Path, rutaplan: Rutaplan) -> None:
    order = ("new", "--eje", "integracion", "--nivel", "nacional", "--si")
    done = rutaplan(*order, cwd=seed)
    assert (done.code, done.out) == (2, "")
    mend = "El eje integracion no tiene grupo; haga antes el suyo en grupos/, con «eje: integracion»."
    assert mend in done.err.replace("\n", " ")
    # What it advises is done.
    group = (seed / "data" / "grupos" / "g1-retorno.yaml").read_text("utf-8")
    other = group.replace("g1-retorno", "g3-integracion").replace("eje: retorno", "eje: integracion")
    (seed / "data" / "grupos" / "g3-integracion.yaml").write_text(other, "utf-8")
    done = rutaplan(*order, "--grupo", "g1-retorno", cwd=seed)
    assert "El grupo «g1-retorno» es del eje retorno; hay: g3-integracion." in done.err.replace("\n", " ")
    assert rutaplan(*order, cwd=seed).code == 0
    path = seed / "data" / "acciones" / "integracion" / "INT-N-01.yaml"
    assert "\ngrupo: g3-integracion\n" in path.read_text("utf-8")
    assert (seed / "data" / "acciones" / "integracion" / "INT-N-01.yaml").exists()


REFUSED = {
    ("--nivel", "nacional"): "Falta --eje: retorno, reintegracion, integracion.",
    ("--eje", "retorno"): "Falta --nivel: nacional, regional.",
    ("--eje", "retorn", "--nivel", "nacional"): "--eje: no hay «retorn»; lo más parecido es «retorno»",
    ("--eje", "retorno", "--nivel", "xyz"): "--nivel: no hay «xyz» (hay: nacional, regional).",
    ("--eje", "retorno", "--nivel", "nacional", "--grupo", "g2"): "--grupo: no hay «g2»",
    (
        "--eje",
        "retorno",
        "--nivel",
        "nacional",
        "--plazo",
        "6-12 meses",
    ): "es un rango; escriba el máximo: 12",
    ("--eje", "retorno", "--nivel", "nacional", "--plazo", "121"): "--plazo: el plazo «121»",
    ("--eje", "retorno", "--nivel", "nacional", "--plazo", "pronto"): "--plazo: el plazo «pronto»",
    ("--eje", "retorno", "--nivel", "nacional", "--institucion", "INM"): "hn-inm, mx-inm, do-inm",
    ("--eje", "retorno", "--nivel", "nacional", "--institucion", "hn-imn"): "rutaplan list --instituciones",
    (
        "--eje",
        "retorno",
        "--nivel",
        "nacional",
        "--texto",
        "corto",
    ): "--texto: tiene 5 letras, y debe tener de 10 a 1000",
    ("--eje", "retorno", "--nivel", "nacional", "--texto", "a\u202eb con algo más"): "no se pueden imprimir",
}


@pytest.mark.parametrize("options", REFUSED)
def test_what_cannot_be_is_told_and_not_written(
    untouched: Path, rutaplan: Rutaplan, options: tuple[str, ...]
) -> None:
    before = sorted(untouched.rglob("*"))
    done = rutaplan("new", *options, "--si", cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert REFUSED[options] in done.err.replace("\n", " ")
    assert sorted(untouched.rglob("*")) == before


def test_in_a_pipe_it_neither_asks_nor_writes(untouched: Path, rutaplan: Rutaplan) -> None:
    before = sorted(untouched.rglob("*"))
    done = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", cwd=untouched)
    assert done.code == 2
    assert "--si" in done.err
    done = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--simular", cwd=untouched)
    assert done.code == 0
    assert "+id: RET-N-21\n" in done.out
    assert sorted(untouched.rglob("*")) == before


@pytest.mark.programas
def test_on_a_terminal_it_asks_and_opens_the_editor(seed: Path) -> None:
    editor = seed / "editor"
    editor.write_text('#!/bin/sh\necho "# visto" >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    answers = ["Retorno", "nacional", "Revisar: los manuales.", "12 meses", "?", "hn-inm, OIM", "", "s"]
    done = interview(seed, ["new", "--editar"], answers, EDITOR=str(editor), VISUAL="")
    assert done.code == 0, done.out
    assert accion(seed, "RET-N-21").read_text("utf-8") == FILLED + "# visto\n"
    assert "hn-inm: Instituto Nacional de Migración" in done.out
    assert "bz-dbmis: Departamento de Gestión Fronteriza" in done.out


@pytest.mark.programas
def test_the_type_of_a_new_body_is_an_answer_too(seed: Path, rutaplan: Rutaplan) -> None:
    answers = [
        "retorno",
        "nacional",
        "Revisar los manuales.",
        "6",
        "Secretaría Rara",
        "Honduras",
        "salud",
        "",
        "n",
    ]
    told = interview(seed, ["new"], answers).out.replace("\r", "").partition("se dice otra vez así:\n")[2]
    calls = [shlex.split(line.strip()) for line in told.split("\n") if "rutaplan" in line]
    assert [call[1] for call in calls] == ["set", "new"]
    for call in calls:
        assert rutaplan(*call[1:], "--si", cwd=seed).code == 0
    assert "instituciones: [hn-secretaria-rara]" in accion(seed, "RET-N-21").read_text("utf-8")


WRONG = ["Retrno", "retorno", "comarcal", "nacional", "corto", "Revisar: los manuales.", "nunca", "1 año"]
WRONG += ["INM", "INM (Honduras), OIM", "alta", "sí"]
REASONS = (
    "no hay «Retrno»",
    "no hay «comarcal»",
    "tiene 5 letras",
    "«nunca»",
    "«INM» es de varias",
    "«alta» no es «sí» ni «no»",
)


@pytest.mark.programas
def test_what_is_not_understood_is_asked_again_with_the_reason(seed: Path) -> None:
    done = interview(seed, ["new"], [*WRONG, "s"])
    assert done.code == 0, done.out
    for reason in REASONS:
        assert reason in done.out
    assert accion(seed, "RET-N-21").read_text("utf-8") == FILLED + "prioridad: true\n"


@pytest.mark.programas
@pytest.mark.parametrize("end", ["interrupted", "not agreed", "not written"])
def test_what_was_answered_is_never_lost(seed: Path, rutaplan: Rutaplan, end: str) -> None:
    path = accion(seed, "RET-N-21")
    last = {
        "interrupted": ["\x03"],
        "not agreed": ["n"],
        "not written": [lambda: path.write_text("otra", "utf-8"), "s"],
    }
    done = interview(seed, ["new"], [*WRONG, *last[end]])
    assert done.code == {"interrupted": 130, "not agreed": 0, "not written": 2}[end], done.out
    again = re.search(r"^  rutaplan (new .*?)\r?$", done.out, re.MULTILINE)
    assert again, done.out
    path.unlink(missing_ok=True)
    assert rutaplan(*shlex.split(again[1]), "--si", cwd=seed).code == 0
    assert path.read_text("utf-8") == FILLED + "prioridad: true\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--texto", ""), "--texto: está vacío"),
        (("--texto", "   "), "--texto: está vacío"),
        (("--plazo", ""), "--plazo: está vacío"),
        (("--texto", "X"), "--texto: tiene 1 letra, y debe tener de 10 a 1000"),
        (("--texto", "Abrir algo.", "--editar"), "--editar necesita una terminal"),
    ],
)
def test_what_a_script_gets_wrong_is_told_before_writing(
    untouched: Path, rutaplan: Rutaplan, options: tuple[str, ...], said: str
) -> None:
    outcome = rutaplan("new", "--eje", "retorno", "--nivel", "nacional", "--si", *options, cwd=untouched)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert not (untouched / "data" / "acciones" / "retorno" / "RET-N-21.yaml").exists()


ORDER = ("new", "--eje", "retorno", "--nivel", "nacional", "--si")


@pytest.mark.parametrize(
    ("answer", "lines"), [("sí", ["prioridad: true"]), ("x", ["prioridad: true"]), ("no", [])]
)
def test_a_priority_is_written_where_there_is_one(
    seed: Path, rutaplan: Rutaplan, answer: str, lines: list[str]
) -> None:
    texto = "Revisar los manuales cada año."
    assert rutaplan(*ORDER, "--texto", texto, "--prioridad", answer, cwd=seed).code == 0
    assert accion(seed, "RET-N-21").read_text("utf-8").splitlines()[8:] == lines
    assert rutaplan("fmt", "--revisar", cwd=seed).code == 0


def test_a_priority_that_is_a_rank_is_refused(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan(*ORDER, "--prioridad", "1", cwd=seed)
    assert (done.code, "--prioridad: «1» no es «sí» ni «no»" in done.err) == (2, True)
    assert not accion(seed, "RET-N-21").exists()


@pytest.mark.programas
def test_a_number_whose_file_is_gone_is_not_given_again(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    """Not by new, nor by import: minutes and mails that cite it would mean another action."""
    repository(seed)
    assert rutaplan(*ORDER, cwd=seed).out.endswith("RET-N-21\n")
    commit(seed)
    git(seed, "rm", "-q", "data/acciones/retorno/RET-N-21.yaml", "data/acciones/retorno/RET-N-20.yaml")
    commit(seed)
    done = rutaplan(*ORDER, cwd=seed)
    assert (done.out.splitlines()[-1], done.err) == ("RET-N-22", "Escrito: 1 archivo.\n")
    (seed / "t.csv").write_text(
        "acción,nivel,eje,grupo\nRevisar lo que se acordó entonces.,nacional,retorno,g1-retorno\n",
        encoding="utf-8",
    )
    rutaplan("import", "t.csv", "--si", cwd=seed)
    assert accion(seed, "RET-N-23").exists()
    commit(seed)
    done = rutaplan("rename", "RET-N-23", "RET-N-21", "--si", cwd=seed)
    assert (done.code, "RET-N-21 ya fue el id de una acción" in done.err) == (2, True)
    git(tmp_path, "clone", "-q", "--depth", "1", seed.as_uri(), "corta")
    done = rutaplan(*ORDER, cwd=tmp_path / "corta")
    assert (
        "Quizá un número nuevo ya fue de una acción que se borró: la historia de git está recortada"
        in done.err
    )


def test_who_names_an_action_that_was_deleted_is_told_how_one_leaves(seed: Path, rutaplan: Rutaplan) -> None:
    accion(seed, "RET-R-10").unlink()
    told = " ".join(rutaplan("validate", cwd=seed).out.split())
    assert "REF01" in told
    assert "si se borró, recupere su archivo de git" in told
    assert "«rutaplan set RET-R-10 estado=descartada motivo=...»" in told


INSTITUCION = """\
{ident}:
  nombre: Una institución que se agrega
  pais: HN
  tipo: autoridad_migratoria
  fuente: no_consta
  confianza: por_verificar
"""


@pytest.mark.programas
def test_two_branches_that_add_an_institution_each_are_joined(seed: Path, rutaplan: Rutaplan) -> None:
    path = seed / "data" / "instituciones.yaml"
    repository(seed)
    git(seed, "switch", "-q", "-c", "otra")
    edit(path, "\nhn-inm:", f"\n{INSTITUCION.format(ident='hn-aaa')}hn-inm:")
    rutaplan("schema", cwd=seed)
    commit(seed)
    git(seed, "switch", "-q", "main")
    path.write_text(path.read_text("utf-8") + INSTITUCION.format(ident="us-zzz"), encoding="utf-8")
    rutaplan("schema", cwd=seed)
    commit(seed)
    git(seed, "merge", "-q", "otra")
    told = rutaplan("validate", cwd=seed)
    assert (told.code, "ESQ10" in told.out) == (0, False)


@pytest.mark.programas
def test_two_branches_that_fill_a_field_each_are_told_how_to_join(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-01")
    repository(seed)
    git(seed, "switch", "-q", "-c", "otra")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6")
    commit(seed)
    git(seed, "switch", "-q", "main")
    edit(path, "instituciones: por_definir", "instituciones: [oim]")
    commit(seed)
    git(seed, "merge", "-q", "otra", code=1)
    told = " ".join(rutaplan("validate", cwd=seed).out.split())
    assert "o las líneas de ambas si cada una cambió otro campo" in told
