"""/indstillinger/ny/: choose form, forum and meeting; a double press makes one paper."""

import re
from datetime import time
from uuid import uuid4

import pytest

from indstillinger.models import Indstilling, Moede
from tests import builders
from tests.indstillinger.conftest import save
from tests.indstillinger.formular import posted

NY = "/indstillinger/ny/"


@pytest.fixture
def moede(chefteam, klokken):
    return Moede.objects.create(noegle="ct-1", forum=chefteam, dato="2020-05-29", start=time(9), slut=time(11))


@pytest.fixture
def valid(chefteam):
    return {"titel": "Følgevenner", "formular": "almindelig", "forum": chefteam.pk, "noegle": str(uuid4())}


def summary(response):
    return re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', response.content.decode())


def test_post_makes_the_paper_and_leads_to_writing(signe, logget_ind, valid, moede):
    response = logget_ind(signe).post(NY, {**valid, "oensket_moede": moede.pk})

    paper = Indstilling.objects.get()
    assert response.url == f"/indstillinger/{paper.nummer}/rediger/"
    assert (paper.titel, paper.oensket_moede, paper.sagsbehandler) == ("Følgevenner", moede, signe)


def test_double_press_makes_one_paper(signe, logget_ind, valid, klokken):
    client = logget_ind(signe)

    answers = [client.post(NY, valid) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert Indstilling.objects.count() == 1


def test_each_page_has_its_own_key(signe, logget_ind, klokken):
    client = logget_ind(signe)

    keys = [posted(client.get(NY), None)["noegle"] for _ in range(2)]

    assert keys[0] != keys[1]


def test_empty_form_is_422_with_each_message_linked(signe, logget_ind, klokken):
    response = logget_ind(signe).post(NY, {"noegle": str(uuid4())})

    assert response.status_code == 422
    assert summary(response) == [
        ("id_titel", "Skriv en titel."),
        ("id_formular", "Dette felt er påkrævet."),
        ("id_forum", "Vælg det forum, der skal behandle sagen."),
    ]


def test_meeting_of_another_forum_is_refused(signe, logget_ind, valid, moede):
    hmu = builders.forum("HMU", navn="Hoved-MED")

    response = logget_ind(signe).post(NY, {**valid, "forum": hmu.pk, "oensket_moede": moede.pk})

    assert summary(response) == [("id_oensket_moede", "Mødet er ikke et møde i Hoved-MED. Vælg et andet.")]
    assert Indstilling.objects.count() == 0


@pytest.mark.parametrize(("noegle", "status"), [("", 400), ("ikke-en-noegle", 409)])
def test_missing_or_malformed_key_makes_nothing(signe, logget_ind, valid, klokken, noegle, status):
    response = logget_ind(signe).post(NY, {**valid, "noegle": noegle})

    assert (response.status_code, Indstilling.objects.count()) == (status, 0)


def test_only_own_papers_are_offered_for_copying(paper, signe, lars, logget_ind):
    save(paper, signe, ansvarlig_leder=str(lars.pk))

    offered = [paper.nummer in logget_ind(person).get(NY).content.decode() for person in (signe, lars)]

    assert offered == [True, False]


def test_copy_by_number_carries_the_text(paper, signe, logget_ind, valid):
    save(paper, signe, resume="Kort", explicit=True)

    logget_ind(signe).post(NY, {**valid, "kopi_af": paper.nummer})

    assert Indstilling.objects.exclude(pk=paper.pk).get().resume == "Kort"


def test_paper_of_others_cannot_be_copied(paper, anders, logget_ind, valid):
    response = logget_ind(anders).post(NY, {**valid, "kopi_af": paper.nummer})

    assert (response.status_code, Indstilling.objects.count()) == (422, 1)
