"""Other tools over the same sheets, in an environment of their own, which is made with uv and thrown away."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

NAMES = ("yamale", "check-jsonschema", "yamllint")
YAMALE = """
id: regex('^[A-Z]{2,4}-[A-Z]{1,3}-[0-9]{2,6}$')
eje: str()
nivel: str()
grupo: str()
texto: str(min=10, max=1000)
plazo_meses: any(int(min=1, max=120), enum('por_definir', 'no_aplica', 'no_consta'))
instituciones: any(list(str(), min=1), enum('por_definir', 'no_aplica', 'no_consta'))
responsable: str(required=False)
contraparte: list(str(), required=False)
paises: list(str(), required=False)
temas: list(str(), required=False)
poblaciones: list(str(), required=False)
alineacion: map(list(any(str(), num())), required=False)
producto: str(required=False)
indicador: str(required=False)
medio_verificacion: str(required=False)
notas: str(required=False)
"""


def install(folder: Path) -> Path:
    """Install the peers below folder, compiled, and give the folder of their commands."""
    uv = shutil.which("uv") or "uv"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(folder), *NAMES]
    subprocess.run(install, check=True)
    return folder / "bin"


def commands(bin_folder: Path, seed: Path, plans: Mapping[str, Path], small: Path) -> dict[str, list[str]]:
    """What each peer is called with; yamale on every plan, the slow ones on a small one."""
    schema = bin_folder / "accion.yamale"
    schema.write_text(YAMALE, encoding="utf-8")
    sheets = [str(path) for path in sorted((small / "data" / "acciones").rglob("*.yaml"))]
    jsonschema = ["check-jsonschema", "--schemafile", str(seed.parent / "esquemas" / "accion.json"), *sheets]
    called = {
        **{
            f"yamale-{name}": ["yamale", "-s", str(schema), str(plan / "data" / "acciones")]
            for name, plan in plans.items()
        },
        "yamllint-1k": ["yamllint", str(small / "data")],
        "check-jsonschema-1k": jsonschema,
        "yamllint-seed": ["yamllint", str(seed)],
    }
    return {name: [str(bin_folder / call[0]), *call[1:]] for name, call in called.items()}
