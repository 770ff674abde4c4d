"""Writing through the verb: base, conflict, disjoint fields, refusals, values kept as typed."""

import pytest

from indstillinger.models import Indstilling
from indstillinger.models.indhold import content
from indstillinger.workflow import add_row, remove_row, write
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.rules import Denied, NotNow
from tests import builders
from tests.indstillinger.conftest import NU, change, save, save_row, stored


def test_same_base_is_saved_and_stamped(paper, signe):
    before = paper.version

    outcome = save(paper, signe, resume="Kort sagt")

    assert (paper.resume, paper.version, paper.redigeret_af) == ("Kort sagt", before + 1, signe)
    assert outcome.baser == {"resume": fingerprint("Kort sagt")}


def test_other_base_is_a_conflict_with_both_texts(faelles, signe, maja):
    opened = change(faelles, "resume", "Signes")
    save(faelles, maja, resume="Majas")

    outcome = write(faelles, {"resume": opened}, by=signe)

    assert stored(faelles, "resume") == "Majas"
    assert outcome.konflikter == {"resume": {
        "min": "Signes", "gemt": "Majas", "af": "Maja Medforfatter", "base": fingerprint("Majas"),
        "kl": "2020-05-14T08:30:00+00:00",
    }}  # fmt: skip


def test_same_text_from_two_is_no_conflict(faelles, signe, maja):
    opened = change(faelles, "resume", "Ens")
    save(faelles, maja, resume="Ens")

    assert write(faelles, {"resume": opened}, by=signe).clean


def test_untouched_text_never_conflicts(faelles, signe, maja):
    opened = change(faelles, "resume", "")
    save(faelles, maja, resume="Majas")

    outcome = write(faelles, {"resume": opened}, by=signe)

    assert (outcome.clean, stored(faelles, "resume")) == (True, "Majas")


def test_unchanged_text_writes_nothing(paper, signe, count_queries):
    before = (paper.version, paper.history.count(), paper.redigeret_den)
    with_changes = {name: change(paper, name, stored(paper, name)) for name in ("titel", "baggrund", "kle")}

    write(paper, with_changes, by=signe)

    paper.refresh_from_db()
    assert (paper.version, paper.history.count(), paper.redigeret_den) == before


def test_disjoint_fields_never_meet(faelles, signe, maja):
    mine, hers = change(faelles, "resume", "Signes"), change(faelles, "effekt", "<p>Majas</p>")

    assert write(faelles, {"effekt": hers}, by=maja).clean
    assert write(faelles, {"resume": mine}, by=signe).clean
    assert (stored(faelles, "resume"), stored(faelles, "effekt")) == ("Signes", "<p>Majas</p>")


def test_one_conflict_does_not_hold_the_other_fields_back(faelles, signe, maja):
    changes = {"resume": change(faelles, "resume", "Signes"), "kle": change(faelles, "kle", "81.39.00")}
    save(faelles, maja, resume="Majas")

    outcome = write(faelles, changes, by=signe)

    assert (list(outcome.konflikter), stored(faelles, "kle")) == (["resume"], "81.39.00")


def test_fields_of_a_row_are_saved(paper, signe):
    row = add_row(paper, "procestrin", by=signe)

    save_row(paper, row, "tekst", "Drøftelse i HMU", signe)
    save_row(paper, row, "tidspunkt", "juni 2020", signe)

    assert (row.tekst, str(row.tidspunkt.start), str(row.tidspunkt.slut)) == (
        "Drøftelse i HMU",
        "2020-06-01",
        "2020-06-30",
    )


@pytest.mark.parametrize(
    ("typed", "kroner", "godtaget"),
    [
        ("160", 160_000, True),
        ("160.000 kr.", 160_000, True),
        ("0", 0, True),
        ("", None, True),
        ("160.000", None, False),
        ("1.5", None, False),
        ("se bilag 1", None, False),
    ],
)
def test_amount_is_stored_as_typed_beside_its_reading(paper, signe, typed, kroner, godtaget):
    row = paper.direkteudgift_raekker.get(aar=2020)

    assert save_row(paper, row, "beloeb", typed, signe).clean
    assert (row.beloeb.tekst, row.kroner, row.beloeb.godtaget) == (typed, kroner, godtaget)


@pytest.mark.parametrize("typed", ["snarest", "31. juni 2020", "efterår 2020/forår2020", "jul. 2019"])
def test_time_that_is_no_date_is_stored_as_typed(paper, signe, typed):
    row = add_row(paper, "procestrin", by=signe)

    assert save_row(paper, row, "tidspunkt", typed, signe).clean
    assert (row.tidspunkt.tekst, row.tidspunkt.praecision, row.tidspunkt.start) == (typed, "fritekst", None)


@pytest.mark.parametrize(
    ("felt", "text", "message"),
    [
        ("titel", "x" * 256, "Teksten er 1 tegn for lang. Intet er slettet."),
        ("resume", "x" * 640, "Teksten er 40 tegn for lang. Intet er slettet."),
        (
            "baggrund",
            f"<p>{'x' * 31_240}</p>",
            "Teksten er 1.240 tegn for lang. Intet er slettet; forkort den, eller læg resten i et bilag.",
        ),
        ("sagstype", "", "Vælg en af mulighederne."),
        ("sagstype", "hemmelig", "Vælg en af mulighederne."),
        ("forum", "", "Vælg en af mulighederne."),
        ("ansvarlig_leder", "0", "Vælg en af mulighederne. Den, du valgte, findes ikke længere."),
        ("ansvarlig_leder", "²", "Vælg en af mulighederne. Den, du valgte, findes ikke længere."),
        ("budgetstart", "", "Skriv et helt tal mellem 1990 og 2100."),
        ("budgetstart", "²", "Skriv et helt tal mellem 1990 og 2100."),
        ("kle", "81.39", "Skriv KLE-nummeret som 00.00.00, fx 27.35.00."),
        ("titel_lukket", "Hemmeligt", "Vælg først »Lukket«. Feltet hører kun til en lukket indstilling."),
    ],
)
def test_refused_text_is_named_and_nothing_is_stored(paper, signe, felt, text, message):
    before = content(paper)

    outcome = save(paper, signe, **{felt: text})

    assert outcome.fejl == {felt: message}
    assert content(Indstilling.objects.get(pk=paper.pk)) == before


def test_a_refused_field_does_not_hold_the_others_back(paper, signe):
    outcome = save(paper, signe, kle="x", resume="Kort")

    assert (list(outcome.fejl), paper.resume, paper.kle) == (["kle"], "Kort", "")


@pytest.mark.parametrize(
    "felt",
    [
        "nummer",
        "tilstand",
        "sagsbehandler",
        "version",
        "uuid",
        "pk",
        "feltspor",
        "findes_ikke",
        "history",
        "delete",
        "indsendt_den",
        "godkendt_af",
    ],
)
def test_field_without_a_control_is_refused(paper, signe, felt):
    outcome = write(paper, {felt: Change("1", fingerprint("x"))}, by=signe)

    assert outcome.fejl == {felt: "Feltet kan ikke ændres her."}


@pytest.mark.parametrize(("kind", "felt"), [("bilag", "nr"), ("bilag", "uuid"), ("procestrin", "indstilling"),
                                            ("procestrin", "raekkefoelge"), ("procestrin", "findes_ikke")])  # fmt: skip
def test_field_of_a_row_without_a_control_is_refused(paper, signe, kind, felt):
    row = add_row(paper, kind, by=signe)
    name = f"{kind}:{row.uuid}:{felt}"

    outcome = write(paper, {name: Change("7", fingerprint("x"))}, by=signe)

    assert outcome.fejl == {name: "Feltet kan ikke ændres her."}


def test_year_of_a_years_row_is_refused(paper, signe):
    name = f"direkteudgift:{paper.direkteudgift_raekker.get(aar=2020).uuid}:aar"

    outcome = write(paper, {name: Change("2021", fingerprint("2020"))}, by=signe)

    assert outcome.fejl == {name: "Feltet kan ikke ændres her."}


def test_row_of_another_paper_is_not_found(paper, signe, chefteam):
    from indstillinger.workflow import create

    other = add_row(create(chefteam, "En anden", by=signe), "beslutningspunkt", by=signe)
    name = f"beslutningspunkt:{other.uuid}:tekst"

    outcome = write(paper, {name: Change("x", fingerprint(""))}, by=signe)

    assert outcome.fejl == {name: "Rækken er fjernet af en anden. Genindlæs siden. Du skrev: »x«."}


def test_text_for_a_removed_row_comes_back_and_the_rest_is_saved(faelles, signe, maja):
    row = add_row(faelles, "beslutningspunkt", by=signe)
    changes = {f"beslutningspunkt:{row.uuid}:tekst": Change("At godkende", fingerprint("")),
               f"beslutningspunkt:{row.uuid}:slags": Change("godkend", fingerprint("godkend")),
               "resume": change(faelles, "resume", "Kort")}  # fmt: skip
    remove_row(faelles, "beslutningspunkt", row.uuid, by=maja)

    outcome = write(faelles, changes, by=signe)

    assert list(outcome.fejl.values()) == ["Rækken er fjernet af en anden. Genindlæs siden. Du skrev: »At godkende«."]
    assert stored(faelles, "resume") == "Kort"


@pytest.mark.parametrize(
    "name",
    ["beslutningspunkt:x:tekst", "findes_ikke:00000000-0000-4000-8000-000000000000:tekst", "beslutningspunkt:", ":"],
)
def test_name_that_names_no_row_is_refused(paper, signe, name):
    assert list(write(paper, {name: Change("x", fingerprint(""))}, by=signe).fejl) == [name]


def test_aaben_clears_the_closed_fields_and_keeps_them_in_the_history(paper, signe):
    save(paper, signe, aabenhed="lukket", titel_lukket="Hemmeligt", hjemmel="intern", lukket_begrundelse="Derfor")

    save(paper, signe, aabenhed="aaben")

    kept = paper.history.filter(history_change_reason="fravalgt").get()
    assert (paper.titel_lukket, paper.hjemmel, paper.lukket_begrundelse) == ("", "", "")
    assert (kept.titel_lukket, kept.hjemmel, kept.lukket_begrundelse) == ("Hemmeligt", "intern", "Derfor")


def test_openness_and_its_fields_are_saved_together_in_any_order(paper, signe):
    outcome = save(paper, signe, titel_lukket="Hemmeligt", hjemmel="intern", aabenhed="lukket")

    assert (outcome.clean, paper.titel_lukket, paper.hjemmel) == (True, "Hemmeligt", "intern")


def test_closed_title_must_differ_from_the_public_one(paper, signe):
    outcome = save(paper, signe, aabenhed="lukket", titel_lukket=paper.titel)

    assert outcome.fejl == {"titel_lukket": "Den lukkede titel skal være en anden end den offentlige."}
    assert (paper.aabenhed, paper.titel_lukket) == ("lukket", "")


def test_medforfattere_are_saved_and_compared_as_one_field(paper, signe, maja, lars):
    save(paper, signe, medforfattere=f"{maja.pk},{lars.pk}")

    assert set(paper.medforfattere.all()) == {maja, lars}
    assert stored(paper, "medforfattere") == ",".join(str(pk) for pk in sorted([maja.pk, lars.pk]))


def test_moving_to_another_forum_leaves_the_meeting_behind(paper, signe, chefteam):
    from indstillinger.models import Moede

    hmu = builders.forum("HMU")
    moede = Moede.objects.create(noegle="ct", forum=chefteam, dato="2020-05-29", start="9:00", slut="10:00")
    save(paper, signe, oensket_moede=str(moede.pk))

    save(paper, signe, forum=str(hmu.pk))

    assert (paper.forum, paper.oensket_moede) == (hmu, None)


def test_meeting_of_another_forum_is_refused(paper, signe):
    from indstillinger.models import Moede

    moede = Moede.objects.create(noegle="h", forum=builders.forum("HMU"), dato="2020-05-29", start="9:00", slut="10:00")

    assert list(save(paper, signe, oensket_moede=str(moede.pk)).fejl) == ["oensket_moede"]


def test_null_characters_and_line_breaks_do_not_break_a_title(paper, signe):
    save(paper, signe, titel="Første\r\nanden\0")

    assert paper.titel == "Første anden"


def test_budgetstart_moves_the_years_and_keeps_amounts(paper, signe):
    save_row(paper, paper.direkteudgift_raekker.get(aar=2019), "beloeb", "5", signe)

    save(paper, signe, budgetstart="2021")

    years = [(row.aar, row.kroner) for row in paper.direkteudgift_raekker.all()]
    assert years == [(2019, 5000), (2021, None), (2022, None), (2023, None), (2024, None)]


def test_second_row_of_a_source_is_refused(paper, signe):
    first, second = (add_row(paper, "finansieringskilde", by=signe) for _ in range(2))
    save_row(paper, first, "kilde", "grundbudget", signe)

    outcome = save_row(paper, second, "kilde", "grundbudget", signe)

    assert list(outcome.fejl.values()) == ["Kilden står der allerede. Ret beløbet ud for den."]
    assert second.kilde == ""


def test_only_authors_write(paper, anders):
    with pytest.raises(Denied, match="Kontakt Signe Sagsbehandler"):
        write(paper, {"resume": change(paper, "resume", "x")}, by=anders)


def test_paper_that_was_sent_is_refused_with_the_time(paper, signe):
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="trukket", trukket_den=NU, trukket_af=signe, trukket_grund="x"
    )

    with pytest.raises(NotNow) as refusal:
        write(paper, {"resume": change(paper, "resume", "x")}, by=signe)

    assert str(refusal.value) == (
        "Indstillingen blev trukket kl. 10.30, så den kan ikke ændres. Din tekst står herunder."
    )


def test_others_recent_edits_are_told(faelles, signe, maja):
    save(faelles, maja, effekt="<p>Majas</p>")

    outcome = save(faelles, signe, resume="Signes")

    assert [(one["navn"], one["label"]) for one in outcome.andre] == [("Maja Medforfatter", "Effekt")]
