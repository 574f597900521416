"""Writes the made history, and keeps what is true of it as it goes, each in a way of its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from helpers.calls import SEED
from helpers.region import (
    BODIES,
    CANCILLERIAS,
    CATALOGOS,
    CORTES,
    FIN,
    GRUPO,
    NATIONAL,
    OPEN,
    PLAZOS,
    REGIONAL,
    RENUMBERED,
    RONDAS,
    SIN_REPORTE,
    SUCCESSIONS,
    TALLER,
    body_entry,
    due_day,
    heir,
    sheet_path,
)  # fmt: skip
from helpers.truth import Change, Commit, Files, History, Planted, Truth


@dataclass
class _Report:
    accion: str
    fecha: date
    reporta: str
    estado: str

    @property
    def path(self) -> str:
        return f"data/avances/{self.accion}/{self.fecha}-{self.reporta}.yaml"

    def text(self, *, evidence: bool = True, said: str = "Se trabajó en ello.") -> str:
        lines = [f"accion: {self.accion}", f"fecha: {self.fecha}", f"reporta: {self.reporta}"]
        lines += [f"estado: {self.estado}", f"texto: {said}"]
        if evidence and self.estado == "cumplida":
            lines += ["evidencia: [Acta de la mesa]"]
        return "".join(f"{line}\n" for line in lines)


@dataclass
class Script:
    """Writes the history, and keeps what is true of it as it goes."""

    planted: bool
    acciones: dict[str, dict[str, str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    commits: list[Commit] = field(default_factory=list)
    tags: dict[str, int] = field(default_factory=dict)
    reports: list[_Report] = field(default_factory=list)
    done: set[tuple[str, str]] = field(default_factory=set)
    told: list[Planted] = field(default_factory=list)
    last: int = -1

    def run(self) -> History:
        self._begin()
        plenaria, before = dict(self.files), {ident: dict(each) for ident, each in self.acciones.items()}
        self._decide()
        self._first_rounds()
        self._later()
        changes = [*self._changed(before), *map(self._received, self.reports)]
        truths = tuple(map(self._truth, CORTES))
        return History(
            tuple(self.commits),
            self.tags,
            plenaria,
            self.files,
            truths,
            tuple(sorted(changes)),
            tuple(self.told),
        )

    # The plenary, and what was decided after it.

    def _begin(self) -> None:
        for sigla, nivel, count in (("N", "nacional", 20), ("R", "regional", 10)):
            for number in range(1, count + 1):
                ident = f"RET-{sigla}-{number:02d}"
                sheet = (SEED / "acciones" / "retorno" / f"{ident}.yaml").read_text("utf-8")
                (texto,) = re.findall(r"(?m)^texto: (.*)$", sheet)
                self.acciones[ident] = {
                    "id": ident, "eje": "retorno", "nivel": nivel, "grupo": "g1-retorno", "texto": texto,
                    "plazo_meses": "por_definir", "instituciones": "por_definir",
                }  # fmt: skip
        self.bodies = {ident: body_entry(*each) for ident, each in BODIES.items()}
        tops = {"taller": TALLER, "catalogos": CATALOGOS, "grupos/g1-retorno": GRUPO}
        changes = {f"data/{name}.yaml": text for name, text in tops.items()}
        changes |= {"data/instituciones.yaml": "".join(self.bodies.values())}
        self._keep(FIN, "El plan del taller", changes | self._sheets(self.acciones))
        self.tags["plenaria"] = self.last

    def _decide(self) -> None:
        """Five commits: who does each action, and by when. In RET-R-01 of all countries."""
        decided = [ident for ident in self.acciones if ident not in OPEN]
        for number in range(5):
            day = date(2027, 2 + number // 2, 10 + 5 * number)
            own = decided[number * 6 : number * 6 + 6]
            for ident in own:
                at = int(ident[-2:])
                named = NATIONAL[at % 5] if "-N-" in ident else REGIONAL[at % 2]
                plazo = str(PLAZOS[at % 6])
                self.acciones[ident] |= {"plazo_meses": plazo, "instituciones": f"[{', '.join(named)}]"}
                self.acciones[ident] |= {"acordado": f"{{fecha: {day}, documento: Acta {number + 1}}}"}
            self._keep(day, f"Plazos e instituciones, acta {number + 1}", self._sheets(own))

    # Eighteen months.

    def _first_rounds(self) -> None:
        taller = f"{TALLER}fase: seguimiento\nseguimiento: {{aviso_dias: 90, meses_sin_reporte: 6}}\n"
        self._keep(date(2027, 4, 15), "Empieza el seguimiento", {"data/taller.yaml": taller})
        early = _Report("RET-N-01", date(2027, 1, 15), "gt-igm", "no_iniciada")
        self._plant("antes", early, "fecha")
        self._round(RONDAS[0])
        self._set("RET-N-05", date(2027, 7, 10), "Más plazo para RET-N-05", plazo_meses="30")
        named = "[sv-dgme, sv-minex, oim]"
        self._set("RET-N-17", date(2027, 7, 15), "El grupo marca RET-N-17", prioridad="true")
        self._set("RET-N-12", date(2027, 7, 20), "OIM acompaña RET-N-12", instituciones=named)
        self._round(RONDAS[1])
        self._plant("ajeno", _Report("RET-N-04", date(2027, 10, 5), "mx-inm", "en_ejecucion"), "reporta")
        since = {} if self.planted else {"estado_desde": "2027-10-15"}
        why = {"estado": "suspendida", "motivo": "La mesa espera la nueva ley.", **since}
        self._set("RET-N-07", date(2027, 10, 15), "Se suspende RET-N-07", **why)
        self._tell("retirada_sin_fecha", "RET-N-07", "estado")
        self._succeed("sv-dgme")
        self._round(RONDAS[2])

    def _later(self) -> None:
        texto = "Revisión de los manuales, en conjunto con los países de la región."
        self._set("RET-N-16", date(2028, 1, 10), "Se corrige el texto de RET-N-16", texto=texto)
        gone = {"estado": "descartada", "estado_desde": "2028-01-20", "motivo": "Se unió a RET-N-04."}
        self._set("RET-N-06", date(2028, 1, 20), "Se descarta RET-N-06", **gone)
        self._plant("retirada", _Report("RET-N-06", date(2028, 2, 15), "gt-igm", "en_ejecucion"), "fecha")
        self._plant("deshecho", _Report("RET-N-08", date(2028, 2, 28), "mx-inm", "en_ejecucion"), "estado")
        self._succeed("gt-igm")
        self._round(RONDAS[3])
        self._renumber(date(2028, 4, 20))
        done = _Report("RET-N-03", date(2028, 5, 10), "mx-inm", "cumplida")
        self._plant("sin_evidencia", done, "estado", evidence=False)
        why = {} if self.planted else {"motivo": "La ley ya lo hace."}
        since = {"estado": "descartada", "estado_desde": "2028-05-20", **why}
        self._set("RET-N-09", date(2028, 5, 20), "Se descarta RET-N-09", **since)
        self._tell("sin_motivo", "RET-N-09", "estado")
        self._round(RONDAS[4])
        self._plant("futuro", _Report("RET-N-11", date(2029, 1, 15), "gt-migracion", "cumplida"), "fecha")
        self._rewrite(date(2028, 7, 20))
        self._tell("callada", "RET-N-10", "instituciones")

    def _round(self, day: date) -> None:
        """Three branches, each with the reports of some bodies, and one commit that joins them; the last has none."""
        base, branches, joined = self.last, [], {}
        by_branch = {"hn": ("hn", "oim"), "mx": ("mx", "cr"), "gt-sv": ("gt", "sv")}
        due = list(self._missing(day))
        if day == RONDAS[-1]:
            self._keep(day, f"Avances al {day}", self._reported(due))
        else:
            for name, begins in by_branch.items():
                own = self._reported([each for each in due if each.reporta.startswith(begins)])
                joined |= own
                self._keep(day, f"Avances al {day}, {name}", own, branch=f"avances-{name}", after=(base,))
                branches.append(self.last)
            self._keep(day, f"Se juntan los avances al {day}", joined, after=(base, *branches))
        self.tags[f"ronda-{day}"] = self.last

    def _missing(self, day: date) -> Iterable[_Report]:
        """What is reported in a round: by who has not said that it is done, of what is not given up.

        The first round misses one in four. An action is done in a round of its own, and some never.
        """
        turn = RONDAS.index(day)
        for ident, accion in self.acciones.items():
            at = int(ident[-2:])
            silent = self.planted and ident == "RET-N-10" and turn > RONDAS.index(date(2027, 12, 31)) - 1
            if accion.get("estado") or silent:
                continue
            for place, body in enumerate(self._asked(accion, day)):
                is_done = at % 4 != 1 and turn >= 1 + (at + place) % 4
                if (ident, body) in self.done or (turn == 0 and (at + place) % 4 == 3):
                    continue
                estado = "cumplida" if is_done and ident != "RET-N-03" else "en_ejecucion"
                yield _Report(ident, day, body, estado if turn or place else "no_iniciada")

    def _reported(self, reports: Iterable[_Report]) -> dict[str, str]:
        """The files of some reports; what is done needs no more of them."""
        found = {}
        for each in reports:
            self.reports.append(each)
            found[each.path] = each.text()
            if each.estado == "cumplida":
                self.done.add((each.accion, each.reporta))
        return found

    def _succeed(self, old: str) -> None:
        new, day = SUCCESSIONS[old]
        nombre, pais, tipo = BODIES[old]
        self.bodies[old] += f"  vigente_hasta: {day}\n  sucesora: {new}\n"
        self.bodies[new] = body_entry(f"{nombre} Renovada", pais, tipo)
        self.done |= {(ident, new) for ident, body in self.done if body == old}
        self._keep(day, f"{new} sucede a {old}", {"data/instituciones.yaml": "".join(self.bodies.values())})

    def _renumber(self, day: date) -> None:
        """Another id, with all its reports."""
        old, new = RENUMBERED
        changes: dict[str, str | None] = {sheet_path(old): None}
        for report in [each for each in self.reports if each.accion == old]:
            text = self.files[report.path]
            changes[report.path] = None
            report.accion = new
            changes[report.path] = text.replace(f"accion: {old}", f"accion: {new}")
        self.done |= {(new, body) for ident, body in self.done if ident == old}
        self.acciones[new] = {**self.acciones.pop(old), "id": new}
        self._keep(day, f"{old} es {new}", changes | self._sheets([new]))

    def _rewrite(self, day: date) -> None:
        """Change an old report, and delete another."""
        changed = next(each for each in self.reports if each.accion == "RET-N-14" and each.fecha == RONDAS[0])
        deleted = next(each for each in self.reports if each.accion == "RET-N-15" and each.fecha == RONDAS[0])
        changes = {changed.path: changed.text(said="Se trabajó mucho en ello."), deleted.path: None}
        self._keep(day, "Se retocan los avances de antes", changes if self.planted else {})
        if self.planted:
            self.reports.remove(deleted)
            self.told += [Planted("cambiado", changed.path, "texto"), Planted("borrado", deleted.path, "")]

    # How it is written.

    def _plant(self, kind: str, report: _Report, campo: str, *, evidence: bool = True) -> None:
        """Add a report that should not be so; without it the commit is empty."""
        day = min(report.fecha, date(2028, 7, 10)) if report.fecha > FIN else date(2027, 4, 20)
        changes = {report.path: report.text(evidence=evidence)} if self.planted else {}
        self._keep(day, f"Avance de {report.reporta}", changes)
        if self.planted:
            self.reports.append(report)
            self.told.append(Planted(kind, report.path, campo))
            if report.estado == "cumplida":
                self.done.add((report.accion, report.reporta))

    def _tell(self, kind: str, ident: str, campo: str) -> None:
        if self.planted:
            self.told.append(Planted(kind, sheet_path(ident), campo))

    def _set(self, ident: str, day: date, message: str, **values: str) -> None:
        self.acciones[ident] |= values
        self._keep(day, message, self._sheets([ident]))

    def _sheets(self, idents: Iterable[str]) -> dict[str, str]:
        order = (
            "id",
            "eje",
            "nivel",
            "grupo",
            "texto",
            "plazo_meses",
            "instituciones",
            "prioridad",
            "estado",
        )
        order += ("estado_desde", "motivo", "acordado")
        return {
            sheet_path(ident): "".join(f"{key}: {values[key]}\n" for key in order if key in values)
            for ident in idents
            for values in [self.acciones[ident]]
        }

    def _keep(
        self,
        day: date,
        message: str,
        changes: Mapping[str, str | None],
        *,
        branch: str = "main",
        after: tuple[int, ...] | None = None,
    ) -> None:
        before = (self.last,) if self.last >= 0 else ()
        self.commits.append(Commit(branch, day, message, changes, before if after is None else after))
        self.last = len(self.commits) - 1
        for path, text in changes.items() if branch == "main" else ():
            if text is None:
                self.files.pop(path, None)
            else:
                self.files[path] = text

    # What is true.

    def _asked(self, accion: Mapping[str, str], day: date) -> list[str]:
        """The bodies of an action, one by one, by the names that they have at a date."""
        named = re.findall(r"[a-z][a-z-]+", accion["instituciones"])
        named = [] if accion["instituciones"] == "por_definir" else named
        bodies = [body for each in named for body in (CANCILLERIAS if each == "cancilleria" else (each,))]
        return [heir(body, day) for body in bodies]

    def _truth(self, corte: date) -> Truth:
        estados, late = {}, []
        reports = [each for each in self.reports if each.fecha <= corte]
        for ident, accion in sorted(self.acciones.items()):
            said = dict.fromkeys(self._asked(accion, corte), SIN_REPORTE)
            for each in sorted(
                (each for each in reports if each.accion == ident), key=lambda each: each.fecha
            ):
                if heir(each.reporta, corte) in said:
                    said[heir(each.reporta, corte)] = each.estado
            estados[ident] = said
            plazo = accion["plazo_meses"]
            is_done = {*said.values()} == {"cumplida"}
            if plazo.isdecimal() and not is_done and not accion.get("estado") and due_day(int(plazo)) < corte:
                late.append(ident)
        return Truth(corte, estados, tuple(late), len(reports))

    def _changed(self, before: Mapping[str, Mapping[str, str]]) -> Iterable[Change]:
        for ident, accion in self.acciones.items():
            old = before[RENUMBERED[0] if ident == RENUMBERED[1] else ident]
            for campo in dict.fromkeys((*old, *accion)):
                if old.get(campo) != accion.get(campo):
                    yield Change(ident, campo, old.get(campo, ""), accion.get(campo, ""))

    def _received(self, report: _Report) -> Change:
        return Change(report.accion, "avance", "", f"{report.fecha} {report.reporta} {report.estado}")
