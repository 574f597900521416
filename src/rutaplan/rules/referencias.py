"""REF: rules about what a sheet refers to: a record, by its id, or a page, by its address."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from rutaplan.derive.direcciones import unsafe_addresses
from rutaplan.derive.titles import rotulo, spellings
from rutaplan.diagnostics import Hole, Loc, Severity
from rutaplan.model import (
    ID_ACCION,
    KINDS,
    LIBRE,
    PAISES_TODOS,
    SILENCIOS,
    Accion,
    Eje,
    Hoja,
    Nivel,
    fields,
    values,
)
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule
from rutaplan.suggest import Suggester, fold, nearest

# More than these add nothing for who mends them one by one, and a tangle may hold millions.
_MAX_CYCLES = 50
_MAX_NAMED = 8
_PLAIN = "evidencia"
"""The one field whose addresses may lack the s: it tells of pages that others published."""


@rule("REF01", "la referencia no existe", Severity.ERROR)
def referencia_inexistente(plan: Plan) -> Iterator[Finding]:
    """Se nombra algo que no está en el plan: una acción, un grupo, un eje, un tema, un país.

    Mal:
        temas: [marco_juridco]
                ^^^^^^^^^^^^^

    Bien:
        temas: [marco_juridico]

    Fuente: docs/formato.md.
    """
    known = _known(plan)
    suggester = cache(lambda kind: Suggester(sorted(map(str, known[kind]))))
    # INS02 and INS03 tell what stands for an institution where a group wrote it.
    own = {"institucion": known["institucion"].__contains__}
    passes = {kind: idents.__contains__ for kind, idents in known.items() if kind not in own}
    hojas = (plan.instituciones, *plan.avances)
    for kind, hoja, loc, ident in chain(values(plan.hojas, passes), values(hojas, own)):
        if _is_whole(plan, kind, ident, known[kind]):
            mend = _mend(kind, str(ident), suggester(kind).nearest(str(ident)))
            yield Finding(hoja, loc, found=quoted(str(ident)), expected=KINDS[kind].uno, help=mend)
    yield from _unknown_campos(plan)


def _unknown_campos(plan: Plan) -> Iterator[Finding]:
    """Keys of otros that the workshop does not declare."""
    known = plan.taller.campos or {}
    for accion in plan.acciones:
        for key in accion.otros or ():
            if key not in known and plan.is_read(plan.taller, "campos", key):
                near = nearest(key, known)
                mend = f"escriba «{near}»" if near else "corrija la clave, o declárela en «campos»"
                yield Finding(accion, ("otros", key), quoted(key), KINDS["campo"].uno, mend, at_key=True)


def _mend(kind: str, ident: str, near: str | None) -> str:
    """What to do about what is not there. An action that was removed should have been set aside."""
    mend = f"escriba «{near}»" if near else "corrija el id, o agregue lo que nombra"
    if kind != "accion" or not re.fullmatch(ID_ACCION, ident, re.ASCII):
        return mend
    return (
        f"{mend}; si se borró, recupere su archivo de git, que una acción se retira con «rutaplan set {ident} "
        "estado=descartada motivo=...»"
    )


def _known(plan: Plan) -> Mapping[str, Collection[Any]]:
    """What may be named, by kind: what could not be read, too."""
    return {
        **{kind: known for kind, known in plan.by_kind.items() if kind not in {"campo", "involucrada"}},
        "accion": plan.ids,
        "grupo": plan.grupo_ids,
        "pais": {*plan.catalogos.paises, PAISES_TODOS, *SILENCIOS},
    }


def _is_whole(plan: Plan, kind: str, ident: str | int, known: Collection[Any]) -> bool:
    """Whether what is named cannot stand where the file that lists it could not be read."""
    if kind == "institucion":
        return plan.is_read(plan.instituciones, ident)
    section = KINDS[kind].section
    if not section:
        return True
    hoja = plan.taller if kind in {"eje", "nivel"} else plan.catalogos
    return plan.is_read(hoja, section, str(ident)) and not any(type(each) is Hole for each in known)


@rule("REF02", "la cadena de referencias vuelve al principio", Severity.ERROR)
def referencia_circular(plan: Plan) -> Iterator[Finding]:
    """Una acción depende de sí misma, directamente o por medio de otras; ninguna podría empezar.

    Tampoco una institución puede ser parte o sucesora de sí misma.

    Mal:
        depende_de: [RET-N-02]
                     ^^^^^^^^
        # acciones/retorno/RET-N-02.yaml
        depende_de: [RET-N-01]

    Bien:
        depende_de: [RET-N-02]
    """
    acciones = plan.accion_by_id
    depends = {ident: accion.depende_de for ident, accion in acciones.items() if accion.depende_de}
    for cycle in _cycles(depends):
        first: Accion = acciones[cycle[0]]
        index = depends[cycle[0]].index(cycle[1 % len(cycle)])
        yield _circular(first, ("depende_de", index), cycle, lambda ident: (acciones[ident], ("depende_de",)))
    for campo in ("parte_de", "sucesora"):
        named = {
            ident: (str(other),)
            for ident, institucion in plan.institucion_by_id.items()
            if (other := getattr(institucion, campo)) is not None
        }
        for cycle in _cycles(named):
            yield _circular(
                plan.instituciones,
                (cycle[0], campo),
                cycle,
                lambda ident, campo=campo: (plan.instituciones, (ident, campo)),  # type: ignore[misc]  # mypy infers no default of a lambda
            )


def _circular(hoja: Hoja, loc: Loc, cycle: list[str], place: Callable[[str], tuple[Hoja, Loc]]) -> Finding:
    named = cycle if len(cycle) <= _MAX_NAMED else [*cycle[:_MAX_NAMED], "…"]
    return Finding(
        hoja,
        loc,
        found=f"«{' → '.join([*named, cycle[0]])}»",
        expected="una cadena que termine",
        help="quite una de estas referencias",
        related=tuple((f"«{ident}»", *place(ident)) for ident in cycle[1:_MAX_NAMED]),
    )


def _cycles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Find loops, each from its smallest id, by walking in depth without recursion; every id is left once.

    A tangle gives its first _MAX_CYCLES: the rest are seen when those are mended.
    """
    done: set[str] = set()
    found: dict[tuple[str, ...], None] = {}
    for start in sorted(graph):
        if start in done:
            continue
        path, at = [start], {start: 0}
        pending = [iter(graph[start])]
        while pending and len(found) < _MAX_CYCLES:
            ident = next(pending[-1], None)
            if ident is None:
                pending.pop()
                left = path.pop()
                del at[left]
                done.add(left)
            elif ident in at:
                loop = path[at[ident] :]
                turn = loop.index(min(loop))
                found[(*loop[turn:], *loop[:turn])] = None
            elif ident not in done and ident in graph:
                at[ident] = len(path)
                path.append(ident)
                pending.append(iter(graph[ident]))
    return [list(loop) for loop in found]


@rule("REF03", "el id o la sigla se repite", Severity.ERROR)
def identificador_repetido(plan: Plan) -> Iterator[Finding]:
    """Dos ejes, o dos niveles, tienen el mismo id o la misma sigla: no se sabe a cuál se refiere una acción.

    Tampoco puede un tipo de institución tener el id de una institución, ni el de un silencio: los dos van en
    «instituciones». Ni un campo propio del taller llamarse como otro: en una tabla no se sabría cuál es.

    Mal:
        # taller.yaml
        niveles:
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: A implementar a nivel nacional}
          - {id: regional, sigla: N, nombre: Regional, encabezado: A implementar a nivel regional}
                                  ^

    Bien:
        # taller.yaml
        niveles:
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: A implementar a nivel nacional}
          - {id: regional, sigla: R, nombre: Regional, encabezado: A implementar a nivel regional}
    """
    sections: tuple[tuple[str, tuple[Eje | Nivel, ...]], ...] = (
        ("ejes", plan.taller.ejes),
        ("niveles", plan.taller.niveles),
    )
    for section, parts in sections:
        for campo in ("id", "sigla"):
            seen: dict[str, int] = {}
            for index, part in enumerate(parts):
                value = getattr(part, campo)
                if type(value) is Hole:
                    continue
                if value in seen:
                    yield Finding(
                        plan.taller,
                        (section, index, campo),
                        found=f"«{value}», que ya está en la lista",
                        expected=f"cada {campo} una sola vez",
                        help=f"cambie {'este id' if campo == 'id' else 'esta sigla'}, o borre la repetición",
                        related=(("el primero", plan.taller, (section, seen[value], campo)),),
                    )
                seen.setdefault(value, index)
    yield from _repeated_tipos(plan)
    yield from _repeated_campos(plan)


def _repeated_tipos(plan: Plan) -> Iterator[Finding]:
    """Types of institution that are called as an institution is, or as what is no type."""
    for ident in plan.catalogos.tipos_institucion:
        if ident in plan.institucion_by_id or ident in SILENCIOS:
            is_silence = ident in SILENCIOS
            yield Finding(
                plan.catalogos,
                ("tipos_institucion", ident),
                found=f"«{ident}», que es un silencio"
                if is_silence
                else f"«{ident}», que es una institución",
                expected="un id que no tenga otra cosa",
                help="cambie el id del tipo, aquí y donde se use",
                related=() if is_silence else (("la institución", plan.instituciones, (ident,)),),
                at_key=True,
            )


def _repeated_campos(plan: Plan) -> Iterator[Finding]:
    """The workshop's own fields that are called as one of the form, or as another."""
    known = fields(Accion)
    taken = {fold(name) for campo, each in known.items() for name in (rotulo(campo), *spellings(campo, each))}
    for ident, campo in (plan.taller.campos or {}).items():
        for value, loc in ((ident, ("campos", ident)), (campo.titulo, ("campos", ident, "titulo"))):
            if fold(value) in taken:
                found, mend = f"{quoted(value)}, que ya es un campo", "llámelo de otra manera"
                yield Finding(
                    plan.taller, loc, found, "un nombre que no tenga otro", mend, at_key=value is ident
                )
        taken |= {fold(ident), fold(campo.titulo)}


@rule("REF04", "la dirección no sirve de enlace", Severity.AVISO)
def direccion_insegura(plan: Plan) -> Iterator[Finding]:
    """Un texto lleva una dirección que no es segura, y los documentos la imprimen como texto, sin enlace.

    Sirve la que empieza por https://, sin usuario, sin espacios, sin letras disfrazadas (xn--) y de 300
    signos o menos. En «evidencia», también la que empieza por http://.

    Mal:
        notas: El acta está en http://ejemplo.org/acta
                               ^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        notas: El acta está en https://ejemplo.org/acta.

    Bien:
        # avances/RET-N-01/2027-03-31-hn-inm.yaml
        evidencia: [http://ejemplo.org/acta]

    = una dirección https de 300 signos o menos | escriba la dirección segura de esa página, o bórrela
    """
    for _, hoja, loc, text in values(plan.hojas, {LIBRE: lambda text: ":" not in text}):
        for words in unsafe_addresses(text, plain=_PLAIN in loc):
            yield Finding(hoja, loc, found=quoted(text[slice(*words)]), words=words)
