"""entrega_text: what a paper of a round brings, as people read it before it is written."""

from collections.abc import Iterator, Mapping, Sequence

from rutaplan.derive import enumerate_words, estado_words, fecha_label, institucion_label, plural
from rutaplan.derive.mentions import discreet
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Account, Told
from rutaplan.importers.entrega import DICHO, Entrega
from rutaplan.importers.informes import Informe
from rutaplan.importers.proposal import PLAN
from rutaplan.importers.proposal_text import balance, section, told_lines, untaken
from rutaplan.plan import Plan


def report_entrega(plan: Plan, nombre: str, entrega: Entrega, account: Account) -> str:
    """Tell all of a paper; the sums last. nombre: of its file, where there are several."""
    recibido = entrega.recibido
    who = [institucion_label(plan, each) for each in recibido.instituciones]
    where = enumerate_words(who) if len(who) <= _FEW else f"{len(who)} instituciones"
    days = enumerate_words([fecha_label(each) for each in recibido.cortes])
    what = " ".join(filter(None, ("hoja de seguimiento", days and f"al {days}")))
    parts = [f"{nombre and f'{nombre}: '}{what}{where and f', {where}'} ({recibido.document.kind})."]
    parts += section("Informes nuevos", [_informe(plan, each) for each in entrega.nuevos])
    title = (
        "Queda lo del plan (--preferir plan)"
        if entrega.prefer == PLAN
        else "En conflicto, no se tocan (--preferir papel agrega el del papel)"
    )
    parts += section(title, [_distinto(plan, each, there) for each, there in entrega.distintos])
    said = [f"{each.place}: {text}" for each in (*entrega.nuevos, *entrega.iguales) for text in each.said]
    parts += section(
        "Se leyó así", [*(f"{each.place}: {each.text}" for each in recibido.document.said), *said]
    )
    told = [Told(each.place, each.reason, discreet(plan, each.words)) for each in untaken(account)]
    parts += section("No se lleva al plan", list(told_lines(told)), limit=0)
    return "\n".join([*parts, "", _verdict(entrega), balance(account)]) + "\n"


def is_empty(entrega: Entrega, account: Account) -> bool:
    """Whether a paper came back as it was sent."""
    return not (entrega.recibido.informes or account.told)


def _verdict(entrega: Entrega) -> str:
    return " · ".join(
        [
            plural(len(entrega.nuevos), "informe nuevo", "informes nuevos"),
            plural(len(entrega.iguales), "igual", "iguales"),
            plural(len(entrega.distintos), "conflicto", "conflictos"),
            plural(entrega.recibido.vacias, "fila sin llenar", "filas sin llenar"),
        ]
    )


def _informe(plan: Plan, informe: Informe) -> str:
    head = f"{informe.accion}, {institucion_label(plan, informe.institucion)} ({informe.place})"
    return "\n    ".join([head, *_lines(plan, informe.valores)])


def _distinto(plan: Plan, informe: Informe, there: Mapping[str, Valor]) -> str:
    head = f"{informe.accion}, {institucion_label(plan, informe.institucion)} ({informe.place})"
    sides: Sequence[tuple[str, Mapping[str, Valor]]] = (("plan", there), ("papel", informe.valores))
    return "\n    ".join(
        [head, *(f"{name + ':':6} {'; '.join(_lines(plan, values))}" for name, values in sides)]
    )


def _lines(plan: Plan, values: Mapping[str, Valor]) -> Iterator[str]:
    for campo in DICHO:
        if campo in values:
            value = values[campo]
            text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            shown = estado_words(text) if campo == "estado" else discreet(plan, " ".join(text.split()))
            yield f"{campo}: {shown}"


_FEW = 3
