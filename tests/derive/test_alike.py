"""Near texts of two niveles: what comparing every two of them, one after the other, would give."""

from dataclasses import replace

from helpers import plans
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.alike import BAND_PERCENT, CUT_PERCENT, pairs, parecida, stems
from rutaplan.model import Accion
from rutaplan.plan import Plan

WORDS = """
    Retornos, migrantes; frontera/aeropuertos consulado municipios albergues trata niñez Protocolo manual
    de los para con 12 ley2030
""".split()  # noqa: SIM905 - words in one piece
TEXTS = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(" ".join)


@st.composite
def random_plans(draw: st.DrawFn) -> Plan:
    texts = draw(st.lists(TEXTS, min_size=2, max_size=10))
    niveles = draw(st.lists(st.sampled_from("NR"), min_size=len(texts), max_size=len(texts)))
    contrapartes = draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    ids = [f"RET-{nivel}-{number:02}" for number, nivel in enumerate(niveles, 1)]
    return plans.plan(
        *(
            plans.accion(ident, f"Revisar {text}", *(["contraparte: [RET-N-99]"] if paired else []))
            for ident, text, paired in zip(ids, texts, contrapartes, strict=True)
        )
    )


def containment(una: Accion, otra: Accion) -> int:
    shorter, longer = sorted((stems(una.texto), stems(otra.texto)), key=len)
    return 100 * len(shorter & longer) // len(shorter) if len(shorter) >= 5 else 0


@given(random_plans())
def test_near_pairs_are_those_of_comparing_all_with_all(plan: Plan) -> None:
    found = pairs(plan)
    settled = {ident for pareja in found if pareja.identical for ident in (pareja.una, pareja.otra)}
    left = [each for each in plan.acciones if not each.contraparte and each.id not in settled]
    expected = set()
    for accion in left:
        longer = [
            (containment(accion, otra), -number, otra.id)
            for number, otra in enumerate(left)
            if otra.nivel != accion.nivel and len(stems(otra.texto)) >= len(stems(accion.texto))
        ]
        percent, _, otra = max(longer, default=(0, 0, ""))
        if percent >= CUT_PERCENT:
            expected.add((frozenset((accion.id, otra)), percent))
    assert {
        (frozenset((each.una, each.otra)), each.percent) for each in found if not each.identical
    } == expected


@given(random_plans(), st.sets(st.integers(0, 9)))
def test_the_pairs_of_some_actions_are_theirs_among_all(plan: Plan, numbers: set[int]) -> None:
    chosen = tuple(accion for number, accion in enumerate(plan.acciones) if number in numbers)
    ids = {accion.id for accion in chosen}
    some, whole = pairs(replace(plan, acciones=chosen, todas=plan.acciones)), pairs(plan)
    assert {*some} <= {*whole}
    assert [each for each in some if ids & {*each[:2]}] == [each for each in whole if ids & {*each[:2]}]


@given(random_plans())
def test_the_related_action_is_the_nearest_one_that_is_not_the_same(plan: Plan) -> None:
    for accion in plan.acciones:
        shares = [containment(accion, otra) for otra in plan.acciones if otra.nivel != accion.nivel]
        best = max(shares, default=0)
        found = parecida(plan, accion)
        assert (found.percent if found else None) == (best if BAND_PERCENT <= best < CUT_PERCENT else None)


def test_stems_are_of_words_without_accents_signs_or_numbers() -> None:
    assert stems("La COORDINACIÓN, coordinación/retornos (2030)") == {"coordin", "retorn"}
