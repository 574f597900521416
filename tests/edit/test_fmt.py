"""fmt: one shape, the same meaning, every comment by what it explains."""

import os
import random
import re
import shutil
from pathlib import Path

import pytest
import yaml
from helpers.calls import EJEMPLO, ROOT, SEED, Rutaplan, accion, edit
from helpers.effort import seconds
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.edit import EditError
from rutaplan.edit.formatting import format_hoja
from rutaplan.edit.parts import take_apart
from rutaplan.edit.quoting import inline, may_stay_plain
from rutaplan.load import load
from rutaplan.model import ESTADOS, Accion
from rutaplan.printable import INVISIBLE

UGLY = """\
# yaml-language-server: $schema=../../../esquemas/accion.json
# sobre el archivo

# quién la escribió
grupo: "g1-retorno"
id:   'RET-N-18'      # el del formulario
eje: retorno


nivel: nacional
# el plazo es del acuerdo
plazo_meses:    "12"  # meses
texto: >-
  Elaborar protocolos
  de abordaje.
temas:
  - trata_de_personas
  - "marco_juridico"
instituciones: [hn-inm,   # Honduras
  # la segunda
  mx-inm]
erratas:
- debe_decir: En consulta: no.
  # por qué
  dice: en_ejecucion   # sigue
alineacion:
    ods: ["8.7"]
    pmm: [10,21]
notas: "una\\ndos"
  # y nada más
# fin
""".replace("En consulta: no.", "'En consulta: no.'")

PRETTY = """\
# yaml-language-server: $schema=../../../esquemas/accion.json
# sobre el archivo

id: RET-N-18  # el del formulario
eje: retorno

nivel: nacional
# quién la escribió
grupo: g1-retorno
texto: Elaborar protocolos de abordaje.
# el plazo es del acuerdo
plazo_meses: "12"  # meses
instituciones:  # Honduras
  - hn-inm
  # la segunda
  - mx-inm
erratas:
  # por qué
  - dice: en_ejecucion  # sigue
    debe_decir: 'En consulta: no.'
temas: [trata_de_personas, marco_juridico]
alineacion:
  pmm: [10, 21]
  ods: ["8.7"]
notas: |-
  una
  dos
# y nada más
# fin
"""


def test_the_shape() -> None:
    assert format_hoja(UGLY, "acciones/x.yaml") == PRETTY
    assert format_hoja(UGLY.replace("\n", "\r\n"), "acciones/x.yaml") == PRETTY
    assert format_hoja(PRETTY, "acciones/x.yaml") == PRETTY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{nivel: a, id: b}", "id: b\nnivel: a\n"),
        ("\n\nid: a\n\n\n\neje: b\n\n\n", "id: a\n\neje: b\n"),
        ("id: a\nerratas: [{debe_decir: b, dice: c}]\n", "id: a\nerratas:\n  - {dice: c, debe_decir: b}\n"),
        ("id: a\nraro: b\neje: c\n", "id: a\nraro: b\neje: c\n"),
        (
            "id: a\ntemas: [" + ", ".join(["tema_muy_largo"] * 9) + "]\n",
            "id: a\ntemas:\n" + "  - tema_muy_largo\n" * 9,
        ),
        ("id: a\nplazo_meses: 12\n", "id: a\nplazo_meses: 12\n"),  # a number stays one, a text stays one
        ("id: a\nnotas: 2013\n", 'id: a\nnotas: "2013"\n'),
        ("id: a\nnotas: '2013'\n", 'id: a\nnotas: "2013"\n'),
        ('id: a\nplazo_desde: "2027-01-01"\n', 'id: a\nplazo_desde: "2027-01-01"\n'),
        ("id: a\nnotas: ~\ntemas: []\n", "id: a\ntemas: []\nnotas: ~\n"),
        ("id: a\nnotas: 'it''s'\n", "id: a\nnotas: it's\n"),
        (
            "erratas:\n  -  # primero\n    debe_decir: b\n    dice: c\n",
            "erratas:\n  # primero\n  - dice: c\n    debe_decir: b\n",
        ),
        ("temas: [a]  # uno\n  # dos\nnotas: b\n", "temas: [a]  # uno\n  # dos\nnotas: b\n"),
        ("--- # una acción\nid: a\n", "# una acción\nid: a\n"),
    ],
)
def test_shapes(text: str, expected: str) -> None:
    assert format_hoja(text, "acciones/x.yaml") == expected
    assert format_hoja(expected, "acciones/x.yaml") == expected


@pytest.mark.parametrize("entry", ["- a{}  # x\n", "- a{}\n  # x\n"])
def test_a_sheet_of_comments_takes_no_longer_than_one_of_values(entry: str) -> None:
    text = "temas:\n" + "".join(map(entry.format, range(4_000)))
    assert seconds(lambda: format_hoja(text, "acciones/x.yaml")) < 5


@pytest.mark.parametrize(
    "data", [SEED, EJEMPLO, ROOT / "tests" / "base" / "data"], ids=["seed", "ejemplo", "base"]
)
def test_the_plan_means_the_same(data: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    shutil.copytree(data, tmp_path / "data")
    before, found = load(tmp_path / "data")
    rutaplan("fmt", "--si", cwd=tmp_path)
    after, again = load(tmp_path / "data")
    assert after.taller.model_dump() == before.taller.model_dump()
    assert list(after.instituciones.root.items()) == list(before.instituciones.root.items())
    assert after.catalogos.model_dump_json() == before.catalogos.model_dump_json()
    assert after.grupos == before.grupos
    assert after.acciones == before.acciones
    assert [d.code for d in again] == [d.code for d in found]
    done = rutaplan("fmt", "--revisar", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")


def test_our_own_plan_is_in_its_shape(rutaplan: Rutaplan) -> None:
    done = rutaplan("fmt", "--revisar", cwd=ROOT)
    assert (done.code, done.out) == (0, "")
    assert done.err == "37 archivos en su forma.\n"


words = st.sampled_from(
    ["no", "Ver", "12", "1:30", "a: b", "a #b", "- x", "it's", '"q"', "[a]", "ñandú", "x, y", "fin."]
)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join) | st.lists(words, min_size=2, max_size=4).map(
    "\n".join
)
free = texts | st.text(max_size=30).filter(
    lambda text: text.strip() and not INVISIBLE.search(text) and "\r" not in text
)
ids = st.lists(st.sampled_from(["a", "hn-inm", "b_c", "d-1"]), min_size=1, max_size=4, unique=True)
fechas = st.dates().map(lambda day: f"{day:%Y-%m-%d}").filter(lambda text: len(text) == 10)
acuerdo = st.fixed_dictionaries({"fecha": fechas, "documento": free})
errata = st.fixed_dictionaries({"dice": free, "debe_decir": free})
sheets = st.fixed_dictionaries(
    {
        "id": st.just("RET-N-18"),
        "eje": st.just("retorno"),
        "nivel": st.just("nacional"),
        "grupo": st.just("g1-retorno"),
        "texto": free.map(lambda text: f"{text} y algo más"),
        "plazo_meses": st.integers(1, 120).map(str) | st.just("por_definir"),
        "instituciones": ids | st.just("no_consta"),
    },
    optional={
        "erratas": st.lists(errata, min_size=1, max_size=2, unique_by=str),
        "estado": st.sampled_from(ESTADOS),
        "acordado": acuerdo,
        "otros": st.fixed_dictionaries({}, optional={"costo": free, "quien_paga": free}).filter(bool),
        "alineacion": st.fixed_dictionaries(
            {}, optional={"pmm": st.just(["10", "21"]), "ods": st.just(["8.7", "10.c"])}
        ).filter(bool),
        "sugerido_por": st.fixed_dictionaries({"temas": free.map(lambda text: text[:100])}),
        "prioridad": st.booleans(),
        "producto": free,
        "notas": free,
    },
)


class Writer:
    """Writes a record as people do: keys in any order, any quotes, lists of both kinds, comments anywhere."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - it chooses shapes, and guards nothing
        self.count = 0

    def comment(self) -> str:
        self.count += 1
        return f"# comentario {self.count}: 'con' \"comillas\""

    def beside(self) -> str:
        return self.random.choice(["", "", "", " " * self.random.randint(1, 3) + self.comment()])

    def own(self, indent: str) -> list[str]:
        return self.random.choice(
            [[], [], [""], [indent + self.comment()], ["", indent + self.comment(), ""]]
        )

    def scalar(self, value: object, *, in_flow: bool) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        text = str(value)
        if "\n" not in text and "\t" not in text and self.random.random() < 0.3:
            return "'" + text.replace("'", "''") + "'"
        if may_stay_plain(text, in_flow=in_flow):
            return text
        return inline(text, style='"', in_flow=in_flow)

    def flow(self, value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(item)}" for key, item in self.items(value)) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return self.scalar(value, in_flow=True)

    def items(self, record: dict) -> list:
        return self.random.sample([*record.items()], len(record))

    def entries(self, record: dict, indent: str = "") -> list[str]:
        lines = []
        for key, value in self.items(record):
            lines += self.own(indent) + self.value(f"{indent}{key}:", value, indent)
        return lines

    def value(self, head: str, value: object, indent: str) -> list[str]:
        deeper = indent + " " * self.random.choice([1, 2, 4])
        if isinstance(value, str) and "\n" in value and value.strip() == value and self.random.random() < 0.5:
            lines = [deeper + line if line else "" for line in value.split("\n")]
            if all(line.strip() == line for line in value.split("\n")):
                return [f"{head} |-{self.beside()}", *lines]
        if not isinstance(value, dict | list) or self.random.random() < 0.4:
            return [
                f"{head} {self.flow(value) if isinstance(value, dict | list) else self.scalar(value, in_flow=False)}{self.beside()}"
            ]
        if isinstance(value, list) and self.random.random() < 0.3:
            items = [f"{deeper}{self.flow(item)},{self.beside()}" for item in value]
            return [f"{head} [{self.beside()}", *items, f"{deeper}]{self.beside()}"]
        if isinstance(value, dict):
            return [head + self.beside(), *self.entries(value, deeper)]
        lines = [head + self.beside()]
        for item in value:
            lines += self.own(deeper)
            if isinstance(item, dict):
                first, *rest = self.entries(item, deeper + "  ")
                if first.strip().startswith("#") or not first.strip():
                    lines += [f"{deeper}-", first, *rest]
                else:
                    lines += [f"{deeper}- {first.strip()}", *rest]
            else:
                lines += [f"{deeper}- {self.scalar(item, in_flow=False)}{self.beside()}"]
        return lines


@given(sheets, st.integers(0, 10**9), st.sampled_from(["\n", "\r\n"]))
def test_any_sheet_means_the_same(record: dict, seed: int, newline: str) -> None:
    writer = Writer(seed)
    text = (
        newline.join(["# yaml-language-server: $schema=x", *writer.entries(record), *writer.own("  ")])
        + newline
    )
    before = take_apart(text).values
    once = format_hoja(text, "acciones/retorno/RET-N-18.yaml")
    after = take_apart(once)
    assert Accion.model_validate(after.values) == Accion.model_validate(before)
    assert list(after.values) == [campo for campo in Accion.model_fields if campo in record]
    assert format_hoja(once, "acciones/retorno/RET-N-18.yaml") == once
    written = re.findall(r"# comentario \d+:", text)
    assert sorted(re.findall(r"# comentario \d+:", once)) == sorted(written)
    assert "\r" not in once
    assert all(line == line.rstrip() or "|" in once for line in once.split("\n"))


# What readers of YAML 1.1 take for a truth value, a number, a date, a time or nothing; one reads N so, another 12:30.
TRAPS = (
    "no", "No", "ON", "off", "y", "N", "yes", "~", "null", "Null", "true", "FALSE", "12", "012", "0x1F", "0b1", "0o7",
    "1_000", "1e3", "1.5", ".5", "-.5", "+1", "-1", "12:30", "12:30:45", "1:2:3.4", ".inf", "-.INF", ".NaN", "=", "<<",
    "2027-03-31", "2027-3-1 10:00:00", "2027-03-31T10:00:00Z", "8.10",
)  # fmt: skip


@given(st.lists(st.sampled_from(TRAPS), min_size=8, max_size=8), st.booleans())
def test_no_reader_takes_a_text_for_anything_else(words: list[str], in_flow: bool) -> None:  # noqa: FBT001
    """Every free text, key and item, however bare it was written, is a text for a reader of YAML 1.1 too."""
    texto, producto, notas, dice, quien, ods, evidencia, otro = words
    record = (
        f"{{dice: {dice}, debe_decir: {otro}}}" if in_flow else f"\n    dice: {dice}\n    debe_decir: {otro}"
    )
    text = (
        (
            f"texto: {texto}\nproducto: {producto}\nnotas: {notas}\nerratas:\n  - {record.strip()}\n"
            f"sugerido_por: {{temas: {quien}}}\nalineacion:\n  ods: [{ods}]\nmedio_verificacion: {evidencia}\n"
        )
        .replace(": =", ": '='")
        .replace("[=]", "['=']")
        .replace("<<", "'<<'")
        .replace(": ~", ": '~'")
        .replace("[~]", "['~']")
    )
    read = yaml.safe_load(format_hoja(text, "acciones/x.yaml"))
    found = [
        read["texto"],
        read["producto"],
        read["notas"],
        read["erratas"][0]["dice"],
        read["sugerido_por"]["temas"],
    ]
    found += [*read["alineacion"]["ods"], read["medio_verificacion"], read["erratas"][0]["debe_decir"]]
    kept = [
        each if each not in {"null", "Null", "true", "FALSE"} else found[at] for at, each in enumerate(words)
    ]
    assert found == [words[0], *kept[1:]] or {"null", "Null", "true", "FALSE"} & {*words}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("sigla: ON\n", "taller.yaml", None),
        (
            "ejes:\n  - {id: y, sigla: ON, nombre: no, encabezado: off}\n",
            "taller.yaml",
            '"y"|"ON"|"no"|"off"',
        ),
        ("x:\n  sigla: ON\n  fuente: no\n  vigente_desde: 2011\n", "instituciones.yaml", '"ON"|"no"|: 2011'),
        ("paises:\n  NO: {iso3: NOR, nombre: Noruega, crm: observador}\n", "catalogos.yaml", '"NO":'),
        (
            "fecha_inicio: 2027-03-31\ntitulo: 2027-03-31\n",
            "taller.yaml",
            'inicio: 2027-03-31|titulo: "2027-03-31"',
        ),
        ("numero: 1\nnombre: 1\n", "grupos/g1.yaml", 'numero: 1|nombre: "1"'),
        (
            "plazo_meses: 12\nprioridad: true\nalineacion: {pmm: [10, 21]}\n",
            "acciones/x.yaml",
            ": 12|: true|[10, 21]",
        ),
    ],
)
def test_only_what_is_asked_for_stands_without_quotes(text: str, name: str, expected: str | None) -> None:
    result = format_hoja(text, name)
    assert [each for each in (expected or text.strip()).split("|") if each not in result] == []
    assert format_hoja(result, name) == result


@given(st.integers(0, 10**9))
def test_a_comment_goes_with_its_field(seed: int) -> None:
    """Each field is told in a comment above and one beside it; wherever the field goes, they go."""
    chance = random.Random(seed)  # noqa: S311 - it chooses shapes, and guards nothing
    campos = chance.sample([*Accion.model_fields], 8)
    lines = [line for campo in campos for line in (f"# sobre {campo}", f"{campo}: valor  # junto a {campo}")]
    result = format_hoja(
        "\n".join(["# yaml-language-server: x", *lines]) + "\n", "acciones/x.yaml"
    ).splitlines()
    for campo in campos:
        index = result.index(f"{campo}: valor  # junto a {campo}")
        assert result[index - 1] == f"# sobre {campo}"


@pytest.mark.parametrize("option", ["--revisar", "--check"])  # the second one is in what 0.1.0 wrote
def test_a_look_names_the_files_and_writes_nothing(seed: Path, rutaplan: Rutaplan, option: str) -> None:
    path = accion(seed, "RET-N-05")
    edit(path, "plazo_meses: por_definir", "plazo_meses:   por_definir")
    before = path.read_bytes()
    done = rutaplan("fmt", option, cwd=seed)
    assert (done.code, done.out) == (1, "data/acciones/retorno/RET-N-05.yaml\n")
    assert done.err == "1 archivo tiene otra forma: «rutaplan fmt» muestra cuál y se la da.\n"
    assert path.read_bytes() == before
    assert rutaplan("fmt", "--revisar", "data/grupos", cwd=seed).code == 0


def test_the_help_says_one_name_of_the_option(rutaplan: Rutaplan) -> None:
    told = rutaplan("fmt", "--help").out
    assert "--revisar" in told
    assert "--check" not in told


def test_it_shows_asks_and_writes(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-05")
    right = path.read_bytes()
    edit(path, "plazo_meses: por_definir", "plazo_meses:   por_definir")
    wrong = path.read_bytes()
    shown = (
        "--- data/acciones/retorno/RET-N-05.yaml\n+++ data/acciones/retorno/RET-N-05.yaml\n@@ -6,3 +6,3 @@\n"
        " texto: Institucionalizar una mejora en la comunicación interinstitucional sobre los listados de los"
        " nacionales que van a ser retornados.\n"
        "-plazo_meses:   por_definir\n+plazo_meses: por_definir\n instituciones: por_definir\n"
    )
    done = rutaplan("fmt", "--simular", cwd=seed)
    assert (done.code, done.out) == (0, shown)
    assert done.err == "Simulado: se escribiría 1 archivo; no se escribió nada.\n"
    done = rutaplan("fmt", cwd=seed)
    assert (done.code, done.out) == (2, shown)
    assert "--si" in done.err
    assert path.read_bytes() == wrong
    done = rutaplan("fmt", "--si", cwd=seed)
    assert (done.code, done.err) == (0, "Escrito: 1 archivo.\n")
    assert path.read_bytes() == right


def test_a_broken_file_is_told_and_the_others_are_done(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-05"), "plazo_meses: por_definir", "plazo_meses:   por_definir")
    edit(accion(seed, "RET-N-06"), "nivel: nacional", "nivel: 'nacional")
    broken = accion(seed, "RET-N-06").read_bytes()
    done = rutaplan("fmt", "--si", cwd=seed)
    assert done.code == 1
    assert "RET-N-06.yaml: el archivo no se puede leer entero (línea" in done.err
    assert accion(seed, "RET-N-06").read_bytes() == broken
    assert "plazo_meses: por_definir\n" in accion(seed, "RET-N-05").read_text("utf-8")


def test_people_are_not_shown(tmp_path: Path, rutaplan: Rutaplan) -> None:
    shutil.copytree(EJEMPLO, tmp_path / "data")
    edit(tmp_path / "data" / "grupos" / "g1-retorno.yaml", "numero: 1", "numero:  1 # Canaria")
    done = rutaplan("fmt", "--simular", "data/grupos", cwd=tmp_path)
    assert "Canaria" not in done.out + done.err
    assert "g1-retorno.yaml\n(2 líneas, con datos personales: no se muestran)\n" in done.out


@pytest.mark.parametrize("order", [("fmt", "--revisar"), ("validate",)], ids=" ".join)
def test_a_path_that_is_none_of_the_plan(seed: Path, rutaplan: Rutaplan, order: tuple[str, ...]) -> None:
    (seed.parent / "otra").mkdir()
    for ruta, said in (
        ("no-hay", "Error: No existe «no-hay».\n"),
        ("data/no-hay", "Error: No existe «data/no-hay».\n"),
        ("../otra", "Error: «../otra» no es del plan de data/: indique algo de esa carpeta.\n"),
    ):
        done = rutaplan(*order, ruta, cwd=seed)
        assert (done.code, done.out, done.err) == (2, "", said)
    done = rutaplan(*order, "data/fuentes", cwd=seed)
    assert done.code == 0
    assert rutaplan("fmt", "--revisar", "data/fuentes", cwd=seed).err == "0 archivos en su forma.\n"
    for whole in (".", "data", ".."):
        assert rutaplan(*order, whole, cwd=seed) == rutaplan(*order, cwd=seed)


@pytest.mark.programas
@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
@pytest.mark.parametrize(
    ("answer", "code"), [("s\n", "Escrito: 1 archivo."), ("n\n", "No se escribió nada.")]
)
def test_on_a_terminal_it_asks(seed: Path, answer: str, code: str) -> None:
    import pty
    import subprocess
    import sys

    edit(accion(seed, "RET-N-05"), "plazo_meses: por_definir", "plazo_meses:   por_definir")
    before = accion(seed, "RET-N-05").read_bytes()
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rutaplan", "fmt"], cwd=seed, stdin=child, stdout=subprocess.PIPE, stderr=child
    ) as process:
        os.close(child)
        os.write(parent, f"{answer}\x04".encode())  # and nothing more: it never waits
        process.wait(10)
    said = os.read(parent, 9999).decode()
    os.close(parent)
    assert "¿Escribir 1 archivo? [s/N]" in said
    assert code in said
    assert (accion(seed, "RET-N-05").read_bytes() == before) == (answer == "n\n")


def test_what_has_no_shape_is_told() -> None:
    with pytest.raises(EditError, match="línea 2"):
        format_hoja("id: a\nid: b\n", "acciones/x.yaml")


def test_the_line_for_the_editor_stays_on_top(seed: Path, rutaplan: Rutaplan) -> None:
    path = seed / "data" / "acciones" / "retorno" / "RET-N-03.yaml"
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    temas = next(line for line in lines if line.startswith("temas"))
    lines.remove(temas)
    path.write_text("\n".join(["# De toda la hoja.", "", first, temas, *lines, ""]), encoding="utf-8")
    assert rutaplan("fmt", "--si", cwd=seed).code == 0
    written = path.read_text(encoding="utf-8").splitlines()
    assert written[:4] == ["# De toda la hoja.", "", first, "id: RET-N-03"]
