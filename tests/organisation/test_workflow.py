"""Every verb: one event, one history row in the right name; refusals write nothing (50 §12)."""

from datetime import date

import pytest
from django.apps import apps

from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation import workflow
from mso_portal.organisation.models import Bruger, Budgetperiode, Lukkedag, Medlemskab, Personalias
from tests import builders

pytestmark = pytest.mark.django_db
JAN, JUNE, DEC = date(2020, 1, 1), date(2020, 6, 30), date(2020, 12, 31)
FORUM = {"kode": "HMU", "navn": "HovedMED", "moedenavn": "Møde", "slags": "hmu", "aktiv_fra": JAN,
         "laesekreds": "medlemmer", "vis_offentlig_titel": False}  # fmt: skip


class Verden:
    """One of everything a verb can be done to."""

    def __init__(self):
        self.signe, self.anders = builders.bruger(), builders.bruger("Anders Andenafdeling")
        self.lukket = builders.bruger("Freja Fratrådt", aktiv=False)
        self.forum, self.afdeling, self.mso = (
            builders.forum(),
            builders.afdeling("STAB", til=JUNE),
            builders.afdeling("MSO"),
        )
        self.medlemskab = builders.medlemskab(self.signe, self.forum)
        self.kommende = builders.medlemskab(self.anders, self.forum, fra=DEC)
        self.vikar = builders.stedfortraedelse(self.signe, self.anders, JAN, DEC)
        self.alias = Personalias.objects.create(bruger=self.signe, alias="Singe")
        self.lukkedag = Lukkedag.objects.create(dato=DEC, navn="Lukket")
        self.budget = Budgetperiode.objects.create(startaar=2021, aktiv_fra=DEC)


VERBS = {
    "bruger.opret": lambda w, by: workflow.create_person(brugernavn="ny", navn="Nora Ny", by=by),
    "bruger.ret": lambda w, by: workflow.edit_person(w.signe, navn="Signe Ny", by=by),
    "bruger.deaktiver": lambda w, by: workflow.deactivate(w.signe, by=by),
    "bruger.aktiver": lambda w, by: workflow.reactivate(w.lukket, by=by),
    "personalias.opret": lambda w, by: workflow.add_alias(w.signe, "Signne", by=by),
    "personalias.slet": lambda w, by: workflow.remove_alias(w.alias, by=by),
    "medlemskab.opret": lambda w, by: workflow.appoint(w.anders, w.forum, "medlem", JAN, JUNE, by=by),
    "medlemskab.ret": lambda w, by: workflow.change_period(w.medlemskab, JAN, JUNE, by=by),
    "medlemskab.slet": lambda w, by: workflow.drop_period(w.kommende, by=by),
    "tilknytning.opret": lambda w, by: workflow.attach(w.signe, w.afdeling, "leder", JAN, by=by),
    "rolletildeling.opret": lambda w, by: workflow.grant(w.signe, "revisor", JAN, JUNE, by=by),
    "afdelingsplacering.opret": lambda w, by: workflow.place(w.afdeling, w.mso, DEC, by=by),
    "stedfortraedelse.opret": lambda w, by: workflow.deputise(w.anders, w.signe, JAN, DEC, True, by=by),
    "stedfortraedelse.afslut": lambda w, by: workflow.end_deputy(w.vikar, JUNE, by=by),
    "forum.opret": lambda w, by: workflow.create_forum(**FORUM, by=by),
    "forum.ret": lambda w, by: workflow.edit_forum(w.forum, navn="Chefteamet", by=by),
    "afdeling.ret": lambda w, by: workflow.edit_afdeling(w.afdeling, navn="Staben", by=by),
    "lukkedag.opret": lambda w, by: workflow.add_lukkedag(JUNE, "Lukket", by=by),
    "lukkedag.slet": lambda w, by: workflow.remove_lukkedag(w.lukkedag, by=by),
    "budgetperiode.opret": lambda w, by: workflow.add_budgetperiode(2022, DEC, by=by),
    "budgetperiode.slet": lambda w, by: workflow.remove_budgetperiode(w.budget, by=by),
    "profil.ret": lambda w, by: workflow.edit_profile(tema="moerk", by=by),
}


@pytest.fixture
def verden(db):
    return Verden()


@pytest.fixture(autouse=True)
def _juni(dag):
    with dag("2020-06-01 10:00"):
        yield


def history_rows():
    """Return (kind, who) of every history row so far."""
    models = [model for model in apps.get_app_config("organisation").get_models() if hasattr(model, "history")]
    return {
        (model._meta.model_name, row.history_id, row.history_user) for model in models for row in model.history.all()
    }


@pytest.mark.parametrize("name", VERBS)
def test_verb_writes_one_event_and_one_history_row_in_the_doers_name(verden, admin, spor, name):
    before = history_rows()

    VERBS[name](verden, admin)

    kind = "bruger" if name == "profil.ret" else name.split(".")[0]
    assert spor() == [(name, "Adam Administrator", f"organisation.{kind}")]
    assert [(row[0], row[2]) for row in history_rows() - before] == [(kind, admin)]


@pytest.mark.parametrize("name", [name for name in VERBS if name != "profil.ret"])
def test_verb_by_somebody_else_is_denied_and_writes_nothing(verden, spor, name):
    before, gorm = history_rows(), builders.bruger("Gorm Styregruppe")
    before = history_rows()

    with pytest.raises(Denied):
        VERBS[name](verden, gorm)

    assert (spor(), history_rows()) == ([], before)


def test_create_afdeling_writes_unit_and_placement(admin, verden, spor):
    unit = workflow.create_afdeling(verden.mso, JAN, kode="NY", navn="Nyt team", slags="team", by=admin)

    assert [row.overordnet for row in unit.placeringer.all()] == [verden.mso]
    assert [event for event, _, _ in spor()] == ["afdeling.opret", "afdelingsplacering.opret"]


def test_event_names_changed_fields_and_no_text(admin, verden):
    workflow.edit_person(verden.signe, navn="Signe Hemmelig", stilling="", by=admin)

    assert Haendelse.objects.get().data == {"felter": ["navn"]}


def test_grant_of_revisor_is_told_by_its_event(admin, verden):
    workflow.grant(verden.signe, "revisor", JAN, JUNE, by=admin)

    event = Haendelse.objects.get()
    assert (event.handling, event.til, event.aktoer) == ("rolletildeling.opret", "revisor", admin)


def test_edit_without_change_writes_nothing(admin, verden, spor):
    before = history_rows()

    workflow.edit_forum(verden.forum, navn="Forum CT", by=admin)

    assert (spor(), history_rows()) == ([], before)


def test_edit_of_what_another_changed_is_refused(admin, verden, spor):
    opened = workflow.stand_of(verden.signe, ["navn"])
    workflow.edit_person(verden.signe, navn="Signe Gift", by=admin)

    with pytest.raises(NotNow) as refusal:
        workflow.edit_person(verden.signe, navn="Signe Anden", stand=opened, by=admin)

    assert str(refusal.value) == "En anden har ændret det, siden du åbnede siden. Gennemgå felterne, og gem igen."
    assert Bruger.objects.get(pk=verden.signe.pk).navn == "Signe Gift"


def test_what_the_database_refuses_is_said_in_danish(admin, verden, spor):
    with pytest.raises(NotNow) as refusal:
        workflow.appoint(verden.signe, verden.forum, "medlem", JUNE, by=admin)

    assert str(refusal.value) == "Personen har allerede rollen i forummet i perioden."
    assert (spor(), Medlemskab.objects.count()) == ([], 2)


def test_ring_of_units_is_refused(admin, verden):
    workflow.place(verden.afdeling, verden.mso, DEC, by=admin)
    top = verden.mso.placeringer.get()
    workflow.change_period(top, top.fra, JUNE, by=admin)

    with pytest.raises(NotNow) as refusal:
        workflow.place(verden.mso, verden.afdeling, DEC, by=admin)

    assert str(refusal.value).startswith("Så ville en afdeling høre under sig selv.")
    assert verden.mso.placeringer.count() == 1


def test_period_moved_into_a_ring_is_refused(admin, verden):
    a, b = verden.afdeling, builders.afdeling("B", verden.mso, til=JUNE)
    workflow.place(a, b, date(2020, 7, 1), date(2020, 9, 30), by=admin)
    workflow.place(b, a, date(2020, 10, 1), by=admin)

    with pytest.raises(NotNow):
        workflow.change_period(a.placeringer.last(), date(2020, 7, 1), date(2020, 10, 1), by=admin)

    assert a.placeringer.last().til == date(2020, 9, 30)


def test_period_that_has_begun_is_not_deleted(admin, verden):
    with pytest.raises(NotNow) as refusal:
        workflow.drop_period(verden.medlemskab, by=admin)

    assert str(refusal.value) == "Perioden er begyndt og kan ikke slettes. Sæt en slutdato i stedet."


@pytest.mark.parametrize("til", [date(2020, 6, 1), date(2020, 5, 31)])
def test_administrator_does_not_end_his_own_role(admin, til):
    role = admin.rolletildelinger.get()

    with pytest.raises(NotNow):
        workflow.change_period(role, role.fra, til, by=admin)

    assert admin.rolletildelinger.get().til is None


def test_administrator_ends_anothers_role(admin):
    other = builders.administrator("Adele Administrator")
    role = other.rolletildelinger.get()

    workflow.change_period(role, role.fra, JUNE, by=admin)

    assert other.rolletildelinger.get().til == JUNE


def test_passed_lukkedag_stands(admin):
    day = Lukkedag.objects.create(dato=date(2020, 5, 31), navn="Lukket")

    with pytest.raises(NotNow):
        workflow.remove_lukkedag(day, by=admin)

    assert Lukkedag.objects.count() == 1
