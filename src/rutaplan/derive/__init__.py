"""derive: what is never stored. Sums and labels that rules, views and commands share."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from rutaplan.diagnostics import Hole
from rutaplan.model import PAISES_TODOS, SILENCIOS, Accion, Eje, Nivel, Taller, Tipo
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

HORIZONTES = {"corto": "corto plazo", "mediano": "mediano plazo", "largo": "largo plazo"}
"""The horizontes, in order, and how documents call them."""
MESES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
BASES = {"taller": "fecha_fin", "aprobacion": "fecha_aprobacion"}
"""The field of the workshop that holds the day from which a plazo is counted."""
SIN_PLAZO = "sin plazo"


def horizonte(accion: Accion, taller: Taller) -> str | None:
    """Name a plazo's horizon, corto, mediano or largo, by the workshop's own bounds; None without plazo."""
    plazo = accion.plazo_meses
    corto, mediano = taller.horizontes.corto, taller.horizontes.mediano
    # A bound that could not be read is a Hole, whatever its type says.
    if not isinstance(plazo, int) or not isinstance(corto, int) or not isinstance(mediano, int):
        return None
    if plazo <= corto:
        return "corto"
    return "mediano" if plazo <= mediano else "largo"


def horizonte_label(accion: Accion, taller: Taller) -> str:
    """Say the horizonte of an action, "corto plazo"; nothing without plazo."""
    return HORIZONTES.get(horizonte(accion, taller) or "", "")


def silencio_label(value: str) -> str:
    """Say a silence in words: por_definir is "por definir". Any other text stays as it is."""
    return value.replace("_", " ") if value in SILENCIOS else value


def estado_words(estado: str) -> str:
    """Say a state as people write it, with its tilde: en_ejecucion is "en ejecución"."""
    return "en ejecución" if estado == "en_ejecucion" else estado.replace("_", " ")


def plazo_label(plazo_meses: int | str) -> str:
    """Say a plazo in words: "12 meses", "1 mes", "por definir"; what is none, between «»."""
    if isinstance(plazo_meses, int):
        return "1 mes" if plazo_meses == 1 else f"{plazo_meses} meses"
    is_word = plazo_meses in SILENCIOS or type(plazo_meses) is Hole
    return silencio_label(plazo_meses) if is_word else quoted(str(plazo_meses))


def known(text: str | None) -> str:
    """What a field says; nothing where nobody has decided it."""
    return "" if text is None or text in SILENCIOS else text


def titulo_label(taller: Taller) -> str:
    """The title of a plan; while nobody has decided it, what it is."""
    return known(taller.titulo) or "Plan de acción"


def fecha_label(day: date) -> str:
    """Write a date in full: 1 de febrero de 2027."""
    return f"{day.day} de {MESES[day.month - 1]} de {day.year}"


def fecha_breve(day: date) -> str:
    """The same as short as a narrow cell asks for: 1 feb 2027."""
    return f"{day.day} {MESES[day.month - 1][:3]} {day.year}"


def mes_label(mes: date | str) -> str:
    """Write a month in full: noviembre de 2026. It is that of a date, or written AAAA-MM."""
    year, month = str(mes).split("-")[:2]
    return f"{MESES[int(month) - 1]} de {year}"


def lapso_label(day: str) -> str:
    """Write a day, a month or a year, as it is known: el 1 de junio de 2019, junio de 2019, 2019."""
    parts = day.count("-")
    return f"el {fecha_label(date.fromisoformat(day))}" if parts > 1 else mes_label(day) if parts else day


def institucion_label(plan: Plan, ident: str) -> str:
    """Name an institution as documents print it: "INM (Honduras)", or its name when it has no sigla.

    The country goes along since siglas and names repeat across countries. A type is called by its plural;
    an unknown id stays as typed.
    """
    institucion = plan.institucion_by_id.get(ident)
    if institucion is None:
        tipo = plan.catalogos.tipos_institucion.get(ident)
        return tipo_label(tipo) if tipo else silencio_label(ident)
    name = known(institucion.sigla) or institucion.en_espanol
    if not institucion.pais:
        return name
    country = plan.nombre("pais", institucion.pais)
    return name if fold(country) in fold(name) else f"{name} ({country})"


def tipo_label(tipo: Tipo) -> str:
    """Name the institutions of a type inside a sentence: "cancillerías"; without a plural, its name."""
    return tipo.plural or tipo.nombre[:1].lower() + tipo.nombre[1:]


def pais_label(plan: Plan, code: str) -> str:
    """Name a country, or todos."""
    if code == PAISES_TODOS:
        return f"todos los {todos_label(plan)}"
    return silencio_label(plan.nombre("pais", code))


def todos_label(plan: Plan) -> str:
    """Name all the countries: the members of the CRM, where the plan has that catalogue."""
    return "países miembros de la CRM" if plan.catalogos.pmm else "países de la región"


def grupo_label(plan: Plan, ident: str) -> str:
    """Name a group as the form does: "Grupo 1: RETORNO"."""
    grupo = plan.grupo_by_id.get(ident)
    return f"Grupo {grupo.numero}: {silencio_label(grupo.nombre)}" if grupo else ident


def heading_of(part: Eje | Nivel) -> str:
    """The form's own heading of an eje or a nivel; its short name while nobody has written it."""
    return part.nombre if part.encabezado in SILENCIOS else part.encabezado


def named_in(accion: Accion) -> list[str]:
    """The institutions of an action, its responsable among them even where instituciones forgets it."""
    named = dict.fromkeys((*accion.instituciones, accion.responsable or ""))
    return [ident for ident in named if ident and ident not in SILENCIOS]


def nivel_name(nivel: Nivel) -> str:
    """Name a nivel inside a sentence: Nacional is "nacional", but CRM stays."""
    return nivel.nombre.lower() if nivel.nombre.istitle() else nivel.nombre


def count_niveles(plan: Plan, acciones: Iterable[Accion]) -> str:
    """Count actions in words: "20 a nivel nacional y 13 a nivel regional"."""
    counts = Counter(accion.nivel for accion in acciones)
    niveles = [nivel for nivel in plan.taller.niveles if counts[nivel.id]]
    return enumerate_words([f"{counts[nivel.id]} a nivel {nivel_name(nivel)}" for nivel in niveles])


def count_acciones(plan: Plan, acciones: Sequence[Accion]) -> str:
    """Count actions and say of which nivel: "3 acciones, todas a nivel nacional"."""
    total = plural(len(acciones), "acción", "acciones")
    niveles = count_niveles(plan, acciones)
    if len({accion.nivel for accion in acciones}) != 1 or not niveles:
        return f"{total}: {niveles}" if niveles else total
    where = niveles.partition(" ")[2]
    return f"{total}, {where}" if len(acciones) == 1 else f"{total}, todas {where}"


def tally(plan: Plan) -> list[tuple[str, Counter[str]]]:
    """Count actions by nivel, horizonte, estado, and in all under "": for each eje, then their Total.

    An eje that some action names and the workshop does not is there too: the Total is that of the rows.
    """
    counts: dict[str, Counter[str]] = {eje.id: Counter() for eje in plan.taller.ejes}
    total: Counter[str] = Counter()
    for accion in plan.acciones:
        keys = (accion.nivel, horizonte(accion, plan.taller) or SIN_PLAZO, accion.estado, "")
        total.update(keys)
        counts.setdefault(accion.eje, Counter()).update(keys)
    return [*((plan.nombre("eje", eje), found) for eje, found in counts.items()), ("Total", total)]


def proposer(plan: Plan, una: str, otra: str) -> str | None:
    """Who proposed that two actions are counterparts, on whichever side it is written.

    Nothing once either action names the other as its own; None if neither does.
    """
    sides = ((plan.accion_by_id.get(una), otra), (plan.accion_by_id.get(otra), una))
    named = [accion for accion, other in sides if accion and other in (accion.contraparte or ())]
    signs = [(accion.sugerido_por or {}).get("contraparte", "") for accion in named]
    return min(signs, key=bool, default=None)


def clock(seconds: int) -> str:
    """Minutes and seconds, as a speaker reads them: 203 is "3:23"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def plural(count: int, one: str, many: str) -> str:
    """Count things in words: "1 acción", "33 acciones"."""
    return f"{count} {one if count == 1 else many}"


def enumerate_words(words: list[str], conjunction: Literal["y", "o"] = "y") -> str:
    """Join words as Spanish does: "a, b y c"; e goes before the sound of i, and u for o before that of o."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no conjunction
        return "".join(words)
    last = fold(words[-1])
    same, other = (("o", "ho"), "u") if conjunction == "o" else (("i", "hi"), "e")
    clashes = last.startswith(same) and not last.startswith(("hia", "hie"))
    return f"{', '.join(words[:-1])} {other if clashes else conjunction} {words[-1]}"
