"""A plan from a decision over HTTP (20 §3, §14.4): proposed beside its source, made by one press, never twice."""

from datetime import date
from uuid import uuid4

import pytest

from indsatser.models import Indsatsplan, Statusrunde
from indstillinger.models import RAEKKER, Beslutning
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from tests import builders
from tests.builders_indsats import tid
from tests.builders_opgave import opgave
from tests.indsatser.planside import fejl, felter, rows, som
from tests.indstillinger.referat import verden

TRIN = [
    ("Drøftet med områderne", "5. maj 2020"), ("Drøftet i ledelsen", "20. maj 2020"),
    ("Behandlet i chefteamet", "29. maj 2020"), ("Drøftes i HMU", "juni 2020"),
    ("Opfølgning i styregruppen", "6. juli 2020"), ("Opfølgning i styregruppen igen", "oktober 2020"),
]  # fmt: skip
MAAL = ("Færre klager", "Bedre tone", "Tilfredse pårørende")
AFDELINGER = ("HR", "Kvalitet og borgersikkerhed", "Fællesstaben", "Kommunikation")
AENDRET = "At planen sættes i gang. Planen forelægges HMU først."


@pytest.fixture
def klokken(db):
    with ur.stil(verden.EFTER):
        yield verden.EFTER


@pytest.fixture
def chefteam(db):
    return builders.forum("CT", navn="Chefteamet")


@pytest.fixture
def folk(klokken, chefteam):
    return verden.personer(chefteam)


def paper_rows(styregruppe):
    """The rows of a paper of the worked example's shape: six steps, three goals, money direct and indirect."""
    for text, when in TRIN:
        forum = styregruppe if text.startswith("Opfølgning") else None
        yield "procestrin", {"tekst": text, "forum": forum, "tidspunkt": tid(when)}
    for text in MAAL:
        yield "effektmaal", {"tekst": text, "maales_ved": f"Tal for {text}", "maales": tid("1. september 2020")}
    for purpose in ("Kampagne", "Kurser"):
        yield "udgiftspost", {"aar": 2020, "beloeb": "80 tkr.", "formaal": purpose, "kilde": "grundbudget"}
    yield "indirekteudgift", {"tekst": "Undervisning", "pr_enhed": "pr. modul", "beloeb": "4.000 tkr."}


@pytest.fixture
def beslutning(folk, chefteam, styregruppe):
    return decide(folk, chefteam, list(paper_rows(styregruppe)))


def decide(folk, chefteam, rows, **felter):
    for nr, name in enumerate(AFDELINGER):
        builders.afdeling(f"A{nr}", navn=name)

    def write(paper):
        for nr, (kind, columns) in enumerate(rows):
            RAEKKER[kind].objects.create(indstilling=paper, raekkefoelge=nr, **columns)

    texts = {"baggrund": "<p>Tonen skal være god.</p>", "koordinering": f"<p>{', '.join(AFDELINGER)} er spurgt.</p>"}
    paper = verden.sag(folk, chefteam, raekker=write, **texts, **felter)
    minutes = verden.afholdt(folk, chefteam, paper)
    verden.ret(minutes, 1, udfald="vedtaget_med_aendring", ordlyd=AENDRET)
    item = minutes.raekker.first().punkt
    for nr in range(8):
        verden.raekke(minutes, item, 10 + nr, slags="droeftet", tekst=f"<p>Bemærkning {nr}.</p>")
    verden.raekke(minutes, item, 30, slags="efterskrift", tekst="<p>Oplæg finpudset i styregruppen</p>")
    verden.godkendt(minutes, folk)
    return Beslutning.objects.order_by("pk").first()


def sted(beslutning):
    return f"/indsatsplaner/fra-beslutning/{beslutning.nummer}/"


def aabn(client, beslutning):
    """Return the page and its rows by the kind they were proposed as."""
    page = client.get(sted(beslutning))
    kinds = {}
    for row in page.context["raekker"]:
        kinds.setdefault(row["bliver"], []).append(row)
    return page, kinds


def body(page, **more):
    """Return what the browser would post of the page: its text fields and the boxes that are ticked."""
    ticked = [row["noegle"] for row in page.context["raekker"] if row["valgt"]]
    return {**felter(page), "noegle": str(uuid4()), "vaelg": ticked, **more}


def worked_example(page, kinds):
    """Return the choices of the worked example: three days done, the postscript a milestone, three units named."""
    first = [row["noegle"] for row in kinds["milepael"] if row["gennemfoert"]]
    late = next(row["noegle"] for row in kinds["punkt"] if "finpudset" in row["kilde"])
    kept = kinds["leverance"][:3]
    titles = {row["noegle"]: title for row, title in zip(kept, ("Kommunikationsplan", "MUS", "Model"), strict=True)}
    ticked = [row["noegle"] for row in page.context["raekker"] if row["valgt"]] + list(titles)
    more = {f"titel:{key}": title for key, title in titles.items()} | {f"gennemfoert:{key}": "on" for key in first}
    return body(page, vaelg=ticked, **more, **{f"bliver:{late}": "milepael"})


def test_page_shows_source_and_proposal_and_makes_nothing(beslutning, folk):
    page, kinds = aabn(som(folk.signe), beslutning)

    counts = {kind: len(rows) for kind, rows in kinds.items()}
    assert counts == {"milepael": 4, "statusrunde": 2, "maal": 3, "budgetpost": 3, "leverance": 4, "punkt": 10}
    assert (Indsatsplan.objects.count(), [row["valgt"] for row in kinds["leverance"]]) == (0, [False] * 4)


def test_worked_example_becomes_exactly_its_rows(beslutning, folk):
    client = som(folk.signe)
    answer = client.post(sted(beslutning), worked_example(*aabn(client, beslutning)))

    plan = Indsatsplan.objects.get()
    direct = [row.kroner for post in plan.budgetposter.filter(art="direkte") for row in post.beloeb.all()]
    points = plan.opfoelgningspunkter.values_list("art", flat=True).order_by("pk")
    assert answer.url == f"/indsatsplaner/{plan.nummer}/"
    assert (plan.milepaele.count(), plan.milepaele.exclude(faktisk_dato=None).count(), plan.maal.count()) == (5, 3, 3)
    assert (Statusrunde.objects.count(), plan.budgetposter.count(), direct) == (2, 3, [80_000, 80_000])
    assert (plan.leverancer.count(), list(points)) == (3, ["vilkaar", *["bemaerkning"] * 8])
    assert plan.milepaele.get(titel="Oplæg finpudset i styregruppen").godkendt.tekst == ""


def test_all_unticked_makes_an_empty_kladde(beslutning, folk):
    client = som(folk.signe)
    client.post(sted(beslutning), body(client.get(sted(beslutning)), vaelg=[]))

    plan = Indsatsplan.objects.get()
    rows = [plan.milepaele, plan.maal, plan.budgetposter, plan.leverancer, plan.opfoelgningspunkter]
    assert (plan.tilstand, [one.count() for one in rows]) == ("kladde", [0] * 5)


def test_double_press_makes_one_plan(beslutning, folk):
    client = som(folk.signe)
    posted = body(client.get(sted(beslutning)))

    answers = [client.post(sted(beslutning), posted) for _ in range(2)]

    plan = Indsatsplan.objects.get()
    assert [one.url for one in answers] == [f"/indsatsplaner/{plan.nummer}/"] * 2


def test_edited_rows_are_made_as_edited(beslutning, folk):
    client = som(folk.signe)
    page, kinds = aabn(client, beslutning)
    step, goal = kinds["milepael"][3]["noegle"], kinds["maal"][0]["noegle"]
    client.post(sted(beslutning), body(page, titel="God tone", vaelg=[step, goal], **{
        f"titel:{step}": "HMU har drøftet planen", f"godkendt:{step}": "15. juni 2020",
        f"ansvarlig_rolle:{step}": "HMU", f"indikator:{goal}": "Klager om året",
    }))  # fmt: skip

    plan = Indsatsplan.objects.get()
    row = plan.milepaele.get()
    assert (plan.titel, row.titel, row.godkendt.tekst, row.ansvarlig_rolle) == (
        "God tone", "HMU har drøftet planen", "15. juni 2020", "HMU",
    )  # fmt: skip
    assert plan.maal.get().indikatorer.get().tekst == "Klager om året"


def test_ticked_deliverable_without_a_title_is_an_error_at_its_row(beslutning, folk):
    client = som(folk.signe)
    page, kinds = aabn(client, beslutning)
    unit = next(row for row in kinds["leverance"] if row["kilde"] == "HR")
    step = kinds["milepael"][3]["noegle"]

    answer = client.post(sted(beslutning), body(page, titel="God tone", vaelg=[unit["noegle"], step], **{
        f"titel:{step}": "HMU har drøftet planen", f"oensket:{unit['noegle']}": "1. oktober 2020",
    }))  # fmt: skip

    shown = felter(answer)
    again = {row["noegle"]: row for row in answer.context["raekker"]}
    assert (answer.status_code, fejl(answer)) == (422, ["Skriv, hvad HR skal levere, eller fjern fluebenet."])
    assert (shown["titel"], shown[f"titel:{step}"], shown[f"oensket:{unit['noegle']}"]) == (
        "God tone", "HMU har drøftet planen", "1. oktober 2020",
    )  # fmt: skip
    assert ([key for key, row in again.items() if row["valgt"]], Indsatsplan.objects.count()) == (
        [step, unit["noegle"]], 0,
    )  # fmt: skip


def test_round_without_a_day_is_an_error_at_its_row(beslutning, folk):
    client = som(folk.signe)
    page, kinds = aabn(client, beslutning)
    key = kinds["statusrunde"][0]["noegle"]

    answer = client.post(sted(beslutning), body(page, **{f"tidspunkt:{key}": "løbende"}))

    assert (answer.status_code, felter(answer)[f"tidspunkt:{key}"], answer.context["fejl"]) == (422, "løbende", [
        {"id": f"raekke-{key}", "tekst": "Skriv, hvornår der følges op, eller lad trinnet blive en milepæl."},
    ])  # fmt: skip


def test_choice_and_box_stand_again_after_an_error(beslutning, folk):
    client = som(folk.signe)
    page, kinds = aabn(client, beslutning)
    late = next(row["noegle"] for row in kinds["punkt"] if "finpudset" in row["kilde"])
    done = kinds["milepael"][0]["noegle"]

    answer = client.post(sted(beslutning), body(page, titel=" ", **{
        f"bliver:{late}": "milepael", f"gennemfoert:{done}": "on",
    }))  # fmt: skip

    again = {row["noegle"]: row for row in answer.context["raekker"]}
    assert (answer.status_code, fejl(answer)) == (422, ["Skriv planens titel."])
    assert (again[late]["bliver"], again[done]["er_gennemfoert"]) == ("milepael", True)


def test_time_that_is_too_long_is_kept_and_told(beslutning, folk):
    client = som(folk.signe)
    page, kinds = aabn(client, beslutning)
    key = kinds["milepael"][3]["noegle"]

    answer = client.post(sted(beslutning), body(page, **{f"godkendt:{key}": "x" * 300}))

    assert (answer.status_code, felter(answer)[f"godkendt:{key}"]) == (422, "x" * 300)
    assert fejl(answer)[0].startswith("Tidspunktet er for langt.")


def test_second_visit_leads_to_the_plan_for_who_may_see_it_alone(beslutning, folk):
    signe, kirsten = som(folk.signe), som(folk.kirsten)
    signe.post(sted(beslutning), body(signe.get(sted(beslutning)), vaelg=[]))

    plan = Indsatsplan.objects.get()
    assert signe.get(sted(beslutning)).url == f"/indsatsplaner/{plan.nummer}/"
    assert kirsten.get(sted(beslutning)).status_code == 404


def test_post_without_key_is_400(beslutning, folk):
    assert som(folk.signe).post(sted(beslutning)).status_code == 400


def test_reader_of_the_decision_alone_makes_no_plan(beslutning, folk):
    assert [som(one).get(sted(beslutning)).status_code for one in (folk.mona, folk.anders)] == [403, 404]


def test_decision_that_adopts_nothing_becomes_no_plan(beslutning, folk):
    other = Beslutning.objects.order_by("pk")[1]
    other.status, other.status_note = "bortfaldet", "Der er ingen sag mere."
    other.save()

    assert som(folk.kirsten).get(sted(other)).status_code == 409


def test_lukket_paper_makes_a_lukket_plan_and_is_noted(folk, chefteam, styregruppe):
    closed = {"aabenhed": "lukket", "titel_lukket": "Samtale med en leder", "hjemmel": "private_forhold",
              "lukket_begrundelse": "Sagen er om en person."}  # fmt: skip
    beslutning = decide(folk, chefteam, [], **closed)
    client = som(folk.signe)
    page = client.get(sted(beslutning))
    client.post(sted(beslutning), body(page, vaelg=[], titel="Samtaler med en leder"))

    plan = Indsatsplan.objects.get()
    assert (plan.aabenhed, plan.titel_lukket, plan.hjemmel) == ("lukket", "Samtaler med en leder", "private_forhold")
    assert plan.titel == beslutning.punkt.indstilling.titel
    assert Opslag.objects.filter(aktoer=folk.signe, slags="vis").count() == 1


def plan_of(beslutning, folk, **more):
    client = som(folk.signe)
    client.post(sted(beslutning), body(client.get(sted(beslutning)), **more))
    return Indsatsplan.objects.get()


def test_tasks_of_the_meeting_are_listed_beside_the_plans_own_points(beslutning, folk):
    plan = plan_of(beslutning, folk, vaelg=[])
    given = opgave(beslutning.punkt, folk.lars, folk.carla)
    opgave(beslutning.punkt, folk.lars, folk.carla, tilstand="udkast")

    page = som(folk.signe).get(f"/indsatsplaner/{plan.nummer}/opfoelgning/")

    assert [one["titel"] for one in page.context["afsnit"]] == ["Opfølgning", "Opgaver fra mødet"]
    assert rows(page, 1) == [(f"{given.nummer} {given.tekst}", [])]
    assert page.context["afsnit"][1]["raekker"][0]["celler"][0]["url"] == f"/opgaver/{given.nummer}/"


def test_tasks_the_reader_may_not_see_are_not_listed(beslutning, folk):
    plan = plan_of(beslutning, folk, vaelg=[])
    opgave(beslutning.punkt, folk.lars, folk.carla)
    plan.deltagere.create(bruger=folk.mona, rolle="laeser", fra=date(2020, 5, 1))
    beslutning.punkt.udelukkelser.create(
        bruger=folk.mona, grund="inhabil", oprettet_den=ur.nu(), oprettet_af=folk.kirsten
    )

    page = som(folk.mona).get(f"/indsatsplaner/{plan.nummer}/opfoelgning/")

    assert [one["titel"] for one in page.context["afsnit"]] == ["Opfølgning"]


def test_posts_that_differ_from_the_papers_amount_are_told(folk, chefteam, styregruppe):
    asked = [("direkteudgift", {"aar": 2020, "beloeb": "200 tkr."})]
    beslutning = decide(folk, chefteam, [*paper_rows(styregruppe), *asked])
    plan = plan_of(beslutning, folk)

    page = som(folk.signe).get(f"/indsatsplaner/{plan.nummer}/oekonomi/")

    assert page.context["advarsler"] == [
        "Posternes budget for 2020 er 160.000 kr., og indstillingens beløb er 200.000 kr.",
    ]  # fmt: skip
