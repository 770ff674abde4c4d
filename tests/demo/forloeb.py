"""A paper's course read from its file alone: what the player is asked to do, and what would not go."""

from collections import Counter
from datetime import timedelta

from django.conf import settings

from mso_portal.management.verden import read
from mso_portal.vaerdier.hverdage import er_hverdag, laeg_hverdage

PERSONER, ORGANISATION, FORA = (read(f"{name}.toml") for name in ("personer", "organisation", "fora"))
FILES = sorted((settings.BASE_DIR / "fixtures" / "indstillinger").glob("*.toml"))
PAPERS = {path.stem: read(f"indstillinger/{path.name}") for path in FILES}
MOEDER = {path.stem: read(f"moeder/{path.name}") for path in sorted((FILES[0].parent.parent / "moeder").glob("*.toml"))}
BILAG = settings.BASE_DIR / "fixtures" / "filer"

PEOPLE = {row["brugernavn"]: row for row in PERSONER["person"]}
UNITS = {row["kode"] for row in ORGANISATION["afdeling"]}
LEADERS = {row["afdeling"]: row["brugernavn"] for row in PERSONER["person"] if row["rolle"] == "leder"}
MEETINGS = {(row["forum"], row["dato"]) for row in FORA["moede"]}
CLOSED_DAYS = {row["dato"] for row in FORA["lukkedag"]}
SEKRETAERER = {row["brugernavn"] for row in FORA["medlemskab"] if (row["forum"], row["rolle"]) == ("CT", "sekretaer")}

STEPS = ("rettelse", "koordinering", "svar", "frafald", "kommentar", "fil", "handling")
# What is done to the text and the answers is done while the paper is a kladde.
I_KLADDE = {"rettelse", "koordinering", "svar", "frafald", "fil"}
BY_AUTHORS = {"rettelse", "koordinering", "frafald", "fil", "submit", "recall", "withdraw"}
ROWS = {
    "beslutningspunkt", "effektmaal", "risikopunkt", "direkteudgift", "udgiftspost", "finansieringskilde",
    "indirekteudgift", "procestrin", "deltager", "bilag",
}  # fmt: skip
MOVES = {
    ("kladde", "submit"): "til_godkendelse", ("til_godkendelse", "recall"): "kladde",
    ("til_godkendelse", "approve"): "godkendt", ("til_godkendelse", "send_back"): "kladde",
    ("godkendt", "send_back"): "kladde", ("kladde", "withdraw"): "trukket", ("til_godkendelse", "withdraw"): "trukket",
    ("godkendt", "withdraw"): "trukket", ("trukket", "restore"): "kladde",
    ("til_godkendelse", "close"): "til_godkendelse", ("godkendt", "close"): "godkendt",
    ("til_godkendelse", "open"): "til_godkendelse", ("godkendt", "open"): "godkendt",
}  # fmt: skip
SECTIONS = {"resume", "baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura"}
# Least number of characters of `bemaerkning`.
REMARK = {"send_back": 10, "withdraw": 1, "open": 1}


def steps(data):
    """Return [(time, kind, row)] of everything after the draft, in the order of time."""
    found = [(row["tidspunkt"], kind, row) for kind in STEPS for row in data.get(kind, [])]
    return sorted(found, key=lambda step: step[0])


def authors(data):
    return {data["forfatter"], *data["felter"].get("medforfattere", [])}


def with_deputies(person, moment):
    """Return the person and those who deputise for him on the day."""
    rows = PERSONER["stedfortraeder"]
    return {person} | {
        row["stedfortraeder"] for row in rows if row["for"] == person and row["fra"] <= moment.date() <= row["til"]
    }


def part_key(part):
    return part.get("bruger") or part["afdeling"]


def draft_done(data):
    """Return when the first text stands: three minutes for the fields, one for each row."""
    rows = sum(len(data.get(kind, [])) for kind in ROWS)
    return data["oprettet"] + timedelta(minutes=3 + rows)


def deadline(data, days):
    return laeg_hverdage(data["moede"], -days, CLOSED_DAYS)


class Play:
    """Walks through a paper's steps; `faults` says in words what could not be done."""

    def __init__(self, data):
        self.data, self.state, self.asked, self.filed, self.faults = data, "kladde", {}, set(), []
        self.closed, self.sent_by, self.comments = data["felter"]["aabenhed"] == "lukket", None, 0
        for self.moment, self.kind, self.row in steps(data):
            self._step()

    def _fault(self, wrong, text):
        if wrong:
            self.faults.append(f"{self.moment} {self.kind} {self.row['af']}: {text}")

    def _step(self):
        act = self.row["verbum"] if self.kind == "handling" else self.kind
        by = self.row["af"]
        self._fault(by not in PEOPLE, "no such person")
        self._fault(self.kind in I_KLADDE and self.state != "kladde", f"not in {self.state}")
        self._fault(act in BY_AUTHORS and by not in authors(self.data), "is no author")
        getattr(self, f"_{self.kind}")()

    def _rettelse(self):
        for change in self.row.get("raekke", []):
            rows = len(self.data.get(change["slags"], [])) + self._added(change["slags"])
            self._fault(change["slags"] not in ROWS or not 1 <= change["nr"] <= rows, f"no such row: {change}")
        self._fault(any(row["slags"] not in ROWS for row in self.row.get("tilfoej", [])), "no such kind of row")
        self._fault("felter" not in self.row, "felter is missing")

    def _added(self, kind):
        """Count the rows of a kind that were added up to now."""
        before = [row for row in self.data["rettelse"] if row["tidspunkt"] < self.moment]
        return sum(new["slags"] == kind for row in before for new in row.get("tilfoej", []))

    def _koordinering(self):
        frist, today = self.row["frist"], self.moment.date()
        self._fault(frist <= today or not er_hverdag(frist, CLOSED_DAYS), f"frist {frist}")
        for part in self.row["parter"]:
            self._fault(len(part) != 1 or not self._exists(part), f"nobody to ask: {part}")
            self._fault(self.asked.get(part_key(part)) == "", f"is asked already: {part}")
            self.asked[part_key(part)] = ""

    def _exists(self, part):
        return PEOPLE.get(part["bruger"], {}).get("aktiv") if "bruger" in part else part["afdeling"] in LEADERS

    def _svar(self):
        part, answer = self.row["part"], self.row["svar"]
        self._fault(part not in self.asked, f"{part} was not asked")
        answers = with_deputies(LEADERS.get(part, part), self.moment)
        self._fault(self.row["af"] not in answers, f"does not answer for {part}")
        self._fault(answer not in ("enig", "bemaerkninger", "uenig"), f"no such answer: {answer}")
        self._fault(answer != "enig" and not self.row.get("tekst"), "says nothing")
        self.asked[part] = answer

    def _frafald(self):
        self._fault(self.asked.get(self.row["part"]) != "", f"{self.row['part']} is not waited for")
        self._fault(not self.row.get("grund"), "no reason")
        self.asked[self.row["part"]] = "frafaldet"

    def _kommentar(self):
        readers = authors(self.data) | with_deputies(self.data["felter"]["ansvarlig_leder"], self.moment)
        self._fault(self.row["af"] not in readers, "does not read the kladde")
        self._fault(self.row["felt"] not in SECTIONS, f"no such section: {self.row['felt']}")
        self._fault(not 0 <= self.row.get("svar_paa", 0) <= self.comments, "answers a comment that isn't there")
        if "loest" in self.row:
            self._fault(self.row["loest"] <= self.moment, "is resolved before it is written")
            self._fault("svar_paa" in self.row, "only the first comment of a thread is resolved")
            self._fault(self.row["loest_af"] not in readers, "is resolved by one who does not read it")
        self.comments += 1

    def _fil(self):
        self._fault(self.row["bilag"] > len(self.data.get("bilag", [])), f"no bilag {self.row['bilag']}")
        self._fault(not (BILAG / self.row["fil"]).is_file(), f"no file {self.row['fil']}")
        self.filed.add(self.row["bilag"])

    def _handling(self):
        verb = self.row["verbum"]
        self._fault((self.state, verb) not in MOVES, f"{verb} in {self.state}")
        self._fault(len(self.row.get("bemaerkning", "")) < REMARK.get(verb, 0), f"{verb} without reason")
        getattr(self, f"_{verb}", self._by_leader)()
        self.state = MOVES.get((self.state, verb), self.state)

    def _by_leader(self):
        """approve, send_back, close, open: the leader, but for approve also the sekretær once it is approved."""
        able = with_deputies(self.data["felter"]["ansvarlig_leder"], self.moment)
        if self.row["verbum"] != "approve" and self.state == "godkendt":
            able |= SEKRETAERER
        self._fault(self.row["af"] not in able, f"may not {self.row['verbum']}")

    def _submit(self):
        waiting = [key for key, answer in self.asked.items() if not answer]
        self._fault(waiting, f"waits for {waiting}")
        missing = {row["nr"] for row in self.data.get("bilag", [])} - self.filed
        self._fault(missing, f"bilag without file: {missing}")
        self.sent_by = self.row["af"]

    def _approve(self):
        self._by_leader()
        self._fault(self.row["af"] == self.sent_by, "approves what he sent himself")

    def _recall(self):
        """Authors alone; nothing more is asked."""

    _withdraw = _restore = _recall

    def _close(self):
        self._by_leader()
        told = all(self.row.get(name) for name in ("titel_lukket", "hjemmel", "begrundelse"))
        self._fault(self.closed or not told, "is closed already, or without title, hjemmel and reason")
        self.closed = True

    def _open(self):
        self._by_leader()
        self._fault(not self.closed, "is open already")
        self.closed = False


def used_files():
    """Count the files of bilag, those handed out in a meeting among them."""
    handed_out = [row["uddelt"] for data in MOEDER.values() for row in data["punkt"] if "uddelt" in row]
    attached = [row for data in PAPERS.values() for row in data.get("fil", [])]
    return Counter(row["fil"] for row in [*attached, *handed_out])
