"""A plan whose every text carries the markup of some language; the same one for every writer."""

import json
import shutil
from pathlib import Path

from helpers.calls import EJEMPLO

TEXTOS = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> de prueba",
    '"><svg onload=alert(3)> y </td></tr></table> y </script> de prueba',
    "{{ 7*7 }} y {% for a in b %} y {# nada #} y {_{ 7*7 }_} de prueba",
    '#import "x.typ": * y #read("taller.yaml") y $x^2$ y @nadie de prueba',
    "\\write18{ls} y \\input{x} y % nada y ^^41 de prueba",
    "un | tubería || y otra \\| con barra de prueba",
    '=HYPERLINK("http://ejemplo.invalid","x") de prueba',
    "+1+1 de prueba",
    "-1-1 de prueba",
    "@SUM(A1) de prueba",
    "'ya traía comilla de prueba",
    "&lt;b&gt; y &amp; y &#65; y <!ENTITY x SYSTEM 'file:'> y ]]> de prueba",
    "</w:t></w:r><w:r><w:b/><w:t>negrita y _x0041_ de prueba",
    "*fuerte* _tenue_ `código` ~tachado~ [a](javascript:alert(4)) ![c](d) de prueba",
    "- no es lista ni 12. tampoco, # ni título, > ni cita de prueba",
    "http://ejemplo.invalid y www.ejemplo.invalid y a@ejemplo.invalid de prueba",
    "p" * 400 + " de prueba",
    "Familia 👩‍👩‍👧, ñandú, pingüino, ¿ÁÉÍÓÚÜÑ? ¡sí! de prueba",
    "Texto עברית y العربية y 漢字 en medio de prueba",
    '"comillas" y «latinas» y ’tipográficas’ y \\ barra de prueba',
    "$(ls) y `ls` y ${HOME} y %PATH% y ../../etc de prueba",
)
NOMBRE = "Instituto <b>&</b> {{ x }} #x =1+1 de prueba"


def ident(number: int) -> str:
    return f"RET-N-{number:02d}"


def write_hostile_plan(folder: Path) -> Path:
    """Write the plan under folder; give its data folder. Each text is that of one action."""
    data = folder / "data"
    shutil.copytree(EJEMPLO, data)
    shutil.rmtree(data / "acciones")
    (data / "acciones" / "retorno").mkdir(parents=True)
    _change(data / "instituciones.yaml", "Instituto de Ejemplo de Migración,", json.dumps(NOMBRE) + ",")
    _change(data / "grupos" / "g2-integracion.yaml", "nombre: INTEGRACIÓN", f"nombre: {json.dumps(NOMBRE)}")
    _change(data / "taller.yaml", "lema: Ejemplo de lema", f"lema: {json.dumps(TEXTOS[3])}")
    for number, text in enumerate(TEXTOS, 1):
        lines = {
            "id": ident(number),
            "eje": "retorno",
            "nivel": "nacional",
            "grupo": "g1-retorno",
            "texto": text,
            "plazo_meses": number if number % 2 else "por_definir",
            "instituciones": ["hn-inm", "por_definir"],
            "texto_fuente": f"Otro: {text}",
            "producto": text,
            "notas": text,
        }
        path = data / "acciones" / "retorno" / f"{ident(number)}.yaml"
        written = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())
        path.write_text("".join(written), encoding="utf-8")
    return data


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
