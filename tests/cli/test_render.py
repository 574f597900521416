"""rutaplan render: all the documents or none, and never over what somebody else wrote."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, Rutaplan, accion, edit
from helpers.papers import apart

from rutaplan import output
from rutaplan.render import own_folder
from rutaplan.writers import confined

QUICK = ("render", "matriz", "plenaria", "--formato", "html", "--formato", "md")
ONE = ("render", "matriz", "--formato", "md")
FILES = ["matriz.html", "matriz.md", "plenaria-g1-retorno.html", "plenaria-g1-retorno.md"]
SET = [f"{name}.{kind}" for name in ("matriz", "plenaria-g1-retorno") for kind in ("docx", "html", "pdf")]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_set_for_the_plenary(seed: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("render", cwd=seed)
    assert outcome.code == 0
    assert sorted(contents(seed / "salida")) == sorted([*SET, output.MANIFEST])
    assert all(f"salida/{name}" in outcome.out for name in SET)


def test_a_workshop_says_which_documents_are_its_set(seed: Path, rutaplan: Rutaplan) -> None:
    with (seed / "data/taller.yaml").open("a", encoding="utf-8") as taller:
        taller.write("documentos: {juego: [acta, matriz]}\n")
    call = ("render", "--formato", "md")
    assert rutaplan(*call, cwd=seed).code == 0
    assert sorted(contents(seed / "salida")) == ["acta.md", output.MANIFEST, "matriz.md"]
    assert rutaplan(*call, "plenaria", "-o", "otra", cwd=seed).code == 0
    assert sorted(contents(seed / "otra")) == [output.MANIFEST, "plenaria-g1-retorno.md"]
    edit(seed / "data/taller.yaml", "[acta, matriz]", "[actas]")
    wrong = rutaplan(*call, cwd=seed)
    assert wrong.code == 1
    assert "escriba «acta»" in wrong.err


def test_the_same_plan_gives_the_same_bytes(seed: Path, rutaplan: Rutaplan) -> None:
    rutaplan("render", cwd=seed)
    first = contents(seed / "salida")
    again = rutaplan("render", cwd=seed)
    assert again.code == 0
    assert contents(seed / "salida") == first


def test_a_changed_plan_renews_its_documents(seed: Path, rutaplan: Rutaplan) -> None:
    rutaplan(*QUICK, cwd=seed)
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 7")
    assert rutaplan(*QUICK, cwd=seed).code == 0
    assert '>7<span class="menudo">corto plazo' in (seed / "salida" / "matriz.html").read_text(
        encoding="utf-8"
    )


def test_nothing_is_written_while_there_are_errors(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    outcome = rutaplan(*QUICK, cwd=seed)
    assert (outcome.code, outcome.out) == (1, "")
    assert "RET-N-01.yaml" in outcome.err
    assert "No se escribió nada: el plan tiene 1 error." in outcome.err
    assert not (seed / "salida").exists()


@pytest.mark.parametrize("how", ["foreign", "changed", "link", "folder"])
def test_what_others_wrote_is_not_replaced(seed: Path, rutaplan: Rutaplan, how: str) -> None:
    if how == "changed":
        rutaplan(*QUICK, cwd=seed)
    path = seed / "salida" / "matriz.html"
    path.parent.mkdir(exist_ok=True)
    if how == "link":
        (seed / "ajeno").write_bytes(b"mio")
        path.symlink_to(seed / "ajeno")
    elif how == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"mio")
    before = sorted(each.name for each in path.parent.iterdir())
    outcome = rutaplan(*QUICK, cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "salida/matriz.html" in outcome.err
    assert sorted(each.name for each in path.parent.iterdir()) == before
    assert how == "folder" or path.read_bytes() == b"mio"
    forced = rutaplan(*QUICK, "--forzar", cwd=seed)
    assert forced.code == (2 if how == "folder" else 0)
    assert not list(path.parent.glob(".*"))
    if how == "link":
        assert (seed / "ajeno").read_bytes() == b"mio"


@pytest.mark.parametrize("number", range(1, 7))
def test_a_run_that_is_killed_half_way_is_mended_by_the_next(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    rutaplan(*QUICK, cwd=seed)
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 7")
    written = 0
    write = output.write_bytes

    def dying(path: Path, data: bytes) -> None:
        nonlocal written
        written += 1
        if written == number:
            raise KeyboardInterrupt
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(output, "write_bytes", dying)
        killed = rutaplan(*QUICK, cwd=seed)
    assert killed.code == 130
    assert killed.err.endswith("Interrumpido.\n")
    (seed / "salida" / ".rutaplan-0123abcd.tmp").touch()
    assert rutaplan(*QUICK, cwd=seed).code == 0
    assert '>7<span class="menudo">corto plazo' in (seed / "salida" / "matriz.html").read_text(
        encoding="utf-8"
    )
    assert sorted(contents(seed / "salida")) == sorted([*FILES, output.MANIFEST])


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"archivos": 3}', '{"archivos": {"matriz.md": 3}}', "[" * 5000]
)
def test_a_manifest_that_makes_no_sense_remembers_nothing(seed: Path, rutaplan: Rutaplan, text: str) -> None:
    rutaplan(*ONE, cwd=seed)
    (seed / "salida" / output.MANIFEST).write_text(text)
    assert rutaplan(*ONE, cwd=seed).code == 2
    assert rutaplan(*ONE, "--forzar", cwd=seed).code == 0
    assert json.loads((seed / "salida" / output.MANIFEST).read_text())["archivos"].keys() == {"matriz.md"}


@pytest.mark.parametrize("folder", ["data", "data/salida", "esquemas/../data/x", "enlace/x"])
def test_never_inside_the_data(seed: Path, rutaplan: Rutaplan, folder: str) -> None:
    (seed / "enlace").symlink_to(seed / "data")
    outcome = rutaplan(*QUICK, "-o", folder, cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "dentro de la carpeta de los datos" in outcome.err
    assert not (seed / "data" / "x").exists()


@pytest.mark.parametrize("folder", ["otra", "data/../otra", "una/dos"])
def test_where_one_likes(seed: Path, rutaplan: Rutaplan, folder: str) -> None:
    assert rutaplan(*QUICK, "-o", folder, cwd=seed).code == 0
    assert (seed / folder / "matriz.html").is_file()


def test_one_document_in_one_format_for_one_level(seed: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("render", "matriz", "--formato", "md", "--nivel", "regional", cwd=seed)
    assert outcome.code == 0
    assert sorted(contents(seed / "salida")) == [output.MANIFEST, "matriz-regional.md"]
    text = (seed / "salida" / "matriz-regional.md").read_text(encoding="utf-8")
    assert "RET-R-01" in text
    assert "\n| RET-N-01" not in text


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("matris",), "lo más parecido es «matriz»"),
        (("matriz", "--formato", "doc"), "hay: csv, docx, html, md, pdf, xlsx"),
        (("--plantillas", "no-hay"), "no-hay"),
    ],
)
def test_what_is_not_there(untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...], said: str) -> None:
    outcome = rutaplan("render", *call, cwd=untouched)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.parametrize(
    ("document", "filters", "files"),
    [
        ("plenaria", ("--no-grupo", "g1-retorno"), ["plenaria-g2-integracion.html"]),
        ("institucion", ("--no-institucion", "oim", "--no-institucion", "crm", "--institucion", "oim", "--institucion", "hn-inm"), ["institucion/hn-inm.html"]),
        ("pais", ("--no-pais", "HN", "--pais", "HN", "--pais", "MX"), ["pais/mx.html"]),
        ("plenaria", ("--no-grupo", "g1-retorno", "--no-grupo", "g2-integracion"), []),
    ],
)  # fmt: skip
def test_a_filter_leaves_out_pages_of_what_there_is_one_each(
    tmp_path: Path, rutaplan: Rutaplan, document: str, filters: tuple[str, ...], files: list[str]
) -> None:
    call = (
        "render",
        document,
        "--formato",
        "html",
        *filters,
        "--datos",
        str(apart(EJEMPLO, tmp_path)),
        "-o",
        str(tmp_path / "s"),
    )
    outcome = rutaplan(*call)
    assert outcome.code == 0
    found = [path.relative_to(tmp_path / "s").as_posix() for path in tmp_path.glob("s/**/*.html")]
    assert sorted(name for name in found if "indice" not in name) == files
    assert ("los filtros no dejan ninguna de sus hojas" in outcome.err) is not bool(files)


def test_what_a_filter_leaves_out_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    call = ("--no-nivel", "regional", "--sin", "contraparte", "--no-sin", "temas")
    assert rutaplan("render", "matriz", "--formato", "md", *call, cwd=seed).code == 0
    (path,) = (seed / "salida").glob("matriz-*.md")
    page = path.read_text(encoding="utf-8")
    ids = rutaplan("list", *call, "--formato", "ids", cwd=seed).out.split()
    assert "Solo: sin contraparte; con temas. Salvo: nivel Regional." in page
    assert [*dict.fromkeys(re.findall(r"RET-[NR]-\d+", page))] == ids
    assert ids
    assert re.search(
        rf"^Total +{len(ids)} +0 +{len(ids)}$", rutaplan("status", *call, cwd=seed).out, re.MULTILINE
    )


@pytest.mark.programas
@pytest.mark.parametrize("folder", ["templates", "papel"])
def test_own_templates_go_first(seed: Path, rutaplan: Rutaplan, folder: str) -> None:
    (seed / folder).mkdir()
    (seed / folder / "matriz.html.j2").write_text("Membrete de la secretaría\n", encoding="utf-8")
    flags = () if folder == "templates" else ("--plantillas", folder)
    listed = rutaplan("render", "--lista", *flags, cwd=seed)
    assert listed.code == 0
    assert "html (propia)" in listed.out
    assert not (seed / "salida").exists()
    assert rutaplan(*QUICK, *flags, cwd=seed).code == 0
    assert (seed / "salida" / "matriz.html").read_text(encoding="utf-8") == "Membrete de la secretaría\n"
    assert "plenaria-g1-retorno.html" in contents(seed / "salida")


@pytest.mark.programas
def test_a_template_with_a_fault_is_told_where(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "templates").mkdir()
    (seed / "templates" / "matriz.html.j2").write_text("uno\n\n{{ pagina.no_hay }}\n", encoding="utf-8")
    outcome = rutaplan(*QUICK, cwd=seed)
    assert (outcome.code, outcome.out) == (1, "")
    assert "templates/matriz.html.j2:3" in outcome.err
    assert "No se escribió nada" in outcome.err
    assert not (seed / "salida").exists()


@pytest.mark.skipif(os.name != "posix" or not Path("/dev/full").exists(), reason="needs a full disk")
def test_no_room_while_writing(seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch) -> None:
    rutaplan(*QUICK, cwd=seed)
    before = contents(seed / "salida")
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 7")

    def full(path: Path, _data: bytes) -> None:
        raise OSError(28, "lleno", str(path))

    monkeypatch.setattr(output, "write_bytes", full)
    outcome = rutaplan(*QUICK, cwd=seed)
    assert outcome.code == 2
    assert "no queda espacio en el disco" in outcome.err
    assert contents(seed / "salida") == before


def test_somebody_elses_manifest_is_not_replaced(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "salida").mkdir()
    path = seed / "salida" / output.MANIFEST
    path.write_text('{"name": "otro"}')
    outcome = rutaplan(*ONE, cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "salida/manifiesto.json" in outcome.err
    assert path.read_text() == '{"name": "otro"}'
    assert rutaplan(*ONE, "--forzar", cwd=seed).code == 0


def test_a_long_manifest_is_remembered(seed: Path, rutaplan: Rutaplan) -> None:
    rutaplan(*ONE, cwd=seed)
    path = seed / "salida" / output.MANIFEST
    content = json.loads(path.read_text())
    content["archivos"].update({f"hoja-{number}.html": ["0" * 64] for number in range(5000)})
    path.write_text(json.dumps(content))
    assert rutaplan(*ONE, cwd=seed).code == 0


def test_a_folder_in_the_way_is_named(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "salida" / "matriz.md").mkdir(parents=True)
    outcome = rutaplan(*ONE, "--forzar", cwd=seed)
    assert outcome.code == 2
    assert "salida/matriz.md" in outcome.err
    assert ".tmp" not in outcome.err


def test_the_documents_are_listed_without_a_plan(tmp_path: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("render", "--lista", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert "cronograma" in outcome.out
    assert rutaplan("render", "--lista", "--datos", "no-hay", cwd=tmp_path).code == 2


ENDLESS = {
    "matriz.html.j2": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "matriz.md.j2": "{% set ns = namespace(x='xxxxxxxx') %}{% for a in range(40) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "matriz.pdf.typ": '#("a" * 400000000000)',
}


@pytest.mark.programas
@pytest.mark.parametrize("name", ENDLESS)
def test_a_template_without_end_is_stopped(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("rutaplan.writers.confined.SECONDS", 2)
    monkeypatch.setattr("rutaplan.writers.confined.SECONDS_A_PAGE", 0)
    (seed / "templates").mkdir()
    (seed / "templates" / name).write_text(ENDLESS[name], encoding="utf-8")
    outcome = rutaplan("render", "matriz", "--formato", name.split(".")[1], cwd=seed)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error[PLA04]" in outcome.err
    assert f"templates/{name}" in outcome.err
    assert "memory allocation" not in outcome.err
    assert not (seed / "salida").exists()


@pytest.mark.programas
def test_what_is_not_the_programs_runs_in_one_process(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    run = confined.subprocess.run
    monkeypatch.setattr(
        confined.subprocess, "run", lambda words, **options: (started.append(words), run(words, **options))[1]
    )
    assert rutaplan("render", "matriz", "--formato", "html", "--formato", "md", cwd=seed).code == 0
    mine = seed / "templates"
    mine.mkdir()
    (mine / "matriz.txt.j2").write_text("{{ pagina.documento }}\n", encoding="utf-8")
    (mine / "matriz.docx").write_bytes((own_folder() / "documento.docx").read_bytes())
    assert rutaplan("render", "matriz", "--formato", "html", cwd=seed).code == 0
    assert started == []
    assert rutaplan("render", "matriz", "pais", cwd=seed).code == 0
    assert (seed / "salida" / "matriz.txt").read_text(encoding="utf-8") == "Matriz de acciones\n"
    shutil.copy(own_folder() / "_pie.html.j2", mine)
    (mine / "cronograma.pdf.typ").write_bytes((own_folder() / "cronograma.pdf.typ").read_bytes())
    assert rutaplan("render", "matriz", "plenaria", "cronograma", cwd=seed).code == 0
    assert len(started) == 2


@pytest.mark.programas
def test_the_process_that_confines_loads_no_plan() -> None:
    ways = "text, pdf, docx, confined, word.letterhead"
    names = "; ".join(f"import rutaplan.writers.{each}" for each in ways.split(", "))
    heavy = "{'pydantic', 'click', 'rutaplan.model', 'rutaplan.derive'} & set(sys.modules)"
    code = f"import sys; {names}; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_template_that_was_printed_whole_before_one_without_end_is_not_blamed(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seed / "templates").mkdir()
    for name in ("matriz.html.j2", "matriz.md.j2"):
        (seed / "templates" / name).write_text("uno", encoding="utf-8")
    told = subprocess.CompletedProcess([], -9, b'"dW5v"\n"a medias', b"")
    monkeypatch.setattr(confined.subprocess, "run", lambda *_, **__: told)
    outcome = rutaplan("render", "matriz", "--formato", "html", "--formato", "md", cwd=seed)
    assert "templates/matriz.md.j2" in outcome.err
    assert "templates/matriz.html.j2" not in outcome.err


@pytest.mark.parametrize("name", ["matriz.bat.j2", "matriz.xhtml.j2", "matriz.svg.j2", "matriz.csv.j2"])
def test_a_template_makes_text_and_nothing_that_runs(seed: Path, rutaplan: Rutaplan, name: str) -> None:
    (seed / "templates").mkdir()
    (seed / "templates" / name).write_text("del /q *", encoding="utf-8")
    kind = name.split(".")[1]
    listed = rutaplan("render", "--lista", cwd=seed).out
    assert "(propia)" not in listed
    outcome = rutaplan("render", "matriz", "--formato", kind, cwd=seed)
    assert outcome.code == 1
    assert outcome.err.count("error[PLA03]") == 1
    assert f"templates/{name}" in outcome.err
    assert f"«{kind}»" in outcome.err
    assert "html, md, txt, typ" in outcome.err
    assert not (seed / "salida").exists()


def test_only_the_templates_of_the_program(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "templates").mkdir()
    (seed / "templates" / "matriz.md.j2").write_text("de un desconocido", encoding="utf-8")
    assert rutaplan("render", "matriz", "--formato", "md", "--solo-incluidas", cwd=seed).code == 0
    assert "desconocido" not in (seed / "salida" / "matriz.md").read_text(encoding="utf-8")
    assert "(propia)" not in rutaplan("render", "--lista", "--solo-incluidas", cwd=seed).out
    both = rutaplan("render", "--plantillas", "templates", "--solo-incluidas", cwd=seed)
    assert both.code == 2


def test_a_folder_that_an_earlier_version_made_is_still_ours(seed: Path, rutaplan: Rutaplan) -> None:
    """The name of the manifest's format lies in people's folders: it never changes."""
    assert rutaplan("render", "matriz", "--formato", "md", cwd=seed).code == 0
    manifest = seed / "salida" / output.MANIFEST
    assert json.loads(manifest.read_text(encoding="utf-8"))["formato"] == "rutaplan.salida"
    edit(manifest, '"formato": "rutaplan.salida"', '"formato": "rutaplan.otra"')
    assert rutaplan("render", "matriz", "--formato", "md", cwd=seed).code == 2


def test_a_type_chooses_the_sheets_of_its_bodies(seed: Path, rutaplan: Rutaplan) -> None:
    edit(
        accion(seed, "RET-R-01"),
        "instituciones: por_definir",
        "instituciones: [cancilleria, oim]\npaises: [HN, MX]",
    )
    for option, files in (
        ("--institucion", ["hn-sreci.html", "indice-institucion-cancilleria.html", "mx-sre.html"]),
        ("--no-institucion", ["indice-no-institucion-cancilleria.html", "oim.html"]),
    ):
        call = ("render", "institucion", option, "cancilleria", "--formato", "html", "-o", f"salida{option}")
        assert rutaplan(*call, cwd=seed).code == 0
        assert (
            sorted(path.name for path in (seed / f"salida{option}" / "institucion").glob("*.html")) == files
        )


def test_what_earlier_calls_left_is_named_and_stays(seed: Path, rutaplan: Rutaplan) -> None:
    rutaplan(*ONE, cwd=seed)
    before = (seed / "salida" / "matriz.md").read_bytes()
    done = rutaplan("render", "pendientes", "--formato", "md", cwd=seed)
    assert "En salida/ quedan, de antes y sin tocar: matriz.md." in done.err
    assert (seed / "salida" / "matriz.md").read_bytes() == before
    assert "quedan" not in rutaplan("render", "matriz", "pendientes", "--formato", "md", cwd=seed).err


def test_nothing_is_written_into_a_folder_behind_a_link(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "otra").mkdir()
    (seed / "salida").mkdir()
    (seed / "salida" / "ficha").symlink_to(seed / "otra")
    done = rutaplan("render", "ficha", "--formato", "md", cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert not list((seed / "otra").iterdir())
