"""letterhead: a Word template with its letterhead, the few fields it may hold, and the body where it says so.

A Word template is paper, not code: no loop, no condition, no expression.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from rutaplan.catalogue import RefusedError, diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.printable import quoted
from rutaplan.writers.papel import Papel
from rutaplan.writers.word.body import NAMES, TWIPS_PER_MM, Body
from rutaplan.writers.word.lending import keep_lent
from rutaplan.writers.word.packaging import Xml, as_bytes
from rutaplan.writers.word.pictures import add_pictures, drawing
from rutaplan.writers.word.properties import set_properties
from rutaplan.writers.word.refusals import check_parts
from rutaplan.writers.word.zipping import Parts, unpack
from rutaplan.zips import pack

if TYPE_CHECKING:  # whoever has such a page has the plan; what prints it apart must not load one
    from rutaplan.views.identidad import Logotipo

MARK, LOGOTYPE = "cuerpo", "membrete"
_DOCUMENT = "word/document.xml"
_LOGOTYPE_NUMBER = 0
"""The pictures of the body are numbered from 1."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LANGUAGE = "es"
_PRINTED = re.compile(r"word/(?:document|(?:header|footer|footnotes|endnotes)\d*)\.xml")
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_CODE = re.compile(r"\{[%#]")
_HALF_FIELD = re.compile(r"\{\{[^{}]*\}?|\}\}")
_PLACE = "cuerpo del documento"
"""The comment that stands where the body goes; the template's own were taken out."""


def print_document(template: bytes, shown: str, page: Any, papel: Papel) -> bytes | Diagnostic:  # noqa: ANN401 - any page: all have titulo and encabezado
    """Print a page on a template, or say what is wrong with that. shown: its path, for people."""
    try:
        lent, styles = _read(template)
        parts = dict(lent)
        for name in sorted(filter(_PRINTED.fullmatch, parts)):
            root = _parse(parts[name])
            pictures = _put_logotype(root, page.encabezado.identidad.logotipo)
            _fill(root, _fields(page), MARK if name == _DOCUMENT else "")
            if name == _DOCUMENT:
                parts[name], drawn = _put_body(root, styles, page, papel)
                pictures.update(drawn)
            else:
                parts[name] = as_bytes(root)
            add_pictures(parts, name, pictures)
        set_properties(parts, page.titulo, page.encabezado)
    except RefusedError as error:
        return diagnose(error.key, Place(shown), **error.fields)
    return pack(parts)


def _fields(page: Any) -> Mapping[str, str]:  # noqa: ANN401 - as above
    """What a template may print besides the body."""
    head = page.encabezado
    return {
        LOGOTYPE: "",
        "titulo": page.titulo,
        "documento": page.documento,
        "taller": head.taller or head.titulo,
        "organiza": head.autor,
        "lugar_y_fecha": head.datos,
        "encabezado": head.identidad.encabezado,
        "simbolo": head.identidad.simbolo,
        "identidad": head.identidad.linea,
        "version": head.identidad.version,
        "estado": head.identidad.estado,
    }


def _put_logotype(root: Xml, logotipo: "Logotipo | None") -> dict[int, bytes]:
    """Put the image where its field stands alone in a part, unless a template has its own picture there.

    Give it, by its number, if it is there.
    """
    marks = [each for each in root.iter(f"{{{W}}}p") if _holds_only(each, LOGOTYPE)]
    pictures: dict[int, bytes] = {}
    is_wanted = logotipo is not None and next(root.iter(f"{{{W}}}drawing", f"{{{W}}}pict"), None) is None
    for index, mark in enumerate(marks):
        holder = mark.getparent()
        for run in list(mark.iter(f"{{{W}}}r")):
            run.getparent().remove(run)
        if logotipo and is_wanted and not index:
            image = drawing(_LOGOTYPE_NUMBER, logotipo.ancho, logotipo.alto, logotipo.dicho)
            mark.append(etree.fromstring(f'<w:r xmlns:w="{W}">{image}</w:r>'))
            pictures[_LOGOTYPE_NUMBER] = b64decode(logotipo.datos)
        elif len(holder) > 1:
            holder.remove(mark)
    return pictures


@lru_cache(maxsize=4)  # one template prints many sheets
def _read(template: bytes) -> tuple[Parts, Mapping[str, str]]:
    """Read what a template lends, with all our styles; give their ids by name too."""
    parts = unpack(template)
    check_parts(parts)
    if not {_DOCUMENT, "word/styles.xml"} <= parts.keys():
        raise RefusedError("PLA05 word")
    lent = dict(keep_lent(parts))
    lent["word/styles.xml"], styles = _styles(lent["word/styles.xml"])
    check_parts(lent)  # also as it is now: a field of Word may have lost its remarks
    return lent, styles


def _parse(content: bytes) -> Xml:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, remove_comments=True))
    if root.nsmap.get("w") != W:
        raise RefusedError("PLA05 word")
    return root


def _fill(root: Xml, fields: Mapping[str, str], keep: str) -> None:
    """Put the fields' values into the paragraphs of a part. keep: the field that stays, for the body."""
    for paragraph in list(root.iter(f"{{{W}}}p")):  # before any value is in: no value can become a field
        _fill_paragraph(
            [each for each in paragraph.iter(f"{{{W}}}t") if _paragraph_of(each) is paragraph], fields, keep
        )


def _paragraph_of(element: Xml) -> Xml:
    return next(element.iterancestors(f"{{{W}}}p"), None)


def _fill_paragraph(texts: list[Xml], fields: Mapping[str, str], keep: str) -> None:
    """Word cuts a field into runs at will: only those that it spans are joined."""
    whole = "".join(each.text or "" for each in texts)
    code = _CODE.search(whole)
    if code:
        raise RefusedError("PLA03 papel", nombre=quoted(whole[code.start() :][:40]))
    half = _HALF_FIELD.search(_FIELD.sub("", whole))
    if half:
        raise RefusedError("PLA01 papel", nombre=quoted(half[0][:40]))
    for match in reversed(list(_FIELD.finditer(whole))):
        name = match[1]
        if keep and name == keep:
            if whole.strip() != match[0]:
                raise RefusedError("PLA05 aparte")
            continue
        if name not in fields:
            raise RefusedError("PLA02 papel", nombre=quoted(name), campos=", ".join((*fields, MARK)))
        _replace(texts, *match.span(), fields[name])


def _replace(texts: list[Xml], start: int, end: int, value: str) -> None:
    at = 0
    for each in texts:
        text = each.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            each.text = text[:first] + value + text[last:]
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if "\n" in value:
                _break_lines(each)
            value = ""
        at += len(text)


def _break_lines(text: Xml) -> None:
    first, *rest = text.text.split("\n")
    text.text = first
    for line in reversed(rest):
        after = deepcopy(text)
        after.text = line
        text.addnext(after)
        text.addnext(text.makeelement(f"{{{W}}}br"))


def _styles(content: bytes) -> tuple[bytes, Mapping[str, str]]:
    """Find our styles by name, and bring those that the template lacks; give their ids by name."""
    root = _parse(content)
    known = dict(_named(root))
    for name, style in _own_styles().items():
        if name.casefold() not in known:
            mine = deepcopy(style)
            ident = mine.get(f"{{{W}}}styleId")
            if ident in known.values():
                ident = f"Rutaplan{ident}"
                mine.set(f"{{{W}}}styleId", ident)
            root.append(mine)
            known[name.casefold()] = ident
    for lang in root.iter(f"{{{W}}}lang"):
        if not lang.get(f"{{{W}}}val", "").startswith(LANGUAGE):
            lang.set(f"{{{W}}}val", LANGUAGE)
    return as_bytes(root), {name: known[name.casefold()] for name in NAMES}


def _named(root: Xml) -> Iterator[tuple[str, str]]:
    for style in root.iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        if name is not None:
            yield name.get(f"{{{W}}}val", "").casefold(), style.get(f"{{{W}}}styleId", "")


@lru_cache(maxsize=1)
def _own_styles() -> Mapping[str, Xml]:
    """Our own styles, by name, from the template that comes with the program."""
    from rutaplan.render import COMMON, own_folder  # noqa: PLC0415 - only where a template lacks some

    root = _parse(unpack((own_folder() / f"{COMMON}.docx").read_bytes())["word/styles.xml"])
    by_id = {each.get(f"{{{W}}}styleId"): each for each in root.iter(f"{{{W}}}style")}
    by_name = dict(_named(root))
    return {name: by_id[by_name[name.casefold()]] for name in NAMES}


def _put_body(
    root: Xml,
    styles: Mapping[str, str],
    page: Any,  # noqa: ANN401 - as above
    papel: Papel,
) -> tuple[bytes, Mapping[int, bytes]]:
    """Put a page where its mark stands; give the pictures that it shows too."""
    body = root.find(f"{{{W}}}body")
    marks = [each for each in root.iter(f"{{{W}}}p") if _holds_only(each, MARK)]
    if body is None or len(marks) != 1 or marks[0].getparent() is not body:
        raise RefusedError(
            "PLA05 cuerpo", cuantas=len(marks) if len(marks) > 1 else 0
        )  # one elsewhere is none
    section = _section_of(marks[0])
    made = []
    pictures: dict[int, bytes] = {}
    pages = page.hojas
    for index, (bloques, apaisada) in enumerate(pages):
        own = section if index == len(pages) - 1 else deepcopy(section)
        if index:
            _begin_on_a_back(own)
        width = _set_paper(own, papel, lies=apaisada)
        made.append(Body(styles, width, pictures).write(bloques))
        if own is not section:
            made.append(f"<w:p><w:pPr>{_inner(own)}</w:pPr></w:p>")
    marks[0].addprevious(etree.Comment(_PLACE))
    if section in marks[0].iter():  # the paragraph that ends a section stays, empty, to hold what that is
        for run in marks[0].findall(f"{{{W}}}r"):
            marks[0].remove(run)
    else:
        body.remove(marks[0])
    # The rows are put in as text and parsed once: moving a thousand from one tree to another takes seconds.
    text = as_bytes(root).replace(f"<!--{_PLACE}-->".encode(), "".join(made).encode())
    return as_bytes(_parse(text)), pictures


def _section_of(mark: Xml) -> Xml:
    """The properties of the section in which the body stands: they come after what they are of."""
    for each in (mark, *mark.itersiblings()):
        section = next(each.iter(f"{{{W}}}sectPr"), None)
        if section is not None:
            return section
    raise RefusedError("PLA05 word")


def _inner(section: Xml) -> str:
    """A section's properties as text for a part that has declared their names."""
    text: str = etree.tostring(section, encoding="unicode", with_tail=False)
    return re.sub(r'\sxmlns:\w+="[^"]*"', "", text)


def _holds_only(paragraph: Xml, name: str) -> bool:
    """Whether a paragraph says nothing but a field."""
    field = _FIELD.fullmatch("".join(each.text or "" for each in paragraph.iter(f"{{{W}}}t")).strip())
    return field is not None and field[1] == name


def _begin_on_a_back(section: Xml) -> None:
    """Printed on both sides, what follows the front stands behind it."""
    for old in section.findall(f"{{{W}}}type"):
        section.remove(old)
    size = section.find(f"{{{W}}}pgSz")
    if size is not None:
        size.addprevious(section.makeelement(f"{{{W}}}type", {f"{{{W}}}val": "evenPage"}))


def _set_paper(section: Xml, papel: Papel, *, lies: bool) -> int:
    """Set the paper and how it lies; the width of its text, in twips."""
    size, margins = section.find(f"{{{W}}}pgSz"), section.find(f"{{{W}}}pgMar")
    if size is None or margins is None:
        raise RefusedError("PLA05 word")
    short, long = (round(side * TWIPS_PER_MM) for side in (papel.short_mm, papel.long_mm))
    wide, tall = (long, short) if lies else (short, long)
    size.attrib.clear()
    size.set(f"{{{W}}}w", str(wide))
    size.set(f"{{{W}}}h", str(tall))
    if lies:
        size.set(f"{{{W}}}orient", "landscape")
    sides = [margins.get(f"{{{W}}}{side}", "") for side in ("left", "right")]
    return max(wide // 2, wide - sum(int(side) for side in sides if side.isdecimal()))
