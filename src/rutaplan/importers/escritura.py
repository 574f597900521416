"""escritura: a proposal as changes of files, tried in memory first: nothing that would be an error stays."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic
from rutaplan.edit import EditError, new_hoja, set_campo
from rutaplan.edit.checked import Trial
from rutaplan.importers.grupos import group_text
from rutaplan.importers.lectura import Duda, GrupoLeido
from rutaplan.importers.propuesta import Diferencia, Nueva, Propuesta, without
from rutaplan.schema import modeline

_Refused = list[tuple[Diferencia | Nueva, str]]


class Escritura:
    """Makes the texts that a proposal asks for, and leaves out what would be a new error of the plan."""

    def __init__(self, data: Path, trial: Trial) -> None:
        self._data = data
        self._trial = trial
        self._plan = trial.plan

    def cambios(self, propuesta: Propuesta) -> list[Cambio]:
        """Give the files to write, having taken out of the proposal all that would break the plan."""
        while True:
            told = len(propuesta.dudas)
            texts, refused = self._texts(propuesta)
            without(propuesta, refused or self._broken(propuesta, texts))
            if len(propuesta.dudas) == told:  # nothing more was taken out
                return self._trial.changes(self._data, dict(sorted(texts.items())))

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
                texts[self._plan.prefix + name] = new_hoja(nueva.valores, modeline(name))
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
        return known.archivo if known else f"{self._plan.prefix}grupos/{grupo.id}.yaml"

    def _grupo_text(self, grupo: GrupoLeido) -> str:
        source = self._plan.sources.get(self._grupo_path(grupo))
        return group_text(grupo, self._plan, source.text if source else "")

    def _text(self, path: str) -> str:
        return self._plan.sources[path].text

    def _broken(self, propuesta: Propuesta, texts: Mapping[str, str]) -> _Refused:
        """Find what each new error is about: the field that it names, or the whole action."""
        _, new = self._trial.run(texts)
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
            for each in self._blamed(propuesta, error):
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

    def _blamed(self, propuesta: Propuesta, error: Diagnostic) -> Iterable[Diferencia | Nueva]:
        path = error.place.path
        if path == self._plan.taller.archivo:
            return propuesta.taller
        ident = path.rpartition("/")[2].removesuffix(".yaml")
        own = [each for each in propuesta.cambios if each.ident == ident]
        if own:
            return [each for each in own if error.loc[:1] == (each.campo,)] or own
        return [each for each in propuesta.nuevas if each.ident == ident]


def _leave_people(propuesta: Propuesta, grupo: GrupoLeido, reason: str) -> None:
    """Take in a group without its people, or not at all where there is nothing else."""
    at = propuesta.grupos.index(grupo)
    propuesta.grupos[at : at + 1] = [replace(grupo, participantes=())] if grupo.participantes else []
    propuesta.dudas.append(Duda(grupo.lugar, f"{grupo.id}: sus participantes no se llevan: {reason}"))
