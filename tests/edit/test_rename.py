"""rename: one id becomes another wherever it is named, and nothing else changes. All or nothing."""

import shutil
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, Rutaplan, accion, edit
from helpers.repositories import commit, git, repository

AVANCE = """\
# yaml-language-server: $schema=../../../esquemas/avance.json
accion: RET-N-01  # la primera
fecha: {}
reporta: '{}'
estado: en_ejecucion
texto: Borrador en consulta, dice hn-inm.
"""


@pytest.fixture
def ejemplo(tmp_path: Path, rutaplan: Rutaplan) -> Path:
    """The plan of the examples, with its schemas; institutions named in every place that can."""
    shutil.copytree(EJEMPLO, tmp_path / "plan" / "data")
    plan = tmp_path / "plan"
    edit(
        accion(plan, "RET-N-01"),
        "estado: acordada",
        "estado: acordada\nmotivo: hn-inm informa  # RET-N-01",
    )
    for name, reporta in (
        ("2027-03-31-hn-inm", "hn-inm"),
        ("2027-03-31-hn-inm-2", "hn-inm"),
        ("2027-04-01-oim", "oim"),
    ):
        path = plan / "data" / "avances" / "RET-N-01" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(AVANCE.format(name[:10], reporta), "utf-8")
    edit(plan / "data" / "instituciones.yaml", "parte_de: bz-mfa,", "parte_de: 'bz-mfa',")
    rutaplan("schema", cwd=plan)
    return plan


def test_what_is_there_is_named_in_any_case(seed: Path, rutaplan: Rutaplan) -> None:
    for old, new in ((" ret-n-04", "RET-N-40"), ("HN-INM", "hn-migracion")):
        assert rutaplan("rename", old, new, "--si", cwd=seed).code == 0
        assert rutaplan("show", new, cwd=seed).code == 0
    assert rutaplan("rename", "--libre", "ret-n-05", "--si", cwd=seed).out.endswith("\nRET-N-41\n")


def files(plan: Path) -> dict[str, str]:
    return {
        path.relative_to(plan).as_posix(): path.read_text("utf-8")
        for path in sorted(plan.rglob("*"))
        if path.is_file()
    }


def test_an_action_and_all_that_names_it(ejemplo: Path, rutaplan: Rutaplan) -> None:
    before = files(ejemplo)
    done = rutaplan("rename", "RET-N-01", "RET-N-10", "--si", cwd=ejemplo)
    assert done.code == 0
    after = files(ejemplo)
    folder = "data/acciones/retorno"
    expected = dict(before)
    expected[f"{folder}/RET-N-10.yaml"] = expected.pop(f"{folder}/RET-N-01.yaml").replace(
        "id: RET-N-01", "id: RET-N-10"
    )
    for name in [each for each in expected if "/avances/" in each]:
        expected[name.replace("RET-N-01", "RET-N-10")] = expected.pop(name).replace("RET-N-01", "RET-N-10")
    for name in ("RET-N-02", "RET-N-03"):
        path = f"{folder}/{name}.yaml"
        expected[path] = expected[path].replace("depende_de: [RET-N-01]", "depende_de: [RET-N-10]")
    assert after == expected
    assert "queda como está: data/acciones/retorno/RET-N-10.yaml:13." in done.err
    assert rutaplan("validate", cwd=ejemplo).out.count("error[") == 0


def test_counterparts_follow(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("rename", "RET-R-10", "RET-R-110", "--si", cwd=seed)
    assert done.code == 0
    assert "contraparte: [RET-R-110]" in accion(seed, "RET-N-18").read_text("utf-8")
    assert not accion(seed, "RET-R-10").exists()
    assert rutaplan("validate", cwd=seed).code == 0


@pytest.mark.parametrize(
    ("viejo", "nuevo", "changes"),
    [
        (
            "hn-inm",
            "hn-migracion",
            {
                "data/instituciones.yaml": [("hn-inm:", "hn-migracion:")],
                "data/grupos/g1-retorno.yaml": [("institucion: hn-inm", "institucion: hn-migracion")],
                "data/acciones/retorno/RET-N-01.yaml": [
                    ("[hn-inm, sv", "[hn-migracion, sv"),
                    ("responsable: hn-inm", "responsable: hn-migracion"),
                ],
                "data/acciones/retorno/RET-N-02.yaml": [("[hn-inm,", "[hn-migracion,")],
            },
        ),
        (
            "sv-vice",
            "sv-vmde",
            {
                "data/instituciones.yaml": [("sv-vice:", "sv-vmde:"), ("sucesora: sv-vice", "sucesora: sv-vmde")],
                "data/acciones/retorno/RET-R-01.yaml": [("[crm, sv-vice]", "[crm, sv-vmde]")],
            },
        ),
        (
            "bz-mfa",
            "bz-rree",
            {
                "data/instituciones.yaml": [("\nbz-mfa:", "\nbz-rree:"), ("parte_de: 'bz-mfa'", "parte_de: 'bz-rree'")],
                "data/acciones/integracion/INT-N-01.yaml": [("[bz-mfa,", "[bz-rree,"), ("responsable: bz-mfa", "responsable: bz-rree")],
            },
        ),
        (
            "oim",
            "oim-regional",
            {
                "data/instituciones.yaml": [("oim:", "oim-regional:")],
                "data/taller.yaml": [("[crm, oim]", "[crm, oim-regional]")],
                "data/acciones/retorno/RET-N-02.yaml": [("mx-inm, oim]", "mx-inm, oim-regional]")],
            },
        ),
    ],
)  # fmt: skip
def test_an_institution_and_all_that_names_it(
    ejemplo: Path, rutaplan: Rutaplan, viejo: str, nuevo: str, changes: dict[str, list[tuple[str, str]]]
) -> None:
    before = files(ejemplo)
    done = rutaplan("rename", viejo, nuevo, "--si", cwd=ejemplo)
    assert done.code == 0
    after = files(ejemplo)
    for name, pairs in changes.items():
        for old, new in pairs:
            assert before[name].count(old) == 1
            before[name] = before[name].replace(old, new)
    for name in [each for each in before if "/avances/" in each and viejo in each]:
        before[name.replace(viejo, nuevo)] = before.pop(name).replace(f"'{viejo}'", f"'{nuevo}'")
    data = {name: text for name, text in after.items() if name.startswith("data/")}
    assert data == {name: text for name, text in before.items() if name.startswith("data/")}
    found = rutaplan("validate", cwd=ejemplo).out
    assert "error[" not in found
    assert "ESQ10" not in found  # the schemas went with it
    assert f'"{nuevo}"' in after["esquemas/ids.json"]
    assert f'"{viejo}"' not in after["esquemas/ids.json"]


REFUSED = {
    ("RET-N-04", "RET-N-05"): "«RET-N-05» ya existe.",
    ("RET-N-04", "RET-R-40"): "para «RET-R-40» cambie antes su eje o su nivel en su archivo.",
    ("RET-N-04", "REI-N-40"): "su id empieza con RET-N-",
    ("RET-N-04", "RET-N-4"): "no es un id de acción",
    ("RET-N-04", "RET-N-٤٠"): "no es un id de acción",
    ("RET-N-04", "../../RET-N-40"): "no es un id de acción",
    ("RET-N-99", "RET-N-40"): "No hay una acción «RET-N-99»; la más parecida es",
    ("hn-inm", "mx-inm"): "«mx-inm» ya existe.",
    ("oim", "academia"): "«academia» ya existe.",
    ("hn-inm", "HN-INM"): "no es un id de institución",
    ("hn-inm", "por_definir"): "no es un id de institución",
    ("hn-imn", "hn-x"): "la más parecida es «hn-inm».",
}


@pytest.mark.parametrize("pair", REFUSED)
def test_what_is_refused_is_told_and_nothing_changes(
    untouched: Path, rutaplan: Rutaplan, pair: tuple[str, str]
) -> None:
    before = files(untouched)
    done = rutaplan("rename", *pair, "--si", cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert REFUSED[pair] in done.err
    assert files(untouched) == before


def test_an_action_that_cannot_be_read_is_not_said_to_be_absent(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-18")
    path.write_text(path.read_text(encoding="utf-8") + 'notas: "\n', encoding="utf-8")
    done = rutaplan("rename", "RET-N-18", "RET-N-40", "--si", cwd=seed)
    assert done.code == 2
    assert "«RET-N-18» no se puede leer: rutaplan validate dice por qué." in done.err


def test_a_file_that_cannot_be_read_stops_all(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-18"), "contraparte: [RET-R-10]", "contraparte: [RET-R-10")
    before = files(seed)
    done = rutaplan("rename", "RET-R-10", "RET-R-40", "--si", cwd=seed)
    assert done.code == 2
    assert "RET-N-18.yaml: el archivo no se puede leer entero" in done.err
    assert files(seed) == before


def test_a_broken_group_is_not_shown(ejemplo: Path, rutaplan: Rutaplan) -> None:
    edit(ejemplo / "data" / "grupos" / "g1-retorno.yaml", "nombre: Canaria", "nombre: *Canaria hn-inm")
    done = rutaplan("rename", "hn-inm", "hn-x", "--si", cwd=ejemplo)
    assert done.code == 2
    assert "g1-retorno.yaml: no se puede leer entero" in done.err
    assert "Canaria" not in done.out + done.err


def test_errors_that_were_there_do_not_stop_it_and_new_ones_do(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    assert rutaplan("rename", "RET-N-01", "RET-N-40", "--si", cwd=seed).code == 0
    (seed / "data" / "acciones" / "retorno" / "RET-N-50.yaml").write_text("otra: cosa\n", "utf-8")
    done = rutaplan("rename", "RET-N-02", "RET-N-50", "--si", cwd=seed)
    assert done.code == 2
    assert "«RET-N-50» ya existe" in done.err


def test_a_report_is_never_written_over(ejemplo: Path, rutaplan: Rutaplan) -> None:
    folder = ejemplo / "data" / "avances" / "RET-N-01"
    (folder / "2027-03-31-hn-otra.yaml").write_text(AVANCE.format("2027-03-31", "hn-otra"), "utf-8")
    before = files(ejemplo)
    done = rutaplan("rename", "hn-inm", "hn-otra", "--si", cwd=ejemplo)
    assert (done.code, done.out) == (2, "")
    assert "2027-03-31-hn-otra.yaml» ya existe" in done.err.replace("\n", " ")
    assert files(ejemplo) == before


def test_an_error_of_a_report_that_moves_is_no_new_one(ejemplo: Path, rutaplan: Rutaplan) -> None:
    path = ejemplo / "data" / "avances" / "RET-N-01" / "2027-03-31-hn-inm.yaml"
    edit(path, "estado: en_ejecucion", "estado: en_marcha")
    for viejo, nuevo in (("hn-inm", "hn-otra"), ("RET-N-01", "RET-N-10")):
        assert rutaplan("rename", viejo, nuevo, "--si", cwd=ejemplo).code == 0
    assert (ejemplo / "data" / "avances" / "RET-N-10" / "2027-03-31-hn-otra.yaml").exists()
    assert not path.parent.exists()  # git keeps no empty folder, and neither does the plan


def test_a_folder_that_holds_something_else_stays(ejemplo: Path, rutaplan: Rutaplan) -> None:
    note = ejemplo / "data" / "avances" / "RET-N-01" / "nota.txt"
    note.write_text("mía", "utf-8")
    assert rutaplan("rename", "RET-N-01", "RET-N-10", "--si", cwd=ejemplo).code == 0
    assert note.read_text("utf-8") == "mía"


def test_it_shows_what_it_would_do(seed: Path, rutaplan: Rutaplan) -> None:
    before = files(seed)
    done = rutaplan("rename", "RET-R-10", "RET-R-40", "--simular", cwd=seed)
    assert done.code == 0
    assert "--- data/acciones/retorno/RET-R-10.yaml\n+++ data/acciones/retorno/RET-R-40.yaml\n" in done.out
    assert "-contraparte: [RET-R-10]\n+contraparte: [RET-R-40]\n" in done.out
    assert files(seed) == before
    done = rutaplan("rename", "RET-R-10", "RET-R-40", cwd=seed)
    assert done.code == 2
    assert "--si" in done.err
    assert files(seed) == before


def test_schemas_of_somebody_else_stay(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "esquemas" / "accion.json").write_text("{}\n", "utf-8")
    rutaplan("rename", "hn-inm", "hn-x", "--si", cwd=seed)
    assert (seed / "esquemas" / "accion.json").read_text("utf-8") == "{}\n"
    assert '"hn-x"' in (seed / "esquemas" / "ids.json").read_text("utf-8")


def test_a_half_done_order_is_finished_first(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "lleno")

    monkeypatch.setenv("RUTAPLAN_DEBUG", "")
    with monkeypatch.context() as patch:
        patch.setattr("rutaplan.changes.remove_file", full)
        done = rutaplan("rename", "RET-R-10", "RET-R-40", "--si", cwd=seed)
    assert done.code == 2
    assert "Quedó a medias" in done.err
    assert "no queda espacio en el disco" in done.err
    assert accion(seed, "RET-R-10").exists()
    done = rutaplan("rename", "RET-R-40", "RET-R-41", "--simular", cwd=seed)
    assert "quedó a medias" in done.err
    done = rutaplan("fmt", "--si", cwd=seed)
    assert "Se terminaron ahora: data/acciones/retorno/RET-R-10.yaml." in done.err
    assert not accion(seed, "RET-R-10").exists()
    assert rutaplan("validate", cwd=seed).code == 0


@pytest.mark.parametrize("fault", [OSError(28, "lleno"), KeyboardInterrupt()])
def test_stopped_at_any_file_it_ends_whole(
    ejemplo: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """Stopped at the N-th writing or removal; the next order that writes leaves all of it, or none was begun."""
    from rutaplan import changes

    monkeypatch.setenv("RUTAPLAN_DEBUG", "")
    first, second = "hn-inm", "hn-otro"
    for number in range(1, 20):
        asked = 0

        def failing(real: object) -> object:
            def call(*arguments: object, **named: object) -> object:
                nonlocal asked
                asked += 1
                if asked == number:  # noqa: B023 - called before number changes
                    raise fault
                return real(*arguments, **named)  # type: ignore[operator]  # the real function

            return call

        with monkeypatch.context() as patch:
            for name in ("write_bytes", "remove_file"):
                patch.setattr(changes, name, failing(getattr(changes, name)))
            done = rutaplan("rename", first, second, "--si", cwd=ejemplo)
        if done.code == 0:
            break
        assert done.code == (130 if isinstance(fault, KeyboardInterrupt) else 2)
        rutaplan("fmt", "--si", "data/grupos/g2-integracion.yaml", cwd=ejemplo)
        assert not list(ejemplo.glob(".rutaplan-*"))
        assert "error[" not in rutaplan("validate", cwd=ejemplo).out
        after = files(ejemplo)
        assert f'"{first}"' not in after["esquemas/ids.json"], number
        assert f"\n{first}:" not in after["data/instituciones.yaml"]
        first, second = second, first
    assert number > 5


@pytest.mark.programas
def test_the_number_of_another_action_is_not_taken(seed: Path, rutaplan: Rutaplan) -> None:
    """Papers of a round bear it: their answers would be those of whoever has it now."""
    repository(seed)
    assert rutaplan("rename", "RET-N-03", "RET-N-33", "--si", cwd=seed).code == 0
    commit(seed)
    done = rutaplan("rename", "RET-N-05", "RET-N-03", "--si", cwd=seed)
    assert (done.code, git(seed, "status", "--porcelain")) == (2, "")
    assert "RET-N-03 ya fue el id de una acción, y ninguno se da dos veces" in done.err
