"""Hoja: what every record has in common; a sheet is the record of a whole file."""

from dataclasses import dataclass
from typing import Annotated, Any, Self, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import CoreSchema


@dataclass(frozen=True)
class SinNulo:
    """The key may be absent, and then reads None; but null may not be written."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:  # noqa: ANN401 - pydantic's own hook and types
        nullable = handler(source)
        inner: CoreSchema = nullable["schema"]
        return inner


_T = TypeVar("_T")
Opcional: TypeAlias = Annotated[_T | None, SinNulo()]


class Registro(BaseModel):
    """A frozen record of the plan: strict, no key too many, and no value in its errors."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Hoja(Registro):
    """A record that fills a file."""

    # A slot, and not a private attribute of pydantic's, which costs as much as checking four cells.
    __slots__ = ("_archivo",)

    @property
    def archivo(self) -> str:
        """The path of its file, as shown to people; nothing for a sheet that no file holds."""
        return getattr(self, "_archivo", "")

    def at(self, archivo: str) -> Self:
        """Tell the sheet where it was read, once, while it is loaded."""
        object.__setattr__(self, "_archivo", archivo)
        return self
