"""REF: what one sheet names and another should have."""

from collections.abc import Collection, Iterator, Mapping

from rutaplan.diagnostics import Loc, Severity
from rutaplan.model import PAISES_TODOS, SILENCIOS, Accion, Hoja
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule
from rutaplan.suggest import nearest

_WORDS = frozenset({*SILENCIOS, PAISES_TODOS})


@rule("REF01", "la referencia no existe", Severity.ERROR)
def referencia_inexistente(plan: Plan) -> Iterator[Finding]:
    """Cada id que una hoja nombra tiene que existir: un eje, un nivel, un grupo, una acción, un tema…

    Una acción cuyo archivo tiene errores existe igual: lo que la nombra no falla por eso.

    Mal:
        grupo: g9-retorno

    Bien:
        grupo: g1-retorno
    """
    yield from _of_acciones(plan)
    yield from _of_catalogos(plan)
    for grupo in plan.grupos:
        if plan.is_read(plan.taller, "ejes") and grupo.eje not in plan.eje_by_id:
            yield _missing(grupo, ("eje",), grupo.eje, "un eje de taller.yaml", plan.eje_by_id)
    pais = plan.taller.pais
    if plan.is_read(plan.catalogos, "paises") and pais not in _WORDS and pais not in plan.catalogos.paises:
        yield _missing(plan.taller, ("pais",), pais, "un país de catalogos.yaml", plan.catalogos.paises)


def _of_acciones(plan: Plan) -> Iterator[Finding]:
    """The references of every action. Targets that could not be read are no targets to miss."""
    catalogos = plan.catalogos
    single = [
        (campo, known, what)
        for campo, known, what, read in (
            ("eje", plan.eje_by_id, "un eje de taller.yaml", plan.is_read(plan.taller, "ejes")),
            ("nivel", plan.nivel_by_id, "un nivel de taller.yaml", plan.is_read(plan.taller, "niveles")),
            ("grupo", plan.grupo_ids, "un archivo de grupos/", True),
        )
        if read
    ]
    several = [
        (campo, known, what)
        for campo, known, what, read in (
            ("contraparte", plan.ids, "una acción del plan", True),
            ("depende_de", plan.ids, "una acción del plan", True),
            ("temas", catalogos.temas, "un tema de catalogos.yaml", plan.is_read(catalogos, "temas")),
            ("poblaciones", catalogos.poblaciones, "una población de catalogos.yaml", plan.is_read(catalogos, "poblaciones")),
            ("paises", {**catalogos.paises, **dict.fromkeys(_WORDS)}, "un país de catalogos.yaml", plan.is_read(catalogos, "paises")),
        )
        if read
    ]
    for accion in plan.acciones:
        for campo, known, what in single:
            ident = getattr(accion, campo)
            if ident not in known:
                yield _missing(accion, (campo,), ident, what, known)
        for campo, known, what in several:
            for index, ident in enumerate(getattr(accion, campo) or ()):
                if ident not in known:
                    yield _missing(accion, (campo, index), ident, what, known)
        if accion.alineacion is not None:
            yield from _of_alineacion(plan, accion)


def _of_alineacion(plan: Plan, accion: Accion) -> Iterator[Finding]:
    catalogos = plan.catalogos
    alineacion = accion.alineacion
    for index, number in enumerate((alineacion.pmm if alineacion else None) or ()):
        if plan.is_read(catalogos, "pmm") and number not in catalogos.pmm:
            yield _missing(accion, ("alineacion", "pmm", index), str(number), "un objetivo de catalogos.yaml", ())
    for index, meta in enumerate((alineacion.ods if alineacion else None) or ()):
        if plan.is_read(catalogos, "ods") and meta not in catalogos.ods:
            yield _missing(accion, ("alineacion", "ods", index), meta, "una meta de catalogos.yaml", catalogos.ods)


def _of_catalogos(plan: Plan) -> Iterator[Finding]:
    """The references of institutions and themes."""
    catalogos, instituciones = plan.catalogos, plan.institucion_by_id
    for ident, institucion in instituciones.items():
        for campo, known, what, read in (
            ("tipo", catalogos.tipos_institucion, "un tipo de catalogos.yaml", plan.is_read(catalogos, "tipos_institucion")),
            ("pais", catalogos.paises, "un país de catalogos.yaml", plan.is_read(catalogos, "paises")),
            ("parte_de", instituciones, "una institución de este archivo", True),
            ("sucesora", instituciones, "una institución de este archivo", True),
        ):
            value = getattr(institucion, campo)
            if read and value is not None and value not in known:
                yield _missing(plan.instituciones, (ident, campo), value, what, known)
    for ident, tema in catalogos.temas.items():
        if plan.is_read(catalogos, "familias") and tema.familia not in catalogos.familias:
            yield _missing(catalogos, ("temas", ident, "familia"), tema.familia, "una familia de este archivo", catalogos.familias)


def _missing(hoja: Hoja, loc: Loc, value: str, what: str, known: Collection[str]) -> Finding:
    near = nearest(value, known)
    return Finding(
        hoja,
        loc,
        found=quoted(value),
        expected=what,
        help=f"escriba «{near}»" if near else "corrija el id, o agregue lo que falta donde se espera",
    )


@rule("REF02", "las referencias forman un círculo", Severity.ERROR)
def referencia_circular(plan: Plan) -> Iterator[Finding]:
    """Si cada acción espera a la siguiente y la última a la primera, ninguna puede empezar.

    Lo mismo vale para las sucesoras de una institución y para «parte_de».

    Mal:
        # acciones/retorno/RET-N-01.yaml
        depende_de: [RET-N-02]
        # acciones/retorno/RET-N-02.yaml
        depende_de: [RET-N-01]

    Bien:
        # acciones/retorno/RET-N-01.yaml
        depende_de: [RET-N-02]
    """
    graph = {accion.id: tuple(accion.depende_de or ()) for accion in plan.acciones}
    for loop in _loops(graph):
        yield _circle(plan.accion_by_id[loop[0]], ("depende_de",), loop)
    for campo in ("sucesora", "parte_de"):
        links = {
            ident: (value,) if (value := getattr(each, campo)) else () for ident, each in plan.institucion_by_id.items()
        }
        for loop in _loops(links):
            yield _circle(plan.instituciones, (loop[0], campo), loop)


def _circle(hoja: Hoja, loc: Loc, loop: list[str]) -> Finding:
    return Finding(
        hoja,
        loc,
        found=" → ".join((*loop, loop[0])),
        expected="referencias que terminen en algún lado",
        help="quite una de las referencias del círculo",
    )


def _loops(graph: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """One loop for each place where a walk through the graph meets its own path; without recursion."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        on_path: set[str] = set()
        stack = [(start, iter(graph[start]))] if start not in done else []
        while stack:
            node, links = stack[-1]
            if node not in on_path:
                path.append(node)
                on_path.add(node)
            following = next((each for each in links if each in graph and each not in done), None)
            if following is None:
                stack.pop()
                on_path.discard(path.pop())
                done.add(node)
            elif following in on_path:
                yield path[path.index(following) :]
            else:
                stack.append((following, iter(graph[following])))


@rule("REF03", "dos ejes o dos niveles se llaman igual", Severity.ERROR)
def id_repetido(plan: Plan) -> Iterator[Finding]:
    """El id y la sigla distinguen un eje de otro, y un nivel de otro: no pueden repetirse.

    Mal:
        # taller.yaml
        niveles:
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: A nivel nacional}
          - {id: regional, sigla: N, nombre: Regional, encabezado: A nivel regional}

    Bien:
        # taller.yaml
        niveles:
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: A nivel nacional}
          - {id: regional, sigla: R, nombre: Regional, encabezado: A nivel regional}
    """
    for section, records in (("ejes", plan.taller.ejes), ("niveles", plan.taller.niveles)):
        for campo in ("id", "sigla"):
            seen: set[str] = set()
            for index, record in enumerate(records):
                value = getattr(record, campo)
                if value in seen:
                    yield Finding(
                        plan.taller,
                        (section, index, campo),
                        found=f"{quoted(value)} por segunda vez",
                        expected="un valor para cada uno",
                        help="cambie uno de los dos",
                    )
                seen.add(value)


RULES = (referencia_inexistente, referencia_circular, id_repetido)
