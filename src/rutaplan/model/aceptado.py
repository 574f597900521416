"""Aceptado: a finding that stays, since the people who may decide it have seen it and said why."""

from typing import Annotated

from rutaplan.model import cells
from rutaplan.model.fields import Opcional, Registro, field


class Aceptado(Registro, label="Aceptado", about="Un hallazgo que se deja como está, y la razón."):
    """It covers every finding of its code in its sheet or entry, or those whose words include dice."""

    codigo: cells.CodigoRegla = field("Código", "El de un aviso, o GRP05.", examples=["ACC06"])
    razon: cells.TextoCorto = field("Razón", "Por qué se deja como está.")
    dice: Opcional[cells.TextoCorto] = field("Dice", "Solo los que muestran estas palabras.")


Aceptados = Opcional[Annotated[tuple[Aceptado, ...], cells.ListOf("[{codigo: ACC06, razon: ...}]")]]
ACEPTADOS = field("Aceptados", "Hallazgos que se dejan como están, y la razón.", sugerible=False)
