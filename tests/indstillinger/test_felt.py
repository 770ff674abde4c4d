"""POST …/felt/: one field saved by the script; 200 with base and echo, 409 with both texts, 422 with the message."""

import pytest

from indstillinger.models import Indstilling
from indstillinger.workflow import add_row, remove_row
from mso_portal.motor.lock import fingerprint
from tests.indstillinger.conftest import NU, save, stored

JSON = {"Accept": "application/json"}


@pytest.fixture
def post(logget_ind):
    """Return a function that posts a field as a person, opened with what is stored unless `base` says otherwise."""

    def send(paper, person, name, *texts, base=None, **extra):
        base = fingerprint(stored(paper, name)) if base is None else base
        data = {"felt": name, "vaerdi": list(texts), "base": base, **extra}
        return logget_ind(person).post(f"/indstillinger/{paper.nummer}/felt/", data, headers=JSON)

    return send


def test_saved_field_answers_with_its_new_base_and_the_time(paper, signe, post):
    response = post(paper, signe, "resume", "Kort")

    assert (response.status_code, response.json()) == (200, {
        "base": fingerprint("Kort"), "gemt": "kl. 10.30", "ekko": "", "ekko_slags": "info", "andre": [],
    })  # fmt: skip
    assert stored(paper, "resume") == "Kort"


def test_base_of_the_answer_saves_the_next_text(paper, signe, post):
    base = post(paper, signe, "baggrund", "<p>Et  <b>ord</b></p>").json()["base"]

    assert post(paper, signe, "baggrund", "<p>To ord</p>", base=base).status_code == 200
    assert stored(paper, "baggrund") == "<p>To ord</p>"


def test_other_base_answers_409_with_both_texts(faelles, signe, maja, post):
    save(faelles, maja, resume="Den gemte tekst")

    response = post(faelles, signe, "resume", "Min tekst", base=fingerprint(""))

    answer = response.json()
    assert (response.status_code, sorted(answer)) == (409, ["besked", "html"])
    assert answer["besked"] == "Maja Medforfatter har ændret Resumé kl. 10.30. Vælg tekst."
    assert '<template class="gemt-vaerdi">Den gemte tekst</template>' in answer["html"]
    assert (">Min<" in answer["html"], stored(faelles, "resume")) == (True, "Den gemte tekst")


def test_conflict_escapes_both_texts(faelles, signe, maja, post):
    save(faelles, maja, resume="<script>gemt()</script>")

    html = post(faelles, signe, "resume", "<script>min()</script>", base=fingerprint("")).json()["html"]

    assert ("<script>" in html, "&lt;script&gt;gemt()&lt;/script&gt;" in html) == (False, True)


def test_text_not_chosen_is_kept_in_the_history(faelles, signe, maja, post):
    save(faelles, maja, resume="Majas")

    post(faelles, signe, "resume", "Signes", base=fingerprint("Majas"), fravalgt="Majas")

    kept = faelles.history.get(history_change_reason="fravalgt")
    assert (kept.resume, kept.history_user, stored(faelles, "resume")) == ("Majas", signe, "Signes")


def test_list_not_chosen_changes_nobody(faelles, signe, maja, lars, post):
    post(faelles, signe, "medforfattere", str(maja.pk), fravalgt=str(lars.pk))

    assert list(faelles.medforfattere.all()) == [maja]


@pytest.mark.parametrize(
    ("typed", "kroner", "ekko", "slags"),
    [
        ("160.000 kr.", 160_000, "160.000 kr. = 160 tkr.", "info"),
        ("159.750 kr.", 159_750, "159.750 kr. = 160 tkr. (afrundet)", "info"),
        (
            "160.000",
            None,
            "160.000 kan læses på to måder. Skriv »160« eller »160.000 kr.« for 160 tusind – eller »160 mio. kr.«",
            "obs",
        ),
        ("12.50", None, "Brug komma som decimaltegn, fx 12,5.", "obs"),
    ],
)
def test_amount_is_saved_and_echoed(paper, signe, post, typed, kroner, ekko, slags):
    row = paper.direkteudgift_raekker.get(aar=2020)

    answer = post(paper, signe, f"direkteudgift:{row.uuid}:beloeb", typed).json()

    row.refresh_from_db()
    assert (row.beloeb.tekst, row.kroner, answer["ekko"], answer["ekko_slags"]) == (typed, kroner, ekko, slags)


@pytest.mark.parametrize(
    ("typed", "ekko", "slags"),
    [("juni 2020", "Læst som 1.–30. juni 2020 (måned).", "info"),
     ("31. juni 2020", "31. juni 2020 findes ikke. Teksten står, som du skrev den.", "obs")],
)  # fmt: skip
def test_time_is_saved_and_echoed(paper, signe, post, typed, ekko, slags):
    row = add_row(paper, "procestrin", by=signe)

    answer = post(paper, signe, f"procestrin:{row.uuid}:tidspunkt", typed).json()

    row.refresh_from_db()
    assert (row.tidspunkt.tekst, answer["ekko"], answer["ekko_slags"]) == (typed, ekko, slags)


def test_too_long_text_answers_422_with_the_count(paper, signe, post):
    response = post(paper, signe, "resume", "x" * 612)

    assert (response.status_code, response.json()) == (422, {"fejl": "Teksten er 12 tegn for lang. Intet er slettet."})
    assert stored(paper, "resume") == ""


def test_300_kb_of_pasted_word_is_refused_with_the_count(paper, signe, post):
    cell = '<p class="MsoNormal" style="mso-margin-top-alt:auto"><span lang=DA>Ord for ord</span><o:p></o:p></p>'
    pasted = cell * 3200

    response = post(paper, signe, "baggrund", pasted)

    assert len(pasted) > 300_000
    assert (response.status_code, response.json()["fejl"]) == (422, "Teksten er 8.399 tegn for lang. Intet er slettet; "
            "forkort den, eller læg resten i et bilag.")  # fmt: skip
    assert stored(paper, "baggrund") == ""


def test_ticked_persons_are_one_field(paper, signe, maja, lars, post):
    assert post(paper, signe, "medforfattere", str(lars.pk), str(maja.pk)).status_code == 200
    assert set(paper.medforfattere.all()) == {maja, lars}


def test_field_of_a_removed_row_answers_with_its_text(faelles, signe, maja, post):
    row = add_row(faelles, "beslutningspunkt", by=signe)
    remove_row(faelles, "beslutningspunkt", row.uuid, by=maja)

    response = post(faelles, signe, f"beslutningspunkt:{row.uuid}:tekst", "At godkende", base=fingerprint(""))

    assert (response.status_code, response.json()) == (
        422, {"fejl": "Rækken er fjernet af en anden. Genindlæs siden. Du skrev: »At godkende«."}
    )  # fmt: skip


@pytest.mark.parametrize("name", ["nummer", "tilstand", "findes_ikke", "bilag:x:nr"])
def test_field_without_a_control_answers_422(paper, signe, post, name):
    assert post(paper, signe, name, "x", base="y").status_code == 422


@pytest.mark.parametrize("missing", ["felt", "base"])
def test_post_without_field_or_base_answers_400(paper, signe, logget_ind, missing):
    data = {"felt": "resume", "base": "x", "vaerdi": "y"}
    del data[missing]

    response = logget_ind(signe).post(f"/indstillinger/{paper.nummer}/felt/", data)

    assert (response.status_code, stored(paper, "resume")) == (400, "")


def test_get_is_refused(paper, signe, logget_ind):
    assert logget_ind(signe).get(f"/indstillinger/{paper.nummer}/felt/").status_code == 405


def test_paper_that_was_sent_answers_409_with_the_sentence(paper, signe, post):
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="trukket", trukket_den=NU, trukket_af=signe, trukket_grund="x"
    )

    response = post(paper, signe, "resume", "x")

    assert (response.status_code, response.json()) == (409, {
        "fejl": "Indstillingen blev trukket kl. 10.30, så den kan ikke ændres. Din tekst står herunder."
    })  # fmt: skip


def test_others_edits_are_told_with_their_time(faelles, signe, maja, post):
    save(faelles, maja, effekt="<p>Majas</p>")

    answer = post(faelles, signe, "resume", "Signes").json()

    assert answer["andre"] == [
        {"navn": "Maja Medforfatter", "felt": "Effekt", "felt_id": "id_effekt", "kl": "kl. 10.30"}
    ]


def test_autosave_takes_few_queries(paper, signe, logget_ind, count_queries):
    client, url = logget_ind(signe), f"/indstillinger/{paper.nummer}/felt/"

    def autosave(text, base):
        data = {"felt": "resume", "vaerdi": text, "base": fingerprint(base)}
        return lambda: client.post(url, data, headers=JSON)

    autosave("Første", "")()

    # Session, person, rights, paper; then the transaction: begin, lock, history, write, end.
    assert count_queries(autosave("Anden", "Første")) == 9


def test_somebody_else_is_told_nothing(paper, anders, post):
    assert post(paper, anders, "resume", "x").status_code == 404
