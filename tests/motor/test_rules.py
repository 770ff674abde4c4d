"""Rules: one predicate a key, refused by default, with a Danish reason."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mso_portal.motor import rules
from mso_portal.motor.rules import YES, Answer, Denied, ask, no, predicate, require
from mso_portal.organisation.models import Bruger


@pytest.fixture(autouse=True)
def own_rules(monkeypatch):
    monkeypatch.setattr(rules, "_predicates", {"t.ja": lambda user, obj: YES, "t.nej": lambda user, obj: no("Fordi.")})


PERSON = Bruger(navn="Signe Sagsbehandler")


def test_answer_is_as_true_as_what_it_allows():
    assert (bool(YES), bool(no("Fordi.")), no("Fordi.").reason) == (True, False, "Fordi.")


def test_yes_and_no():
    assert (ask(PERSON, "t.ja"), ask(PERSON, "t.nej")) == (YES, Answer(False, "Fordi."))


@pytest.mark.parametrize("person", [None, AnonymousUser(), Bruger(navn="Freja Fratrådt", aktiv=False)])
def test_nobody_without_an_active_login_may_anything(person):
    assert ask(person, "t.ja") == Answer(False, "Log ind først.")


def test_unknown_rule_is_refused_by_default():
    with pytest.raises(KeyError):
        ask(PERSON, "t.findes_ikke")


def test_require_lets_through_or_raises_the_reason():
    assert require(PERSON, "t.ja") is None
    with pytest.raises(Denied) as refusal:
        require(PERSON, "t.nej")
    assert str(refusal.value) == "Fordi."


def test_rule_declared_twice_is_a_mistake():
    with pytest.raises(ValueError, match="t.ja"):
        predicate("t.ja")(lambda user, obj: YES)


def test_keys_are_sorted():
    assert rules.keys() == ["t.ja", "t.nej"]
