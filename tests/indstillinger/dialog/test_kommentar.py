"""Comments: who writes and settles them, for how long they change, and that they reach no other text."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
from django.core.exceptions import ValidationError

from indstillinger.document import document, sections
from indstillinger.enums import Anledning
from indstillinger.models import RAEKKER, Indstilling, Kommentar, Kommentartraad
from indstillinger.models.anker import AFSNIT, RAEKKENS_AFSNIT, section_of
from indstillinger.models.indhold import content
from indstillinger.models.svar import answers_content
from indstillinger.rules_dialog import ser_lukkede
from indstillinger.workflow import add_row, delete, remove_row
from indstillinger.workflow.kommentar import (
    comments_for,
    edit,
    open_counts,
    reopen,
    reply,
    resolve,
    start,
    strike,
)
from indstillinger.workflow.versioner import freeze
from mso_portal.motor import ur
from mso_portal.motor.documents import strings
from mso_portal.motor.models import Haendelse, Soegepost
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import NU, save, save_row
from tests.indstillinger.dialog.conftest import frisk, outcome, stedfortraeder

KANARIE = "kvzxwqplmbtr"
TILSTANDE = ("kladde", "til_godkendelse", "godkendt", "behandlet", "trukket")
# The name of no row.
INGEN = "6f1b0e1e-0000-4000-8000-000000000009"


@pytest.fixture
def traad(faelles, signe):
    """A thread of Signe's at the background."""
    save(faelles, signe, baggrund="<p>Ordningen har kørt i to år.</p>")
    return start(faelles, "baggrund", "Hvilke to år?", by=signe)


@pytest.fixture
def punkt(faelles, signe):
    row = add_row(faelles, "beslutningspunkt", by=signe)
    save_row(faelles, row, "tekst", "At godkende rammerne.", signe)
    return row


def texts(user, paper):
    return [one.tekst for one in comments_for(frisk(user), paper)]


# Anchors


def test_sections_are_those_of_the_document_in_its_order(klokken, signe):
    data = content(builders_indstilling.indstilling(signe))

    assert [section.id for section in sections(data)] == list(AFSNIT)


def test_every_kind_of_row_stands_in_a_section():
    assert set(RAEKKENS_AFSNIT) == set(RAEKKER)
    assert set(RAEKKENS_AFSNIT.values()) <= set(AFSNIT)


@pytest.mark.parametrize(
    ("felt", "expected"),
    [("baggrund", "baggrund"), ("beslutningspunkt:x", "beslutningspunkter"), ("titel", None), ("", None),
     ("x:y", None)],
)  # fmt: skip
def test_anchor_names_its_section(felt, expected):
    assert section_of(felt) == expected


def test_thread_keeps_what_stood_there(traad, faelles, signe, punkt):
    about_point = start(faelles, f"beslutningspunkt:{punkt.uuid}", "For bredt.", by=signe)

    assert (traad.uddrag, about_point.uddrag) == ("Ordningen har kørt i to år.", "At godkende rammerne.")


def test_long_quotation_is_cut_at_300(faelles, signe):
    save(faelles, signe, baggrund=f"<p>{'x' * 400}</p>")

    assert start(faelles, "baggrund", "Kortere?", by=signe).uddrag == "x" * 299 + "…"


@pytest.mark.parametrize("kind", sorted(RAEKKER))
def test_every_kind_of_row_can_be_commented(klokken, signe, kind):
    paper = builders_indstilling.indstilling(signe)
    row = getattr(paper, f"{kind}_raekker").first()

    assert start(paper, f"{kind}:{row.uuid}", "Hvorfor?", by=signe).uddrag != ""


@pytest.mark.parametrize("felt", ["titel", "", "beslutningspunkt:", f"beslutningspunkt:{INGEN}", f"forum:{INGEN}"])
def test_comment_on_what_does_not_exist_is_refused(faelles, signe, felt):
    with pytest.raises(ValidationError) as refusal:
        start(faelles, felt, "Hvad?", by=signe)

    assert refusal.value.message_dict == {"felt": ["Vælg et afsnit. Punktet, du valgte, er fjernet."]}
    assert Kommentartraad.objects.count() == 0


@pytest.mark.parametrize(
    ("tekst", "fejl"), [(" \n ", "Skriv en kommentar."), ("x" * 2001, "Teksten er 1 tegn for lang. Intet er slettet.")]
)
def test_empty_and_too_long_comments_are_refused(traad, signe, tekst, fejl):
    comment = traad.kommentarer.get()
    for act in (lambda: reply(traad, tekst, by=signe), lambda: edit(comment, tekst, by=signe)):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.message_dict == {"tekst": [fejl]}


# Who, in which state


@pytest.fixture
def folk(klokken, signe, maja, lars, anders, chefteam):
    others = {name: builders.bruger(name.title()) for name in ("sekretaer", "moedeleder", "medlem", "revisor")}
    for name in ("sekretaer", "moedeleder", "medlem"):
        builders.medlemskab(others[name], chefteam, name)
    builders.rolle(others["revisor"], "revisor", til=NU.date())
    deputies = {"stedfortraeder": stedfortraeder(lars), "med": stedfortraeder(lars, "Med", ogsaa_lukkede=True)}
    return {"signe": signe, "maja": maja, "lars": lars, "anders": anders, **others, **deputies}


SKRIVER = {"signe", "maja", "lars", "sekretaer", "moedeleder", "med"}


ACTS = {
    "start": lambda thread, by: start(thread.indstilling, "effekt", "Hvordan?", by=by),
    "reply": lambda thread, by: reply(thread, "Derfor.", by=by),
    "resolve": lambda thread, by: resolve(thread, by=by),
}


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("aabenhed", ["aaben", "lukket"])
@pytest.mark.parametrize("tilstand", TILSTANDE)
def test_writing_by_person_state_and_openness(folk, chefteam, tilstand, aabenhed, verb):
    paper = builders_indstilling.indstilling(
        folk["signe"], tilstand=tilstand, aabenhed=aabenhed, indsendt=True, forum=chefteam, leder=folk["lars"],
        medforfattere=[folk["maja"]], raekker=False,
    )  # fmt: skip
    thread = start(paper, "baggrund", "Hvorfor?", by=folk["signe"])

    answers = {name: outcome(lambda who=person: ACTS[verb](thread, frisk(who))) for name, person in folk.items()}

    entitled = SKRIVER | ({"stedfortraeder"} if aabenhed == "aaben" else set())
    assert answers == {name: "ja" if name in entitled else "Denied" for name in folk}


def test_sekretaer_writes_from_the_first_submit_on(faelles, chefteam, signe):
    kirsten = builders.bruger("Kirsten Sekretær")
    builders.medlemskab(kirsten, chefteam, "sekretaer")

    assert outcome(lambda: start(faelles, "baggrund", "Hvad?", by=kirsten)) == "Denied"
    builders_indstilling.version(faelles, signe)
    assert outcome(lambda: start(faelles, "baggrund", "Hvad?", by=kirsten)) == "ja"


# Replying and settling


def test_reply_stands_after_what_it_answers(traad, faelles, signe, maja):
    reply(traad, " 2018 og 2019. ", by=maja)

    assert texts(signe, faelles) == ["Hvilke to år?", "2018 og 2019."]


def test_settled_thread_takes_no_reply_until_it_is_opened(traad, signe, maja):
    resolve(traad, by=maja)

    with pytest.raises(NotNow, match="Tråden er løst. Genåbn den, før du svarer."):
        reply(traad, "En ting til.", by=signe)
    reopen(traad, by=signe)
    assert reply(traad, "En ting til.", by=signe).tekst == "En ting til."


def test_settling_is_stamped_and_taken_back(traad, maja):
    settled = resolve(traad, by=maja)
    assert (settled.loest_den, settled.loest_af) == (NU, maja)

    opened = reopen(traad, by=maja)
    assert (opened.loest_den, opened.loest_af) == (None, None)


@pytest.mark.parametrize(("verb", "text"), [(resolve, "allerede løst"), (reopen, "allerede åben")])
def test_what_is_so_already_is_said(traad, signe, verb, text):
    if verb is resolve:
        resolve(traad, by=signe)

    with pytest.raises(NotNow, match=text):
        verb(traad, by=signe)


# Changing


def test_own_comment_changes_for_fifteen_minutes(traad, signe):
    comment = traad.kommentarer.get()

    with ur.stil(NU + timedelta(minutes=14, seconds=59)):
        changed = edit(comment, "Hvilke år?", by=signe)

    assert (changed.tekst, changed.rettet_den) == ("Hvilke år?", NU + timedelta(minutes=14, seconds=59))
    with ur.stil(NU + timedelta(minutes=15)), pytest.raises(NotNow, match="Streg den ud, og skriv en ny."):
        edit(comment, "For sent.", by=signe)


def test_own_comment_is_struck_out_at_any_time_once(traad, signe):
    comment = traad.kommentarer.get()

    with ur.stil(NU + timedelta(days=3)):
        strike(comment, by=signe)
        for act in (lambda: strike(comment, by=signe), lambda: edit(comment, "Nyt", by=signe)):
            with pytest.raises(NotNow, match="Kommentaren er streget ud."):
                act()

    assert [one.streget_den for one in comment.history.order_by("history_id")] == [None, NU + timedelta(days=3)]


@pytest.mark.parametrize("verb", [lambda one, by: edit(one, "Mit", by=by), lambda one, by: strike(one, by=by)])
def test_others_words_are_left_alone(traad, maja, verb):
    with pytest.raises(Denied, match="Du kan kun rette dine egne kommentarer."):
        verb(traad.kommentarer.get(), maja)


def test_who_no_longer_reads_the_paper_changes_nothing(traad, faelles, signe, maja):
    comment = reply(traad, "Mit svar.", by=maja)
    save(faelles, signe, medforfattere="")

    assert outcome(lambda: strike(comment, by=frisk(maja))) == "Denied"


@pytest.mark.parametrize("verb", ["start", "reply", "edit", "strike", "resolve", "reopen"])
def test_used_key_does_nothing_more(traad, faelles, signe, verb):
    comment, noegle = traad.kommentarer.get(), str(uuid4())
    if verb == "reopen":
        resolve(traad, by=signe)
    acts = {
        "start": lambda: start(faelles, "effekt", "Mål?", by=signe, noegle=noegle),
        "reply": lambda: reply(traad, "Svar", by=signe, noegle=noegle),
        "edit": lambda: edit(comment, "Rettet", by=signe, noegle=noegle),
        "strike": lambda: strike(comment, by=signe, noegle=noegle),
        "resolve": lambda: resolve(traad, by=signe, noegle=noegle),
        "reopen": lambda: reopen(traad, by=signe, noegle=noegle),
    }

    acts[verb]()
    count = Haendelse.objects.count()
    assert (acts[verb](), Haendelse.objects.count()) == (None, count)


# What was said while the paper was lukket


def test_comments_of_a_closed_time_are_not_for_who_reads_only_aabne(faelles, signe, lars):
    stine = stedfortraeder(lars)
    save(faelles, signe, ansvarlig_leder=str(lars.pk), explicit=True)
    hidden = start(faelles, "baggrund", "Sagt før åbningen.", by=signe)
    with ur.stil(NU + timedelta(minutes=1)):
        save(faelles, signe, aabenhed="aaben")
        reply(hidden, "Svar efter åbningen.", by=signe)
        shown = start(faelles, "effekt", "Sagt åbent.", by=signe)
    with ur.stil(NU + timedelta(minutes=2)):
        save(faelles, signe, aabenhed="lukket")
        reply(shown, "Svar i lukket tid.", by=signe)
    with ur.stil(NU + timedelta(minutes=3)):
        save(faelles, signe, aabenhed="aaben")

    assert texts(stine, faelles) == ["Sagt åbent."]
    assert len(texts(lars, faelles)) == len(texts(signe, faelles)) == 4


def test_text_changed_while_it_was_lukket_is_hidden_with_its_thread(faelles, signe, lars):
    stine = stedfortraeder(lars)
    save(faelles, signe, ansvarlig_leder=str(lars.pk), aabenhed="aaben")
    thread = start(faelles, "baggrund", "Sagt åbent.", by=signe)
    with ur.stil(NU + timedelta(minutes=1)):
        save(faelles, signe, aabenhed="lukket")
        edit(thread.kommentarer.get(), "Rettet i lukket tid.", by=signe)
    with ur.stil(NU + timedelta(minutes=2)):
        save(faelles, signe, aabenhed="aaben")

    assert (texts(stine, faelles), dict(open_counts(stine, faelles))) == ([], {})
    assert dict(open_counts(lars, faelles)) == {"baggrund": 1}


def test_who_would_read_it_lukket_is_told_apart(faelles, signe, lars):
    save(faelles, signe, aabenhed="aaben", ansvarlig_leder=str(lars.pk))
    people = [signe, lars, stedfortraeder(lars), stedfortraeder(lars, "Med", ogsaa_lukkede=True)]

    assert [ser_lukkede(one, faelles) for one in people] == [True, True, False, True]


# Counting


def test_open_threads_are_counted_by_section_in_one_query(traad, faelles, signe, punkt, count_queries):
    start(faelles, f"beslutningspunkt:{punkt.uuid}", "Et.", by=signe)
    start(faelles, "beslutningspunkter", "To.", by=signe)
    resolve(start(faelles, "effekt", "Tre.", by=signe), by=signe)

    assert dict(open_counts(signe, faelles)) == {"baggrund": 1, "beslutningspunkter": 2}
    reader = frisk(signe)
    assert count_queries(lambda: open_counts(reader, faelles)) == 2  # the rights, and the threads


def test_thread_whose_point_is_gone_still_counts(faelles, signe, punkt):
    start(faelles, f"beslutningspunkt:{punkt.uuid}", "Et.", by=signe)
    remove_row(faelles, "beslutningspunkt", punkt.uuid, by=signe)

    assert dict(open_counts(signe, faelles)) == {"beslutningspunkter": 1}


# Nowhere else


@pytest.fixture
def kommenteret(klokken, signe, lars):
    """A full paper with a canary in a comment, in one struck out and in one changed."""
    paper = builders_indstilling.indstilling(signe, aabenhed="aaben", leder=lars)
    thread = start(paper, "baggrund", KANARIE, by=signe)
    strike(reply(thread, KANARIE, by=signe), by=signe)
    edit(reply(thread, KANARIE, by=signe), f"{KANARIE} igen", by=signe)
    return Indstilling.objects.get(pk=paper.pk)


def test_comments_are_in_no_document_version_search_or_event(kommenteret, signe):
    version = freeze(kommenteret, Anledning.INDSENDT, signe, svar=answers_content(kommenteret))
    found = {
        "document": strings(document(kommenteret, NU)), "version": version.indhold,
        "search": list(Soegepost.objects.order_by("pk").values("titel", "tekst", "dansk", "foldet")),
        "event": list(Haendelse.objects.order_by("pk").values("data", "genstand")),
        "history": list(kommenteret.history.values()),
    }  # fmt: skip

    assert [name for name, data in found.items() if KANARIE in str(data)] == []
    assert all(str(data) not in ("[]", "{}") for data in found.values())


@pytest.mark.parametrize("rest", ["", "pdf/", "historik/", "tjek/", "versioner/", "koordinering/"])
def test_comments_are_on_no_other_page(kommenteret, signe, logget_ind, rest):
    response = logget_ind(signe).get(f"/indstillinger/{kommenteret.nummer}/{rest}")

    text = pdf_text(response.content) if rest == "pdf/" else response.content.decode()
    assert (response.status_code, KANARIE in text) == (200, False)


def pdf_text(data):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(BytesIO(data)))


def test_deleted_paper_takes_its_comments_and_their_history_along(traad, faelles, signe):
    delete(faelles, by=signe)

    counts = [(one.objects.count(), one.history.count()) for one in (Kommentartraad, Kommentar)]
    assert counts == [(0, 0), (0, 0)]
