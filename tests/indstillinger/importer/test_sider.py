"""/indstillinger/import/: upload, waiting, confirming; who sees an import, and what the log says of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from indstillinger.indlaesning import Afvist
from indstillinger.models import Importforsoeg, Indstilling
from indstillinger.views.importer import remaining
from mso_portal.motor import ur
from mso_portal.motor.log import genstand
from mso_portal.motor.models import Opslag
from tests import builders
from tests.indstillinger.conftest import NU
from tests.indstillinger.formular import posted
from tests.indstillinger.importer.sider import IMPORT, act, summary, text, upload, url
from tests.indstillinger.importer.verden import bekraeft, felt, hent_ind, laes, laesning


def test_upload_leads_to_the_waiting_page(signe, chefteam, logget_ind, klokken):
    client = logget_ind(signe)

    response = upload(client, chefteam)

    forsoeg = Importforsoeg.objects.get()
    page = text(client.get(response.url))
    assert response.url == url(forsoeg)
    assert ("Filen bliver læst." in page, 'hx-trigger="every 2s"' in page, ">Opdatér</a>" in page) == (True,) * 3


def test_same_file_again_opens_what_was_begun(signe, chefteam, logget_ind, klokken):
    client = logget_ind(signe)
    first = upload(client, chefteam).url
    with ur.stil(NU + timedelta(minutes=1)):
        again = upload(client, chefteam)

        assert "Du har hentet filen ind før." in text(client.get(again.url))
    assert (again.url, Importforsoeg.objects.count()) == (first, 1)


def test_empty_form_is_422_with_each_message_linked(signe, logget_ind, klokken):
    response = logget_ind(signe).post(IMPORT, {"noegle": str(uuid4())})

    assert response.status_code == 422
    assert summary(response) == [
        ("id_forum", "Vælg det forum, der skal behandle sagen."), ("id_fil", "Vælg en fil."),
    ]  # fmt: skip


@pytest.mark.parametrize(("indhold", "besked"), [
    (b"", "Filen er tom. Vælg en anden."),
    (b"x" * (10 * 1024**2 + 1), "Filen er 11 MB. Grænsen er 10 MB. Del den, eller gem den mindre."),
])  # fmt: skip
def test_file_of_the_wrong_size_is_not_kept(signe, chefteam, logget_ind, klokken, indhold, besked):
    response = upload(logget_ind(signe), chefteam, indhold)

    assert (response.status_code, summary(response)) == (422, [("id_fil", besked)])
    assert Importforsoeg.objects.count() == 0


def test_upload_without_key_is_400(signe, chefteam, logget_ind, klokken):
    assert logget_ind(signe).post(IMPORT, {"forum": chefteam.pk}).status_code == 400


def test_own_imports_stand_below_with_their_status(forsoeg, signe, anders, chefteam, logget_ind):
    hent_ind(chefteam, anders, navn="anders.docx")

    page = text(logget_ind(signe).get(IMPORT))

    rows = re.findall(r'<th role="rowheader" scope="row"><a href="([^"]+)">([^<]+)</a>', page)
    assert (rows, "Klar til gennemsyn" in page) == ([(url(forsoeg), "skema.docx")], True)


def test_list_without_imports_says_so(signe, logget_ind, klokken):
    assert "Ingen filer er indlæst." in text(logget_ind(signe).get(IMPORT))


HTMX = {"HX-Request": "true"}


def test_fragment_says_what_the_page_says(signe, chefteam, logget_ind, klokken):
    forsoeg, client = hent_ind(chefteam, signe), logget_ind(signe)
    page = text(client.get(url(forsoeg)))

    fragment = text(client.get(url(forsoeg, "fremdrift/")))

    assert ("Filen bliver læst." in fragment, page.count(fragment.strip())) == (True, 1)


def test_polling_is_silent_until_there_is_something_new_to_say(signe, chefteam, logget_ind, klokken):
    forsoeg, client = hent_ind(chefteam, signe), logget_ind(signe)
    asked = re.search(r'hx-get="([^"]+)"', text(client.get(url(forsoeg))))[1]
    same = client.get(asked, headers=HTMX)
    with ur.stil(NU + timedelta(minutes=2)):
        slow = client.get(asked, headers=HTMX)
        still = client.get(re.search(r'hx-get="([^"]+)"', text(slow))[1], headers=HTMX)
    laes(forsoeg)
    ready = client.get(asked, headers=HTMX)

    assert [one.status_code for one in (same, slow, still, ready)] == [204, 200, 204, 200]
    assert ("Det tager længere tid" in text(slow), ready.headers["HX-Redirect"]) == (True, url(forsoeg))


def test_fragment_without_script_leads_on(forsoeg, signe, logget_ind):
    assert logget_ind(signe).get(url(forsoeg, "fremdrift/")).url == url(forsoeg)


def test_waiting_long_says_that_one_may_leave(signe, chefteam, logget_ind, klokken):
    forsoeg, client = hent_ind(chefteam, signe), logget_ind(signe)
    with ur.stil(NU + timedelta(minutes=2)):
        page = text(client.get(url(forsoeg)))

    assert ("Det tager længere tid end ventet." in page, "Kassér importen" in page) == (True, True)


def test_file_that_could_not_be_read_says_why_and_what_to_do(signe, chefteam, logget_ind, klokken):
    forsoeg = laes(hent_ind(chefteam, signe), Afvist("Filen er et billede uden tekst."))

    page = text(logget_ind(signe).get(url(forsoeg)))

    assert ("Filen er et billede uden tekst." in page, f'<a href="{IMPORT}">Prøv en anden fil</a>' in page) == (
        True, True,
    )  # fmt: skip


def test_confirm_page_says_what_will_happen(forsoeg, signe, logget_ind):
    page = text(logget_ind(signe).get(url(forsoeg, "bekraeft/")))

    assert "6 felter skal tjekkes, før kladden kan sendes til godkendelse." in page
    assert Indstilling.objects.count() == 0


def test_confirm_leads_to_writing(forsoeg, signe, logget_ind):
    client = logget_ind(signe)
    form = {name: values[-1] for name, values in posted(client.get(url(forsoeg, "bekraeft/")), None).items()}

    response = client.post(url(forsoeg, "bekraeft/"), form)

    paper = Indstilling.objects.get()
    assert response.url == f"/indstillinger/{paper.nummer}/rediger/"
    assert (paper.aabenhed, "Vælg selv, om den er åben" in text(client.get(response.url))) == ("ikke_angivet", True)


def test_value_that_cannot_be_stored_opens_its_field(chefteam, signe, logget_ind, klokken, periode):
    forsoeg = laes(hent_ind(chefteam, signe), laesning((("titel", 0, "T"), ("procestrin.tekst", 1, "x" * 301))))

    response = logget_ind(signe).post(url(forsoeg, "bekraeft/"), {"noegle": str(uuid4())})

    assert (response.status_code, Indstilling.objects.count()) == (422, 0)
    assert summary(response) == [("felt-2", "Teksten er 1 tegn for lang. Intet er slettet.")]


def test_too_many_rows_come_back_on_the_review(chefteam, signe, logget_ind, klokken, periode):
    lines = tuple(("beslutningspunkt.tekst", nr, f"At punkt {nr}") for nr in range(1, 32))
    forsoeg = laes(hent_ind(chefteam, signe), laesning(lines))

    response = logget_ind(signe).post(url(forsoeg, "bekraeft/"), {"noegle": str(uuid4())})

    assert (response.status_code, Indstilling.objects.count()) == (409, 0)
    assert "En indstilling kan have højst 30 beslutningspunkter." in text(response)


@pytest.mark.parametrize("page", ["bekraeft/", "kasser/", "fortryd/"])
def test_act_without_key_is_400(forsoeg, signe, logget_ind, page):
    assert logget_ind(signe).post(url(forsoeg, page)).status_code == 400


def test_review_of_a_paper_only_ticks_off(forsoeg, signe, logget_ind):
    paper, client = bekraeft(forsoeg, signe), logget_ind(signe)
    plads = felt(forsoeg, "referat.linje", 1).plads

    page = text(client.get(url(forsoeg), {"felt": plads}))
    act(client, forsoeg, felt(forsoeg, "referat.linje", 1), "tjek")

    assert (f'href="/indstillinger/{paper.nummer}/"' in page, "Udelad" in page, "Flyt" in page) == (True, False, False)
    assert felt(forsoeg, "referat.linje", 1).tjekket_af == signe


def test_remaining_marks_lead_those_who_may_to_the_review(forsoeg, signe, anders):
    paper = bekraeft(forsoeg, signe)
    plads = felt(forsoeg, "aabenhed").plads

    own, others = remaining(paper, signe), remaining(paper, anders)

    assert own[0] == {"tekst": "Krydset kan ikke læses. Vælg selv.", "afsnit": "Åben eller lukket",
                      "url": f"{url(forsoeg)}?felt={plads}#felt-{plads}"}  # fmt: skip
    assert (len(own), [one["url"] for one in others]) == (6, [""] * 6)


PAGES = ["", "fremdrift/", "bekraeft/"]


@pytest.mark.parametrize("page", PAGES)
def test_others_get_the_404_of_what_is_not_there(forsoeg, anders, logget_ind, page):
    client = logget_ind(anders)

    hidden, missing = client.get(url(forsoeg, page)), client.get(f"{IMPORT}{uuid4()}/{page}")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "skema.docx" not in text(hidden)


@pytest.mark.parametrize("page", ["felt/1/", "bekraeft/", "kasser/", "fortryd/"])
def test_others_cannot_act(forsoeg, anders, logget_ind, page):
    response = logget_ind(anders).post(url(forsoeg, page), {"noegle": str(uuid4()), "handling": "tjek"})

    forsoeg.refresh_from_db()
    assert (response.status_code, forsoeg.status, Indstilling.objects.count()) == (404, "indlaest", 0)


def test_sekretaer_of_the_forum_sees_and_reviews_but_does_not_confirm(forsoeg, kirsten, logget_ind):
    client = logget_ind(kirsten)

    page = client.get(url(forsoeg))
    confirm = client.post(url(forsoeg, "bekraeft/"), {"noegle": str(uuid4())})

    assert (page.status_code, confirm.status_code, "Opret kladde" in text(page)) == (200, 403, False)
    assert "Kontakt Signe Sagsbehandler." in text(confirm)


def test_sekretaer_of_another_forum_does_not_see(forsoeg, logget_ind):
    gerda = builders.bruger("Gerda Sekretariat")
    builders.medlemskab(gerda, builders.forum("OC"), "sekretaer")

    assert logget_ind(gerda).get(url(forsoeg)).status_code == 404


def test_every_view_is_in_the_access_log(forsoeg, signe, kirsten, logget_ind):
    for person in (signe, kirsten):
        logget_ind(person).get(url(forsoeg))

    rows = [(row.aktoer, row.slags, row.genstande) for row in Opslag.objects.order_by("pk")]
    assert rows == [(person, "vis", [list(genstand(forsoeg))]) for person in (signe, kirsten)]


def test_list_is_in_the_access_log(forsoeg, signe, logget_ind):
    logget_ind(signe).get(IMPORT)

    row = Opslag.objects.get()
    assert (row.slags, row.genstande) == ("liste", [list(genstand(forsoeg))])
