"""enrolling: bodies that the plan does not have, added by a call that names them; never unseen."""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.cli import terminal
from rutaplan.cli.assign import Order
from rutaplan.cli.interview import ask_until, can_ask
from rutaplan.cli.options import NUEVAS
from rutaplan.cli.typed import Typed, read_as
from rutaplan.derive import plural
from rutaplan.derive.named import Thing, find_thing
from rutaplan.edit import EditError
from rutaplan.edit.checked import Trial
from rutaplan.edit.entering import add_entries
from rutaplan.edit.reaching import reach
from rutaplan.edit.setting import Valor
from rutaplan.files import RawFile
from rutaplan.importers.recognisers.newcomers import AMBITOS, UNPROVEN, Newcomer, Newcomers
from rutaplan.load import build
from rutaplan.model import ID_INSTITUCION, Institucion, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.schema import modeline
from rutaplan.starter import catalogues
from rutaplan.suggest import fold

MAX_BODIES = 300
_NAME = "instituciones.yaml"


class Enrolment:
    """Adds bodies to the plan of a call, in memory. nuevas: what the option says, or a person answered."""

    def __init__(self, data: Path, trial: Trial, nuevas: str | None, *, asks: bool) -> None:
        self.trial, self._data, self._first = trial, data, trial
        self._where = _place(trial.plan, nuevas) if nuevas else ""
        self.nuevas, self._asks = nuevas, asks and can_ask()
        self._seen: set[str] = set()  # nobody is asked twice of one
        self.calls: list[str] = []  # those that add the bodies whose type a person answered

    def add(self, names: Iterable[str]) -> bool:
        """Add the bodies that some names surely tell, or a person completes; whether there are any."""
        wanted = [each for each in dict.fromkeys(names) if each not in self._seen]
        if len(wanted) > MAX_BODIES:
            terminal.tell(f"Nombra {len(wanted)} instituciones que el plan no tiene: son demasiadas.")
            return False
        if not wanted:
            return False
        known = build([RawFile(name, name, text) for name, text in catalogues("crm").items()])[0]
        reader = Newcomers(self.trial.plan, known)
        found = reader.read(wanted, self._where)
        self._seen |= {*wanted}
        if not found or not (self.nuevas or self._asked(found)):
            return False
        found = [self._completed(each) for each in reader.read(wanted, self._where)]
        whole = [each for each in found if each.is_whole and each.ident]
        for each in found:
            if each not in whole:
                terminal.tell(f"No se agrega {quoted(each.typed)}: {_why(each)}.")
        if not whole or not self.enter({each.ident: each.valores for each in whole}):
            return False
        listed = "".join(f"  {each.ident}: {self._label(each)}\n" for each in whole)
        terminal.write(f"Instituciones nuevas:\n{listed}\n")
        return True

    def enter(self, records: Mapping[str, Mapping[str, Valor]]) -> bool:
        """Put records into instituciones.yaml, unless the plan would have an error; whether it did."""
        path, text = self._hoja
        try:
            text = add_entries(text, records)
        except EditError as error:
            terminal.tell(f"No se agrega ninguna institución: {error}.")
            return False
        errors = self.trial.run({path: text})[1]
        for each in errors[:1]:
            terminal.tell(f"No se agrega ninguna institución: {each.title}: {each.found}.")
        if not errors:
            self.trial = self.trial.after({path: text})
        return not errors

    @property
    def _hoja(self) -> tuple[str, str]:
        """The path and the text of instituciones.yaml, which a plan may not have yet."""
        plan = self.trial.plan
        path = plan.instituciones.archivo or f"{plan.prefix}{_NAME}"
        known = plan.sources.get(path)
        return path, known.text if known else f"{modeline(_NAME)}\n{{}}\n"

    def merged(self, cambios: Sequence[Cambio]) -> list[Cambio]:
        """Some changes, with those that add the bodies."""
        if self.trial is self._first:
            return [*cambios]
        path, text = self._hoja
        found = {each.path: each for each in self._first.changes(self._data, {path: text})}
        for each in cambios:
            before = found[each.path].before if each.path in found else each.before
            found[each.path] = Cambio(each.path, before, each.after)
        return [*found.values()]

    def _asked(self, found: Sequence[Newcomer]) -> bool:
        """Ask whether to add bodies, and whose those are that do not say it; or tell how to."""
        listed = "; ".join(each.typed for each in found)
        count = plural(len(found), "institución que el plan no tiene", "instituciones que el plan no tiene")
        terminal.tell(f"\nNombra {count}: {listed}.")
        if not self._asks:
            one = f"la: {NUEVAS} PAÍS, con el suyo si no lo dice; se muestra"
            many = f"las: {NUEVAS} PAÍS, con el país de las que no lo dicen; se muestran"
            terminal.tell(f"Para agregar{one if len(found) == 1 else many} antes.")
            return False
        homeless = [each.typed for each in found if not (each.pais or each.record)]
        own = "" if homeless else next((each.pais for each in found if each.pais), "internacional")
        how = f"el país de {'; '.join(homeless)}" if homeless else "s"
        said = {"s": own, "si": own} if own else {}
        read = _unless_no(lambda answer: said.get(fold(answer)) or _place(self.trial.plan, answer))
        answer, where = ask_until(f"¿Agregarlas? Escriba {how}, o n", "n", read)
        if where:
            self.nuevas, self._where = said.get(fold(answer), answer), where
        return bool(where)

    def _completed(self, each: Newcomer) -> Newcomer:
        """Ask for the type of a body whose name does not tell it."""
        if each.tipo or not each.ident or not self._asks:
            return each
        campo = fields(Institucion)["tipo"]
        terminal.tell(f"  Tipos: {', '.join(self.trial.plan.catalogos.tipos_institucion)}")
        read = _unless_no(lambda answer: str(Typed(self.trial.plan).read(campo, answer)))
        _, tipo = ask_until(f"Tipo de {quoted(each.typed)}, o n para no agregarla", "n", read)
        whole = replace(each, tipo=tipo)
        self.calls += [_call(whole)] if tipo else []
        return whole

    def _label(self, each: Newcomer) -> str:
        plan = self.trial.plan
        record = plan.institucion_by_id[each.ident]
        where = plan.nombre("pais", record.pais) if record.pais else record.ambito or ""
        tipo = plan.nombre("tipo_institucion", record.tipo)
        return f"{record.nombre}, {where}, {tipo}; {record.confianza.replace('_', ' ')}"


def new_body(trial: Trial, idents: Sequence[str], orders: Sequence[Order]) -> Mapping[str, Valor] | None:
    """The record that a call orders of an id that the plan does not have; None if it orders no whole one."""
    said = {order.path: order for order in orders if order.sign == "="}
    keys = {path: reach(Institucion.model_construct(), path).loc for path in said if _is_of_body(path)}
    named = {str(loc[0]): said[path].value for path, loc in keys.items()}
    if len(idents) != 1 or "nombre" not in named or len(keys) < len(orders):
        return None
    found, ident = find_thing(trial.plan, idents[0]), idents[0].lower()
    if isinstance(found, Thing):
        return None
    if "tipo" not in named or not {"pais", "ambito"} & named.keys():
        raise EditError(
            f"{found.message}; si es una institución nueva, dé su pais=... y su tipo=... en la misma orden"
        )
    if not re.fullmatch(ID_INSTITUCION, ident):
        raise EditError(f"{quoted(ident)} no sirve de id de una institución: se espera uno como hn-inm")
    typed, campos = Typed(trial.plan), fields(Institucion)
    values = {
        key: read_as(quoted(key), partial(typed.read, campos[key]), text) for key, text in named.items()
    }
    return {key: values.get(key, UNPROVEN.get(key, "")) for key in campos if key in values or key in UNPROVEN}


def _is_of_body(path: str) -> bool:
    try:
        return len(reach(Institucion.model_construct(), path).loc) == 1
    except EditError:
        return False


def _place(plan: Plan, said: str) -> str:
    """The country, or the ámbito, of bodies that do not say it."""
    if fold(said.strip()) in AMBITOS:
        return fold(said.strip())
    try:
        return str(Typed(plan).read(fields(Institucion)["pais"], said))
    except EditError as error:
        raise EditError(f"{NUEVAS}: {error}; o bien {' o '.join(AMBITOS)}") from error


def _unless_no(read: Callable[[str], str]) -> Callable[[str], str]:
    """Read an answer that may be no: then nothing."""
    return lambda answer: "" if answer.lower() in {"n", "no"} else read(answer)


def _why(each: Newcomer) -> str:
    """Why a body is not added, and the call that adds it."""
    if each.is_whole:
        return (
            "el id que le tocaría ya es de otra; agréguela con «rutaplan set ID nombre=... pais=... tipo=...»"
        )
    missing = " ni ".join(
        name for name, value in (("el país", each.pais), ("el tipo", each.tipo)) if not value
    )
    return f"su nombre no dice {missing}; dígalo con «{_call(each)}»"


def _call(each: Newcomer) -> str:
    """The call that adds a body; what is not known of it is left to write."""
    where = f"ambito={each.pais}" if each.pais in AMBITOS else f"pais={each.pais or '...'}"
    tipo = each.tipo or "..."
    return f"rutaplan set {each.ident or 'ID'} nombre={shlex.quote(each.nombre)} {where} tipo={tipo}"
