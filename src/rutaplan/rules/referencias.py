"""REF: rules about what one record says of another by its id."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rutaplan.diagnostics import Hole, Loc, Severity
from rutaplan.model import PAISES_TODOS, SILENCIOS, Accion, Eje, Hoja, Nivel
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule
from rutaplan.suggest import Suggester

# More than these add nothing for who mends them one by one, and a tangle may hold millions.
_MAX_CYCLES = 50
_MAX_NAMED = 8
_NO_COUNTRY = frozenset({PAISES_TODOS, *SILENCIOS})


@dataclass(frozen=True)
class _Target:
    """What ids may be named: the known ones, what they are called, and the sheet that lists them."""

    known: Collection[str | int]
    name: str
    hoja: Hoja | None = None
    section: str = ""

    @cached_property
    def suggester(self) -> Suggester:
        """Finds the known id that was probably meant."""
        return Suggester(sorted(map(str, self.known)))


@rule("REF01", "la referencia no existe", Severity.ERROR)
def referencia_inexistente(plan: Plan) -> Iterator[Finding]:
    """Se nombra algo que no está en el plan: una acción, un grupo, un eje, un tema, un país.

    Mal:
        temas: [marco_juridco]

    Bien:
        temas: [marco_juridico]

    Fuente: docs/formato.md.
    """
    targets = _targets(plan)
    yield from _of_actions(plan, targets)
    yield from _of_institutions(plan, targets)
    yield from _of_others(plan, targets)


def _targets(plan: Plan) -> Mapping[str, _Target]:
    taller, catalogos = plan.taller, plan.catalogos
    return {
        "eje": _Target(plan.eje_by_id.keys(), "un eje de taller.yaml", taller, "ejes"),
        "nivel": _Target(plan.nivel_by_id.keys(), "un nivel de taller.yaml", taller, "niveles"),
        "grupo": _Target(plan.grupo_ids, "el id de un archivo de grupos/"),
        "accion": _Target(plan.ids, "el id de una acción"),
        "institucion": _Target(
            plan.institucion_by_id.keys(), "un id de instituciones.yaml", plan.instituciones
        ),
        "tema": _Target(catalogos.temas.keys(), "un tema de catalogos.yaml", catalogos, "temas"),
        "familia": _Target(catalogos.familias.keys(), "una familia de catalogos.yaml", catalogos, "familias"),
        "poblacion": _Target(
            catalogos.poblaciones.keys(), "una población de catalogos.yaml", catalogos, "poblaciones"
        ),
        "pais": _Target(catalogos.paises.keys(), "un país de catalogos.yaml", catalogos, "paises"),
        "tipo": _Target(
            catalogos.tipos_institucion.keys(), "un tipo de catalogos.yaml", catalogos, "tipos_institucion"
        ),
        "pmm": _Target(catalogos.pmm.keys(), "un objetivo de catalogos.yaml", catalogos, "pmm"),
        "ods": _Target(catalogos.ods.keys(), "una meta de catalogos.yaml", catalogos, "ods"),
    }


def _of_actions(plan: Plan, targets: Mapping[str, _Target]) -> Iterator[Finding]:
    single = [(campo, targets[campo]) for campo in ("eje", "nivel", "grupo")]
    several = [
        ("contraparte", targets["accion"]),
        ("depende_de", targets["accion"]),
        ("temas", targets["tema"]),
        ("poblaciones", targets["poblacion"]),
        ("paises", targets["pais"]),
    ]
    for accion in plan.acciones:
        for campo, target in single:
            ident = getattr(accion, campo)
            if ident not in target.known:
                yield from _missing(plan, accion, (campo,), ident, target)
        for campo, target in several:
            for index, ident in enumerate(getattr(accion, campo) or ()):
                if ident not in target.known and not (campo == "paises" and ident in _NO_COUNTRY):
                    yield from _missing(plan, accion, (campo, index), ident, target)
        if accion.alineacion is not None:
            yield from _of_alineacion(plan, accion, targets)


def _of_alineacion(plan: Plan, accion: Accion, targets: Mapping[str, _Target]) -> Iterator[Finding]:
    for campo in ("pmm", "ods"):
        for index, goal in enumerate(getattr(accion.alineacion, campo) or ()):
            if goal not in targets[campo].known:
                yield from _missing(plan, accion, ("alineacion", campo, index), goal, targets[campo])


def _of_institutions(plan: Plan, targets: Mapping[str, _Target]) -> Iterator[Finding]:
    campos = (
        ("tipo", targets["tipo"]),
        ("pais", targets["pais"]),
        ("parte_de", targets["institucion"]),
        ("sucesora", targets["institucion"]),
    )
    for ident, institucion in plan.institucion_by_id.items():
        for campo, target in campos:
            named = getattr(institucion, campo)
            if named is not None and named not in target.known:
                yield from _missing(plan, plan.instituciones, (ident, campo), named, target)


def _of_others(plan: Plan, targets: Mapping[str, _Target]) -> Iterator[Finding]:
    for ident, tema in plan.catalogos.temas.items():
        if tema.familia not in targets["familia"].known:
            yield from _missing(
                plan, plan.catalogos, ("temas", ident, "familia"), tema.familia, targets["familia"]
            )
    pais = plan.taller.pais
    if pais not in SILENCIOS and pais not in targets["pais"].known:
        yield from _missing(plan, plan.taller, ("pais",), pais, targets["pais"])
    for grupo in plan.grupos:
        if grupo.eje not in targets["eje"].known:
            yield from _missing(plan, grupo, ("eje",), grupo.eje, targets["eje"])


def _missing(plan: Plan, hoja: Hoja, loc: Loc, ident: str | int, target: _Target) -> Iterator[Finding]:
    """Tell a dangling reference, unless what it names may stand where the file could not be read."""
    if type(ident) is Hole or not _is_whole(plan, ident, target):
        return
    near = target.suggester.nearest(str(ident))
    yield Finding(
        hoja,
        loc,
        found=quoted(str(ident)),
        expected=target.name,
        help=f"escriba «{near}»" if near else "corrija el id, o agregue lo que nombra",
    )


def _is_whole(plan: Plan, ident: str | int, target: _Target) -> bool:
    if target.hoja is None:
        return True
    if not target.section:
        return plan.is_read(target.hoja, ident)
    if any(type(known) is Hole for known in target.known):
        return False
    return plan.is_read(target.hoja, target.section, str(ident))


@rule("REF02", "la cadena de referencias vuelve al principio", Severity.ERROR)
def referencia_circular(plan: Plan) -> Iterator[Finding]:
    """Una acción depende de sí misma, directamente o por medio de otras; ninguna podría empezar.

    Tampoco una institución puede ser parte o sucesora de sí misma.

    Mal:
        depende_de: [RET-N-02]
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

    Mal:
        # taller.yaml
        niveles:
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: A implementar a nivel nacional}
          - {id: regional, sigla: N, nombre: Regional, encabezado: A implementar a nivel regional}

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


RULES = (referencia_inexistente, referencia_circular, identificador_repetido)
