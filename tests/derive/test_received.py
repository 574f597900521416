"""Which reports came, changed and went between two states: those that somebody touched, and no other."""

from dataclasses import replace

from helpers.plans import accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.comparing import compare
from rutaplan.files import RawFile
from rutaplan.plan import Plan

IDS = ("RET-N-01", "RET-N-02")
BODIES = ("hn-inm", "oim", "hn-x")
NAMES = [(ident, body) for ident in IDS for body in BODIES]


def made(texts: dict[tuple[str, str], str], ids: tuple[str, ...] = IDS) -> Plan:
    files = [accion(ident, f"Revisar los manuales de cada oficina {ident}.") for ident in ids]
    for (ident, body), text in texts.items():
        name = f"avances/{ident}/2027-03-01-{body}.yaml"
        files.append(RawFile(f"data/{name}", name, text))
    return plan(*files)


def sheet(ident: str, body: str, texto: str) -> str:
    return f"accion: {ident}\nfecha: 2027-03-01\nreporta: {body}\nestado: en_ejecucion\ntexto: {texto}\n"


@given(
    st.fixed_dictionaries(
        {name: st.sampled_from(("igual", "otra forma", "cambia", "se borra", "nace")) for name in NAMES}
    ),
    st.booleans(),
)
def test_only_what_was_touched_is_told(done: dict[tuple[str, str], str], renames: bool) -> None:  # noqa: FBT001 - drawn
    before = {name: sheet(*name, f"Lo de {name}.") for name, how in done.items() if how != "nace"}
    moved = {"RET-N-02": "RET-N-07"} if renames else {}
    after = {}
    for (ident, body), how in done.items():
        now = moved.get(ident, ident)
        text = sheet(now, body, f"Lo de {(ident, body)}." if how != "cambia" else "Otra cosa.")
        if how != "se borra":
            after[now, body] = f"# nota\n{text}" if how == "otra forma" else text
    found = compare(made(before), made(after, ("RET-N-01", moved.get("RET-N-02", "RET-N-02")))).avances
    now = {(moved.get(ident, ident), body): how for (ident, body), how in done.items()}
    for reports, way in ((found.llegados, "nace"), (found.cambiados, "cambia"), (found.borrados, "se borra")):
        assert {(each.accion, each.reporta) for each in reports} == {
            who for who, how in now.items() if how == way
        }
    assert {each.campo for each in found.cambiados} <= {"texto"}


def test_a_report_that_is_given_to_another_body_went_and_came() -> None:
    mine, theirs = ("RET-N-01", "hn-inm"), ("RET-N-01", "oim")
    found = compare(
        made({mine: sheet(*mine, "Lo mismo.")}), made({theirs: sheet(*theirs, "Lo mismo.")})
    ).avances
    assert [each.reporta for each in found.llegados] == ["oim"]
    assert [each.reporta for each in found.borrados] == ["hn-inm"]


def test_a_report_whose_keys_alone_were_changed_is_the_same_one() -> None:
    who = ("RET-N-01", "hn-inm")
    later = sheet(*who, "Lo mismo.").replace("2027-03-01", "2027-04-01")
    found = compare(made({who: sheet(*who, "Lo mismo.")}), made({who: later})).avances
    assert [each.campo for each in found.cambiados] == ["fecha"]
    assert not found.llegados + found.borrados


def test_a_report_that_cannot_be_read_is_not_gone() -> None:
    who = ("RET-N-01", "hn-inm")
    before = made({who: sheet(*who, "Lo mismo.")})
    lost = replace(before, avances=(), unread=frozenset({before.avances[0].archivo}))
    assert not compare(before, lost).avances
    assert not compare(lost, before).avances
