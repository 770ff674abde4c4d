"""The demo's meetings: prepared, sent, held and followed up by their people in the order of time, through the verbs."""

from datetime import timedelta
from functools import partial

from django.test import RequestFactory

from indstillinger.models import Dagsordenspunkt, Importfelt, Indstilling, Modtager, Moede
from indstillinger.views.dokument import hent
from indstillinger.workflow import dagsorden, referat_godkend
from indstillinger.workflow.afvikling import finish, not_reached, postpone, set_fremmoede, start, treat
from indstillinger.workflow.klargoering import build_packs
from indstillinger.workflow.laesning import mark_read
from indstillinger.workflow.referat import answer_comment, circulate, comment, missing
from indstillinger.workflow.udelukkelse import exclude
from indstillinger.workflow.udsendelse import prepare, send
from mso_portal.management.opgaveforloeb import follow_decision, follow_task
from mso_portal.management.referatforloeb import hand_out_file, write_minutes
from mso_portal.motor.log import AccessLogMiddleware
from mso_portal.organisation.models import Bruger

EFTER_AFSENDELSE = timedelta(hours=1, minutes=40)
FOER_AFSENDELSE, FOER_PUNKTER, FOER_SLUT = timedelta(minutes=15), timedelta(minutes=3), timedelta(minutes=2)
SENT = "Sagen var indmeldt til tiden og er godkendt inden fristen for godkendelse."


class Forloeb:
    """One meeting's file and what it names: the meeting itself, its items by their key, its people.

    `papers` is {file's name: number} of the papers played so far.
    """

    def __init__(self, data, papers):
        self.data, self.papers, self.opgaver = data, papers, {}
        self.keys = [key_of(row) for row in data.get("punkt", [])]

    @property
    def moede(self):
        return Moede.objects.select_related("forum").get(noegle=self.data["noegle"])

    @property
    def referat(self):
        return self.moede.referater.order_by("-nr").first()

    @property
    def by(self):
        return person(self.data["sekretaer"])

    @property
    def leder(self):
        """Return who approves the minutes."""
        return self.referat.godkender

    def punkt(self, key):
        """Return the item of a key: the name of its paper's file, or the id of a text item."""
        row = next(row for row in self.data["punkt"] if key_of(row) == key)
        named = {"indstilling__nummer": self.papers[key]} if "sag" in row else {"titel": row["titel"]}
        return Dagsordenspunkt.objects.get(moede__noegle=self.data["noegle"], **named)

    def lines(self, key):
        """Return the lines of the paper's imported minutes, the first as number 1."""
        lines = Importfelt.objects.filter(felt="referat.linje", forsoeg__indstilling__nummer=self.papers.get(key))
        return dict(enumerate(lines.order_by("plads"), 1))


def person(brugernavn):
    return Bruger.objects.get(brugernavn=brugernavn)


def key_of(row):
    return row.get("sag") or row["id"]


def steps_of_meeting(data, papers):
    """Yield (local moment, what to play) of one meeting's file."""
    forloeb = Forloeb(data, papers)
    for steps in (_agenda, _sending, _holding, _minutes, _afterwards):
        yield from ((moment, partial(play, forloeb, *args)) for moment, play, *args in steps(data))


def _agenda(data):
    for row in data.get("punkt", []):
        yield row["optaget"], _place, row


def _sending(data):
    sendings = [("dagsorden", data)] if "sendt" in data else []
    for slags, row in [*sendings, *(("tillaeg", one) for one in data.get("tillaeg", []))]:
        yield row["sendt"] - FOER_AFSENDELSE, _prepare, slags
        yield row["sendt"], _send, row
        yield row["sendt"] + EFTER_AFSENDELSE, _fetch
    for row in data.get("laesning", []):
        yield row["tidspunkt"], _read, row


def _holding(data):
    if "begyndt" not in data:
        return
    yield data["begyndt"], _start
    rows = data["punkt"]
    each = (data["sluttet"] - data["begyndt"] - FOER_PUNKTER - FOER_SLUT) / len(rows)
    for nr, row in enumerate(rows):
        yield data["begyndt"] + FOER_PUNKTER + nr * each, _treat, row
    yield data["sluttet"] - FOER_SLUT, _treat_the_rest
    yield data["sluttet"], _finish


def _minutes(data):
    for row in data.get("mangler", []):
        yield row["tidspunkt"], _is_refused, row
    for row in data.get("rettelse", []):
        yield row["tidspunkt"], write_minutes, row["punkt"], row
    if "kommentering" in data:
        yield data["kommentering"], _circulate
    answers = {}
    for nr, row in enumerate(data.get("kommentar", [])):
        yield row["tidspunkt"], _comment, nr, row, answers
        if "svar" in row:
            yield row["svar"]["tidspunkt"], _answer, nr, row["svar"], answers
    if "godkendt" in data:
        yield data["godkendt"], _approve
    for row in data.get("version", []):
        yield row["tidspunkt"], _correct, row
        yield row["godkendt"] - FOER_AFSENDELSE, _mend, row
        yield row["godkendt"], _approve


def _afterwards(data):
    """What becomes of the decisions and the tasks; rows that were written later count as those of the meeting."""
    for row in [*data.get("punkt", []), *data.get("rettelse", [])]:
        key = row.get("punkt") or key_of(row)
        for nr, one in enumerate(row.get("raekke", []), 1):
            for step in one.get("forloeb", []):
                yield step["tidspunkt"], follow_decision, key, one.get("nr", nr), step
        for one in row.get("opgave", []):
            for step in one.get("forloeb", []):
                yield step["tidspunkt"], follow_task, f"{key}/{one['id']}", step


def _place(forloeb, row):
    moede, by = forloeb.moede, forloeb.by
    if "sag" in row:
        late = row.get("sen_begrundelse", SENT)
        paper = Indstilling.objects.get(nummer=forloeb.papers[row["sag"]])
        punkt = dagsorden.place(moede, paper, by=by, minutter=row["minutter"], sen_begrundelse=late)
    else:
        text = {name: row[name] for name in ("sagstype", "aabenhed", "tekst", "minutter")}
        punkt = dagsorden.add_frit_punkt(moede, row["titel"], by=by, **text)
    for guest in row.get("deltagere", []):
        dagsorden.invite(punkt, by=by, bruger=person(guest))
    for one in row.get("udelukket", []):
        exclude(punkt, person(one["bruger"]), one["grund"], one["begrundelse"], by=by)


def _prepare(forloeb, slags):
    moede, by = forloeb.moede, forloeb.by
    if slags == "dagsorden":
        dagsorden.arrange(moede, by=by)
    build_packs(prepare(moede, slags, by=by).pk)


def _send(forloeb, row):
    sending = forloeb.moede.udsendelser.order_by("-nr").first()
    send(sending, by=forloeb.by, mangler_grund=row.get("mangler_grund", ""))


def _fetch(forloeb):
    """Open the pack as the portal does, so that the access log tells of it."""
    for brugernavn in forloeb.data.get("henter", []):
        got = Modtager.objects.filter(bruger__brugernavn=brugernavn, udsendelse__moede=forloeb.moede)
        pack = got.select_related("dokument").order_by("-udsendelse__nr")[0].dokument
        request = RequestFactory().get("/")
        request.user = person(brugernavn)
        look = partial(hent, noegle=forloeb.data["noegle"], uuid=pack.uuid)
        response = AccessLogMiddleware(look)(request)
        response.file_to_stream.close()  # not the response itself: that would end the connection


def _read(forloeb, row):
    for key in row["punkter"]:
        mark_read(_sent_as(forloeb.punkt(key)), by=person(row["af"]))


def _sent_as(punkt):
    return punkt.udsendt_som.filter(udsendelse__sendt_den__isnull=False).order_by("-udsendelse__nr").first()


def _start(forloeb):
    moede, by = start(forloeb.moede, by=forloeb.by), forloeb.by
    away = set(forloeb.data.get("afbud", []))
    rows = moede.fremmoeder.exclude(bruger=None).select_related("bruger").order_by("pk")
    set_fremmoede(moede, {row.bruger: "afbud" if row.bruger.brugernavn in away else "til_stede" for row in rows}, by=by)


def _treat(forloeb, row):
    key, by = key_of(row), forloeb.by
    write_minutes(forloeb, key, row)
    if "uddelt" in row:
        hand_out_file(forloeb, key, row["uddelt"])
    punkt = forloeb.punkt(key)
    if "udsat_til" in row:
        postpone(punkt, Moede.objects.get(noegle=row["udsat_til"]), by=by)
    elif "udgaar" in row:
        dagsorden.drop(punkt, row["udgaar"], by=by)
    elif row.get("ikke_naaet"):
        not_reached(punkt, by=by)
    else:
        treat(punkt, by=by)


def _treat_the_rest(forloeb):
    """What the file says nothing of: the standard items and the follow-up."""
    for punkt in forloeb.moede.punkter.aabne().exclude(art="pause").order_by("raekkefoelge"):
        treat(punkt, by=forloeb.by)


def _finish(forloeb):
    finish(forloeb.moede, by=forloeb.by)


def _is_refused(forloeb, row):
    """The minutes could not be sent yet: playing them is a test of that as well."""
    found = [str(line) for line in missing(forloeb.referat)]
    if found != row["linjer"]:
        raise ValueError(f"{forloeb.data['noegle']}: {found}")


def _circulate(forloeb):
    circulate(forloeb.referat, by=forloeb.by)


def _comment(forloeb, nr, row, answers):
    answers[nr] = comment(forloeb.referat, forloeb.punkt(row["punkt"]), row["tekst"], by=person(row["af"]))


def _answer(forloeb, nr, row, answers):
    answer_comment(answers[nr], row["svar"], row.get("tekst", ""), by=forloeb.by)


def _approve(forloeb):
    """The papers of the minutes are printed by the worker, once the world is there."""
    referat = forloeb.referat
    referat_godkend.approve_minutes(referat, referat_godkend.shown_sha256(referat), by=forloeb.leder)


def _correct(forloeb, row):
    referat_godkend.correct(forloeb.referat, row["aarsag"], by=person(row["af"]))


def _mend(forloeb, row):
    for one in row["rettelse"]:
        write_minutes(forloeb, one["punkt"], one)
