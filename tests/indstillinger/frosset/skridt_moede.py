"""Steps of the walk from the meeting on: afvikling, minutes, decisions and tasks, and the worker that files papers."""

from indstillinger.models import (
    Beslutning,
    Dagsordenspunkt,
    Moede,
    Opgave,
    Referat,
    Referatkommentar,
    Referatpunkt,
)
from indstillinger.workflow import afvikling, beslutning, opgave, referat, referatdokumenter, referatraekker
from indstillinger.workflow.referat_godkend import approve_minutes, correct, shown_sha256
from indstillinger.workflow.referatlinjer import hand_out
from tests.builders_indstilling import fil

GRUND = "Det blev besluttet undervejs, og alle er enige."
UDFALD = {
    "vedtaget": {}, "afvist": {}, "droeftet": {}, "taget_til_efterretning": {},
    "vedtaget_med_aendring": {"ordlyd": "At planen begynder efter nytår"},
    "delvist_vedtaget": {"ordlyd": "At første del begynder", "udestaar": "Resten af planen"},
    "udsat": {"udsat_til": "uden_dato"}, "ikke_behandlet": {"begrundelse": "Tiden slap op"},
}  # fmt: skip


# the meeting


def start(walk):
    rows = Moede.objects.filter(tilstand="planlagt")
    afvikling.start(walk.one(rows, punkter__nummer__isnull=False), by=walk.by("kirsten"), grund=GRUND)


def _open_item(walk):
    rows = Dagsordenspunkt.objects.select_related("moede__forum", "indstilling")
    return walk.one(rows.filter(moede__tilstand="i_gang"), tilstand="optaget")


def treat(walk):
    afvikling.treat(_open_item(walk), by=walk.by("kirsten"))


def not_reached(walk):
    afvikling.not_reached(_open_item(walk), by=walk.by("kirsten"))


def postpone_item(walk):
    later = Moede.objects.filter(tilstand="planlagt").order_by("pk").last()
    afvikling.postpone(_open_item(walk), later, by=walk.by("kirsten"))


def attend(walk):
    one = walk.one(Moede.objects.filter(tilstand="i_gang"))
    people = one.fremmoeder.exclude(bruger=None).order_by("pk").values_list("bruger", flat=True)
    statuses = {pk: walk.rng.choice(["til_stede", "til_stede", "afbud"]) for pk in people}
    afvikling.set_fremmoede(one, statuses, by=walk.by("kirsten"))


def be_away(walk):
    afvikling.set_fravaer(_open_item(walk), walk.folk.mona, "kom_senere", by=walk.by("kirsten"))


def hand(walk):
    navn = walk.words("Tal")
    hand_out(_open_item(walk), navn, fil(navn), "tal.pdf", "aaben", by=walk.by("kirsten"))


def finish(walk):
    afvikling.finish(walk.one(Moede.objects.filter(tilstand="i_gang")), by=walk.by("kirsten"))


def reopen_meeting(walk):
    afvikling.reopen(walk.one(Moede.objects.filter(tilstand="afholdt")), GRUND, by=walk.by("kirsten"))


# the minutes


def _row(walk):
    rows = Referatpunkt.objects.select_related("punkt__moede__forum", "referat")
    return walk.one(rows, referat__tilstand="kladde")


def _put(walk, row):
    if row.slags != "besluttet":
        return referatraekker.save_field(row, "tekst", f"<p>{walk.words('Drøftet')}</p>", by=walk.by("kirsten"))
    udfald = walk.rng.choice(list(UDFALD))
    for felt, tekst in {"udfald": udfald, **UDFALD[udfald]}.items():
        referatraekker.save_field(row, felt, tekst, by=walk.by("kirsten"))
        row.refresh_from_db()


def write_row(walk):
    _put(walk, _row(walk))


def write_all_rows(walk):
    minutes = walk.one(Referat.objects.all(), tilstand="kladde")
    for row in minutes.raekker.filter(slags="besluttet", udfald="").select_related("punkt__moede").order_by("pk"):
        _put(walk, row)


def adopt(walk):
    referatraekker.adopt_all(_row(walk).punkt, by=walk.by("kirsten"))


def add_row(walk):
    minutes = walk.one(Referat.objects.select_related("moede"), tilstand="kladde")
    punkt = walk.one(minutes.moede.punkter.exclude(nummer=None).select_related("moede__forum"))
    slags = walk.rng.choice(["besluttet", "droeftet", "efterskrift"])
    tekst = walk.words("Det aftalte") if slags == "besluttet" else f"<p>{walk.words('Det sagte')}</p>"
    referatraekker.add_raekke(minutes, punkt, slags, by=walk.by("kirsten"), tekst=tekst)


def remove_row(walk):
    referatraekker.remove_raekke(_row(walk), by=walk.by("kirsten"))


def circulate(walk):
    referat.circulate(
        walk.one(Referat.objects.all(), tilstand="kladde", moede__tilstand="afholdt"), by=walk.by("kirsten")
    )


def comment(walk):
    minutes = walk.one(Referat.objects.select_related("moede__forum"), tilstand="til_kommentering")
    punkt = walk.one(minutes.moede.punkter.exclude(nummer=None))
    referat.comment(minutes, punkt, walk.words("Det var juli"), by=walk.by("mona"))


def answer(walk):
    rows = Referatkommentar.objects.select_related("referat__moede", "punkt")
    referat.answer_comment(walk.one(rows, svar=""), "rettet", by=walk.by("kirsten"))


def take_back(walk):
    referat.take_back(walk.one(Referat.objects.all(), tilstand="til_kommentering"), by=walk.by("kirsten"))


def approve(walk):
    minutes = walk.one(Referat.objects.select_related("moede__forum"), tilstand="til_kommentering")
    approve_minutes(minutes, shown_sha256(minutes), by=walk.by("carla"))


def open_again(walk):
    correct(walk.one(Referat.objects.select_related("moede__forum"), tilstand="godkendt"), GRUND, by=walk.by("carla"))


def file_papers(walk):
    referatdokumenter.file_minutes(walk.one(Referat.objects.filter(tilstand="godkendt", dokumenter=None)).pk)


# decisions and tasks


def carry_out(walk):
    beslutning.complete(walk.one(Beslutning.objects.all(), status="gaeldende"), GRUND, by=walk.by("kirsten"))


def let_lapse(walk):
    beslutning.lapse(walk.one(Beslutning.objects.all(), status="gaeldende"), GRUND, by=walk.by("kirsten"))


def draft_task(walk):
    row = _row(walk)
    frist = walk.rng.choice(["uge 40", "1. december 2020", "næste møde", "snarest"])
    opgave.draft(row.punkt, walk.words("Skriv til HMU"), by=walk.by("kirsten"), raekke_uuid=row.uuid,
                 ansvarlig=walk.folk.lars, frist=frist)  # fmt: skip


def mend_task(walk):
    opgave.edit_draft(_task(walk, "udkast"), by=walk.by("kirsten"), frist="1. november 2020")


def drop_task(walk):
    opgave.delete_draft(_task(walk, "udkast"), by=walk.by("kirsten"))


def _task(walk, *tilstande):
    return walk.one(Opgave.objects.select_related("punkt__moede__forum"), tilstand__in=tilstande)


def _on_task(act, who, *tilstande):
    """Return the step that does the act to a task in one of the states."""
    return lambda walk: act(_task(walk, *tilstande), walk.by(who))


def move_deadline(walk):
    frist = f"{walk.rng.randint(1, 28)}. december {walk.nu.year}"
    opgave.postpone(_task(walk, "aaben"), frist, GRUND, by=walk.by("carla"))


OPGAVESKRIDT = {
    "assign": _on_task(lambda one, by: opgave.assign(one, by=by), "kirsten", "udkast"),
    "decline": _on_task(lambda one, by: opgave.decline(one, GRUND, by=by), "lars", "aaben"),
    "report": _on_task(lambda one, by: opgave.report(one, GRUND, by=by), "lars", "aaben"),
    "close_task": _on_task(lambda one, by: opgave.close(one, by=by), "carla", "meldt_udfoert"),
    "reopen_task": _on_task(lambda one, by: opgave.reopen(one, GRUND, by=by), "carla", "meldt_udfoert", "lukket"),
    "lapse_task": _on_task(lambda one, by: opgave.lapse(one, GRUND, by=by), "carla", "aaben"),
    "reassign": lambda walk: opgave.reassign(_task(walk, "afvist"), walk.folk.lars, by=walk.by("carla")),
}  # fmt: skip

SKRIDT = {
    "start": (start, 5), "treat": (treat, 20), "not_reached": (not_reached, 1), "postpone_item": (postpone_item, 1),
    "attend": (attend, 3), "be_away": (be_away, 1), "hand": (hand, 1), "finish": (finish, 8),
    "reopen_meeting": (reopen_meeting, 0.5), "write_row": (write_row, 6), "write_all_rows": (write_all_rows, 6),
    "adopt": (adopt, 2), "add_row": (add_row, 4), "remove_row": (remove_row, 1), "circulate": (circulate, 6),
    "comment": (comment, 1), "answer": (answer, 6), "take_back": (take_back, 0.5), "approve": (approve, 8),
    "open_again": (open_again, 3), "file_papers": (file_papers, 8), "carry_out": (carry_out, 1),
    "let_lapse": (let_lapse, 1), "draft_task": (draft_task, 4), "mend_task": (mend_task, 7),
    "drop_task": (drop_task, 1), "move_deadline": (move_deadline, 3),
    **{name: (act, 1) for name, act in OPGAVESKRIDT.items()},
}  # fmt: skip
