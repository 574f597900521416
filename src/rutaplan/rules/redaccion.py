"""ACC: rules about how the text of an action is written."""

import re
from collections.abc import Iterator

from rutaplan.derive.alike import STOP_WORDS
from rutaplan.diagnostics import Severity
from rutaplan.model import NO_CONSTA, POR_DEFINIR, Accion
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import TALLER, Finding, rule
from rutaplan.suggest import fold

MAX_PALABRAS_TITULO = 8
# Verbs whose result nobody can check without a named product.
BLANDOS = frozenset({"estimular", "coordinar", "fortalecer", "facilitar", "promover", "intentar", "apoyar"})
_SIN_PRODUCTO = (None, POR_DEFINIR, NO_CONSTA)
_INFINITIVE = re.compile(r"[a-z]*(?:ar|er|ir)(?:se|la|lo|las|los|le|les)?")
# What ends like an infinitive and is none. A word that is a verb too (auxiliar, regular) is taken for it.
_NO_VERB = frozenset(
    """
    alfiler alquiler altar ayer azar azucar bar bazar bienestar cadaver cancer canciller caracter
    celular charla charlas charter collar consular crater cualquier curricular dolar ejemplar elixir
    escaner escolar estandar familiar hogar insular interdisciplinar lider lugar malestar mar martir
    master militar mujer multidisciplinar nuclear par particular peninsular perla pilar placer
    popular porvenir poster preliminar primer quehacer radar similar singular solar super taller
    tercer titular
    """.split()  # noqa: SIM905 - a list of them takes a line for each
)
_SENTENCE_END = re.compile(r"([.!?])[»”\")]*\s+(?=[«“\"(]?([A-ZÁÉÍÓÚÑ¿¡]\S*))")
_ABBREVIATION = frozenset(
    """
    adm apdo aprox arq art arts av avda cap cf cia cnel col coord depto dir dpto dr dra dres ed ej
    excmo fig gob gral inc ing lic lcda lcdo ltda mons mtra mtro nro num nums pag pags parr prof
    profa prov ref reg res resp rev sec sr sra sras sres srta sta sto tel tit ud uds vol vols vs
    """.split()  # noqa: SIM905 - a list of them takes a line for each
)
# These end a sentence only if a word follows that seldom has a capital elsewhere: «EE. UU. y», «J. Pérez».
_DOUBTFUL = re.compile(r"(?:[A-ZÑ]\.)*[A-ZÑ]|[a-z]|([AC-HJLNOPR-U])\1|etc|[Nn]o")
_WORD = re.compile(r"\S+")
_SPACING = re.compile(r" (?: +|[,;:](?=\s|$|[^\W\d])|\.(?=\s|$))|[.;,](?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")


@rule("ACC05", "el texto tiene más de una oración", Severity.AVISO, fase=TALLER)
def varias_oraciones(plan: Plan) -> Iterator[Finding]:
    """Una acción se dice en una oración; la segunda suele ser un comentario, que va en «notas».

    Mal:
        texto: Presentar los principios a las instituciones. Las rectoras son las que dice la ley.
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        texto: Presentar los principios a las instituciones.
        notas: Las instituciones rectoras son las que dice la ley.

    = una sola oración | si el grupo lo acuerda, lleve a «notas» lo que no es la acción
    """
    for accion in plan.vigentes:
        begins = list(_later_sentences(accion.texto))
        if begins:
            yield Finding(
                accion, ("texto",), found=f"{len(begins) + 1} oraciones", words=(begins[0], len(accion.texto))
            )


def _later_sentences(text: str) -> Iterator[int]:
    """Where each sentence but the first begins. The point of an abbreviation ends none."""
    for match in _SENTENCE_END.finditer(text):
        mark, following = match.groups()
        word = text[: match.start()].rpartition(" ")[2].lstrip('(«“"¿¡')
        if mark == "." and fold(word) in _ABBREVIATION:
            continue
        if mark == "." and _DOUBTFUL.fullmatch(word) and fold(following.strip(",;:")) not in STOP_WORDS:
            continue
        yield match.end()


@rule("ACC06", "el texto no empieza con un verbo en infinitivo", Severity.AVISO, fase=TALLER)
def sin_infinitivo(plan: Plan) -> Iterator[Finding]:
    """Una acción dice qué hacer: «Revisar», no «Revisión». Así se leen igual todas las del plan.

    Antes del verbo puede haber una cláusula que termina en coma: «A nivel bilateral, implementar…».

    Mal:
        texto: Revisión de los marcos jurídicos.
               ^^^^^^^^

    Bien:
        texto: Revisar los marcos jurídicos.

    = un infinitivo, como «Revisar» | si el grupo lo acuerda, empiece con el verbo
    """
    for accion in plan.vigentes:
        clause, comma, rest = accion.texto.partition(",")
        if not _opens_with_verb(clause) and not (comma and _opens_with_verb(rest)):
            yield Finding(
                accion,
                ("texto",),
                found=f"empieza con {quoted(accion.texto.split()[0])}",
                words=(0, len(accion.texto.split()[0])),
            )


def _opens_with_verb(text: str) -> bool:
    first = fold(next(iter(text.split(maxsplit=1)), ""))
    return _INFINITIVE.fullmatch(first) is not None and first not in _NO_VERB


@rule("ACC07", "el verbo no dice qué quedará hecho", Severity.NOTA, fase=TALLER)
def verbo_blando(plan: Plan) -> Iterator[Finding]:
    """«Promover», «fortalecer» o «coordinar» no se pueden comprobar; «producto» dice qué quedará hecho.

    Mal:
        texto: Fortalecer la capacitación de las autoridades consulares.
               ^^^^^^^^^^

    Bien:
        texto: Fortalecer la capacitación de las autoridades consulares.
        producto: Curso anual para autoridades consulares

    = un resultado que se pueda comprobar | agregue «producto:» con lo que quedará hecho
    """
    for accion in plan.vigentes:
        verb = accion.texto.split(maxsplit=1)[0].rstrip(",.;")
        if accion.producto in _SIN_PRODUCTO and fold(verb) in BLANDOS:
            yield Finding(
                accion,
                ("texto",),
                found=f"{quoted(verb)}, sin «producto»",
                words=(0, len(verb)),
            )


@rule("ACC09", "los espacios o los puntos del texto tienen un descuido", Severity.AVISO, fase=TALLER)
def descuido_de_espacios(plan: Plan) -> Iterator[Finding]:
    """Espacios dobles, un espacio antes de coma, falta de espacio tras un punto, o sin punto final.

    Se ven en el papel impreso. El texto es del grupo: se corrige cuando el grupo lo acuerda.

    Mal:
        texto: Compilar  las leyes ,existentes
                       ^^
                                  ^^
                                             ^

    Bien:
        texto: Compilar las leyes existentes.

    = un espacio entre palabras y un punto al final | corrija el texto si el grupo lo acuerda; si lo deja así, acepte el hallazgo con su razón
    """
    for accion in plan.vigentes:
        text = accion.texto
        for slip in _SPACING.finditer(text):
            what = "espacios dobles" if slip.group().isspace() else f"{quoted(slip.group())} mal espaciado"
            yield Finding(accion, ("texto",), what, words=slip.span())
        if text[-1] not in ".!?)»…":
            yield Finding(accion, ("texto",), "sin punto final", words=(len(text) - 1, len(text)))


@rule("ACC12", "el título breve no es breve", Severity.AVISO)
def titulo_largo(plan: Plan) -> Iterator[Finding]:
    """El título breve se dice en la plenaria en lugar del texto: hasta ocho palabras.

    Mal:
        titulo_breve: Un título que sigue y sigue hasta decir lo mismo que el texto
                                                              ^^^^^^^^^^^^^^^^^^^^^

    Bien:
        titulo_breve: Protocolos para víctimas de trata

    Fuente: ocho palabras son unos tres segundos; 33 acciones caben así en dos minutos.
    """
    for accion in plan.acciones:
        words = list(_WORD.finditer(accion.titulo_breve or ""))
        if len(words) > MAX_PALABRAS_TITULO:
            yield Finding(
                accion,
                ("titulo_breve",),
                found=f"{len(words)} palabras",
                expected=f"{MAX_PALABRAS_TITULO} palabras o menos",
                help="acórtelo sin cambiar lo que la acción dice",
                words=(words[MAX_PALABRAS_TITULO].start(), words[-1].end()),
            )


@rule("ACC13", "dos acciones del mismo nivel tienen el mismo texto", Severity.AVISO)
def texto_repetido(plan: Plan) -> Iterator[Finding]:
    """La misma acción dos veces en el mismo nivel suele ser un descuido al copiar.

    Mal:
        # acciones/retorno/RET-N-01.yaml
        texto: Compilar y compartir las leyes existentes.
        # acciones/retorno/RET-N-02.yaml
        texto: Compilar y compartir las leyes existentes.
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        # acciones/retorno/RET-N-01.yaml
        texto: Compilar las leyes existentes de cada país.
        # acciones/retorno/RET-N-02.yaml
        texto: Compartir las leyes existentes con los consulados.

    = un texto que diga en qué se distingue | retire una de las dos, con «estado: descartada» y su «motivo», o diga en qué se distinguen
    """
    first: dict[tuple[str, str, str], Accion] = {}
    for accion in plan.entero.vigentes:
        other = first.setdefault((accion.eje, accion.nivel, accion.texto.casefold()), accion)
        if other is not accion:
            yield Finding(
                accion,
                ("texto",),
                found=f"el mismo texto que {other.id}",
                related=(("la otra acción", other, ("texto",)),),
            )
