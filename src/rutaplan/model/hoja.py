"""Hoja: what every record has in common; a sheet is the record of a whole file."""

from typing import Self

from pydantic import BaseModel, ConfigDict


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
