"""What is of a person is told without being said, in every format: data, comments and names."""

import json
import re
from pathlib import Path

import pytest
from helpers import plans
from helpers.calls import Rutaplan, accion, edit
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.mentions import is_named_after
from rutaplan.plan import Plan
from rutaplan.rules import check

PEOPLE = "participantes: [{nombre: Zoila Canaria Peña, cargo: Directora, institucion: hn-inm}]"
GRUPO = plans.GRUPO.replace("participantes: por_definir", PEOPLE)
NEVER = ("zoila", "canaria", "ana@", "9988", "20123")


def made(*lines: str, grupo: str = GRUPO, **more: str) -> Plan:
    return plans.plan(plans.accion("RET-N-01", "Compilar las leyes.", *lines), grupo=grupo, **more)


def codes(plan: Plan) -> list[str]:
    return [d.code for d in check(plan) if d.code.startswith("DAT")]


NAMED = [
    "Zoila Canaria Peña",
    "ZOILA CANARIA PEÑA",
    "zoila canaria pena",
    "Canaria Peña, Zoila",
    "PEÑA, Zoila Canaria",
    "Zoila  Canaria\u00a0Peña",
    "Zoila-Canaria Peña",
    "Dra. Zoila Canaria Peña.",
]
NOT_NAMED = [
    "Zoila",
    "Peña",
    "Canaria",
    "Zoila Peña",
    "Peña Canaria Zoila",
    "Zoila Canaria Peñalver",
    "la isla canaria",
    "Zoila 1 Canaria 2",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert codes(made(f"notas: 'Lo propuso {text}'")) == ["DAT02"]
    assert codes(made(f"producto: Informe # de {text}")) == ["DAT02"]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_part_of_a_name_is_no_name(text: str) -> None:
    assert codes(made(f"notas: 'Lo propuso {text}'")) == []


@pytest.mark.parametrize("nombre", ["Paz", "Lic. Paz", "por_definir"])
def test_a_single_word_is_never_looked_for(nombre: str) -> None:
    grupo = GRUPO.replace("Zoila Canaria Peña", nombre)
    assert codes(made(f"notas: Hacer la paz con {nombre}", grupo=grupo)) == []


def test_who_allowed_it_is_named_freely_and_the_own_group_names_everybody() -> None:
    allowed = GRUPO.replace("institucion: hn-inm", "institucion: hn-inm, autoriza_publicar: true")
    assert codes(made("notas: Lo dijo Zoila Canaria Peña", grupo=allowed)) == []
    own = GRUPO.replace("nombre: RETORNO", "nombre: El de Zoila Canaria Peña # Zoila Canaria Peña")
    assert codes(made(grupo=own.replace("ponente: por_definir", "ponente: Zoila Canaria Peña"))) == []


@given(st.sampled_from(NAMED), st.sampled_from(["  Compilar", "Compilar ,", "Zoila Canaria Peña"]))
def test_no_finding_shows_a_name_that_may_not_be_published(name: str, start: str) -> None:
    line = f"aceptados: [{{codigo: ACC06, razon: 'lo pidió {name}', dice: '{name}'}}]"
    lines = (f"erratas: [{{dice: 'otra {name}', debe_decir: otra}}]", line)
    plan = plans.plan(
        plans.accion("RET-N-01", f"{name} {start} las leyes", *lines, instituciones=f"['{name}']"),
        grupo=GRUPO,
    )
    said = str(check(plan)).casefold()
    assert {"ACC10", "INS02", "DAT02"} <= {d.code for d in check(plan)}
    assert not any(word in said for word in NEVER)


MISPLACED = {
    "id": ("id: g1-retorno", "id: Zoila Canaria"),
    "id that could be one": ("id: g1-retorno", "id: zoila-canaria"),
    "numero": ("numero: 1", "numero: Zoila Canaria"),
    "eje": ("eje: retorno", "eje: Zoila Canaria"),
    "eje that could be one": ("eje: retorno", "eje: zoila_canaria"),
    "institucion": (
        "participantes: por_definir",
        "participantes: [{nombre: x, cargo: y, institucion: Zoila Canaria, autoriza_publicar: false}]",
    ),
    "aceptados": (
        "ponente: por_definir",
        "ponente: por_definir\naceptados: [{codigo: Zoila Canaria, razon: x}]",
    ),
    "anchor": ("ponente: por_definir", "ponente: &Zoila x"),
    "key": ("ponente: por_definir", "ponente: por_definir\nZoila: 1\nZoila: 2"),
}


@pytest.mark.parametrize("case", MISPLACED)
def test_a_name_in_the_wrong_place_is_never_repeated(case: str, seed: Path, rutaplan: Rutaplan) -> None:
    edit(seed / "data" / "grupos" / "g1-retorno.yaml", *MISPLACED[case])
    (seed / "p.csv").write_text("Eje,Nivel,Acción\nRetorno,Nacional,Imprimir uno.\n", encoding="utf-8")
    for call in (
        ("validate", "--detalle"),
        ("validate", "--formato", "github"),
        ("show", "g1-retorno"),
        ("set", "g1-retorno", "nombre=OTRO", "--simular"),
        ("new", "--eje", "retorno", "--nivel", "nacional", "--texto", "Imprimir uno.", "--simular"),
        ("import", "p.csv", "--grupo", "g1-retorno", "--columna", "texto=Acción", "--simular"),
    ):
        done = rutaplan(*call, cwd=seed)
        assert not re.search("zoila|canaria", done.out + done.err, re.IGNORECASE), call


@pytest.mark.parametrize("formato", ["texto", "json", "github"])
def test_no_format_repeats_what_is_of_a_person(formato: str, seed: Path, rutaplan: Rutaplan) -> None:
    edit(seed / "data" / "grupos" / "g1-retorno.yaml", "participantes: por_definir", PEOPLE)
    with accion(seed, "RET-N-03").open("a", encoding="utf-8") as stream:
        stream.write(
            "# ver con ana@ejemplo.org\n"
            "erratas: [{dice: ana@ejemplo.org, debe_decir: x y}, {dice: 9988-7766, debe_decir: x}]\n"
            "responsable: Zoila Canaria Peña  # DNI 0801-1985-20123\n"
            "notas: Lo dijo Zoila Canaria Peña\n"
        )
    edit(
        accion(seed, "RET-N-04"),
        "instituciones: por_definir",
        "instituciones: [ana@ejemplo.org, '9988-7766']",
    )
    done = rutaplan("validate", "--detalle", "--formato", formato, cwd=seed)
    assert all(code in done.out for code in ("DAT01", "DAT02", "ACC10", "INS02"))
    assert not any(word in (done.out + done.err).casefold() for word in NEVER)


def test_a_comment_is_told_with_its_line_and_column_and_accepted_in_its_sheet(
    seed: Path, rutaplan: Rutaplan
) -> None:
    path = accion(seed, "RET-N-03")
    edit(path, "grupo: g1-retorno", "grupo: g1-retorno  # Ana, 9988-7766")
    line = path.read_text(encoding="utf-8").split("# Ana")[0].count("\n") + 1

    def told() -> list[tuple[int, int, str, str | None]]:
        done = rutaplan("validate", "--formato", "json", cwd=seed)
        found = [h for h in json.loads(done.out)["hallazgos"] if h["codigo"] == "DAT01"]
        return [(h["linea"], h["columna"], h["encontrado"], h["aceptado"]) for h in found]

    said = "algo que parece un teléfono, en un comentario"
    assert told() == [(line, 20, said, None)]
    with path.open("a", encoding="utf-8") as stream:
        stream.write("aceptados: [{codigo: DAT01, razon: es de la oficina}]\n")
    assert told() == [(line, 20, said, "es de la oficina")]


def test_a_line_is_not_shown_where_its_end_cuts_a_datum(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-03"), "texto: Dotar", f"texto: Dotar  {'x' * 186} 9988-7766, y dotar")
    assert "9988" not in rutaplan("validate", cwd=seed).out


CONTACTS = {
    "oficina@ejemplo.gob.hn": False,
    "paz.social@ejemplo.org": False,
    "https://ejemplo.org/contacto/2024": False,
    "oficina@me.gob.hn": False,
    "oficina@gmail.com": True,
    "OFICINA@Hotmail.ES": True,
    "oficina@yahoo.com.mx": True,
    "oficina@outlook.com": True,
    "oficina@prodigy.net.mx": True,
    "zcanaria@ejemplo.org": True,
    "zoila.canaria@ejemplo.org": True,
    "canaria_z@ejemplo.org": True,
    "ZoilaPena@ejemplo.org": True,
    "zoila.c.pena2@ejemplo.org": True,
    "zoila@ejemplo.org": True,
    "https://wa.me/50499887766": True,
}


@pytest.mark.parametrize("contacto", CONTACTS)
def test_a_contact_is_an_office_s(contacto: str) -> None:
    sheet = plans.INSTITUCIONES.replace("nombre: Consejo,", f"nombre: Consejo, contacto: '{contacto}',")
    assert codes(made(instituciones=sheet)) == ["DAT03"] * CONTACTS[contacto]


@pytest.mark.parametrize("local", ["direccion", "z", "mesa.z", "canal", "z.c", "atencion.migrante", "zp"])
def test_what_is_no_name_of_hers(local: str) -> None:
    assert not is_named_after(local, "Zoila Canaria Peña")
