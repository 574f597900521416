"""founding: a workshop as its form has it: what the form gives, what nobody says, what stays in the paper."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rutaplan.cli import NoPlan
from rutaplan.derive import plural
from rutaplan.edit.checked import Trial
from rutaplan.files import RawFile
from rutaplan.importers import UnreadableError
from rutaplan.importers.account import Account, Claim, Fate, settle
from rutaplan.importers.compare import Wishes, compare
from rutaplan.importers.outline import Outline, Rotulo, read_outline
from rutaplan.importers.patches import Patches
from rutaplan.importers.pieces import Document
from rutaplan.importers.proposal import PLAN, Difference, Proposal
from rutaplan.importers.recognise import Recogniser
from rutaplan.importers.report import balance, section, shown, told_lines, untaken
from rutaplan.load import build
from rutaplan.model import POR_DEFINIR, SILENCIOS, Taller, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.starter import NewTaller, sheets
from rutaplan.suggest import fold

_SILENT = (POR_DEFINIR, (POR_DEFINIR,))
_LATER = "las acciones se llevan después"


@dataclass(frozen=True, slots=True)
class Founded:
    """The sheets of a plan that begins with its form, by path; and what is read before they are written."""

    sheets: Mapping[str, str]
    report: str


def found(data: Path, path: Path, document: Document, given: NewTaller) -> Founded:
    """Begin a plan with a form, and with what a call says, which wins. Raises EditError."""
    outline = read_outline(document)
    inicio = _begun(outline, replace(given, documento_origen=path.name))
    made = sheets(inicio)
    files = [RawFile(name, name.removeprefix("data/"), text) for name, text in made.items()]
    trial = Trial(*build(files, (), "data/"))
    recogniser = Recogniser(trial.plan)
    try:
        reading = recogniser.read(document)
    except UnreadableError as error:
        raise NoPlan(f"{quoted(path.name)}: {error}") from None
    later = Claim(Fate.TOLD, tuple(piece for each in reading.entries for piece in each.pieces), reason=_LATER)
    bare = replace(reading, entries=(), groups=(), claims=(later, *reading.claims))
    proposal = compare(trial.plan, bare, recogniser.places, recogniser.values, Wishes(PLAN))
    changed = {
        f"data/{each.path.relative_to(data).as_posix()}": each.after or ""
        for each in Patches(data, trial).changes(proposal)
        if data in each.path.parents
    }
    minutos = Claim(Fate.TAKEN, outline.said, f"{inicio.minutos} minutos")
    account = settle(document, (*proposal.claims(), minutos))
    plan, _ = trial.run(changed)
    text = _report(plan, proposal, account, len(reading.entries), path)
    return Founded({**made, **changed}, text)


def _begun(outline: Outline, given: NewTaller) -> NewTaller:
    """What is known of the workshop: by the call, and by its form."""
    ejes, niveles = _named(outline.ejes, given.ejes), _named(outline.niveles, given.niveles)
    for option, names in (("eje", ejes), ("nivel", niveles)):
        if not names:
            raise NoPlan(
                f"El documento no dice con certeza ningún {option}: agregue --{option} NOMBRE, "
                "una vez por cada uno."
            )
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


def _report(plan: Plan, proposal: Proposal, account: Account, actions: int, path: Path) -> str:
    """Tell what the plan takes of its form, what nobody says, and what it does not take; the sums last."""
    taller = plan.taller
    rest = [each for each in untaken(account) if each.reason != _LATER]
    named = [f"{each.sigla}  {each.nombre}{_headed(each.nombre, each.encabezado)}" for each in taller.ejes]
    levels = [
        f"{each.sigla}  {each.nombre}{_headed(each.nombre, each.encabezado)}" for each in taller.niveles
    ]
    undecided = [each for each in fields(Taller) if getattr(taller, each) in _SILENT]
    parts = [f"Leído como: {proposal.reading.kind}."]
    parts += section("Taller", [*_facts(proposal.facts), f"plenaria.minutos: {taller.plenaria.minutos}"])
    parts += section("Ejes, con la sigla de sus acciones (--eje NOMBRE=SIGLA la cambia)", named)
    parts += section("Niveles, con la suya", levels)
    parts += section("Grupos", [f"{each.id}: {each.nombre}" for each in plan.grupos])
    parts += section("Nadie lo dice, y queda por_definir", [", ".join(undecided)] if undecided else [])
    parts += section("No se lleva al plan", [*told_lines(rest)], limit=0)
    if actions:
        taken = plural(actions, "acción se lleva", "acciones se llevan")
        parts += ["", f"{taken} después, con «rutaplan import {shlex.quote(path.name)}»."]
    return "\n".join([*parts, "", balance(account)]) + "\n"


def _facts(facts: Sequence[Difference]) -> Iterator[str]:
    for each in facts:
        yield f"{each.campo} ({each.place}): {shown(each.after)}"


def _headed(nombre: str, encabezado: str) -> str:
    return "" if encabezado in {nombre, *SILENCIOS} else f": {quoted(encabezado)}"
