"""rutaplan show: one action in full, with names instead of ids and what the rules say of it."""

from collections.abc import Iterator

import click

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.opciones import datos_option, find_data
from rutaplan.derive import horizonte, plazo_label, plural
from rutaplan.derive.similares import parecida
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.model import PAISES_TODOS, POR_DEFINIR, SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.reporters.texto import block
from rutaplan.rules import check
from rutaplan.suggest import nearest

LABEL_WIDTH = 22


@click.command("show", options_metavar="[OPCIONES]")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@datos_option
def command(ids: tuple[str, ...], datos: str | None) -> int:
    r"""Muestra una acción completa: nombres en vez de ids, contraparte, pendientes y hallazgos.

    \b
    Ejemplo:
      rutaplan show RET-N-18
    """
    plan, diagnostics = load(find_data(datos))
    diagnostics = sorted([*diagnostics, *check(plan)], key=lambda d: d.sort_key)
    acciones = [_find(plan, ident) for ident in ids]
    code = OK
    for number, accion in enumerate(acciones):
        own = [d for d in diagnostics if d.place.path == accion.archivo]
        if any(d.severity is Severity.ERROR for d in own):
            code = FINDINGS
        terminal.write(("\n" if number else "") + _page(plan, accion, own))
    errors = sum(1 for d in diagnostics if d.severity is Severity.ERROR)
    if errors:
        terminal.tell(f"El plan tiene {plural(errors, 'error', 'errores')}: rutaplan validate los explica.")
        code = FINDINGS
    return code


def _find(plan: Plan, ident: str) -> Accion:
    accion = plan.accion_by_id.get(ident.upper())
    if accion is not None:
        return accion
    if ident.upper() in plan.ids:
        raise NoPlan(f"«{ident}» no se puede leer: rutaplan validate dice por qué.")
    near = nearest(ident.upper(), plan.accion_by_id)
    raise NoPlan(f"No hay una acción «{ident}»; " + (f"escriba «{near}»." if near else "vea rutaplan list."))


def _page(plan: Plan, accion: Accion, findings: list[Diagnostic]) -> str:
    lines = [_heading(plan, accion), "", terminal.wrapped(accion.texto, "  "), ""]
    lines += [_field(label, value) for label, value in _fields(plan, accion)]
    summarised = [d for d in findings if d.severity is Severity.PENDIENTE]
    shown = [d for d in findings if d.severity is not Severity.PENDIENTE]
    if summarised:
        lines += ["", _field("Pendiente", "; ".join(d.title for d in summarised))]
    if shown:
        lines += ["", "Hallazgos", "", *(block(d) for d in shown)]
    return "\n".join(lines).rstrip() + "\n"


def _heading(plan: Plan, accion: Accion) -> str:
    eje = plan.eje_by_id.get(accion.eje)
    nivel = plan.nivel_by_id.get(accion.nivel)
    grupo = plan.grupo_by_id.get(accion.grupo)
    names = (
        accion.id,
        eje.nombre if eje else accion.eje,
        f"nivel {nivel.nombre.lower() if nivel else accion.nivel}",
        f"grupo {grupo.numero}: {grupo.nombre}" if grupo else accion.grupo,
    )
    return " · ".join(names)


def _fields(plan: Plan, accion: Accion) -> Iterator[tuple[str, str]]:
    """Every field that says something, labelled as the form labels it."""
    horizon = horizonte(accion, plan.taller)
    yield "Plazo", plazo_label(accion.plazo_meses) + (f" ({horizon} plazo)" if horizon else "")
    yield "Instituciones", "\n".join(_institucion(plan, each) for each in accion.instituciones)
    if accion.responsable:
        yield "Responsable", _institucion(plan, accion.responsable)
    yield "Estado", accion.estado.replace("_", " ")
    if accion.prioridad is True:
        yield "Prioridad", "sí, marcada por el grupo"
    if accion.paises:
        yield "Países", ", ".join(_pais(plan, code) for code in accion.paises) + _signed(accion, "paises")
    if accion.ambito:
        yield "Ámbito", accion.ambito + _signed(accion, "ambito")
    yield from _relations(plan, accion)
    yield from _tags(plan, accion)
    for errata in accion.erratas or ():
        yield "Errata propuesta", f"dice «{errata.dice}»; debe decir «{errata.debe_decir}»"
    if accion.plazo_desde:
        yield "Plazo desde", str(accion.plazo_desde)
    for campo, each in fields(Accion).items():
        if each.is_text and campo != "texto" and getattr(accion, campo):
            yield each.titulo, getattr(accion, campo)
    for avance in accion.avances or ():
        yield f"Avance {avance.fecha}", f"{avance.estado.replace('_', ' ')}: {avance.texto}"
    yield "Archivo", accion.archivo


def _relations(plan: Plan, accion: Accion) -> Iterator[tuple[str, str]]:
    contrapartes = plan.contrapartes.get(accion.id, ())
    if contrapartes:
        signed = "; ".join(
            sorted(
                {
                    sign
                    for each in (accion.id, *contrapartes)
                    if (sign := _sign_of(plan, each, accion.id, contrapartes))
                }
            )
        )
        yield (
            "Contraparte",
            "\n".join(_accion(plan, each) for each in contrapartes) + (f"\n({signed})" if signed else ""),
        )
    similar = parecida(plan, accion)
    if similar is not None:
        yield "Se parece a", f"{_accion(plan, similar.otra)} ({similar.percent} % de sus palabras)"
    if accion.depende_de:
        yield "Depende de", "\n".join(_accion(plan, each) for each in accion.depende_de)
    dependants = [otra.id for otra in plan.acciones if accion.id in (otra.depende_de or ())]
    if dependants:
        yield "La esperan", "\n".join(_accion(plan, each) for each in dependants)


def _tags(plan: Plan, accion: Accion) -> Iterator[tuple[str, str]]:
    catalogos = plan.catalogos
    for label, campo, values, names in (
        ("Temas", "temas", accion.temas, catalogos.temas),
        ("Poblaciones", "poblaciones", accion.poblaciones, catalogos.poblaciones),
    ):
        if values:
            named = [names[each].nombre if each in names else each for each in values]
            yield label, ", ".join(named) + _signed(accion, campo)
    if accion.alineacion:
        goals = [
            f"PMM {number} ({catalogos.pmm[number].etiqueta})" if number in catalogos.pmm else f"PMM {number}"
            for number in accion.alineacion.pmm or ()
        ]
        yield (
            "Alineación",
            ", ".join([*goals, *(f"ODS {each}" for each in accion.alineacion.ods or ())])
            + _signed(accion, "alineacion"),
        )


def _sign_of(plan: Plan, ident: str, own: str, contrapartes: tuple[str, ...]) -> str:
    """Who proposed the counterparts, if it was written in this action and not adopted."""
    accion = plan.accion_by_id.get(ident)
    if accion is None or not accion.sugerido_por or "contraparte" not in accion.sugerido_por:
        return ""
    involved = ident == own or (ident in contrapartes and own in (accion.contraparte or ()))
    return f"sugerida por {accion.sugerido_por['contraparte']}" if involved and accion.contraparte else ""


def _signed(accion: Accion, campo: str) -> str:
    author = (accion.sugerido_por or {}).get(campo)
    return f" (sugerido por {author})" if author else ""


def _accion(plan: Plan, ident: str) -> str:
    accion = plan.accion_by_id.get(ident)
    return f"{ident} {accion.titulo_breve or accion.texto}" if accion else f"{ident} (no se puede leer)"


def _institucion(plan: Plan, ident: str) -> str:
    if ident in SILENCIOS:
        return ident.replace("_", " ") if ident != POR_DEFINIR else "por definir"
    institucion = plan.institucion_by_id.get(ident)
    if institucion is None:
        return f"{ident} (no está en instituciones.yaml)"
    pais = f" ({_pais(plan, institucion.pais)})" if institucion.pais else ""
    sigla = f"{institucion.sigla} · " if institucion.sigla else ""
    successor = plan.institucion_by_id.get(institucion.sucesora or "")
    heir = f"; desde {institucion.vigente_hasta or 'su cierre'}: {successor.nombre}" if successor else ""
    return f"{sigla}{institucion.nombre}{pais}{heir}"


def _pais(plan: Plan, code: str) -> str:
    if code == PAISES_TODOS:
        return "todos los miembros de la CRM"
    return plan.catalogos.paises[code].nombre if code in plan.catalogos.paises else code.replace("_", " ")


def _field(label: str, value: str) -> str:
    indent = " " * LABEL_WIDTH
    text = terminal.wrapped(value, indent)
    return label.ljust(LABEL_WIDTH) + text[LABEL_WIDTH:] if len(label) < LABEL_WIDTH else f"{label}\n{text}"
