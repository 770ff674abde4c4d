"""The edit page: every control as drawn, a plain post of it, conflicts and messages with everything typed."""

from datetime import time

import pytest

from indstillinger.models import RAEKKER, Indstilling, Moede
from indstillinger.models.felttekst import EDITABLE
from indstillinger.models.indhold import content
from indstillinger.workflow import remove_row
from mso_portal.vaerdier import tidspunkt
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import NU, save, stored
from tests.indstillinger.formular import posted

KILDER = ("opsparing", "faelles_opsparing", "tvaergaaende_pulje")


def url(paper):
    return f"/indstillinger/{paper.nummer}/rediger/"


@pytest.fixture
def filled(klokken, chefteam, signe, lars, maja):
    """A closed paper with a row of every kind and every field filled."""
    return builders_indstilling.indstilling(
        signe, aabenhed="lukket", forum=chefteam, leder=lars, medforfattere=[maja], afdeling=builders.afdeling()
    )


@pytest.fixture
def side(logget_ind, signe):
    """Return a function that opens the edit page as Signe."""
    return lambda paper, query="": logget_ind(signe).get(url(paper) + query)


@pytest.fixture
def gem(logget_ind, signe):
    """Return a function that posts what a page holds, as Signe."""
    return lambda paper, data, **extra: logget_ind(signe).post(url(paper), data, **extra)


def now(paper):
    return content(Indstilling.objects.get(pk=paper.pk))


def state(paper):
    fresh = Indstilling.objects.get(pk=paper.pk)
    return content(fresh), fresh.version, fresh.redigeret_den


# A page opened and saved unchanged changes nothing


def test_page_saved_unchanged_changes_nothing(filled, side, gem):
    before = state(filled)

    response = gem(filled, posted(side(filled)))

    assert (response.status_code, state(filled)) == (302, before)


def test_new_paper_saved_unchanged_changes_nothing(paper, side, gem):
    before = state(paper)

    response = gem(paper, posted(side(paper)))

    assert (response.status_code, state(paper)) == (302, before)


def awkward_rows(paper):
    """Rows as people type them: refused amounts, unread times, line breaks and quotes."""
    amounts = ("160.000", "ca. 160", "159.750 kr.", "−25", "1 000 kr", "0", "")
    times = ("efterår 2020/forår2020", "uge 43-45", "5. maj", "Juni 2020", "snarest", "2020-K3")
    for text in amounts:
        builders_indstilling.raekke(paper, "udgiftspost", beloeb=lambda _, text=text: text, formaal="\"<&'")
    for text in times:
        builders_indstilling.raekke(paper, "procestrin", tidspunkt=tidspunkt.laes(text, NU.date()))
    builders_indstilling.raekke(paper, "beslutningspunkt", tekst=lambda _: "\nlinje\n\nlinje </textarea>\n")


def test_awkward_values_saved_unchanged_change_nothing(paper, side, gem):
    awkward_rows(paper)
    before = state(paper)

    response = gem(paper, posted(side(paper)))

    assert (response.status_code, state(paper)) == (302, before)


def test_choices_that_are_gone_stay_when_saved_unchanged(filled, side, gem, lars, maja, chefteam):
    type(lars).objects.filter(pk__in=[lars.pk, maja.pk]).update(aktiv=False)
    type(chefteam).objects.filter(pk=chefteam.pk).update(aktiv_til="2020-01-01")
    past = Moede.objects.create(noegle="x", forum=chefteam, dato="2020-01-15", start=time(9), slut=time(11))
    Indstilling.objects.filter(pk=filled.pk).update(oensket_moede=past)
    filled.procestrin_raekker.update(forum=chefteam)
    filled.deltager_raekker.update(bruger=lars, navn="")
    before = state(filled)

    response = gem(filled, posted(side(filled)))

    assert (response.status_code, state(filled)) == (302, before)


def test_medforfatter_late_in_the_alphabet_stays_among_many_colleagues(paper, signe, side, gem):
    unit = builders.afdeling()
    people = [builders.bruger(f"{letter}na Kollega") for letter in "ABCDEFGHIJKLMNOP"]
    for person in (signe, *people):
        builders.tilknytning(person, unit)
    save(paper, signe, medforfattere=str(people[-1].pk))

    gem(paper, posted(side(paper)))

    assert list(paper.medforfattere.all()) == [people[-1]]


def test_page_has_every_editable_field_with_its_base(filled, side):
    names = {name.removeprefix("base:") for name in posted(side(filled)) if name.startswith("base:")}
    rows = {
        f"{kind}:{row.uuid}:{felt}"
        for kind, model in RAEKKER.items()
        for row in getattr(filled, f"{kind}_raekker").all()
        for felt in model.INDHOLD
        if felt not in model.FASTE
    }

    assert names == EDITABLE | rows


def test_page_takes_the_same_queries_for_one_and_three_rows(filled, signe, logget_ind, queries_at):
    client = logget_ind(signe)

    def one_more(nr):
        for kind in RAEKKER:
            kilde = {"kilde": KILDER[nr]} if kind == "finansieringskilde" else {}
            builders_indstilling.raekke(filled, kind, **kilde)

    counts = queries_at(one_more, lambda: client.get(url(filled)), (1, 3))
    assert (len(set(counts)), counts[0] <= 14) == (1, True), counts


# Saving


def test_changed_page_is_saved_with_a_history_row(paper, side, gem):
    response = gem(paper, posted(side(paper), resume="Kort\r\nog godt"))

    assert (response.status_code, response.url) == (302, url(paper))
    assert (stored(paper, "resume"), paper.history.count()) == ("Kort\nog godt", 2)


def test_saved_page_says_so(paper, side, gem):
    response = gem(paper, posted(side(paper), resume="x"), follow=True)

    assert [str(one) for one in response.context["messages"]] == ["Gemt."]


def test_refused_field_is_422_with_the_text_and_the_others_saved(paper, side, gem):
    response = gem(paper, posted(side(paper), kle="81", resume="Kort"))

    assert response.status_code == 422
    assert posted(response)["kle"] == ["81"]
    assert (stored(paper, "kle"), stored(paper, "resume")) == ("", "Kort")
    assert '<a href="#id_kle">Skriv KLE-nummeret som 00.00.00, fx 27.35.00.</a>' in response.content.decode()


def test_refused_page_saved_again_is_refused_again(paper, side, gem):
    response = gem(paper, posted(side(paper), kle="81"))

    assert gem(paper, posted(response)).status_code == 422
    assert gem(paper, posted(response, kle="81.39.00")).status_code == 302


def test_conflict_is_409_with_both_texts(faelles, maja, side, gem):
    opened = posted(side(faelles), resume="Min tekst", kle="81.39.00")
    save(faelles, maja, resume="Den gemte tekst")

    response = gem(faelles, opened)

    html = response.content.decode()
    assert (response.status_code, posted(response)["resume"]) == (409, ["Min tekst"])
    assert ('<template class="gemt-vaerdi">Den gemte tekst</template>' in html, "Vælg tekst." in html) == (True, True)
    assert (stored(faelles, "resume"), stored(faelles, "kle")) == ("Den gemte tekst", "81.39.00")


def test_conflict_page_saved_again_takes_what_stands_there(faelles, maja, side, gem):
    opened = posted(side(faelles), resume="Min tekst")
    save(faelles, maja, resume="Den gemte tekst")

    chosen = posted(gem(faelles, opened))

    assert gem(faelles, chosen).status_code == 302
    assert stored(faelles, "resume") == "Min tekst"


def test_paper_that_was_sent_is_409_with_the_text(paper, signe, side, gem):
    opened = posted(side(paper), resume="Min tekst")
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="trukket", trukket_den=NU, trukket_af=signe, trukket_grund="x"
    )

    response = gem(paper, opened)

    sentence = "Indstillingen blev trukket kl. 10.30, så den kan ikke ændres. Din tekst står herunder."
    assert (response.status_code, sentence in response.content.decode()) == (409, True)
    assert posted(response)["resume"] == ["Min tekst"]


def test_text_refused_for_the_state_does_not_overwrite_others_later(faelles, signe, maja, side, gem):
    opened = posted(side(faelles), resume="Signes")
    closed = {"tilstand": "trukket", "trukket_den": NU, "trukket_af": signe, "trukket_grund": "x"}
    save(faelles, maja, baggrund="<p>Majas</p>")
    Indstilling.objects.filter(pk=faelles.pk).update(**closed)
    again = posted(gem(faelles, opened))
    Indstilling.objects.filter(pk=faelles.pk).update(
        tilstand="kladde", trukket_den=None, trukket_af=None, trukket_grund=""
    )

    assert gem(faelles, again).status_code == 302
    assert (stored(faelles, "baggrund"), stored(faelles, "resume")) == ("<p>Majas</p>", "Signes")


def test_row_removed_by_another_costs_only_its_own_text(filled, maja, side, gem):
    opened = posted(side(filled), resume="Nyt resumé")
    row = filled.beslutningspunkt_raekker.get()
    opened[f"beslutningspunkt:{row.uuid}:tekst"] = ["At huske"]
    remove_row(filled, "beslutningspunkt", row.uuid, by=maja)

    response = gem(filled, opened)

    assert (response.status_code, "Du skrev: »At huske«." in response.content.decode()) == (422, True)
    assert stored(filled, "resume") == "Nyt resumé"


def test_row_removed_by_another_and_untouched_costs_nothing(filled, maja, side, gem):
    opened = posted(side(filled), resume="Nyt resumé")
    remove_row(filled, "beslutningspunkt", filled.beslutningspunkt_raekker.get().uuid, by=maja)

    assert gem(filled, opened).status_code == 302


def test_unknown_and_forbidden_names_in_a_post_change_nothing(paper, side, gem):
    before = now(paper)
    extra = {
        "base:nummer": "x",
        "nummer": "2020-999",
        "base:findes_ikke": "x",
        "findes_ikke": "y",
        "base:": "",
        "base::": "",
    }

    response = gem(paper, posted(side(paper), **extra))

    assert (response.status_code, now(paper)) == (422, before)


# Sections and searches without script


def test_section_button_opens_the_section(paper, side, gem):
    response = gem(paper, posted(side(paper), handling="afsnit:jura"))

    assert response.url == f"{url(paper)}?afsnit=jura#jura"
    assert "jura" in posted(side(paper, "?afsnit=jura"))
    assert "jura" not in posted(side(paper))


def test_find_button_shows_persons_to_choose_and_keeps_the_rest(paper, lars, side, gem):
    data = posted(side(paper), handling="find:ansvarlig_leder", resume="Kort", **{"soeg:ansvarlig_leder": "lars"})

    response = gem(paper, data, follow=True)

    assert ("Lars Leder" in response.content.decode(), stored(paper, "resume")) == (True, "Kort")


def test_page_of_a_paper_that_was_sent_says_why(paper, signe, side):
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="trukket", trukket_den=NU, trukket_af=signe, trukket_grund="x"
    )

    response = side(paper)

    assert response.status_code == 409
    assert "Indstillingen blev trukket kl. 10.30, så den kan ikke ændres." in response.content.decode()


def test_reader_who_may_not_write_is_told_whom_to_ask(paper, signe, lars, logget_ind):
    save(paper, signe, ansvarlig_leder=str(lars.pk))

    response = logget_ind(lars).get(url(paper))

    assert (response.status_code, "Kontakt Signe Sagsbehandler." in response.content.decode()) == (403, True)


def test_opening_a_closed_paper_is_noted(filled, side):
    from mso_portal.motor.models import Opslag

    side(filled)

    assert [(one.slags, one.genstande) for one in Opslag.objects.all()] == [
        ("vis", [["indstillinger.indstilling", str(filled.uuid)]])
    ]
