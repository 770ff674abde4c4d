"""What the pages of lower apps show of plans, through the tag library alone (20 §2.1)."""

import re
from html import unescape

import pytest
from django.apps import apps

from indsatser.models import Indsatsplan
from indsatser.workflow.opret import create_from
from indsatser.workflow.plan import edit_plan
from indstillinger.models import Beslutning
from mso_portal.motor import ur
from tests import builders, builders_indsats
from tests.arkitektur.source import findings, matches
from tests.indsatser.planside import som
from tests.indstillinger.referat import verden

LOWER = ("indstillinger", "maalinger", "organisation", "motor")


@pytest.fixture
def klokken(db):
    with ur.stil(verden.EFTER):
        yield verden.EFTER


@pytest.fixture
def chefteam(db):
    return builders.forum("CT", navn="Chefteamet")


@pytest.fixture
def folk(klokken, chefteam):
    return verden.personer(chefteam)


@pytest.fixture
def beslutning(folk, chefteam):
    """A decision in force of Signe's paper, åben for all members."""
    minutes = verden.afholdt(folk, chefteam)
    verden.godkendt(minutes, folk)
    return Beslutning.objects.order_by("pk").first()


def shown(person, beslutning):
    """Return (address, words) of what the decision's page shows of plans."""
    page = som(person).get(f"/beslutninger/{beslutning.nummer}/").content.decode()
    part = page.partition('<h2 id="plan">')[2].partition("</section>")[0]
    return [(url, unescape(words)) for url, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', part)]


def plan_of(beslutning, by):
    return create_from(beslutning, [], by=by, titel="Takt og tone")[0]


def test_who_may_is_offered_to_make_a_plan(beslutning, folk):
    offered = [(f"/indsatsplaner/fra-beslutning/{beslutning.nummer}/", "Opret indsatsplan")]

    assert [shown(one, beslutning) for one in (folk.signe, folk.kirsten, folk.mona)] == [offered, offered, []]


def test_plan_is_shown_to_its_writer_and_offered_no_more(beslutning, folk):
    plan = plan_of(beslutning, folk.signe)

    assert shown(folk.signe, beslutning) == [(f"/indsatsplaner/{plan.nummer}/", f"{plan.nummer} Takt og tone")]
    assert [shown(one, beslutning) for one in (folk.kirsten, folk.mona)] == [[], []]


def test_lukket_plan_shows_on_the_page_to_its_own_people_alone(beslutning, folk):
    plan = edit_plan(plan_of(beslutning, folk.signe), by=folk.signe, **builders_indsats.LUKKET)

    found = [shown(one, beslutning) for one in (folk.signe, folk.mona)]

    assert found == [[(f"/indsatsplaner/{plan.nummer}/", f"{plan.nummer} Flytning af en medarbejder")], []]


def test_decision_that_holds_no_more_gets_no_plan(beslutning, folk):
    Beslutning.objects.filter(pk=beslutning.pk).update(status="bortfaldet", status_grund="Området er lagt om.")

    assert (shown(folk.signe, beslutning), Indsatsplan.objects.count()) == ([], 0)


# Nobody below reaches plans by the way back


def backward_names():
    """Return what plans and their rows are called on the objects of the apps below."""
    return {
        field.remote_field.get_accessor_name()
        for model in apps.get_app_config("indsatser").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and not field.remote_field.hidden
        and field.related_model._meta.app_label in LOWER
    }  # fmt: skip


def reverse_relations(path, text):
    """Complain of a template of a lower app that walks from its object to plans: it would show the lukkede too."""
    names = "|".join([*sorted(backward_names()), r"\w*plan\w*_set"])
    found = re.compile(r"\{[{%][^}]*?\.(" + names + r")\b")
    if path.startswith("templates/") and not path.startswith("templates/indsatser/"):
        yield from matches(found, text, "{0}: plans are shown by the tags of koblinger")


def test_no_template_below_walks_to_plans():
    assert findings(reverse_relations) == []


@pytest.mark.parametrize(
    "fault", ["{{ beslutning.indsatsplan_set }}", "{% for en in forum.indsatsplaner.order %}", "{{ p.milepaele }}"]
)
def test_way_back_to_plans_is_found(fault):
    assert len(list(reverse_relations("templates/indstillinger/x.html", fault))) == 1


def test_pages_of_plans_may_name_their_own_rows():
    assert list(reverse_relations("templates/indsatser/x.html", "{{ plan.milepaele }}")) == []
