"""file_faults: what the disk refuses, or we refuse of it, as diagnostics."""

import errno

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.printable import quoted


def not_plain(place: Place) -> Diagnostic:
    """Refuse a folder, a pipe or a device that bears a file's name."""
    return diagnose(
        "YML14",
        place,
        found="una carpeta, una tubería o un dispositivo",
        expected="un archivo de texto",
        help="bórrelo o cámbiele el nombre",
    )


def link(place: Place) -> Diagnostic:
    """Refuse a symbolic link."""
    return diagnose(
        "YML13",
        place,
        found="un enlace simbólico",
        expected="el archivo mismo",
        help="ponga en su lugar una copia del archivo",
    )


def misplaced(place: Place) -> Diagnostic:
    """Refuse a file that could be data and that nobody would read."""
    return diagnose(
        "YML16",
        place,
        found=f"{quoted(place.path.rpartition('/')[2])}, que no se leería",
        expected="un archivo .yaml, no oculto, en acciones/ o en grupos/, o uno de los tres de data/",
        help="cámbiele el nombre, llévelo a su carpeta o, si no es del plan, a fuentes/",
    )


def name_clash(place: Place, other: Place) -> Diagnostic:
    """Refuse two names that some system takes for one."""
    return diagnose(
        "YML19",
        place,
        found="un nombre que solo difiere de otro en mayúsculas o en la forma de las tildes",
        expected="nombres que ningún sistema confunda",
        help="cambie uno de los dos nombres",
        related=[("el otro archivo", other)],
    )


def missing_file(place: Place) -> Diagnostic:
    """Tell that a file that every plan has is not there."""
    return diagnose(
        "YML21",
        place,
        found="ningún archivo",
        expected="el archivo, aunque sea con lo mínimo",
        help="recupérelo de git, o escríbalo como dice docs/formato.md",
    )


def too_big(place: Place, size: int, limit: int) -> Diagnostic:
    """Refuse a file over its bound, in bytes."""
    return diagnose(
        "YML11",
        place,
        found=f"{size} bytes",
        expected=f"{limit} bytes o menos",
        help="lleve los documentos a fuentes/ y deje aquí solo los datos",
    )


def open_fault(error: OSError, place: Place) -> Diagnostic:
    """Tell why the system did not let a file be read."""
    if error.errno == errno.ELOOP:
        return link(place)
    if error.errno in {errno.ENXIO, errno.EISDIR}:
        return not_plain(place)
    reasons = {errno.ENOENT: "ya no existe", errno.EACCES: "no hay permiso para leerlo"}
    return diagnose(
        "YML15",
        place,
        found=reasons.get(error.errno or 0, f"el sistema no lo deja leer (error {error.errno})"),
        expected="un archivo que se pueda leer",
        help="compruebe que existe y que usted puede leerlo, y repita",
    )


def likely_encoding(data: bytes) -> str:
    """What an editor probably saved, from the byte order mark, zeros or a cut end."""
    if data[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        return "UTF-32"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:64]:
        return "UTF-16"
    return "Windows-1252 (Latin-1)"
