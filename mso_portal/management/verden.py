"""The demo's organisation, played through its verbs by the administrator, long before the first paper."""

import tomllib
from datetime import datetime, time, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from indstillinger.models import Aarshjulspunkt
from indstillinger.workflow import aarshjul, plan
from indstillinger.workflow.forumtekster import add_standardpunkt
from mso_portal.motor import ur
from mso_portal.organisation import workflow
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Afdeling, Bruger, Enhedsskifte, Forum, Medlemskab, Rolletildeling
from mso_portal.vaerdier.datoer import DANSK_TID

BEGYNDELSEN = datetime(2019, 1, 2, 8, 0, tzinfo=DANSK_TID)
FORVARSEL = timedelta(days=120)


def read(name):
    """Return a fixture file as data."""
    with open(settings.BASE_DIR / "fixtures" / name, "rb") as file:
        return tomllib.load(file)


def at(dato, klokken="09:00"):
    """Return a Danish time as an aware datetime."""
    return datetime.combine(dato, time.fromisoformat(klokken), DANSK_TID)


def play_organisation():
    """Make people, units, fora, memberships, roles, deputies, days and meetings; returns {brugernavn: Bruger}."""
    with ur.stil(BEGYNDELSEN):
        people = _people(read("personer.toml"))
        adam = people["adam"]
        _units(read("organisation.toml"), adam)
        _attach(read("personer.toml"), people, adam)
        _fora(read("fora.toml"), people, adam)
        _roles(read("personer.toml"), people, adam)
        _standards(read("fora.toml"), people)
    _meetings(read("fora.toml")["moede"])
    return people


def _people(data):
    """The first administrator cannot be made by another, so he and his role are put in place directly."""
    rows = {row["brugernavn"]: row for row in data["person"]}
    people = {"adam": _first_administrator(rows.pop("adam"))}
    for name, row in rows.items():
        person = workflow.create_person(by=people["adam"], **_person_fields(row))
        people[name] = person
    for row in data["alias"]:
        workflow.add_alias(people[row["brugernavn"]], row["alias"], by=people["adam"])
    return people


def _person_fields(row):
    name = row["brugernavn"]
    return {"brugernavn": name, "navn": row["navn"], "stilling": row["stilling"], "email": f"{name}@demo.example",
            "er_demo": True, "uuid": uuid5(NAMESPACE_URL, f"demo:{name}")}  # fmt: skip


def _first_administrator(row):
    adam = Bruger(**_person_fields(row))
    adam.set_unusable_password()
    adam.save()
    Rolletildeling(bruger=adam, rolle="administrator", fra=BEGYNDELSEN.date()).save()
    return Bruger.objects.get(pk=adam.pk)


def _units(data, adam):
    units = {}
    ends = {kode: row["dato"] - timedelta(days=1) for row in data["enhedsskifte"] if row["slags"] != "opdelt"
            for kode in row["fra"]}  # fmt: skip
    for row in data["afdeling"]:
        parent = units.get(row.get("overordnet"))
        unit = workflow.create_afdeling(
            parent, row["fra"], by=adam, kode=row["kode"], navn=row["navn"], slags=row["slags"]
        )
        units[row["kode"]] = unit
        if row["kode"] in ends:
            workflow.change_period(unit.placeringer.get(), row["fra"], ends[row["kode"]], by=adam)
    for row in data["enhedsskifte"]:
        for kode in row["fra"]:
            Enhedsskifte(
                fra_afdeling=units[kode], til_afdeling=units[row["til"]], slags=row["slags"], dato=row["dato"]
            ).save()


def _attach(data, people, adam):
    for row in data["person"]:
        unit = Afdeling.objects.get(kode=row["afdeling"])
        workflow.attach(people[row["brugernavn"]], unit, row["rolle"], BEGYNDELSEN.date(), by=adam)


def _fora(data, people, adam):
    for row in data["forum"]:
        unit = Afdeling.objects.get(kode=row["afdeling"]) if row.get("afdeling") else None
        workflow.create_forum(by=adam, **{**row, "afdeling": unit})
    for row in data["medlemskab"]:
        forum = Forum.objects.get(kode=row["forum"])
        workflow.appoint(people[row["brugernavn"]], forum, row["rolle"], row["fra"], row.get("til"), by=adam)
    for row in data["lukkedag"]:
        workflow.add_lukkedag(row["dato"], row["navn"], by=adam)
    for row in data["budgetperiode"]:
        workflow.add_budgetperiode(row["startaar"], row["aktiv_fra"], by=adam)


def _roles(data, people, adam):
    for row in data["rolle"]:
        if row["brugernavn"] != "adam":
            workflow.grant(people[row["brugernavn"]], row["rolle"], row["fra"], row.get("til"), by=adam)
    for row in data["stedfortraeder"]:
        forum = Forum.objects.get(kode=row["forum"]) if row.get("forum") else None
        workflow.deputise(people[row["for"]], people[row["stedfortraeder"]], row["fra"], row["til"],
                          row["ogsaa_lukkede"], forum, by=adam)  # fmt: skip
    for row in data["person"]:
        if not row["aktiv"]:
            workflow.deactivate(people[row["brugernavn"]], by=adam)


def _standards(data, people):
    """What every meeting of a forum begins from, and what comes round each year: its sekretær sees to both."""
    for row in data["standardpunkt"]:
        forum = Forum.objects.get(kode=row["forum"])
        add_standardpunkt(forum, by=_sekretaer(forum), **_without(row, "forum"))
    for row in data["aarshjulspunkt"]:
        forum = Forum.objects.get(kode=row["forum"])
        felter = _without(row, "forum", "sprunget") | {"ansvarlig": people[row["ansvarlig"]]}
        aarshjul.add(forum, by=_sekretaer(forum), **felter)


def steps_of_aarshjul():
    """Yield (local moment, what to play) of the years an item of the årshjul was let pass."""
    for row in read("fora.toml")["aarshjulspunkt"]:
        if "sprunget" in row:
            yield row["sprunget"]["tidspunkt"], partial(_skip, row)


def _skip(row):
    punkt, skipped = Aarshjulspunkt.objects.get(forum__kode=row["forum"], titel=row["titel"]), row["sprunget"]
    aarshjul.skip(punkt, skipped["aar"], skipped["grund"], by=_sekretaer(punkt.forum))


def _sekretaer(forum):
    seat = _seats(forum).first()
    return Bruger.objects.get(pk=seat.bruger_id)


def _seats(forum):
    seats = Medlemskab.objects.filter(forum=forum, rolle=Medlemsrolle.SEKRETAER)
    return seats.select_related("bruger").order_by("fra")


def _without(row, *names):
    return {name: value for name, value in row.items() if name not in names}


def _meetings(rows):
    """Each meeting is planned four months ahead by a sekretær of the forum, or on the sekretær's first day."""
    for row in rows:
        forum = Forum.objects.get(kode=row["forum"])
        seat = _seats(forum).first()
        day = max(seat.fra, row["dato"] - FORVARSEL, BEGYNDELSEN.date())
        with ur.stil(at(day)):
            plan(forum, row["dato"], time.fromisoformat(row["start"]), time.fromisoformat(row["slut"]),
                 row.get("sted", ""), by=Bruger.objects.get(pk=seat.bruger_id))  # fmt: skip
