"""Make plans of many actions, for measuring. Every name and text in them is an example.

largo: fifteen keys a sheet, as a finished plan would have. real: the seed's own sheets and sentences,
with other words in them, decided. pordef: nothing is decided. corto: short sheets, with a note on
each. No two texts of a plan are the same.
"""

import csv
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

NAMES = ("largo", "real", "pordef", "corto")
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
TITLES = ("Nivel", "Eje", "Grupo", "Acción estratégica", "Plazo (meses)", "Instituciones involucradas")
HEAD = """# yaml-language-server: $schema=../../../esquemas/accion.json
id: {ident}
eje: retorno
nivel: {nivel}
grupo: g1-retorno
"""


def make_plan(seed: Path, target: Path, name: str, count: int) -> None:
    """Put count actions of the plan called name below target/data, beside the other files of seed."""
    for each in ("taller.yaml", "instituciones.yaml", "catalogos.yaml"):
        (target / "data").mkdir(parents=True, exist_ok=True)
        shutil.copy(seed / each, target / "data" / each)
    shutil.copytree(seed / "grupos", target / "data" / "grupos")
    folder = target / "data" / "acciones" / "retorno"
    folder.mkdir(parents=True)
    body = _bodies(seed, random.Random(33))[name]  # noqa: S311 - the same plan every time, no secret
    for number in range(count):
        nivel, sigla = (("nacional", "N"), ("regional", "R"))[number % 2]
        ident = f"RET-{sigla}-{number // 2 + 1:02d}"
        text = HEAD.format(ident=ident, nivel=nivel) + body(number)
        (folder / f"{ident}.yaml").write_text(text, encoding="utf-8")


def add_reports(target: Path, count: int) -> None:
    """Report on the actions of a plan, one after the other, month after month."""
    sheets = sorted((target / "data" / "acciones").rglob("*.yaml"))
    for number in range(count):
        turn, at = divmod(number, len(sheets))
        ident, body = sheets[at].stem, INSTITUCIONES[turn % len(INSTITUCIONES)]
        day = f"{2027 + turn // 60}-{turn // 5 % 12 + 1:02d}-28"
        text = f"accion: {ident}\nfecha: {day}\nreporta: {body}\nestado: en_ejecucion\ntexto: Se trabajó.\n"
        path = target / "data" / "avances" / ident / f"{day}-{body}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change_some(target: Path, count: int) -> None:
    """Put a plan in git as it is, and then change so many of its actions in the folder."""
    for call in (("init", "-q"), ("add", "--all"), ("commit", "-q", "-m", "antes")):
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *who, *call], cwd=target, check=True)  # noqa: S607 - whichever git the machine has
    sheets = sorted((target / "data" / "acciones").rglob("*.yaml"))
    for path in sheets[:: max(1, len(sheets) // count)]:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^plazo_meses: .*$", "plazo_meses: 77", text), encoding="utf-8")


def make_table(seed: Path, target: Path, count: int) -> None:
    """Put an empty plan below target/data, and beside it a table with the actions of real to be imported."""
    make_plan(seed, target, "real", 0)
    real = _bodies(seed, random.Random(33))["real"]  # noqa: S311 - the same table every time, no secret
    with (target / "nuevas.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(TITLES)
        for number in range(count):
            fields = re.findall(r"(?m)^(?:texto|plazo_meses|instituciones): \[?(.*?)\]?$", real(number))
            rows.writerow((("Nacional", "Regional")[number % 2], "Retorno", "1", *fields))


def add_hostile_line(target: Path) -> None:
    """Put among the actions one whose single list holds 19,000 ids that are none, on one line of 122 KB."""
    wrong = ",".join(f"x{number}" for number in range(19_000))
    sheet = HEAD.format(ident="RET-N-99", nivel="nacional") + f"texto: Revisar.\ndepende_de: [{wrong}]\n"
    (target / "data" / "acciones" / "retorno" / "RET-N-99.yaml").write_text(sheet, encoding="utf-8")


def _bodies(seed: Path, chance: random.Random) -> dict[str, Callable[[int], str]]:
    """What stands below the head of each sheet of a plan, by its number."""
    sheets = [path.read_text("utf-8") for path in sorted((seed / "acciones").rglob("*.yaml"))]
    texts = [re.findall(r"(?m)^texto: (.*)$", sheet)[0] for sheet in sheets]
    tails = ["".join(re.findall(r"(?m)^(?:temas|poblaciones|alineacion):.*\n", sheet)) for sheet in sheets]
    long_words = sorted({word for text in texts for word in re.findall(r"(?<= )[a-záéíóúñ]{7,}", text)})

    def varied(number: int) -> str:
        """A sentence of the seed in which half of the long words are others of the seed."""
        text = texts[number % len(texts)].removesuffix(".")
        pick = lambda match: chance.choice((match[0], chance.choice(long_words)))  # noqa: E731 - of one line
        return f"{re.sub('(?<= )[a-záéíóúñ]{7,}', pick, text)}, sector {_letters(number)}."

    def decided(count: int) -> tuple[str, str]:
        ids = chance.sample(INSTITUCIONES, count)
        return f"plazo_meses: {chance.randint(1, 36)}\ninstituciones: [{', '.join(ids)}]\n", ids[0]

    def real(number: int) -> str:
        """One sheet in ten names its counterpart."""
        pair = f"contraparte: [RET-R-{number // 2 + 1:02d}]\n" if number % 10 == 0 else ""
        fields, first = decided(3)
        return f"texto: {varied(number)}\n{fields}responsable: {first}\n{pair}{tails[number % len(tails)]}"

    return {
        "largo": lambda number: _largo(number, chance),
        "real": real,
        "pordef": lambda number: (
            f"texto: {varied(number)}\nplazo_meses: por_definir\ninstituciones: por_definir\n"
        ),
        "corto": lambda _: f"texto: Fortalecer {', '.join(chance.sample(long_words, 6))}.\n{decided(2)[0]}",
    }


def _largo(number: int, chance: random.Random) -> str:
    texto = f"{chance.choice(VERBS)} {_recombined(number, chance)}"
    ids = chance.sample(INSTITUCIONES, 3)
    return f"""texto: {texto}
plazo_meses: {chance.randint(1, 36)}
instituciones: [{", ".join(ids)}]
responsable: {ids[0]}
paises: [HN, MX, GT, SV, CR]
temas: [trata_de_personas]
producto: Documento aprobado y publicado por la institución responsable
indicador: Número de puntos que aplican el documento
medio_verificacion: Publicación oficial de la institución
contraparte: [RET-{"R" if number % 2 == 0 else "N"}-{number // 2 + 1:02d}]
notas: Ejemplo hecho para medir; no es de ningún taller.
"""


def _recombined(number: int, chance: random.Random) -> str:
    return f"{chance.choice(OBJECTS)} {chance.choice(WHERE)} {chance.choice(FOR)}, sector {_letters(number)}."


def _letters(number: int) -> str:
    """Four words for a number, five from 10,000 on, no two numbers alike; as few words as a real plan's."""
    return " ".join(WORDS[place % 4][int(digit)] for place, digit in enumerate(f"{number:04d}"))
