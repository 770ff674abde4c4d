"""perform(): the order of its checks, what it stamps and writes, and one effect for one key."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import OperationalError
from psycopg import errors

from indstillinger.models import Indstilling
from mso_portal.motor import rules, ur
from mso_portal.motor.access import AccessMiddleware
from mso_portal.motor.models import Haendelse, Handlingsnoegle
from mso_portal.motor.rules import YES, Denied, NotNow, no
from mso_portal.motor.workflow import Transition, available, claim, lock, perform
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import NU


def put_summary(paper, by, **data):
    paper.resume = f"{by.fornavn}: {data.get('grund', '')}"


TRAEK = Transition(name="withdraw", label="Træk sagen", rule="t.ja", sources=("kladde",), effect=put_summary)


@pytest.fixture(autouse=True)
def asked(monkeypatch, db):
    """Rules of these tests; the list of keys as they are asked."""
    keys = []

    def answer(key, value):
        return lambda user, obj: keys.append(key) or value

    own = {"t.ja": answer("t.ja", YES), "t.nej": answer("t.nej", no("Det må du ikke."))}
    monkeypatch.setattr(rules, "_predicates", {**rules._predicates, **own})
    return keys


@pytest.fixture
def signe(db):
    return builders.bruger()


@pytest.fixture
def paper(signe):
    with ur.stil(NU):
        return builders_indstilling.indstilling(signe, raekker=False)


def stored(paper):
    return Indstilling.objects.get(pk=paper.pk)


def refused(transition, paper, signe, **kw):
    """Perform what must be refused; return its words and see that nothing was written."""
    before = (stored(paper).version, paper.history.count(), Haendelse.objects.count(), Handlingsnoegle.objects.count())
    with pytest.raises((Denied, NotNow)) as refusal:
        perform(transition, paper, by=signe, **kw)
    after = (stored(paper).version, paper.history.count(), Haendelse.objects.count(), Handlingsnoegle.objects.count())
    assert before == after
    return type(refusal.value), str(refusal.value)


def test_perform_saves_with_one_more_version_and_history_in_the_right_name(paper, signe):
    done = perform(TRAEK, paper, by=signe, grund="slut")

    entry = paper.history.first()
    assert (done.version, done.resume) == (paper.version + 1, "Signe: slut")
    assert (entry.history_user, entry.version, entry.resume) == (signe, done.version, "Signe: slut")


def test_perform_writes_one_event_of_the_rule(paper, signe):
    other = builders.bruger("Lars Leder")
    perform(TRAEK, paper, by=signe, paa_vegne_af=other)

    (event,) = Haendelse.objects.all()
    assert (event.handling, event.genstand_type, event.genstand) == (
        "t.ja",
        "indstillinger.indstilling",
        str(paper.uuid),
    )
    assert (event.fra, event.til, event.aktoer, event.paa_vegne_af) == ("kladde", "kladde", signe, other)


def test_perform_stamps_and_clears_pairs(paper, signe):
    with ur.stil(NU):
        done = perform(replace(TRAEK, stamps=("journaliseret",)), paper, by=signe)
        assert (stored(paper).journaliseret_den, done.journaliseret_af) == (NU, signe)
        perform(replace(TRAEK, clears=("journaliseret",)), paper, by=signe)

    assert (stored(paper).journaliseret_den, stored(paper).journaliseret_af) == (None, None)


def test_perform_moves_the_state_to_the_target(paper, signe):
    def reason(paper, by, **data):
        paper.trukket_grund = "Løst"

    perform(replace(TRAEK, target="trukket", stamps=("trukket",), effect=reason), paper, by=signe)

    assert (stored(paper).tilstand, Haendelse.objects.get().til) == ("trukket", "trukket")


def test_perform_works_on_the_row_as_it_is_stored(paper, signe):
    Indstilling.objects.filter(pk=paper.pk).update(titel="Nyere")

    perform(TRAEK, paper, by=signe)

    assert stored(paper).titel == "Nyere"


# Refusals, in the order they are asked


def test_wrong_state_is_told_first(paper, signe, asked):
    words = refused(replace(TRAEK, sources=("godkendt",), rule="t.nej"), paper, signe, version=-1)

    assert words == (NotNow, "»Træk sagen« kan ikke bruges nu: tilstanden er »Kladde«.")
    assert asked == []


def test_old_version_is_told_before_the_rule_is_asked(paper, signe, asked):
    words = refused(replace(TRAEK, rule="t.nej"), paper, signe, version=paper.version - 1)

    assert words == (NotNow, "Sagen er ændret, siden du åbnede den. Gå tilbage, og læs den igen.")
    assert asked == []


def test_version_may_come_as_the_text_of_a_form(paper, signe):
    assert perform(TRAEK, paper, by=signe, version=str(paper.version))


def test_rule_is_asked_before_the_guards(paper, signe):
    guard = replace(TRAEK, rule="t.nej", guards=(lambda obj, **data: no("Guard."),))

    assert refused(guard, paper, signe) == (Denied, "Det må du ikke.")


def test_first_guard_that_refuses_speaks(paper, signe):
    guards = tuple(lambda obj, answer=answer, **data: answer for answer in (YES, no("Første."), no("Anden.")))

    assert refused(replace(TRAEK, guards=guards), paper, signe) == (NotNow, "Første.")


def test_guard_sees_the_data_of_the_act(paper, signe):
    guard = replace(TRAEK, guards=(lambda obj, grund, **data: no(grund),))

    assert refused(guard, paper, signe, grund="For kort.") == (NotNow, "For kort.")


def test_refusal_gives_the_key_back(paper, signe):
    noegle = str(uuid4())
    refused(replace(TRAEK, rule="t.nej"), paper, signe, noegle=noegle)

    assert perform(TRAEK, paper, by=signe, noegle=noegle)


def test_effect_that_fails_leaves_nothing(paper, signe):
    def fail(paper, by, **data):
        raise NotNow("Kan ikke.")

    assert refused(replace(TRAEK, effect=fail), paper, signe, noegle=str(uuid4())) == (NotNow, "Kan ikke.")


# Keys


def test_used_key_has_no_second_effect(paper, signe):
    noegle = str(uuid4())

    answers = [perform(TRAEK, paper, by=signe, noegle=noegle, grund=grund) for grund in ("1", "2")]

    assert (answers[1], stored(paper).resume, Haendelse.objects.count()) == (None, "Signe: 1", 1)


@pytest.mark.parametrize("noegle", ["x", "' OR 1=1", "12"])
def test_malformed_key_is_told(signe, noegle):
    with pytest.raises(NotNow, match="Siden er for gammel"):
        claim(noegle, signe, "t.ja")


def test_key_holds_who_what_and_where_to(signe):
    noegle = uuid4()
    claim(str(noegle), signe, "t.ja", "/derhen/")

    row = Handlingsnoegle.objects.get(noegle=noegle)
    assert (row.bruger, row.handling, row.svar_url) == (signe, "t.ja", "/derhen/")


# The row's lock


def test_row_that_is_gone_is_told(paper, signe):
    gone = stored(paper)
    Indstilling.objects.filter(pk=paper.pk).delete()

    with pytest.raises(NotNow) as refusal:
        lock(gone)

    assert str(refusal.value) == "Det, du vil ændre, findes ikke længere."


def fail_with(monkeypatch, cause):
    def get(self, *args, **kwargs):
        raise OperationalError("x") from cause

    monkeypatch.setattr("django.db.models.query.QuerySet.get", get)


def test_row_that_others_hold_too_long_is_told(paper, monkeypatch):
    fail_with(monkeypatch, errors.LockNotAvailable("x"))

    with pytest.raises(NotNow) as refusal:
        lock(paper)

    assert str(refusal.value) == ("En anden er ved at gemme det samme. Din tekst er ikke gemt endnu – tryk Gem igen.")


def test_press_that_waits_too_long_for_the_one_before_is_told(signe, monkeypatch):
    def create(self, **values):
        raise OperationalError("x") from errors.LockNotAvailable("x")

    monkeypatch.setattr("django.db.models.query.QuerySet.create", create)

    with pytest.raises(NotNow, match="En anden er ved at gemme det samme"):
        claim(uuid4(), signe, "indstilling.indsend")


@pytest.mark.parametrize(("cause", "status"), [(errors.LockNotAvailable, 409), (errors.QueryCanceled, None)])
def test_lock_held_too_long_anywhere_in_a_request_is_a_conflict(rf, signe, cause, status):
    error = OperationalError("x")
    error.__cause__ = cause("x")
    request = rf.post("/", headers={"Accept": "application/json"})

    page = AccessMiddleware(None).process_exception(request, error)

    assert (page and page.status_code) == status


def test_other_faults_of_the_database_are_not_hidden(paper, monkeypatch):
    fail_with(monkeypatch, errors.QueryCanceled("x"))

    with pytest.raises(OperationalError):
        lock(paper)


def test_available_are_those_of_the_state_that_the_rule_allows(paper, signe):
    table = (TRAEK, replace(TRAEK, name="a", sources=("godkendt",)), replace(TRAEK, name="b", rule="t.nej"))

    assert available(table, paper, signe) == [TRAEK]
