"""INS: rules about the entries of instituciones.yaml and of catalogues, and about texts that name one."""

import re
from collections.abc import Iterator
from datetime import date

from rutaplan.derive import fecha_label, institucion_label
from rutaplan.derive.involved import has_ended, involved, tipos_by_mencion
from rutaplan.diagnostics import Hole, Severity, Span
from rutaplan.model import MES, Accion, values
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import CORTE, SEGUIMIENTO, Finding, rule
from rutaplan.rules.instituciones import named_places
from rutaplan.suggest import find_folded, fold

MESES_SIN_COMPROBAR = 12
"""For so many months what somebody found to be so is taken for so."""
_MAYUSCULAS = re.compile(r"[A-ZÁÉÍÓÚÑ]{3,}\b")  # \b before it too takes twice the time


@rule("INS04", "la institución ya no existe con ese nombre", Severity.AVISO)
def institucion_sustituida(plan: Plan) -> Iterator[Finding]:
    """Se nombra una institución que tiene sucesora, o que dejó de estar vigente.

    No se dice nada si el taller terminó antes de que la institución dejara de existir.

    Mal:
        instituciones: [hn-dgme]
                        ^^^^^^^
        # instituciones.yaml
        hn-dgme:
          nombre: Dirección General de Migración y Extranjería
          pais: HN
          tipo: autoridad_migratoria
          vigente_hasta: 2014
          sucesora: hn-inm
          fuente: sitio oficial
          confianza: verificada

    Bien:
        instituciones: [hn-inm]
    """
    ended = {
        ident: institucion
        for ident, institucion in plan.institucion_by_id.items()
        if has_ended(plan, institucion)
    }
    if not ended:
        return
    passes = {kind: lambda name: name not in ended for kind in ("institucion", "involucrada")}
    for _, hoja, loc, name in named_places(plan, passes):
        until, heir = ended[name].vigente_hasta, ended[name].sucesora
        yield Finding(
            hoja,
            loc,
            found=f"«{name}», vigente hasta {until}" if until else f"«{name}», que tiene sucesora",
            expected="una institución vigente",
            help=f"escriba «{heir}», {institucion_label(plan, heir)}"
            if heir
            else "averigüe quién tomó sus funciones",
            related=(("la institución", plan.instituciones, (name,)),),
        )


@rule("INS07", "el texto nombra una institución que no está anotada", Severity.NOTA)
def institucion_mencionada(plan: Plan) -> Iterator[Finding]:
    """El texto de la acción nombra una institución, por su sigla o por su tipo, que no está en «instituciones».

    Es solo una señal: quién participa lo dice el grupo.

    Mal:
        texto: Revisar con la OIM los marcos jurídicos del retorno.
                              ^^^
        instituciones: [hn-inm]

    Bien:
        texto: Revisar con la OIM los marcos jurídicos del retorno.
        instituciones: [hn-inm, oim]
    """
    siglas = {sigla: ids[0] for sigla, ids in plan.ids_by_sigla.items() if len(ids) == 1}
    menciones = tipos_by_mencion(plan)
    for accion in plan.vigentes:
        for sigla, at in _siglas_in(accion.texto).items():
            ident = siglas.get(sigla)
            if ident is not None and ident not in involved(plan, accion):
                yield _mencionada(
                    accion, sigla, at, f"«{ident}» en «instituciones»", f"agregue «{ident}» si participa"
                )
        folded = fold(accion.texto)
        for mencion, tipo in menciones.items():
            if mencion in folded and not _has_tipo(plan, accion, tipo):
                expected = f"una institución de tipo «{tipo}»"
                words = find_folded(accion.texto, mencion)
                said = accion.texto[slice(*words)] if words else mencion
                yield _mencionada(
                    accion, said, words, expected, "agregue a «instituciones» las que participen"
                )


def _mencionada(accion: Accion, said: str, words: Span | None, expected: str, mend: str) -> Finding:
    return Finding(accion, ("texto",), f"«{said}»", expected, mend, words=words)


def _siglas_in(text: str) -> dict[str, Span]:
    """Each word in capitals, and where it first stands."""
    found: dict[str, Span] = {}
    for match in _MAYUSCULAS.finditer(text):
        if not text[: match.start()][-1:].isalnum():
            found.setdefault(match.group(), match.span())
    return found


def _has_tipo(plan: Plan, accion: Accion, tipo: str) -> bool:
    known = (plan.institucion_by_id.get(ident) for ident in accion.instituciones)
    return tipo in accion.instituciones or any(each is not None and each.tipo == tipo for each in known)


@rule("INS09", "el id de la institución no empieza por su país", Severity.AVISO)
def id_sin_pais(plan: Plan) -> Iterator[Finding]:
    """El id de una institución nacional empieza por el código de su país: así no se confunden las siglas.

    Mal:
        # instituciones.yaml
        conamigua:
        ^^^^^^^^^
          nombre: Consejo Nacional de Atención al Migrante de Guatemala
          pais: GT
          tipo: consejo_nacional_migracion
          fuente: sitio oficial
          confianza: verificada

    Bien:
        # instituciones.yaml
        gt-conamigua:
          nombre: Consejo Nacional de Atención al Migrante de Guatemala
          pais: GT
          tipo: consejo_nacional_migracion
          fuente: sitio oficial
          confianza: verificada
    """
    for ident, institucion in plan.institucion_by_id.items():
        pais = institucion.pais
        if pais is not None and type(pais) is not Hole and not ident.startswith(f"{pais.lower()}-"):
            yield Finding(
                plan.instituciones,
                (ident,),
                found=f"«{ident}», de {pais}",
                expected=f"un id que empiece por «{pais.lower()}-»",
                help=f"cámbielo aquí y donde se use, por ejemplo «{pais.lower()}-{ident.rpartition('-')[2]}»",
                at_key=True,
            )


@rule("INS10", "la institución no tiene país ni ámbito, o tiene los dos", Severity.ERROR)
def pais_o_ambito(plan: Plan) -> Iterator[Finding]:
    """Una institución es de un país, o es regional o internacional: una cosa o la otra.

    Mal:
        # instituciones.yaml
        sica:
        ^^^^
          nombre: Sistema de la Integración Centroamericana
          tipo: organismo_internacional
          fuente: sitio oficial
          confianza: verificada

    Bien:
        # instituciones.yaml
        sica:
          nombre: Sistema de la Integración Centroamericana
          ambito: regional
          tipo: organismo_internacional
          fuente: sitio oficial
          confianza: verificada
    """
    for ident, institucion in plan.institucion_by_id.items():
        has = [campo for campo in ("pais", "ambito") if getattr(institucion, campo) is not None]
        both = bool(has)
        if len(has) != 1 and all(
            plan.is_read(plan.instituciones, ident, campo) for campo in ("pais", "ambito")
        ):
            yield Finding(
                plan.instituciones,
                (ident,),
                found="«pais» y «ambito»" if both else "ni «pais» ni «ambito»",
                expected="«pais» o «ambito», uno de los dos",
                help="deje el que corresponda"
                if both
                else "escriba el país, o «ambito: regional» o «internacional»",
                at_key=True,
            )


@rule("INS11", "hace más de un año que no se comprueba", Severity.NOTA, fase=SEGUIMIENTO, needs=CORTE)
def sin_comprobar(plan: Plan) -> Iterator[Finding]:
    """A la fecha de corte pasaron más de doce meses desde «comprobada», de una institución o de un catálogo.

    Las instituciones se renombran, se unen y se disuelven durante el plan. El documento «directorio» las
    pregunta, y vuelve con lo que cambió. Solo se mira con «validate --corte FECHA».

    Mal:
        # rutaplan validate --corte 2028-02-01
        # taller.yaml
        fase: seguimiento
        # instituciones.yaml
        hn-inm:
          nombre: Instituto Nacional de Migración
          pais: HN
          tipo: autoridad_migratoria
          fuente: sitio oficial
          confianza: verificada
          comprobada: 2027-01
                      ^^^^^^^

    Bien:
        # rutaplan validate --corte 2028-01-31
        # taller.yaml
        fase: seguimiento
        # instituciones.yaml
        hn-inm:
          nombre: Instituto Nacional de Migración
          pais: HN
          tipo: autoridad_migratoria
          fuente: sitio oficial
          confianza: verificada
          comprobada: 2027-01

    = un mes de los últimos doce | compruébela en su fuente, y escriba el mes en que lo hizo
    """
    corte = plan.corte or date.min

    def is_recent(mes: str) -> bool:
        if type(mes) is Hole:
            return False
        year, month = map(int, mes.split("-"))
        return (corte.year - year) * 12 + corte.month - month <= MESES_SIN_COMPROBAR

    for _, hoja, loc, mes in values((plan.instituciones, plan.catalogos), {MES: is_recent}):
        yield Finding(hoja, loc, found=f"{quoted(mes)}, y el corte es el {fecha_label(corte)}")
