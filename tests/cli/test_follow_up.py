"""What is late and what was reported, at a day: list, show and status on the made history."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from helpers.calls import Rutaplan
from helpers.history import CORTES, SIN_REPORTE, Truth, history, write

CORTE = str(CORTES[1])


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made history at its end, without contradictions; nobody writes in it."""
    return write(history(planted=False).head, tmp_path_factory.mktemp("region") / "plan")


def truth(corte: str) -> Truth:
    return next(each for each in history(planted=False).truths if str(each.corte) == corte)


def ids(rutaplan: Rutaplan, region: Path, *arguments: str) -> list[str]:
    return sorted(rutaplan("list", *arguments, "--formato", "ids", cwd=region).out.split())


@pytest.mark.parametrize("corte", [str(each) for each in CORTES])
def test_the_filters_choose_what_is_true_at_each_day(corte: str, region: Path, rutaplan: Rutaplan) -> None:
    said = truth(corte)
    assert ids(rutaplan, region, "--vencida", "--corte", corte) == [*said.vencidas]
    open_ = {
        ident: estados
        for ident, estados in said.estados.items()
        if ident not in {"RET-N-06", "RET-N-07", "RET-N-09"}
    }
    silent = [ident for ident, own in open_.items() if own and {*own.values()} == {SIN_REPORTE}]
    assert ids(rutaplan, region, "--sin-reporte", "--corte", corte) == silent
    partly = [ident for ident, own in open_.items() if SIN_REPORTE in own.values()]
    assert ids(rutaplan, region, "--avance", "sin reporte", "--corte", corte) == partly
    done = [ident for ident, own in said.estados.items() if {*own.values()} == {"cumplida"}]
    assert ids(rutaplan, region, "--avance", "cumplida", "--corte", corte) == done
    working = [ident for ident, own in said.estados.items() if "en_ejecucion" in own.values()]
    assert ids(rutaplan, region, "--avance", "en_ejecucion", "--corte", corte) == working


def test_the_day_itself_is_not_late_and_soon_is_ninety_days(region: Path, rutaplan: Rutaplan) -> None:
    # RET-N-01 is due on 2 November 2027.
    for corte, vencida, por_vencer in (
        ("2027-11-03", True, False), ("2027-11-02", False, True), ("2027-08-04", False, True),
        ("2027-08-03", False, False),
    ):  # fmt: skip
        assert ("RET-N-01" in ids(rutaplan, region, "--vencida", "--corte", corte)) == vencida
        assert ("RET-N-01" in ids(rutaplan, region, "--por-vencer", "--corte", corte)) == por_vencer


def test_every_output_that_holds_what_derives_says_of_which_day(region: Path, rutaplan: Rutaplan) -> None:
    day = "al 31 de diciembre de 2027"
    table = rutaplan("list", "--vencida", "--corte", CORTE, cwd=region)
    assert table.out.endswith("\nAl 31 de diciembre de 2027.\n")
    assert table.err == f"8 de 30 acciones · {day}\n"
    assert day in rutaplan("list", "--vencida", "--corte", CORTE, "--formato", "ids", cwd=region).err
    assert rutaplan("list", "--corte", CORTE, cwd=region).err == "30 acciones\n"

    made = rutaplan("list", "--corte", CORTE, "--formato", "csv", cwd=region).out
    row = next(csv.DictReader(io.StringIO(made)))
    assert [row[each] for each in ("id", "vence", "vencimiento", "avance", "ultimo_avance", "corte")] == [
        "RET-N-01", "2027-11-02", "vencida", "en_ejecucion", "2027-12-31 gt-igm en_ejecucion", CORTE
    ]  # fmt: skip
    one = rutaplan(
        "list", "--columnas", "id,vencimiento", "--formato", "csv", "--corte", CORTE, cwd=region
    ).out
    assert one.splitlines()[:2] == ["id,vencimiento,corte", f"RET-N-01,vencida,{CORTE}"]
    plain = rutaplan("list", "--columnas", "id", "--formato", "csv", cwd=region)
    assert (plain.out.split()[:2], plain.err) == (["id", "RET-N-01"], "30 acciones\n")

    whole = json.loads(rutaplan("list", "--corte", CORTE, "--formato", "json", cwd=region).out)
    lines = rutaplan("list", "--corte", CORTE, "--formato", "jsonl", cwd=region).out.splitlines()
    assert whole["corte"] == CORTE
    assert [json.loads(line) for line in lines] == whole["acciones"]
    known = {each["id"]: each for each in whole["acciones"]}
    assert known["RET-N-01"]["ultimo_avance"] == {
        "fecha": CORTE, "reporta": "gt-igm", "estado": "en_ejecucion"
    }  # fmt: skip
    assert [known["RET-R-09"][each] for each in ("vence", "vencimiento", "avance", "ultimo_avance", "corte")] == [
        None, "sin_fecha", None, None, CORTE
    ]  # fmt: skip
    assert known["RET-R-06"]["avance"] == "en_parte"


def test_what_status_counts_can_be_asked_for(region: Path, rutaplan: Rutaplan) -> None:
    apart = 0
    for corte in map(str, CORTES):
        told = json.loads(rutaplan("status", "--corte", corte, "--formato", "json", cwd=region).out)

        def count(option: str, word: str, corte: str = corte) -> int:
            return len(ids(rutaplan, region, option, word, "--corte", corte))

        found = {where: count("--vencimiento", where) for where in told["vencimientos"]}
        assert found == told["vencimientos"]
        asked = {each: count("--avance", each) for each in told["avances"]}
        # Of one action some report one thing, and some another: it answers to both, and is counted once.
        assert [each for each, counted in told["avances"].items() if asked[each] < counted] == []
        assert [asked[each] - told["avances"][each] for each in ("en_parte", "sin_saber_a_quien")] == [0, 0]
        assert count("--avance", "Distinto según quién informa") == asked["en_parte"]
        apart += asked["en_parte"]
    assert apart
    shown = rutaplan(
        "status", "--avance", "sin_reporte", "--avance", "en_parte", "--corte", CORTE, cwd=region
    )
    assert shown.out.startswith(
        "Solo: con el avance «sin reporte» o «distinto según quién informa» al 31 de diciembre de 2027.\n"
    )


def test_status_counts_what_is_late_and_says_who_owes_it(region: Path, rutaplan: Rutaplan) -> None:
    for corte in map(str, CORTES):
        out = rutaplan("status", "--corte", corte, cwd=region).out
        late = truth(corte).vencidas
        assert re.findall(r"\nVencidas +\d+ +\d+ +(\d+)\n", out) == [str(len(late))]
        assert [ident for ident in late if f"- {ident}, venció el " not in out] == []
    out = rutaplan("status", "--corte", CORTE, "--nivel", "nacional", cwd=region).out
    assert "RET-N-12, venció el 2 de agosto de 2027: Organización Internacional: en ejecución" in out
    assert "- RET-R-01" not in out


def test_a_plan_without_dates_and_reports_has_no_such_table(untouched: Path, rutaplan: Rutaplan) -> None:
    out = rutaplan("status", cwd=untouched).out
    assert "Vencimiento" not in out
    assert "Avance" not in out


def test_a_decision_is_no_report(region: Path, rutaplan: Rutaplan) -> None:
    assert ids(rutaplan, region, "--estado", "Descartada") == ["RET-N-06", "RET-N-09"]
    done = rutaplan("list", "--estado", "en ejecución", cwd=region)
    assert (done.code, done.err) == (
        2,
        "Error: --estado: «en ejecución» lo dice un avance: use --avance en_ejecucion.\n",
    )


def test_an_error_in_a_report_stops_only_who_reads_it(tmp_path: Path, rutaplan: Rutaplan) -> None:
    plan = write(history(planted=False).head, tmp_path / "plan")
    next((plan / "data" / "avances" / "RET-N-02").iterdir()).write_text("accion: [\n", "utf-8")
    for call in (
        ("list",),
        ("list", "--formato", "ids"),
        ("render", "matriz", "plenaria", "--formato", "html"),
    ):
        assert rutaplan(*call, cwd=plan).code == 0, call
    assert rutaplan("show", "RET-N-01", cwd=plan).code == 0
    for call in (
        ("show", "ret-n-02"),
        ("list", "--vencida"),
        ("list", "--formato", "csv"),
        ("status",),
        ("validate",),
    ):
        assert rutaplan(*call, cwd=plan).code == 1, call
    assert rutaplan("render", "matriz", "--formato", "html", "--vencida", cwd=plan).code == 1


def test_who_asks_for_no_report_opens_none(
    region: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    import rutaplan.files as door

    opened: list[str] = []
    read = door.read_text
    monkeypatch.setattr(door, "read_text", lambda path, shown: opened.append(shown) or read(path, shown))
    rutaplan("list", cwd=region)
    assert not [path for path in opened if "/avances/" in path]
    rutaplan("show", "RET-N-01", cwd=region)
    assert {path.split("/")[2] for path in opened if "/avances/" in path} == {"RET-N-01"}


def test_documents_say_of_which_day_they_chose(region: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    call = ("render", "matriz", "--formato", "md", "--vencida", "-o", str(tmp_path))
    assert rutaplan(*call, "--corte", CORTE, cwd=region).code == 0
    (made,) = tmp_path.glob("matriz*.md")
    assert "Solo: vencidas al 31 de diciembre de 2027." in made.read_text("utf-8")
    done = rutaplan(*call, cwd=region)
    today = date.today()  # noqa: DTZ011 - as the program asks
    assert f"vencidas al {today.day} de " in done.err, "nothing is late yet"
