"""ACE: findings that stay as they are, since somebody who may say so has said why."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Loc, Place, Severity
from rutaplan.model import (
    GRAVEDADES,
    POR_DEFINIR,
    SILENCIOS,
    Aceptado,
    Hoja,
    Taller,
    record_at,
    value_at,
    values,
)
from rutaplan.personal import personal
from rutaplan.plan import Plan, by_key
from rutaplan.rules._registry import DESDE, HIDDEN_REASON, Finding, catalogue, rule, speaks
from rutaplan.suggest import nearest

PERSONAL, LOOSENED = ("DAT01", "DAT02"), "ACE04"
ALWAYS_SHOWN = (*PERSONAL, LOOSENED)
"""Said each time, though accepted: what a plan to be published holds of a person, and a laxer review."""
# An empty eje is the one thing undecided that may stay so; an old schema is made again.
_ALSO, _NEVER = "GRP05", "ESQ10"
_Scope = tuple[str, Loc]
"""What an acceptance speaks of: a file, or an entry of it."""


class _Entry(NamedTuple):
    """An acceptance, and where it stands."""

    hoja: Hoja
    loc: Loc
    aceptado: Aceptado


@rule("ACE01", "se acepta lo que no se puede aceptar", Severity.ERROR)
def aceptado_indebido(plan: Plan) -> Iterator[Finding]:
    """Solo se acepta un aviso, o que un eje no tenga acciones (GRP05), y siempre con su razón.

    Un error se arregla; lo que está por definir se decide; un esquema viejo se rehace con «rutaplan schema».

    Mal:
        plazo_meses: por_definir
        aceptados: [{codigo: PLZ01, razon: se verá más adelante}]
                             ^^^^^

    Bien:
        texto: Revisión de los marcos jurídicos.
        aceptados: [{codigo: ACC06, razon: texto acordado por el grupo}]

    Bien:
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
          - {id: integracion, sigla: INT, nombre: Integración, encabezado: Procesos de integración}
        aceptados: [{codigo: GRP05, razon: el taller solo trató el retorno}]
    """
    for entry in _entries(plan):
        codigo, razon = entry.aceptado.codigo, entry.aceptado.razon
        page = catalogue().get(codigo)
        if page is None:
            near = nearest(codigo, filter(may_be_accepted, catalogue()))
            mend = f"escriba «{near}»" if near else "escriba el código que muestra el hallazgo"
            yield _refused(entry, "codigo", f"«{codigo}», que no es un código", mend)
        elif not may_be_accepted(codigo):
            why = "que rehace rutaplan schema" if codigo == _NEVER else f"de gravedad «{page.severity}»"
            mend = "borre la entrada, y arregle o decida lo que dice el hallazgo"
            yield _refused(entry, "codigo", f"«{codigo}», {why}", mend)
        if razon in SILENCIOS:
            yield _refused(entry, "razon", f"«{razon}»", "escriba por qué se acepta")


@rule("ACE03", "el taller ignora lo que no se ignora", Severity.ERROR)
def ignorado_indebido(plan: Plan) -> Iterator[Finding]:
    """«validar.ignorar» nombra un código que no existe, el de un error o uno que se dice siempre.

    Un error se arregla. Un dato personal se dice siempre, porque el plan se publica (DAT01, DAT02); y que un
    cambio afloja la revisión (ACE04), porque quien lo aprueba debe saberlo.

    Mal:
        # taller.yaml
        validar: {ignorar: [ACC06, REF01]}
                                   ^^^^^

    Bien:
        # taller.yaml
        validar: {falla: aviso, ignorar: [ACC06]}

    = el código de un aviso, un pendiente o una nota | borre ese código de «ignorar»
    """
    codes = plan.taller.validar and plan.taller.validar.ignorar
    for index, codigo in enumerate(codes or ()):
        page = catalogue().get(codigo)
        if codigo in ALWAYS_SHOWN or page is None or page.severity is Severity.ERROR:
            is_grave = page and page.severity is Severity.ERROR
            why = "de un error" if is_grave else "que se dice siempre" if page else "que no es un código"
            yield Finding(plan.taller, ("validar", "ignorar", index), f"«{codigo}», {why}")


@rule(LOOSENED, "el cambio afloja la revisión", Severity.AVISO, needs=DESDE)
def revision_aflojada(plan: Plan) -> Iterator[Finding]:
    """El cambio ignora códigos que antes se mostraban, falla por menos, o deja de exigir un campo.

    Con «validate --desde REVISIÓN», un cambio se juzga con lo más estricto de su «validar» y del de antes: nadie
    pasa por aflojarlo en el mismo pull request. Si se decidió, se acepta con su razón, y se sigue mostrando.

    Mal:
        # taller.yaml (antes)
        validar: {falla: aviso}
        # taller.yaml
        validar: {falla: error, ignorar: [ACC06]}
                         ^^^^^
                                          ^^^^^

    Bien:
        # taller.yaml (antes)
        validar: {falla: aviso, ignorar: [ACC06]}
        # taller.yaml
        validar: {falla: pendiente}

    = una revisión tan estricta como la de antes | deje lo de antes; si se decidió, acepte el hallazgo con su razón
    """
    if plan.antes is None:
        return
    antes, validar = plan.antes.taller, plan.taller.validar
    fails, failed = (_fails_from(each.taller) for each in (plan, plan.antes))
    if fails < failed:
        where: Loc = ("validar",) if validar else ()
        loc = (*where, "falla") if validar and validar.falla else where
        shown = f"falla desde «{GRAVEDADES[fails]}»; antes, desde «{GRAVEDADES[failed]}»"
        yield Finding(plan.taller, loc, shown, at_key=loc == where != ())
    ignored = (antes.validar and antes.validar.ignorar) or ()
    for index, codigo in enumerate((validar and validar.ignorar) or ()):
        if codigo not in ignored:
            yield Finding(plan.taller, ("validar", "ignorar", index), f"«{codigo}», que antes se mostraba")
    for campo in antes.exige:
        if campo not in plan.taller.exige:
            yield Finding(plan.taller, ("exige",), f"ya no se exige «{campo}»", at_key=True)


def _fails_from(taller: Taller) -> int:
    """How far down the severities a workshop fails."""
    falla = taller.validar and taller.validar.falla
    return GRAVEDADES.index(falla) if falla in GRAVEDADES else 0


def _refused(entry: _Entry, campo: str, found: str, mend: str) -> Finding:
    expected = "el código de un aviso, o GRP05" if campo == "codigo" else "una razón"
    return Finding(entry.hoja, (*entry.loc, campo), found, expected, mend)


def accept(
    plan: Plan, diagnostics: Collection[Diagnostic], counted: Collection[Severity]
) -> Collection[Diagnostic]:
    """The same findings, those accepted with their reason, and a note on each acceptance that meets none."""
    accepted = Acceptances(plan)
    if not accepted.entries:
        return diagnostics
    told = [
        each._replace(aceptado=accepted.reason(each.code, each.place.path, each.loc, each.found))
        for each in diagnostics
    ]
    if not plan.holes and not plan.unread:  # what could not be read may be what was accepted
        told += [_unmet(plan, each, is_placed=Severity.NOTA not in counted) for each in accepted.unmet()]
    return told


class Acceptances:
    """The acceptances of a plan that may be, and which of them have met a finding."""

    def __init__(self, plan: Plan) -> None:
        self.entries = by_key(
            ((each.aceptado.codigo, (each.hoja.archivo, each.loc[:-2])), each)
            for each in _entries(plan)
            if (page := catalogue().get(each.aceptado.codigo))
            and may_be_accepted(page.code)
            and speaks(page, plan)
        )
        self.plan = plan
        self.hojas = {hoja.archivo: hoja for hoja in plan.hojas} if self.entries else {}
        self.met: set[_Scope] = set()

    def reason(self, codigo: str, path: str, loc: Loc, found: str) -> str:
        """Why a finding stays as it is; nothing if nobody accepted it, or its field is undecided."""
        asked = self.entries.get((codigo, _scope(self.plan, path, loc)), ()) if self.entries else ()
        own = [each for each in asked if (each.aceptado.dice or "") in found]
        if not own or value_at(self.hojas.get(path), loc) == POR_DEFINIR:
            return ""
        self.met |= {(each.hoja.archivo, each.loc) for each in own}
        razon = own[0].aceptado.razon
        return HIDDEN_REASON if personal(razon) else razon

    def unmet(self) -> Iterator[_Entry]:
        """Those that have met no finding. What was withdrawn may come back, and what was accepted of it."""
        gone = {accion.archivo for accion in self.plan.acciones if accion.is_retirada}
        for own in self.entries.values():
            yield from (
                each
                for each in own
                if (each.hoja.archivo, each.loc) not in self.met and each.hoja.archivo not in gone
            )


def _unmet(plan: Plan, entry: _Entry, *, is_placed: bool) -> Diagnostic:
    archivo = entry.hoja.archivo
    place = plan.sources[archivo].place(*entry.loc, "codigo") if is_placed else Place(archivo)
    return diagnose("ACE02", place, loc=entry.loc, codigo=entry.aceptado.codigo)


def may_be_accepted(codigo: str) -> bool:
    """Whether a group may leave what a code finds as it is."""
    return codigo == _ALSO or (catalogue()[codigo].severity is Severity.AVISO and codigo != _NEVER)


@lru_cache(maxsize=1)
def _entries(plan: Plan) -> tuple[_Entry, ...]:
    """Every acceptance of a plan."""
    found = values(plan.hojas, {"codigo": lambda _: False})
    return tuple(_Entry(hoja, loc[:-1], value_at(hoja, loc[:-1])) for _, hoja, loc, _ in found)


def _scope(plan: Plan, path: str, loc: Loc) -> _Scope:
    """Where a finding may be accepted: in its sheet or its entry of a catalogue; if in none, in taller.yaml."""
    for hoja, depth in ((plan.instituciones, 1), (plan.catalogos, 2)):
        if path == hoja.archivo:
            is_entry = len(loc) >= depth and record_at(type(hoja), loc[:depth])
            return (path, loc[:depth]) if is_entry else (plan.taller.archivo, ())
    may_accept = path in plan.sources and not path.startswith(plan.reports)
    return (path if may_accept else plan.taller.archivo, ())
