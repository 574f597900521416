"""bringing: a document that came back, into the plan: what it would change, told, asked and written."""

from collections.abc import Iterator, Mapping, Sequence

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.enrolling import Enrolment
from rutaplan.cli.options import plain_path
from rutaplan.cli.paper import own_offers, printed, read_file, read_folder, sends_proposals
from rutaplan.cli.receiving import Reception
from rutaplan.cli.writing import begin, write_changes
from rutaplan.importers.account import settle
from rutaplan.importers.meanings.column_titles import Titles
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.pieces import Document, UnreadableError
from rutaplan.importers.proposing.compare import compare
from rutaplan.importers.proposing.confirming import confirm, is_directory
from rutaplan.importers.proposing.patches import Patches
from rutaplan.importers.proposing.proposal import Wishes
from rutaplan.importers.proposing.proposal_text import report, untaken
from rutaplan.importers.recognisers.informes import is_informe
from rutaplan.importers.recognisers.newcomers import unknown_in
from rutaplan.importers.recognisers.printed import Maker
from rutaplan.importers.recognisers.proposed import withhold
from rutaplan.importers.recognisers.recognise import Recogniser
from rutaplan.output import Output
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.render import own_folder
from rutaplan.writers.offers import Call
from rutaplan.writers.papel import Papel


def bring(  # noqa: PLR0913 - one argument for each option
    archivo: str,
    preferir: str | None,
    columnas: tuple[str, ...],
    grupo: str | None,
    datos: str | None,
    *,
    nuevas: str | None,
    a_notas: bool,
    simular: bool,
    si: bool,
) -> int:
    """Do what the command import promises; the arguments are its options. Gives how the call ends."""
    path = plain_path(archivo)
    data, trial = begin(datos, simular=simular)
    titles = _titles(trial.plan, columnas)
    reception = Reception(data, trial, preferir or "", simular, si)
    others: Sequence[str] = ()
    if not path.is_dir():
        kind, content, document = read_file(path)
    elif sends_proposals(path):
        kind, content, (document, others) = "csv", b"", read_folder(path)
    else:
        return reception.folder(path)
    if is_informe(document):
        return reception.papers([(path.name, kind, document)])
    salida = Output(data.parent / "salida")
    enrolment = Enrolment(data, trial, nuevas, asks=not (si or simular))
    dado = _group(trial.plan, grupo)
    wishes = Wishes(preferir or "", a_notas, salida.imported())
    document, withheld = withhold(document, Titles(trial.plan, titles))
    recogniser = Recogniser(trial.plan, titles, dado, _maker(kind))
    if is_directory(document):
        proposal = confirm(trial.plan, document, recogniser.values, wishes, _maker(kind))
    else:
        try:
            reading = recogniser.read(document)
            if enrolment.add(unknown_in(reading, recogniser.values)):
                trial = enrolment.trial
                recogniser = Recogniser(trial.plan, titles, dado, _maker(kind))
                reading = recogniser.read(document)
        except UnreadableError as error:
            raise NoPlan(f"{quoted(archivo)}: {error}") from None
        proposal = compare(trial.plan, reading, recogniser.places, recogniser.values, wishes)
    cambios = enrolment.merged(Patches(data, trial).changes(proposal))
    account = settle(document, (*proposal.claims(), *withheld))
    terminal.write(report(trial.plan, proposal, account))
    for each in others:
        terminal.tell(each)
    told = bool(proposal.conflicts or proposal.rivals or untaken(account) or others)
    if (not cambios or write_changes(data, cambios, simular=simular, si=si)) and not simular:
        salida.note_import("" if told else path.name, content, proposal.taken())
    return FINDINGS if told else OK


def _maker(kind: str) -> Maker:
    """Make the papers of a plan in the format that came, as sheets and as one, and read them as it was."""

    def make_papers(plan: Plan, name: str) -> Iterator[Document]:
        for offer in own_offers(name, kind):
            for bound in sorted({False, bool(offer.document.juntas and offer.template)}):
                yield from printed(plan, offer, Call({}, (own_folder(),), Papel.A4, bound=bound, silent=True))

    return make_papers


def _titles(plan: Plan, columnas: Sequence[str]) -> Mapping[str, str]:
    """Read what --columna gives, by field."""
    titles: dict[str, str] = {}
    for each in columnas:
        nombre, equals, titulo = each.partition("=")
        campo = Titles(plan).campo(nombre)
        if not equals or not campo or not titulo.strip():
            raise NoPlan(
                f"--columna: no se entiende {quoted(each)}; escriba el campo y el título: "
                'texto="Acción propuesta". Campos: texto, plazo, instituciones, nivel, eje, grupo...'
            )
        titles[campo] = titulo.strip()
    return titles


def _group(plan: Plan, grupo: str | None) -> str:
    if grupo is None:
        return ""
    found = Places(plan).grupo(grupo)
    if not found:
        known = ", ".join(plan.grupo_by_id) or "ninguno"
        raise NoPlan(f"--grupo: no hay un grupo {quoted(grupo)} (hay: {known}).")
    return found
