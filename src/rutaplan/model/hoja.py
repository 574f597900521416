"""Hoja: what every record has in common; a sheet is the record of a whole file."""

from typing import Self

from pydantic import BaseModel, ConfigDict, PrivateAttr


class Registro(BaseModel):
    """A frozen record of the plan: strict, no key too many, and no value in its errors."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Hoja(Registro):
    """A record that fills a file."""

    _archivo: str = PrivateAttr(default="")

    @property
    def archivo(self) -> str:
        """The path of its file, as shown to people."""
        return self._archivo

    def at(self, archivo: str) -> Self:
        """Tell the sheet where it was read, once, while it is loaded."""
        self._archivo = archivo
        return self
