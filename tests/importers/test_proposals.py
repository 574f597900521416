"""Proposals of the site: as a file, in a mail, and many in a folder; who proposes is an institution, nobody else."""

import base64
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from helpers.calls import ROOT, Rutaplan, accion, edit
from helpers.effort import seconds
from helpers.proposals import PERSONA, as_csv, as_letter, sent, take
from helpers.snapshots import changed_lines, snapshot
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.cli import paper
from rutaplan.importers import mailed
from rutaplan.importers.opening import UnreadableError, kind_of, read_document
from rutaplan.load import load
from rutaplan.views.documents.proponer import FIN, INICIO


def test_what_is_proposed_is_shown_with_who_and_when_and_written_alone(
    rutaplan: Rutaplan, seed: Path
) -> None:
    before = snapshot(seed)
    content = as_csv(seed, plazo_meses="12", instituciones="INM (Honduras); OIM", prioridad="sí")
    done = sent(rutaplan, seed, "propuesta.csv", "\ufeff" + content)
    assert (done.code, done.err.count("Escrito: 1 archivo.")) == (0, 1), done.out
    assert done.out.count("(propone OIM, 26 de noviembre de 2026)") == 3
    assert "1 cambiada (3 campos) · 0 iguales · 0 conflictos · 0 ausentes" in done.out
    assert changed_lines(before, snapshot(seed)) == {
        "acciones/retorno/RET-N-01.yaml": (
            ["plazo_meses: por_definir", "instituciones: por_definir"],
            ["plazo_meses: 12", "instituciones: [hn-inm, oim]", "prioridad: true"],
        )
    }


def test_what_is_a_priority_may_be_proposed_otherwise(rutaplan: Rutaplan, seed: Path) -> None:
    """The page leaves empty what nobody changes; its fingerprint counts the priority all the same."""
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6\nprioridad: true")
    done = sent(rutaplan, seed, "propuesta.csv", as_csv(seed, plazo_meses="12"))
    assert (done.code, "1 cambiada (1 campo) · 0 iguales · 0 conflictos" in done.out) == (0, True), done.out


def test_who_proposes_later_takes_nobody_elses_word_away(rutaplan: Rutaplan, seed: Path) -> None:
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    page = [as_csv(seed, plazo_meses="12"), as_csv(seed, plazo_meses="24", prioridad="sí", propone="hn-inm")]
    assert sent(rutaplan, seed, "a.csv", page[0]).code == 0
    done = sent(rutaplan, seed, "b.csv", page[1])
    assert (done.code, "1 cambiada (1 campo) · 0 iguales · 1 conflicto" in done.out) == (1, True), done.out
    assert "plazo_meses: 12" in accion(seed, "RET-N-01").read_text("utf-8")
    assert sent(rutaplan, seed, "b.csv", page[1], "--preferir", "papel").code == 0
    assert "plazo_meses: 24" in accion(seed, "RET-N-01").read_text("utf-8")


def test_the_same_lines_in_a_letter_are_the_same_proposal(rutaplan: Rutaplan, seed: Path) -> None:
    letter = as_letter(seed, around=f"De: {PERSONA}\nCon saludos, Ana Ejemplo", plazo_meses="12")
    answered = "\n".join(f"> {line}" for line in letter.split("\n"))
    wrapped = letter.replace("Revisión de los", "Revisión de los \n")
    for text in (letter, answered, wrapped, letter.replace("\n", "\r\n"), letter.replace("\n", "\n\n")):
        done = sent(rutaplan, seed, "correo.txt", text, "--simular")
        assert done.code == 0, done.out
        assert "1 cambiada (1 campo)" in done.out
        assert "0 sin llevar, " in done.out
        assert "lo que está fuera de las marcas no se lee ni se muestra (líneas: 4)" in done.out


@pytest.mark.parametrize("coding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_saved_mail_is_read_and_its_sender_is_not(
    rutaplan: Rutaplan, seed: Path, coding: str, charset: str
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = PERSONA, PERSONA, "Propuesta de Ana Ejemplo"
    mail.set_content(as_letter(seed, around="Ana Ejemplo", plazo_meses="12"), charset=charset, cte=coding)
    mail.add_alternative("<p>Ana Ejemplo</p>", subtype="html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Ejemplo.pdf")
    done = sent(rutaplan, seed, "correo.eml", mail.as_bytes(), "--simular")
    assert done.code == 0, done.out + done.err
    assert "1 cambiada (1 campo)" in done.out
    assert "sus adjuntos no se leen: guárdelos aparte" in done.out
    with_headers = sent(rutaplan, seed, "guardado.txt", b"Message-ID: <x>\n" + mail.as_bytes(), "--simular")
    assert "1 cambiada (1 campo)" in with_headers.out


def test_who_is_no_institution_of_the_plan_is_never_shown(rutaplan: Rutaplan, seed: Path) -> None:
    content = as_csv(seed, plazo_meses="12", propone="Ana Ejemplo", fecha="el día que dijo Ana Ejemplo")
    done = sent(rutaplan, seed, "propuesta.csv", content, "--simular")
    assert done.code == 1
    assert "(propone una institución que no está en el plan)" in done.out
    assert (
        "fila 2, columna 9: lo escrito en la columna Propone no es el id de una institución del plan"
        in done.out
    )
    assert "fila 2, columna 10: lo escrito en la columna Fecha no es una fecha segura" in done.out
    assert "2 personales" in done.out


def test_a_date_that_a_spreadsheet_turned_is_read_if_it_has_one_meaning(
    rutaplan: Rutaplan, seed: Path
) -> None:
    done = sent(
        rutaplan, seed, "propuesta.csv", as_csv(seed, plazo_meses="12", fecha="26/11/2026"), "--simular"
    )
    assert "(propone OIM, 26 de noviembre de 2026)" in done.out
    assert sent(rutaplan, seed, "b.csv", as_csv(seed, fecha="3/4/2026"), "--simular").code == 1


def test_a_remark_is_told_and_kept_only_if_somebody_says_so(rutaplan: Rutaplan, seed: Path) -> None:
    content = as_csv(seed, plazo_meses="12", notas="=1+1; conviene antes.")
    assert "'=1+1" in content
    done = sent(rutaplan, seed, "propuesta.csv", content)
    assert done.code == 1
    said = "observación de OIM, 26 de noviembre de 2026; con --a-notas se guarda en notas"
    assert f"{said}: «=1+1; conviene antes.»" in done.out
    assert sent(rutaplan, seed, "otra.csv", content, "--a-notas").code == 0
    assert load(seed / "data")[0].accion_by_id["RET-N-01"].notas == (
        "Observación de OIM, 26 de noviembre de 2026: =1+1; conviene antes."
    )


def test_an_old_proposal_is_a_conflict_as_ever(rutaplan: Rutaplan, seed: Path) -> None:
    content = as_csv(seed, plazo_meses="12")
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    done = sent(rutaplan, seed, "propuesta.csv", content)
    assert done.code == 1
    assert "el plan cambió después de hacer el papel\n    plan:  6\n    papel: 12 (propone OIM" in done.out
    assert sent(rutaplan, seed, "propuesta.csv", content, "--preferir", "papel").code == 0


def test_many_are_put_side_by_side_where_they_differ(rutaplan: Rutaplan, seed: Path) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    both = {"instituciones": "OIM", "notas": "Conviene antes."}
    (folder / "a.csv").write_text(as_csv(seed, plazo_meses="12", **both), encoding="utf-8")
    (folder / "b.txt").write_text(
        as_letter(seed, around="Ana Ejemplo", plazo_meses="18", propone="hn-inm", **both), encoding="utf-8"
    )
    (folder / "c.csv").write_text(as_csv(seed, "RET-N-02", plazo_meses="6"), encoding="utf-8")
    (folder / "d.csv").write_text(
        as_csv(seed, "RET-N-02", plazo_meses="6", propone="mx-inm"), encoding="utf-8"
    )
    done = take(rutaplan, seed, folder, "--a-notas")
    assert done.code == 1
    told = done.out[done.out.index("En conflicto entre propuestas") :].partition("\n\n")[0]
    assert "no se tocan (lleve solo la que vale)" in told  # as is done below
    assert f"```text\n{told}\n```" in (ROOT / "docs" / "proponer.md").read_text(encoding="utf-8")
    assert "2 cambiadas (3 campos) · 0 iguales · 1 conflicto" in done.out
    first, second = (load(seed / "data")[0].accion_by_id[each] for each in ("RET-N-01", "RET-N-02"))
    assert (first.plazo_meses, first.instituciones, second.plazo_meses) == ("por_definir", ("oim",), 6)
    assert first.notas == (
        "Observación de OIM, 26 de noviembre de 2026: Conviene antes. "
        "Observación de INM (Honduras), 26 de noviembre de 2026: Conviene antes."
    )
    (folder / "b.txt").unlink()
    assert take(rutaplan, seed, folder, "--a-notas").code == 0
    assert load(seed / "data")[0].accion_by_id["RET-N-01"].plazo_meses == 12


def test_a_long_name_stands_under_who_proposes(rutaplan: Rutaplan, seed: Path) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    for who, months in {"hn-inm": "12", "mx-inm": "18", "oim": "12"}.items():
        content = as_csv(seed, plazo_meses=months, propone=who)
        (folder / f"propuesta-RET-N-01-{who}.csv").write_text(content, encoding="utf-8")
    done = take(rutaplan, seed, folder)
    assert (
        "    plan: por_definir\n"
        "    12\n"
        "      INM (Honduras), 26 de noviembre de 2026\n"
        "        (propuesta-RET-N-01-hn-inm.csv)\n"
        "      OIM, 26 de noviembre de 2026\n"
        "        (propuesta-RET-N-01-oim.csv)\n"
        "    18\n"
        "      INM (México), 26 de noviembre de 2026\n"
        "        (propuesta-RET-N-01-mx-inm.csv)\n"
    ) in done.out
    told = done.out.partition("En conflicto")[2]
    assert max(len(line) for line in told.splitlines()) < 80


def test_what_is_no_proposal_in_a_folder_hides_none(rutaplan: Rutaplan, seed: Path) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    (folder / "a.csv").write_text(as_csv(seed, plazo_meses="12"), encoding="utf-8")
    (folder / "b.txt").write_text(f"{INICIO}\nAna Ejemplo", encoding="utf-8")
    (folder / "c.csv").write_text("Acción,Plazo\nAbrir una ventanilla única.,6\n", encoding="utf-8")
    (folder / "d").mkdir()
    (folder / ".oculto").write_text("", encoding="utf-8")
    done = take(rutaplan, seed, folder)
    assert done.code == 1
    assert "La propuesta está cortada: falta «[fin de la propuesta]»" in done.err
    assert "«c.csv» no es una propuesta de la página: llévelo aparte." in done.err
    assert "«d» es una carpeta: lleve aparte lo que tiene." in done.err
    (folder / "d" / "e.csv").write_text(as_csv(seed, "RET-N-03", plazo_meses="6"), encoding="utf-8")
    assert take(rutaplan, seed, folder / "d").code == 0
    assert load(seed / "data")[0].accion_by_id["RET-N-01"].plazo_meses == 12
    (folder / "a.csv").unlink()
    done = rutaplan("import", str(folder), "--si", cwd=seed)
    assert (done.code, "Pida que la envíen de nuevo" in done.err) == (1, True), done.err
    (folder / "b.txt").write_text(as_letter(seed, plazo_meses="18"), encoding="utf-8")
    (folder / "c.csv").rename(seed / "c.csv")
    assert rutaplan("import", "c.csv", "--grupo", "1", "--si", "--simular", cwd=seed).code != 2
    assert "1 cambiada (1 campo)" in take(rutaplan, seed, folder, "--preferir", "papel").out


@pytest.mark.parametrize("name", ["large", "lines"])
def test_a_mail_beyond_bounds_is_copied_as_it_says(rutaplan: Rutaplan, seed: Path, name: str) -> None:
    done = sent(rutaplan, seed, "correo.eml", HOSTILE[name])
    assert (done.code, "copie el texto de la propuesta a un archivo .txt" in done.err) == (2, True), done.err
    assert sent(rutaplan, seed, "propuesta.txt", as_letter(seed, plazo_meses="12")).code == 0


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("MAX_PROPOSALS", "tiene más de 1 archivos: lleve las propuestas por partes"),
        ("MAX_BYTES", "pesa demasiado: lleve las propuestas por partes"),
    ],
)
def test_too_many_proposals_are_taken_in_parts(
    rutaplan: Rutaplan, seed: Path, monkeypatch: pytest.MonkeyPatch, bound: str, said: str
) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    contents = [as_csv(seed, ident, plazo_meses="12") for ident in ("RET-N-01", "RET-N-02")]
    for name, content in zip("ab", contents, strict=True):
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(
        paper, bound, 1 if bound == "MAX_PROPOSALS" else 1 + max(len(each.encode()) for each in contents)
    )
    done = take(rutaplan, seed, folder)
    assert (done.code, said in done.err) == (2, True), done.err
    for name in "ab":
        part = seed / f"parte-{name}"
        part.mkdir()
        (folder / f"{name}.csv").rename(part / f"{name}.csv")
        assert take(rutaplan, seed, part).code == 0


@pytest.mark.parametrize("form", [as_csv, as_letter])
def test_too_many_in_one_file_are_taken_in_parts(
    rutaplan: Rutaplan, seed: Path, monkeypatch: pytest.MonkeyPatch, form: Callable[..., str]
) -> None:
    both = [form(seed, ident, plazo_meses="12") for ident in ("RET-N-01", "RET-N-02")]
    monkeypatch.setattr(mailed, "MAX_CELLS", 30)
    done = sent(rutaplan, seed, "varias.csv", "".join(both))
    assert (done.code, "Tiene demasiadas propuestas: llévelas por partes." in done.err) == (2, True), done.err
    for each in both:
        assert sent(rutaplan, seed, "una.csv", each).code == 0


HOSTILE = {
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(300)
    ),
    "header": b'MIME-Version: 1.0\nContent-Type: text/plain; x="' + b";" * 1_000_000 + b"\n\n",
    "folded": b'MIME-Version: 1.0\nContent-Type: text/plain; x="' + b";\n " * 300_000 + b"\n\n",
    "old lines": b'MIME-Version: 1.0\rContent-Type: text/plain; x="' + b";" * 1_000_000 + b"\r\r",
    "large": b"MIME-Version: 1.0\n\n" + b"a\n" * 1_500_000,
    "lines": b"MIME-Version: 1.0\n\n" + INICIO.encode() + b"\na" * 200_000,
    "codec": b"MIME-Version: 1.0\nContent-Type: text/plain; charset=punycode\n\n" + b"a-" * 1_000_000,
    "base64": b"MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n"
    + base64.b64encode(b"x" * 2_000_000),
    "digest": b"Content-Type: multipart/digest; boundary=b\n\n" + b"--b\n\n" * 300_000,
    "brought": b"MIME-Version: 1.0\nContent-Type: text/csv\n\n" + b"a,b;c\n" * 250_000,
    "empty": b"MIME-Version: 1.0\n\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_a_sentence_and_soon(name: str) -> None:
    def read() -> None:
        with pytest.raises(UnreadableError):
            read_document(HOSTILE[name], kind_of(HOSTILE[name], "correo.eml"))

    assert seconds(read) < 5


@pytest.mark.parametrize(
    "text",
    [
        f"{INICIO}\n{',' * 5_000_000}\n{FIN}\n",
        f"{INICIO}\n" + "\n" * 2_000_000,
        pytest.param(f"{INICIO}\n{('a,' * 200 + chr(10)) * 50}{FIN}\n" * 60, marks=pytest.mark.programas),
        f"{INICIO}\n{FIN}\n" * 10_001,
        f'{INICIO}\n"{"x" * 100_000}"\n{FIN}\n',
    ],
    ids=["separators", "lines", "tables", "marks", "cell"],
)
def test_a_hostile_text_is_a_sentence_and_soon(text: str) -> None:
    def read() -> None:
        with pytest.raises(UnreadableError):
            read_document(text.encode(), "txt")

    assert seconds(read) < 5


@given(st.text(max_size=200), st.sampled_from([INICIO, FIN, f"> {INICIO}", "", '"']), st.text(max_size=200))
def test_no_text_between_marks_is_lost_or_fails(before: str, mark: str, inside: str) -> None:
    text = f"{before}\n{mark}\n{INICIO}\n{inside}\n{FIN}\n"
    try:
        document = read_document(text.encode("utf-8", "replace"), "txt")
    except UnreadableError:
        return
    assert document.tables
