"""A report from the command line: one new file, that takes the place of none and changes nothing else."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit
from helpers.repositories import commit, git, repository

CALL = (
    "avance",
    "ret-n-04",
    "--reporta",
    "INM (Honduras)",
    "--fecha",
    "2027-06-30",
    "--estado",
    "en ejecución",
)
FOLDER = "data/avances/RET-N-04"


def there(plan: Path) -> dict[str, str]:
    return {path.relative_to(plan).as_posix(): path.read_text("utf-8") for path in plan.rglob("*.yaml")}


def test_a_report_is_one_new_file(seed: Path, rutaplan: Rutaplan) -> None:
    before = there(seed)
    texts = ("--texto", "Manual en consulta: falta el dictamen.", "--evidencia", "Acta 3, de junio")
    more = ("--evidencia", "https://ejemplo.org/a", "--porcentaje", "60", "--obstaculos", "Sin fondos.")
    done = rutaplan(*CALL, *texts, *more, "--documento", "Oficio 15", "--simular", cwd=seed)
    assert (done.code, there(seed)) == (0, before)
    assert done.out.startswith(f"{FOLDER}/2027-06-30-hn-inm.yaml\n  accion: RET-N-04\n  fecha: 2027-06-30\n")
    assert rutaplan(*CALL, *texts, *more, "--documento", "Oficio 15", "--si", cwd=seed).code == 0
    after = there(seed)
    new = after.pop(f"{FOLDER}/2027-06-30-hn-inm.yaml")
    assert after == before
    assert new == (
        "# yaml-language-server: $schema=../../../esquemas/avance.json\n"
        "accion: RET-N-04\nfecha: 2027-06-30\nreporta: hn-inm\nestado: en_ejecucion\n"
        "texto: 'Manual en consulta: falta el dictamen.'\nporcentaje: 60\n"
        'evidencia: ["Acta 3, de junio", https://ejemplo.org/a]\n'
        "obstaculos: Sin fondos.\ndocumento: Oficio 15\n"
    )
    assert rutaplan("fmt", "--revisar", cwd=seed).code == 0


def test_a_second_one_of_the_day_stands_beside_the_first(seed: Path, rutaplan: Rutaplan) -> None:
    for text in ("Uno.", "Dos.", "Tres."):
        assert rutaplan(*CALL, "--texto", text, "--si", cwd=seed).code == 0
    assert sorted(path.name for path in (seed / FOLDER).iterdir()) == [
        "2027-06-30-hn-inm-2.yaml", "2027-06-30-hn-inm-3.yaml", "2027-06-30-hn-inm.yaml"
    ]  # fmt: skip
    done = rutaplan(*CALL, "--texto", "Dos.", "--si", cwd=seed)
    assert (done.code, done.err) == (
        0,
        f"Ya está, y no se escribió nada: {FOLDER}/2027-06-30-hn-inm-2.yaml dice lo mismo.\n",
    )


@pytest.mark.programas
def test_four_branches_report_on_one_action_at_once(seed: Path, rutaplan: Rutaplan) -> None:
    repository(seed)
    bodies = ("hn-inm", "mx-inm", "oim", "acnur")
    for body in bodies:
        git(seed, "checkout", "-q", "-b", f"avance-{body}", "main")
        call = (*CALL[:3], body, *CALL[4:])
        assert rutaplan(*call, "--texto", f"Lo de {body}.", "--si", cwd=seed).code == 0
        commit(seed)
    assert not [*seed.rglob(".gitattributes")]
    for one, other in combinations(bodies, 2):
        git(seed, "merge-tree", "--write-tree", f"avance-{one}", f"avance-{other}")  # fails on a conflict
    git(seed, "merge", "-q", "-m", "x", *(f"avance-{body}" for body in bodies[:-1]))
    assert len([*(seed / FOLDER).iterdir()]) == len(bodies)
    assert "error[" not in rutaplan("validate", cwd=seed).out


@pytest.mark.programas
def test_two_reports_in_one_file_are_two_again(seed: Path, rutaplan: Rutaplan) -> None:
    """Two branches wrote the same body's report of the same day: what validate advises loses none."""
    repository(seed)
    for text in ("Uno.", "Dos."):
        git(seed, "checkout", "-q", "-b", text[:3], "main")
        assert rutaplan(*CALL, "--texto", text, "--si", cwd=seed).code == 0
        commit(seed)
    git(seed, "merge", "-q", "Uno", code=1)
    assert "deje uno, y agregue el otro con «rutaplan avance»" in rutaplan("validate", cwd=seed).out
    git(seed, "checkout", "--ours", FOLDER)
    assert rutaplan(*CALL, "--texto", "Uno.", "--si", cwd=seed).code == 0
    told = [path.read_text("utf-8") for path in sorted((seed / FOLDER).iterdir())]
    assert ["Uno." in text for text in told] == [True, False]
    assert ["Dos." in text for text in told] == [False, True]


def test_without_a_day_it_is_of_today(seed: Path, rutaplan: Rutaplan) -> None:
    call = ("avance", "RET-N-04", "--reporta", "oim", "--estado", "no_iniciada", "--texto", "Nada.", "--si")
    assert rutaplan(*call, cwd=seed).code == 0
    assert (seed / FOLDER / f"{date.today()}-oim.yaml").is_file()  # noqa: DTZ011 - as the program asks


@pytest.mark.parametrize(
    ("day", "is_told"), [("2999-06-30", True), ("9999-12-31", True), ("2000-02-29", False)]
)
def test_of_a_day_that_is_yet_to_come_it_says_so_and_writes(
    seed: Path, rutaplan: Rutaplan, day: str, *, is_told: bool
) -> None:
    """A paper of a round bears its cut-off, and comes back before that: a day to come is no fault."""
    done = rutaplan(*CALL[:5], day, *CALL[6:], "--texto", "Se hizo.", "--si", cwd=seed)
    assert (done.code, f"\n  fecha: {day}\n" in done.out) == (0, True)
    assert ("nota[EST04]: el avance es posterior al corte" in done.err) is is_told
    assert (seed / FOLDER / f"{day}-hn-inm.yaml").is_file()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("avance", "RET-N-04", "--texto", "x"), "Falta decir quién informa (--reporta) y en qué estado va (--estado)."),
        (("avance", "RET-N-99", *CALL[2:], "--texto", "x"), "No hay «RET-N-99» en el plan; lo más parecido"),
        (("avance", "oim", *CALL[2:], "--texto", "x"), "«oim» no es una acción: se informa de una"),
        (("avance", "RET-N-04", "--reporta", "INM", "--estado", "cumplida", "--texto", "x"), "--reporta: «INM» es de varias"),
        (("avance", "RET-N-04", "--reporta", "cancillería", "--estado", "cumplida", "--texto", "x"), "--reporta: nombra un tipo de institución; escriba cuál de ellas"),
        ((*CALL, "--texto", "x", "--porcentaje", "180"), "un entero de 0 a 100"),
        ((*CALL, "--texto", "x", "--notas", " "), "--notas: está vacío"),
        ((*CALL[:4], "--fecha", "2027-02-30", "--estado", "cumplida", "--texto", "x"), "--fecha: «2027-02-30» no es una fecha"),
        ((*CALL, "--texto", "a\u202eb"), "caracteres que no se pueden imprimir"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_told_and_nothing_is_written(
    seed: Path, rutaplan: Rutaplan, call: tuple[str, ...], told: str
) -> None:
    before = there(seed)
    done = rutaplan(*call, "--si", cwd=seed)
    assert (done.code, there(seed)) == (2, before)
    assert told in done.err


def test_it_warns_before_it_writes_and_names_nobody(seed: Path, rutaplan: Rutaplan) -> None:
    people = "participantes: [{nombre: Ana Ejemplo Prueba, cargo: Jefa, institucion: oim, autoriza_publicar: false}]"
    edit(seed / "data" / "grupos" / "g1-retorno.yaml", "participantes: por_definir", people)
    edit(accion(seed, "RET-N-04"), "instituciones: por_definir", "instituciones: [oim]")
    texts = (
        "--texto",
        "Lo dijo Ana Ejemplo Prueba.",
        "--notas",
        "ana@ejemplo.org",
        "--obstaculos",
        "Tel. 2222 3333",
    )
    done = rutaplan(*CALL, *texts, "--simular", cwd=seed)
    assert done.code == 0
    assert {code for code in ("DAT01", "DAT02", "EST06") if f"aviso[{code}]" in done.err} == {
        "DAT01",
        "DAT02",
        "EST06",
    }
    assert not [word for word in ("Ejemplo", "ana@", "2222") if word in done.out + done.err]
    assert done.out.count("no se muestra: tiene un dato personal") == 3


def test_who_reports_and_is_not_known_can_be_added_as_it_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    call = (*CALL[:3], "hn-sesal", *CALL[4:], "--texto", "Se hizo.", "--si")
    told = rutaplan(*call, cwd=seed)
    assert (told.code, "rutaplan set ID nombre=... pais=... tipo=..." in told.err) == (2, True)
    assert rutaplan("set", "hn-sesal", "nombre=Salud", "pais=HN", "tipo=salud", "--si", cwd=seed).code == 0
    assert rutaplan(*call, cwd=seed).code == 0


def test_what_is_advised_of_a_report_without_evidence_can_be_followed(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-04"), "instituciones: por_definir", "instituciones: [hn-inm]")
    call = (*CALL[:6], "--estado", "cumplida", "--texto", "Se publicó.", "--si")
    told = rutaplan(*call, cwd=seed).err
    advice = re.search(r"rutaplan (avance RET-N-04 .*)", told)
    assert advice is not None
    words = [{"...": "Acta 3."}.get(word, word) for word in advice[1].split(" ")]
    assert rutaplan(*words, "--si", cwd=seed).code == 0, "whenever it is followed"
    assert "EST05" not in rutaplan("validate", cwd=seed).out
