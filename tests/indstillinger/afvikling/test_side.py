"""The page where the minutes are written: what is drawn, a plain post of it, one field at a time, who only reads."""

import pytest

from indstillinger.models import Opgave, Referat, Referatpunkt, Standardtekst
from indstillinger.workflow import afvikling
from indstillinger.workflow.referatraekker import add_raekke, save_field
from mso_portal.motor.lock import fingerprint
from tests import builders_moede
from tests.indstillinger.afvikling.conftest import item
from tests.indstillinger.bilag.vedlaeg import upload
from tests.indstillinger.formular import posted

URL = "/moeder/ct-2020-05-29/afvikling/1/"
NOEGLE = "7f3f1a52-8c51-4ad7-9b56-3d9ccf1f3c11"


@pytest.fixture
def side(logget_ind, kirsten, raekker):
    """Return a function that opens the page as Kirsten."""
    return lambda query="": logget_ind(kirsten).get(URL + query)


@pytest.fixture
def gem(logget_ind, kirsten, raekker):
    return lambda data, url=URL, **extra: logget_ind(kirsten).post(url, data, **extra)


def fresh(row):
    return Referatpunkt.objects.get(pk=row.pk)


def values(row, *names):
    return tuple(getattr(fresh(row), name) for name in names)


# what is drawn


def test_page_saved_unchanged_changes_nothing(side, gem, raekker):
    before = Referatpunkt.history.count()

    response = gem(posted(side()))

    assert (response.status_code, Referatpunkt.history.count()) == (302, before)


def radios(html, row):
    part = html.split(f'data-navn="{row.uuid}:udfald"')[1].split("</fieldset>\n")[0]
    return [piece.split('"')[0] for piece in part.split('type="radio"')[1:] for piece in [piece.split('value="')[1]]]


def test_four_radios_fit_what_the_point_asks(side, raekker):
    html = side().content.decode()

    assert [radios(html, row) for row in (raekker[0], raekker[2])] == [
        ["vedtaget", "vedtaget_med_aendring", "afvist", "udsat", "andet"],
        ["taget_til_efterretning", "droeftet", "udsat", "ikke_behandlet", "andet"],
    ]


def test_nothing_is_chosen_beforehand(side):
    html = side().content.decode()

    assert html.count("checked") == 0


def test_outcomes_have_the_words_of_the_forum(side, chefteam):
    Standardtekst.objects.create(forum=chefteam, udfald="vedtaget", tekst="Godkendt af chefteamet")

    assert side().content.decode().count("<span>Godkendt af chefteamet</span>") == 2


def test_missing_outcomes_are_listed(side):
    html = side().content.decode().split('id="mangler"')[1].split("</section>")[0]

    assert [part.split('">')[1].split("</a>")[0] for part in html.split("<a href")[1:]] == [
        f"Vælg et udfald for punkt {nr}, eller vælg »Ikke behandlet«." for nr in (1, 2, 3)
    ]


# a plain post


def test_plain_post_saves_every_field(side, gem, raekker):
    first, second, _ = raekker
    data = posted(side()) | {
        f"{first.uuid}:udfald": ["vedtaget_med_aendring", ""], f"{first.uuid}:ordlyd": "Ordningen fortsætter i et år.",
        f"{second.uuid}:udfald": ["andet", "oversendt"], f"{second.uuid}:oversendt_tekst": "HMU",
    }  # fmt: skip
    gem(data)

    assert (values(first, "udfald", "ordlyd"), values(second, "udfald", "oversendt_tekst")) == (
        ("vedtaget_med_aendring", "Ordningen fortsætter i et år."), ("oversendt", "HMU"),
    )  # fmt: skip


def test_select_counts_only_with_its_radio(side, gem, raekker):
    gem(posted(side()) | {f"{raekker[0].uuid}:udfald": ["afvist", "oversendt"]})

    assert values(raekker[0], "udfald") == ("afvist",)


def test_conflict_of_a_plain_post_shows_both_texts(side, gem, raekker, kirsten):
    data = posted(side()) | {f"{raekker[0].uuid}:ordlyd": "Min ordlyd"}
    save_field(raekker[0], "ordlyd", "En andens ordlyd", by=kirsten)

    response = gem(data)
    html = response.content.decode()

    assert (response.status_code, html.count("Min ordlyd") > 0, html.count("En andens ordlyd") > 0) == (409, True, True)


def test_refused_text_comes_back_as_typed(side, gem, raekker):
    data = posted(side()) | {f"{raekker[0].uuid}:ordlyd": "x" * 4002}
    response = gem(data)

    assert (response.status_code, "x" * 4002 in response.content.decode(), values(raekker[0], "ordlyd")) == (
        422, True, ("",),
    )  # fmt: skip


def test_post_with_nothing_in_it_is_refused(gem):
    assert gem({}).status_code == 400


@pytest.mark.parametrize("slags", ["besluttet", "droeftet", "efterskrift"])
def test_row_is_added_and_gets_the_focus(slags, side, gem, foerste):
    response = gem(posted(side()) | {"handling": f"tilfoej:{slags}"})
    row = Referatpunkt.objects.filter(punkt=foerste, beslutningspunkt_uuid=None).get()

    assert (row.slags, response.url) == (slags, f"{URL}?fokus={row.uuid}#raekke-{row.uuid}")


def test_row_becomes_a_task_with_its_text(side, gem, raekker):
    gem(posted(side()) | {"handling": f"opgave:{raekker[0].uuid}"})
    task = Opgave.objects.get()

    assert (task.tekst, task.raekke_uuid, task.tilstand) == (raekker[0].foreslaaet, raekker[0].uuid, "udkast")


def test_removed_row_can_be_brought_back(side, gem, raekker, foerste, kirsten):
    row = add_raekke(raekker[0].referat, foerste, "droeftet", by=kirsten, overskrift="Økonomi")
    url = gem(posted(side()) | {"handling": f"fjern:{row.uuid}"}).url
    gone = Referatpunkt.objects.filter(uuid=row.uuid).count()
    gem(posted(side(f"?{url.split('?')[1].split('#')[0]}")) | {"handling": f"fortryd:{row.uuid}"})

    assert (gone, Referatpunkt.objects.get(uuid=row.uuid).overskrift) == (0, "Økonomi")


def test_finished_item_leads_to_the_next(side, gem, i_gang):
    response = gem(posted(side()) | {"handling": "faerdig"})

    assert (response.url, item(i_gang, "1").tilstand) == ("/moeder/ct-2020-05-29/afvikling/2/", "behandlet")


def test_leaving_is_possible_with_outcomes_missing(gem, side):
    assert gem(posted(side()) | {"handling": "faerdig"}).status_code == 302


# one field at a time


def post_field(gem, navn, vaerdi, base=""):
    return gem({"felt": navn, "base": fingerprint(base), "vaerdi": vaerdi, "fravalgt": ""}, url=f"{URL}felt/")


def test_field_answers_with_its_new_base(gem, raekker):
    response = post_field(gem, f"{raekker[0].uuid}:udfald", ["vedtaget", ""])

    assert (response.status_code, response.json()["base"], values(raekker[0], "udfald")) == (
        200, fingerprint("vedtaget"), ("vedtaget",),
    )  # fmt: skip


def test_empty_phrase_is_spoken_of_while_it_is_typed(gem, raekker):
    post_field(gem, f"{raekker[0].uuid}:udfald", ["vedtaget_med_aendring", ""])
    response = post_field(gem, f"{raekker[0].uuid}:ordlyd", "med de aftalte justeringer")

    assert (response.json()["ekko"], values(raekker[0], "ordlyd")) == (
        "Skriv ændringerne ud. »Med de aftalte justeringer« kan ingen følge op på.", ("med de aftalte justeringer",),
    )  # fmt: skip


def test_field_conflict_answers_with_the_box(gem, raekker, kirsten):
    save_field(raekker[0], "ordlyd", "Først", by=kirsten)
    response = post_field(gem, f"{raekker[0].uuid}:ordlyd", "Sidst")

    assert (response.status_code, response.json()["besked"]) == (
        409, "Kirsten Sekretariat har ændret Ordlyd kl. 9.05. Vælg tekst.",
    )  # fmt: skip


def test_field_of_a_task_is_saved(side, gem, carla):
    gem(posted(side()) | {"handling": "tilfoej:opgave"})
    task = Opgave.objects.get()
    post_field(gem, f"{task.uuid}:ansvarlig", str(carla.pk))
    post_field(gem, f"{task.uuid}:frist", "uge 23")
    task.refresh_from_db()

    assert (task.ansvarlig, task.frist.tekst) == (carla, "uge 23")


@pytest.mark.parametrize("who", ["carla", "mads"])
def test_field_of_who_only_reads_is_refused(who, raekker, logget_ind, request):
    client = logget_ind(request.getfixturevalue(who))
    data = {"felt": f"{raekker[0].uuid}:ordlyd", "base": fingerprint(""), "vaerdi": "x"}

    assert client.post(f"{URL}felt/", data).status_code == 403


# who reads


def test_member_reads_without_fields(raekker, logget_ind, carla):
    html = logget_ind(carla).get(URL).content.decode()

    assert (html.count("<textarea"), html.count('type="radio"'), "Opdateret kl. 9.05." in html) == (0, 0, True)


def test_author_outside_the_forum_does_not_follow(raekker, logget_ind, signe):
    assert logget_ind(signe).get(URL).status_code == 403


def test_stranger_finds_nothing(raekker, logget_ind, anders):
    assert logget_ind(anders).get(URL).status_code == 404


def test_excluded_member_finds_nothing(raekker, foerste, logget_ind, carla, kirsten):
    builders_moede.udelukkelse(foerste, carla, kirsten)

    assert [logget_ind(carla).get(url).status_code for url in (URL, "/moeder/ct-2020-05-29/afvikling/2/")] == [404, 200]


def test_excluded_members_list_of_items_leaves_it_out(raekker, foerste, logget_ind, carla, kirsten):
    builders_moede.udelukkelse(foerste, carla, kirsten)
    html = logget_ind(carla).get("/moeder/ct-2020-05-29/afvikling/2/").content.decode()

    assert (html.count("Tekst om titel"), html.count("/afvikling/1/")) == (0, 0)


def test_meeting_not_started_says_so(udsendt, logget_ind, kirsten):
    html = logget_ind(kirsten).get(URL).content.decode()

    assert ("Mødet er ikke i gang." in html, "/moeder/ct-2020-05-29/start/" in html) == (True, True)


def test_minutes_sent_out_are_read_only(raekker, logget_ind, kirsten):
    Referat.objects.update(tilstand="til_kommentering")
    html = logget_ind(kirsten).get(URL).content.decode()

    assert (html.count("<textarea"), "»til kommentering«" in html) == (0, True)


# verbs and papers


def test_meeting_is_started_over_the_page(udsendt, logget_ind, kirsten):
    client = logget_ind(kirsten)
    shown = client.get("/moeder/ct-2020-05-29/start/")
    response = client.post("/moeder/ct-2020-05-29/start/", posted(shown, "formular"))
    udsendt.refresh_from_db()

    assert (response.url, udsendt.tilstand) == ("/moeder/ct-2020-05-29/fremmoede/", "i_gang")


def test_all_present_in_one_press(raekker, logget_ind, kirsten, i_gang):
    client = logget_ind(kirsten)
    url = "/moeder/ct-2020-05-29/fremmoede/"
    client.post(url, posted(client.get(url), "formular") | {"alle": "ja"})

    assert set(i_gang.fremmoeder.order_by("pk").values_list("status", flat=True)) == {"til_stede"}


def test_all_as_proposed_asks_once(gem, side, raekker, logget_ind, kirsten):
    client = logget_ind(kirsten)
    before = values(raekker[0], "udfald")
    client.post(f"{URL}alle/", posted(client.get(f"{URL}alle/"), "formular"))

    assert (before, values(raekker[0], "udfald"), values(raekker[1], "udfald")) == (("",), ("vedtaget",), ("",))


@pytest.mark.parametrize(("verbum", "state"), [("ikke-naaet", "ikke_naaet"), ("udsaet", "udsat")])
def test_item_is_decided_on_over_its_page(verbum, state, raekker, logget_ind, kirsten, i_gang):
    client = logget_ind(kirsten)
    client.post(f"{URL}{verbum}/", posted(client.get(f"{URL}{verbum}/"), "formular"))

    assert item(i_gang, "1").tilstand == state


def test_absence_under_the_item_is_written_over_its_page(raekker, logget_ind, kirsten, foerste, carla):
    client = logget_ind(kirsten)
    client.post(f"{URL}fravaer/", posted(client.get(f"{URL}fravaer/"), "formular") | {f"p{carla.pk}": "gik_foer"})

    assert list(foerste.fravaer.order_by("pk").values_list("bruger", "grund")) == [(carla.pk, "gik_foer")]


def test_paper_is_handed_out_over_its_page(raekker, logget_ind, kirsten, foerste):
    client = logget_ind(kirsten)
    data = {"noegle": NOEGLE, "titel": "Nye tal", "fil": upload(navn="tal.pdf"), "aabenhed": "aaben"}
    client.post(f"{URL}uddel/", data)

    assert [(one.titel, one.uddelt_paa_moedet) for one in foerste.punktbilag.order_by("nr")] == [("Nye tal", True)]


# queries


def test_page_asks_the_same_with_one_row_and_three(queries_at, logget_ind, kirsten, foerste, raekker):
    client = logget_ind(kirsten)
    counts = queries_at(
        lambda nr: add_raekke(raekker[0].referat, foerste, "droeftet", by=kirsten), lambda: client.get(URL)
    )

    assert counts[0] == counts[1]


def test_reader_page_stays_within_its_budget(count_queries, logget_ind, carla, raekker):
    client = logget_ind(carla)
    client.get(URL)

    assert count_queries(lambda: client.get(URL)) <= 15


def test_treated_items_outcomes_are_still_written(gem, side, raekker, foerste, kirsten):
    afvikling.treat(foerste, by=kirsten)
    gem(posted(side()) | {f"{raekker[0].uuid}:udfald": ["afvist", ""]})

    assert values(raekker[0], "udfald") == ("afvist",)
