"""Bilag with files: attached, replaced and removed, by verb and by page."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indstillinger.models import Indstilling
from indstillinger.models.indhold import content
from indstillinger.workflow import add_row
from indstillinger.workflow.bilag import add_bilag, attach, detach
from mso_portal.motor.filer import Afvist, lager
from mso_portal.motor.models import Fil, Handlingsnoegle
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_indstilling
from tests.indstillinger.bilag.vedlaeg import attached, events, sent, upload, url
from tests.indstillinger.conftest import save
from tests.motor.filer.pakke import office, pdf, picture

LAAST = "PDF-filen er låst eller har aktive dele. Udskriv den til en ny PDF."


# The verbs


def test_new_bilag_has_number_titel_and_file(paper, signe):
    row = attached(paper, signe)

    before, paper.version = paper.version, Indstilling.objects.get().version
    fil = Fil.objects.get()
    assert (row.nr, row.titel, row.filnavn, row.fil) == (1, "Følgevenner", "Følgevenner.pdf", fil)
    assert (paper.version, row.history.latest().history_user) == (before + 1, signe)
    assert events("indstilling.vedlaeg") == [{"sha256": fil.pk, "nr": 1}]


def test_file_is_attached_to_the_bilag_that_waits(paper, signe):
    row = add_row(paper, "bilag", by=signe, titel="Budget")

    attach(paper, row.uuid, upload(office("xlsx")), "tal.xlsx", by=signe)

    row.refresh_from_db()
    assert (row.nr, row.titel, row.filnavn, row.fil.type) == (1, "Budget", "tal.xlsx", "xlsx")


def test_replaced_file_stays_in_what_was_frozen(paper, signe):
    row = attached(paper, signe)
    first, frozen = row.fil, builders_indstilling.version(paper, signe)

    attach(paper, row.uuid, upload(picture()), "b.png", by=signe)

    Fil.objects.update(oprettet_den="2020-01-01T00:00+00:00")
    raw = frozen.indhold["raekker"]["bilag"]["raekker"][0]["felter"]
    assert (raw["fil"]["raa"], raw["filnavn"]["vaerdi"], lager.forget_unused()) == (first.pk, "Følgevenner.pdf", 0)
    assert content(paper)["raekker"]["bilag"]["raekker"][0]["felter"]["filnavn"]["vaerdi"] == "b.png"


def test_file_is_taken_off_and_the_bilag_stays(paper, signe):
    row = attached(paper, signe)
    sha256 = row.fil_id

    detach(paper, row.uuid, by=signe)

    row.refresh_from_db()
    assert (row.nr, row.titel, row.filnavn, row.fil) == (1, "Følgevenner", "", None)
    assert events("indstilling.fjern_fil") == [{"sha256": sha256, "nr": 1}]


def test_only_authors_attach_and_nothing_of_theirs_is_kept(paper, anders):
    with pytest.raises(Denied):
        attached(paper, anders)

    assert Fil.objects.count() == 0


@pytest.mark.parametrize("verb", ["add_bilag", "attach", "detach"])
def test_closed_paper_is_not_written(godkendt, signe, verb):
    row = godkendt.bilag_raekker.get()
    acts = {"add_bilag": lambda: attached(godkendt, signe, picture(), "b.png"),
            "attach": lambda: attach(godkendt, row.uuid, upload(picture()), "b.png", by=signe),
            "detach": lambda: detach(godkendt, row.uuid, by=signe)}  # fmt: skip

    with pytest.raises(NotNow, match="Indstillingen blev godkendt"):
        acts[verb]()

    assert (godkendt.bilag_raekker.get().fil_id, Fil.objects.count()) == (row.fil_id, 1)


def test_bilag_removed_meanwhile_takes_no_file(paper, signe):
    for uuid in (uuid4(), "ikke en uuid"):
        with pytest.raises(NotNow, match="Rækken er fjernet af en anden"):
            attach(paper, uuid, upload(), "a.pdf", by=signe)


def test_bilag_without_file_has_none_to_remove(paper, signe):
    row = add_row(paper, "bilag", by=signe)

    with pytest.raises(NotNow, match="Bilag 1 har ingen fil"):
        detach(paper, row.uuid, by=signe)


def test_files_of_a_paper_have_a_limit_together(paper, signe, settings):
    settings.MSO_INDSTILLING_MB = 1
    row = attached(paper, signe)
    Fil.objects.update(stoerrelse=1024**2)

    with pytest.raises(Afvist) as refusal:
        attached(paper, signe, picture(), "b.png")

    assert str(refusal.value) == "Bilagene ville fylde 2 MB tilsammen. Grænsen er 1 MB. Gem filen mindre."
    assert attach(paper, row.uuid, upload(picture()), "b.png", by=signe).filnavn == "b.png"


def test_same_file_twice_counts_once(paper, signe, settings):
    settings.MSO_INDSTILLING_MB = 1
    indhold = pdf()
    attached(paper, signe, indhold)
    Fil.objects.update(stoerrelse=1024**2)

    assert attached(paper, signe, indhold).nr == 2


def test_key_used_before_does_nothing(paper, signe):
    noegle = uuid4()
    rows = [add_bilag(paper, upload(), "a.pdf", by=signe, noegle=noegle) for _ in range(2)]

    assert (rows[1], paper.bilag_raekker.count(), len(events("indstilling.vedlaeg"))) == (None, 1, 1)


def test_second_author_writes_the_first_ones_text_into_the_history(faelles, signe, maja):
    save(faelles, signe, resume="Signes ord")

    attached(faelles, maja)

    assert faelles.history.first().resume == "Signes ord"


# Attaching on the page


def test_file_is_attached_by_the_page(paper, signe, logget_ind):
    response = sent(logget_ind(signe), paper)

    row = paper.bilag_raekker.get()
    assert (response.status_code, response.url) == (302, f"/indstillinger/{paper.nummer}/rediger/#raekker-bilag")
    assert (row.nr, row.titel, row.filnavn) == (1, "notat", "notat.pdf")


def test_page_names_the_bilag_and_the_file_that_goes(paper, signe, logget_ind):
    row = attached(paper, signe)

    page = logget_ind(signe).get(url(paper, "vedlaeg/"), {"uuid": row.uuid}).content.decode()

    assert "<h1>Vedlæg en fil til bilag 1</h1>" in page
    assert "»Følgevenner.pdf« bliver skiftet ud." in page


@pytest.mark.parametrize(
    ("navn", "indhold", "text"),
    [
        ("a.pdf", b"%PDF-1.4", LAAST),
        ("a.pdf", b"MZ", "Filen hedder .pdf, men indholdet er noget andet. Åbn den, og gem den på ny."),
        ("a.exe", b"MZ", "Filtypen .exe kan ikke bruges. Gem filen som PDF, og vedlæg den igen."),
        ("a.pdf", b"", "Filen er tom. Vælg en anden."),
    ],
)
def test_refused_file_says_why(paper, signe, logget_ind, navn, indhold, text):
    file = SimpleUploadedFile(navn, indhold)

    response = logget_ind(signe).post(url(paper, "vedlaeg/"), {"noegle": str(uuid4()), "fil": file})

    assert (response.status_code, response.context["fejl"]) == (422, [{"id": "id_fil", "tekst": text}])
    assert paper.bilag_raekker.count() == 0


def test_form_without_file_asks_for_one(paper, signe, logget_ind):
    response = logget_ind(signe).post(url(paper, "vedlaeg/"), {"noegle": str(uuid4())})

    assert (response.status_code, response.context["fejl"][0]["tekst"]) == (422, "Vælg en fil.")


@pytest.mark.parametrize("tail", ["vedlaeg/", "1/fjern-fil/"])
def test_post_without_key_is_refused(paper, signe, logget_ind, tail):
    attached(paper, signe)

    assert logget_ind(signe).post(url(paper, tail), {"fil": upload()}).status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("tail", ["vedlaeg/", "1/fjern-fil/"])
def test_closed_paper_answers_409(godkendt, signe, logget_ind, method, tail):
    client = logget_ind(signe)

    response = getattr(client, method)(url(godkendt, tail), {"noegle": str(uuid4())})

    assert response.status_code == 409


def test_double_press_attaches_once(paper, signe, logget_ind):
    client, noegle = logget_ind(signe), str(uuid4())

    answers = [sent(client, paper, noegle=noegle).status_code for _ in range(2)]

    assert (answers, paper.bilag_raekker.count(), Handlingsnoegle.objects.count()) == ([302, 302], 1, 1)


def test_double_press_removes_once(paper, signe, logget_ind):
    attached(paper, signe)
    client, said = logget_ind(signe), {"noegle": str(uuid4())}

    answers = [client.post(url(paper, "1/fjern-fil/"), said).status_code for _ in range(2)]

    assert (answers, len(events("indstilling.fjern_fil"))) == ([302, 302], 1)


def test_bilag_gone_is_404_on_the_page_and_409_in_the_post(paper, signe, logget_ind):
    client = logget_ind(signe)

    answers = [client.get(url(paper, "vedlaeg/"), {"uuid": uuid}).status_code for uuid in (uuid4(), "x")]

    assert [*answers, sent(client, paper, uuid=str(uuid4())).status_code] == [404, 404, 409]


# The edit page


def test_edit_page_shows_the_file_and_what_can_be_done(paper, signe, logget_ind):
    row = attached(paper, signe)
    add_row(paper, "bilag", by=signe)

    page = logget_ind(signe).get(f"/indstillinger/{paper.nummer}/rediger/").content.decode()

    wanted = [
        url(paper, "1/vis/"),
        url(paper, f"vedlaeg/?uuid={row.uuid}"),
        url(paper, "1/fjern-fil/"),
        url(paper, "vedlaeg/"),
    ]
    assert [f'href="{one}"' in page for one in wanted] == [True] * 4
    assert (
        "Følgevenner.pdf" in page,
        str(row.fil) in page,
        'Vedlæg fil<span class="skjult"> til bilag 2</span>' in page,
    ) == (True, True, True)
