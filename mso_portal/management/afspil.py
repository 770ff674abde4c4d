"""The demo's year: papers written by their authors field by field, the meetings and the plans, in one order of time."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db.models import F

from indstillinger.models import RAEKKER, Dagsordenspunkt, Moede
from indstillinger.models.felttekst import text_of
from indstillinger.workflow import add_row, create, write
from mso_portal.management.forloeb import fresh, steps_of
from mso_portal.management.moedeforloeb import steps_of_meeting
from mso_portal.management.opgaveforloeb import decision_on
from mso_portal.management.planforloeb import FAELLES, steps_of_plan, steps_of_shared
from mso_portal.management.rundeforloeb import steps_of_round
from mso_portal.management.skemaer import import_form
from mso_portal.management.verden import read, steps_of_aarshjul
from mso_portal.motor import ur
from mso_portal.motor.enums import Mailtilstand
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.models import Mail, Notifikation
from mso_portal.organisation.models import Afdeling, Bruger, Forum
from mso_portal.vaerdier.datoer import DANSK_TID

PERSONER = {"ansvarlig_leder", "bruger"}
AFDELINGER = {"afdeling", "afsendende_afdeling"}


def play_year():
    """Play every paper, meeting, plan and round in one order of time; returns how many steps were played."""
    papers, plans, steps = {}, {}, []
    for name, data in files("indstillinger"):
        steps += [(moment, name, nr, play) for nr, (moment, play) in enumerate(_steps_of_paper(name, data, papers))]
    for name, data in files("moeder"):
        steps += [(moment, name, nr, play) for nr, (moment, play) in enumerate(steps_of_meeting(data, papers))]
    for name, data in files("planer"):
        found = steps_of_shared(data) if name == FAELLES else steps_of_plan(name, data, papers, plans)
        steps += [(moment, name, nr, play) for nr, (moment, play) in enumerate(found)]
    for name, data in files("runder"):
        steps += [(moment, name, nr, play) for nr, (moment, play) in enumerate(steps_of_round(data, plans))]
    steps += [(moment, "", nr, play) for nr, (moment, play) in enumerate(steps_of_aarshjul())]
    for moment, _, _, play in sorted(steps, key=lambda step: step[:3]):
        with ur.stil(_moment(moment)):
            play()
    return len(steps)


def files(folder):
    """Yield (name without ending, data) of the files of a folder of fixtures/, by name."""
    for path in sorted((settings.BASE_DIR / "fixtures" / folder).glob("*.toml")):
        yield path.stem, read(f"{folder}/{path.name}")


def _steps_of_paper(name, data, papers):
    """Yield (local moment, what to play); the first makes the paper and notes its number in `papers`."""

    def draft():
        papers[name] = _draft(data, _moment(data["oprettet"])).nummer

    yield data["oprettet"], draft
    later = [(row["tidspunkt"], partial(_correct, correction=row)) for row in data.get("rettelse", [])]
    for moment, play in (*later, *steps_of(data)):
        yield moment, lambda play=play: play(fresh(papers[name]))


def settle_post(before):
    """Let what was told before the moment be read and mailed, as it would be by now: the bell shows the last days."""
    Notifikation.objects.filter(tid__lt=before).update(laest_den=F("tid"))
    Mail.objects.filter(oprettet_den__lt=before, tilstand=Mailtilstand.KLAR).update(
        tilstand=Mailtilstand.SENDT, sendt_den=F("oprettet_den")
    )


def _moment(value):
    return value.replace(tzinfo=DANSK_TID)


def _draft(data, moment):
    """Create the paper and write its first text: the fields after three minutes, then a row a minute."""
    by = Bruger.objects.get(brugernavn=data["forfatter"])
    forum = Forum.objects.get(kode=data["forum"])
    felter = data["felter"]
    with ur.stil(moment):
        if "skema" in data:
            paper, begun = import_form(data, forum, by), ()
        else:
            paper, begun = _create(data, forum, by), ("titel", "formular")
    with ur.stil(moment + timedelta(minutes=3)):
        _write(paper, {name: value for name, value in felter.items() if name not in begun}, by)
    rows = [(kind, row) for kind in RAEKKER for row in data.get(kind, [])]
    for minute, (kind, row) in enumerate(rows, 4):
        with ur.stil(moment + timedelta(minutes=minute)):
            _write_row(paper, kind, row, by)
    return paper


def _create(data, forum, by):
    moede = Moede.objects.filter(forum=forum, dato=data["moede"]).first() if "moede" in data else None
    felter, about = data["felter"], data.get("vedroerer", {})
    return create(
        forum, felter["titel"], by=by, formular=felter.get("formular", "almindelig"), oensket_moede=moede,
        vedroerer=_decision(about) if about else None, vedroerer_art=about.get("art", ""),
    )  # fmt: skip


def _decision(about):
    punkt = Dagsordenspunkt.objects.get(
        moede__noegle=about["moede"], indstilling__titel=read(f"indstillinger/{about['sag']}.toml")["felter"]["titel"]
    )
    return decision_on(punkt, about["raekke"])


def _correct(paper, correction):
    """Write the fields, then the rows: `raekke` changes one by its number within its kind, `tilfoej` adds one."""
    by = Bruger.objects.get(brugernavn=correction["af"])
    if "felter" in correction:
        _write(paper, correction["felter"], by)
    for row in correction.get("raekke", []):
        made = getattr(paper, f"{row['slags']}_raekker").all()[row["nr"] - 1]
        _fill(paper, made, {name: value for name, value in row.items() if name not in ("slags", "nr")}, by)
    for row in correction.get("tilfoej", []):
        _write_row(paper, row["slags"], row, by)


def _write(paper, felter, by):
    paper.refresh_from_db()
    changes = {name: Change(_text(name, value), fingerprint(text_of(paper, name))) for name, value in felter.items()}
    _sure(write(paper, changes, by=by, explicit=True), paper)


def _write_row(paper, kind, row, by):
    """Fill a row as the page does: add it, then write its fields; the years' rows are there already."""
    if kind == "direkteudgift":
        made = paper.direkteudgift_raekker.get(aar=row["aar"])
    else:
        made = add_row(paper, kind, by=by)
    _fill(paper, made, {name: row[name] for name in row if name in made.INDHOLD and name not in made.FASTE}, by)


def _fill(paper, row, values, by):
    kind = row._meta.model_name
    changes = {f"{kind}:{row.uuid}:{name}": Change(_text(name, value), fingerprint(text_of(row, name)))
               for name, value in values.items()}  # fmt: skip
    _sure(write(paper, changes, by=by), paper)


def _text(name, value):
    """Return a fixture value as the text its control holds."""
    if name in PERSONER:
        return str(Bruger.objects.get(brugernavn=value).pk)
    if name == "medforfattere":
        return ",".join(
            str(pk) for pk in sorted(Bruger.objects.filter(brugernavn__in=value).values_list("pk", flat=True))
        )
    if name in AFDELINGER:
        return str(Afdeling.objects.get(kode=value).pk)
    if name == "forum":
        return str(Forum.objects.get(kode=value).pk)
    if isinstance(value, bool):
        return "ja" if value else ""
    return str(value)


def _sure(outcome, paper):
    """Loading is itself a test: what a person could not save, the demo cannot hold."""
    if not outcome.clean:
        raise ValueError(f"{paper}: {outcome.fejl or list(outcome.konflikter)}")
