"""Whatever the plan, its papers come back without a change, and a change comes back alone."""

import json
from functools import cache
from pathlib import Path

from helpers import plans as documentos
from helpers.plans import TALLER, accion
from helpers.typed import Book
from hypothesis import given, settings
from hypothesis import strategies as st

from rutaplan.derive.undecided import exigidos, is_pendiente
from rutaplan.edit.checked import Trial
from rutaplan.files import RawFile
from rutaplan.importers.account import Fate, settle
from rutaplan.importers.opening import read_document
from rutaplan.importers.pieces import Document
from rutaplan.importers.proposing.compare import compare
from rutaplan.importers.proposing.patches import Patches
from rutaplan.importers.proposing.proposal import Difference, Proposal, Wishes
from rutaplan.importers.recognisers.reading import Reading
from rutaplan.importers.recognisers.recognise import Recogniser
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.render import own_folder
from rutaplan.source import parse
from rutaplan.writers.offers import Call, Offer, find_offers, make
from rutaplan.writers.papel import Papel

SILENCIOS = ["por_definir", "no_aplica", "no_consta"]
IDS = ["hn-inm", "oim", "hn-x", "hn-y"]
ESTADOS = ["propuesta", "acordada", "suspendida", "descartada"]
PLAZOS = st.sampled_from([*SILENCIOS, "1", "6", "12", "13", "36", "37", "120"])
LISTAS = st.lists(st.sampled_from([*IDS, "por_definir"]), min_size=1, unique=True).map(
    lambda ids: f"[{', '.join(ids)}]"
)
TEXTOS = st.text(
    st.sampled_from("abzñáÉ ,;:.-–—'\"«»()[]{}#&<>|/\\=+@%*_~`$0123456789yeo日🌎"), min_size=12, max_size=60
).filter(lambda text: len(" ".join(text.split())) >= 10)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any valid plan of up to six actions."""
    files: list[RawFile] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        instituciones = draw(LISTAS | st.sampled_from(SILENCIOS))
        known = [ident for ident in IDS if ident in instituciones.strip("[]").split(", ")]
        lines = [f"estado: {draw(st.sampled_from(ESTADOS))}"]
        lines += [f"responsable: {draw(st.sampled_from(known))}"] if known and draw(st.booleans()) else []
        lines += ["prioridad: true"] if draw(st.booleans()) else []
        lines += [f"producto: {json.dumps(draw(TEXTOS), ensure_ascii=False)}"] if draw(st.booleans()) else []
        ident = f"RET-{draw(st.sampled_from('NR'))}-{number:02d}"
        made = accion(ident, "X", *lines, plazo=draw(PLAZOS), instituciones=instituciones)
        text = made.text.replace("|-\n  X", json.dumps(draw(TEXTOS), ensure_ascii=False))
        files.append(RawFile(made.path, made.name, text))
    more = draw(st.sampled_from(["", ", responsable, paises", ", producto"]))
    return documentos.plan(*files, taller=TALLER.replace("instituciones]", f"instituciones{more}]"))


@cache
def offers() -> tuple[Offer, ...]:
    return tuple(
        each
        for each in find_offers((own_folder(),))
        if each.document.name in {"matriz", "consolidada", "pendientes"}
        and each.format in {"docx", "xlsx", "csv"}
    )


def paper(plan: Plan, offer: Offer) -> bytes:
    [(_, [made])] = make([(offer, plan)], Call({}, (own_folder(),), Papel.A4, silent=True))
    assert isinstance(made.content, bytes)
    return made.content


def proposed(plan: Plan, content: bytes, kind: str) -> tuple[Document, Proposal]:
    document = read_document(content, kind)

    def make_papers(other: Plan, name: str) -> list[Document]:
        return [
            read_document(paper(other, each), kind)
            for each in offers()
            if (each.document.name, each.format) == (name, kind)
        ]

    recogniser = Recogniser(plan, make=make_papers)
    reading = recogniser.read(document)
    return document, compare(plan, reading, recogniser.places, recogniser.values, Wishes())


@settings(max_examples=settings.default.max_examples // 6)
@given(plans())
def test_papers_come_back_without_a_change(plan: Plan) -> None:
    for offer in offers():
        content = paper(plan, offer)
        asked = [each for each in plan.acciones if not each.is_retirada]
        left = any(is_pendiente(each, campo) for each in asked for campo in exigidos(plan))
        if offer.document.name == "pendientes" and not left:
            continue  # nothing is left to decide: there is no table
        document, proposal = proposed(plan, content, offer.format)
        told = (proposal.changes, proposal.new, proposal.conflicts)
        assert told == ([], [], []), f"{offer.document.name}.{offer.format}"
        assert proposal.equal + len(proposal.absent) == len(plan.acciones)
        assert Patches(Path("/no/hay/data"), Trial(plan, ())).changes(proposal) == []
        account = settle(document, proposal.claims())
        assert account.told == (), f"{offer.document.name}.{offer.format}"
        assert account.counts[Fate.PERSONAL] == 0


CELDAS = {
    5: ("plazo_meses", st.sampled_from([(7, "7"), ("18 meses", "18"), ("no consta", "no_consta")])),
    6: (
        "instituciones",
        st.sampled_from([("OIM, INM Honduras", ["oim", "hn-inm"]), ("no aplica", "no_aplica")]),
    ),
    7: ("prioridad", st.sampled_from([("x", True), ("Sí", True)])),
    4: ("texto", TEXTOS.map(lambda text: (f"Z{text}", " ".join(f"Z{text}".split())))),
}


@settings(max_examples=settings.default.max_examples // 2)
@given(st.data())
def test_a_change_comes_back_alone(data: st.DataObject) -> None:
    plan = data.draw(plans())
    offer = next(each for each in offers() if (each.document.name, each.format) == ("matriz", "xlsx"))
    book = Book(paper(plan, offer))
    acciones = sorted(plan.acciones, key=lambda each: each.is_retirada)  # as the sheet has them
    places = [(row, column) for row in range(len(acciones)) for column in CELDAS]
    wanted: dict[str, dict[str, object]] = {}
    for row, column in data.draw(st.lists(st.sampled_from(places), max_size=4, unique=True)):
        campo, values = CELDAS[column]
        typed, written = data.draw(values)
        book.put(f"{'ABCDEFG'[column - 1]}{row + 2}", typed)
        wanted.setdefault(acciones[row].archivo, {})[campo] = written
    document, proposal = proposed(plan, book.content(), "xlsx")
    assert settle(document, proposal.claims()).told == ()
    cambios = {
        f"data/{each.path.relative_to('/no/hay/data').as_posix()}": each
        for each in Patches(Path("/no/hay/data"), Trial(plan, ())).changes(proposal)
    }
    for path, source in plan.sources.items():
        before, _ = parse(source)
        assert before is not None
        expected = {**before, **wanted.get(path, {})}
        if path not in cambios:
            assert _plain(expected) == _plain(before)
            continue
        after, faults = parse(type(source)(path, str(cambios[path].after)))
        assert (_plain(after), faults) == (_plain(expected), [])


def test_what_would_be_a_new_error_is_left_out_and_the_rest_is_taken() -> None:
    """Whatever a text of more lines does to the lines below it, and whatever was wrong there before."""
    sheet = accion("RET-N-01", "Revisar los marcos.", "responsable: nadie")
    old = [
        RawFile(path, path.removeprefix("data/"), source.text)
        for path, source in documentos.plan().sources.items()
    ]
    plan, found = build([*old, sheet], prefix="data/")
    changes = {"texto": "Uno.\nDos, y más.\nTres.", "plazo_meses": 999, "instituciones": ("oim",)}
    proposal = Proposal(
        Reading("tabla"),
        [Difference("RET-N-01", (campo,), None, value, "fila 2") for campo, value in changes.items()],
    )
    (cambio,) = Patches(Path("/no/hay/data"), Trial(plan, found)).changes(proposal)
    assert [each.campo for each in proposal.changes] == ["texto", "instituciones"]
    assert ["RET-N-01, plazo_meses" in each.reason for each in proposal.notes.claims] == [True]
    assert "plazo_meses: por_definir\ninstituciones: [oim]\nresponsable: nadie" in str(cambio.after)


def _plain(values: object) -> object:
    """Values whose texts' white space does not count."""
    if isinstance(values, dict):
        return {key: _plain(value) for key, value in values.items()}
    return " ".join(values.split()) if isinstance(values, str) else values
