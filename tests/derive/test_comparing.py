"""What is another between two states of a plan: that and nothing else, whatever the lines of the files do."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from helpers.blocks import said
from helpers.calls import EJEMPLO, SEED
from helpers.history import RENUMBERED, History, history
from helpers.plans import GRUPO, INSTITUCIONES, TALLER, accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.comparing import Comparison, compare
from rutaplan.derive.pairing import pair
from rutaplan.derive.wording import contrast
from rutaplan.edit.formatting import format_hoja
from rutaplan.files import RawFile
from rutaplan.load import build, load
from rutaplan.model import Accion, fields
from rutaplan.plan import Plan
from rutaplan.views.bloques import Contraste, Tabla
from rutaplan.views.documents.cambios import MAX_SHOWN, build_cambios

PEOPLE = ("Zenobia Quetzalpopoca", "Aurelio Canario")
NAMED = "Beltrán Público"


def made(files: Mapping[str, str]) -> Plan:
    return build(
        [RawFile(path, path.removeprefix("data/"), text) for path, text in files.items()], prefix="data/"
    )[0]


def scalars(text: str) -> Any:
    """The values of a sheet, each as the text that it is written in."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


def booleans(text: str) -> str:
    """A text in which what was true or false before it was quoted is so again."""
    return re.sub("([\"'])(true|false)\\1", r"\2", text)


def changed(found: Comparison) -> dict[str, set[str]]:
    return {each.ahora.id: {one.campo for one in each.cambios} for each in found.cambiadas}


def test_the_made_history_is_told_as_its_script_tells_it() -> None:
    for told in (history(), history(planted=False)):
        assert list_of(compare(made(told.plenaria), made(told.head))) == truth(told)


@pytest.mark.parametrize("tag", [each for each in history().tags if each.startswith("ronda-")])
def test_at_each_round_it_is_what_the_sheets_say(tag: str) -> None:
    """Beside a reading of the sheets that knows nothing of a plan: key by key, and a report a file."""
    told = history()
    then = at(told, told.tags[tag])
    assert list_of(compare(made(told.plenaria), made(then))) == by_hand(told.plenaria, then)


def at(told: History, last: int) -> dict[str, str]:
    """The files as they were after a commit of the main branch."""
    files: dict[str, str] = {}
    for commit in told.commits[: last + 1]:
        for path, text in commit.changes.items() if commit.branch == "main" else ():
            files.pop(path, None)
            files |= {path: text} if text is not None else {}
    return files


def by_hand(before: Mapping[str, str], after: Mapping[str, str]) -> set[tuple[str, str, str, str]]:
    was, now = sheets_of(before), sheets_of(after)
    former = dict([reversed(RENUMBERED)])
    rows = set()
    for ident, sheet in now.items():
        old = was[ident if ident in was else former[ident]]
        for key in {*old, *sheet}:
            one, other = (_written(key, each.get(key)) for each in (old, sheet))
            rows |= {(ident, key, one, other)} if one != other else set()
    reports = [yaml.safe_load(after[path]) for path in after.keys() - before.keys() if "/avances/" in path]
    return rows | {
        (each["accion"], "avance", "", f"{each['fecha']} {each['reporta']} {each['estado']}")
        for each in reports
    }


def sheets_of(files: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    read = (yaml.safe_load(text) for path, text in files.items() if "/acciones/" in path)
    return {each["id"]: each for each in read}


def truth(told: History) -> set[tuple[str, str, str, str]]:
    return {
        (each.accion, each.que, *(_said(each.que, value) for value in (each.antes, each.ahora)))
        for each in told.changes
    }


def _said(campo: str, written: str) -> str:
    return _written(campo, yaml.safe_load(written) if campo != "avance" and written else written)


def _written(campo: str, value: Any) -> str:
    if campo == "prioridad" and not value:
        return "False"
    if campo == "estado" and not value:
        return "propuesta"
    return "" if value is None else str(sorted(value) if isinstance(value, list) else value)


def list_of(found: Comparison) -> set[tuple[str, str, str, str]]:
    rows = {
        (each.ahora.id, one.campo, _plain(one.antes), _plain(one.ahora))
        for each in found.cambiadas
        for one in each.cambios
    }
    return rows | {
        (report.accion, "avance", "", f"{report.fecha} {report.reporta} {report.estado}")
        for each in found.cambiadas
        for report in each.avances.llegados
    }


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return str(sorted(value)) if len(value) > 1 or value[0] != "por_definir" else "por_definir"
    return "" if value is None else str(value.model_dump() if hasattr(value, "model_dump") else value)


def test_what_was_done_to_reports_that_are_only_added_to_is_told() -> None:
    told = history()
    found = compare(made(at(told, told.tags["ronda-2027-06-30"])), made(told.head))
    lost = [
        report for each in found.cambiadas for report in (*each.avances.cambiados, *each.avances.borrados)
    ]
    assert sorted(report.accion for report in lost) == ["RET-N-14", "RET-N-15"]


@pytest.mark.parametrize("data", [SEED, EJEMPLO], ids=["seed", "ejemplo"])
def test_another_writing_of_the_same_is_no_change(data: Any) -> None:
    """Its comments, its order, its quotes, its shape and its lines."""
    one, _ = load(data)
    texts = {path: source.text for path, source in one.sources.items()}
    for rewrite in (_dumped, _reversed, _formatted):
        other = made({path.replace(one.prefix, "data/"): rewrite(path, text) for path, text in texts.items()})
        assert compare(one, other).is_empty, rewrite.__name__


def _dumped(_path: str, text: str) -> str:
    quoted = yaml.dump(scalars(text), allow_unicode=True, default_style='"')
    return f"# otro comentario\n{booleans(quoted)}"


def _reversed(path: str, text: str) -> str:
    values = scalars(text)
    for key in ("instituciones", "temas", "paises"):
        if "acciones/" in path and isinstance(values.get(key), list):
            values[key].reverse()
    turned = yaml.dump({key: values[key] for key in [*values][::-1]}, sort_keys=False)
    return booleans(turned).replace("\n", "\r\n")


def _formatted(path: str, text: str) -> str:
    return format_hoja(text, path[path.index("data/") + 5 :])


OTHER: Mapping[str, object] = {
    "eje": "integracion", "nivel": "regional", "grupo": "g2-otro", "plazo_meses": "7", "instituciones": ["oim"],
    "texto_fuente": "Elaborar otra cosa.", "erratas": [{"dice": "Elaborar", "debe_decir": "Hacer"}],
    "titulo_breve": "Otro", "responsable": "oim", "paises": ["HN"], "ambito": "interno",
    "contraparte": ["RET-R-01"], "depende_de": ["RET-N-02"], "prioridad": "true", "temas": ["tema"],
    "poblaciones": ["poblacion"], "alineacion": {"pmm": ["10"]}, "sugerido_por": {"temas": "alguien"},
    "plazo_desde": "aprobacion", "producto": "Otro", "indicador": "Otro", "medio_verificacion": "Otro",
    "estado": "acordada", "estado_desde": "2027-01-01", "motivo": "Otro",
    "acordado": {"fecha": "2027-01-01", "documento": "Acta"}, "otros": {"costo": "nada"}, "notas": "Otra",
    "aceptados": [{"codigo": "ACC06", "razon": "porque sí"}], "texto": "Elaborar los protocolos de la región entera.",
}  # fmt: skip


@pytest.mark.parametrize("campo", [campo for campo in fields(Accion) if campo != "id"])
def test_any_field_alone_is_told_alone(campo: str) -> None:
    sheet = accion("RET-N-01", "Elaborar los protocolos de la región.", plazo="6", instituciones="[hn-inm]")
    values = scalars(sheet.text) | {campo: OTHER[campo]}
    other = RawFile(sheet.path, sheet.name, booleans(yaml.dump(values)))
    one, two = plan(sheet), made(_whole() | {other.path: other.text})
    assert changed(compare(one, two)) == {"RET-N-01": {campo}}
    assert changed(compare(two, one)) == {"RET-N-01": {campo}}
    assert compare(two, two).is_empty
    page = build_cambios(replace(two, antes=replace(one, momento="entonces")))
    (row,) = (said_row for block in page.bloques for said_row in _rows(block))
    assert row


def _rows(block: object) -> list[str]:
    if isinstance(block, Contraste):
        return [" ".join(each.texto for each in block.tramos)]
    return [row[-1].texto for row in block.filas] if isinstance(block, Tabla) else []


def _whole() -> dict[str, str]:
    return {path: source.text for path, source in plan().sources.items()}


TEXTS = (
    "Elaborar protocolos de abordaje para las víctimas de trata.",
    "Compilar y compartir las leyes existentes en cada país.",
    "Capacitar a los funcionarios consulares de la región.",
    "Establecer plazos para el intercambio de información.",
)


@given(st.permutations(range(1, 8)), st.sampled_from(["para", "en favor de"]))
def test_an_action_is_the_same_under_another_number(numbers: list[int], word: str) -> None:
    before = plan(*(accion(f"RET-N-{at:02}", text) for at, text in enumerate(TEXTS, 1)))
    said_now = [text.replace("para", word) for text in TEXTS]
    pairs = [*zip(numbers, said_now, strict=False)]
    after = plan(*(accion(f"RET-N-{number:02}", text) for number, text in pairs))
    was = pair(before.acciones, after.acciones)
    assert {ident: each.id for ident, each in was.items()} == {
        f"RET-N-{number:02}": f"RET-N-{at:02}" for at, (number, _) in enumerate(pairs, 1)
    }
    found = compare(before, after)
    assert not found.nuevas
    assert not found.quitadas


def test_a_text_that_could_be_two_is_none() -> None:
    before = plan(accion("RET-N-01", "Crear un manual de recepción en la frontera norte."))
    after = plan(
        accion("RET-N-02", "Crear un manual de recepción en la frontera sur."),
        accion("RET-N-03", "Crear un manual de recepción en la frontera este."),
    )
    found = compare(before, after)
    assert ([each.id for each in found.nuevas], [each.id for each in found.quitadas]) == (
        ["RET-N-02", "RET-N-03"], ["RET-N-01"],
    )  # fmt: skip


def test_who_is_called_otherwise_is_the_same() -> None:
    """An action and a body are renamed; all that names them follows, and only they are told."""
    report = {
        "avances/RET-N-01/2027-06-30-hn-inm.yaml": "accion: RET-N-01\nfecha: 2027-06-30\nreporta: hn-inm\nestado: cumplida\ntexto: Hecho.\n"
    }
    one = accion("RET-N-01", TEXTS[0], instituciones="[hn-inm]")
    two = accion("RET-N-02", TEXTS[1], "depende_de: [RET-N-01]", instituciones="[hn-inm, oim]")
    before = plan(one, two, more=report)
    named = {
        path: text.replace("RET-N-01", "RET-N-09").replace("hn-inm", "hn-ign")
        for path, text in texts(before).items()
    }
    after = made(
        {
            path.replace("RET-N-01", "RET-N-09").replace("hn-inm", "hn-ign"): text
            for path, text in named.items()
        }
    )
    found = compare(before, after)
    assert changed(found) == {"RET-N-09": {"id"}}
    (entry,) = found.catalogos
    assert (entry.kind, entry.id, entry.acciones) == (
        "institucion",
        "hn-inm",
        ("RET-N-02",),
    ) or entry.acciones
    assert not found.otros_avances


def test_who_succeeds_is_the_same_under_another_id() -> None:
    """gt-vieja gives way to gt-igm; gt-igm is renamed: gt-vieja has the successor that it had."""
    entry = (
        "gt-vieja:\n  nombre: Dirección\n  pais: GT\n  tipo: migracion\n  fuente: x\n  confianza: verificada\n"
        "  vigente_hasta: 2027-01-01\n  sucesora: gt-nueva\n"
        "gt-nueva:\n  nombre: Instituto\n  pais: GT\n  tipo: migracion\n  fuente: x\n  confianza: verificada\n"
    )
    one = accion("RET-N-01", TEXTS[0], instituciones="[gt-vieja]")
    before = made({**texts(plan(one)), "instituciones.yaml": INSTITUCIONES + entry})
    after = made({path: text.replace("gt-nueva", "gt-nua") for path, text in texts(before).items()})
    assert before.institucion_by_id["gt-vieja"].sucesora == "gt-nueva"
    assert compare(before, after).is_empty


def texts(of: Plan) -> dict[str, str]:
    return {path: source.text for path, source in of.sources.items()}


def test_a_catalogue_counts_where_an_action_names_it_and_never_how_to_write_to_it() -> None:
    sheets = (accion("RET-N-01", TEXTS[0], instituciones="[hn-inm]"),)
    one = plan(*sheets)
    same = plan(
        *sheets, instituciones=INSTITUCIONES.replace("Consejo,", "Otro,").replace("fuente: x", "fuente: y")
    )
    assert compare(one, same).is_empty
    contact = INSTITUCIONES.replace("Migración,", "Migración, contacto: a@b.gob.hn, comprobada: 2027-01,")
    assert compare(one, plan(*sheets, instituciones=contact)).is_empty
    other = plan(*sheets, instituciones=INSTITUCIONES.replace("Nacional de Migración", "de Migraciones"))
    (entry,) = compare(one, other).catalogos
    assert (entry.id, [each.campo for each in entry.cambios], entry.acciones) == (
        "hn-inm",
        ["nombre"],
        ("RET-N-01",),
    )


def group(*people: str) -> str:
    lines = "".join(f"\n  - {each}" for each in people)
    return GRUPO.replace("participantes: por_definir", f"participantes:{lines or ' por_definir'}")


def person(name: str, *, may: bool = False, cargo: str = "Directora") -> str:
    return f"{{nombre: {name}, cargo: {cargo}, institucion: oim, autoriza_publicar: {str(may).lower()}}}"


def test_people_are_counted_and_named_only_if_they_agreed() -> None:
    one = plan(grupo=group(person(PEOPLE[0])))
    many = group(person(PEOPLE[0], cargo="Otro"), person(PEOPLE[1]), person(NAMED, may=True))
    two = plan(grupo=many.replace("ponente: por_definir", f"ponente: {PEOPLE[1]}"))
    found = compare(one, two)
    (entry,) = found.grupos
    told = f"{found.grupos} {said(build_cambios(replace(two, antes=one)))}"
    assert not [name for name in PEOPLE if name in told]
    assert NAMED in told
    assert [each.campo for each in entry.cambios] == ["participantes", "ponente"]
    assert "3 personas (3 que no estaban así, 1 que ya no)" in told


def test_the_lists_of_reports_that_were_inside_actions_are_reports() -> None:
    listed = accion(
        "RET-N-01", TEXTS[0], "estado: en_ejecucion",
        "avances:\n  - {fecha: 2027-03-31, estado: en_ejecucion, texto: Empezó., reporta: oim}\n"
        "  - {fecha: 2027-06-30, estado: cumplida, texto: Terminó., reporta: oim}",
    )  # fmt: skip
    old = made(_whole() | {listed.path: listed.text})
    report = "accion: RET-N-01\nfecha: {}\nreporta: oim\nestado: {}\ntexto: {}\n"
    new = plan(
        accion("RET-N-01", TEXTS[0], "estado: acordada"),
        more={
            "avances/RET-N-01/2027-03-31-oim.yaml": report.format("2027-03-31", "en_ejecucion", "Empezó."),
            "avances/RET-N-01/2027-09-30-oim.yaml": report.format("2027-09-30", "cumplida", "Otra vez."),
        },
    )
    (found,) = compare(old, new).cambiadas
    assert [(each.campo, each.antes, each.ahora) for each in found.cambios] == [
        ("estado", "en_ejecucion", "acordada")
    ]
    assert [each.fecha for each in found.avances.llegados] == ["2027-09-30"]
    assert [each.fecha for each in found.avances.borrados] == ["2027-06-30"]
    nobody = made({path: source.text.replace(", reporta: oim", "") for path, source in old.sources.items()})
    assert "Ya no está: RET-N-01, 30 jun 2027." in said(build_cambios(replace(new, antes=nobody)))


def test_reports_are_a_row_each_and_the_foot_says_which_they_were() -> None:
    one = plan(accion("RET-N-01", TEXTS[0], instituciones="[oim]"))
    report = "accion: RET-N-01\nfecha: 2027-03-31\nreporta: oim\nestado: cumplida\ntexto: Hecho.\n"
    two = made(
        {path: each.text for path, each in one.sources.items()}
        | {"data/avances/RET-N-01/2027-03-31-oim.yaml": report}
    )
    page = build_cambios(replace(two, antes=one, corte=date(2027, 6, 30)))
    assert [row for block in page.bloques for row in _rows(block)] == [
        "1 avance: 31\u00a0mar\u00a02027, cumplida"
    ]
    assert "corte 30 jun 2027 · avances a" in page.encabezado.identidad.linea


def test_a_plan_left_without_actions_tells_those_that_it_had() -> None:
    page = build_cambios(replace(plan(), antes=replace(plan(accion("RET-N-01", TEXTS[0])), momento="ayer")))
    assert (page.vacia, _rows(page.bloques[1])) == ("", ["por definir"])


def test_what_cannot_be_read_is_neither_new_nor_gone_and_is_told() -> None:
    sheet = accion("RET-N-01", TEXTS[0])
    one, broken = plan(sheet), made(_whole() | {sheet.path: "texto: 'abierta\n"})
    for before, after in ((one, broken), (broken, one)):
        found = compare(before, after)
        assert (found.nuevas, found.quitadas, found.cambiadas) == ((), (), ())
        told = said(build_cambios(replace(after, antes=replace(before, momento="entonces"))))
        assert any("no se pudo leer acciones/retorno/RET-N-01.yaml" in line for line in told)
    wrong = made(
        _whole() | {sheet.path: sheet.text.replace("plazo_meses: por_definir", "plazo_meses: 6 meses")}
    )
    ((each,),) = (found.cambios for found in compare(one, wrong).cambiadas)
    assert (each.campo, each.antes, each.ahora) == ("plazo_meses", "por_definir", "6 meses")


@given(*[st.lists(st.sampled_from(["uno", "dos", "tres", "cuatro"]), max_size=12)] * 2)
def test_both_texts_are_in_the_contrast(before: list[str], after: list[str]) -> None:
    words = [*contrast(" ".join(before), " ".join(after))]
    for mark, text in (("sale", before), ("entra", after)):
        assert " ".join(each.text for each in words if each.mark in {"", mark}).split() == text
    if before == after:
        assert {each.mark for each in words} <= {""}


def test_a_page_stays_one_that_people_read() -> None:
    many = [
        accion(f"RET-N-{number:04}", f"{TEXTS[0]} Número {number}.") for number in range(1, MAX_SHOWN + 30)
    ]
    page = build_cambios(plan(*many))
    (table,) = (block for block in page.bloques if isinstance(block, Tabla))
    assert len(table.filas) == MAX_SHOWN
    assert "Y 29 más; «rutaplan diff --formato json» los da todos." in said(page)


def test_a_new_number_is_told_beside_the_old_one() -> None:
    told = history(planted=False)
    page = build_cambios(replace(made(told.head), antes=made(told.plenaria)))
    marks = {
        row[0].texto: row[0].menudo
        for block in page.bloques
        if isinstance(block, Tabla)
        for row in block.filas
    }
    assert marks[RENUMBERED[1]] == f"antes {RENUMBERED[0]}"


def test_the_workshop_is_told_by_the_titles_of_its_fields() -> None:
    one, two = (
        plan(),
        plan(
            taller=TALLER.replace("minutos: 1", "minutos: 5").replace("ciudad: por_definir", "ciudad: Tela")
        ),
    )
    assert {each.campo for each in compare(one, two).taller} == {"plenaria", "ciudad"}
    assert any(
        line.startswith("Taller. Ciudad: por definir → Tela")
        for line in said(build_cambios(replace(two, antes=one)))
    )
