"""Make a plan of many filled-in actions, for measuring. Every name and text in it is an example.

The words are those of a real plan's actions, recombined so that no two texts are the same; every
action has a plazo, institutions, a responsable and a producto, as a finished plan would.
"""

import random
import shutil
from pathlib import Path

VERBS = ("Elaborar", "Revisar", "Compilar", "Publicar", "Crear", "Actualizar", "Capacitar", "Compartir")
OBJECTS = (
    "los protocolos de atención",
    "los manuales de procedimiento",
    "el registro de personas retornadas",
    "los listados de autoridades locales",
    "las leyes y reglamentos vigentes",
    "los convenios con universidades",
    "las campañas de información",
    "los puntos de recepción terrestre",
    "los formularios de entrevista",
    "las rutas de referencia de casos",
)
WHERE = ("en frontera", "en aeropuertos", "en terminales", "en municipios", "en albergues", "en escuelas")
FOR = (
    "para personas retornadas",
    "para víctimas de trata",
    "para niñez no acompañada",
    "para familias con necesidades de protección",
    "para personas con discapacidad",
)
WORDS = (
    ("norte", "sur", "este", "oeste", "centro", "costa", "valle", "sierra", "puerto", "llano"),
    ("rojo", "verde", "azul", "blanco", "negro", "pardo", "claro", "oscuro", "vivo", "neutro"),
    ("primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "octavo", "noveno", "inicial", "final"),
    ("mayor", "menor", "alto", "bajo", "largo", "corto", "ancho", "nuevo", "antiguo", "mixto"),
)
INSTITUCIONES = ("hn-inm", "mx-inm", "gt-igm", "sv-dgme", "cr-dgme")


def make_plan(seed: Path, target: Path, count: int) -> None:
    """Write under target/data a plan of count actions, with the catalogues of the plan at seed."""
    shutil.rmtree(target, ignore_errors=True)
    for name in ("taller.yaml", "instituciones.yaml", "catalogos.yaml"):
        (target / "data").mkdir(parents=True, exist_ok=True)
        shutil.copy(seed / name, target / "data" / name)
    shutil.copytree(seed / "grupos", target / "data" / "grupos")
    folder = target / "data" / "acciones" / "retorno"
    folder.mkdir(parents=True)
    chance = random.Random(33)  # noqa: S311 - the same plan every time, no secret
    for number in range(count):
        nivel, sigla = (("nacional", "N"), ("regional", "R"))[number % 2]
        ident = f"RET-{sigla}-{number // 2 + 1:02d}"
        (folder / f"{ident}.yaml").write_text(_accion(ident, nivel, number, chance), encoding="utf-8")


def _accion(ident: str, nivel: str, number: int, chance: random.Random) -> str:
    texto = (
        f"{chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(WHERE)} {chance.choice(FOR)}, "
        f"sector {_letters(number)}."
    )
    ids = chance.sample(INSTITUCIONES, 3)
    return f"""# yaml-language-server: $schema=../../../esquemas/accion.json
id: {ident}
eje: retorno
nivel: {nivel}
grupo: g1-retorno
texto: {texto}
plazo_meses: {chance.randint(1, 36)}
instituciones: [{", ".join(ids)}]
responsable: {ids[0]}
paises: [HN, MX, GT, SV, CR]
temas: [trata_de_personas]
producto: Documento aprobado y publicado por la institución responsable
indicador: Número de puntos que aplican el documento
medio_verificacion: Publicación oficial de la institución
contraparte: [RET-{"R" if nivel == "nacional" else "N"}-{number // 2 + 1:02d}]
notas: Ejemplo hecho para medir; no es de ningún taller.
"""


def _letters(number: int) -> str:
    """Four words for a number below 10,000, no two numbers alike; as few words as a real plan's."""
    return " ".join(WORDS[place][int(digit)] for place, digit in enumerate(f"{number:04d}"))
