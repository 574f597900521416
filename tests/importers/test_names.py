"""The institutions of a cell, as people write them: certain, or not at all and with a reason that helps."""

from dataclasses import replace

import pytest
from helpers.calls import SEED
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers.meanings.directory import Directory
from rutaplan.importers.meanings.lexicon import key_of
from rutaplan.importers.meanings.lists import forms
from rutaplan.importers.meanings.names import Named, read_names
from rutaplan.load import load
from rutaplan.views.fila import institucion_names

PLAN = load(SEED)[0]
DIRECTORY = Directory(PLAN)
OIM, ACNUR = (
    "Organización Internacional para las Migraciones",
    "Alto Comisionado de las Naciones Unidas para los Refugiados",
)


def with_bodies(**bodies: tuple[str, ...]) -> Directory:
    """The directory with some ministries of labour: name, country, and until when."""
    own = {
        ident.replace("_", "-"): PLAN.institucion_by_id["gt-minex"].model_copy(
            update={"sigla": None, "nombre": nombre, "pais": pais, "vigente_hasta": "".join(until) or None}
            | {"tipo": "trabajo"}
        )
        for ident, (nombre, pais, *until) in bodies.items()
    }
    known = PLAN.instituciones
    return Directory(replace(PLAN, instituciones=known.model_copy(update={"root": {**known.root, **own}})))


def read(text: str, *paises: str) -> Named:
    return read_names(DIRECTORY, text, paises)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        # as the plan and its papers say it
        ("hn-inm", "hn-inm"), ("HN-INM", "hn-inm"), ("INM (Honduras); OIM", "hn-inm oim"), ("OIM; por_definir", "oim por_definir"), ("OIM; otras por definir", "oim por_definir"),
        ("OIM\notras por definir", "oim por_definir"), ("por definir; OIM", "oim por_definir"), ("INM (Honduras), responsable; OIM", "hn-inm oim"), ("OIM, responsable sugerida", "oim"), ("INM RD (República Dominicana)", "do-inm"),
        # its siglas and countries
        ("INM Honduras y OIM", "hn-inm oim"), ("inm de méxico, oim", "mx-inm oim"), ("INM HN/ACNUR", "hn-inm acnur"), ("INM, Honduras", "hn-inm"), ("INM-Honduras", "hn-inm"), ("INM - Honduras", "hn-inm"),
        ("INM/Honduras", "hn-inm"), ("INM\nHonduras", "hn-inm"), ("INM [Honduras]", "hn-inm"), ("INM (HN)", "hn-inm"), ("INM (HND)", "hn-inm"), ("INM [hn-inm]", "hn-inm"), ("INM de Honduras", "hn-inm"), ("INM (de Honduras)", "hn-inm"),
        ("DGM RD", "do-dgm"), ("DGM (R.D.)", "do-dgm"), ("DGM, República Dominicana", "do-dgm"), ("SRE México", "mx-sre"), ("ICE (EE. UU.)", "us-ice"), ("ICE USA", "us-ice"), ("CBP, Estados Unidos", "us-cbp"),
        # of several countries at once
        ("INM (Honduras y México)", "hn-inm mx-inm"), ("INM, Honduras, México", "hn-inm mx-inm"), ("INM de Honduras y de México", "hn-inm mx-inm"), ("INM (Honduras, México y República Dominicana), OIM", "hn-inm mx-inm do-inm oim"),
        ("INM (Honduras), INM (México)", "hn-inm mx-inm"), ("Ministerio de Relaciones Exteriores (Guatemala, Nicaragua)", "gt-minex ni-minrex"), ("SRE México, SRECI Honduras", "mx-sre hn-sreci"),
        ("Honduras: INM, SRECI; México: INM, SRE", "hn-inm hn-sreci mx-inm mx-sre"), ("Honduras: INM\nMéxico: SRE", "hn-inm mx-sre"), ("HN: INM, OIM", "hn-inm oim"),
        # names and siglas of the same
        (f"{OIM} (OIM)", "oim"), (f"OIM ({OIM})", "oim"), (f"OIM - {OIM}", "oim"), (f"{OIM}, OIM", "oim"), (f"{OIM} (OIM) y {ACNUR} (ACNUR)", "oim acnur"), (OIM.replace(" para", "\npara"), "oim"),
        ("Instituto Nacional de Migración (INM), Honduras", "hn-inm"), ("Instituto Nacional de Migración - INM - Honduras", "hn-inm"), ("INM (Instituto Nacional de Migración de Honduras)", "hn-inm"), ("Secretaría de Relaciones Exteriores – SRE", "mx-sre"),
        ("Secretaría de Relaciones Exteriores (SRE) de México", "mx-sre"), ("International Organization for Migration (IOM)", "oim"), ("IOM and UNHCR", "oim acnur"), ("Proceso Puebla", "crm"), ("DINAF (Honduras)", "hn-dinaf"),
        ("Dirección General de Migración y Extranjería de Costa Rica", "cr-dgme"), ("Ministerio de Relaciones Exteriores y Culto de Costa Rica", "cr-mrec"), ("Inmigración, Refugiados y Ciudadanía de Canadá y OIM", "ca-ircc oim"),
        ("U.S. Citizenship and Immigration Services", "us-uscis"), ("US Citizenship and Immigration Services", "us-uscis"), ("INSTITUTO GUATEMALTECO DE MIGRACION", "gt-igm"), ("IGM", "gt-igm"), ("SENAF", "hn-senaf"), ("COMAR", "mx-comar"), ("IRCC", "ca-ircc"),
        # lists
        ("OIM-ACNUR", "oim acnur"), ("OIM + ACNUR", "oim acnur"), ("OIM & ACNUR", "oim acnur"), ("OIM—ACNUR", "oim acnur"), ("OIM | ACNUR", "oim acnur"), ("OIM\nACNUR", "oim acnur"), ("OIM,ACNUR", "oim acnur"), ("• OIM • ACNUR", "oim acnur"),
        ("OIM; oim", "oim"), ("OIM, así como ACNUR", "oim acnur"), ("OIM junto con ACNUR", "oim acnur"), ("la OIM y el ACNUR", "oim acnur"), ("OIM e INM de Honduras", "oim hn-inm"), ("OIM, ACNUR y UNICEF", "oim acnur unicef"), ("OIM, y ACNUR", "oim acnur"),
        ("OIM*", "oim"), ("OIM.", "oim"), ("OIM;", "oim"), ("«OIM»", "oim"), ('"OIM", "ACNUR"', "oim acnur"), ("  OIM  ", "oim"), ("ACNUR, OIM", "acnur oim"),
        # kinds
        ("Cancillerías", "cancilleria"), ("cancillería", "cancilleria"), ("las cancillerías y la OIM", "cancilleria oim"), ("Ministerios de Relaciones Exteriores", "cancilleria"), ("consulados", "cancilleria"), ("sociedad civil y OIM", "sociedad_civil oim"),
        ("ONG", "sociedad_civil"), ("Alcaldías", "gobierno_local"), ("municipalidades y gobiernos locales", "gobierno_local"), ("Instituciones de la mujer", "mujer"), ("Ministerios de Hacienda", "hacienda"), ("parlamentos", "legislativo"), ("Organizaciones de la sociedad civil", "sociedad_civil"), ("universidades, ONGs", "academia sociedad_civil"), ("autoridades migratorias", "autoridad_migratoria"), ("autoridad_migratoria", "autoridad_migratoria"),
        ("consejos nacionales de atención al migrante", "consejo_nacional_migracion"), ("Consejo nacional de atención al migrante", "consejo_nacional_migracion"), ("todas las cancillerías", "cancilleria"), ("cancillerías de todos los países", "cancilleria"),
        # a kind of countries that have one such body each
        ("Cancillería de Honduras", "hn-sreci"), ("Cancillería, Honduras", "hn-sreci"), ("cancillería (HN)", "hn-sreci"), ("Cancillería hondureña y OIM", "hn-sreci oim"), ("Cancillerías hondureña y guatemalteca", "hn-sreci gt-minex"), ("la autoridad migratoria mexicana", "mx-inm"), ("INM hondureño", "hn-inm"),
        ("cancillerías de Honduras y Guatemala", "hn-sreci gt-minex"), ("Cancillerías (México)", "mx-sre"), ("Honduras: cancillería; México: INM", "hn-sreci mx-inm"), ("Foreign ministries of Honduras and Belize", "hn-sreci bz-mfa"), ("autoridades migratorias de El Salvador, HN y GT", "sv-dgme hn-inm gt-igm"),
        ("Cancillería (SRECI)", "hn-sreci"), ("Cancillería de Honduras (SRECI)", "hn-sreci"), ("SRECI (cancillería hondureña)", "hn-sreci"), ("Cancillería de México (SRE)", "mx-sre"), ("Cancillería, SRECI", "cancilleria hn-sreci"),
    ],
)  # fmt: skip
def test_institutions_as_people_write_them(typed: str, ids: str) -> None:
    named = read(typed)
    assert (named.ids, named.doubts) == (tuple(ids.split()), ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("INM", "«INM» es de varias: hn-inm, mx-inm, do-inm; diga de qué país"), ("Instituto Nacional de Migración (INM)", "es de varias: hn-inm, mx-inm, do-inm"), ("INM, SRE, México", "«INM» es de varias"),
        ("INM (Honduras) e INM", "«INM» es de varias"), ("Consejo Nacional de Migración", "puede ser cr-cnm o consejo_nacional_migracion; escriba uno"),
        ("DGM", "«DGM» puede ser de más de un país; si es do-dgm, escriba «DGM (República Dominicana)»"), ("SRE", "si es mx-sre, escriba «SRE (México)»"), ("CNM", "si es cr-cnm"), ("PANI", "si es cr-pani"), ("SNM", "si es pa-snm"), ("ICE", "si es us-ice"),
        ("OIMM", "«OIMM» no está en instituciones.yaml; la más parecida es «OIM» (oim)"), ("OIM (apoyo)", "«OIM (apoyo)» no está en instituciones.yaml; la más parecida es «OIM» (oim)"), ("Lidera OIM", "la más parecida es «OIM» (oim)"),
        ("Lidera: OIM; apoya: ACNUR", "«Lidera: OIM» no está"), ("OIM y Ministerio Inventado", "«Ministerio Inventado» no está en instituciones.yaml"), ("OIM ACNUR", "«OIM ACNUR» no está"), ("OIM Honduras", "«OIM Honduras» no está"),
        ("Ministerio de Relaciones Exteriores de Costa Rica", "la más parecida es «Ministerio de Relaciones Exteriores y Culto» (cr-mrec)"), ("Organización Internacional de Migraciones", f"la más parecida es «{OIM}» (oim)"),
        ("Inst. Nacional de Migración (México)", "la más parecida es «Instituto Nacional de Migración» (mx-inm)"), ("Cruz Roja", "(cicr)"), ("Honduras: OIM", "«Honduras» no dice de quién es"), ("OIM, Honduras", "«Honduras» no dice de quién es"), ("Belice", "«Belice» no dice de quién es"), ("Honduras: OIM; México: INM", "«Honduras» no dice de quién es"), ("México: SRECI, SENAF", "si es hn-senaf"), ("INM\nHonduras\nMéxico", "no dice de quién es"),
        ("OIM o ACNUR", "«OIM o ACNUR» no dice cuál"), ("OIM y/o ACNUR", "no dice cuál"), ("OIM\no ACNUR", "no dice cuál"), ("todas las instituciones", "«todas las instituciones» no dice cuáles"), ("OIM, etc.", "no dice cuáles"), ("Todas", "no dice cuáles"),
        ("el Gobierno", "no dice cuáles"), ("OIM; no aplica", "«no aplica» va solo"), ("cancillerías de Honduras y Estados Unidos", "no tiene ninguna de US; si son esas, escriba hn-sreci"), ("Cancillería de Colombia", "«Cancillería de Colombia»: el directorio no tiene ninguna de CO"), ("Cancillería de México (SRECI)", "no está en instituciones.yaml"),
        ("consejos nacionales de migración de Guatemala", "puede ser de varias; si son esas, escriba gt-conamigua, gt-cap"), ("Consejo Nacional de Migración de Honduras", "si son esas, escriba hn-conaprohm"), ("Consejo nacional de migración de El Salvador", "el directorio no tiene ninguna de SV"),
        ("instituciones de niñez de Honduras", "puede ser de varias; si son esas, escriba hn-senaf"), ("Alcaldías de Honduras", "no tiene ninguna de HN"), ("Cancillería (SRE)", "si es mx-sre, escriba «SRE (México)»"), ("Cancillería (OIM)", "no está en"),
        ("y OIM y", "«y» no está"), ("OIM (ACNUR)", "«OIM (ACNUR)» no está"), ("OIM (INM)", "no está"), ("SRE (Honduras)", "«SRE (Honduras)» no está"), ("INM (Honduras y Perú)", "no está"), ("INM (Honduras", "no está"), ("DGME ni ACNUR", "no está"),
    ],
)  # fmt: skip
def test_institutions_that_are_not_known_for_certain_are_no_ids(typed: str, said: str) -> None:
    named = read_names(Directory(PLAN), typed)  # one document's: others have used up what it may compare
    assert named.ids == ()
    assert said in "; ".join(named.doubts)


@pytest.mark.parametrize("typed", ["Ministerio de Salud", "MINSAL", "Ministerio de Hacienda", "Ministerio de Trabajo", "INM Panamá", "Migración", "Dirección de Migración", "Secretaría de Salud de Honduras", "DGM Guatemala", "Instituto de la Mujer", "Policía Nacional", "Alcaldía de Tapachula", "Dirección General", "OIM ACNUR"])  # fmt: skip
def test_nothing_is_proposed_across_sectors_or_countries(typed: str) -> None:
    (doubt,) = read_names(Directory(PLAN), typed).doubts
    assert doubt.endswith("no está en instituciones.yaml")


@pytest.mark.parametrize(
    ("typed", "paises", "ids"),
    [
        ("DGM", "DO", "do-dgm"), ("SRE", "MX HN", "mx-sre"), ("INM", "HN", "hn-inm"), ("INM; OIM", "MX GT", "mx-inm oim"), ("Ministerio de Relaciones Exteriores", "GT", "gt-minex"), ("SENAF", "MX", "hn-senaf"), ("INM (México)", "HN", "mx-inm"),
        ("Cancillerías", "HN GT", "cancilleria"), ("cancillerías de Honduras y Guatemala", "HN GT", "cancilleria"), ("cancillerías de GT y HN", "HN GT", "cancilleria"), ("las cancillerías (Guatemala y Honduras)", "HN GT", "cancilleria"),
        ("Honduras: cancillería", "HN", "cancilleria"), ("INM", "HN MX", ""), ("INM", "GT", ""), ("DGM", "MX", ""), ("INM", "todos", ""), ("todas las cancillerías", "HN", ""), ("cancillerías de todos los países", "HN", ""), ("cancillerías de Honduras", "HN GT", "hn-sreci"), ("cancillerías de HN, GT y MX", "HN GT", "hn-sreci gt-minex mx-sre"),
    ],
)  # fmt: skip
def test_the_countries_of_the_action_tell_which_one_is_meant(typed: str, paises: str, ids: str) -> None:
    named = read(typed, *paises.split())
    assert named.ids == tuple(ids.split())
    assert bool(named.doubts) == (not ids)


def test_what_was_understood_by_more_than_its_name_is_said() -> None:
    assert read("INM", "HN").said == ("«INM» se leyó como hn-inm, por los países de la acción",)
    assert read("Honduras: INM").said == ("«INM» se leyó como hn-inm, por el país que encabeza la lista",)
    assert read("Cancillerías").said == (
        "«Cancillerías» se leyó como cancilleria: las de los países de la acción",
    )
    assert read("Cancillería de Honduras").said == (
        "«Cancillería de Honduras» se leyó como hn-sreci: la única en el directorio",
    )
    assert read("INM (Honduras)").said == ()


def test_a_kind_and_its_country_are_one_body_only_while_the_directory_has_one() -> None:
    """It is neither guessed which of two is meant, nor that one of those that ceased is."""
    two = with_bodies(
        gt_mintrab=("Ministerio de Trabajo y Previsión Social", "GT"),
        hn_uno=("Uno", "HN"),
        hn_dos=("Dos", "HN"),
    )
    for typed in (
        "Ministerio de Trabajo de Guatemala",
        "Guatemala: Secretaría de Trabajo",
        "ministerios de trabajo (GT)",
    ):
        assert read_names(two, typed).ids == ("gt-mintrab",), typed
    for typed in ("Ministerio de Trabajo de Honduras", "ministerios de trabajo de Guatemala y Honduras"):
        assert "escriba " in read_names(two, typed).doubts[0]
        assert "hn-uno, hn-dos" in read_names(two, typed).doubts[0]
    for typed in ("Ministerio de Trabajo", "Ministerio de Trabajo de México", "Ministerio de Trabajo y OIM"):
        assert read_names(two, typed).doubts, typed
    ended = with_bodies(gt_a=("A", "GT", "2010-01"), gt_b=("B", "GT"))
    assert read_names(ended, "Ministerio de Trabajo de Guatemala").ids == ("gt-b",)


NAMES = institucion_names(PLAN)
KNOWN = st.lists(st.sampled_from([*NAMES]), min_size=1, max_size=5, unique=True)
JOINTS = st.sampled_from(("; ", ", ", "\n", " / ", " + ", " & ", " | ", " y ", " • "))


@given(KNOWN, JOINTS)
def test_the_order_of_a_list_is_kept_whatever_joins_it(ids: list[str], joint: str) -> None:
    assert read(joint.join(NAMES[each] for each in ids)).ids == tuple(ids)
    assert read(joint.join(ids)).ids == tuple(ids)


@given(KNOWN, st.sampled_from(("zutano", "apoyo", "2027", "no", "Consular")), st.data())
def test_one_word_more_is_never_an_institution(ids: list[str], word: str, data: st.DataObject) -> None:
    text = "; ".join(NAMES[each] for each in ids)
    words = text.split(" ")
    words.insert(data.draw(st.integers(0, len(words))), word)
    assert read(" ".join(words)).doubts
    assert read(f"{text} ({word})").doubts


def words_of(ident: str) -> set[str]:
    """Every word by which the plan names an institution, its country or its kind, or a kind."""
    silent = {"por", "definir", "determinar", "confirmar", "pendiente", "sin", "otras", "otros"}
    body, kind = PLAN.institucion_by_id.get(ident), PLAN.catalogos.tipos_institucion.get(ident)
    of_kind = words_of(body.tipo) if body else set()
    pais = PLAN.catalogos.paises.get(body.pais or "") if body else None
    names = [ident, *forms("tipos").get(ident, ())]
    names += (
        [body.sigla or "", body.nombre, body.nombre_es or "", *(body.otros_nombres or ())] if body else []
    )
    names += [pais.nombre, pais.iso3, body.pais or ""] if body and pais else []
    names += [kind.nombre, *(kind.menciones or ())] if kind else []
    own = silent if ident == "por_definir" else of_kind
    return {word for name in names for word in key_of(name)} | own


PIECES = ("OIM", "INM", "Honduras", "México", "HN", "y", "o", "(", ")", ",", ";", "-", ":", "de", "la", "cancillerías", "apoyo", "por definir", "\n")  # fmt: skip
JOINING = {"y", "e", "and", "la", "el", "las", "los", "the", "de", "del", "of"}


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))
def test_every_word_is_of_a_name_or_is_told(text: str) -> None:
    named = read(text)
    assert not (named.ids and named.doubts)
    if named.ids:
        assert set(key_of(text)) <= JOINING.union(*map(words_of, named.ids))


def test_a_long_list_of_what_nobody_knows_ends_soon() -> None:
    text = ", ".join(f"Ministerio {number} de Asuntos" for number in range(60))
    assert len(read(text).doubts) == 10
    assert "es demasiado largo" in read(text * 10).doubts[0]
    for piece in ("y ", "INM ", "INM (", "Honduras: ", "todas las ", "(", "«", "1.- "):
        assert read(piece * (2000 // len(piece))).doubts
    assert read("INM, HN, " * 200).ids == ("hn-inm",)
