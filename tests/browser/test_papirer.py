"""The three worked papers, written from an empty page with the keyboard alone."""

import pytest

from indstillinger.forms.skema import SKEMA
from indstillinger.models import RAEKKER, Indstilling
from indstillinger.models.felttekst import text_of
from mso_portal.management.verden import read
from mso_portal.organisation.models import Afdeling, Bruger, Forum
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.rigtekst import clean
from tests.browser.tastatur import Keyboard
from tests.browser.vent import eventually

PAPERS = {"takt-og-tone": "signe", "gaa-paa-rov": "signe", "social-kapital": "sanne"}
BY_NAME = {
    "ansvarlig_leder": Bruger, "bruger": Bruger, "afdeling": Afdeling, "afsendende_afdeling": Afdeling,
    "forum": Forum,
}  # fmt: skip


def named(field, value, database):
    """Return what a person would type or choose for a value of a fixture."""
    if field in BY_NAME and value:
        key = "brugernavn" if BY_NAME[field] is Bruger else "kode"
        row = BY_NAME[field].objects.using(database).get(**{key: value})
        return str(row.pk) if field == "forum" else row.navn
    if field == "medforfattere":
        return list(Bruger.objects.using(database).filter(brugernavn__in=value).values_list("navn", flat=True))
    return value


def wanted(data, database):
    """Return the paper as its author wants it: {field: text}, {kind: [{field: text}]}."""
    fields = {name: _stored(name, value, database) for name, value in data["felter"].items()}
    rows = {kind: [{name: _stored(name, value, database) for name, value in row.items() if name != "nr"}
                   for row in data.get(kind, [])] for kind in RAEKKER}  # fmt: skip
    return fields, rows


def _stored(name, value, database):
    if name == "medforfattere":
        found = Bruger.objects.using(database).filter(brugernavn__in=value)
        return ",".join(str(pk) for pk in sorted(found.values_list("pk", flat=True)))
    if name in BY_NAME:
        key = "brugernavn" if BY_NAME[name] is Bruger else "kode"
        return str(BY_NAME[name].objects.using(database).get(**{key: value}).pk)
    if isinstance(value, bool):
        return "ja" if value else ""
    return clean(value) if str(value).startswith("<p>") else str(value)


def written(number, data, database):
    """Return what the database holds, in the shape of `wanted`."""
    paper = Indstilling.objects.using(database).get(nummer=number)
    rows = {
        kind: [{name: text_of(row, name) for name in want if name != "nr"}
               for row, want in zip(getattr(paper, f"{kind}_raekker").all(), data.get(kind, []), strict=True)]
        for kind in RAEKKER
    }  # fmt: skip
    return {name: text_of(paper, name) for name in data["felter"]}, rows


def create(page, data, database):
    """Fill the page for a new paper and return its number."""
    hands = Keyboard(page)
    hands.fill("titel", data["felter"]["titel"])
    hands.fill("formular", data["felter"]["formular"])
    hands.fill("forum", named("forum", data["forum"], database))
    meeting = Indstilling.oensket_moede.field.related_model.objects.using(database)
    hands.fill("oensket_moede", str(meeting.get(forum__kode=data["forum"], dato=data["moede"]).pk))
    hands.go("main form button[type=submit]").press("Enter")
    page.wait_for_url("**/rediger/")
    return page.url.split("/")[-3]


def write_section(hands, afsnit, data, database):
    for name in afsnit.felter:
        value = named(name, data["felter"].get(name, ""), database)
        if value and name not in ("titel", "formular"):
            co_authors(hands, value) if name == "medforfattere" else hands.fill(name, value)
    for kind in afsnit.raekker:
        for row in data.get(kind, []):
            values = {name: named(name, value, database) for name, value in row.items()}
            year(hands, values) if kind == "direkteudgift" else hands.row(kind, values)


def year(hands, row):
    """The years' rows are there already, named by their year."""
    if row["beloeb"]:
        label = hands.page.get_by_label(f"{row['aar']} (tkr.)", exact=True)
        hands.text(label.get_attribute("name"), row["beloeb"])


def co_authors(hands, names):
    """Tick those offered; search for the others first."""
    for name in names:
        if hands.page.query_selector('[data-navn="medforfattere"] details:not([open])'):
            hands.go('[data-navn="medforfattere"] summary').press("Enter")
        box = hands.page.locator('[data-navn="medforfattere"] label.valg', has_text=name)
        if not box.count():
            hands.go('[name="soeg:medforfattere"]')
            hands.page.keyboard.insert_text(name)
            with hands.page.expect_navigation():
                hands.press("Enter")
        hands.checkbox("medforfattere", [box.locator("input").get_attribute("value")])


@pytest.mark.parametrize("name", PAPERS)
def test_paper_written_by_keyboard_is_the_fixture(name, visit, watch, portal, stored):
    watch.expect("status of 422")  # an arrow key passes a source that another row has already
    data = read(f"indstillinger/{name}.toml")
    portal.set_clock(data["oprettet"].replace(tzinfo=DANSK_TID))
    page = visit(PAPERS[name], "/indstillinger/ny/")
    hands = Keyboard(page)

    number = create(page, data, stored)
    for afsnit in SKEMA:
        if not afsnit.tilvalg or any(data.get(kind) for kind in afsnit.raekker):
            open_section(hands, afsnit)
            write_section(hands, afsnit, data, stored)
    hands.press("Control+s")
    portal.set_clock()

    assert eventually(lambda: written(number, data, stored), wanted(data, stored))


def open_section(hands, afsnit):
    """Add a section that only some papers have."""
    if afsnit.tilvalg:
        hands.go(f'[value="afsnit:{afsnit.id}"]')
        with hands.page.expect_navigation():
            hands.press("Enter")
