"""cuadro: a small table of counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cuenta:
    """A row of counts; celdas as many as the table has columns after the first."""

    titulo: str
    celdas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cuadro:
    """The table: its rows, and their sums below."""

    titulo: str
    columnas: tuple[str, ...]
    filas: tuple[Cuenta, ...]
    total: Cuenta
