"""The time that a sheet promises, beside a voice that says it: a synthesizer, its rate fixed on a text of no sheet."""

import re
import subprocess
import wave
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, SEED, program
from helpers.papers import read
from helpers.plans import CATALOGOS, INSTITUCIONES, TALLER, accion, plan
from helpers.reach import each_with_each

from rutaplan.derive.guion import SLOWEST, guion
from rutaplan.derive.sentences import Apartado
from rutaplan.derive.speech import NEUTRAL, as_said, at_rate, count_syllables
from rutaplan.plan import Plan

PASSAGE = """La aldea queda al pie de una montaña pequeña, junto a un arroyo que durante el verano casi
desaparece. Por la mañana, cuando amanece, las mujeres abren las ventanas de sus casas y los
muchachos bajan a la plaza con los cuadernos bajo el brazo. Hay una fuente de piedra, dos bancos de
madera y un árbol viejísimo que da sombra a todos. Nadie recuerda quién lo plantó.

Los jueves llega la camioneta del panadero. El dueño, un hombre alto y silencioso, toca la bocina
tres veces y espera. Primero salen los más ancianos, después las madres y finalmente los que
trabajan en el campo, que compran una hogaza entera y se la llevan debajo de la camisa para que no
se enfríe. Mientras tanto conversan de la lluvia, de la cosecha y de los hijos que viven lejos.

Mi abuelo tenía una tienda en la esquina de la plaza. Vendía herramientas, cuerda, velas, azúcar y
papel. Sabía de memoria lo que le debía cada vecino, pero nunca lo escribió en ninguna parte. Cuando
alguien le pagaba, sonreía, guardaba las monedas en una caja de lata y le regalaba un caramelo al
niño que estuviera más cerca. Así pasó casi toda su vida.

Una tarde de invierno cayó tanta nieve que no se pudo abrir la puerta. Nos quedamos adentro,
sentados junto al fuego, y él nos contó cómo era la aldea antes de que hicieran la carretera. La
gente tardaba dos días en llegar a la ciudad, dormía en un corral abandonado y volvía con los
zapatos rotos. Nadie se quejaba. Decía que entonces el silencio era más grande y que de noche se
escuchaba correr el agua desde la cama. Yo cerré los ojos y también la escuché."""
SYLLABLES_A_MINUTE = {150: 276, 130: 239}
VOICE = "es-419"


def spoken(text: str, folder: Path, rate: int) -> float:
    """The seconds that the voice takes, at a rate that is about so many words a minute."""
    path = folder / "voz.wav"
    paragraphs = text.replace("\n\n", "\r").replace("\n", " ").replace("\r", "\n\n")
    call = [program("espeak-ng"), "-v", VOICE, "-s", str(rate), "-w", str(path), paragraphs]
    subprocess.run(call, check=True, capture_output=True, timeout=60)
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


def prioritised() -> Plan:
    """The real plan, with three prioridades of the group."""
    plan = read(SEED)
    marked = {"RET-N-04", "RET-N-08", "RET-N-18"}
    acciones = (
        each.model_copy(update={"prioridad": True, "plazo_meses": 18} if each.id in marked else {})
        for each in plan.acciones
    )
    return replace(plan, acciones=tuple(acciones))


def large() -> Plan:
    """A plan with siglas, numbers and amounts, twelve prioridades and long texts."""
    texts = (
        "Acordar con el ACNUR, la OIM y la CRM un protocolo para 2.500 personas, el 15 % del total.",
        "Crear un fondo de US$ 1.200.000 para la DGME, el INM y la SRE antes del 2027-06-30.",
        "Capacitar a 120 funcionarias y funcionarios en los 11 países, etc.",
    )
    taller = TALLER.replace("minutos: 1, palabras_por_minuto: 120", "minutos: 5, palabras_por_minuto: 150")
    return plan(
        *(
            accion(
                f"RET-{'NR'[n % 2]}-{n:03d}", texts[n % 3], *(["prioridad: true"] if n % 10 == 0 else []),
                "responsable: hn-inm", "temas: [tema]", plazo=str(n % 36 + 1), instituciones="[hn-inm, oim]",
            )
            for n in range(1, 121)
        ),
        taller=taller, instituciones=INSTITUCIONES, more={"catalogos.yaml": CATALOGOS},
    )  # fmt: skip


PLANS: dict[str, Callable[[], Plan]] = {
    "the form": lambda: read(SEED),
    "with prioridades": prioritised,
    "the example": lambda: read(EJEMPLO),
    "a large one": large,
}


@cache
def words() -> int:
    return len(PASSAGE.split())


def test_the_passage_is_neutral_prose() -> None:
    assert 280 <= words() <= 320
    assert count_syllables(PASSAGE) / words() == pytest.approx(276 / 150, rel=0.03)


@cache
def passage(folder: Path, rate: int) -> float:
    """How many times as long as the neutral voice this one takes, at a rate."""
    return spoken(PASSAGE, folder, rate) / (count_syllables(PASSAGE) / SYLLABLES_A_MINUTE[rate] * 60)


@pytest.mark.programas
@each_with_each(name=PLANS, completa=[True, False])
def test_a_voice_takes_the_time_that_the_sheet_promises(
    name: str, tmp_path_factory: pytest.TempPathFactory, *, completa: bool
) -> None:
    folder = tmp_path_factory.getbasetemp()
    made = PLANS[name]()
    script = guion(made, made.grupos[0], completa=completa)
    text = "\n\n".join(map(lines_of, script.partes))
    for rate in (NEUTRAL, SLOWEST):
        voice = passage(folder, rate)
        told = spoken(text, folder, rate) / voice
        assert at_rate(script.seconds, rate) == pytest.approx(told, rel=0.1), (rate, voice)


def lines_of(parte: Apartado) -> str:
    """What is said of a part: each sentence ends in a stop, and begins in a capital."""
    said = "\n".join(as_said(linea.texto, {}) for linea in parte.lineas)
    return re.sub(r"(?m)^\w", lambda found: found[0].upper(), said)
