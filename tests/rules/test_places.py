"""A finding points at the very words: every example of the manual, and every case here, marks where.

The last test moves the place of every finding, in several ways, and each of them must be noticed.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from helpers.calls import ROOT
from helpers.examples import Looked, found_spots, marked_spots, plan_of

from rutaplan.plan import Plan
from rutaplan.rules import RULES, Finding, Rule, catalogue, found, located

SCRIPT = ROOT / "src" / "rutaplan" / "rules"
# What the manual's one example of each code does not show.
MORE = (
    (
        "ACE01",
        """
        aceptados:
          - {codigo: ACC99, razon: texto acordado}
                     ^^^^^
          - {codigo: INS02, razon: texto acordado}
                     ^^^^^
          - {codigo: ACC06, razon: por_definir}
                                   ^^^^^^^^^^^
        # instituciones.yaml
        oim: {nombre: OIM, ambito: internacional, tipo: organismo_internacional, fuente: x, confianza: verificada, aceptados: [{codigo: ESQ10, razon: no}]}
                                                                                                                                        ^^^^^
        """,
    ),
    (
        "ACE04",
        """
        # taller.yaml (antes)
        exige: [plazo_meses, producto]
        validar: {falla: pendiente, ignorar: [NIV01]}
        # taller.yaml
        exige: [plazo_meses]
        ^^^^^
        validar: {ignorar: [NIV01]}
        ^^^^^^^
        """,
    ),
    (
        "ACC01",
        """
        # acciones/retorno/RET-N-02.yaml
        id: RET-N-02
            ^^^^^^^^
            ^^^^^^^^
        nivel: regional
        # acciones/retorno/RET-R-01.yaml
        id: RET-N-02
            ^^^^^^^^
        nivel: nacional
        # acciones/otro/RET-R-05.yaml
        eje: retorno
             ^^^^^^^
        # grupos/g2-otro.yaml
        id: g3-otro
            ^^^^^^^
        """,
    ),
    (
        "ACC11",
        """
        instituciones: no_aplica
                       ^^^^^^^^^
        paises: no_aplica
                ^^^^^^^^^
        """,
    ),
    (
        "ACC15",
        """
        # taller.yaml
        exige: [producto]
        # acciones/retorno/RET-N-01.yaml (entero)
        id: RET-N-01
        ^^
        eje: retorno
        nivel: nacional
        grupo: g1-retorno
        texto: Compilar las leyes existentes.
        plazo_meses: 12
        instituciones: [oim]
        # acciones/retorno/RET-N-02.yaml
        producto: Informe publicado
        # acciones/retorno/RET-R-01.yaml
        producto: Informe publicado
        """,
    ),
    (
        "DAT01",
        """
        texto: >-
          Compilar las leyes
          y escribir a ana@ejemplo.org sobre ellas.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        erratas: [{dice: leyes, debe_decir: 9999-8888}]
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # taller.yaml
        notas: Llamar al 9999-8888
        ^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
    (
        "DAT01",
        """
        # aparte: 9988-7766
        ^^^^^^^^^^^^^^^^^^^
        texto: >-  # ana@ejemplo.org
                   ^^^^^^^^^^^^^^^^^
          Compilar las leyes # no es un comentario
          de cada país.
        notas: 'Ver # la guía' # y llamar al 9988-7766, o a ana@ejemplo.org
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
    (
        "DAT02",
        """
        # grupos/g1-retorno.yaml
        participantes:
          - {nombre: Lic. Ana María Ejemplo, cargo: Directora, institucion: hn-inm}
          - {nombre: Paz, cargo: Asesora, institucion: hn-inm}
          - {nombre: Luz Prueba, cargo: Asesora, institucion: hn-inm, autoriza_publicar: true}
        ponente: Paz  # o Ana María Ejemplo
        # grupos/g2-otro.yaml
        participantes:
          - {nombre: Mar Prueba, cargo: Jefa de Mar Prueba, institucion: hn-inm}
        ponente: Mar Prueba
        nombre: El de Ana Maria  EJEMPLO
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        # acciones/retorno/RET-N-01.yaml
        notas: 'En paz. Ejemplo, Ana María, y Luz Prueba lo dijeron'  # con ana maría ejemplo
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
    (
        "DAT03",
        """
        # grupos/g1-retorno.yaml
        participantes:
          - {nombre: Ana María Ejemplo, cargo: Directora, institucion: hn-inm}
        # instituciones.yaml
        oim: {nombre: OIM, ambito: internacional, tipo: organismo_internacional, fuente: x, confianza: verificada, contacto: amaria@ejemplo.org}
                                                                                                                             ^^^^^^^^^^^^^^^^^^
        """,
    ),
    (
        "INS01",
        """
        instituciones: por_definir
                       ^^^^^^^^^^^
        """,
    ),
    (
        "INS02",
        """
        # grupos/g1-retorno.yaml
        participantes:
          - {nombre: Ana Ejemplo, cargo: Directora, institucion: hn-imn}
                                                                 ^^^^^^
        ponente: Ana Ejemplo
        """,
    ),
    (
        "INS03",
        """
        # taller.yaml
        organiza: [oim, INM]
                        ^^^
        """,
    ),
    (
        "INS06",
        """
        # acciones/retorno/RET-N-09.yaml (entero)
        id: RET-N-09
        eje: retorno
        nivel: nacional
        grupo: g1-retorno
        texto: Compilar las leyes existentes.
        plazo_meses: 12
        instituciones: [hn-inm, mx-inm]
                       ^^^^^^^^^^^^^^^^
        """,
    ),
    (
        "INS07",
        """
        texto: 'Coordinar, en el retorno, con ACNUR y con las Cancillerías: la OIM.'
                                                              ^^^^^^^^^^^^
        instituciones: [oim]
        # catalogos.yaml
        tipos_institucion:
          autoridad_migratoria: {nombre: Autoridad migratoria}
          cancilleria: {nombre: Cancillería, menciones: [cancillerías]}
          consejo_nacional_migracion: {nombre: Consejo}
          organismo_internacional: {nombre: Organismo}
          organismo_regional: {nombre: Organismo}
        """,
    ),
    (
        "NIV04",
        """
        texto: |-
          Compartir con la red
            subregional el listado.
               ^^^^^^^^
        """,
    ),
    (
        "PLZ05",
        """
        plazo_meses: 12
        plazo_desde: aprobacion
        # taller.yaml (entero)
        titulo: Planteamiento de acciones
        ^^^^^^
        nombre: Taller
        objetivo: Elaborar una ruta.
        fecha_inicio: 2027-02-01
        fecha_fin: 2027-02-02
        ciudad: Tegucigalpa
        pais: HN
        organiza: [oim]
        documento_origen: fuentes/formulario.txt
        plenaria: {minutos: 5, palabras_por_minuto: 150, fuente: convención}
        horizontes: {corto: 12, mediano: 36}
        exige: [plazo_meses]
        ejes: [{id: retorno, sigla: RET, nombre: Retorno, encabezado: Retorno}]
        niveles:
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: Nacional}
          - {id: regional, sigla: R, nombre: Regional, encabezado: Regional}
        """,
    ),
    (
        "REF01",
        """
        nivel: nacionl
               ^^^^^^^
        alineacion: {pmm: [22], ods: ["9.9"]}
                           ^^
                                      ^^^^^
        # instituciones.yaml
        xx-otra: {nombre: Otra, pais: XX, tipo: otro, parte_de: nadie, fuente: x, confianza: verificada}
                                      ^^
                                                ^^^^
                                                                ^^^^^
        # catalogos.yaml
        temas:
          marco_juridico: {nombre: Marco jurídico, familia: ninguna}
                                                            ^^^^^^^
        # taller.yaml
        pais: XX
              ^^
        # grupos/g1-retorno.yaml
        eje: retono
             ^^^^^^
        # avances/RET-N-09/2027-03-31-hn-otra.yaml
        accion: RET-N-09
                ^^^^^^^^
        reporta: hn-otra
                 ^^^^^^^
        estado: cumplida
        """,
    ),
    (
        "REF01",
        """
        otros: {presupuesto: Poco, presupesto: Mucho}
                                   ^^^^^^^^^^
        # taller.yaml
        campos: {presupuesto: {titulo: Presupuesto}}
        """,
    ),
    (
        "GRP02",
        """
        # grupos/g1-retorno.yaml
        participantes: por_definir
        ponente: Ana Ejemplo
                 ^^^^^^^^^^^
        # grupos/g2-retorno.yaml
        participantes: no_consta
        ponente: Luis Ejemplo
                 ^^^^^^^^^^^^
        """,
    ),
    (
        "EST02",
        """
        # avances/RET-N-02/2027-04-30-hn-inm.yaml
        accion: RET-N-01
                ^^^^^^^^
        estado: cumplida
        # avances/RET-N-01/2027-04-30-hn-inm.yaml
        """,
    ),
    (
        "EST02",
        """
        # avances/RET-N-02/2027-03-31-hn-inm.yaml
        accion: RET-N-01
                ^^^^^^^^
        estado: cumplida
        # avances/RET-N-01/2027-03-31-oim-0.yaml
        reporta: oim
                 ^^^
        estado: cumplida
        """,
    ),
    (
        "EST01",
        """
        estado: descartada
        motivo: por_definir
                ^^^^^^^^^^^
        """,
    ),
    (
        "REF03",
        """
        # taller.yaml
        campos: {presupuesto: {titulo: Presupuesto}, costo: {titulo: presupuesto}, plazo_meses: {titulo: Plazo (meses)}}
                                                                     ^^^^^^^^^^^
                                                                                   ^^^^^^^^^^^
                                                                                                         ^^^^^^^^^^^^^
        """,
    ),
    (
        "REF02",
        """
        # instituciones.yaml
        hn-a: {nombre: A, pais: HN, tipo: cancilleria, sucesora: hn-b, fuente: x, confianza: verificada}
                                                                 ^^^^
        hn-b: {nombre: B, pais: HN, tipo: cancilleria, sucesora: hn-a, fuente: x, confianza: verificada}
        """,
    ),
    (
        "REF03",
        """
        # catalogos.yaml
        tipos_institucion:
          cancilleria: {nombre: Cancillería}
          autoridad_migratoria: {nombre: Autoridad migratoria}
          organismo_internacional: {nombre: Organismo internacional}
          organismo_regional: {nombre: Organismo regional}
          oim: {nombre: OIM}
          ^^^
        """,
    ),
    (
        "TAL01",
        """
        # taller.yaml
        ejes:
          - {id: retorno, sigla: RET, nombre: Retorno, encabezado: por_definir}
                                                                   ^^^^^^^^^^^
        """,
    ),
    (
        "INS06",
        """
        instituciones: [hn-inm, mx-inm]
        responsable: por_definir
        # acciones/retorno/RET-N-02.yaml
        instituciones: [hn-inm, mx-inm]
        responsable: por_definir
        # acciones/retorno/RET-R-01.yaml
        responsable: por_definir
        # taller.yaml
        exige: [plazo_meses]
        ^^^^^
        """,
    ),
    (
        "EST11",
        """
        # avances/RET-N-01/2027-06-30-hn-inm.yaml (antes)
        # avances/RET-N-01/2027-06-30-hn-inm.yaml (sin archivo)
        ^
        """,
    ),
    (
        "NIV03",
        """
        # acciones/retorno/RET-N-02.yaml (sin archivo)
        # taller.yaml
        niveles:
        ^^^^^^^
          - {id: nacional, sigla: N, nombre: Nacional, encabezado: Nacional}
          - {id: regional, sigla: R, nombre: Regional, encabezado: Regional}
        """,
    ),
)

EXAMPLES = [(code, entry.marked) for code, entry in catalogue().items() if "^" in entry.marked]
CASES = EXAMPLES + [(code, textwrap.dedent(text).strip("\n")) for code, text in MORE]
RULE_OF = {each.entry.code: each for each in RULES}
RULE_CASES = [(code, example) for code, example in CASES if code in RULE_OF]
Change = Callable[[Plan, Finding], Finding]


@pytest.mark.parametrize(("code", "example"), CASES)
def test_findings_point_at_what_the_example_marks(code: str, example: str, looked: Looked) -> None:
    folder, found = looked(example)
    told = [d for d in found if d.code == code]
    assert found_spots(told, folder) == marked_spots(example, folder)


def test_every_example_marks_its_finding() -> None:
    unmarked = {code for code, entry in catalogue().items() if "^" not in entry.marked}
    assert unmarked == {
        "ESQ10",
        "PLA06",
        "PLA07",
        "YML15",
    }  # four files that lie elsewhere, and three without an example


def test_no_reader_sees_the_marks() -> None:
    assert [code for code, entry in catalogue().items() if "^" in entry.bad] == []
    assert [code for code, entry in catalogue().items() if "^" in "".join(entry.goods)] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, Path, Plan]]:
    """The plan of each example of a rule, with its folder."""
    plans = []
    for code, example in RULE_CASES:
        folder = tmp_path_factory.mktemp("places") / "plan"
        plans.append((code, example, folder, plan_of(example, folder)[0]))
    return plans


def yields_of_findings() -> dict[tuple[str, int], range]:
    """The statements of rules/ that give a finding, by file and first line, with all their lines."""
    found = {}
    for path in SCRIPT.glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef) or "Iterator[Finding]" not in ast.unparse(
                function.returns or function
            ):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Yield | ast.YieldFrom):
                    found[path.name, node.lineno] = range(node.lineno, (node.end_lineno or 0) + 1)
    return found


def test_every_statement_that_gives_a_finding_has_its_example(
    built: Sequence[tuple[str, str, Path, Plan]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new finding of an old rule wants a case above, or a longer example."""
    lines: set[tuple[str, int]] = set()

    def noted(*arguments: object, **named: object) -> Finding:
        frame = inspect.currentframe()
        while frame is not None:
            lines.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
            frame = frame.f_back
        return Finding(*arguments, **named)  # type: ignore[arg-type]

    for module in {sys.modules[each.check.__module__] for each in RULES}:
        monkeypatch.setattr(module, "Finding", noted)
    for code, _, _, plan in built:
        list(RULE_OF[code].check(plan))
    told = {
        where
        for where, span in yields_of_findings().items()
        if any((where[0], line) in lines for line in span)
    }
    assert yields_of_findings().keys() - told == set()


def other_sheet(plan: Plan, finding: Finding) -> Finding:
    other = plan.taller if finding.hoja is not plan.taller else plan.instituciones
    return finding._replace(hoja=other)


def other_action(plan: Plan, finding: Finding) -> Finding:
    return finding._replace(hoja=next(each for each in plan.acciones if each is not finding.hoja))


def other_field(plan: Plan, finding: Finding) -> Finding:
    source = plan.sources.get(finding.hoja.archivo)
    if source is None:  # its file is gone, and so are its fields
        return finding
    own = source.spans()
    return finding._replace(loc=next(loc for loc in own if len(loc) == 1 and loc[0] not in finding.loc[:1]))


def other_index(_plan: Plan, finding: Finding) -> Finding:
    loc = [part + 1 if isinstance(part, int) else part for part in finding.loc]
    return finding._replace(loc=tuple(loc))


def whole(_plan: Plan, finding: Finding) -> Finding:
    return finding._replace(words=None) if finding.words else finding._replace(loc=finding.loc[:-1])


def other_words(_plan: Plan, finding: Finding) -> Finding:
    start, end = finding.words or (0, 0)
    return finding._replace(words=(start, end + 1) if not start else (start - 1, end), private=False)


def value_or_key(_plan: Plan, finding: Finding) -> Finding:
    return finding._replace(at_key=not finding.at_key)


MUTATIONS: tuple[Change, ...] = (
    other_sheet,
    other_action,
    other_field,
    other_index,
    whole,
    other_words,
    value_or_key,
)


@pytest.mark.parametrize("change", MUTATIONS, ids=lambda change: str(change.__name__))
def test_a_finding_moved_elsewhere_is_noticed(
    change: Change, built: Sequence[tuple[str, str, Path, Plan]]
) -> None:
    """Every place of every rule is held by an example: moved, the test above fails for its code."""
    survived = []
    for code, example, folder, plan in built:
        marked, own = marked_spots(example, folder), RULE_OF[code]
        given = sorted(d.place for d in located(plan, found(plan, [own])))
        for moved in range(len(marked)):
            mutant = own._replace(check=moving(own, moved, change))
            diagnostics = located(plan, found(plan, [mutant]))
            is_moved = sorted(d.place for d in diagnostics) != given
            if is_moved and found_spots(diagnostics, folder) == marked:
                survived.append((code, moved))
    assert survived == []


def moving(own: Rule, moved: int, change: Change) -> Callable[[Plan], Iterator[Finding]]:
    """The check of a rule, with one of its findings changed."""

    def check(plan: Plan) -> Iterator[Finding]:
        for number, finding in enumerate(own.check(plan)):
            yield change(plan, finding) if number == moved else finding

    return check
