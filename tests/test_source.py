"""The reader of YAML: what it reads, what it refuses, and where it says so. Twice: with libyaml and without."""

import unicodedata

import pytest
import yaml
from helpers.effort import seconds
from hypothesis import assume, given
from hypothesis import strategies as st

from rutaplan import events
from rutaplan.diagnostics import UNREADABLE, Place
from rutaplan.edit.quoting import block, inline
from rutaplan.events import PureParser
from rutaplan.source import Source, parse

# text, code, line, column
REFUSED = {
    "repeated key": ("a: 1\nb: 2\na: 3\n", "YML02", 3, 1),
    "repeated key, in other letters": ("ca\u00f1a: 1\n'can\u0303a': 2\n", "YML02", 2, 1),
    "repeated key inside": ("a:\n  b: 1\n  b: 2\n", "YML02", 3, 3),
    "anchor": ("a: &x 1\n", "YML03", 1, 4),
    "anchor on a list": ("a: &x [1]\n", "YML03", 1, 4),
    "alias": ("a: &x 1\nb: *x\n", "YML03", 2, 4),
    "tag": ("a: !!int 1\n", "YML04", 1, 4),
    "tag that would run code": ("a: !!python/object/apply:os.system [ls]\n", "YML04", 1, 4),
    "merge key": ("a: 1\n<<: {b: 2}\n", "YML05", 2, 1),
    "two documents": ("a: 1\n---\nb: 2\n", "YML06", 2, 1),
    "directive": ("%YAML 1.1\n---\na: 1\n", "YML06", 1, 1),
    "empty": ("", "YML07", 1, 1),
    "only comments": ("# nada\n", "YML07", 1, 1),
    "a list": ("- a\n- b\n", "YML07", 1, 1),
    "a text": ("hola\n", "YML07", 1, 1),
    "tab as indentation": ("a:\n\tb: 1\n", "YML08", 2, 1),
    "control character": ("a: x\x07y\n", "YML10", 1, 5),
    "escape": ("a: \x1b[31mrojo\n", "YML10", 1, 4),
    "bidirectional override": ("a: x\u202ey\n", "YML10", 1, 5),
    "zero width space": ("a:\u200bx\n", "YML10", 1, 3),
    "line separator": ("a: x\u2028b: y\n", "YML10", 1, 5),
    "next line": ("a: x\x85b: y\n", "YML10", 1, 5),
    "lone carriage return": ("a: 1\rb: 2\n", "YML10", 1, 5),
    "bidirectional, escaped": ('a: "x\\u202ey"\n', "YML10", 1, 6),
    "escaped, after other escapes": ('a: "\\u00e9 \\\\u202e \\\n  x\\U0000202ey"\n', "YML10", 2, 4),
    "null, escaped": ('a: "x\\0y"\n', "YML10", 1, 4),
    "deep": ("a: " + "[" * 20 + "]" * 20 + "\n", "YML12", 1, 19),
    "deep enough to kill CSafeLoader": ("[" * 65_000, "YML12", 1, 17),
    "deep in blocks": ("- " * 20_000, "YML12", 1, 33),
    "many values": ("a: [" + "1," * 30_000 + "1]\n", "YML11", 1, 39_999),
    "key that is a list": ("a: 1\n[b]: 2\n", "YML17", 2, 1),
    "empty key": ("a: 1\n'': 2\n", "YML17", 2, 1),
    "alias as a key": ("a: &x 1\n*x : 2\n", "YML17", 2, 1),
    "hash that cuts a text": ("a: Ver punto #3 de la agenda\n", "YML18", 1, 14),
    "conflict": ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> otra\n", "YML20", 1, 1),
    "colon inside": ("texto: Eje: retorno\n", "YML01", 1, 11),
    "open quote": ("a: 'uno\nb: dos\n", "YML01", 1, 4),
    "open quote, closed by that of another key": ("a: 'uno\nb: dos\nc: 'tres'\n", "YML01", 1, 4),
    "open bracket": ("a: [uno\nb: dos\n", "YML01", 1, 4),
    "open bracket, after a comma": ("a: [uno,\nb: dos: x\nc: [tres]\n", "YML01", 1, 4),
    "open brace": ("a: [{b: uno]\nc: dos\n", "YML01", 1, 5),
    "closed bracket, wrong inside": ("a: ['uno'\n  'tres']\nb: 1\n", "YML01", 2, 3),
    "reserved start": ("a: 1\nb: @dos\n", "YML01", 2, 4),
    "reserved start, read further": ("a: 1\nb: >50 personas\n", "YML01", 2, 4),
    "bad indentation": ("a: 1\n  b: 2\n", "YML01", 2, 4),
}

READ = {
    "words stay words": ("a: no\nb: sí\nc: on\nd: Yes\n", {"a": "no", "b": "sí", "c": "on", "d": "Yes"}),
    "numbers stay text": (
        "a: 012\nb: 1:30\nc: 1_000\nd: 0x1F\n",
        {"a": "012", "b": "1:30", "c": "1_000", "d": "0x1F"},
    ),
    "dates stay text": ("a: 2027-03-31\n", {"a": "2027-03-31"}),
    "true and false": ("a: true\nb: false\nc: 'true'\n", {"a": True, "b": False, "c": "true"}),
    "nothing": ("a:\nb: ~\nc: null\nd: ''\n", {"a": None, "b": None, "c": None, "d": ""}),
    "lists": ("a: [x, 'y']\nb:\n  - z\n", {"a": ["x", "y"], "b": ["z"]}),
    "folded text": ("a: >-\n  uno\n  dos\n", {"a": "uno dos"}),
    "carriage return and line feed": ("a: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}),
    "one document, announced": ("---\na: 1\n...\n", {"a": "1"}),
    "composed letters": ("a: can\u0303a\n", {"a": "ca\u00f1a"}),
    "emoji with its joiner": ("a: 👩\u200d🏫 ❤\ufe0f\n", {"a": "👩\u200d🏫 ❤\ufe0f"}),
    "a comment that is one": ("a: uno dos # aparte\n", {"a": "uno dos"}),
    "sixteen levels": ("a: " + "[" * 15 + "x" + "]" * 15 + "\n", None),
}


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(events, "CParser", PureParser)
    elif events.CParser is PureParser:
        pytest.skip("this PyYAML was built without libyaml")
    return request.param


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_with_its_code_at_its_place(case: str) -> None:
    text, code, line, column = REFUSED[case]
    _, diagnostics = parse(Source("x.yaml", text))
    found = [(d.code, d.place.line, d.place.column) for d in diagnostics]
    assert (code, line, column) in found
    assert all(d.found and d.expected and d.help for d in diagnostics)


@pytest.mark.parametrize("case", READ)
def test_reads_scalars_as_typed(case: str) -> None:
    text, expected = READ[case]
    values, diagnostics = parse(Source("x.yaml", text))
    assert diagnostics == []
    assert values == expected if expected is not None else values is not None


def test_goes_on_after_what_it_can_pass_over() -> None:
    values, diagnostics = parse(Source("x.yaml", "a: &x 1\nb: *x\na: 2\nc: !!str 3\n"))
    assert [d.code for d in diagnostics] == ["YML03", "YML03", "YML02", "YML04"]
    assert values == {"a": "1", "b": UNREADABLE, "c": "3"}


def test_a_repeated_key_tells_where_the_first_one_is() -> None:
    _, (diagnostic,) = parse(Source("x.yaml", "a: 1\nb: 2\na: 3\n"))
    assert [(label, place.line) for label, place in diagnostic.related] == [("la primera está aquí", 1)]


def test_places_count_an_accent_as_one_column() -> None:
    sheet = Source("x.yaml", "título: {año: 'sí', lista: [uno, dos]}\notra: ñandú # c\n")
    assert sheet.place("título", "año").column == 15
    assert sheet.place("título", "lista", 1).column == 34
    assert sheet.key_place("otra").end_column == 5
    assert sheet.place("otra").snippet == "otra: ñandú # c"


def test_a_place_that_is_not_there_is_its_nearest_ancestor() -> None:
    sheet = Source("x.yaml", "# c\na:\n  b: 1\n")
    assert (sheet.place("a", "z").line, sheet.place("a", "z").column) == (3, 3)
    assert (sheet.place("z").line, sheet.place("z").column) == (2, 1)


def test_a_tag_is_told_as_it_is_written() -> None:
    assert [each.found for each in parse(Source("a.yaml", "a: !!str 2013\n"))[1]] == ["la etiqueta «!!str»"]


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_place_ends_before_its_line_does(end: str) -> None:
    source = Source("a.yaml", f"a: Ver el punto #3 de hoy{end}")
    _, (cut,) = parse(source)
    assert (cut.place.column, cut.place.end_column) == (17, 26)
    assert source.line_place(cut.place).end_column == 26


def test_private_files_show_neither_line_nor_value() -> None:
    _, diagnostics = parse(Source("x.yaml", "nombre: Ana\nAna López: 1\nAna López: 2\n", private=True))
    assert "Ana" not in repr([(d.found, d.place.snippet) for d in diagnostics])


@given(st.binary(max_size=200))
def test_any_bytes_give_findings_or_values(data: bytes) -> None:
    values, diagnostics = parse(Source("x.yaml", data.decode("utf-8", "replace")))
    assert isinstance(values, dict) or diagnostics
    assert all(d.place.line >= 1 and d.place.column >= 1 for d in diagnostics)


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,\n\t \\éñ012~<", max_size=60))
def test_any_text_of_yaml_signs_gives_findings_or_values(text: str) -> None:
    sheet = Source("x.yaml", text)
    values, diagnostics = parse(sheet)
    assert isinstance(values, dict) or diagnostics
    for key in values or {}:
        assert sheet.key_place(key).path == "x.yaml"


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.integers(0, 999), min_size=1))
def test_what_is_written_plainly_is_read_back(values: dict[str, int]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in values.items())
    read, diagnostics = parse(Source("x.yaml", text))
    assert diagnostics == []
    assert read == {key: str(value) for key, value in values.items()}


# Where words stand inside a text: (text of the file, words, line, column, end line, end column).
WORDS = {
    "plain": ("a: uno dos tres\n", "dos", 1, 8, 1, 11),
    "plain, on several lines": ("a: uno\n  dos\n\n  tres\n", "dos", 2, 3, 2, 6),
    "single quotes": ("a: 'd''uno: dos'\n", "uno: dos", 1, 8, 1, 16),
    "a quote written twice": ("a: 'd''uno'\n", "d'uno", 1, 5, 1, 11),
    "single quotes, on several lines": ("a: 'uno\n  dos'\n", "uno dos", 1, 5, 2, 6),
    "double quotes, with escapes": ('a: "\\tuno \\xe1 dos"\n', "á dos", 1, 11, 1, 19),
    "a line joined by an escape": ('a: "uno \\\n   \\ dos"\n', "dos", 2, 6, 2, 9),
    "literal": ("a: |\n\n  uno\n    dos\n", "dos", 4, 5, 4, 8),
    "literal, with an indicator": ("a:\n- |2-\n   uno\n  dos\n", "dos", 4, 3, 4, 6),
    "folded": ("a: >-\n  uno\n  dos\n\n  tres\n", "dos\ntres", 3, 3, 5, 7),
    "a double space in a folded text": ("a: >\n  uno\n  dos  tres\n", "  ", 3, 6, 3, 8),
    "line breaks of two characters": ("a: >\r\n  uno\r\n  dos\r\n", "dos", 3, 3, 3, 6),
    "composed letters": ("a: can\u0303a dulce\n", "ña", 1, 6, 1, 9),
}


@pytest.mark.parametrize("case", WORDS)
def test_words_are_marked_where_they_stand(case: str) -> None:
    text, words, *expected = WORDS[case]
    sheet = Source("x.yaml", text)
    values, _ = parse(sheet)
    assert values is not None
    loc = ("a",) if isinstance(values["a"], str) else ("a", 0)
    value = (values["a"] if loc == ("a",) else values["a"][0]).strip()
    start = value.index(words)
    place = sheet.words_place(loc, (start, start + len(words)))
    assert [place.line, place.column, place.end_line, place.end_column] == expected


def test_words_of_what_is_no_text_are_its_whole_place() -> None:
    sheet = Source("x.yaml", "a: {b: uno}\n")
    assert sheet.words_place(("a",), (0, 1)) == sheet.place("a")
    assert sheet.words_place(("a", "c"), (0, 1)) == sheet.place("a")


def test_the_place_of_a_block_of_text_is_its_words() -> None:
    sheet = Source("x.yaml", "a: >\n\n  uno\n  dos\n\n\nb:\n  - c\n\nd: e\n")
    assert sheet.place("a")[1:5] == (3, 3, 4, 6)
    assert sheet.place("b")[1:5] == (8, 3, 8, 6)


def marked(text: str, place: Place) -> str:
    """The stretch of a file at a place."""
    starts = [0, *(number + 1 for number, char in enumerate(text) if char == "\n")]
    return text[starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1]


def unwritten(stretch: str, quote: str) -> str:
    """What a stretch of a quoted text says; of any other, what is written."""
    return str(yaml.safe_load(f"{quote}{stretch}{quote}")) if quote in "'\"" else stretch


def dumped(text: str, style: str, width: int, indent: int) -> str:
    sheet = {"lista": [{"antes": "x", "texto": text}, "después"]}
    if style == "ours":
        return f"lista:\n  - antes: x\n    texto: {inline(text)}\n"
    if style == "ours, in a block":
        lines = block(text)
        assume(lines is not None)
        head, body = lines or ("", [])
        return f"lista:\n- antes: x\n  texto: {head}\n" + "".join(f"  {line}\n" for line in body)
    dumper = yaml.SafeDumper
    return yaml.dump(
        sheet, Dumper=dumper, default_style=style or None, width=width, indent=indent, allow_unicode=True
    )


LETTERS = "ab ab \n'\":#-|>\\\téñu\u0303\u0301👩,."


@given(
    st.one_of(st.text(LETTERS, min_size=1, max_size=40), st.text(min_size=1, max_size=20)),
    st.sampled_from(("", "'", '"', "|", ">", "ours", "ours, in a block")),
    st.integers(5, 60),
    st.integers(2, 5),
    st.data(),
)
def test_the_marked_stretch_reads_as_the_words(
    text: str, style: str, width: int, indent: int, data: st.DataObject
) -> None:
    written = dumped(text, style, width, indent)
    sheet = Source("x.yaml", written)
    values, diagnostics = parse(sheet)
    assume(values is not None and not diagnostics)
    value = unicodedata.normalize("NFC", text).strip()
    assume(values is not None and value and values["lista"][0]["texto"].strip() == value)
    first = data.draw(st.integers(0, len(value) - 1))
    last = data.draw(st.integers(first + 1, len(value)))
    loc = ("lista", 0, "texto")
    stretch = marked(written, sheet.words_place(loc, (first, last)))
    said = unwritten(stretch, written[sheet.spans()[loc][1][0]])
    words = value[first:last]
    assert "".join(unicodedata.normalize("NFC", said).split()) == "".join(words.split())


COMMENTS = {
    "a line of its own": ("# uno\na: x\n", ["1:1 # uno"]),
    "after a value": ("a: x # uno\n", ["1:6 # uno"]),
    "after a key": ("a: # uno\n  b: x\n", ["1:4 # uno"]),
    "in a list": ("a:\n  # uno\n  - x # dos\n", ["2:3 # uno", "3:7 # dos"]),
    "in a list in brackets": ("a: [x, # uno\n  y]\n", ["1:8 # uno"]),
    "after the sign of a block": ("a: |  # uno\n  x # dos\nb: y\n", ["1:7 # uno"]),
    "after a block": ("a: >-\n  x\n# uno\nb: y\n", ["3:1 # uno"]),
    "after a quoted sign": ("a: 'x # y' # uno\n", ["1:12 # uno"]),
    "in quotes over two lines": ('a: "x\n  # y"\n', []),
    "glued": ("a: x#uno\nb: y#z # dos\n", ["2:8 # dos"]),
    "two signs": ("a: x # uno # dos\n", ["1:6 # uno # dos"]),
    "carriage return and line feed": ("a: x # uno\r\n", ["1:6 # uno"]),
    "none": ("a: x\n", []),
}


@pytest.mark.parametrize("case", COMMENTS)
def test_a_comment_is_what_no_value_holds(case: str) -> None:
    text, expected = COMMENTS[case]
    source = Source("x.yaml", text)
    found = source.comments(lambda _: True)
    places = [source.span_place(*span) for span, _ in found]
    assert [
        f"{place.line}:{place.column} {said.rstrip()}" for place, (_, said) in zip(places, found, strict=True)
    ] == expected


def test_only_the_comments_that_are_wanted() -> None:
    source = Source("x.yaml", "a: 'x 1' # uno\nb: y # 2\n")
    assert [text for _, text in source.comments(lambda text: "1" in text or "2" in text)] == ["# 2"]


def test_a_comment_begins_in_no_key_and_ends_before_the_line_does() -> None:
    text = '"clave #1": dice # esto\r\notra: >- # plegado\r\n  texto # suyo\r\n'
    assert [words for _, words in Source("x.yaml", text).comments(bool)] == ["# esto", "# plegado"]


def test_a_line_is_looked_through_once_for_what_is_a_persons() -> None:
    """A list of numbers on one line may have a finding on each."""
    source = Source("a.yaml", "a: [" + "22110123, " * 6_000 + "]\nb: x\n")
    assert seconds(lambda: [source.span_place(at, at + 8) for at in range(4, 60_000, 10)]) < 5
    assert source.span_place(4, 12).snippet == ""
    assert source.span_place(len(source.text) - 5, len(source.text) - 1).snippet == "b: x"


def test_only_where_a_datum_is_shown_is_a_line_hidden() -> None:
    source = Source("a.yaml", "notas: ana@ejemplo.org" + " palabra" * 100 + " Tel. 9988-7766\n")
    whole = source.text
    shown = [source.span_place(at, at + 1).snippet for at in range(len(whole))]
    assert shown[0] == shown[len(whole) - 2] == ""
    assert shown[300]
    assert not any("ejemplo" in each or "9988" in each for each in shown)
