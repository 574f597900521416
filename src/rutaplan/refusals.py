"""refusals: what YAML allows and a plan does not, as faults of a text."""

from typing import Any

from rutaplan.printable import INVISIBLE, quoted
from rutaplan.syntax import Fault

MAX_DEPTH = 16
MAX_NODES = 20_000
Span = tuple[int, int]


def at(event: Any) -> Span:  # noqa: ANN401 - an event of yaml
    """Where an event stands, in characters."""
    return (event.start_mark.index, event.end_mark.index)


def decorated(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """An anchor or a tag on a value."""
    if event.anchor is not None:
        return Fault(
            "YML03", at(event), f"el ancla {quoted('&' + event.anchor)}", "el valor solo", "quite el ancla"
        )
    return Fault("YML04", at(event), f"la etiqueta {quoted(event.tag)}", "el valor solo", "quite la etiqueta")


def alias(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """An alias in place of a value."""
    return Fault(
        "YML03",
        at(event),
        f"el alias {quoted('*' + event.anchor)}",
        "el valor escrito",
        "escriba aquí el valor",
    )


def repeated(key: str, span: Span, first: tuple[Span, Span] | None) -> Fault:
    """A key seen before in its mapping."""
    return Fault(
        "YML02",
        span,
        f"la clave {quoted(key)} por segunda vez",
        "cada clave una sola vez",
        "deje una de las dos y borre la otra",
        related=(("la primera está aquí", first[0]),) if first else (),
    )


def merge(span: Span) -> Fault:
    """A merge key."""
    return Fault("YML05", span, "«<<»", "las claves escritas una por una", "copie aquí las claves")


def bad_key(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """A key that is empty, or is no text."""
    return Fault(
        "YML17",
        at(event),
        "una clave vacía o compuesta",
        "una clave de texto, como «texto:»",
        "escriba el nombre de la clave; si es un texto que empieza con [ o {, póngalo entre comillas",
    )


def escaped_invisible(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """An invisible character written with an escape."""
    found = INVISIBLE.search(event.value)
    number = ord(found.group()) if found else 0
    return Fault(
        "YML10",
        at(event),
        f"el carácter U+{number:04X}, escrito con \\",
        "solo caracteres visibles",
        "quite la secuencia que empieza con \\",
    )


def too_deep(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """One level too many."""
    return Fault(
        "YML12",
        at(event),
        f"más de {MAX_DEPTH} niveles",
        f"{MAX_DEPTH} niveles o menos",
        "deshaga los corchetes o sangrías de más",
    )


def too_many(event: Any) -> Fault:  # noqa: ANN401 - an event of yaml
    """One value too many."""
    return Fault(
        "YML11",
        at(event),
        f"más de {MAX_NODES} valores",
        f"{MAX_NODES} valores o menos",
        "reparta el contenido en varios archivos",
    )


def second_document(event: Any, *, started: bool) -> Fault:  # noqa: ANN401 - an event of yaml
    """A second document, or a directive."""
    return Fault(
        "YML06",
        at(event),
        "un segundo documento, que empieza con ---" if started else "una directiva que empieza con %",
        "un solo documento por archivo",
        "quite la línea, o lleve lo que sigue a otro archivo" if started else "quite la directiva",
    )
