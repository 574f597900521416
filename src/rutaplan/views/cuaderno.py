"""cuaderno: the many sheets of a document as one, each on paper of its own; and the index of their files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rutaplan.derive import titulo_label
from rutaplan.plan import Plan
from rutaplan.suggest import fold
from rutaplan.views.bloques import (
    Bloque,
    Celda,
    Columna,
    Corte,
    Datos,
    Parrafo,
    Tabla,
    Titulo,
    parrafos,
    with_indice,
)
from rutaplan.views.fila import Filas, Nota
from rutaplan.views.pagina import Pagina, make_pagina

INDICE = "indice"
"""The name of the page that opens a folder of sheets."""
_FORMATOS = {
    "csv": "CSV", "docx": "Word", "html": "Página web", "md": "Texto", "pdf": "PDF", "xlsx": "Excel",
}  # fmt: skip
"""What people call a format that sheets are made in."""
_FILE_MM = 28


def build_cuaderno(plan: Plan, titulo: str, para: str, hojas: Sequence[Pagina]) -> Pagina:
    """Bind sheets behind the list of them. para: who they are for."""
    notas = {nota.id: nota for hoja in hojas for nota in hoja.notas}
    numbered = {ident: number for number, ident in enumerate(notas, 1)}
    indice, bound = with_indice(
        [
            each
            for name, hoja in zip(_names(hojas), hojas, strict=True)
            for each in _bound(name, hoja, numbered)
        ],
        hasta=2,
    )
    listed = zip(indice.entradas, hojas, strict=True)
    entradas = tuple(replace(each, texto=hoja.en_indice or each.texto) for each, hoja in listed)
    return replace(
        _make(plan, titulo, para, (replace(indice, entradas=entradas), *bound)),
        # All sheets are of one plan, at one day, and lie alike.
        encabezado=hojas[0].encabezado,
        apaisada=hojas[0].apaisada,
        notas=tuple(Nota(number, ident, notas[ident].texto) for ident, number in numbered.items()),
        siglas=tuple(sorted({each for hoja in hojas for each in hoja.siglas}, key=fold)),
        convenciones=tuple(dict.fromkeys(each for hoja in hojas for each in hoja.convenciones)),
    )


def build_indice(
    plan: Plan, titulo: str, para: str, hojas: Mapping[str, Pagina], files: Mapping[str, Mapping[str, str]]
) -> Pagina:
    """List the files of a folder: a row for each sheet, with the names of its files by format."""
    kinds = sorted({kind for each in files.values() for kind in each})
    columns = (Columna("Hoja"), *(Columna(_FORMATOS.get(kind, kind), _FILE_MM) for kind in kinds))
    rows = tuple(
        (
            Celda(hojas[key].en_indice or hojas[key].nombre, menudo=" · ".join(_facts(hojas[key]).values())),
            *(Celda(names.get(kind, ""), enlace=names.get(kind, "")) for kind in kinds),
        )
        for key, names in files.items()
    )
    return _make(plan, titulo, para, [Tabla(titulo, columns, rows)])


def _make(plan: Plan, titulo: str, para: str, bloques: Iterable[Bloque]) -> Pagina:
    head = (Parrafo(titulo_label(plan.taller), "fuerte"), *parrafos(para, plan.filtro))
    return make_pagina(Filas(plan), titulo, bloques, nombre=titulo, cabeza=head, apaisada=False, vacia="")


def _names(hojas: Sequence[Pagina]) -> list[str]:
    """The names of sheets, with the country of those that have one."""
    where = [_facts(hoja).get("País") for hoja in hojas]
    return [
        f"{hoja.nombre} ({country})" if country else hoja.nombre
        for hoja, country in zip(hojas, where, strict=True)
    ]


def _bound(nombre: str, hoja: Pagina, numbered: Mapping[str, int]) -> Iterator[Bloque]:
    """A sheet inside the whole: its headings go down by one, its notes have the numbers of the whole."""
    yield Corte()
    yield Titulo(nombre)
    own = {nota.numero: numbered[nota.id] for nota in hoja.notas}
    for bloque in (*hoja.cabeza, *hoja.bloques):
        if isinstance(bloque, Titulo):
            yield replace(bloque, nivel=3)
        elif isinstance(bloque, Tabla):
            yield replace(
                bloque, filas=tuple(tuple(_numbered(each, own) for each in row) for row in bloque.filas)
            )
        else:
            yield bloque


def _numbered(celda: Celda, own: Mapping[int, int]) -> Celda:
    return replace(celda, nota=own[celda.nota]) if celda.nota else celda


def _facts(hoja: Pagina) -> Mapping[str, str]:
    """The facts at the head of a sheet, which set it apart from others of its name."""
    facts = (each for each in hoja.cabeza if isinstance(each, Datos))
    return {dato.rotulo: dato.valor for each in facts for dato in each.datos}
