"""comparar: entries against the plan, one by one, in the document's order."""

from collections import Counter

from rutaplan.derive.huella import huella
from rutaplan.importers.grupos import may_take_people
from rutaplan.importers.impreso import Impreso
from rutaplan.importers.lector import Lector, Leido, Valor
from rutaplan.importers.lectura import Duda, Entrada, Lectura
from rutaplan.importers.numerar import Numerador
from rutaplan.importers.parecidas import Parecidas
from rutaplan.importers.propuesta import PAPEL, PLAN, Conflicto, Diferencia, Nueva, Propuesta
from rutaplan.importers.rejilla import Casilla, seguido
from rutaplan.importers.ubicador import Ubicador
from rutaplan.model import POR_DEFINIR, Accion
from rutaplan.plan import Plan
from rutaplan.printable import quoted

_FIJOS = {each: each.capitalize() for each in ("eje", "nivel", "grupo", "notas", "observaciones")}
_CAMBIO_EL_PLAN = "el plan cambió después de hacer el papel"
_SIN_HUELLA = "el plan ya dice otra cosa"


def compare(plan: Plan, lectura: Lectura, preferir: str = "") -> Propuesta:
    """Tell what a reading would change. preferir: which side wins a conflict; without it, neither."""
    return _Comparison(plan, lectura, preferir).run()


class _Comparison:
    """One document against one plan."""

    def __init__(self, plan: Plan, lectura: Lectura, preferir: str) -> None:
        self.plan = plan
        self.preferir = preferir
        self.result = Propuesta(lectura, dudas=[*lectura.dudas])
        self.lector = Lector(plan)
        self.impreso = Impreso(plan)
        self.numerador = Numerador(plan)
        self.ubicador = Ubicador(plan)
        self.parecidas = Parecidas(plan.acciones)
        self.seen: set[str] = set()
        self.id_by_text = {seguido(each.texto): each.id for each in plan.acciones}
        self.by_text = {(a.eje, a.nivel, seguido(a.texto)): a for a in reversed(plan.acciones)}

    def run(self) -> Propuesta:
        entradas = self.result.lectura.entradas
        repeated = {
            ident
            for ident, count in Counter(each.ident for each in entradas if each.ident).items()
            if count > 1
        }
        for each in entradas:
            if each.ident in repeated:
                self.seen.add(each.ident)
                reason = f"el id {quoted(each.ident)} está en más de una fila; no se lee ninguna"
                self._doubt(each.lugar, reason)
            else:
                self._entry(each)
        self._taller()
        self._grupos()
        self.result.ausentes = tuple(a.id for a in self.plan.acciones if a.id not in self.seen)
        return self.result

    def _taller(self) -> None:
        """Compare what the form says of the workshop, which the plan may have from another group."""
        for campo, celda in self.result.lectura.taller.items():
            antes = getattr(self.plan.taller, campo)
            read = self.lector.read("texto", celda)
            if read.valor is None:
                self._doubt(celda.lugar, f"{campo}: {read.duda}")
            elif seguido(str(antes)) != seguido(str(read.valor)):
                each = Diferencia("", campo, antes, read.valor, celda.lugar)
                if antes in {None, POR_DEFINIR} or self.preferir == PAPEL:
                    self.result.taller.append(each)
                else:
                    self._set_aside(each, _SIN_HUELLA)

    def _grupos(self) -> None:
        """Take new groups, and the people of a group where nobody has written them."""
        for grupo in self.result.lectura.grupos:
            known = self.plan.grupo_by_id.get(grupo.id)
            source = self.plan.sources.get(known.archivo) if known else None
            if source is None or may_take_people(source.text):
                self.result.grupos.append(grupo)
            else:
                self._doubt(grupo.lugar, f"{grupo.id} ya tiene participantes: los del documento no se tocan")

    def _doubt(self, lugar: str, texto: str) -> None:
        self.result.dudas.append(Duda(lugar, texto))

    def _entry(self, entrada: Entrada) -> None:
        accion = self._target(entrada)
        if accion is not None and not entrada.ident and accion.id in self.seen:
            self._doubt(entrada.lugar, f"repite {accion.id}, que el documento ya tiene más arriba")
        elif accion is not None:
            self.seen.add(accion.id)
            self._known(entrada, accion)
        elif entrada.ident:
            reason = "corrija el id, o bórrelo si es nueva"
            if entrada.ident in self.plan.ids:
                reason = "su archivo no se puede leer; rutaplan validate dice por qué"
            self._doubt(entrada.lugar, f"el plan no tiene la acción {quoted(entrada.ident)}: {reason}")
        else:
            self._new(entrada)

    def _target(self, entrada: Entrada) -> Accion | None:
        if entrada.ident:
            return self.plan.accion_by_id.get(entrada.ident)
        texto = entrada.celdas.get("texto")
        return self.by_text.get((entrada.eje, entrada.nivel, seguido(texto.texto))) if texto else None

    def _known(self, entrada: Entrada, accion: Accion) -> None:
        before = self._told()
        stale = bool(entrada.huella) and entrada.huella != huella(accion)
        found: list[Diferencia] = []
        notes: list[tuple[str, str]] = []
        for campo, celda in entrada.celdas.items():
            if self._is_fixed(entrada, campo):
                self._check_fixed(accion, campo, celda)
                continue
            if campo not in self.lector.campos or self._is_same(accion, campo, celda):
                continue
            read = self.lector.read(campo, celda)
            if read.valor is None:
                self._doubt(celda.lugar, f"{accion.id}, {campo}: {read.duda}")
            elif campo == "texto" and self._is_anothers(accion, str(read.valor)):
                other = self.id_by_text[seguido(str(read.valor))]
                reason = f"{accion.id}, texto: es el de {other}; si se ordenó una sola columna, deshágalo"
                self._doubt(celda.lugar, reason)
            elif not _equal(getattr(accion, campo), read.valor):
                antes, aviso = getattr(accion, campo), _said(accion, campo, read)
                found.append(Diferencia(accion.id, campo, antes, read.valor, celda.lugar, aviso))
                if read.nota:
                    notes.append((read.nota, celda.lugar))
        taken = [each for each in found if self._take(each, entrada, stale=stale)]
        self.result.cambios += taken
        if any(each.campo == "plazo_meses" for each in taken):
            self.result.cambios += [_noted(accion, note, lugar) for note, lugar in notes]
        self.result.iguales += self._told() == before

    def _is_anothers(self, accion: Accion, texto: str) -> bool:
        """Whether a text is another action's: what sorting one column alone leaves in every row."""
        return self.id_by_text.get(seguido(texto), accion.id) != accion.id

    def _told(self) -> int:
        result = self.result
        decided = len(result.cambios) + len(result.descartados)
        return decided + len(result.conflictos) + len(result.dudas)

    def _is_same(self, accion: Accion, campo: str, celda: Casilla) -> bool:
        empty_text = not celda.texto and getattr(accion, campo) in {None, ""}
        return not celda.rechazo and (empty_text or self.impreso.shows(accion, campo, celda.texto))

    def _is_fixed(self, entrada: Entrada, campo: str) -> bool:
        """Whether a column tells of the row, and does not change it; anybody's notas may."""
        return campo in _FIJOS and (campo != "notas" or bool(entrada.huella))

    def _check_fixed(self, accion: Accion, campo: str, celda: Casilla) -> None:
        if celda.texto and not self._says_the_same_place(accion, campo, celda):
            reason = f"{accion.id}: lo escrito en la columna {_FIJOS[campo]} no se lleva al plan"
            self._doubt(celda.lugar, reason)

    def _says_the_same_place(self, accion: Accion, campo: str, celda: Casilla) -> bool:
        if self.impreso.shows(accion, campo, celda.texto):
            return True
        finders = {"eje": self.ubicador.eje, "nivel": self.ubicador.nivel, "grupo": self.ubicador.grupo}
        return campo in finders and finders[campo](celda.texto) == getattr(accion, campo)

    def _take(self, each: Diferencia, entrada: Entrada, *, stale: bool) -> bool:
        """Whether a difference goes into the plan; a conflict does only if somebody prefers the paper."""
        unknown = each.antes in {None, POR_DEFINIR, (POR_DEFINIR,)}
        razon = _CAMBIO_EL_PLAN if stale else "" if entrada.huella or unknown else _SIN_HUELLA
        if not razon or self.preferir == PAPEL:
            return True
        self._set_aside(each, razon)
        return False

    def _set_aside(self, each: Diferencia, razon: str) -> None:
        """Keep the plan's side: because the call says so, or because nobody does."""
        if self.preferir == PLAN:
            self.result.descartados.append(each)
        else:
            self.result.conflictos.append(Conflicto(each, razon))

    def _new(self, entrada: Entrada) -> None:
        missing = [name for name in ("eje", "nivel", "grupo") if not getattr(entrada, name)]
        missing += ["eje"] if entrada.eje and entrada.eje not in self.plan.eje_by_id else []
        texto = entrada.celdas.get("texto")
        if missing or texto is None:
            wanted = "el texto" if texto is None else " ni ".join(missing)
            self._doubt(entrada.lugar, f"acción nueva sin ubicar: el documento no dice {wanted}")
            return
        valores: dict[str, Valor] = {
            "eje": entrada.eje, "nivel": entrada.nivel, "grupo": entrada.grupo,
            "texto": "", "plazo_meses": POR_DEFINIR, "instituciones": POR_DEFINIR,
        }  # fmt: skip
        notes: list[str] = []
        avisos: list[str] = []
        for campo, celda in entrada.celdas.items():
            silent = campo != "texto" and not celda.texto and not celda.rechazo
            if silent or campo not in self.lector.campos:
                continue
            read = self.lector.read(campo, celda)
            if read.valor is not None:
                valores[campo] = read.valor
                notes += [read.nota] if read.nota else []
            if read.duda:
                self._doubt(celda.lugar, f"acción nueva, {campo}: {read.duda}")
            avisos += [f"{campo}: {read.aviso}"] if read.aviso else []
        if not valores["texto"]:
            return
        if notes:
            valores["notas"] = " ".join(filter(None, (str(valores.get("notas", "")), *notes)))
        alike = self.parecidas.find(entrada.eje, entrada.nivel, str(valores["texto"]))
        avisos += (
            [f"se parece a {alike}; si es la misma, cambie su texto y no la lleve de nuevo"] if alike else []
        )
        ident = self.numerador.next(entrada.eje, entrada.nivel)
        self.result.nuevas.append(Nueva(ident, {"id": ident, **valores}, entrada.lugar, tuple(avisos)))


def _equal(current: object, valor: Valor) -> bool:
    if isinstance(current, tuple) and isinstance(valor, str):
        valor = (valor,)
    return current == valor or (current is None and valor == POR_DEFINIR)


def _said(accion: Accion, campo: str, read: Leido) -> str:
    notes = [read.aviso]
    if accion.is_sugerido(campo):
        notes.append("si el grupo lo decidió, quite su entrada de sugerido_por")
    if campo == "texto" and accion.erratas:
        notes.append("revise sus erratas")
    if campo == "texto" and accion.texto_fuente is None:
        notes.append("si el de antes era el del formulario, guárdelo en texto_fuente")
    return "; ".join(filter(None, notes))


def _noted(accion: Accion, note: str, lugar: str) -> Diferencia:
    return Diferencia(accion.id, "notas", accion.notas, " ".join(filter(None, (accion.notas, note))), lugar)
