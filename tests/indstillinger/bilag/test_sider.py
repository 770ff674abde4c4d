"""Fetching a bilag and looking at its pages – by those who may, and noted."""

import re

import pytest

from indstillinger.models import Indstilling
from indstillinger.workflow import add_row
from mso_portal.motor.filer import jobs, lager
from mso_portal.motor.models import Fil, Opslag
from tests import builders_indstilling
from tests.indstillinger.bilag.vedlaeg import THREE, attached, body, sent, url
from tests.indstillinger.conftest import save
from tests.motor.filer.gode import printed
from tests.motor.filer.pakke import office, pdf, picture

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|data-session-slut="\d+"')


# Fetching


def test_file_comes_as_it_was_attached(paper, signe, logget_ind):
    indhold = pdf()
    attached(paper, signe, indhold)

    response = logget_ind(signe).get(url(paper, "1/"))

    assert (response.streaming, body(response), response["Content-Type"]) == (True, indhold, "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="{paper.nummer}-bilag-1.pdf"'
    headers = ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control")
    assert [response[name] for name in headers] == ["default-src 'none'; sandbox", "nosniff", "no-store"]


@pytest.mark.parametrize(("navn", "build"), [("a.docx", office), ("a.png", picture)])
def test_name_and_kind_of_a_fetched_file_hold_no_title(paper, signe, logget_ind, navn, build):
    attached(paper, signe, build(), f"hemmelig {navn}")

    response = logget_ind(signe).get(url(paper, "1/"))

    body(response)
    assert "hemmelig" not in str(response.headers)
    assert response["Content-Disposition"] == f'attachment; filename="{paper.nummer}-bilag-1{navn[1:]}"'


@pytest.mark.parametrize("aabenhed", ["aaben", "lukket"])
def test_every_fetched_file_is_noted(paper, signe, logget_ind, aabenhed):
    attached(paper, signe)
    Indstilling.objects.update(aabenhed=aabenhed)

    body(logget_ind(signe).get(url(paper, "1/")))

    assert [(one.slags, one.genstande) for one in Opslag.objects.all()] == [
        ("fil", [["indstillinger.indstilling", str(getattr(paper, "uuid", paper.pk))]])
    ]


@pytest.mark.parametrize("tail", ["", "vis/", "side/1.png"])
def test_stranger_gets_the_404_of_what_is_not_there(paper, signe, anders, logget_ind, tail):
    row = attached(paper, signe, printed(THREE))
    jobs.lav_sider.func(row.fil_id)
    client = logget_ind(anders)

    answers = [client.get(f"/indstillinger/{nr}/bilag/1/{tail}") for nr in (paper.nummer, "2020-999")]

    assert [one.status_code for one in answers] == [404, 404]
    assert TOKEN.sub(b"", answers[0].content) == TOKEN.sub(b"", answers[1].content)


@pytest.mark.parametrize("tail", ["2/", "2/vis/", "1/side/9.png", "99999999999/", "1/side/99999999999.png"])
def test_bilag_and_pages_that_are_not_there_are_404(paper, signe, logget_ind, tail):
    row = attached(paper, signe, printed(THREE))
    jobs.lav_sider.func(row.fil_id)

    assert logget_ind(signe).get(url(paper, tail)).status_code == 404


@pytest.mark.parametrize(("tail", "status"), [("", 404), ("vis/", 200), ("side/1.png", 404)])
def test_bilag_without_file_says_so(paper, signe, logget_ind, tail, status):
    add_row(paper, "bilag", by=signe)

    response = logget_ind(signe).get(url(paper, f"1/{tail}"))

    assert response.status_code == status
    assert status == 404 or response.context["besked"] == "Bilaget har ingen fil endnu."


@pytest.mark.parametrize(
    ("tilstand", "text"), [("karantaene", "Afventer virusscanning"), ("afvist", "Filen er afvist")]
)
def test_file_in_quarantine_is_not_served(paper, signe, logget_ind, tilstand, text):
    row = attached(paper, signe, printed(THREE))
    jobs.lav_sider.func(row.fil_id)
    Fil.objects.update(tilstand=tilstand)
    client = logget_ind(signe)

    answers = [client.get(url(paper, f"1/{tail}")) for tail in ("", "side/1.png", "vis/")]

    assert [one.status_code for one in answers] == [409, 409, 200]
    assert [text in one.content.decode() for one in answers] == [True, True, True]
    assert (answers[2].context["links"], answers[2].context["side"]) == ([], None)


def test_bytes_that_cannot_be_reached_say_so(paper, signe, logget_ind):
    row = attached(paper, signe)
    lager.default_storage.delete(row.fil.noegle)

    response = logget_ind(signe).get(url(paper, "1/"))

    assert (response.status_code, "Bilaget kan ikke hentes lige nu." in response.content.decode()) == (409, True)


# The viewer


@pytest.fixture
def tre_sider(paper, signe):
    """A bilag of three drawn pages."""
    row = attached(paper, signe, printed(THREE))
    jobs.lav_sider.func(row.fil_id)
    return row


@pytest.mark.parametrize(
    ("asked", "nr", "before", "after"),
    [("", 1, "", "?side=2"), ("2", 2, "?side=1", "?side=3"), ("3", 3, "?side=2", ""), ("4", 1, "", "?side=2"),
     ("0", 1, "", "?side=2"), ("x", 1, "", "?side=2"), ("²", 1, "", "?side=2")],
)  # fmt: skip
def test_pages_are_walked_one_by_one(paper, signe, logget_ind, tre_sider, asked, nr, before, after):
    page = logget_ind(signe).get(url(paper, "1/vis/"), {"side": asked}).context["side"]

    text = {1: "Første side", 2: "Anden side", 3: "Tredje side"}[nr]
    assert page == {"alt": f"Bilag 1, side {nr} af 3", "url": url(paper, f"1/side/{nr}.png"), "tekst": text,
                    "staar": f"Side {nr} af 3", "forrige": before, "naeste": after}  # fmt: skip


def test_page_comes_as_a_picture(paper, signe, logget_ind, tre_sider):
    response = logget_ind(signe).get(url(paper, "1/side/2.png"))

    with lager.default_storage.open(tre_sider.fil.filsider.get(nr=2).noegle) as stream:
        assert body(response) == stream.read()
    assert response["Content-Type"] == "image/png"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_pages_not_drawn_yet_ask_for_patience(paper, signe, logget_ind):
    attached(paper, signe, printed(THREE))

    context = logget_ind(signe).get(url(paper, "1/vis/")).context

    assert (context["besked"], context["side"]) == ("Siderne bliver dannet. Prøv igen om lidt.", None)


def test_page_that_could_not_be_drawn_points_at_the_original(paper, signe, logget_ind, tre_sider):
    lager.default_storage.delete(tre_sider.fil.filsider.get(nr=1).noegle)

    page = logget_ind(signe).get(url(paper, "1/vis/")).content.decode()

    assert ("Siden kan ikke vises her. Hent originalen." in page, "<img" in page) == (True, False)


def test_office_file_is_told_by_name_kind_and_size(paper, signe, logget_ind):
    row = attached(paper, signe, office(), "notat.docx")

    context = logget_ind(signe).get(url(paper, "1/vis/")).context

    assert [one["vaerdi"] for one in context["fil"]] == ["notat.docx", str(row.fil)]
    assert context["links"] == [{"label": f"Hent original ({row.fil})", "url": url(paper, "1/")}]


@pytest.mark.parametrize(("sag", "raekke", "noted"), [("aaben", "aaben", []), ("aaben", "lukket", ["vis"]),
                                                      ("lukket", "aaben", ["vis"])])  # fmt: skip
def test_looking_at_what_is_closed_is_noted(paper, signe, logget_ind, tre_sider, sag, raekke, noted):
    Indstilling.objects.update(aabenhed=sag)
    paper.bilag_raekker.update(aabenhed=raekke)
    client = logget_ind(signe)

    client.get(url(paper, "1/vis/"))
    body(client.get(url(paper, "1/side/1.png")))

    assert [one.slags for one in Opslag.objects.all()] == noted * 2


def test_readers_of_the_paper_read_its_bilag(godkendt, lars, logget_ind):
    response = logget_ind(lars).get(url(godkendt, "1/"))

    assert (response.status_code, body(response)[:5]) == (200, b"%PDF-")


def test_viewing_sends_as_many_queries_at_one_and_three_pages(paper, signe, logget_ind, count_queries):
    for html in ("Kort", THREE):
        jobs.lav_sider.func(attached(paper, signe, printed(html)).fil_id)
    client = logget_ind(signe)
    client.get(url(paper, "1/vis/"))

    counts = [count_queries(lambda nr=nr: client.get(url(paper, f"{nr}/vis/"))) for nr in (1, 2)]

    assert counts[0] == counts[1]


def test_medforfatter_attaches_too(faelles, maja, logget_ind):
    assert sent(logget_ind(maja), faelles).status_code == 302


def test_leader_reads_but_does_not_attach(paper, signe, lars, logget_ind):
    save(paper, signe, ansvarlig_leder=str(lars.pk))

    assert sent(logget_ind(lars), paper).status_code == 403


def test_part_gets_the_file_of_the_version_he_was_sent(klokken, signe, maja, logget_ind):
    """A bilag replaced or added since is not his to see (10 §11 check 12)."""
    paper = builders_indstilling.indstilling(signe, aabenhed="aaben")
    builders_indstilling.spoergsmaal(paper, maja)
    sent = paper.bilag_raekker.get()
    builders_indstilling.raekke(paper, "bilag", tekst=lambda felt: "Nyt bilag")
    paper.bilag_raekker.filter(pk=sent.pk).update(fil=builders_indstilling.fil("En ny fil"))

    own = f"/indstillinger/{paper.nummer}/bilag"
    answers = [logget_ind(maja).get(f"{own}/{nr}/") for nr in (1, 2)]

    assert b"".join(answers[0].streaming_content).endswith(b"Tekst om bilag.fil")
    assert answers[1].status_code == 404
