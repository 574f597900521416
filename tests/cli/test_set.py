"""set: fields changed from the command line, shown and proved; nothing is written if any of it is refused."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from helpers.calls import Rutaplan, accion, edit
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.diagnostics import Diagnostic
from rutaplan.edit import set_campo
from rutaplan.edit.checked import Trial
from rutaplan.load import load
from rutaplan.model import Accion, Grupo, Institucion, Taller, fields
from rutaplan.plan import Plan

TYPED = {
    "plazo=6 meses": ("plazo_meses", 6),
    "Plazo (meses)=año y medio": ("plazo_meses", 18),
    "plazo_meses=Por definir": ("plazo_meses", "por_definir"),
    "instituciones=INM (Honduras), OIM": ("instituciones", ("hn-inm", "oim")),
    "instituciones=cancillerías": ("instituciones", ("cancilleria",)),
    "instituciones=no aplica": ("instituciones", ("no_aplica",)),
    "PAISES=Honduras y México": ("paises", ("HN", "MX")),
    "países=hn; ni": ("paises", ("HN", "NI")),
    "paises=todos": ("paises", ("todos",)),
    "prioridad=Sí": ("prioridad", True),
    "estado=Acordada": ("estado", "acordada"),
    "ambito=BILATERAL": ("ambito", "bilateral"),
    "temas=Trata de personas, capacitacion": ("temas", ("trata_de_personas", "capacitacion")),
    "contraparte=ret-r-10 RET-R-01": ("contraparte", ("RET-R-10", "RET-R-01")),
    "alineacion.pmm=10, 21": ("alineacion.pmm", (10, 21)),
    "alineación.ods=8.7": ("alineacion.ods", ("8.7",)),
    "producto=2013": ("producto", "2013"),
    "producto=a = b += c": ("producto", "a = b += c"),
    "titulo_breve=Los marcos: leyes # de todos": ("titulo_breve", "Los marcos: leyes # de todos"),
    "notas=Primera línea.\nSegunda línea.": ("notas", "Primera línea.\nSegunda línea."),
}


def found(record: object, path: str) -> object:
    for part in path.split("."):
        record = getattr(record, part)
    return record


def read(plan: Path, ident: str) -> Accion:
    return next(each for each in load(plan / "data")[0].acciones if each.id == ident)


@pytest.mark.parametrize("order", TYPED)
def test_a_value_is_read_as_people_write_it(seed: Path, rutaplan: Rutaplan, order: str) -> None:
    path, value = TYPED[order]
    before = accion(seed, "RET-N-01").read_text("utf-8")
    done = rutaplan("set", "ret-n-01", order, "--si", cwd=seed)
    assert done.code == 0, done.err
    assert found(read(seed, "RET-N-01"), path) == value
    gone = [
        line
        for line in before.splitlines()
        if line not in accion(seed, "RET-N-01").read_text("utf-8").splitlines()
    ]
    assert all(line.startswith((path.partition(".")[0], "alineacion")) for line in gone)
    assert rutaplan("validate", cwd=seed).code == 0
    again = rutaplan("set", "RET-N-01", order, "--si", cwd=seed)
    assert (again.code, again.out) == (0, "")
    assert "1 ya estaba así" in again.err


def test_it_shows_and_writes_only_when_told(untouched: Path, rutaplan: Rutaplan) -> None:
    order = ("set", "RET-N-04", "plazo=18", "instituciones+=OIM")
    shown = rutaplan(*order, "--simular", cwd=untouched)
    assert shown.code == 0
    assert shown.out == (
        "RET-N-04, plazo_meses\n  - por_definir\n  + 18\nRET-N-04, instituciones\n  - por_definir\n  + oim\n"
    )
    assert "Simulado: se escribiría 1 archivo; no se escribió nada." in shown.err
    assert rutaplan(*order, cwd=untouched).code == 2, "in a pipe nobody answers"


def test_filters_choose_the_actions(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("set", "--nivel", "regional", "--eje", "Retorno", "plazo=12", "--si", cwd=seed)
    assert done.code == 0
    assert "13 campos cambian" in done.err
    assert [each.plazo_meses for each in load(seed / "data")[0].acciones].count(12) == 13
    none = rutaplan("set", "--texto", "ornitorrinco", "plazo=12", "--si", cwd=seed)
    assert (none.code, none.out, none.err) == (2, "", "Error: Ninguna acción cumple los filtros.\n")


def test_lists_get_and_lose_items(seed: Path, rutaplan: Rutaplan) -> None:
    def call(*orders: str) -> tuple[str, ...]:
        done = rutaplan("set", "RET-N-01", *orders, "--si", cwd=seed)
        assert done.code == 0, done.err
        return read(seed, "RET-N-01").instituciones

    assert call("instituciones+=oim", "instituciones+=ACNUR") == ("oim", "acnur")
    assert call("instituciones+=oim") == ("oim", "acnur")
    assert call("instituciones+=por definir") == ("oim", "acnur", "por_definir")
    assert call("instituciones-=OIM", "instituciones-=por_definir") == ("acnur",)
    assert call("instituciones-=hn-inm") == ("acnur",), "what is not there cannot go"
    last = rutaplan("set", "RET-N-01", "instituciones-=acnur", "--si", cwd=seed)
    assert "si nadie lo ha decidido, instituciones=por_definir" in last.err
    assert read(seed, "RET-N-01").instituciones == ("acnur",)
    assert call("instituciones=por_definir") == ("por_definir",)
    optional = rutaplan("set", "RET-N-02", "contraparte-=RET-R-01", "--si", cwd=seed)
    assert "«contraparte» quedaría vacío: para quitar el campo, --quitar contraparte" in optional.err


def test_a_removed_institution_can_be_taken_out(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", "instituciones: [oim, hn-vieja]  # dos")
    assert rutaplan("set", "RET-N-01", "instituciones-=hn-vieja", "--si", cwd=seed).code == 0
    assert "instituciones: [oim]  # dos\n" in accion(seed, "RET-N-01").read_text("utf-8")


def test_an_optional_field_goes(seed: Path, rutaplan: Rutaplan) -> None:
    before = accion(seed, "RET-N-01").read_text("utf-8")
    orders = ("producto=Un manual.", "acordado.fecha=2027-03-01", "acordado.documento=Acta 1")
    assert rutaplan("set", "RET-N-01", *orders, "--si", cwd=seed).code == 0
    assert "acordado:\n  fecha: 2027-03-01\n  documento: Acta 1\n" in accion(seed, "RET-N-01").read_text(
        "utf-8"
    )
    gone = rutaplan("set", "RET-N-01", "--quitar", "producto", "--quitar", "Acordado", "--si", cwd=seed)
    assert gone.code == 0
    assert accion(seed, "RET-N-01").read_text("utf-8") == before


def test_an_action_leaves_the_plan_with_its_reason(seed: Path, rutaplan: Rutaplan) -> None:
    bare = rutaplan("set", "RET-N-20", "estado=descartada", "--si", cwd=seed)
    assert bare.code == 2
    assert "EST01" in bare.err
    assert "motivo" in bare.err
    order = ("set", "RET-N-20", "estado=descartada", "motivo=Se unió a otra.", "--si")
    assert rutaplan(*order, cwd=seed).code == 0
    assert (read(seed, "RET-N-20").estado, read(seed, "RET-N-20").motivo) == ("descartada", "Se unió a otra.")


def test_groups_institutions_and_the_workshop(seed: Path, rutaplan: Rutaplan) -> None:
    calls = (
        (
            "taller",
            "plenaria.minutos=7",
            "ejes.retorno.encabezado=Procesos",
            "documentos.papel=Carta",
            "pais=México",
        ),
        ("HN-INM", "contacto=info@inm.gob.hn", "notas=Una nota."),
        ("G1-Retorno", "nombre=RETORNO DIGNO"),
    )
    for call in calls:
        done = rutaplan("set", *call, "--si", cwd=seed)
        assert done.code == 0, done.err
    plan = load(seed / "data")[0]
    assert (plan.taller.plenaria.minutos, plan.taller.pais) == (7, "MX")
    assert plan.taller.documentos is not None
    assert plan.taller.documentos.papel == "carta"
    assert plan.eje_by_id["retorno"].encabezado == "Procesos"
    assert plan.institucion_by_id["hn-inm"].contacto == "info@inm.gob.hn"
    assert plan.grupos[0].nombre == "RETORNO DIGNO"
    assert rutaplan("validate", cwd=seed).code == 0
    assert rutaplan("fmt", "--revisar", cwd=seed).code == 0
    kept = (seed / "data" / "taller.yaml").read_text("utf-8")
    assert "# meses; convención del taller" in kept or "#" in kept


def test_a_person_is_shown_by_initials(seed: Path, rutaplan: Rutaplan) -> None:
    order = (
        "participantes+=Ana Ejemplo, Directora, OIM, autoriza",
        "participantes+=Luz Díaz, Asesora, por definir",
    )
    calls = [
        (*order, "ponente=ana ejemplo"),
        (
            "participantes.2.nombre=Luz María Díaz",
            "participantes.2.cargo=Jefa",
            "participantes.2.institucion=mx-inm",
        ),
        ("participantes.1.autoriza_publicar=no",),
        ("ponente=Otra Persona",),
        ("participantes+=Otra Persona",),
        ("participantes+=Otra Persona, Asesora, Nadie Conocido",),
        ("ponente=Otra\u202e Persona",),
    ]
    for call in calls:
        for flag in ("--simular", "--si"):
            done = rutaplan("set", "g1-retorno", *call, flag, cwd=seed)
            said = done.out + done.err
            for name in ("Ana", "Ejemplo", "Luz", "Díaz", "Otra", "Persona", "ejemplo", "Nadie"):
                assert name not in said
    grupo = load(seed / "data")[0].grupos[0]
    assert grupo.ponente == "Ana Ejemplo"
    people = [(each.nombre, each.cargo, each.institucion, each.autoriza_publicar) for each in grupo.miembros]
    assert people == [("Ana Ejemplo", "Directora", "oim", False), ("Luz María Díaz", "Jefa", "mx-inm", False)]


def test_somebody_who_is_there_is_not_put_there_again(seed: Path, rutaplan: Rutaplan) -> None:
    somebody = "participantes+=Ana Ejemplo, Directora, OIM"
    both = rutaplan("set", "g1-retorno", somebody, somebody, "--si", cwd=seed)
    assert both.err.startswith("1 campo cambia · 1 ya estaba así\n")
    assert rutaplan("set", "g1-retorno", somebody.replace("Ana", "ANA"), "--si", cwd=seed).code == 0
    other = rutaplan("set", "g1-retorno", f"{somebody}, autoriza", "--si", cwd=seed)
    assert other.code == 2
    assert "ya está en el grupo: cambie su ficha, participantes.1.CAMPO=VALOR" in other.err
    assert [each.nombre for each in load(seed / "data")[0].grupos[0].miembros] == ["Ana Ejemplo"]


def test_somebody_of_one_name_who_goes_is_shown_by_initials(seed: Path, rutaplan: Rutaplan) -> None:
    people = ("participantes+=Zoraida, Directora, OIM", "participantes+=Ana Ejemplo, Jefa, OIM")
    assert rutaplan("set", "g1-retorno", *people, "--si", cwd=seed).code == 0
    done = rutaplan("set", "g1-retorno", "--quitar", "participantes.1", "--simular", cwd=seed)
    assert "Z., Directora, OIM" in done.out
    assert "Zoraida" not in done.out + done.err


REFUSED = {
    ("RET-N-01", "instituciones=cafe\u0301"): "no está en instituciones.yaml",
    ("RET-N-01", "responsable=\u0301"): "no está en instituciones.yaml",
    ("RET-N-01", "plazo="): "plazo_meses= no dice nada: si nadie lo ha decidido, plazo_meses=por_definir",
    ("RET-N-01", "producto="): "para quitar el campo, --quitar producto",
    ("RET-N-01", "prioridad= "): "para quitar el campo, --quitar prioridad",
    ("taller", "plenaria.minutos="): "escriba un valor",
    ("RET-N-01", "plaso=6"): "no hay un campo «plaso»; lo más parecido es «plazo»",
    ("RET-N-01", "id=RET-N-50"): "rutaplan rename",
    ("RET-N-01", "plazo=12-18 meses"): "escriba el máximo: 18",
    ("RET-N-01", "plazo=corto plazo"): "«corto plazo»",
    ("RET-N-01", "plazo+=6"): "no es una lista: use plazo_meses=VALOR",
    ("RET-N-01", "instituciones=INM"): "hn-inm, mx-inm, do-inm",
    ("RET-N-01", "instituciones=Nadie"): "agrega la que falta",
    ("RET-N-01", "responsable=oim, acnur"): "más de una",
    ("RET-N-01", "paises=Nicaragu"): "lo más parecido es «Nicaragua»",
    ("RET-N-01", "prioridad=quizá"): "no es «sí» ni «no»",
    ("RET-N-01", "estado=en_ejecucion"): "avances",
    ("RET-N-01", "eje=retono"): "lo más parecido es «retorno»",
    ("RET-N-01", "eje=integracion"): "el eje está en el id: cámbielo en data/acciones/retorno/RET-N-01.yaml",
    ("RET-N-01", "texto=corto"): "debe tener de 10 a 1000",
    ("RET-N-01", "contraparte=RET-R-99"): "RET-R-99",
    ("RET-N-01", "acordado=hoy"): "diga cuál: acordado.fecha",
    ("RET-N-01", "acordado.fecha=2027-02-02"): "dígalo en la misma orden, acordado.documento=VALOR",
    ("RET-N-01", "erratas=x"): "para agregar una, escríbala en data/acciones/retorno/RET-N-01.yaml",
    ("g1-retorno", "participantes=Ana, Directora, OIM"): 'participantes+="nombre, cargo, institución"',
    ("RET-N-01", "texto.a=x"): "no tiene partes",
    ("RET-N-01", "notas=a\u202eb"): "no se pueden imprimir",
    ("RET-N-01", "plazo=6", "Plazo=7"): "«plazo_meses» está dos veces",
    ("RET-N-01", "--quitar", "texto"): "no se puede quitar",
    ("RET-N-01",): "No dice qué cambiar",
    ("plazo=6",): "Nombre lo que cambia por su id",
    ("RET-N-01", "--nivel", "nacional", "plazo=6"): "no las dos cosas",
    ("RET-N-99", "plazo=6"): "Error: No hay «RET-N-99» en el plan",
    (
        "hn-nueva",
        "nombre=Oficina Nueva",
    ): "si es una institución nueva, dé su pais=... y su tipo=... en la misma orden.",
    ("INM", "notas=x"): "hn-inm, mx-inm, do-inm",
    ("hn-nueva", "nombre=", "pais=HN", "tipo=salud"): "«nombre»: está vacío",
    ("hn-nueva", "nombre=Nueva", "pais=Narnia", "tipo=salud"): "«pais»: «Narnia» no es un país",
    ("hn-inm", "contacto=no es un correo"): "error nuevo",
    ("taller", "plenaria.minutos=mucho"): "un entero de 1 a 60",
    ("taller", "ejes.salud.nombre=x"): "no hay «salud» en «ejes» (hay: retorno, reintegracion, integracion)",
    ("g1-retorno", "ponente=Quien Sea"): "GRP02",
    ("hn-inm", "plazo=6"): "no hay un campo «plazo»",
}


@pytest.mark.parametrize("call", REFUSED)
def test_what_cannot_be_is_told_and_not_written(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...]
) -> None:
    done = rutaplan("set", *call, "--si", cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert REFUSED[call] in done.err


def test_all_that_is_refused_is_told_at_once(untouched: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan(
        "set",
        "RET-N-01",
        "RET-N-02",
        "plazo=nunca",
        "paises=Atlántida",
        "estado=descartada",
        "--si",
        cwd=untouched,
    )
    assert done.code == 2
    for ident in ("RET-N-01", "RET-N-02"):
        assert f"{ident}: «plazo_meses»" in done.err
        assert f"{ident}: «paises»" in done.err
        assert re.search(rf"error nuevo.*{ident}\.yaml", done.err)


def followed(said: str) -> str:
    """The value or the option that a refusal proposes."""
    return said.partition("si nadie lo ha decidido, ")[2].split()[0]


@pytest.mark.parametrize(
    ("ident", "path"),
    [
        *(("RET-N-01", key) for key, campo in fields(Accion).items() if not campo.record and key != "id"),
        *(("taller", key) for key, campo in fields(Taller).items() if not campo.record),
        *(("hn-inm", key) for key, campo in fields(Institucion).items() if not campo.record),
        *(("g1-retorno", key) for key, campo in fields(Grupo).items() if not campo.record and key != "id"),
    ],
)
def test_no_advice_on_an_empty_field_is_refused_next(
    seed: Path, rutaplan: Rutaplan, ident: str, path: str
) -> None:
    told = rutaplan("set", ident, f"{path}=", "--si", cwd=seed)
    if "tiene partes" in told.err or "no hay «" in told.err or "fichas" in told.err:
        return
    assert (told.code, told.out) == (2, "")
    if "si nadie lo ha decidido" in told.err:
        assert rutaplan("set", ident, followed(told.err), "--si", cwd=seed).code == 0
    if "--quitar" in told.err:
        assert rutaplan("set", ident, "--quitar", path, "--si", cwd=seed).code == 0


PLACES = {
    "ambito": "bilateral",
    "producto": "Un manual.",
    "acordado.fecha": "2027-03-01",
    "acordado.documento": "Acta: la 1",
    "alineacion.pmm": "10",
    "alineacion.ods": "8.7",
    "erratas.1.dice": "los marcos",
    "notas": "Una\nnota",
    "plazo_meses": "9",
}


@given(
    st.lists(st.sampled_from([*PLACES]), min_size=1, unique=True),
    st.sampled_from(
        [
            "acordado: {fecha: 2027-01-01, documento: x}  # acta\n",
            "acordado:\n  # cuándo\n  fecha: 2027-01-01  # día\n  documento: x\n",
            "",
        ]
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_only_what_is_ordered_changes_and_comments_stay(
    paths: list[str],
    acordado: str,
    newline: str,
) -> None:
    text = (
        "id: RET-N-01  # el id\neje: retorno\nnivel: nacional\ngrupo: g1-retorno\ntexto: Revisar los marcos.\n"
        "plazo_meses: por_definir  # meses\ninstituciones: por_definir\nerratas:\n  - dice: los\n    debe_decir: las # x\n"
        f"alineacion: {{pmm: [21]}}  # con qué\n{acordado}# al final\n"
    ).replace("\n", newline)
    after = text
    for path in paths:
        loc = tuple(int(part) - 1 if part.isdigit() else part for part in path.split("."))
        after = set_campo(after, loc, PLACES[path], Accion)
    assert sorted(re.findall(r"#.*?(?=\r|\n|$)", after)) == sorted(re.findall(r"#.*?(?=\r|\n|$)", text))
    old, new = yaml.safe_load(text), yaml.safe_load(after)
    for path in paths:
        value, wanted = new, old
        parts = [int(part) - 1 if part.isdigit() else part for part in path.split(".")]
        for part in parts[:-1]:
            value = value[part]
            wanted = wanted[part] if isinstance(wanted, list) else wanted.setdefault(part, {})
        assert str(value[parts[-1]]) == PLACES[path]
        wanted[parts[-1]] = value[parts[-1]]
    assert old == new


FORMS = {
    "block": "participantes:\n  - {nombre: Ana Uno, cargo: B, institucion: oim}  # una\n  - nombre: Luz Dos  # dos\n"
    "    cargo: C\n    institucion: oim\n",
    "flow": "participantes: [{nombre: Ana Uno, cargo: B, institucion: oim}, "
    "{nombre: Luz Dos, cargo: C, institucion: oim}]\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("gone", "left"), [("1", "Luz Dos"), ("2", "Ana Uno")])
def test_somebody_comes_and_goes_in_any_form_of_the_list(
    seed: Path, rutaplan: Rutaplan, form: str, gone: str, left: str
) -> None:
    path = seed / "data" / "grupos" / "g1-retorno.yaml"
    edit(path, "participantes: por_definir\n", FORMS[form])
    assert rutaplan("set", "g1-retorno", "--quitar", f"participantes.{gone}", "--si", cwd=seed).code == 0
    assert [each.nombre for each in load(seed / "data")[0].grupos[0].miembros] == [left]
    came = rutaplan("set", "g1-retorno", "participantes+=Eva Tres, D, OIM", "--si", cwd=seed)
    assert came.code == 0, came.err
    assert [each.nombre for each in load(seed / "data")[0].grupos[0].miembros] == [left, "Eva Tres"]
    for _ in range(2):
        last = rutaplan("set", "g1-retorno", "--quitar", "participantes.1", "--si", cwd=seed)
    assert "participantes" in last.err
    assert "Eva" not in last.err
    assert rutaplan("set", "g1-retorno", "participantes=por definir", "--si", cwd=seed).code == 0
    assert load(seed / "data")[0].grupos[0].participantes == "por_definir"


def test_what_is_advised_is_tried_once_for_many(
    untouched: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To try it reads the plan: of a thousand actions that are refused, a minute."""
    tried, run = [], Trial.run

    def counted(trial: Trial, texts: Mapping[str, str | None]) -> tuple[Plan, list[Diagnostic]]:
        tried.append(texts)
        return run(trial, texts)

    monkeypatch.setattr(Trial, "run", counted)
    done = rutaplan("set", "--nivel", "nacional", "titulo_breve=", "--simular", cwd=untouched)
    assert done.err.count("titulo_breve= no dice nada: para quitar el campo") == 20
    assert len(tried) <= 3


def test_a_sheet_that_cannot_be_read_is_not_changed(seed: Path, rutaplan: Rutaplan) -> None:
    taller = seed / "data" / "taller.yaml"
    taller.unlink()
    taller.mkdir()
    done = rutaplan("set", "taller", "titulo=Otro", "--si", cwd=seed)
    assert (done.code, "taller: su archivo no se puede leer" in done.err) == (2, True)


def test_ids_and_filters_are_not_mixed(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("set", "RET-N-01", "--nivel", "nacional", "plazo=7", cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert "no las dos cosas: quite «RET-N-01», o quite los filtros" in done.err
    for order in (("RET-N-01", "plazo=7"), ("--nivel", "nacional", "plazo=7")):
        assert rutaplan("set", *order, "--simular", cwd=seed).code == 0


@pytest.mark.parametrize(
    "order",
    [
        "g1-retorno nombre",
        "g1-retorno eje",
        "g1-retorno participantes.1.cargo",
        "taller objetivo",
        "oim nombre",
        "RET-N-01 notas",
        "RET-N-01 plazo",
        "RET-N-01 instituciones",
        "taller fase",
    ],
)
def test_a_name_typed_into_another_field_is_not_shown(seed: Path, rutaplan: Rutaplan, order: str) -> None:
    group = ("set", "g1-retorno", "participantes=por_definir", "ponente=por_definir", "--si")
    assert rutaplan(*group, cwd=seed).code == 0
    person = "participantes+=Zoraida Quintanilla Prueba, Directora, OIM"
    assert rutaplan("set", "g1-retorno", person, "--si", cwd=seed).code == 0
    ident, path = order.split(" ")
    done = rutaplan("set", ident, f"{path}=Zoraida Quintanilla Prueba", "--simular", cwd=seed)
    assert "Quintanilla" not in done.out + done.err
    assert "Quintanilla" not in rutaplan("set", "Zoraida Quintanilla Prueba", "plazo=7", cwd=seed).err


def test_the_workshop_has_an_id_that_nothing_refers_to(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("set", "taller", "id=crm-2027", "--si", cwd=seed)
    assert done.code == 0
    assert "id: crm-2027\n" in (seed / "data/taller.yaml").read_text(encoding="utf-8")
    assert rutaplan("set", "taller", "id=CRM 2027", "--si", cwd=seed).code == 2
