"""The body of each Word document."""

from word.comunes import (
    AYUDA,
    TALL,
    VUELTA,
    WIDE,
    cuadro,
    cuentas,
    hueco,
    ident,
    objetivo,
    pie,
    plazo,
    por_definir,
    texto,
    top,
)
from word.piezas import HAND, Cell, each, heads, loop_cells, mm, p, row, rows, run, section, table, when


def matriz() -> str:
    """Write the form's tables, with room to write in them."""
    return (
        top() + objetivo() + cuentas("pagina") + por_definir() + _tablas("pagina", 1) + pie("pagina", VUELTA)
    )


def _tablas(page: str, level: int) -> str:
    """Write the form's tables: one for each nivel of each eje."""
    return when(f"{page}.vacia", p("Normal", f"{{{{ {page}.vacia }}}}")) + each(
        "seccion",
        f"{page}.secciones",
        p(f"Heading{level}", run("{{ seccion.rotulo }} ", "Gris"), "{{ seccion.titulo }}"),
        each("linea", "seccion.grupos", p("Discreto", "{{ linea }}")),
        when("seccion.vacia", p("Vacio", "{{ seccion.vacia }}")),
        each(
            "bloque",
            "seccion.bloques",
            p(f"Heading{level + 1}", "{{ bloque.titulo }}: {{ bloque.cuenta }}"),
            when("bloque.vacio", p("Vacio", "{{ bloque.vacio }}")),
            when("bloque.filas", _tabla_de_nivel()),
        ),
    )


def _tabla_de_nivel(bloque: str = "bloque", blancas: str = "") -> str:
    """Write the table of one nivel, with empty rows below where they are asked for."""
    empty = row(*(Cell(p("Celda", ""), width) for width in _anchos()), height=HAND)
    widths = _anchos()
    columns = ("acciones", "plazo", "instituciones", "prioridad")
    titles = "Id", *(f"{{{{ {bloque}.columna_{each} }}}}" for each in columns)
    return table(
        widths,
        f"{{{{ {bloque}.encabezado }}}}: {{{{ {bloque}.cuenta }}}}",
        row(Cell(p("EncabezadoNivel", f"{{{{ {bloque}.encabezado }}}}"), WIDE, 5, strong="top"), header=True),
        heads(widths, titles),
        rows(
            widths,
            "fila",
            f"{bloque}.filas",
            row(
                Cell(ident("fila") + when("fila.marcas", p("Marca", "{{ fila.marcas }}")), widths[0]),
                Cell(texto("fila"), widths[1]),
                Cell(plazo("fila"), widths[2]),
                Cell(hueco("fila.instituciones"), widths[3]),
                Cell(p("Celda", "{{ fila.prioridad }}"), widths[4]),
                height=HAND,
            ),
        ),
        rows(widths, "numero", blancas, empty) if blancas else "",
    )


def _anchos() -> tuple[int, int, int, int, int]:
    return mm(25), WIDE - mm(25 + 28 + 68 + 20), mm(28), mm(68), mm(20)


def formulario() -> str:
    """Write the form of a group: who took part, and tables with empty rows."""
    third = (WIDE - mm(34)) // 3
    people = [third, third, WIDE - 2 * third - mm(34), mm(34)]
    names = ("nombre", "cargo", "institucion", "casilla")
    titles = (
        "Participantes: nombre",
        "Cargo",
        "Institución a la que pertenece",
        "Autorizo publicar mi nombre",
    )
    cells = [
        Cell(p("Celda", f"{{{{ persona.{name} }}}}"), width)
        for name, width in zip(names, people, strict=True)
    ]
    spoken = mm(40), WIDE - mm(40)
    return (
        top()
        + objetivo()
        + when("pagina.dinamica", p("Normal", run("Dinámica: ", "Strong"), "{{ pagina.dinamica }}"))
        + cuentas("pagina")
        + p("Heading1", "{{ pagina.grupo }}")
        + table(
            people,
            "Participantes",
            heads(people, titles),
            rows(people, "persona", "pagina.personas", row(*cells, height=mm(8))),
        )
        + p("Discreto", "")
        + table(
            spoken,
            "Ponente",
            row(
                Cell(p("Rotulo", "Ponente"), spoken[0]),
                Cell(p("Celda", "{{ pagina.ponente }}"), spoken[1]),
                height=HAND,
            ),
        )
        + each(
            "seccion",
            "pagina.secciones",
            p("Heading1", run("{{ seccion.rotulo }} ", "Gris"), "{{ seccion.titulo }}"),
            each(
                "cada",
                "seccion.bloques",
                p("Heading2", "{{ cada.bloque.titulo }}: {{ cada.bloque.cuenta }}"),
                _tabla_de_nivel("cada.bloque", "cada.blancas"),
            ),
        )
        + pie("pagina", VUELTA, title="Cómo llenar este formulario")
    )


def plenaria() -> str:
    """Write what is spoken, timed, and at the back the tables of the group."""
    break_ = p("Corte", section=section(landscape=False))
    back = p("Heading1", "{{ pagina.titulo_reverso }}") + cuentas("pagina.matriz")
    return _frente() + break_ + back + _tablas("pagina.matriz", 2) + pie("pagina.matriz", VUELTA)


def _frente() -> str:
    third = TALL // 3
    clock = {"Todo lo escrito aquí": "total", "Solo conteos": "solo_conteos", "Tiempo del grupo": "limite"}
    cells = [
        Cell(p("Rotulo", title) + p("Reloj", f"{{{{ pagina.{name} }}}}"), third, shade=True, strong="top")
        for title, name in clock.items()
    ]
    return (
        top("Presentación en plenaria")
        + p("Destacado", "{{ pagina.grupo }}")
        + p("Normal", "Eje de trabajo: {{ pagina.eje }}")
        + p("Normal", "Ponente: {{ pagina.ponente }}")
        + when("pagina.encabezado.filtro", p("Destacado", "{{ pagina.encabezado.filtro }}"))
        + por_definir()
        + table([third] * 3, "Cuánto se tarda en decirlo", row(*cells))
        + p("Veredicto", "{{ pagina.veredicto }}")
        + each("consejo", "pagina.consejos", p("ListBullet", "{{ consejo }}"))
        + p("Discreto", "{{ pagina.medida }}")
        + when("pagina.prioridades", p("Normal", "{{ pagina.prioridades }}"))
        + each("parte", "pagina.partes", *_parte())
    )


def _parte() -> tuple[str, ...]:
    said = p(
        "Dicho",
        run("{{ linea.ident }}.\t", "Strong"),
        "{{ linea.texto }}",
        run("{% if linea.cola %} {{ linea.cola }}{% endif %}", "Gris"),
    )
    return (
        p("Parte", "{{ parte.titulo }}\t{{ parte.tiempo }}", run(" hasta {{ parte.hasta }}", "Gris")),
        when("parte.es_lista", each("linea", "parte.lineas", said)),
        when("not parte.es_lista", each("linea", "parte.lineas", p("Normal", "{{ linea.texto }}"))),
    )


def consolidada() -> str:
    """Write every action of every group in one table, with its counts."""
    return (
        top()
        + objetivo()
        + cuentas("pagina")
        + por_definir()
        + when("pagina.vacia", p("Vacio", "{{ pagina.vacia }}"))
        + cuadro(mm(70))
        + each("linea", "pagina.vacios", p("Vacio", "{{ linea }}"))
        + when("pagina.filas", p("Heading1", "Acciones de todos los grupos"), _tabla_consolidada())
        + pie("pagina", VUELTA)
    )


def _tabla_consolidada() -> str:
    narrow = [mm(each) for each in (25, 20, 21, 19, 18, 26, 35, 20, 31)]
    widths = *narrow[:4], WIDE - sum(narrow), *narrow[4:]
    titles = (
        "Id",
        "Grupo",
        "Eje",
        "Nivel",
        "Acción estratégica",
        "Plazo (meses)",
        "Responsable",
        "Instituciones",
        "Prioridad",
        "Observaciones",
    )
    cells = (
        ident("cada.fila"),
        p("CeldaChica", "{{ cada.grupo }}"),
        p("CeldaChica", "{{ cada.eje }}"),
        p("CeldaChica", "{{ cada.nivel }}"),
        texto("cada.fila", "CeldaChica"),
        plazo("cada.fila", "CeldaChica"),
        hueco("cada.responsable", "CeldaChica"),
        hueco("cada.fila.instituciones", "CeldaChica"),
        p("CeldaChica", "{{ cada.fila.prioridad }}"),
        p("CeldaChica", "{{ cada.observaciones | join(' ') }}"),
    )
    made = [Cell(content, width) for content, width in zip(cells, widths, strict=True)]
    return table(
        widths,
        "{{ pagina.titulo }}",
        heads(widths, titles),
        rows(widths, "cada", "pagina.filas", row(*made, height=HAND)),
    )


def ficha() -> str:
    """Write what is asked of an institution or a country."""
    taller = "".join(
        f"{{% if pagina.encabezado.{each} %}}. {{{{ pagina.encabezado.{each} }}}}{{% endif %}}"
        for each in ("taller", "datos")
    )
    widths = mm(40), TALL - mm(40)
    facts = table(
        widths,
        "Datos de {{ pagina.nombre }}",
        rows(
            widths,
            "dato",
            "pagina.datos",
            row(
                Cell(p("Rotulo", "{{ dato.rotulo }}"), widths[0]),
                Cell(p("Celda", "{{ dato.valor }}"), widths[1]),
            ),
        ),
    )
    return (
        AYUDA
        + p("Sobre", "{{ pagina.documento }}")
        + p("Title", "{{ pagina.nombre or pagina.titulo }}")
        + when("pagina.datos", facts)
        + each("linea", "pagina.sucesion", p("Vacio", "{{ linea }}"))
        + p("Discreto", "{{ pagina.encabezado.titulo }}" + taller)
        + cuentas("pagina")
        + por_definir()
        + when("pagina.vacia", p("Vacio", "{{ pagina.vacia }}"))
        + each(
            "tramo",
            "pagina.tramos",
            p("Heading1", "{{ tramo.titulo }} ({{ tramo.cuenta }})"),
            _tabla_de_tramo(),
        )
        + pie("pagina", title="Cómo leer esta hoja")
    )


def _tabla_de_tramo() -> str:
    widths = mm(25), TALL - mm(25 + 19 + 28 + 40), mm(19), mm(28), mm(40)
    missing = when("cada.pendientes", p("CeldaDiscreta", "{{ cada.pendientes }}"))
    cells = (
        p("Id", "{{ cada.id }}") + when("cada.marcas", p("Marca", "{{ cada.marcas }}")),
        texto("cada") + missing,
        hueco("cada.plazo"),
        p("Celda", "{{ cada.papel }}"),
        hueco("cada.con"),
    )
    made = [Cell(content, width) for content, width in zip(cells, widths, strict=True)]
    return table(
        widths,
        "{{ tramo.titulo }} ({{ tramo.cuenta }})",
        heads(widths, ("Id", "Acción estratégica", "Plazo (meses)", "Participa como", "Con")),
        rows(widths, "cada", "tramo.encargos", row(*made)),
    )


def pendientes() -> str:
    """Write a form of what nobody has decided."""
    return (
        top()
        + objetivo()
        + cuentas("pagina")
        + por_definir()
        + when("pagina.vacia", p("Vacio", "{{ pagina.vacia }}"))
        + each("linea", "pagina.convenciones", p("Aclaracion", "{{ linea }}"))
        + p("Aclaracion", VUELTA)
        + cuadro(mm(90))
        + each("grupo", "pagina.grupos", *_grupo())
        + when(
            "pagina.ejes",
            p("Heading1", "Ejes sin acciones"),
            each("linea", "pagina.ejes", p("Normal", "{{ linea }}")),
        )
        + when(
            "pagina.taller",
            p("Heading1", "Del taller: decide quien lo organiza"),
            _decisiones("pagina.taller"),
        )
        + pie("pagina", title="")
    )


def _grupo() -> tuple[str, ...]:
    return (
        p("Heading1", "{{ grupo.titulo }}"),
        p("Normal", "{{ grupo.quien }}"),
        when("grupo.decisiones", _decisiones("grupo.decisiones")),
        when("grupo.completo", p("Vacio", "{{ grupo.completo }}")),
        each(
            "bloque",
            "grupo.bloques",
            p("Heading2", "{{ bloque.titulo }}: {{ bloque.faltas }}"),
            _por_llenar(),
        ),
    )


def _decisiones(many: str) -> str:
    widths = mm(70), WIDE - mm(70)
    line = row(
        Cell(p("Rotulo", "{{ cada.rotulo }}"), widths[0]),
        Cell(p("Hueco", "{{ cada.hueco }}"), widths[1]),
        height=HAND,
    )
    return table(widths, "Líneas para llenar", rows(widths, "cada", many, line))


def _por_llenar() -> str:
    rest = (WIDE - mm(25 + 105)) // 3
    widths = mm(25), WIDE - mm(25) - 3 * rest, rest, rest, rest
    head = [
        Cell(p("EncabezadoTabla", title), width, shade=True, strong="bottom")
        for title, width in zip(("Id", "Acción estratégica"), widths[:2], strict=True)
    ]
    column = Cell(p("EncabezadoTabla", "{{ columna }}"), free=True, shade=True, strong="bottom")
    answer = Cell(hueco("celda.valor", open_name="celda.hueco"), free=True)
    return table(
        widths,
        "{{ grupo.titulo }}, {{ bloque.titulo }}: líneas para llenar",
        row(*head, *loop_cells("columna", "bloque.columnas", column), header=True),
        rows(
            widths,
            "fila",
            "bloque.filas",
            row(
                Cell(ident("fila") + when("fila.marcas", p("Marca", "{{ fila.marcas }}")), widths[0]),
                Cell(texto("fila"), widths[1]),
                *loop_cells("celda", "fila.celdas", answer),
                height=HAND,
            ),
        ),
    )
