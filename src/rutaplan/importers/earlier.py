"""earlier: what import took before from the same row, so that it is no conflict with itself."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from rutaplan.model import POR_DEFINIR, Accion

Taken: TypeAlias = Mapping[tuple[str, str], Mapping[str, tuple[Any, Any]]]
"""What import took before: by action and fingerprint of its row, each field's value before and after."""


def as_it_was(accion: Accion, earlier: Mapping[str, tuple[Any, Any]]) -> Accion:
    """The action before import took from the same row what it still says."""
    back = {
        campo: before
        for campo, (before, after) in earlier.items()
        if as_list(getattr(accion, campo, None)) == as_list(after)
    }
    return accion.model_copy(update={campo: as_tuple(each) for campo, each in back.items()})


def as_written(accion: Accion, campo: str) -> Any:  # noqa: ANN401 - any value of a field
    """What the plan says of a field; nothing of a mark that nobody made or took away."""
    value = getattr(accion, campo)
    return None if value is False and campo not in accion.model_fields_set else value


def as_tuple(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    """A value as the model has it, of one that JSON kept."""
    return tuple(value) if isinstance(value, list) else value


def as_list(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    """A value as JSON keeps it."""
    return [*value] if isinstance(value, tuple) else value


def is_equal(current: object, value: object) -> bool:
    """Whether a field has a value already; what nobody has written is undecided."""
    if isinstance(current, tuple) and isinstance(value, str):
        value = (value,)
    return current == value or (current is None and value == POR_DEFINIR)
