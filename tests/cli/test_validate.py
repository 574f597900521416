"""rutaplan validate as people and programs read it: the place, the mark, the mend; what it never shows.

RUTAPLAN_ACEPTAR=1 takes what is printed as the new golden file.
"""

import json
import os
import re
import shutil
import tracemalloc
from pathlib import Path

import pytest
from helpers.calls import ROOT, Outcome, Rutaplan, accion, edit
from helpers.papers import readable

GOLDEN = ROOT / "tests" / "golden"
PENDING_FIELDS = 66


@pytest.fixture
def broken(seed: Path) -> Path:
    """Four sheets, each broken in its own way."""
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    edit(accion(seed, "RET-N-02"), "instituciones: por_definir", "institucion: por_definir")
    edit(accion(seed, "RET-N-03"), "instituciones: por_definir", "instituciones: [OIM]")
    edit(accion(seed, "RET-N-04"), "eje: retorno", "eje: retono")
    return seed


def findings(outcome: Outcome) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(outcome.out)["hallazgos"]
    return found


def marked(report: str) -> list[tuple[str, str]]:
    """What stands over each mark, by the path of its finding."""
    lines = report.splitlines()
    found = []
    for number, line in enumerate(lines):
        match = re.match(r" *\| ( *)(\^+) encontrado: ", line)
        if match:
            path = lines[number - 3].split("--> ")[1].partition(":")[0]
            shown = lines[number - 1].partition(" | ")[2]
            found.append((path.rpartition("/")[2], shown[len(match[1]) : len(match[1]) + len(match[2])]))
    return found


def test_text_report(broken: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("validate", cwd=broken)
    golden = GOLDEN / "validate.txt"
    if os.environ.get("RUTAPLAN_ACEPTAR"):
        golden.write_text(outcome.out, encoding="utf-8")
    assert outcome.out == golden.read_text(encoding="utf-8")
    assert (outcome.code, outcome.err) == (1, "")


def test_the_mark_stands_under_what_is_wrong(broken: Path, rutaplan: Rutaplan) -> None:
    marks = marked(rutaplan("validate", cwd=broken).out)
    for expected in (
        ("RET-N-01.yaml", "6 meses"),
        ("RET-N-02.yaml", "institucion"),
        ("RET-N-03.yaml", "OIM"),
        ("RET-N-04.yaml", "retono"),
    ):
        assert expected in marks


def test_the_mend_is_the_nearest_right_word(broken: Path, rutaplan: Rutaplan) -> None:
    found = [
        h for h in findings(rutaplan("validate", "--formato", "json", cwd=broken)) if h["gravedad"] == "error"
    ]
    mends = {str(h["archivo"])[-13:-5]: str(h["arreglo"]) for h in found if h["codigo"] != "ESQ01"}
    assert "«instituciones»" in " ".join(
        str(h["arreglo"]) for h in found if str(h["archivo"]).endswith("02.yaml")
    )
    assert "oim" in mends["RET-N-03"]
    assert "retorno" in mends["RET-N-04"]


@pytest.mark.parametrize(
    ("key", "typed", "mended"),
    [
        ("paises", "hn", "HN"),
        ("poblaciones", "Victimas_de_trata", "victimas_de_trata"),
        ("depende_de", "ret-n-02", "RET-N-02"),
    ],
)
def test_a_word_in_the_wrong_case_is_mended_as_told(
    seed: Path, rutaplan: Rutaplan, key: str, typed: str, mended: str
) -> None:
    path = accion(seed, "RET-N-04")
    edit(path, "instituciones:", f"{key}: [{typed}]\ninstituciones:")
    wrong = [
        h
        for h in findings(rutaplan("validate", "--formato", "json", str(path), cwd=seed))
        if h["codigo"] == "ESQ06"
    ]
    assert [h["arreglo"] for h in wrong] == [f"escriba «{mended}»"]
    edit(path, f"[{typed}]", f"[{mended}]")
    assert rutaplan("validate", str(path), cwd=seed).code == 0


def test_no_missing_key_is_asked_to_hold_what_is_refused_next(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-01")
    path.write_text("notas: sin nada más\n", encoding="utf-8")
    mends = {
        str(h["encontrado"]): "por_definir" in str(h["arreglo"])
        for h in findings(rutaplan("validate", "--formato", "json", str(path), cwd=seed))
        if h["codigo"] == "ESQ01"
    }
    undecided = {"texto", "plazo_meses", "instituciones"}
    assert mends == {
        f"ninguna clave «{campo}»": campo in undecided
        for campo in ("id", "eje", "nivel", "grupo", *undecided)
    }


def test_json_is_versioned_complete_and_in_order(broken: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("validate", "--formato", "json", cwd=broken)
    content = json.loads(outcome.out)
    found = content["hallazgos"]
    assert (content["formato"], content["version"]) == ("rutaplan.validate", 2)
    places = [(h["archivo"], h["linea"], h["columna"]) for h in found]
    assert places == sorted(places)
    assert content["veredicto"]["errores"] == sum(1 for h in found if h["gravedad"] == "error")
    for each in found:
        assert all(each[key] for key in ("codigo", "titulo", "encontrado", "esperado", "arreglo"))
        assert each["linea"] >= 1 <= each["columna"]


def test_json_stays_json_whatever_a_file_is_called(seed: Path, rutaplan: Rutaplan) -> None:
    name = "a\U000e0041\u202e.yml"
    (seed / "data" / "acciones" / name).write_text("a: 1\n")
    outcome = rutaplan("validate", "--formato", "json", cwd=seed)
    assert "\U000e0041" not in outcome.out
    assert f"data/acciones/{name}" in [h["archivo"] for h in findings(outcome)]


def test_github_sums_up_what_its_limits_would_hide(seed: Path, rutaplan: Rutaplan) -> None:
    for number in range(1, 13):
        edit(accion(seed, f"RET-N-{number:02}"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    lines = rutaplan("validate", "--formato", "github", cwd=seed).out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert any(re.fullmatch(r"… y \d+ de gravedad «error» más", line) for line in lines)
    assert "acciones" in lines[-1]


def test_strict_fails_on_what_plain_lets_pass(seed: Path, rutaplan: Rutaplan) -> None:
    plain, strict = rutaplan("validate", cwd=seed), rutaplan("validate", "--estricto", cwd=seed)
    assert (plain.code, strict.code) == (0, 1)
    assert plain.out == strict.out


def test_pending_fields_are_summed_up_or_listed(seed: Path, rutaplan: Rutaplan) -> None:
    assert f"{PENDING_FIELDS} campos por definir" in rutaplan("validate", cwd=seed).out
    listed = re.findall(r"^pendiente\[(?!GRP)", rutaplan("validate", "--detalle", cwd=seed).out, re.MULTILINE)
    assert len(listed) == PENDING_FIELDS


def test_a_code_can_be_ignored_and_is_counted(seed: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("validate", "--ignorar", "plz01", cwd=seed)
    assert "PLZ01" not in outcome.out
    assert outcome.out.rstrip().endswith("(33 ignorados)")


@pytest.mark.parametrize(
    ("code", "said"), [("PLZ99", "lo más parecido es «PLZ"), ("YML01", "los errores no se ignoran")]
)
def test_what_cannot_be_ignored(untouched: Path, rutaplan: Rutaplan, code: str, said: str) -> None:
    outcome = rutaplan("validate", "--ignorar", code, cwd=untouched)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.parametrize("path", ["RET-N-01.yaml", "../retorno/RET-N-01.yaml", "./RET-N-01.yaml"])
def test_a_path_shows_only_its_own(broken: Path, rutaplan: Rutaplan, path: str) -> None:
    folder = broken / "data" / "acciones" / "retorno"
    everything = findings(rutaplan("validate", "--formato", "json", cwd=folder))
    content = json.loads(rutaplan("validate", path, "--formato", "json", cwd=folder).out)
    own = [h for h in everything if str(h["archivo"]).endswith("RET-N-01.yaml")]
    assert own
    assert content["hallazgos"] == own
    assert "en_otros_archivos" not in content["veredicto"]
    assert content["veredicto"]["errores_en_otros_archivos"] == 3
    text = rutaplan("validate", path, cwd=folder)
    assert "\n3 errores en otros archivos\n" in text.out
    assert text.code == 1


def test_an_error_elsewhere_fails_the_call_for_one_file(seed: Path, rutaplan: Rutaplan) -> None:
    other, own = accion(seed, "RET-N-01"), "data/acciones/retorno/RET-N-09.yaml"
    assert rutaplan("validate", own, cwd=seed).code == 0
    edit(other, "plazo_meses: por_definir", "plazo_meses: 6 meses")
    for formato in ("texto", "github"):
        outcome = rutaplan("validate", own, "--formato", formato, cwd=seed)
        assert outcome.code == 1
        assert "\n1 error en otros archivos\n" in outcome.out
        assert "PLZ03" not in outcome.out
    assert rutaplan("validate", "data/acciones", cwd=seed).out.count("PLZ03") == 1
    for whole in (".", "data", "data/"):
        assert "otros archivos" not in rutaplan("validate", whole, cwd=seed).out


@pytest.mark.parametrize("path", ["/etc", "data/../otra", "esquemas", "data/no-hay"])
def test_a_path_that_is_not_of_the_plan(seed: Path, rutaplan: Rutaplan, path: str) -> None:
    (seed / "otra").mkdir()
    outcome = rutaplan("validate", path, cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert path in outcome.err


def test_a_long_line_is_clipped_around_its_mark(seed: Path, rutaplan: Rutaplan) -> None:
    filling = ", ".join(f"no-hay-{number}" for number in range(40))
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", f"instituciones: [{filling}, OIM, oim]")
    outcome = rutaplan("validate", "--formato", "texto", cwd=seed)
    marks = marked(outcome.out)
    assert ("RET-N-01.yaml", "no-hay-0") in marks
    assert ("RET-N-01.yaml", "no-hay-15") in marks
    assert all(len(line) < 130 for line in outcome.out.splitlines() if re.match(r"\d+ \| ", line))


def test_many_errors_are_capped_and_counted(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-01")
    with path.open("a", encoding="utf-8") as stream:
        stream.writelines(f"clave_{number}: x\n" for number in range(100))
    outcome = rutaplan("validate", cwd=seed)
    assert outcome.out.count("--> data/acciones/retorno/RET-N-01.yaml") == 20
    assert re.search(r"^… y \d+ más en data/acciones/retorno/RET-N-01.yaml$", outcome.out, re.MULTILINE)
    assert "100 errores" in outcome.out


def test_a_line_of_thousands_of_errors_is_told_within_bounds(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-05")
    entries = ", ".join(f"a{number:04x}" for number in range(1_200))
    edit(path, "instituciones: por_definir", f"instituciones: [{entries}]\nnotas: {'a@b.cc ' * 20}")
    tracemalloc.start()
    outcome = rutaplan("validate", "--formato", "json", cwd=seed)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    content = json.loads(outcome.out)
    veredicto, found = content["veredicto"], content["hallazgos"]
    own = [h for h in found if h["archivo"].endswith("RET-N-05.yaml")]
    assert veredicto["errores"] == 1_200
    assert (len(own), {h["gravedad"] for h in own}) == (1000, {"error"})
    assert len(found) + veredicto["omitidos"] == sum(
        veredicto[key] for key in ("errores", "avisos", "campos_por_definir", "pendientes_taller", "notas")
    )
    assert peak < 14  # MiB, beside what the process is; the whole lines would be 16, beside the 7 of today
    assert "1200 errores" in rutaplan("validate", cwd=seed).out


CANARY = ("Zenobia", "Quetzalpopoca", "zenobia.q", "Subdirectora Canaria", "5555-0142")
PERSON = (
    "{nombre: Zenobia Quetzalpopoca, cargo: Subdirectora Canaria, institucion: oim, autoriza_publicar: false"
)
GRUPO = """id: g1-retorno
numero: 1
nombre: RETORNO
eje: retorno
participantes:
  - PERSON}
ponente: Zenobia Quetzalpopoca
"""
HOJAS = {
    "sound": GRUPO,
    "e-mail": GRUPO.replace("PERSON}", "PERSON, correo: zenobia.q@ejemplo.org}"),
    "unknown ponente": GRUPO.replace("ponente: Zenobia", "ponente: Zenobia de"),
    "wrong type": GRUPO.replace("PERSON}", "PERSON}\n  - Zenobia Quetzalpopoca"),
    "wrong flag": GRUPO.replace("PERSON}", "PERSON, autoriza_publicar: Zenobia}").replace(
        "PERSON", "{nombre: Zenobia Quetzalpopoca, cargo: Subdirectora Canaria, institucion: oim"
    ),
    "mistyped key": GRUPO + "Zenobia Quetzalpopoca: Subdirectora Canaria\n",
    "repeated key": GRUPO + "ponente: zenobia.q@ejemplo.org\n",
    "anchor": GRUPO.replace("ponente: ", "ponente: &Zenobia "),
    "alias": GRUPO + "otra: *Zenobia\n",
    "tag": GRUPO.replace("ponente: ", "ponente: !Zenobia "),
    "open quote": GRUPO.replace("ponente: ", "ponente: 'Zenobia 5555-0142 "),
    "control": GRUPO.replace("ponente: ", 'ponente: "\\e" Zenobia '),
    "hash": GRUPO.replace("ponente: Zenobia", "ponente: Zenobia #5555-0142"),
    "institution": GRUPO.replace("oim", "Zenobia"),
    "only text": "Zenobia Quetzalpopoca\n",
}


@pytest.mark.parametrize("case", HOJAS)
def test_persons_are_never_shown(seed: Path, rutaplan: Rutaplan, case: str) -> None:
    path = seed / "data" / "grupos" / "g1-retorno.yaml"
    path.write_text(HOJAS[case].replace("PERSON", PERSON), encoding="utf-8")
    calls = [("validate", "--detalle", "--formato", formato) for formato in ("texto", "json", "github")]
    calls += [("list",), ("list", "--formato", "json"), ("list", "--formato", "yaml"), ("show", "RET-N-01")]
    calls += [("status",), ("validate", "data/grupos")]
    calls += [("render", "matriz", "plenaria", "--formato", "html", "--formato", "docx")]
    for call in calls:
        outcome = rutaplan(*call, cwd=seed)
        assert not [each for each in CANARY if each in outcome.out + outcome.err], call
    for written in (seed / "salida").glob("*"):
        text = readable(written).decode("utf-8", "replace")  # cargo and institution are what documents do say
        assert not [each for each in CANARY if each in text and each != "Subdirectora Canaria"], written.name


def test_how_a_plan_is_reviewed_stands_in_it_and_the_call_wins(seed: Path, rutaplan: Rutaplan) -> None:
    def call(*options: str) -> tuple[int, str]:
        done = rutaplan("validate", *options, cwd=seed)
        return done.code, done.out.splitlines()[-1]

    plain = call()
    asked = call("--falla", "aviso", "--ignorar", "ACC06,NIV01")
    with (seed / "data/taller.yaml").open("a", encoding="utf-8") as taller:
        taller.write("validar: {falla: aviso, ignorar: [ACC06, NIV01]}\n")
    assert call() == asked
    assert asked[0] == 1
    assert call("--falla", "error", "--ignorar", "") == plain
    assert call("--falla", "error")[0] == 0
    assert call("--estricto")[0] == 1


@pytest.mark.parametrize("code", ["REF01", "DAT01", "ACC99"])
def test_a_plan_ignores_neither_an_error_nor_a_person(seed: Path, rutaplan: Rutaplan, code: str) -> None:
    with (seed / "data/taller.yaml").open("a", encoding="utf-8") as taller:
        taller.write(f"validar: {{ignorar: [{code}, ACC06]}}\nnotas: Llame al +504 2222-3333.\n")
    told = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)["hallazgos"]
    assert [each["codigo"] for each in told if each["gravedad"] == "error"] == ["ACE03"]
    codes = {each["codigo"] for each in told}
    assert "DAT01" in codes
    assert "ACC06" not in codes


@pytest.mark.parametrize(
    ("code", "may_be"),
    [("ACC09", True), ("GRP05", True), ("REF01", False), ("PLZ01", False), ("ESQ10", False)],
)
def test_a_page_says_how_its_finding_is_accepted(
    seed: Path, rutaplan: Rutaplan, code: str, *, may_be: bool
) -> None:
    assert (
        f'«aceptados: [{{codigo: {code}, razon: "por qué"}}]»' in rutaplan("rules", code, cwd=seed).out
    ) == may_be


def test_paths_are_those_of_the_repository_from_any_folder(seed: Path, rutaplan: Rutaplan) -> None:
    """GitHub and SARIF know no other folder than the repository's."""
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    (seed.parent / ".git").mkdir()
    wanted = f"{seed.name}/data/acciones/retorno/RET-N-01.yaml"
    for folder in (seed, seed / "data", seed.parent):
        data = ("--datos", str(seed / "data"))
        said = rutaplan("validate", "--formato", "github", *data, cwd=folder).out
        assert f"::error file={wanted},line=7," in said
        run = json.loads(rutaplan("validate", "--formato", "sarif", *data, cwd=folder).out)["runs"][0]
        uris = {
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]
        }
        assert wanted in uris
        assert all(each.startswith(f"{seed.name}/") for each in uris)
        assert f", {wanted}\\:7: " in rutaplan("validate", "--formato", "md", *data, cwd=folder).out


def test_sarif_says_what_json_says(broken: Path, rutaplan: Rutaplan) -> None:
    """Each finding, with its place in letters and not in bytes; the accepted ones are there, and suppressed."""
    told = findings(rutaplan("validate", "--formato", "json", cwd=broken))
    log = json.loads(rutaplan("validate", "--formato", "sarif", cwd=broken).out)
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    places = [
        (
            each["ruleId"],
            *[
                each["locations"][0]["physicalLocation"]["region"][key]
                for key in ("startLine", "startColumn")
            ],
        )
        for each in run["results"]
    ]
    assert places == [(each["codigo"], each["linea"], each["columna"]) for each in told]
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in run["results"])
    fingerprints = [each["partialFingerprints"]["rutaplan/v1"] for each in run["results"]]
    assert len({*fingerprints}) > len(fingerprints) / 2
    moved = accion(broken, "RET-N-01")
    moved.write_text("# una línea más\n" + moved.read_text("utf-8"), "utf-8")
    again = json.loads(rutaplan("validate", "--formato", "sarif", cwd=broken).out)["runs"][0]["results"]
    assert [each["partialFingerprints"]["rutaplan/v1"] for each in again] == fingerprints


@pytest.mark.programas
def test_sarif_is_what_its_schema_says(broken: Path, rutaplan: Rutaplan) -> None:
    import jsonschema
    from helpers.calls import ROOT

    package = ROOT / "tests" / "navegador" / "node_modules" / "@microsoft" / "jest-sarif"
    if not package.is_dir():
        pytest.skip("no está instalado: npm ci --prefix tests/navegador")
    schema = json.loads((package / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    log = json.loads(rutaplan("validate", "--formato", "sarif", cwd=broken).out)
    assert log["runs"][0]["results"]
    jsonschema.validate(log, schema)


def test_a_page_for_a_pull_request_says_what_breaks_and_is_only_text(seed: Path, rutaplan: Rutaplan) -> None:
    edit(
        accion(seed, "RET-N-01"),
        "plazo_meses: por_definir",
        'plazo_meses: "<img src=x> [a](https://x.example) @todos | `x`"',
    )
    page = rutaplan("validate", "--formato", "md", cwd=seed).out
    assert page.startswith("# La revisión\n\n## Errores y avisos: ")
    assert "**PLZ03**" in page
    assert r"\<img" in page
    assert r"\[a\]" in page
    assert re.search(r"^## Lo que sigue sin decidir: \d+$", page, re.MULTILINE)
    assert re.search(
        r"^- el plazo está por definir: \d+, en \d+ archivos \(\*\*PLZ01\*\*\)$", page, re.MULTILINE
    )


def test_a_schema_that_git_left_half_merged_says_how_it_is_resolved(seed: Path, rutaplan: Rutaplan) -> None:
    path = seed / "esquemas" / "ids.json"
    assert rutaplan("schema", cwd=seed).code == 0
    text = path.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    ours, theirs = "".join(lines[2:6]), "".join(lines[3:6])
    path.write_text(
        "".join([*lines[:2], "<<<<<<< HEAD\n", ours, "=======\n", theirs, ">>>>>>> otra\n", *lines[6:]]),
        "utf-8",
    )
    done = rutaplan("validate", cwd=seed)
    assert done.code == 1
    assert "esquemas/ids.json:3:1" in done.out
    assert "«rutaplan schema» lo rehace, y «git add esquemas» lo da por resuelto" in done.out
    assert rutaplan("schema", cwd=seed).code == 0
    assert path.read_text("utf-8") == text
    assert rutaplan("validate", cwd=seed).code == 0


def test_a_page_tells_of_a_change_what_it_breaks_and_what_it_mends(seed: Path, rutaplan: Rutaplan) -> None:
    before = seed.with_name("antes")
    shutil.copytree(seed, before)
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    edit(accion(seed, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    page = rutaplan("validate", "--formato", "md", "--desde", str(before), cwd=seed).out
    breaks, mends, rest = re.split("\n## Lo que arregla: 1\n|\n## Lo que sigue sin decidir: ", page)
    assert "\n## Lo que rompe: 1\n" in breaks
    assert ", 1 arreglado" in breaks.partition("## ")[0]
    assert "| RET-N-01 | Revisión de los marcos jurídicos. | Plazo: por definir → 6 meses. |" in breaks
    assert "RET-N-02.yaml" in breaks
    assert "RET-N-03" not in breaks, "what the change did not bring"
    assert "**PLZ01**" in mends
    assert "Arreglo" not in mends, "it is mended"
    assert "RET-N-01.yaml" in mends
    assert "RET-N-02" not in mends, "one fault that became another is not mended"
    assert "- el plazo está por definir: 31, en 31 archivos (**PLZ01**)\n" in rest


def test_a_change_is_not_judged_by_the_review_that_it_loosens(seed: Path, rutaplan: Rutaplan) -> None:
    """Whoever writes a pull request writes its taller.yaml too."""
    taller = seed / "data/taller.yaml"
    text = taller.read_text("utf-8")
    taller.write_text(text + "validar: {falla: aviso, ignorar: [NIV01, PLZ01]}\n", "utf-8")
    before = seed.with_name("antes")
    shutil.copytree(seed, before)

    def judged(setting: str, formato: str = "json") -> Outcome:
        taller.write_text(f"{text}{setting}\n", "utf-8")
        return rutaplan("validate", "--formato", formato, "--desde", str(before), cwd=seed)

    def codes(setting: str) -> tuple[int, set[object]]:
        done = judged(setting)
        return done.code, {each["codigo"] for each in findings(done)}

    edit(accion(seed, "RET-N-03"), "texto: Dotar", "texto: Dotación")
    loose = "validar: {falla: error, ignorar: [NIV01, ACC06]}"
    assert codes(loose) == (1, {"ACC06", "ACE04"})
    page = judged(loose, "md").out
    assert page.index("## Afloja la revisión del plan; léalo antes de aprobarlo: 2") < page.index(
        "## Lo que rompe"
    )
    accepted = f"{loose}\naceptados: [{{codigo: ACE04, razon: lo decidió la Secretaría}}]"
    assert codes(accepted) == (1, {"ACC06", "ACE04"})
    assert "## Aceptado: 2" in judged(accepted, "md").out
    assert codes("validar: {falla: pendiente}") == (1, {"ACC06"})
    edit(accion(seed, "RET-N-03"), "texto: Dotación", "texto: Dotar")
    assert codes(accepted) == (0, {"ACE04"})
    assert codes("validar: {falla: pendiente}") == (0, set())
    (before / "data/taller.yaml").write_text("titulo: [\n", "utf-8")
    assert "ACE04" in codes(loose)[1]


def test_a_page_names_what_a_change_accepts_of_its_own(seed: Path, rutaplan: Rutaplan) -> None:
    before = seed.with_name("antes")
    shutil.copytree(seed, before)
    edit(accion(seed, "RET-N-03"), "texto: Dotar", "texto: Dotación")
    with accion(seed, "RET-N-03").open("a", encoding="utf-8") as sheet:
        sheet.write("aceptados: [{codigo: ACC06, razon: así lo acordó el grupo}]\n")
    page = rutaplan("validate", "--formato", "md", "--desde", str(before), cwd=seed).out
    assert "## Lo que rompe\n\nNada." in page
    assert "## Aceptado: 1\n\n- aviso **ACC06**" in page
    assert "Se acepta: así lo acordó el grupo." in page
