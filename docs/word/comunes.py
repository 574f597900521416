"""What the Word documents share: their top, their end, the cells that people fill in."""

from word.piezas import Cell, each, loop_cells, p, row, rows, run, table, text_width, when

WIDE, TALL = text_width(landscape=True), text_width(landscape=False)
VUELTA = (
    "El código gris bajo cada identificador permite llevar de vuelta al plan lo que se escriba en esta hoja: "
    "déjelo como está."
)


AYUDA = p(
    "Campo",
    "{#p Lo que está en este color son instrucciones: no salen en el documento. "
    "Déjelas cada una en su párrafo, fila o celda; docs/plantillas.md dice qué se puede imprimir. #}",
)


def top(documento: str = "{{ pagina.documento }}") -> str:
    """Write which document it is, the title, and what is known of the workshop."""
    taller = "{% if pagina.encabezado.taller %} · {{ pagina.encabezado.taller }}{% endif %}"
    return (
        AYUDA
        + p("Sobre", documento + taller)
        + p("Title", "{{ pagina.encabezado.titulo }}")
        + when("pagina.encabezado.lema", p("Normal", "{{ pagina.encabezado.lema }}"))
        + when("pagina.encabezado.datos", p("Destacado", "{{ pagina.encabezado.datos }}"))
    )


def objetivo() -> str:
    """Write what the workshop is for."""
    return when("pagina.encabezado.objetivo", p("Normal", "{{ pagina.encabezado.objetivo }}"))


def cuentas(page: str) -> str:
    """Write how many actions there are, and what the call chose of them."""
    return when(f"{page}.cuentas", p("Cuentas", f"{{{{ {page}.cuentas }}}}")) + when(
        f"{page}.encabezado.filtro", p("Destacado", f"{{{{ {page}.encabezado.filtro }}}}")
    )


def por_definir() -> str:
    """Write what of the workshop nobody has decided."""
    return when("pagina.encabezado.por_definir", p("Discreto", "{{ pagina.encabezado.por_definir }}"))


def ident(row_name: str) -> str:
    """Write which action a row is, and the fingerprint by which it comes back."""
    return p("Id", f"{{{{ {row_name}.id }}}}") + p("Huella", f"{{{{ {row_name}.huella }}}}")


def texto(row_name: str, style: str = "Celda") -> str:
    """Write the text of an action, and the call of its footnote."""
    call = f"{{% if {row_name}.nota %}}{{{{ {row_name}.nota }}}}{{% endif %}}"
    return p(style, f"{{{{ {row_name}.texto }}}}", run(call, "Llamada"))


def plazo(row_name: str, style: str = "Celda") -> str:
    """Write a cell for months."""
    horizon = when(f"{row_name}.horizonte", p("CeldaDiscreta", f"{{{{ {row_name}.horizonte }}}}"))
    return hueco(f"{row_name}.plazo", style, horizon)


def hueco(name: str, style: str = "Celda", between: str = "", open_name: str = "") -> str:
    """Write a cell: what is known, and what is left to write on."""
    left = open_name or f"{name}_hueco"
    return p(style, f"{{{{ {name} }}}}") + between + when(left, p("Hueco", f"{{{{ {left} }}}}"))


def pie(page: str, *own: str, title: str = "Cómo leer esta matriz") -> str:
    """Write the end of a document: footnotes, siglas, conventions, where it comes from."""
    reading = p("Heading1", title) + each("linea", f"{page}.convenciones", p("Aclaracion", "{{ linea }}"))
    return (
        notas(page)
        + (reading if title else "")
        + "".join(p("Aclaracion", text) for text in own)
        + (p("Discreto", f"{{{{ {page}.origen }}}}"))
    )


def notas(page: str) -> str:
    """Write footnotes and siglas."""
    return when(
        f"{page}.notas",
        p("Heading1", "Notas a los textos"),
        each("nota", f"{page}.notas", p("Nota", "{{ nota.numero }}.\t{{ nota.id }}. {{ nota.texto }}")),
    ) + when(
        f"{page}.siglas",
        p("Heading1", "Siglas"),
        each("sigla", f"{page}.siglas", p("Aclaracion", "{{ sigla }}")),
    )


def cuadro(first: int) -> str:
    """Write the small table of counts, as wide as the paper, with as many columns as there are."""
    rest = (WIDE - first) // 3
    widths = WIDE - 3 * rest, rest, rest, rest
    cell = Cell(p("EncabezadoCifra", "{{ columna }}"), free=True, shade=True, strong="bottom")
    title = Cell(
        p("EncabezadoTabla", "{{ pagina.cuadro.columnas[0] }}"), widths[0], shade=True, strong="bottom"
    )
    counts = [
        (
            Cell(p("Celda", run(f"{{{{ {name}.titulo }}}}", look)), widths[0], shade=bool(look)),
            *loop_cells(
                "cifra",
                f"{name}.celdas",
                Cell(p("CeldaCifra", run("{{ cifra }}", look)), free=True, shade=bool(look)),
            ),
        )
        for name, look in (("cuenta", ""), ("pagina.cuadro.total", "Strong"))
    ]
    return p("Heading1", "{{ pagina.cuadro.titulo }}") + table(
        widths,
        "{{ pagina.cuadro.titulo }}",
        row(title, *loop_cells("columna", "pagina.cuadro.columnas[1:]", cell), header=True),
        rows(widths, "cuenta", "pagina.cuadro.filas", row(*counts[0])),
        row(*counts[1]),
    )
