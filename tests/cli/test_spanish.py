"""click speaks Spanish: every word it marks for translation has one, and the compiled catalogue holds it."""

import gettext
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import rutaplan.cli

FOLDER = Path(rutaplan.cli.__file__).parent / "locale" / "es" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as stream:
        return read_po(stream, locale="es", abort_invalid=True)


def words(catalog: Catalog) -> dict:
    return {_frozen(message.id): _frozen(message.string) for message in catalog if message.id}


def _frozen(text: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text)


def fields(text: str) -> set[str]:
    """The names between braces, without conversions: {name!r} and «{name}» hold the same."""
    return set(re.findall(r"{([\w.]+)|(?<=%\()(\w+)", text))


def test_the_compiled_catalogue_holds_what_is_written(catalog: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    with (FOLDER / "messages.mo").open("rb") as stream:
        assert words(read_mo(stream)) == words(read_mo(compiled))


def test_every_word_click_marks_is_translated(catalog: Catalog) -> None:
    known = {key[0] if isinstance(key, tuple) else key for key in words(catalog)}
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(Path(click.__file__).parent, [("**.py", "python")], keywords=keywords)
    marked = {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}
    assert len(marked) > 50
    assert marked - known == set()


def test_no_translation_is_empty_or_names_a_field_that_click_does_not_give(catalog: Catalog) -> None:
    for key, text in words(catalog).items():
        originals = key if isinstance(key, tuple) else (key,)
        translations = text if isinstance(text, tuple) else (text,)
        given = set().union(*map(fields, originals))
        for translation in translations:
            assert translation, key
            assert fields(translation) <= given, key


@pytest.mark.programas
@pytest.mark.parametrize("language", ["en_US.UTF-8", "C", "fr_FR.UTF-8"])
def test_click_speaks_spanish_whatever_the_locale(language: str) -> None:
    program = (
        "import rutaplan.cli\n"
        "import click\n"
        "click.Command('x', params=[click.Option(['-n'], type=int)]).main(['-n', 'dos'], prog_name='x')\n"
    )
    environment = {**os.environ, "LANG": language, "LC_ALL": language, "LANGUAGE": "en", "PYTHONUTF8": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[0].startswith("Uso: x ")
    assert "Valor no válido para '-n': «dos» no es un número válido." in ended.stderr


def test_plurals_are_counted_as_in_spanish() -> None:
    with (FOLDER / "messages.mo").open("rb") as stream:
        spanish = gettext.GNUTranslations(stream)
    one, many = "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"
    assert spanish.ngettext(one, many, 1) == "Sobra un argumento: {args}"
    assert spanish.ngettext(one, many, 0) == spanish.ngettext(one, many, 2) == "Sobran argumentos: {args}"
