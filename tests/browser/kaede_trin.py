"""The steps of the chain, each done by its person at a page; what somebody was shown is kept in `shown`."""

from mso_portal.management.moedeforloeb import SENT
from mso_portal.management.verden import read
from tests.browser.kaede_verden import PAPERS

MOEDER = {"gaa-paa-rov": "ct-2019-10-09", "takt-og-tone": "ct-2020-05-29", "social-kapital": "ct-2020-06-26"}
# Seconds a pack may take on a machine that is busy with other things.
TAALMOD = 240
NAVNE = {row["brugernavn"]: row["navn"] for row in read("personer.toml")["person"]}


class Gang:
    """A worked paper on its way: its own file, its meeting's, and what each person was shown, by step."""

    def __init__(self, folk, name):
        self.folk, self.name, self.number, self.shown = folk, name, PAPERS[name], {}
        self.data = read(f"indstillinger/{name}.toml")
        self.moede = read(f"moeder/{MOEDER[name]}.toml")
        self.punkt = next(row for row in self.moede["punkt"] if row.get("sag") == name)
        self.address = f"/moeder/{MOEDER[name]}/"
        self.own = f"/indstillinger/{self.number}/"
        self.leder = self.data["felter"]["ansvarlig_leder"]

    def at(self, moment):
        self.folk.portal.set_local(moment)


def submit(sag):
    """The author sends the paper to his leder."""
    sag.at(sag.data["handling"][0]["tidspunkt"])
    author = sag.folk[sag.data["forfatter"]]
    author.go(sag.own)
    author.press("Send til godkendelse").press("Send til godkendelse")
    sag.shown["indsendt"] = author.told()


def approve(sag):
    """The leder finds it on the front page, reads and approves it."""
    sag.at(sag.data["handling"][1]["tidspunkt"])
    leder = sag.folk[sag.leder]
    leder.go("/")
    sag.shown["lederens forside"] = leder.texts("article.kort h3")
    leder.press(f"Læs og godkend: {sag.data['felter']['titel']}").press("Godkend")
    leder.press("Godkend", "#formular")
    sag.shown["godkendt"] = leder.told()


def place(sag):
    """The sekretær finds it waiting beside the agenda and places it."""
    sag.at(sag.punkt["optaget"])
    kirsten = sag.folk["kirsten"]
    kirsten.go("/")
    sag.shown["sekretærens forside"] = kirsten.texts("article.kort h3")
    kirsten.go(f"{sag.address}byg/")
    kirsten.press("Sæt på dagsordenen", f'article.kort:has(a[href="{sag.own}"])')
    kirsten.fill("minutter", str(sag.punkt["minutter"]))
    if kirsten.page.locator("[name=sen_begrundelse]").count():
        kirsten.fill("sen_begrundelse", SENT)
    kirsten.press("Sæt på dagsordenen", "#formular")
    sag.shown["optaget"] = kirsten.told()


def prepare(sag):
    """The sekretær has the packs made, and looks at the checklist."""
    sag.at(sag.moede["sendt"])
    kirsten = sag.folk["kirsten"]
    kirsten.go(f"{sag.address}byg/")
    kirsten.press("Foreslå rækkefølge").press("Udsendelse").press("Lav en udsendelse").press("Lav pakken", "#formular")
    sag.shown["venter"] = kirsten.texts("main h2")
    kirsten.page.wait_for_selector("caption:text-is('Tjekliste')", timeout=TAALMOD * 1000)
    sag.shown["tjekliste"] = [row[:2] for row in kirsten.rows() if len(row) == 3 and row[1] in ("I orden", "Stop")]


def send(sag):
    """The sekretær sends it, with a reason where the paper names a bilag it does not have."""
    kirsten = sag.folk["kirsten"]
    kirsten.press("Udsend dagsorden")
    if reason := sag.moede.get("mangler_grund"):
        kirsten.fill("mangler_grund", reason)
    kirsten.press("Udsend dagsorden", "#formular")
    sag.shown["sendt"] = kirsten.told()


def read_all(sag, name="carla"):
    """A member reads every item, one press each."""
    member = sag.folk[name]
    member.go(sag.address)
    sag.shown["dagsorden"] = [row[0] for row in member.rows()]
    member.follow(".bjaelke a.knap")
    headings = []
    while "/punkt/" in member.page.url:
        headings.append(member.heading())
        member.follow(".bjaelke button")
    sag.shown["læst"] = (headings, member.told(), [row[3] for row in member.rows()])


def start(sag):
    """The sekretær opens the meeting; who sent their regrets is away, all others are there."""
    sag.at(sag.moede["begyndt"])
    kirsten = sag.folk["kirsten"]
    kirsten.go(sag.address)
    kirsten.press_in_menu("Start mødet").press("Start mødet", "#formular")
    for name in sag.moede.get("afbud", []):
        kirsten.page.check(f"fieldset:has(> legend:text-is('{NAVNE[name]}')) [value=afbud]")
    kirsten.press("Alle andre er til stede")
    sag.shown["fremmøde"] = kirsten.told()


def finish(sag):
    sag.at(sag.moede["sluttet"])
    kirsten = sag.folk["kirsten"]
    kirsten.go(sag.address)
    kirsten.press_in_menu("Afslut mødet").press("Afslut mødet", "#formular")
    sag.shown["afsluttet"] = kirsten.told()


def write(sag):
    """The author writes the last field, and the portal keeps it."""
    sag.at(sag.data["rettelse"][-1]["tidspunkt"])
    author = sag.folk[sag.data["forfatter"]]
    author.go(f"{sag.own}rediger/")
    author.fill("resume", sag.data["rettelse"][-1]["felter"]["resume"])
    author.press("Gem")
    sag.shown["skrevet"] = author.told()


def ask(sag, unit="Kvalitet og borgersikkerhed", name="lars"):
    """The author asks a unit, whose leder finds the question and answers it."""
    author, part = sag.folk[sag.data["forfatter"]], sag.folk[name]
    author.go(f"{sag.own}koordinering/")
    author.press("Spørg en part")
    author.fill("soeg:parter", unit)
    author.press("Find person eller afdeling")
    author.page.get_by_label(unit).check()
    author.press("Send spørgsmålet")
    part.go("/")
    sag.shown["partens forside"] = part.texts("article.kort h3")
    part.follow("article.kort h3 a")
    part.choose("svar", "enig")
    part.press("Send svaret")
    sag.shown["svar"] = part.told()


def add_closed(sag):
    """The sekretær adds an item that only the forum's own may read."""
    kirsten = sag.folk["kirsten"]
    kirsten.go(f"{sag.address}byg/")
    kirsten.press("Nyt punkt")
    for name, text in LUKKET.items():
        kirsten.fill(name, text)
    for name, value in {"sagstype": "orientering", "aabenhed": "lukket", "hjemmel": "private_forhold"}.items():
        kirsten.choose(name, value)
    kirsten.press("Opret punkt")
    sag.shown["lukket punkt"] = kirsten.told()


LUKKET = {
    "titel": "Personalesag", "titel_lukket": "Opsigelse af Viggo Vikar", "tekst": "Viggo Vikar fratræder 1. juni.",
    "begrundelse": "Det handler om en enkelt person.",
}  # fmt: skip


def stay_out(sag, name="lise"):
    """Somebody without a seat looks at the agenda, and at every item by its address."""
    outsider = sag.folk[name]
    outsider.go(sag.address)
    lines = [row[0] for row in outsider.rows()]
    answers = [outsider.go(f"{sag.address}punkt/{nr}/") for nr in range(1, len(sag.shown["dagsorden"]) + 1)]
    sag.shown[f"{name} ser"] = (lines, answers)
