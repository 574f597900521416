"""persons: where a text that is told names somebody, so that it is shown as initials, and all else as it is.

A name is known by what stands before it, a title or a label of people, or by the names that the region gives.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from rutaplan.importers.meanings.lists import forms, meanings
from rutaplan.importers.meanings.marks import is_verb
from rutaplan.personal import personal_data
from rutaplan.plan import by_key
from rutaplan.suggest import fold
from rutaplan.views.personas import initials

PEOPLE = frozenset({"participantes", "ponente", "firma", "persona"})
"""The labels of what is somebody's name, or how to reach them."""
_Words: TypeAlias = Sequence[re.Match[str]]
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "von", "van"})
_SAINTS = frozenset({"san", "santa", "santo"})
_SURNAME = re.compile(r"(?!(?:.*id|ju|di|dobl|vej|nin|madur|escas|viud|honrad|sencill)ez$)[a-z]{2,}ez")
_COMMON = re.compile(r".*(?:[cs]ion|dad|tad|miento|[ae]ncia|ismo|al|[aeo]s)")  # how other words end
_SIGLA = 6  # letters
_CAPITAL = r"[^\W\d_a-zñáéíóúü]\w*"
_OPENS = re.compile(
    rf"(?:^|[«;])\W{{0,9}}{_CAPITAL}\s+(?:(?:de|del|la|los)\s)*{_CAPITAL}(?:\s\w+){{0,3}}\s?[,(/–—-]"
)
_FIRST = re.compile(r"(?:^|[«;])[^\w«;]*$")
_BEHIND = re.compile(r"\s*[,(/–—-]\s*(?:la |el )?([^\W\d_]+)")
_MARK = 9  # letters of what a line may begin with
_NEAR, _WORDS = 120, 12  # letters, and words, before a name in which it is said whose it is


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names somebody."""
    folded = fold(text)
    marked = "___" in text or "ez" in folded or _OPENS.search(text)
    if not marked and _telling().isdisjoint(_WORD.findall(folded)):
        return  # as nearly every action
    for run in _runs(text):
        said = [fold(each.group()) for each in run]
        titles = next((at for at, each in enumerate(said) if each not in _listed("tratamientos")), len(run))
        start, end = run[0].start(), run[-1].end()
        over = text[max(0, start - _NEAR) : start]
        before = titles > 0 or _led(over) is not None
        first = bool(_FIRST.search(over[-_MARK:]))
        behind = first and may_be_name(text[start:end]) and _tells_post(text[end : end + _NEAR])
        if found := _person([each.group() for each in run], said, titles, before=before or behind):
            yield run[found[0]].start(), run[found[-1]].end()


def is_person(text: str) -> bool:
    """Whether a whole text is somebody, with or without a label, a title, a post and a body."""
    first = next(names_in(text), None) if len(text) <= _NEAR else None
    if first is None:
        return False
    head = text[: first[0]].rstrip()
    alone = head.endswith(":") or not _WORD.search(head[: _led(head)])
    return alone and bool(re.match(r"[\s.]*(?:$|[,;(/|–—-])", text[first[1] :]))


def may_be_name(text: str) -> bool:
    """Whether a text where a body or somebody goes has the shape of a name, and nothing of a body's."""
    (run, *others) = [*_runs(text)] or [()]
    said = [fold(each.group()) for each in run]
    if others or len(run) < len("AB") or run[0].start() > 0 or run[-1].end() < len(text):
        return False
    unknown = [each for each in said if not _is_name(each)]
    is_other = any(map(_COMMON.fullmatch, unknown)) or (said[0] in unknown and is_verb(text))
    found = _person([each.group() for each in run], said, 0, before=True)
    return not is_other and said[0] not in _listed("tratamientos") and len(found) == len(run)


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


def _person(typed: Sequence[str], said: Sequence[str], at: int, *, before: bool) -> Sequence[int]:
    """Which words of a run, from one on, are somebody's name: none behind one that tells something else."""
    forms_of, own = _things(), {*said[at:]}
    things = {each for word in own for form in forms_of.get(word, ()) if form <= own for each in form}
    end = next((place for place in range(at, len(said)) if said[place] in things), len(said))
    names = [place for place in range(at, end) if said[place] not in _PARTICLES]
    known = [_is_name(said[place]) for place in names]
    given = next((place for place in names if said[place] in _listed("nombres")), len(said))
    start = len(said)
    if before and names and (any(known) or (end == len(said) and not _is_other(typed[at], said[at]))):
        start = at
    elif len([place for place in names if place >= given]) > 1:
        start = at if all(_is_surname(said[place]) for place in names if place < given) else given
    elif len(names) > 1 and any(known[1:]):
        start = at
    return range(start, names[-1] + 1) if start < len(said) else ()


def _tells_post(text: str) -> bool:
    """Whether behind a name stands what somebody is: a post, a body or its sigla."""
    found = _BEHIND.match(text)
    typed = found[1] if found else ""
    return _is_sigla(typed) or bool(typed and (fold(typed).startswith(_posts()) or fold(typed) in _things()))


def _led(text: str) -> int | None:
    """Where at the end of a text that begins which stands before a name; None where there is none."""
    bare = fold(text).rstrip()
    if bare.endswith("___"):
        return len(bare.rstrip("_"))
    words = [*_WORD.finditer(bare)][-_WORDS:]
    may_be = (each.start() for each in reversed(words) if each.group() in _first_words())
    return next((start for start in may_be if _before().match(bare, start)), None)


def _is_other(typed: str, said: str) -> bool:
    """Whether a word behind a label is no name: a post, a sigla."""
    return said.startswith(_posts()) or _is_sigla(typed)


def _is_sigla(typed: str) -> bool:
    return typed.isupper() and 1 < len(typed) <= _SIGLA


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
def _things() -> Mapping[str, tuple[frozenset[str], ...]]:
    """What tells bodies, places and papers from people: its words, by each of them."""
    kinds = (form for form, kind in meanings("cuerpos").items() if kind != "nada")
    sections = ("clases", "sedes", "paises", "grupo", "cosas")
    listed = (*_SAINTS, *kinds, *(form for each in sections for form in meanings(each)))
    forms_of = {frozenset(_WORD.findall(each)) - _PARTICLES for each in listed if len(each) > len("HN")}
    return by_key((word, form) for form in forms_of for word in form)


@cache
def _labels() -> tuple[str, ...]:
    return tuple(each for each, kind in meanings("rotulos").items() if kind in PEOPLE)


@cache
def _first_words() -> frozenset[str]:
    """The first words of what stands before a name."""
    found = (_WORD.search(each) for each in (*_listed("tratamientos"), *_labels()))
    return frozenset(each.group() for each in found if each)


@cache
def _telling() -> frozenset[str]:
    """Words of which a text that names somebody has one, if not a surname that ends as most do."""
    return _first_words() | _listed("nombres") | _listed("apellidos")


@cache
def _before() -> re.Pattern[str]:
    """What stands before a name at the end of a folded text: a title, or a label of people."""
    titles, labels = (
        "|".join(re.escape(each) for each in sorted(listed, key=len, reverse=True))
        for listed in (_listed("tratamientos"), _labels())
    )
    of = r"(?:\s+(?:del?|por|y|e|en|ante|ad)\s[^:;.]{1,60})?"
    return re.compile(rf"(?:(?:{titles})[.,:]?|(?:{labels}){of}\s*:)$")
