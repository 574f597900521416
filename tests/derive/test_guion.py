"""The script of the plenary: what it says, in the time and on the page that there are."""

import string
from pathlib import Path

import pytest
from helpers.effort import seconds
from helpers.plans import CATALOGOS, TALLER, accion, plan
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from rutaplan.derive import clock, enumerate_words, horizonte, institucion_label, plazo_label
from rutaplan.derive.guion import FRONTS, Guion, guion, tall
from rutaplan.derive.lineas import lines
from rutaplan.derive.speech import as_said, at_rate, seconds_of
from rutaplan.derive.undecided import CAMPOS, campo_label
from rutaplan.plan import Plan
from rutaplan.writers import pdf

FIVE = TALLER.replace("minutos: 1, palabras_por_minuto: 120", "minutos: 5, palabras_por_minuto: 150")
TEMAS = CATALOGOS.replace(
    "temas: {tema: {nombre: Tema, familia: familia}}\nfamilias: {familia: {nombre: Familia}}",
    "temas: {uno: {nombre: Uno, familia: normas}, dos: {nombre: Dos, familia: datos}}\n"
    'familias: {normas: {nombre: Normas y procedimientos}, datos: {nombre: "Datos, y su uso"}}',
)
HELLO = "Saludamos a la presidencia y a las delegaciones."
ASKED = "Pedimos a la plenaria sus observaciones"


def script_of(plan: Plan, *, completa: bool = False) -> Guion:
    return guion(plan, plan.grupos[0], completa=completa)


def said(script: Guion) -> list[str]:
    return [f"{parte.titulo} | {linea.texto}" for parte in script.partes for linea in parte.lineas]


def test_what_a_group_says() -> None:
    script = script_of(
        plan(
            accion("RET-N-01", "Revisión de los marcos jurídicos.", "temas: [dos]", plazo="12", instituciones="[hn-inm]"),
            accion(
                "RET-N-02", "Compilar las leyes.", "prioridad: true", "titulo_breve: Leyes", "responsable: hn-inm",
                "temas: [uno, dos]", "sugerido_por: {temas: equipo}",
            ),
            accion(
                "RET-R-01", "COMPILAR LAS LEYES.", "prioridad: true", "sugerido_por: {prioridad: equipo}", plazo="1"
            ),
            accion("RET-R-02", "Esto no se dice.", "estado: descartada", "motivo: x", "prioridad: true"),
            accion("RET-R-03", "Tampoco se dice.", "estado: suspendida", "motivo: x"),
            taller=FIVE,
            more={"catalogos.yaml": TEMAS},
        )
    )  # fmt: skip
    assert said(script) == [
        f"Saludo | {HELLO} Habla el grupo 1, RETORNO. Eje de trabajo: Procesos de retorno.",
        "Propuesta | Proponemos 3 acciones: 2 a nivel nacional y 1 a nivel regional.",
        "Familias | Por familias de temas, a nivel nacional, 2: 1 de normas y procedimientos; 1 de datos, y su uso.",
        "Familias | A nivel regional, 1: 1 sin tema. Los temas de 1 acción son una sugerencia que el grupo no ha adoptado.",
        "Prioridades | Señalamos una prioridad.",
        "Prioridades | Acción 2, nacional. Leyes. Responsable: INM (Honduras).",
        "Coinciden | 1 acción tiene el mismo texto en más de un nivel: la 2 nacional y la 1 regional.",
        "Por definir | Falta definir: el plazo, en 1 de 3 acciones; las instituciones, en 2.",
        f"Petición | {ASKED}, y su ayuda para definir el plazo y las instituciones. Muchas gracias.",
    ]  # fmt: skip
    assert (script.fuera, script.callados, script.over_seconds, script.fits) == ((), (), 0, True)


def test_a_title_that_is_only_proposed_is_not_said() -> None:
    proposed = ("prioridad: true", "titulo_breve: Breve", "sugerido_por: {titulo_breve: equipo}")
    script = script_of(plan(accion("RET-N-01", "El texto entero.", *proposed), taller=FIVE))
    assert "Prioridades | Acción 1, nacional. El texto entero." in said(script)


def test_a_group_without_actions_or_prioridades_says_so() -> None:
    script = script_of(plan(taller=FIVE))
    assert said(script)[1:] == [
        "Propuesta | El grupo todavía no tiene acciones anotadas.",
        "Petición | Pedimos a la plenaria sus propuestas de acciones para este eje. Muchas gracias.",
    ]
    script = script_of(plan(accion("RET-N-01", "Texto de prueba."), taller=FIVE))
    assert said(script)[1:3] == [
        "Propuesta | Proponemos una acción, a nivel nacional.",
        "Familias | La acción todavía no tiene tema.",
    ]
    (notes,) = ((parte.nota, parte.renglones) for parte in script.partes if parte.nota)
    assert notes == ("El grupo no marcó prioridades. Si las decide, se escriben aquí y se dicen.", 3)


def test_a_group_of_two_ejes_names_them() -> None:
    other = accion("INT-N-01", "Texto de otro eje.", "prioridad: true")
    moved = type(other)(other.path, other.name, other.text.replace("eje: retorno", "eje: integracion"))
    script = script_of(plan(accion("RET-N-01", "Texto de un eje.", "prioridad: true"), moved, taller=FIVE))
    assert [line for line in said(script) if "Acción" in line] == [
        "Prioridades | Acción 1, nacional, de retorno. Texto de un eje.",
        "Prioridades | Acción 1, nacional, de integración. Texto de otro eje.",
    ]


def long_plan(lengths: list[int], minutes: int = 5, rate: int = 150) -> Plan:
    taller = TALLER.replace(
        "minutos: 1, palabras_por_minuto: 120", f"minutos: {minutes}, palabras_por_minuto: {rate}"
    )
    return plan(
        *(
            accion(f"RET-{'NR'[n % 2]}-{n + 1:02d}", "palabrota " * length + "final", "prioridad: true")
            for n, length in enumerate(lengths)
        ),
        taller=taller,
    )


@given(st.lists(st.integers(1, 40), max_size=12), st.integers(2, 10), st.integers(60, 200))
def test_the_front_fits_by_construction_and_what_stays_out_is_told(
    lengths: list[int], minutes: int, rate: int
) -> None:
    script = script_of(made := long_plan(lengths, minutes, rate))
    said_lines = [linea.texto for parte in script.partes for linea in parte.lineas]
    for one in FRONTS:
        assert sum(tall(parte, one.said) for parte in script.partes) <= one.tall
    assert at_rate(script.seconds, min(rate, 130)) <= minutes * 60 or script.callados
    assert script.seconds == pytest.approx(sum(seconds_of(as_said(line, {})) for line in said_lines))
    spoken = [line.partition(". ")[0].lower() for line in said_lines if line.startswith("Acción ")]
    assert len(spoken) + len(script.fuera) == script.prioridades == len(lengths)
    assert [*spoken, *script.fuera] == [f"acción {int(each.id[-2:])}, {each.nivel}" for each in made.acciones]
    assert script.needed >= script.seconds


@given(
    st.lists(
        st.tuples(st.sampled_from("NR"), st.sampled_from(["", "uno", "dos", "uno, dos"])),
        min_size=1,
        max_size=9,
    )
)
def test_the_counts_by_familia_add_up_to_the_nivel(marks: list[tuple[str, str]]) -> None:
    acciones = [
        accion(f"RET-{nivel}-{n:02d}", f"Texto {n} de prueba.", *([f"temas: [{temas}]"] if temas else []))
        for n, (nivel, temas) in enumerate(marks, start=1)
    ]
    script = script_of(plan(*acciones, taller=FIVE, more={"catalogos.yaml": TEMAS}))
    for line in said(script):
        head, _, parts = line.partition(": ")
        if "a nivel" in head.lower() and head.startswith("Familias"):
            counts = [int(part.strip().split()[0]) for part in parts.split(";")]
            assert sum(counts) == int(head.split()[-1])


FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path(pdf.__file__).parent / "fonts" / "NotoSans.ttf",
]


@pytest.mark.parametrize("font", [each for each in FONTS if each.is_file()], ids=lambda each: each.stem)
@given(st.text(f"{string.ascii_letters}{string.digits}áéíóúñüÁÑ.,;:()-/«»¿?¡!%&", min_size=1, max_size=20))
def test_no_letters_are_wider_than_what_is_counted(font: Path, text: str) -> None:
    drawn = ImageFont.truetype(font, 1000).getlength(text, features=["-liga"])
    assert lines(text, 1000, 1) >= drawn * 0.99


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [("", 100, 1), ("uno dos", 1000, 1), ("uno dos", 30, 2), ("uno\ndos", 1000, 2), ("m" * 40, 131, 4)],
)
def test_lines_are_broken_between_words(text: str, room: float, count: int) -> None:
    assert lines(text, 13, room) == count


def test_where_room_is_scarce_the_counts_take_fewer_words() -> None:
    acciones = [
        accion(
            f"RET-{'NR'[n % 2]}-{n:02d}", "palabrota " * 20 + "final", "prioridad: true", f"temas: [{tema}]"
        )
        for n, tema in enumerate(["uno", "uno", "dos", "uno"] * 3, start=1)
    ]
    script = script_of(plan(*acciones, taller=FIVE, more={"catalogos.yaml": TEMAS}))
    assert script.fuera
    found = [line for line in said(script) if line.startswith(("Familias", "Coinciden"))]
    families = "Por familias de temas, a nivel nacional y regional, en ese orden: "
    assert found == [
        f"Familias | {families}6 y 3 de normas y procedimientos; 0 y 3 de datos, y su uso.",
        "Coinciden | 1 acción tiene el mismo texto en más de un nivel.",
    ]


def test_a_short_time_leaves_parts_out_and_says_which() -> None:
    script = script_of(long_plan([5, 5], minutes=1, rate=60))
    assert script.callados == ("Coinciden", "Familias", "Por definir")
    assert len(script.fuera) == 2
    assert script.over_seconds > 0


def test_the_whole_reading_has_every_action_and_is_honest() -> None:
    made = long_plan([40] * 12)
    script = script_of(made, completa=True)
    assert sum("Acción " in line for line in said(script)) == 12
    assert not script.fits
    assert script.over_seconds == at_rate(script.seconds, 130) - 300


def test_every_field_has_its_article() -> None:
    assert {campo: campo_label(campo).split()[0] for campo in CAMPOS} == {
        "plazo_meses": "el", "instituciones": "las", "responsable": "el", "paises": "los", "producto": "el",
        "indicador": "el", "medio_verificacion": "el",
    }  # fmt: skip


def test_thousands_of_actions_are_no_trouble() -> None:
    made = plan(
        *(
            accion(f"RET-{'NR'[n % 2]}-{n:05d}", f"Acción {n} de una lista larga.", "prioridad: true")
            for n in range(1, 2_001)
        )
    )
    assert seconds(lambda: script_of(made)) < 0.3


def test_labels() -> None:
    made = plan(accion("RET-N-01", "Texto de prueba.", plazo="13"), accion("RET-N-02", "Texto de prueba."))
    names = [institucion_label(made, each) for each in ("hn-inm", "oim", "hn-x", "hn-y", "zz", "por_definir")]
    assert names == [
        "INM (Honduras)",
        "OIM",
        "Consejo de Honduras",
        "Consejo (Honduras)",
        "zz",
        "por definir",
    ]
    assert [plazo_label(each) for each in (1, 12, "no_aplica")] == ["1 mes", "12 meses", "no aplica"]
    assert [horizonte(each, made.taller) for each in made.acciones] == ["mediano", None]
    assert [clock(each) for each in (0, 59, 203)] == ["0:00", "0:59", "3:23"]
    assert enumerate_words(["plazo", "instituciones"]) == "plazo e instituciones"
    assert enumerate_words(["a", "b", "hierro"]) == "a, b y hierro"
