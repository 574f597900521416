"""Whatever a stranger's rows say, they are read without a fault, and what was taken once is no news."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from helpers.calls import SEED
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.edit.checked import Trial
from rutaplan.importers.account import settle
from rutaplan.importers.meanings.column_titles import Titles
from rutaplan.importers.opening import read_document
from rutaplan.importers.pieces import Document, UnreadableError, words
from rutaplan.importers.proposing.compare import compare
from rutaplan.importers.proposing.patches import Patches
from rutaplan.importers.proposing.proposal import Wishes
from rutaplan.importers.proposing.proposal_text import report
from rutaplan.importers.recognisers.outline import read_outline
from rutaplan.importers.recognisers.proposed import withhold
from rutaplan.importers.recognisers.recognise import Recogniser
from rutaplan.load import load

TITLES = (
    ("Acción", "Nivel", "Eje", "Grupo", "Plazo", "Instituciones"),
    ("Eje de Trabajo:", "Acciones estratégicas", "Plazo (meses)", "Instituciones involucradas"),
    ("", "A implementar a Nivel Nacional", "", "A implementar a nivel regional"),
    ("Id", "Acción estratégica", "Plazo (meses)", "Prioridad", "Responsable", "Huella"),
    ("Id", "Eje", "Nivel", "Acción estratégica", "Plazo (meses)", "Instituciones involucradas", "Prioridad", "Notas", "Propone", "Fecha", "Huella"),
    ("Nombre", "Cargo", "Institución", "Autorizo publicar mi nombre"),
    ("Plazo", "Acciones a nivel nacional", "Cronograma", "Quiénes"), ("Acción\nInstituciones", "Nivel\nPlazo", "Costo"),
)  # fmt: skip
LINES = (
    "GRUPO 1: RETORNO", "GRUPO 2: SALUD", "Grupo 1", "GRUPO 1: RETORNO. Participantes: Ana López, Directora, OIM", "Nivel nacional",
    "Retorno nacional", "Participantes:", "Participantes: Ana López, Directora, OIM; Luis Paz, Asesor, ACNUR", "Ponente: Ana López",
    "Eje de trabajo: Retorno", "Objetivo: Hacer cosas", "Lugar y fecha: San José, Costa Rica, 12 de marzo de 2025", "Organiza: OIM",
)  # fmt: skip
CELLS = (
    "", "6", "6 meses; INM (Honduras)", "12-18 meses", "corto plazo", "OIM; ACNUR", "INM", "Cancillerías", "Nacional", "Regional", "Retorno",
    "Grupo 1", "Grupo 5: X", "sí", "☐", "no", "RET-N-01", "ret-n-02", "RET-N-99", "hdeadbeef", "Revisión de los marcos jurídicos.",
    "Abrir una ventanilla única de atención.", "1. Abrir oficinas.\n2. Cerrar oficinas.", "Ana López", "Directora", "oim", "2026-11-26",
    "por definir", "no aplica", "—", "\u202e", "\u200b", "Honduras",
)  # fmt: skip
ROWS = st.one_of(
    st.sampled_from(TITLES),
    st.sampled_from(LINES).map(lambda line: (line,)),
    st.lists(st.sampled_from(CELLS), min_size=1, max_size=11).map(tuple),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan, where git keeps nothing."""
    return Path(shutil.copytree(SEED, tmp_path_factory.mktemp("plan") / "data"))


def brought(data: Path, trial: Trial, document: Document, wishes: Wishes) -> Trial | None:
    """The plan with what a document changes; nothing where it changes nothing. Its account balances."""
    recogniser = Recogniser(trial.plan)
    shown, withheld = withhold(document, Titles(trial.plan))
    proposal = compare(trial.plan, recogniser.read(shown), recogniser.places, recogniser.values, wishes)
    changes = Patches(data, trial).changes(proposal)
    account = settle(shown, (*proposal.claims(), *withheld))
    assert account.total == sum(bool(words(each.text)) for each in shown.pieces())
    assert report(trial.plan, proposal, account)
    own = [each for each in changes if data in each.path.parents]
    texts = {f"{trial.plan.prefix}{each.path.relative_to(data).as_posix()}": each.after for each in own}
    return trial.after(texts) if texts else None


@given(
    rows=st.lists(ROWS, min_size=2, max_size=14),
    prefer=st.sampled_from(["", "papel", "plan"]),
    to_notas=st.booleans(),
)
def test_what_was_taken_once_is_no_news(
    data: Path, *, rows: list[tuple[str, ...]], prefer: str, to_notas: bool
) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    wishes = Wishes(prefer, to_notas)
    try:
        document = read_document(stream.getvalue().encode(), "csv")
        read_outline(document)
        after = brought(data, Trial(*load(data)), document, wishes)
    except UnreadableError:
        return
    assert after is None or brought(data, after, document, wishes) is None
