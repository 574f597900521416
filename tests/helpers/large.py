"""A plan of 120 actions in which every field says something, on the catalogues of the real one."""

import json
import shutil
from pathlib import Path
from typing import Any

from helpers.calls import SEED
from helpers.papers import read

GRUPOS = {"g1-retorno": "RETORNO", "g2-reintegracion": "REINTEGRACIÓN", "g3-integracion": "INTEGRACIÓN",
          "g4-consular": "CONSULAR", "g5-alianzas": "ALIANZAS"}  # fmt: skip
EJES = {"retorno": "RET", "reintegracion": "REI", "integracion": "INT"}
NACIONAL = "g5-alianzas"
"""The group that works at one nivel only."""
_EACH = 20
_TALLER = {
    "nombre": "Taller regional de ejemplo",
    "fecha_inicio": "2026-11-24",
    "fecha_fin": "2026-11-26",
    "fecha_aprobacion": "2027-01-15",
    "ciudad": "Ciudad de Guatemala",
    "pais": "GT",
    "organiza": ["gt-igm", "gt-minex"],
    "campos": {"presupuesto": {"titulo": "Presupuesto"}, "riesgo": {"titulo": "Riesgo"}},
    "documentos": {"simbolo": "EJ/2026/1", "estado": "borrador", "encabezado": "Secretaría de ejemplo"},
}
_VERBS = ("Elaborar", "Fortalecer", "Impulsar", "Establecer", "Promover", "Diseñar", "Actualizar", "Difundir")
_THINGS = (
    "un protocolo de recepción digna y segura de personas retornadas, con enfoque de derechos y de género, en los puntos de ingreso terrestres y aéreos",
    "el intercambio de información sobre documentos de identidad",
    "una ruta de atención para la niñez no acompañada, desde el lugar de detención hasta la reunificación familiar, con supervisión de la autoridad de protección y con un registro que se pueda compartir entre las instituciones",
    "la capacitación del personal consular",
)


def write_large_plan(folder: Path) -> Path:
    """Write the plan; its data folder."""
    data = folder / "data"
    shutil.copytree(SEED, data, ignore=shutil.ignore_patterns("acciones", "grupos", "avances"))
    lines = (data / "taller.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in _TALLER]
    (data / "taller.yaml").write_text("\n".join([*kept, _yaml(_TALLER)]), encoding="utf-8")
    plan = read(SEED)
    known = {
        "instituciones": sorted(plan.institucion_by_id),
        "temas": [*plan.catalogos.temas],
        "poblaciones": [*plan.catalogos.poblaciones],
        "paises": sorted({each.pais for each in plan.institucion_by_id.values() if each.pais}),
        "pmm": [*plan.catalogos.pmm],
        "ods": [*plan.catalogos.ods],
    }
    for number, (ident, nombre) in enumerate(GRUPOS.items(), 1):
        _write(data / "grupos" / f"{ident}.yaml", _grupo(number, ident, nombre, known["instituciones"]))
    number = 0
    for eje, sigla in EJES.items():
        for nivel, mark in (("nacional", "N"), ("regional", "R")):
            for place in range(1, _EACH + 1):
                number += 1
                ident = f"{sigla}-{mark}-{place:02d}"
                _write(data / "acciones" / eje / f"{ident}.yaml", _accion(number, ident, eje, nivel, known))
    return data


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_yaml(content), encoding="utf-8")


def _yaml(content: dict[str, Any]) -> str:
    """YAML reads JSON."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in content.items())


def _grupo(number: int, ident: str, nombre: str, instituciones: list[str]) -> dict[str, Any]:
    people = [
        {"nombre": f"Persona {number}.{each}", "cargo": "Directora de asuntos migratorios" if each % 2 else "Analista",
         "institucion": instituciones[(7 * number + each) % len(instituciones)], "autoriza_publicar": each != 3}
        for each in range(1, 6)
    ]  # fmt: skip
    eje = [*EJES][number - 1] if number <= len(EJES) else "retorno"
    return {"id": ident, "numero": number, "nombre": nombre, "eje": eje, "participantes": people, "ponente": people[0]["nombre"]}  # fmt: skip


def _accion(number: int, ident: str, eje: str, nivel: str, known: dict[str, list[str]]) -> dict[str, Any]:
    grupos = [each for each in GRUPOS if each != NACIONAL or nivel == "nacional"]
    own = next(each for each in GRUPOS if each.endswith(eje))
    texto = f"{_VERBS[number % 8]} {_THINGS[number % 4]}, parte {number}."
    many = 12 if number % 17 == 0 else 1 + number % 3
    involved = [
        known["instituciones"][(number + 5 * each) % len(known["instituciones"])] for each in range(many)
    ]
    made: dict[str, Any] = {
        "id": ident, "eje": eje, "nivel": nivel, "grupo": own if number % 3 else grupos[number % len(grupos)],
        "texto": texto, "plazo_meses": 3 + number * 5 % 44, "instituciones": sorted(set(involved)),
        "responsable": involved[0], "titulo_breve": f"Parte {number} del ejemplo",
        "erratas": [{"dice": f"parte {number}", "debe_decir": f"Parte {number}"}],
        "texto_fuente": texto.replace(",", ""), "paises": known["paises"][number % 5 : number % 5 + 3],
        "ambito": "bilateral" if nivel == "regional" else "interno", "prioridad": number % 9 == 0,
        "temas": known["temas"][number % 10 : number % 10 + 2], "poblaciones": known["poblaciones"][number % 4 : number % 4 + 2],
        "alineacion": {"pmm": [int(known["pmm"][number % len(known["pmm"])])], "ods": [known["ods"][number % len(known["ods"])]]},
        "sugerido_por": {"temas": "equipo de ejemplo"}, "plazo_desde": "aprobacion" if number % 2 else "taller",
        "producto": f"Manual número {number}.\nEn dos tomos.", "indicador": f"Personas formadas con el manual {number}.",
        "medio_verificacion": f"Registro número {number}.", "estado": "acordada" if number % 3 else "propuesta",
        "acordado": {"fecha": "2026-11-26", "documento": "Acta del taller"},
        "otros": {"presupuesto": f"{number} mil dólares", "riesgo": "por_definir"}, "notas": f"Nota número {number}.",
    }  # fmt: skip
    if number % 20 > 1:
        made["depende_de"] = [f"{ident[:-2]}{(number - 1) % 20:02d}"]
    if nivel == "nacional":
        made["contraparte"] = [ident.replace("-N-", "-R-")]
    if number % 23 == 0:
        made |= {
            "estado": "descartada",
            "motivo": f"La asumió otra, la {number}.",
            "estado_desde": "2026-12-01",
        }
    if number % 29 == 0:
        made |= {"estado": "suspendida", "motivo": f"Sin fondos en {number}.", "estado_desde": "2026-12-02"}
    return made
