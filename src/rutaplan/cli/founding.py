"""founding: a workshop as its form has it: what the form gives, what nobody says, what stays in the paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rutaplan.cli import NoPlan
from rutaplan.edit.checked import Trial
from rutaplan.files import RawFile
from rutaplan.importers.account import Account, Claim, Fate, settle
from rutaplan.importers.pieces import Document, UnreadableError
from rutaplan.importers.proposing.compare import compare
from rutaplan.importers.proposing.patches import Patches
from rutaplan.importers.proposing.proposal import PLAN, Difference, Proposal, Wishes
from rutaplan.importers.proposing.proposal_text import balance, section, shown, told_lines, untaken
from rutaplan.importers.recognisers.outline import Outline, Rotulo, read_outline
from rutaplan.importers.recognisers.recognise import Recogniser
from rutaplan.importers.recognisers.roll import UNSURE
from rutaplan.load import build
from rutaplan.model import POR_DEFINIR, SILENCIOS, Taller, fields
from rutaplan.model.taller import Eje, Nivel
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.starter import NewTaller, hojas
from rutaplan.suggest import fold

MAX_NAMES = 60
_SILENT = (POR_DEFINIR, (POR_DEFINIR,))
_LATER = "las acciones se llevan después"
_FOR_IMPORT = (_LATER, UNSURE)
"""What is told of actions and participants, who are not taken yet."""


@dataclass(frozen=True, slots=True)
class Founded:
    """The hojas of a plan that begins with its form, by path; and what is read before they are written.

    acciones: how many the form has, which are for import.
    """

    hojas: Mapping[str, str]
    report: str
    acciones: int


def found(data: Path, path: Path, document: Document, given: NewTaller) -> Founded:
    """Begin a plan with a form, and with what a call says, which wins. Raises EditError."""
    outline = read_outline(document)
    inicio = _begun(outline, replace(given, documento_origen=path.name))
    made = hojas(inicio)
    files = [RawFile(name, name.removeprefix("data/"), text) for name, text in made.items()]
    trial = Trial(*build(files, (), "data/"))
    recogniser = Recogniser(trial.plan)
    try:
        reading = recogniser.read(document)
    except UnreadableError as error:
        raise NoPlan(f"{quoted(path.name)}: {error}") from None
    later = Claim(Fate.TOLD, tuple(piece for each in reading.entries for piece in each.pieces), reason=_LATER)
    reading.notes.claims.insert(0, later)
    bare = replace(reading, entries=(), groups=())
    proposal = compare(trial.plan, bare, recogniser.places, recogniser.values, Wishes(PLAN))
    changed = {
        f"data/{each.path.relative_to(data).as_posix()}": each.after or ""
        for each in Patches(data, trial).changes(proposal)
        if data in each.path.parents
    }
    minutos = Claim(Fate.TAKEN, outline.said, f"{inicio.minutos} minutos min")
    account = settle(document, (*proposal.claims(), minutos))
    plan, _ = trial.run(changed)
    text = _report(plan, proposal, account, said=bool(inicio.minutos))
    return Founded({**made, **changed}, text, len(reading.entries))


def _begun(outline: Outline, given: NewTaller) -> NewTaller:
    """What is known of the workshop: by the call, and by its form."""
    ejes, niveles = _named(outline.ejes, given.ejes), _named(outline.niveles, given.niveles)
    for option, names in (("eje", ejes), ("nivel", niveles)):
        if not names:
            raise NoPlan(
                f"El documento no dice con certeza ningún {option}: agregue --{option} NOMBRE, "
                "una vez por cada uno."
            )
        if len(names) > MAX_NAMES:
            raise NoPlan(f"El documento nombra {len(names)} de {option}: son demasiados para un taller.")
    return replace(
        given,
        ejes=ejes,
        niveles=niveles,
        minutos=given.minutos or outline.minutos,
        encabezados={each.nombre: each.encabezado for each in (*outline.niveles, *outline.ejes)},
        grupos=tuple((numero, nombre, eje.nombre) for numero, nombre, eje in outline.grupos),
    )


def _named(rotulos: Sequence[Rotulo], given: Sequence[str]) -> tuple[str, ...]:
    """The names that a form has, with the siglas that the call gives to some; and those of the call alone."""
    siglas = {fold(nombre.strip()): each for each in given for nombre in (each.partition("=")[0],)}
    own = [(each, siglas.pop(fold(each.nombre), each.nombre).partition("=")) for each in rotulos]
    return (*(f"{each.nombre}{equals}{sigla}" for each, (_, equals, sigla) in own), *siglas.values())


def _report(plan: Plan, proposal: Proposal, account: Account, *, said: bool) -> str:
    """Tell what the plan takes of its form, what nobody says, and what it does not take; the sums last."""
    taller = plan.taller
    rest = [each for each in untaken(account) if each.reason not in _FOR_IMPORT]
    undecided = [each for each in fields(Taller) if getattr(taller, each) in _SILENT]
    parts = [f"Leído como: {proposal.reading.kind}."]
    minutos = f"plenaria.minutos: {taller.plenaria.minutos}{'' if said else ', lo usual: nadie los dice'}"
    parts += section("Taller", [*_facts(proposal.facts), minutos])
    parts += section(
        "Ejes, con la sigla de sus acciones (--eje NOMBRE=SIGLA la cambia)", [*map(_eje, taller.ejes)]
    )
    parts += section("Niveles, con la suya", [*map(_nivel, taller.niveles)])
    parts += section("Grupos", [f"{each.id}: {each.nombre}" for each in plan.grupos])
    parts += section("Nadie lo dice, y queda por_definir", [", ".join(undecided)] if undecided else [])
    parts += section("No se lleva al plan", [*told_lines(rest)], limit=0)
    parts += ["", balance(account)]
    if len(rest) < account.counts[Fate.TOLD]:
        parts.append("De las piezas sin llevar, las de acciones y participantes son para «import».")
    return "\n".join(parts) + "\n"


def _facts(facts: Sequence[Difference]) -> Iterator[str]:
    for each in facts:
        if each.loc[0] != "niveles":  # they are told with their nivel
            yield f"{each.campo} ({each.place}): {shown(each.after)}"


def _eje(each: Eje | Nivel) -> str:
    heading = "" if each.encabezado in {each.nombre, *SILENCIOS} else f": {quoted(each.encabezado)}"
    return f"{each.sigla}  {each.nombre}{heading}"


def _nivel(each: Nivel) -> str:
    columnas = each.columnas
    titles = (columnas.acciones, columnas.plazo, columnas.instituciones) if columnas else ()
    return " | ".join([_eje(each), *map(quoted, titles)])
