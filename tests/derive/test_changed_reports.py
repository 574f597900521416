"""Which reports of an older revision are no longer what they were: those that somebody touched, and no other."""

from helpers.plans import accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.seguimiento import changed_reports
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
    told = changed_reports(made(before), made(after, ("RET-N-01", moved.get("RET-N-02", "RET-N-02"))))
    found = {(old.accion, old.reporta): new and new.texto for old, new in told}
    # Another text under another id is no longer known as the same: it is told as gone.
    assert found == {
        name: None if how == "se borra" or name[0] in moved else "Otra cosa."
        for name, how in done.items()
        if how in {"cambia", "se borra"}
    }
