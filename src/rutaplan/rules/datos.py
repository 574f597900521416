"""DAT: rules that keep personal data out of a plan that will be published."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial

from rutaplan.derive.direcciones import destino
from rutaplan.derive.mentions import Names, is_named_after, mentioned, names_one, withheld, withheld_of
from rutaplan.diagnostics import Diagnostic, Loc, Place, Severity, Span
from rutaplan.model import ANY, DIRECCION, LIBRE, Grupo, Hoja, is_on, value_at, values
from rutaplan.personal import PUBLIC, hidden, may_be_personal, personal, personal_data, without_values
from rutaplan.plan import Plan
from rutaplan.rules._registry import HIDDEN_REASON, Finding, rule

_RESPUESTA = ("documentos", "respuesta", "a")
_OWN_NAMES = (("participantes", ANY, "nombre"), ("ponente",))


@rule("DAT01", "hay un dato personal", Severity.AVISO)
def dato_personal(plan: Plan) -> Iterator[Finding]:
    """Un texto o un comentario contiene algo que parece un correo, un teléfono, un documento o una cuenta en una red.

    El plan se publica: los datos de las personas no deben estar en él. El mensaje no los repite.
    Se conocen los teléfonos y los documentos de la región; no los de leyes, fechas, dinero o cantidades.

    Mal:
        notas: Escribir a ana@ejemplo.org
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        estado: propuesta  # lo confirma Ana, cel. 9988-7766
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        notas: Consultar con la dirección de la institución, según el Decreto 1234-2019.
        estado: propuesta  # lo confirma la dirección

    = un texto sin datos de personas | bórrelo; si hace falta, guárdelo fuera del plan
    """
    passes = dict.fromkeys((LIBRE, DIRECCION), lambda text: not may_be_personal(text))
    for _, hoja, loc, text in values(plan.hojas, passes):
        if loc == _RESPUESTA and destino(text):
            continue  # that of an office, which DAT03 looks at
        for kind, words in personal_data(text):
            yield Finding(hoja, loc, found=f"algo que parece {kind}", words=words, private=True)
    is_wanted = lru_cache(maxsize=8)(may_be_personal)  # the first line of every sheet is the same
    for hoja, span, text in _comments(plan, plan.hojas, is_wanted):
        for kind in dict.fromkeys(kind for kind, _ in personal_data(text)):
            yield Finding(hoja, (), found=f"algo que parece {kind}, en un comentario", comment=span)


@rule("DAT02", "se nombra a una persona que no autorizó publicar su nombre", Severity.AVISO)
def persona_nombrada(plan: Plan) -> Iterator[Finding]:
    """Un texto o un comentario lleva el nombre de un participante sin «autoriza_publicar: true».

    Los documentos callan ese nombre en la lista del grupo, pero imprimen los textos tal como están.
    Se busca el nombre completo, en cualquier orden, con tildes o sin ellas. El mensaje no lo repite.

    Mal:
        # grupos/g1-retorno.yaml
        participantes:
          - {nombre: Ana Ejemplo Prueba, cargo: Directora, institucion: hn-inm}
        ponente: por_definir
        # acciones/retorno/RET-N-01.yaml
        notas: Lo propuso Ana Ejemplo Prueba.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        # grupos/g1-retorno.yaml
        participantes:
          - {nombre: Ana Ejemplo Prueba, cargo: Directora, institucion: hn-inm}
        ponente: por_definir
        # acciones/retorno/RET-N-01.yaml
        notas: Lo propuso la directora, sin dar ejemplo ni prueba.

    = un texto sin ese nombre | nombre el cargo o la institución; si la persona lo autoriza, escríbalo en su grupo
    """
    if not withheld(plan):
        return
    others = tuple(hoja for hoja in plan.hojas if not isinstance(hoja, Grupo))
    yield from _named(plan, others, withheld(plan))
    for grupo in plan.grupos:
        yield from _named(plan, (grupo,), withheld_of(plan.grupos, but=grupo))


def _named(plan: Plan, hojas: tuple[Hoja, ...], known: Names) -> Iterator[Finding]:
    """Where some sheets name somebody; who was in a group and who speaks for it stands in its own fields."""
    is_named = partial(names_one, known)
    for _, hoja, loc, text in values(hojas, {LIBRE: lambda text: not is_named(text)}):
        if not (isinstance(hoja, Grupo) and is_on(loc, _OWN_NAMES)):
            for words in mentioned(text, known):
                yield Finding(hoja, loc, found="el nombre de un participante", words=words, private=True)
    for hoja, span, _ in _comments(plan, hojas, is_named):
        yield Finding(hoja, (), found="el nombre de un participante, en un comentario", comment=span)


def _comments(
    plan: Plan, hojas: tuple[Hoja, ...], is_wanted: Callable[[str], bool]
) -> Iterator[tuple[Hoja, Span, str]]:
    for hoja in hojas:
        source = plan.sources.get(hoja.archivo)
        for span, text in source.comments(is_wanted) if source else ():
            yield hoja, span, text


@rule("DAT03", "el contacto parece de una persona", Severity.AVISO)
def contacto_personal(plan: Plan) -> Iterator[Finding]:
    """El contacto de una institución, como el de «documentos.respuesta», es de una oficina, no de una persona.

    Se avisa de un correo de un servicio público, como gmail.com, de uno que lleva el nombre de un
    participante, y de una dirección que lleva un teléfono.

    Mal:
        # instituciones.yaml
        oim:
          nombre: Organización Internacional para las Migraciones
          ambito: internacional
          tipo: organismo_internacional
          fuente: no_consta
          confianza: verificada
          contacto: oficina.ejemplo@gmail.com
                    ^^^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        # instituciones.yaml
        oim:
          nombre: Organización Internacional para las Migraciones
          ambito: internacional
          tipo: organismo_internacional
          fuente: no_consta
          confianza: verificada
          contacto: oficina@ejemplo.org

    = un correo de la oficina, o su dirección https | escriba el de la oficina, o borre «contacto»
    """
    nombres = {each.nombre for grupo in plan.grupos for each in grupo.miembros}
    contacts: list[tuple[Hoja, Loc, str]] = [
        (plan.instituciones, (ident, "contacto"), institucion.contacto or "")
        for ident, institucion in plan.institucion_by_id.items()
    ]
    answered = value_at(plan.taller, _RESPUESTA)
    if answered and destino(answered):
        contacts.append((plan.taller, _RESPUESTA, answered))
    for hoja, loc, contacto in contacts:
        what = personal_contact(contacto, nombres)
        if what:
            yield Finding(hoja, loc, found=what)


def personal_contact(contacto: str, nombres: Collection[str]) -> str:
    """What makes a contact a person's; nothing if it is an office's."""
    local, is_address, domain = contacto.rpartition("@")
    if not is_address:
        found = personal(contacto)
        return f"una dirección con algo que parece {found[0]}" if found else ""
    if re.fullmatch(PUBLIC, domain.lower()):
        return "un correo de un servicio público"
    return "un correo con el nombre de un participante" * any(is_named_after(local, each) for each in nombres)


def concealed(plan: Plan, diagnostics: Collection[Diagnostic]) -> Collection[Diagnostic]:
    """The same findings, without the names that may not be published: no line and no value that holds one."""
    known = withheld(plan)
    if not known:
        return diagnostics
    lines = {
        (each.place.path, line)
        for each in diagnostics
        if each.code == "DAT02"
        for line in range(each.place.line, each.place.end_line + 1)
    }

    is_named = partial(names_one, known)

    def is_there(place: Place) -> bool:
        return (place.path, place.line) in lines or is_named(place.snippet)

    def unnamed(place: Place) -> Place:
        return place._replace(snippet="") if is_there(place) else place

    def of(each: Diagnostic) -> Diagnostic:
        # Beside a name, «empieza con» would show its first word.
        hide = without_values if is_there(each.place) else partial(hidden, is_secret=is_named)
        found, expected, mend = map(hide, (each.found, each.expected, each.help))
        return each._replace(
            place=unnamed(each.place),
            found=found,
            expected=expected,
            help=mend,
            related=tuple((label, unnamed(place)) for label, place in each.related),
            aceptado=HIDDEN_REASON if is_named(each.aceptado) else each.aceptado,
        )

    return [of(each) for each in diagnostics]
