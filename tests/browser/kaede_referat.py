"""The steps of the chain from the meeting to the register: what is written, refused, remarked on and approved."""

from indstillinger.workflow.opgave import CLOSE
from tests.browser.kaede_trin import NAVNE, TAALMOD
from tests.browser.vent import eventually

LINES = "(alle) => [...new Set(alle.map((knap) => knap.value.split(':')[1]))]"
PDF = "aside h2:text-is('PDF') + ul a"
BEMAERKNING = "Skriv gerne, at planen også gælder vikarer."
FELTER = ("ordlyd", "udestaar", "begrundelse")


def treat(sag):
    """The sekretær goes through the items; of the paper's own she writes what its file says."""
    kirsten = sag.folk["kirsten"]
    kirsten.go(f"{sag.address}afvikling/")
    while "/afvikling/" in kirsten.page.url:
        if sag.data["felter"]["titel"] in kirsten.heading():
            _write(sag, kirsten)
        kirsten.follow(".bjaelke [value=faerdig]")


def _write(sag, kirsten):
    rows = uuids(kirsten, "besluttet")
    _use_lines(kirsten, sag.punkt, rows)
    for row in sag.punkt.get("opgave", []):
        _add_task(kirsten, row, rows)
    for row in sag.punkt.get("raekke", []):
        outcome(kirsten, rows[row["nr"] - 1], row)
    for uuid, row in zip(uuids(kirsten, "droeftet"), sag.punkt.get("droeftet", []), strict=True):
        if "overskrift" in row:
            kirsten.fill(f"{uuid}:overskrift", row["overskrift"])
    for uuid, row in zip(uuids(kirsten, "opgave"), sag.punkt.get("opgave", []), strict=True):
        task(kirsten, uuid, row)


def uuids(person, kind):
    """Return the rows of a kind on the page of the minutes."""
    where = "#opgaver" if kind == "opgave" else f"#raekker-{kind}"
    rows = person.page.locator(f"{where} > ol > li").evaluate_all("(alle) => alle.map((en) => en.id)")
    return [one.removeprefix("raekke-") for one in rows]


def _use_lines(kirsten, punkt, rows):
    """Send each line of the old minutes where the file says it belongs; lines that become tasks wait."""
    lines = kirsten.page.locator("#linjer button").evaluate_all(LINES)
    for row in punkt.get("raekke", []):
        used = row.get("linje", [])
        for line in [used] if isinstance(used, int) else used:
            kirsten.follow(f'[value="linje:{lines[line - 1]}:besluttet:{rows[row["nr"] - 1]}"]')
    for kind in ("droeftet", "efterskrift", "opgave"):
        for row in punkt.get(kind, []):
            if "linje" in row:
                kirsten.follow(f'[value="linje:{lines[row["linje"] - 1]}:{kind}"]')


def _add_task(kirsten, row, rows):
    if "linje" not in row:
        kirsten.follow(f'[value="opgave:{rows[row["nr"] - 1]}"]' if "nr" in row else '[value="tilfoej:opgave"]')


def outcome(kirsten, uuid, row):
    """Choose an outcome of a point, unfold what it asks for, and write it."""
    name = f"{uuid}:udfald"
    radio = kirsten.page.locator(f'input[name="{name}"][value="{row["udfald"]}"]')
    if radio.count():
        radio.check()
    else:
        kirsten.page.check(f'input[name="{name}"][value=andet]')
        kirsten.page.select_option(f'select[name="{name}"]', row["udfald"])
    for felt in FELTER:
        # The page asks for no wording of what was only taken note of.
        if felt in row and row["udfald"] != "taget_til_efterretning":
            kirsten.fill(f"{uuid}:{felt}", row[felt])
    _afterwards(kirsten, uuid, row)


def _afterwards(kirsten, uuid, row):
    """Who sees to the decision, and when it is looked at again, stand folded."""
    if "ansvarlig" in row or "opfoelgning" in row:
        kirsten.page.locator(f'details:has([name="{uuid}:opfoelgning"]):not([open]) > summary').click()
        kirsten.fill(f"{uuid}:opfoelgning", row["opfoelgning"])
    if "ansvarlig" in row:
        kirsten.find(f"{uuid}:ansvarlig", NAVNE[row["ansvarlig"]])


def task(kirsten, uuid, row):
    """Write what the file says of a task."""
    for felt in ("tekst", "frist"):
        if felt in row:
            kirsten.fill(f"{uuid}:{felt}", row[felt])
    if "ansvarlig" in row:
        kirsten.find(f"{uuid}:ansvarlig", NAVNE[row["ansvarlig"]])
    if row.get("uden_frist"):
        kirsten.choose(f"{uuid}:uden_frist", "ja")


def follow(sag, name="carla", outsider="lise"):
    """A member follows the meeting at the paper's own item; who has no seat is refused."""
    member = sag.folk[name]
    member.go(sag.address)
    member.press("Følg mødet")
    member.follow(f'nav[aria-label=Punkter] a:has-text("{sag.data["felter"]["titel"]}")')
    sag.shown["følger"] = [text.splitlines()[0] for text in member.texts(".raekkefelter .udfald")]
    sag.shown["følger ikke"] = sag.folk[outsider].go(f"{sag.address}afvikling/2/")


def refused(sag):
    """The sekretær would send the minutes, and is told what is missing."""
    sag.at(sag.moede["mangler"][0]["tidspunkt"])
    kirsten = sag.folk["kirsten"]
    kirsten.go(sag.address)
    kirsten.press("Referat").press("Send til kommentering")
    sag.shown["mangler"] = (kirsten.texts("h2#mangler"), kirsten.texts("section:has(#mangler) li"))


def mend(sag):
    """Every line leads to the item, where what was missing is written."""
    mended = next(row for row in sag.moede["rettelse"] if row["punkt"] == sag.name)
    sag.at(mended["tidspunkt"])
    kirsten = sag.folk["kirsten"]
    kirsten.follow("section:has(#mangler) li a")
    rows, tasks = uuids(kirsten, "besluttet"), uuids(kirsten, "opgave")
    for row in mended.get("raekke", []):
        known = next((one for one in sag.punkt["raekke"] if one["nr"] == row["nr"]), {})
        outcome(kirsten, rows[row["nr"] - 1], {"udfald": known.get("udfald"), **row})
    keys = [one["id"] for one in sag.punkt["opgave"]]
    for row in mended.get("opgave", []):
        task(kirsten, tasks[keys.index(row["id"])], row)
    kirsten.follow(".bjaelke [value=videre]")


def circulate(sag):
    sag.at(sag.moede["kommentering"])
    kirsten = sag.folk["kirsten"]
    kirsten.go(f"{sag.address}referat/")
    kirsten.press("Send til kommentering").press("Send til kommentering", "#formular")
    sag.shown["til kommentering"] = kirsten.told()


def remark(sag, name="carla"):
    """A member remarks on the paper's item, and the sekretær answers."""
    member, kirsten = sag.folk[name], sag.folk["kirsten"]
    member.go(f"{sag.address}referat/")
    member.press("Bemærkninger")
    label = next(one for one in member.texts("[name=punkt] option") if sag.data["felter"]["titel"] in one)
    member.page.select_option("[name=punkt]", label=label)
    member.fill("tekst", BEMAERKNING)
    member.press("Gem bemærkningen")
    kirsten.go(f"{sag.address}referat/")
    kirsten.press("Bemærkninger")
    sag.shown["bemærkning"] = kirsten.texts("article.kort .linjer")
    kirsten.page.locator("[name$='-svar'][value=rettet]").check()
    kirsten.press("Gem svaret")
    sag.shown["svaret"] = (member.told(), kirsten.told())


def approve_minutes(sag):
    """The mødeleder reads the minutes and approves them; the worker prints them."""
    sag.at(sag.moede["godkendt"])
    dorte = sag.folk["dorte"]
    dorte.go("/")
    sag.shown["mødelederens forside"] = dorte.texts("article.kort h3")
    dorte.go(f"{sag.address}referat/")
    dorte.press("Godkend referat")
    counts = [dorte.page.locator(f"section.afsnit {where}").count() for where in KINDS]
    sag.shown["rækker"] = [counts[0], counts[1] - counts[2], counts[2]]
    dorte.press("Godkend referat", "#formular")
    sag.shown["referat godkendt"] = dorte.told()


# Besluttet; drøftet and efterskrift together; efterskrift.
KINDS = (".anmod > ol > li", "> .prosa", "h3:text-is('Efterskrift') ~ .prosa")


def look_up(sag, name="carla"):
    """A member finds the decisions in the register, and the tasks in the minutes."""
    member = sag.folk[name]
    member.go("/beslutninger/")
    sag.shown["register"] = member.rows()
    member.go(f"{sag.address}referat/")
    item = member.page.locator("section.afsnit", has_text=sag.data["felter"]["titel"]).first
    sag.shown["opgaver"] = [one.strip() for one in item.locator("h3:text-is('Opgaver') + ul > li").all_inner_texts()]
    eventually(lambda: member.go(f"{sag.address}referat/") and member.page.locator(PDF).count() > 0, True, TAALMOD)
    sag.shown["papirer"] = member.texts(PDF)


def look_from_outside(sag, name="lise"):
    """Somebody without a seat reads the approved minutes."""
    outsider = sag.folk[name]
    outsider.go(f"{sag.address}referat/")
    sag.shown[f"{name} læser"] = outsider.texts("section.afsnit h2")


def report(sag):
    """Who has the task finds it on the front page and says what was done; who gave it closes it."""
    row = sag.punkt["opgave"][0]
    step = next(one for one in row["forloeb"] if one["verbum"] == "report")
    doer, giver = sag.folk[step["af"]], sag.folk["dorte"]
    doer.go("/")
    doer.follow(f'article.kort h3 a:has-text("{row["tekst"]}")')
    doer.press("Meld udført")
    doer.fill("resultat", step["tekst"])
    doer.press("Meld udført", "#formular")
    giver.go("/")
    giver.follow(f'article.kort h3 a:has-text("{row["tekst"]}")')
    giver.press(CLOSE.label).press(CLOSE.label, "#formular")
    sag.shown["opgaven"] = (doer.told(), giver.told(), giver.texts(".sidehoved .fakta li"))
