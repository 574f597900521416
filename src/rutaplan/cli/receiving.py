"""receiving: papers of a round that came back, one or a folder of them, into the plan at once."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rutaplan.cli import FINDINGS, OK, NoPlan, terminal
from rutaplan.cli.paper import own_offers, printed, read_files
from rutaplan.cli.writing import write_changes
from rutaplan.derive import plural
from rutaplan.edit import EditError
from rutaplan.edit.adding import sheets
from rutaplan.edit.checked import Trial
from rutaplan.files import shown_path
from rutaplan.importers.account import Account, settle
from rutaplan.importers.pieces import Document
from rutaplan.importers.proposing.entrega import Entrega, Entregas, claim_around, report_entrega
from rutaplan.importers.recognisers.informes import Informe, Recibido, is_informe, read_informes
from rutaplan.output import MANIFEST, Output
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.render import own_folder
from rutaplan.reporters.console import block
from rutaplan.rules import check
from rutaplan.views.documents import INFORME, SEGUIMIENTO
from rutaplan.writers.offers import Call
from rutaplan.writers.papel import Papel

MAX_FILES = 2_000
MAX_WARNINGS = 20
_FILLED = {"docx", "odt", "xlsx", "ods"}
"""The kinds of file in which a report is filled in."""
_SKIPPED = (".", "~$")
"""How the names begin of what programs leave beside a file that is open."""


@dataclass(frozen=True, slots=True)
class Reception:
    """How a call takes papers in: which side it prefers, and whether it writes, and asks."""

    data: Path
    trial: Trial
    prefer: str
    simular: bool
    si: bool

    def folder(self, folder: Path) -> int:
        """Take in every paper of a folder. What ronda made there and nobody changed is only counted."""
        papers: list[tuple[str, str, Document]] = []
        paths, faults = [*_files(folder)], list[str]()
        own = _untouched(paths, folder)
        came = (each for each in paths if each not in own)
        for name, kind, _, document in read_files(came, folder, faults):
            if is_informe(document):
                papers.append((name, kind, document))
            else:
                faults.append(f"{quoted(name)} no es una hoja de seguimiento: se trae aparte.")
        if not (own or papers or faults):
            raise NoPlan(
                f"En {quoted(shown_path(folder))} no hay hojas de seguimiento ni propuestas que traer."
            )
        if own:
            count = plural(len(own), "archivo", "archivos")
            terminal.write(f"Como los hizo rutaplan, sin cambios: {count}.\n")
        if own and not papers and not faults:
            terminal.tell("Todavía no hay hojas que traer.")
        code = self.papers(papers)
        for each in faults:
            terminal.tell(each)
        return FINDINGS if faults else code

    def papers(self, papers: Iterable[tuple[str, str, Document]]) -> int:
        """Take in papers, each by its name, its format and what is in it: all their reports, or none."""
        plan = self.trial.plan
        entregas, around = Entregas(plan, self.prefer), _Around(plan)
        found = []
        for name, kind, document in papers:
            recibido = read_informes(document, plan, kind)
            recibido.notes.claims += claim_around(recibido, around.printed(recibido, kind))
            found.append((name, entregas.compare(recibido)))
        texts = _texts(self.trial, [entrega for _, entrega in found])
        told = [_tell(plan, name if len(found) > 1 else "", entrega) for name, entrega in found]
        if texts:
            _warn(self.trial, texts)
            cambios = self.trial.changes(self.data, texts, texts)
            write_changes(self.data, cambios, simular=self.simular, si=self.si)
        return FINDINGS if any(told) else OK


def _tell(plan: Plan, name: str, entrega: Entrega) -> bool:
    """Tell what a paper brings; whether something of it is not taken."""
    account: Account = settle(entrega.recibido.document, entrega.claims())
    if name and not (entrega.recibido.informes or account.told):
        terminal.write(f"{name}: como se envió, sin nada escrito.\n")
    else:
        terminal.write(report_entrega(plan, name, entrega, account) + ("\n" if name else ""))
    return bool(account.told)


def _texts(trial: Trial, entregas: Iterable[Entrega]) -> Mapping[str, str]:
    """The new sheets; what would break the plan is refused, one after another, and its words are told."""
    new = [(entrega, each) for entrega in entregas for each in [*entrega.nuevos]]
    new = [(entrega, each) for entrega, each in new if _has_name(trial.plan, entrega, each)]
    while True:
        texts = sheets(trial.plan, [each.valores for _, each in new])
        errors = trial.run(texts)[1] if texts else []
        if not errors:
            return texts
        left = dict(zip(texts, new, strict=True))
        for path, found in {each.place.path: each for each in errors}.items():
            if path not in left:
                raise NoPlan(f"el plan quedaría con un error nuevo, {errors[0].code}: {errors[0].title}")
            entrega, each = left.pop(path)
            entrega.refuse(each, f"{found.title}; se espera {found.expected}")
        new = [*left.values()]


def _has_name(plan: Plan, entrega: Entrega, informe: Informe) -> bool:
    """Whether a report can be a sheet; one that cannot is refused."""
    try:
        sheets(plan, [informe.valores])
    except EditError as error:
        entrega.refuse(informe, str(error))
        return False
    return True


def _warn(trial: Trial, texts: Mapping[str, str]) -> None:
    """Say what validate will say of the new reports."""
    after, told = trial.run(texts)
    warnings = [each for each in check(after, {*texts}, told=told) if each.place.path in texts]
    for each in warnings[:MAX_WARNINGS]:
        terminal.tell(block(each, terminal.width()).rstrip())
    if len(warnings) > MAX_WARNINGS:
        terminal.tell(f"Y {len(warnings) - MAX_WARNINGS} avisos más: rutaplan validate los dice.")


def _files(folder: Path) -> Iterator[Path]:
    """The plain files of a folder and of those inside, in order; nothing behind a link."""
    count = 0
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(top, name)
            if name == MANIFEST or name.startswith(_SKIPPED) or path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MAX_FILES:
                raise NoPlan(f"{quoted(shown_path(folder))} tiene más de {MAX_FILES} archivos.")
            yield path


def _untouched(paths: Iterable[Path], top: Path) -> set[Path]:
    """The files that ronda made, by the nearest manifest up to the folder above top, and nobody changed."""
    made: dict[Path, list[str]] = {}
    for path in paths:
        above = [each for each in path.parents if each == top.parent or top.parent in each.parents]
        home = next((each for each in above if (each / MANIFEST).is_file()), None)
        if home is not None:
            made.setdefault(home, []).append(path.relative_to(home).as_posix())
    return {home / name for home, names in made.items() for name in Output(home).untouched(names)}


class _Around:
    """Makes the papers of a round again, to know what they print: as the plan is, and before the reports."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._made: dict[tuple[str, date, str], list[Document]] = {}

    def printed(self, recibido: Recibido, kind: str) -> Iterator[Document]:
        """The papers of the bodies and the date that a paper has rows of."""
        who = [*recibido.instituciones]
        for corte in recibido.cortes if kind in _FILLED else ():
            key = (kind, corte, who[0] if len(who) == 1 else "")
            if key not in self._made:
                self._made[key] = [*self._make(*key)]
            yield from self._made[key]

    def _make(self, kind: str, corte: date, ident: str) -> Iterator[Document]:
        now = replace(self._plan, corte=corte)
        earlier = (each for each in now.avances if isinstance(each.fecha, date) and each.fecha < corte)
        before = replace(now, avances=tuple(earlier))
        call = Call({str(INFORME.per): (ident,)} if ident else {}, (own_folder(),), Papel.CARTA, silent=True)
        for offer in own_offers(SEGUIMIENTO, kind):
            for document in (INFORME, offer.document) if ident else (offer.document,):
                for plan in (now, before):
                    yield from printed(plan, replace(offer, document=document), call)
