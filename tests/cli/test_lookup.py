"""A body, a group and the workshop are looked up by whatever people call them."""

import csv
import io
import json
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, Rutaplan, accion, edit

from rutaplan.load import load
from rutaplan.model import fields

HONDURAS = ["hn-inm", "hn-sreci", "hn-conaprohm", "hn-senaf", "hn-dinaf", "hn-sedh", "hn-rnp"]
WORDS = {
    "Honduras": HONDURAS,
    "hn": HONDURAS,
    "HONDURAS": HONDURAS,
    "INM": ["hn-inm", "mx-inm", "do-inm"],
    "oim": ["oim"],
    "Mx-Inm": ["mx-inm"],
    "consejo nacional de migración": None,
    "consejo_nacional_migracion": None,
    "PROTECCION al hondureño": ["hn-conaprohm"],
}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_finds_the_bodies(untouched: Path, rutaplan: Rutaplan, word: str) -> None:
    known = load(untouched / "data")[0].institucion_by_id
    wanted = WORDS[word] or [
        ident for ident, each in known.items() if each.tipo == "consejo_nacional_migracion"
    ]
    done = rutaplan("list", "--instituciones", word, "--formato", "ids", cwd=untouched)
    assert (done.code, done.out.split()) == (0, wanted)
    assert done.err.startswith(f"{len(wanted)} de {len(known)} ")


def test_every_format_holds_the_same_bodies(untouched: Path, rutaplan: Rutaplan) -> None:
    def call(formato: str) -> str:
        return rutaplan("list", "--instituciones", "Honduras", "--formato", formato, cwd=untouched).out

    assert [line.split()[0] for line in call("tabla").splitlines() if line.startswith("hn-")] == HONDURAS
    assert [row["id"] for row in csv.DictReader(io.StringIO(call("csv"), newline=""))] == HONDURAS
    content = json.loads(call("json"))
    assert (content["formato"], content["version"]) == ("rutaplan.instituciones", 1)
    assert [each["id"] for each in content["instituciones"]] == HONDURAS
    everything = rutaplan("list", "--instituciones", "--formato", "ids", cwd=untouched)
    assert everything.out.split() == [*load(untouched / "data")[0].institucion_by_id]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("Hondura",), "lo más parecido es «Honduras»"),
        (("Narnia",), "se busca por país, sigla, tipo o palabras del nombre"),
        (("OIM", "--formato", "jsonl"), "hay: tabla, csv, json, ids"),
        (("OIM", "--eje", "retorno"), "no va con filtros"),
        (("OIM", "--columnas", "id"), "no va con filtros"),
    ],
)
def test_a_wrong_look_up_is_told(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...], said: str
) -> None:
    done = rutaplan("list", "--instituciones", *call, cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    "word", ["hn-inm", "HN-INM", "hn-sreci", "SRECI", "sreci", "Secretaría de Derechos Humanos"]
)
def test_show_gives_a_body(untouched: Path, rutaplan: Rutaplan, word: str) -> None:
    done = rutaplan("show", word, cwd=untouched)
    assert done.code == 0
    assert "País                  Honduras\n" in done.out
    assert "ninguna la nombra" in done.out


def test_show_names_what_a_body_is_asked_and_never_how_to_write_to_it(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", "instituciones: [cancilleria]")
    order = ("set", "hn-sreci", "contacto=oficina@sreci.gob.hn", "--si")
    assert rutaplan(*order, cwd=seed).code == 0
    shown = rutaplan("show", "hn-sreci", cwd=seed)
    assert "Acciones              RET-N-01" in shown.out
    told = shown.out + rutaplan("list", "--instituciones", "hn", "--formato", "json", cwd=seed).out
    assert "oficina@" not in told


def test_show_gives_a_group_and_the_workshop(rutaplan: Rutaplan) -> None:
    plan = load(EJEMPLO)[0]
    for grupo in plan.grupos:
        shown = rutaplan("show", grupo.id.upper(), "--datos", str(EJEMPLO)).out
        for each in grupo.miembros:
            assert (each.nombre in shown) is each.autoriza_publicar, "only who agreed is named"
    taller = rutaplan("show", "taller", "--datos", str(EJEMPLO)).out
    for campo in ("titulo", "ciudad", "ejes"):
        assert fields(type(plan.taller))[campo].titulo in taller
    assert all(f"id: {each.id}; sigla: {each.sigla};" in taller for each in plan.taller.ejes)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("INM", "«INM» es de varias instituciones; escriba una de estas: hn-inm, mx-inm, do-inm."),
        ("hn-imn", "lo más parecido es «hn-inm»"),
        ("g1-retorn", "lo más parecido es «g1-retorno»"),
        ("RET-N-99", "«rutaplan list» muestra las acciones"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest_and_how_to_go_on(
    untouched: Path, rutaplan: Rutaplan, word: str, said: str
) -> None:
    done = rutaplan("show", word, cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
