"""escritura: a proposal as changes of files, tried in memory first: nothing that would be an error stays."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rutaplan.cambios import Cambio
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit import EditError, new_sheet, set_campo
from rutaplan.files import RawFile
from rutaplan.importers.grupos import group_text
from rutaplan.importers.lectura import Duda, GrupoLeido
from rutaplan.importers.propuesta import Diferencia, Nueva, Propuesta, without
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import check
from rutaplan.schema import modeline
from rutaplan.source import Source

_Refused = list[tuple[Diferencia | Nueva, str]]


class Escritura:
    """Makes the texts that a proposal asks for. prefix is how the plan's files are shown: data/."""

    def __init__(self, plan: Plan, data: Path) -> None:
        self._plan = plan
        self._data = data
        self._prefix = plan.taller.archivo.removesuffix("taller.yaml")
        self._old = {_key(each) for each in _errors(*self._built({}))}

    def cambios(self, propuesta: Propuesta) -> list[Cambio]:
        """Give the files to write, having taken out of the proposal all that would break the plan."""
        while True:
            told = len(propuesta.dudas)
            texts, refused = self._texts(propuesta)
            without(propuesta, refused or self._broken(propuesta, texts))
            if len(propuesta.dudas) == told:  # nothing more was taken out
                return [self._cambio(path, text) for path, text in sorted(texts.items())]

    def _texts(self, propuesta: Propuesta) -> tuple[dict[str, str], _Refused]:
        """Give the new text of each path, and what an edit could not do."""
        texts: dict[str, str] = {}
        refused: _Refused = []
        for each in (*propuesta.cambios, *propuesta.taller):
            path = self._plan.accion_by_id[each.ident].archivo if each.ident else self._plan.taller.archivo
            try:
                texts[path] = set_campo(texts.get(path, self._text(path)), each.campo, each.despues)
            except EditError as error:
                refused.append((each, str(error)))
        for nueva in propuesta.nuevas:
            name = f"acciones/{nueva.valores['eje']}/{nueva.ident}.yaml"
            try:
                texts[self._prefix + name] = new_sheet(nueva.valores, modeline(name))
            except EditError as error:
                refused.append((nueva, str(error)))
        for grupo in [*propuesta.grupos]:
            try:
                texts[self._grupo_path(grupo)] = self._grupo_text(grupo)
            except EditError as error:
                _leave_people(propuesta, grupo, str(error))
        return texts, refused

    def _grupo_path(self, grupo: GrupoLeido) -> str:
        known = self._plan.grupo_by_id.get(grupo.id)
        return known.archivo if known else f"{self._prefix}grupos/{grupo.id}.yaml"

    def _grupo_text(self, grupo: GrupoLeido) -> str:
        source = self._plan.sources.get(self._grupo_path(grupo))
        return group_text(grupo, self._plan, source.text if source else "")

    def _text(self, path: str) -> str:
        return self._plan.sources[path].text

    def _broken(self, propuesta: Propuesta, texts: Mapping[str, str]) -> _Refused:
        """Find what a finding that was not there before is about: the field in its line, or the action."""
        made, diagnostics = self._built(texts)
        new = [each for each in _errors(made, diagnostics) if _key(each) not in self._old]
        if not new:
            return []
        for grupo in [*propuesta.grupos]:
            own = [error.title for error in new if error.place.path == self._grupo_path(grupo)]
            if own and grupo.participantes:
                _leave_people(propuesta, grupo, own[0])
                return []
        refused: _Refused = []
        taken: set[int] = set()
        for error in new:
            reason = f"{error.title}: {error.found}"
            for each in self._blamed(propuesta, texts, error):
                if id(each) not in taken:
                    taken.add(id(each))
                    refused.append((each, reason))
        if not refused:  # nobody's in particular: rather nothing than a broken plan
            everything: list[Diferencia | Nueva] = [*propuesta.cambios, *propuesta.nuevas]
            propuesta.dudas += [Duda(each.lugar, f"no se toca: {new[0].title}") for each in propuesta.taller]
            propuesta.taller.clear()
            propuesta.grupos.clear()
            refused = [(each, new[0].title) for each in everything]
        return refused

    def _blamed(
        self, propuesta: Propuesta, texts: Mapping[str, str], error: Diagnostic
    ) -> Iterable[Diferencia | Nueva]:
        path = error.place.path
        if path == self._plan.taller.archivo:
            return propuesta.taller
        ident = path.rpartition("/")[2].removesuffix(".yaml")
        own = [each for each in propuesta.cambios if each.ident == ident]
        if own and path in texts:
            source = Source(path, texts[path])
            lines = {each.campo: source.place(each.campo) for each in own}
            exact = [
                each
                for each in own
                if lines[each.campo].line <= error.place.line <= lines[each.campo].end_line
            ]
            return exact or own
        return [each for each in propuesta.nuevas if each.ident == ident]

    def _built(self, texts: Mapping[str, str]) -> tuple[Plan, Sequence[Diagnostic]]:
        names = {path: source.text for path, source in self._plan.sources.items()} | dict(texts)
        files = [RawFile(path, path.removeprefix(self._prefix), text) for path, text in sorted(names.items())]
        unread = [path.removeprefix(self._prefix) for path in self._plan.unread if path not in names]
        return build(files, unread, self._prefix)

    def _cambio(self, path: str, text: str) -> Cambio:
        source = self._plan.sources.get(path)
        return Cambio(self._data / path.removeprefix(self._prefix), source.text if source else None, text)


def _leave_people(propuesta: Propuesta, grupo: GrupoLeido, reason: str) -> None:
    """Take in a group without its people, or not at all where there is nothing else."""
    at = propuesta.grupos.index(grupo)
    propuesta.grupos[at : at + 1] = [replace(grupo, participantes=())] if grupo.participantes else []
    propuesta.dudas.append(Duda(grupo.lugar, f"{grupo.id}: sus participantes no se llevan: {reason}"))


def _errors(plan: Plan, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in (*diagnostics, *check(plan)) if each.severity is Severity.ERROR]


def _key(error: Diagnostic) -> tuple[str, str, str]:
    """Tell a finding from others, wherever its line has moved to."""
    return error.code, error.place.path, re.sub(r"\d+", "", error.found)
