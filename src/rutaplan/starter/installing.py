"""installing: how a new folder gets the program that made it, and no other: its workflow, hooks, README."""

import json
import re
import sys
from collections.abc import Mapping

from rutaplan.origin import Origin, extras, limits

FOLDER = "herramienta"
"""What a workshop carries along to install rutaplan."""
_LIMITS = f"--constraint {FOLDER}/limites.txt"
_WRITE = "Escriba aquí de dónde se instala rutaplan, con su versión exacta"

_NOWHERE = "Quien hizo esta carpeta tenía un rutaplan que no se puede instalar en otra parte"
_MEANWHILE = """\
Mientras, el workflow y los hooks fallan, y lo dicen. Instálelo de un archivo .whl, de un commit de su
repositorio o de una versión publicada, haga otra carpeta con `rutaplan init ../otra --si`, y copie de
ella `herramienta/`, `.github/workflows/plan.yaml`, `.pre-commit-config.yaml` y esta parte del README.
Nunca instale el nombre solo: sería de quien lo registre primero."""
_SAME = """\
La versión con que se hizo esta carpeta es la que revisa el plan en GitHub y antes de cada commit. Para
tener la misma, una de las dos órdenes, desde esta carpeta:"""
_MANAGED = """\
Si pip responde `externally-managed-environment`, use la de uv. Si después la terminal no encuentra
`rutaplan`: `uv tool update-shell`, y una terminal nueva."""


def told(origin: Origin) -> dict[str, str]:
    """The words of the texts beside a plan that say where the program comes from."""
    bounds = limits()
    words = {
        "PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "LIMITES": "".join(f"{name}=={version}\n" for name, version in bounds.items()),
        "ARCHIVO": origin.wheel.name if origin.wheel else "",
        "SHA256": origin.wheel.sha256 if origin.wheel else "",
    }
    if origin.wheel:
        return words | _by_wheel(f'"./{FOLDER}/{origin.wheel.name}{extras()}"', **words)
    return words | (_by_source(origin) if origin.source else _unknown(origin))


def filled(text: str, words: Mapping[str, str]) -> str:
    """A text with its words."""
    return re.sub("@([A-Z][A-Z0-9]+)@", lambda match: words[match[1]], text)


def _by_wheel(wheel: str, *, ARCHIVO: str, SHA256: str, **_: str) -> dict[str, str]:  # noqa: N803 - the words of the texts
    check = f'echo "{SHA256}  {FOLDER}/{ARCHIVO}" | sha256sum --check --strict'
    return {
        "INSTALAR": f"{check}\n          pip install {_LIMITS} {wheel}",
        "LEER": _orders(wheel),
        "LENGUAJE": "python",
        "REVISAR": f"python {FOLDER}/hook.py validate",
        "FORMAR": f"python {FOLDER}/hook.py fmt --revisar",
        "PAQUETES": "",
    }


def _by_source(origin: Origin) -> dict[str, str]:
    packages = [origin.requirement(), *(f"{name}=={version}" for name, version in limits(bare=True).items())]
    wanted = f'"{origin.requirement(extras())}"'
    return {
        "INSTALAR": f"pip install {_LIMITS} {wanted}",
        "LEER": _orders(wanted),
        "LENGUAJE": "python",
        "REVISAR": "rutaplan validate",
        "FORMAR": "rutaplan fmt --revisar",
        "PAQUETES": ", ".join(map(json.dumps, packages)),
    }


def _unknown(origin: Origin) -> dict[str, str]:
    """What fails, and says what to write in its place: a name alone would be whoever takes it first."""
    entry = json.dumps(f"{_WRITE}; el README dice cómo.", ensure_ascii=False)
    return {
        "INSTALAR": f'echo "::error::{_WRITE}: pip install {_LIMITS} ..." && exit 1',
        "LEER": f"{_NOWHERE}: {origin.why}.\n{_MEANWHILE}",
        "LENGUAJE": "fail",
        "REVISAR": entry,
        "FORMAR": entry,
        "PAQUETES": "",
    }


def _orders(wanted: str) -> str:
    """The two ways to install it by hand, from this folder."""
    orders = (
        f"pip install {_LIMITS} {wanted}",
        f"uv tool install --constraints {FOLDER}/limites.txt {wanted}",
    )
    block = "\n".join(["```console", *(f"$ {order}" for order in orders), "```"])
    return f"{_SAME}\n\n{block}\n\n{_MANAGED}"
