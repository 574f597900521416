"""plenaria: the speaker's sheet. In front, what is said and how long it takes; at the back, the matrix."""

from collections.abc import Iterator
from dataclasses import dataclass

from rutaplan.derive import clock, grupo_label, heading_of, plural
from rutaplan.derive.guion import Frase, Guion, count_words, guion, is_prioridad, spoken_seconds
from rutaplan.model import Grupo
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Dato, Datos, Parrafo, Titulo, parrafos
from rutaplan.views.encabezado import Encabezado, build_encabezado
from rutaplan.views.matriz import build_matriz_grupo
from rutaplan.views.pagina import Pagina
from rutaplan.views.personas import ponente_label

DOCUMENTO = "Presentación en plenaria"
MAX_TITULO = 8


@dataclass(frozen=True, slots=True)
class Parte:
    """A block of the script with its time, and when it ends."""

    titulo: str
    tiempo: str
    hasta: str
    lineas: tuple[Frase, ...]
    es_lista: bool


@dataclass(frozen=True, slots=True)
class Plenaria:
    """The whole page. veredicto says whether it fits; consejos, what to cut when it does not."""

    titulo: str
    documento: str
    encabezado: Encabezado
    grupo: str
    eje: str
    ponente: str
    prioridades: str
    partes: tuple[Parte, ...]
    total: str
    limite: str
    solo_conteos: str
    medida: str
    veredicto: str
    consejos: tuple[str, ...]
    titulo_reverso: str
    matriz: Pagina

    @property
    def hojas(self) -> tuple[tuple[tuple[Bloque, ...], bool], ...]:
        """Front and back, as blocks, and whether each lies on its side."""
        back = (Titulo(self.titulo_reverso), *self.matriz.bloques, *self.matriz.pie)
        return (tuple(self._frente()), False), (back, True)

    def _frente(self) -> Iterator[Bloque]:
        head = self.encabezado
        yield Parrafo(" · ".join(filter(None, (DOCUMENTO, head.taller))), "sobre")
        yield Titulo(head.titulo, 1)
        yield from parrafos(head.datos, self.grupo, estilo="fuerte")
        yield from parrafos(f"Eje de trabajo: {self.eje}", f"Ponente: {self.ponente}")
        yield from parrafos(head.filtro, estilo="fuerte")
        yield from parrafos(head.por_definir, estilo="discreto")
        times = {
            "Todo lo escrito aquí": self.total,
            "Solo conteos": self.solo_conteos,
            "Tiempo del grupo": self.limite,
        }
        yield Datos(tuple(Dato(name, value) for name, value in times.items()))
        yield from parrafos(self.veredicto, estilo="fuerte")
        yield from parrafos(*self.consejos)
        yield from parrafos(self.medida, estilo="discreto")
        yield from parrafos(self.prioridades)
        for parte in self.partes:
            yield Titulo(f"{parte.titulo} · {parte.tiempo}, hasta {parte.hasta}")
            for each in parte.lineas:
                ident = f"{each.ident}." if parte.es_lista else ""
                yield Parrafo(" ".join(filter(None, (ident, each.texto, each.cola))))


def build_plenaria(plan: Plan, grupo: Grupo) -> Plenaria:
    """Make the sheet of one group."""
    script = guion(plan, grupo)
    eje = plan.eje_by_id.get(grupo.eje)
    rate = plan.taller.plenaria
    has_actions = any(block.acciones for block in script.blocks)
    marked = any(is_prioridad(accion) for accion in plan.enteras if accion.grupo == grupo.id)
    return Plenaria(
        titulo=f"{grupo_label(plan, grupo.id)}. {DOCUMENTO}",
        documento=DOCUMENTO,
        encabezado=build_encabezado(plan),
        grupo=grupo_label(plan, grupo.id),
        eje=heading_of(eje) if eje else grupo.eje,
        ponente=ponente_label(plan, grupo),
        prioridades="" if marked or not has_actions else "El grupo no marcó prioridades.",
        partes=_partes(script),
        total=clock(script.seconds),
        limite=clock(script.limit_seconds),
        solo_conteos=clock(script.short_seconds),
        medida=(
            f"{plural(script.palabras, 'palabra', 'palabras')} a {rate.palabras_por_minuto} por minuto: "
            f"{rate.fuente}. Cuenta lo impreso en esta hoja, con identificadores y números."
        ),
        veredicto=_veredicto(script),
        consejos=tuple(_consejos(script)) if script.over_seconds else (),
        titulo_reverso=f"Reverso: la matriz del grupo {grupo.numero}",
        matriz=build_matriz_grupo(plan, grupo),
    )


def _partes(script: Guion) -> tuple[Parte, ...]:
    partes, elapsed = [], 0
    for block in script.blocks:
        elapsed += block.seconds
        partes.append(
            Parte(block.titulo, clock(block.seconds), clock(elapsed), block.lineas, bool(block.acciones))
        )
    return tuple(partes)


def _veredicto(script: Guion) -> str:
    total, limit = clock(script.seconds), clock(script.limit_seconds)
    if not script.over_seconds:
        return f"Cabe: {total} de {limit}; sobran {clock(script.limit_seconds - script.seconds)}."
    longest = max(script.blocks, key=lambda block: block.palabras)
    share = round(100 * longest.palabras / script.palabras)
    return (
        f"No cabe: {total} de {limit}; se pasa por {clock(script.over_seconds)}. "
        f"La mayor parte se va en «{longest.titulo}»: {clock(longest.seconds)}, el {share}\u00a0% del tiempo."
    )


def _consejos(script: Guion) -> list[str]:
    """Tell what to cut and how much each cut saves; nothing is cut by the program."""
    advice = []
    spoken = [block for block in script.blocks if block.acciones]
    rest = [block for block in spoken if not block.prioridad]
    if script.has_prioridades and rest:
        saved = _saved(script, sum(block.palabras for block in rest))
        advice.append(f"Decir solo las prioridades y dejar las demás en el reverso: {saved}.")
    elif rest:
        count, words = sum(block.acciones for block in rest), sum(block.palabras for block in rest)
        advice.append(_marking_advice(script, count, words))
    long_lines = [line for block in spoken for line in block.lineas if _spare(line)]
    if long_lines:
        saved = _saved(script, sum(map(_spare, long_lines)))
        titles = plural(len(long_lines), "acción que no lo tiene", "acciones que no lo tienen")
        advice.append(f"Escribir un título breve, de hasta 8 palabras, en {titles}: {saved}.")
    saved = _saved(script, sum(block.palabras for block in spoken))
    advice.append(f"Decir solo los conteos y remitir al reverso: {saved}.")
    return advice


def _marking_advice(script: Guion, count: int, words: int) -> str:
    per_action = max(1, words // count)
    over_words = script.palabras - script.limit_seconds * script.palabras_por_minuto // 60
    leave = min(count, -(-over_words // per_action))
    each = spoken_seconds(per_action, script.palabras_por_minuto)
    return (
        f"Marcar prioridades y dejar otras acciones en el reverso: cada una ahorra cerca de {clock(each)}; "
        f"para caber bastaría dejar {leave}."
    )


def _spare(line: Frase) -> int:
    """Count the words that a titulo_breve of 8 words would spare."""
    return 0 if line.breve else max(0, count_words(line.texto) - MAX_TITULO)


def _saved(script: Guion, words: int) -> str:
    """Tell what a cut of some words saves, and what is left."""
    left = spoken_seconds(script.palabras - words, script.palabras_por_minuto)
    return f"ahorra {clock(script.seconds - left)}; queda en {clock(left)}"
