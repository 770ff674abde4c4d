"""Planted faults: each must show as a difference from the golden file, or be refused outright."""

import pytest
from django.http import HttpResponse
from django.urls import clear_url_caches, path

from indstillinger.models import Indstilling
from indstillinger.querysets import IndstillingQuerySet
from indstillinger.views import rediger
from indstillinger.views.find import paper as find_paper
from mso_portal import urls
from mso_portal.motor.access import check_declared, signed_in, views
from tests.adgang import matrix
from tests.adgang.genstande import UdenGenstand, adresser
from tests.adgang.verden import PERSONER

pytestmark = pytest.mark.django_db


def forskelle(verden, *names):
    """Return the lines of reading these URLs that differ from the golden file."""
    facit = set(matrix.fil("indstillinger").read_text().splitlines())
    with matrix.answers_only():
        now = [
            matrix.linje("GET", name, tilstand, aabenhed, [matrix.celle(verden, one, path) for one in PERSONER])
            for name, _, tilstand, aabenhed, path in adresser(verden) if name in names
        ]  # fmt: skip
    return [line for line in now if line.rstrip() not in facit]


def plant(monkeypatch, name, view):
    """Put another view behind a URL name."""
    found = next(one for _, one in views() if one.name == name)
    monkeypatch.setattr(found, "callback", view)


@pytest.fixture
def ny_adresse(monkeypatch):
    """Mount further addresses for one test."""

    def mount(*patterns):
        monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, *patterns])
        clear_url_caches()

    yield mount
    monkeypatch.undo()
    clear_url_caches()


def test_portal_as_it_is_differs_nowhere(matrixverden):
    assert forskelle(matrixverden, "indstilling_rediger") == []


def test_dropped_rule_is_reported(matrixverden, monkeypatch):
    inner = rediger.rediger.__wrapped__
    plant(
        monkeypatch, "indstilling_rediger", signed_in(lambda request, nr: inner(request, find_paper(request.user, nr)))
    )

    assert len(forskelle(matrixverden, "indstilling_rediger")) == 14


def test_dropped_filter_is_reported(matrixverden, monkeypatch):
    monkeypatch.setattr(IndstillingQuerySet, "visible_to", lambda papers, user: papers)

    assert len(forskelle(matrixverden, "indstilling_laes")) == 14


def test_filter_dropped_in_one_side_view_is_reported(matrixverden, monkeypatch):
    everything = signed_in(lambda request, nr: HttpResponse(str(Indstilling.objects.get(nummer=nr))))
    plant(monkeypatch, "indstilling_pdf", everything)

    assert len(forskelle(matrixverden, "indstilling_pdf")) == 14


def test_view_without_rule_is_refused_and_reported(matrixverden, ny_adresse):
    ny_adresse(path("uden-regel/", lambda request: HttpResponse("hemmeligt"), name="uden_regel"))

    people = ("anonym", "administrator", "revisor")
    answers = {matrixverden.client(one).get("/uden-regel/").status_code for one in people}

    assert answers == {403}
    assert [error.id for error in check_declared(None)] == ["portal.E001"]


def test_new_address_is_a_new_line(matrixverden, ny_adresse):
    ny_adresse(path("ny-side/", signed_in(lambda request: HttpResponse("ny")), name="ny_side"))

    assert "ny_side" in [name for name, *_ in adresser(matrixverden)]
    assert "ny_side" not in matrix.fil("portal").read_text()


def test_new_address_without_object_fails(matrixverden, ny_adresse):
    ny_adresse(path("ny-side/<int:pk>/", signed_in(lambda request, pk: HttpResponse("ny")), name="ny_med_pk"))

    with pytest.raises(UdenGenstand, match="ny_med_pk"):
        adresser(matrixverden)


def test_verb_without_valid_body_fails(matrixverden, ny_adresse):
    ny_adresse(path("nyt-verbum/", signed_in(lambda request: HttpResponse("gjort")), name="nyt_verbum"))

    with pytest.raises(LookupError, match="nyt_verbum"):
        matrix.celler(matrixverden, "nyt_verbum", "/nyt-verbum/")
