"""/opsaetning/fora/<kode>/moeder/: standard items and the forum's words for an outcome."""

from uuid import uuid4

from indstillinger.models import Standardtekst

SIDE = "/opsaetning/fora/CT/moeder/"
PUNKT = {"titel": "Eventuelt", "placering": "sidst", "raekkefoelge": 1, "sagstype": "orientering", "minutter": 5}


def test_standard_item_is_made_changed_and_deleted(klokken, chefteam, kirsten, logget_ind):
    client = logget_ind(kirsten)
    client.post(f"{SIDE}standardpunkt/ny/", {**PUNKT, "noegle": uuid4()})
    row = chefteam.standardpunkter.get()
    url = f"{SIDE}standardpunkt/{row.pk}/"
    stand = client.get(url).context["form"]["stand"].value()

    client.post(url, {**PUNKT, "minutter": 10, "stand": stand, "noegle": uuid4()})
    row.refresh_from_db()
    client.post(f"{url}slet/", {"noegle": uuid4()})

    assert (row.minutter, chefteam.standardpunkter.count()) == (10, 0)


def test_word_for_an_outcome_is_the_forums_until_it_is_emptied(klokken, chefteam, kirsten, logget_ind):
    client, url = logget_ind(kirsten), f"{SIDE}standardtekst/vedtaget/"

    client.post(url, {"tekst": "Godkendt", "noegle": uuid4()})
    own = Standardtekst.labels(chefteam)["vedtaget"]
    client.post(url, {"tekst": "", "noegle": uuid4()})

    assert (own, Standardtekst.labels(chefteam)["vedtaget"]) == ("Godkendt", "Tiltrådt")


def test_page_lists_both(klokken, chefteam, kirsten, logget_ind):
    chefteam.standardpunkter.create(titel="Eventuelt")

    items, words = logget_ind(kirsten).get(SIDE).context["afsnit"]

    assert [row["celler"][0]["tekst"] for row in items["raekker"]] == ["Eventuelt"]
    assert words["raekker"][0]["celler"][1]["tekst"] == "Tiltrådt"


def test_only_the_forums_sekretaer_has_the_page(klokken, chefteam, kirsten, mette, logget_ind):
    assert logget_ind(mette).get(SIDE).status_code == 403
    client = logget_ind(kirsten)
    assert client.get("/opsaetning/fora/XX/moeder/").status_code == 404
    assert client.get(f"{SIDE}standardtekst/ukendt/").status_code == 404


def test_post_without_a_key_is_refused(klokken, chefteam, kirsten, logget_ind):
    assert logget_ind(kirsten).post(f"{SIDE}standardpunkt/ny/", PUNKT).status_code == 400
