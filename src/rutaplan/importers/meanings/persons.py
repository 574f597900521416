"""persons: where a text that is told names somebody, so that it is shown as initials, and all else as it is.

A name is known by what stands before it, a title or a label of people, or by the names that the region gives.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

from rutaplan.importers.meanings.lists import forms, meanings
from rutaplan.personal import personal_data
from rutaplan.suggest import fold
from rutaplan.views.personas import initials

PEOPLE = frozenset({"participantes", "ponente", "firma", "persona"})
"""The labels of what is somebody's name, or how to reach them."""
_Words: TypeAlias = Sequence[re.Match[str]]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "von", "van"})
_SAINTS = frozenset({"san", "santa", "santo"})
_SURNAME = re.compile(r"[a-zñ]{3,}[aeiou]?(?<!vej)(?<!niñ)(?<!val)ez")
_COMMON = re.compile(r".*(?:[cs]ion|dad|tad|miento|[ae]ncia|ismo|al|[aeo]s)")  # how other words end
_SIGLA = 6  # letters
_NEAR = 120  # letters before a name in which it is said whose it is


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names somebody."""
    for run in _runs(text):
        said = [fold(each.group()) for each in run]
        titles = next((at for at, each in enumerate(said) if each not in _listed("tratamientos")), len(run))
        before = titles > 0 or bool(_before().search(fold(text[: run[0].start()])[-_NEAR:]))
        start = _start([each.group() for each in run], said, titles, before=before)
        if start < len(run):
            yield run[start].start(), run[-1].end()


def is_person(text: str) -> bool:
    """Whether a whole text is somebody, with or without a title, a post and a body."""
    first = next(names_in(text), None)
    if first is None:
        return False
    head = fold(text[: first[0]])
    said = _before().search(head)
    is_led = not _WORD.search(head[: said.start()] if said else head)
    return is_led and bool(re.match(r"[\s.]*(?:$|[,;(/|–—-])", text[first[1] :]))


def may_be_name(text: str) -> bool:
    """Whether a text where a body or somebody goes has the shape of a name, and nothing of a body's."""
    (run, *others) = [*_runs(text)] or [()]
    said = [fold(each.group()) for each in run]
    is_whole = not others and bool(run) and run[0].start() == 0 and run[-1].end() == len(text)
    is_common = any(_COMMON.fullmatch(each) for each in said if not _is_name(each))
    may_be = len(run) > 1 and not is_common and said[0] not in _listed("tratamientos")
    return is_whole and may_be and _start([each.group() for each in run], said, 0, before=True) == 0


def veiled(text: str) -> str:
    """A text that is told, with names as initials, and what leads to a person by its kind."""
    found = [(span, f"({kind})") for kind, span in personal_data(text)]
    found += [((start, end), initials(text[start:end])) for start, end in names_in(text)]
    kept, at = "", 0
    for (start, end), shown in sorted(found):
        if start >= at:
            kept, at = f"{kept}{text[at:start]}{shown}", end
    return kept + text[at:]


def _runs(text: str) -> Iterator[_Words]:
    """The words of a text that may be names, one behind another, with what joins the parts of a name."""
    run: list[re.Match[str]] = []
    joining: list[re.Match[str]] = []
    for each in _WORD.finditer(text):
        said = fold(each.group())
        joined = bool(run) and _joins(
            (joining or run)[-1], text[(joining or run)[-1].end() : each.start()], said
        )
        if joined and said in _PARTICLES:
            joining.append(each)
            continue
        if run and not joined:
            yield run
            run = []
        if each.group()[0].isupper() or _is_name(said):
            run, joining = [*run, *joining, each] if run else [each], []
        elif run:
            yield run
            run, joining = [], []
    if run:
        yield run


def _joins(last: re.Match[str], gap: str, said: str) -> bool:
    """Whether a word goes on with the name that the one before it is of."""
    short = len(last.group()) == 1 and gap in {".", ". "}
    turned = gap == ", " and _is_surname(fold(last.group())) and said in _listed("nombres")
    return gap in {" ", "\xa0"} or short or turned


def _start(typed: Sequence[str], said: Sequence[str], at: int, *, before: bool) -> int:
    """From which word on a run is somebody's name; as many as it has where it is none."""
    names = [place for place in range(at, len(said)) if said[place] not in _PARTICLES]
    if not names or any(each <= {*said[at:]} for each in _things()):
        return len(said)
    known = [_is_name(said[place]) for place in names]
    if before and (any(known) or not _is_other(typed[at], said[at])):
        return at
    given = next((place for place in names if said[place] in _listed("nombres")), len(said))
    if len([place for place in names if place >= given]) > 1:
        return at if all(_is_surname(said[place]) for place in names if place < given) else given
    return at if len(names) > 1 and any(known[1:]) else len(said)


def _is_other(typed: str, said: str) -> bool:
    """Whether a word behind a label is no name: a post, a sigla."""
    return said.startswith(_posts()) or (typed.isupper() and len(typed) <= _SIGLA)


def _is_name(said: str) -> bool:
    return said in _listed("nombres") or _is_surname(said)


def _is_surname(said: str) -> bool:
    return said in _listed("apellidos") or bool(_SURNAME.fullmatch(said))


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(meanings(section))


@cache
def _posts() -> tuple[str, ...]:
    return tuple(map(fold, forms("cargos")["comienzo"]))


@cache
def _things() -> frozenset[frozenset[str]]:
    """Words by which bodies, places and papers are told from people."""
    kinds = (form for form, kind in meanings("cuerpos").items() if kind != "nada")
    sections = ("clases", "sedes", "paises", "grupo", "cosas")
    listed = (*_SAINTS, *kinds, *(form for each in sections for form in meanings(each)))
    return frozenset(frozenset(_WORD.findall(each)) - _PARTICLES for each in listed if len(each) > len("HN"))


@cache
def _before() -> re.Pattern[str]:
    """What stands before a name at the end of a folded text: a title, a label, a line to sign on."""
    titles = "|".join(re.escape(each) for each in sorted(_listed("tratamientos"), key=len, reverse=True))
    labels = "|".join(re.escape(each) for each, kind in meanings("rotulos").items() if kind in PEOPLE)
    return re.compile(
        rf"(?:(?<!\w)(?:{titles})[.,:]?|(?<!\w)(?:{labels})(?:\s+(?:del?|por|y|e|en|ante)\s[^:;.]{{1,60}})?\s*:|_{{3}})"
        r"\s*(?:(?:el|la|los|las)\s)?$"
    )
