"""version: which state of the plan a paper was made of, so that two papers can be told apart."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from rutaplan.derive import fecha_breve
from rutaplan.derive.huella import digest
from rutaplan.git import Kept, object_name
from rutaplan.model import ESTADOS_PAPEL
from rutaplan.plan import Plan, Version

SIN_REGISTRAR = "sin registrar"
DIGITS, COMMIT = 6, 7
IMPRESA = re.compile(
    rf"( · )?versi[oó]n k[0-9a-f]{{{DIGITS}}}"
    rf"( · (registrada [0-9a-f]{{{COMMIT}}}, \d{{1,2}} \w{{3}} \d{{4}}|{SIN_REGISTRAR}))?"
    rf"( · corte \d{{4}}-\d\d-\d\d · avances a[0-9a-f]{{{DIGITS}}})?"
    rf"( · ({'|'.join(ESTADOS_PAPEL)}))?",
    re.IGNORECASE,
)
"""As papers bear it, in a line of its own or after what they are."""


ANY = Version("k000000")
"""That of papers that nobody prints."""


def version_of(plan: Plan) -> Version:
    """The version of a plan; while nobody asked git, one that is not registered."""
    return plan.version or Version(fingerprint(plan), SIN_REGISTRAR)


def with_version(plan: Plan, kept: Kept | None) -> Plan:
    """A plan that knows its version, whatever of it is left out later. kept: what git told of its folder."""
    if kept is None or not _is_kept(plan, kept):
        return replace(plan, version=version_of(plan))
    version = Version(fingerprint(plan), _registro(kept), kept.when, kept.commit[:COMMIT])
    return replace(plan, version=version)


def version_label(version: Version) -> str:
    """Say a version: "versión k3f9a2c · registrada 4d07378, 26 nov 2026"."""
    return " · ".join(filter(None, (f"versión {version.huella}", version.registro)))


def corte_label(plan: Plan, corte: date) -> str:
    """Say at which day reports were looked at, and which they were: "corte 30 jun 2027 · avances a1b2c3d"."""
    counted = [each for each in plan.avances if isinstance(each.fecha, date) and each.fecha <= corte]
    values = {
        plan.inside(each.archivo): each.model_dump(exclude_unset=True, warnings=False) for each in counted
    }
    return f"corte {fecha_breve(corte)} · avances a{digest(values, DIGITS)}"


@lru_cache(maxsize=4)
def fingerprint(plan: Plan) -> str:
    """A k and six hexadecimal digits of all values of data/, but of reports: any other value gives others.

    Comments, the order of keys and the ends of lines do not count. The k keeps it apart from the name of a
    commit. Two states of a plan share it once in 16 million: enough to tell papers apart, no secret.
    """
    hojas = (plan.taller, plan.instituciones, plan.catalogos, *plan.grupos, *plan.enteras)
    values = {
        plan.inside(hoja.archivo): hoja.model_dump(exclude_unset=True, warnings=False) for hoja in hojas
    }
    return f"k{digest(values, DIGITS)}"


def _is_kept(plan: Plan, kept: Kept) -> bool:
    """Whether git holds these very files, however it ends their lines."""
    there = {name: each for name, each in kept.objects.items() if name.endswith(".yaml") and _counts(name)}
    here = {plan.inside(path): source.text for path, source in plan.sources.items()}
    here = {name: text for name, text in here.items() if _counts(name)}
    return there.keys() == here.keys() and all(is_same(text, there[name]) for name, text in here.items())


def is_same(text: str, named: str) -> bool:
    """Whether git calls a text so, however it ends its lines."""
    endings = (text, text.replace("\r\n", "\n"))
    return named in {object_name(each.encode(), named) for each in endings}


def _registro(kept: Kept) -> str:
    """Say since which commit git holds it; nothing where that is not known."""
    return f"registrada {kept.commit[:COMMIT]}, {fecha_breve(kept.when)}" if kept.when else ""


def _counts(name: str) -> bool:
    return not name.startswith(("avances/", "fuentes/"))
