"""What the rules about texts take for a fault, and what only looks like one."""

import pytest
from helpers import plans

from rutaplan.personal import personal_data
from rutaplan.rules import check

SENTENCES = {  # text, where its second sentence begins; nothing if it has one
    "Presentar los principios. Las rectoras son otras.": "Las rectoras",
    "¿Qué se hará? Compilar las leyes.": "Compilar",
    "Compilar leyes, manuales, etc. Las rectoras ayudarán.": "Las rectoras",
    "Coordinar con los EE. UU. Los consulados avisarán.": "Los consulados",
    "Coordinar con la O.I.M. El resto espera.": "El resto",
    "Compilar las leyes (las vigentes.) El resto espera.": "El resto",
    "Abrir la oficina en la zona B. Para el resto hay otra.": "Para el resto",
    "Coordinar con los EE. UU. y con México el retorno.": "",
    "Coordinar con los EE. UU. México y Canadá el retorno.": "",
    "Coordinar con la O.I.M. Honduras el retorno.": "",
    "Aplicar el Art. 5 de la ley y la Res. No. 3 del año.": "",
    "Aplicar el art. II de la ley.": "",
    "Aplicar la Resolución No. A/RES/73/195 en cada país.": "",
    "Invitar al Sr. Ejemplo y a la Dra. Ejemplo a la mesa.": "",
    "Invitar a J. Ejemplo y a M. A. Ejemplo a la mesa.": "",
    "Compilar leyes, manuales, etc. de cada país.": "",
    "Compilar leyes, manuales, etc. ACNUR apoyará.": "",
    "Abrir a las 8 a. m. y cerrar a las 5 p. m. en cada oficina.": "",
    "Publicar en ejemplo.org el listado.": "",
}
FIRST_WORDS = {  # text, whether it begins with a verb
    "Revisar los marcos.": True,
    "Ir a cada oficina del retorno.": True,
    "Promoverlo en cada oficina.": True,
    "Regular el retorno de las personas.": True,
    "Auxiliar a las personas retornadas.": True,
    "A nivel bilateral, implementar las medidas.": True,
    "A nivel bilateral, taller de capacitación.": False,
    "Taller de capacitación para consulados.": False,
    "TALLER de capacitación para consulados.": False,
    "Lugar de acogida para personas retornadas.": False,
    "Mujer y retorno en cada oficina.": False,
    "Elixir de la vida en cada oficina.": False,
    "Líder comunitario en cada oficina.": False,
    "Charla de sensibilización en escuelas.": False,
    "Cualquier persona retornada es atendida.": False,
    "Revisión de los marcos jurídicos.": False,
}


def words(code: str, texto: str, *lines: str, more: tuple[str, ...] = ()) -> list[str]:
    """The text from each place where a code is found on."""
    made = plans.plan(
        plans.accion("RET-N-01", texto, *lines), plans.accion("RET-R-01", "Compilar las leyes.", *more)
    )
    own = [d for d in check(made, {"data/acciones/retorno/RET-N-01.yaml"}) if d.code == code]
    return [d.place.snippet[d.place.column - 1 - d.place.cut :] for d in own]


@pytest.mark.parametrize("texto", SENTENCES)
def test_where_a_second_sentence_begins(texto: str) -> None:
    begins = SENTENCES[texto]
    assert [found[: len(begins)] for found in words("ACC05", texto)] == [begins] * bool(begins)


@pytest.mark.parametrize("texto", FIRST_WORDS)
def test_what_begins_with_a_verb(texto: str) -> None:
    assert words("ACC06", texto) == ([] if FIRST_WORDS[texto] else [texto])


def test_every_slip_of_a_text_is_told_at_its_place() -> None:
    text = "Compilar  las leyes ,normas.Luego avisos"
    assert words("ACC09", text) == [
        "  las leyes ,normas.Luego avisos",
        " ,normas.Luego avisos",
        ".Luego avisos",
        "s",
    ]
    assert words("ACC09", "Compilar las leyes, normas y avisos (anexo B).") == []


REGION = "Compartir con los países de la región el listado."


@pytest.mark.parametrize(
    ("own", "other", "is_told"),
    [
        ((), (), True),
        (("ambito: multilateral",), (), False),
        (("ambito: multilateral", "sugerido_por: {ambito: equipo}"), (), True),
        (("contraparte: [RET-R-01]",), (), False),
        (("contraparte: [RET-R-01]", "sugerido_por: {contraparte: equipo}"), (), True),
        ((), ("contraparte: [RET-N-01]",), False),
        ((), ("contraparte: [RET-N-01]", "sugerido_por: {contraparte: equipo}"), True),
    ],
)
def test_how_a_group_answers_that_a_national_action_looks_at_the_region(
    own: tuple[str, ...], other: tuple[str, ...], *, is_told: bool
) -> None:
    assert words("NIV04", REGION, *own, more=other) == [REGION[len("Compartir con los ") :]] * is_told


def test_a_line_that_holds_a_personal_datum_is_never_shown() -> None:
    own = plans.accion(
        "RET-N-01", "Compilar leyes y avisar a ana@ejemplo.org", "temas: [otro] # +504 9999-8888"
    )
    made = plans.plan(own)
    assert {
        (d.code, d.place.snippet)
        for d in check(made, {own.path})
        if d.place.line in {6, 9} and "RET-N-01" in d.place.path
    } == {
        ("ACC09", ""),
        ("DAT01", ""),
        ("REF01", ""),
    }


def test_a_mentioned_institution_is_told_in_the_words_of_the_text() -> None:
    mentioned = plans.CATALOGOS.replace("nombre: Tipo", "nombre: Tipo, menciones: [consejos de atencion]")
    own = plans.accion("RET-N-01", "Revisar con los Consejos de Atención las leyes.", plazo="12")
    made = plans.plan(own, more={"catalogos.yaml": mentioned})
    assert [d.found for d in check(made) if d.code == "INS07"] == ["«Consejos de Atención»"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ver 88887777@ejemplo.org", ["un correo electrónico"]),
        ("Ver +504 2222-3333", ["un teléfono"]),
        ("Ver 2222-3333 y 2222-4444", ["un teléfono", "un teléfono"]),
        ("Ver 0801-1990-12345, C1234567", ["un número de documento", "un número de pasaporte"]),
    ],
)
def test_each_datum_of_a_person_is_told_once(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in personal_data(text)] == kinds
