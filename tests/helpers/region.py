"""The made region: what its plan says on the evening of its plenary, and how its sheets are written."""

from datetime import date

FIN = date(2027, 2, 2)
RONDAS = (date(2027, 6, 30), date(2027, 9, 30), date(2027, 12, 31), date(2028, 3, 31), date(2028, 6, 30))
CORTES = (*RONDAS[:1], *RONDAS[2:], date(2028, 7, 31))
"""The five dates at which what is true is told; the last one is the day of HEAD."""
SIN_REPORTE = "sin_reporte"

TALLER = """\
titulo: Planteamiento de acciones
nombre: Taller regional de ejemplo
objetivo: Elaborar una posible ruta de acciones.
fecha_inicio: 2027-02-01
fecha_fin: 2027-02-02
ciudad: por_definir
pais: por_definir
organiza: por_definir
documento_origen: no_consta
plenaria: {minutos: 5, palabras_por_minuto: 150, fuente: convención}
horizontes: {corto: 12, mediano: 36}
exige: [plazo_meses, instituciones]
ejes:
  - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
niveles:
  - {id: nacional, sigla: "N", nombre: Nacional, encabezado: A implementar a nivel nacional}
  - {id: regional, sigla: R, nombre: Regional, encabezado: A implementar a nivel regional}
"""
CATALOGOS = """\
paises:
  HN: {iso3: HND, nombre: Honduras, crm: miembro}
  GT: {iso3: GTM, nombre: Guatemala, crm: miembro}
  SV: {iso3: SLV, nombre: El Salvador, crm: miembro}
  MX: {iso3: MEX, nombre: México, crm: miembro}
  CR: {iso3: CRI, nombre: Costa Rica, crm: miembro}
tipos_institucion:
  cancilleria: {nombre: Cancillería, plural: cancillerías}
  migracion: {nombre: Autoridad migratoria, plural: autoridades migratorias}
  internacional: {nombre: Organismo internacional}
temas: {}
familias: {}
poblaciones: {}
pmm: {}
ods: {}
"""
GRUPO = """\
id: g1-retorno
numero: 1
nombre: RETORNO
eje: retorno
participantes: por_definir
ponente: por_definir
"""
BODIES = {
    "hn-inm": ("Instituto de Migración", "HN", "migracion"),
    "hn-minex": ("Cancillería de Honduras", "HN", "cancilleria"),
    "gt-igm": ("Instituto Guatemalteco", "GT", "migracion"),
    "gt-minex": ("Cancillería de Guatemala", "GT", "cancilleria"),
    "sv-dgme": ("Dirección de Migración", "SV", "migracion"),
    "sv-minex": ("Cancillería de El Salvador", "SV", "cancilleria"),
    "mx-inm": ("Instituto Mexicano", "MX", "migracion"),
    "mx-sre": ("Cancillería de México", "MX", "cancilleria"),
    "cr-dgme": ("Dirección de Extranjería", "CR", "migracion"),
    "oim": ("Organización Internacional", "", "internacional"),
}
SUCCESSIONS = {"sv-dgme": ("sv-migracion", date(2027, 11, 30)), "gt-igm": ("gt-migracion", date(2028, 3, 1))}
CANCILLERIAS = ("hn-minex", "gt-minex", "sv-minex", "mx-sre")
"""What the type stands for: Costa Rica has none in this directory."""
NATIONAL = (("hn-inm", "hn-minex"), ("gt-igm",), ("sv-dgme", "sv-minex"), ("mx-inm", "mx-sre"), ("cr-dgme",))
REGIONAL = (("cancilleria", "oim"), ("hn-inm", "gt-igm", "sv-dgme", "mx-inm", "cr-dgme"))
PLAZOS = (6, 9, 12, 15, 18, 24)
OPEN = ("RET-R-09", "RET-R-10")
"""Of these nothing is ever decided."""
RENUMBERED = ("RET-N-13", "RET-N-21")


def heir(body: str, day: date) -> str:
    new, until = SUCCESSIONS.get(body, (body, date.max))
    return new if day >= until else body


def due_day(plazo: int) -> date:
    years, month = divmod(FIN.month - 1 + plazo, 12)
    return date(FIN.year + years, month + 1, FIN.day)


def sheet_path(ident: str) -> str:
    return f"data/acciones/retorno/{ident}.yaml"


def body_entry(nombre: str, pais: str, tipo: str) -> str:
    ident = next((each for each, body in BODIES.items() if body[0] == nombre), "")
    where = f"pais: {pais}" if pais else "ambito: internacional"
    ident = ident or next(new for old, (new, _) in SUCCESSIONS.items() if nombre.startswith(BODIES[old][0]))
    lines = (f"nombre: {nombre}", where, f"tipo: {tipo}", "fuente: Ejemplo", "confianza: verificada")
    return f"{ident}:\n" + "".join(f"  {line}\n" for line in lines)
