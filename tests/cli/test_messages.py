"""What is said of a call that cannot be done: the nearest, how to go on, and no advice that is refused or writes."""

import re
import shlex
from pathlib import Path

import click
import pytest
from helpers.calls import Rutaplan

from rutaplan.cli import COMMANDS, LazyGroup
from rutaplan.cli.options import Choice


def commands() -> dict[str, click.Command]:
    group = LazyGroup()
    found = {name: group.get_command(click.Context(group), name) for name in COMMANDS}
    return {name: each for name, each in found.items() if each}


def steps(out: str) -> list[str]:
    return re.findall(r"^  (rutaplan .*?)(?:  |$)", out.partition("Para empezar:")[2], re.MULTILINE)


def test_a_call_without_words_gives_the_help_and_the_first_steps(
    tmp_path: Path, seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = rutaplan(cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(rutaplan("--help", cwd=tmp_path).out)
    assert "Aquí todavía no hay un plan.\n" in done.out
    assert [each.split()[1] for each in steps(done.out)] == ["init", "import", "validate"]
    for name in ("acta.xlsx", "Mesa 1.docx", "leame.txt", "~$Mesa 1.docx", "mala\u202excod.docx"):
        (tmp_path / name).touch()
    done = rutaplan(cwd=tmp_path)
    assert "papeles de los que puede salir: Mesa 1.docx y acta.xlsx.\n" in done.out
    assert steps(done.out)[0] == 'rutaplan init taller-2027 --desde "Mesa 1.docx"'
    done = rutaplan(cwd=seed / "data")
    assert "Aquí hay un plan: " in done.out
    monkeypatch.setenv("RUTAPLAN_DATOS", "no-hay")
    assert "No hay una carpeta «no-hay» (RUTAPLAN_DATOS)" in rutaplan(cwd=tmp_path).out
    assert rutaplan("schema", cwd=tmp_path).code == 2, "what is named is not left aside in silence"
    monkeypatch.delenv("RUTAPLAN_DATOS")
    done = rutaplan(cwd=seed / "data")
    assert ", con 33 acciones.\n" in done.out
    assert steps(done.out) == ["rutaplan validate", "rutaplan list", "rutaplan render"]
    assert rutaplan("init", "nuevo", "--si", cwd=tmp_path).code == 0
    empty = rutaplan(cwd=tmp_path / "nuevo").out
    assert [each.split()[1] for each in steps(empty)] == ["import", "new", "validate"], "there is no list yet"


@pytest.mark.parametrize(
    "name", ['a "$(touch b)".docx', "a `touch b`.docx", "a'b;c.docx", "a!!%PATH%.docx", "-a b.docx"]
)
def test_a_first_step_runs_nothing_that_a_name_holds(tmp_path: Path, rutaplan: Rutaplan, name: str) -> None:
    (tmp_path / name).touch()
    step = next(each for each in rutaplan(cwd=tmp_path).out.splitlines() if "rutaplan import " in each)
    typed = step.partition("rutaplan import ")[2].partition("  ")[0]
    assert [each.removeprefix("./") for each in shlex.split(typed)] == [name]
    assert typed.startswith("'") or not set("$`!%") & set(name)


def test_help_is_an_order_too(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("help", cwd=tmp_path).out == rutaplan("--help", cwd=tmp_path).out
    for name in COMMANDS:
        assert rutaplan("help", name, cwd=tmp_path).out == rutaplan(name, "--help", cwd=tmp_path).out
    wrong = rutaplan("help", "lisst", cwd=tmp_path)
    assert (wrong.code, wrong.out) == (2, "")
    assert "lo más parecido es «list»" in wrong.err
    assert rutaplan("-V").out == rutaplan("--version").out


def test_the_filters_stand_apart_from_the_options(rutaplan: Rutaplan) -> None:
    filtering = [
        name for name, each in commands().items() if any(param.name == "no_eje" for param in each.params)
    ]
    assert {"list", "status", "render"} <= {*filtering}
    for order in filtering:
        _, options, filters = re.split(
            r"^(?:Opciones|Filtros):$", rutaplan("help", order).out, flags=re.MULTILINE
        )
        assert "--datos" in options
        assert "--datos" not in filters
        assert "--eje" in filters
        assert "--eje" not in options


def test_codes_to_ignore_may_stand_together(untouched: Path, rutaplan: Rutaplan) -> None:
    apart = rutaplan("validate", "--ignorar", "acc06", "--ignorar", "NIV01", cwd=untouched)
    assert rutaplan("validate", "--ignorar", "ACC06, niv01", cwd=untouched) == apart
    assert "ignorados)" in apart.out
    wrong = rutaplan("validate", "--ignorar", "ACC06,ACC9", cwd=untouched)
    assert (wrong.code, wrong.out) == (2, "")
    assert "no hay un código «ACC9»" in wrong.err


def test_without_a_plan_one_is_told_how_to_begin_one(tmp_path: Path, rutaplan: Rutaplan) -> None:
    for call in (("validate",), ("list",), ("set", "RET-N-01", "plazo=6")):
        assert "empiece uno: rutaplan init CARPETA." in rutaplan(*call, cwd=tmp_path).err


CHOICES = [
    (name, option.opts[0], word)
    for name, command in commands().items()
    for option in command.params
    if isinstance(option, click.Option) and isinstance(option.type, click.Choice)
    for word in option.type.choices
]


@pytest.mark.parametrize("choice", CHOICES, ids=" ".join)
def test_case_never_matters_in_a_value(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, choice: tuple[str, str, str]
) -> None:
    order, option, word = choice
    rest = {
        "render": ("matriz", "--formato", "CSV", "-o", str(tmp_path / "salida")),
        "import": ("no-hay.csv",),
        "init": (str(tmp_path / "t"), "--simular"),
    }.get(order, ())
    if option == "--separador":
        rest += ("--formato", "csv") if order == "list" else ()
    said = [
        rutaplan(order, *rest, option, each, cwd=untouched) for each in (word, word.upper(), word.title())
    ]
    assert "no es" not in said[0].err
    assert all((each.code, each.err) == (said[0].code, said[0].err) for each in said)


def test_every_choice_forgives_case_and_accents() -> None:
    for command in commands().values():
        for option in command.params:
            assert not isinstance(option.type, click.Choice) or isinstance(option.type, Choice), option.name
    assert Choice(["mediano plazo", "ámbito"]).convert("AMBITO", None, None) == "ámbito"


CASES = [
    ("list", "--pais", "ni"),
    ("list", "--pais", "HONDURAS"),
    ("list", "--eje", "INTEGRACION"),
    ("list", "--plazo", "Corto"),
    ("list", "--estado", "PROPUESTA"),
    ("list", "--columnas", "ID,Accion"),
    ("rules", "acc06"),
    ("validate", "--ignorar", "acc06"),
    ("show", "ret-n-01"),
]


@pytest.mark.parametrize("call", CASES, ids=" ".join)
def test_case_never_matters_in_what_the_plan_names(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...]
) -> None:
    assert rutaplan(*call, cwd=untouched).code == 0


@pytest.mark.parametrize("order", COMMANDS)
@pytest.mark.parametrize(
    "typed", ["--formato", "--fix", "--sin", "--s", "--yes", "--forza", "--force", "--dato", "--nada"]
)
def test_no_option_that_writes_is_proposed(
    untouched: Path, rutaplan: Rutaplan, order: str, typed: str
) -> None:
    if any(typed in option.opts for option in commands()[order].params):
        return
    done = rutaplan(order, typed, "x", cwd=untouched)
    assert done.code == 2
    assert "«--si»" not in done.err
    assert "«--forzar»" not in done.err
    assert "scriba" not in done.err


def test_an_option_nearly_right_is_told(untouched: Path, rutaplan: Rutaplan) -> None:
    for call, near in ((("list", "--formatos", "csv"), "--formato"), (("new", "--ejes", "x"), "--eje")):
        assert (
            f"; lo más parecido es «{near}»; «rutaplan {call[0]} --help» las dice."
            in rutaplan(*call, cwd=untouched).err
        )
    assert "parecido" not in rutaplan("status", "--formato", "json", cwd=untouched).err


@pytest.mark.parametrize(
    ("call", "how"),
    [
        (("lst",), "«rutaplan --help» las lista"),
        (("xyzzy",), "«rutaplan --help» las lista"),
        (("rules", "ACC99"), "«rutaplan rules» las lista"),
        (("validate", "--ignorar", "ACC"), "«rutaplan rules» los lista"),
        (("render", "matris"), "«rutaplan render --lista» dice cuáles hay"),
        (("show", "SAL-X-99"), "«rutaplan list» muestra las acciones"),
        (
            ("new", "--eje", "retorno", "--nivel", "nacional", "--institucion", "minsa"),
            "rutaplan list --instituciones",
        ),
        (("import", "nada.docx"), "No existe «nada.docx»."),
        (("validate", "nada.yaml"), "No existe «nada.yaml»."),
    ],
)
def test_what_is_not_found_says_how_to_go_on_and_orders_nothing_else(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...], how: str
) -> None:
    done = rutaplan(*call, cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert how in done.err
    assert "escriba" not in done.err


def test_names_of_documents_are_told_once_they_are_written(seed: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "Matriz", "--formato", "MD", cwd=seed).code == 0
    (seed / "salida" / "matriz.md").write_text("mío", encoding="utf-8")
    done = rutaplan("render", "matriz", "--formato", "md", cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("No se escribió nada: salida/matriz.md")


@pytest.mark.parametrize(
    "case",
    [
        ("a.csv", "Lo que sigue,nivel\nAbrir bibliotecas.,nacional\n", (), "Títulos que se ven: «Lo que sigue», «nivel». Diga"),
        ("a.csv", "Lo que sigue,nivel\nAbrir bibliotecas.,nacional\n", ("--columna", "texto=Promesas"),
         "No hay una columna «Promesas» (--columna texto)."),
        ("a.txt", "Nada que ver.\n", (), "con una columna titulada «Acción»"),
        ("a.csv", "acción,nivel,eje\nAbrir bibliotecas.,comunidad,retorno\n", ("--simular",),
         "«comunidad» no es un nivel del plan (hay: nacional, regional)"),
    ],
)  # fmt: skip
def test_import_says_what_it_sees_and_what_would_help(
    seed: Path, rutaplan: Rutaplan, case: tuple[str, str, tuple[str, ...], str]
) -> None:
    name, content, more, said = case
    (seed / name).write_text(content, encoding="utf-8")
    done = rutaplan("import", name, *more, cwd=seed)
    assert done.code != 0
    assert said in done.out + done.err
    assert ("--columna texto=TÍTULO" in done.err) is ("Títulos" in done.err), "only where there are titles"


@pytest.mark.parametrize("word", ["", " "])
@pytest.mark.parametrize(
    "order",
    [("diff",), ("validate", "--desde"), ("render", "cambios", "--formato", "md", "--desde")],
    ids=" ".join,
)
def test_no_word_is_no_version(
    untouched: Path, rutaplan: Rutaplan, order: tuple[str, ...], word: str
) -> None:
    """A variable of a workflow that is empty: compared with itself, a plan would pass."""
    done = rutaplan(*order, word, cwd=untouched)
    told = (
        f"Error: «{word}» no es una carpeta con un plan"
        if order == ("diff",)
        else "Error: --desde: está vacío"
    )
    assert (done.code, done.err.startswith(told)) == (2, True)


@pytest.mark.parametrize(
    "order", ["validate", "fmt", "diff", "import", "init", "list --datos", "render --salida"]
)
def test_a_name_without_end_is_said_to_be_too_long(untouched: Path, rutaplan: Rutaplan, order: str) -> None:
    done = rutaplan(*order.split(), "largo" * 1000, cwd=untouched)
    assert (done.code, len(done.err) < 400) == (2, True)
    assert done.err.startswith("Error de la máquina: el nombre es demasiado largo (")


@pytest.mark.parametrize("order", ["validate", "fmt --si", "import --simular", "init --si", "export"])
@pytest.mark.parametrize("word", ["", "  "])
def test_no_name_is_not_this_folder(untouched: Path, rutaplan: Rutaplan, order: str, word: str) -> None:
    """A variable of a script that is empty: nobody wants the whole folder instead of one file."""
    name, *options = order.split()
    done = rutaplan(name, *options, word, cwd=untouched)
    told = f"Error: «{word}» no nombra ningún archivo ni carpeta.\n"
    assert (done.code, done.err) == (2, told)


@pytest.mark.parametrize(
    "order",
    [
        "taller plenaria.minutos={}",
        "RET-N-01 plazo={}",
        "RET-N-01 alineacion.pmm={}",
        "g1-retorno numero={}",
        "RET-N-{} plazo=6",
    ],
)
def test_a_number_without_end_is_refused(untouched: Path, rutaplan: Rutaplan, order: str) -> None:
    for digits in (18, 19, 5000):
        done = rutaplan("set", *order.format("1" * digits).split(), "--simular", cwd=untouched)
        assert (done.code, done.err.startswith("Error: No ")) == (2, True)
