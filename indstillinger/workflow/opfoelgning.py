"""The item »Opfølgning på beslutninger« that fills itself (11 §8): what a forum has open on the day of a meeting.

Lines from lukkede items, and from items somebody is kept out of, stand in a second, lukket item, which everybody kept
out of one of its sources is kept out of too.
"""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from indstillinger.enums import Aabenhed, Hjemmel, Sagstype, Tilstand
from indstillinger.enums_moede import (
    Beslutningsstatus,
    Moedetilstand,
    Opgavetilstand,
    Punktart,
    Punkttilstand,
    Udelukkelsesgrund,
)
from indstillinger.models import Beslutning, Dagsordenspunkt, Moede, Opgave, Udelukkelse
from indstillinger.models.dagsordenslinjer import med_udsendt, titel_af
from indstillinger.workflow.opgavefrist import next_meeting, shown_frist
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.workflow import save
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang

TITEL = "Opfølgning på beslutninger"
TITEL_LUKKET = "Opfølgning på beslutninger (lukket del)"
INGEN = "Ingen åbne punkter"
BEGRUNDELSE = "Linjerne kommer fra lukkede punkter eller fra punkter, som nogen ikke deltager i."
UDELUKKET = "Udelukket fra et punkt, der følges op på."
IKKE_BEHANDLET = (Punkttilstand.UDSAT, Punkttilstand.IKKE_NAAET)
LEVENDE = (Opgavetilstand.AABEN, Opgavetilstand.AFVIST)
MINUTTER = 5


@dataclass(frozen=True)
class Kilde:
    """A line and the pk of the item it comes from."""

    gruppe: str
    punkt: int
    raekke: dict


def follow_up_content(moede, *, lukket):
    """Return {"linjer": [{"overskrift", "raekker": [{"nummer", "tekst", "ansvarlig", "frist"}]}], "kilder": [pk]} of
    one part: groups in the order of 11 §8, those without a line left out. Plain texts, the same on every call."""
    found = list(_lines(moede, _items(moede.forum_id, lukket)))
    groups = {}
    for one in found:
        groups.setdefault(one.gruppe, []).append(one.raekke)
    lines = [{"overskrift": heading, "raekker": rows} for heading, rows in groups.items()]
    return {"linjer": lines, "kilder": sorted({one.punkt for one in found})}


def _items(forum, lukket):
    """Return the forum's items whose lines stand in the part: åbne ones nobody is kept out of, or all others."""
    excluded = Udelukkelse.objects.filter(punkt=OuterRef("pk"), ophaevet_den=None).order_by()
    items = Dagsordenspunkt.objects.filter(moede__forum=forum)
    plain = items.uden_lukket().filter(~Exists(excluded)).order_by().values("pk")
    return items.exclude(pk__in=plain) if lukket else items.filter(pk__in=plain)


def _lines(moede, items):
    """Yield the Kilde of every line; about six queries."""
    later = next_meeting(moede)
    tasks = Opgave.objects.filter(punkt__in=items.order_by().values("pk")).select_related("ansvarlig")
    live = tasks.filter(tilstand__in=LEVENDE).order_by(F("frist_slut").asc(nulls_last=True), "pk")
    due = live.filter(frist_slut__gte=moede.dato)
    if later:
        due = due.filter(frist_slut__lt=later.dato)
    groups = (
        ("Fristen er overskredet", live.filter(frist_slut__lt=moede.dato)),
        ("Skal være gjort før næste møde", due),
        ("Uden frist", live.filter(uden_frist=True)),
        ("Meldt udført eller afsluttet siden sidst", _done(moede, tasks)),
    )
    for heading, rows in groups:
        yield from (Kilde(heading, one.punkt_id, _task_row(one)) for one in rows)
    yield from _decisions(moede, items)
    yield from _waiting_items(moede, items)


def _done(moede, tasks):
    """Tasks reported and not closed, and those closed since the meeting before this one."""
    closed = Q(tilstand=Opgavetilstand.LUKKET)
    if before := _meeting_before(moede):
        closed &= Q(lukket_den__gt=before.begynder)
    return tasks.filter(Q(tilstand=Opgavetilstand.MELDT_UDFOERT) | closed).order_by("pk")


def _meeting_before(moede):
    held = Moede.objects.filter(forum=moede.forum_id, dato__lt=moede.dato, tilstand=Moedetilstand.AFHOLDT)
    return held.order_by("-dato", "-start").first()


def _task_row(opgave):
    frist = shown_frist(opgave)
    if opgave.udskudt:
        times = "1 gang" if opgave.udskudt == 1 else f"{opgave.udskudt} gange"
        frist += f", udskudt {times} fra {dato_lang(opgave.oprindelig_frist)}"
    if opgave.tilstand == Opgavetilstand.LUKKET:
        frist = f"Afsluttet {dato_lang(opgave.lukket_den.astimezone(DANSK_TID))}"
    elif opgave.tilstand != Opgavetilstand.AABEN:
        frist += f" ({opgave.get_tilstand_display().lower()})"
    return _row(opgave.nummer, opgave.tekst, opgave.ansvarlig, frist)


def _row(nummer, tekst, ansvarlig, frist):
    return {"nummer": nummer, "tekst": tekst, "ansvarlig": str(ansvarlig or ""), "frist": frist}


def _decisions(moede, items):
    reached = Coalesce("opfoelgning_start", "opfoelgning_slut")
    rows = Beslutning.objects.filter(punkt__in=items.order_by().values("pk"), status=Beslutningsstatus.GAELDENDE)
    rows = rows.annotate(naaet=reached).filter(naaet__lte=moede.dato).select_related("referatpunkt", "ansvarlig")
    for one in rows.order_by("naaet", "pk"):
        row = _row(one.nummer, one.ordlyd, one.ansvarlig, str(one.opfoelgning))
        yield Kilde("Beslutninger, der skal følges op nu", one.punkt_id, row)


def items_without_meeting(forum=None, before=None):
    """Return papers' items that were put off or not reached and stand on no other agenda, the newest of each paper.

    `forum` narrows to one, `before` to meetings before a day.
    """
    papers = Dagsordenspunkt.objects.filter(art=Punktart.INDSTILLING, tilstand__in=IKKE_BEHANDLET)
    others = Dagsordenspunkt.objects.filter(indstilling=OuterRef("indstilling"))
    newer = others.filter(afgjort_den__gt=OuterRef("afgjort_den"))
    placed = others.filter(tilstand=Punkttilstand.OPTAGET)
    found = papers.filter(
        ~Exists(newer.order_by()), ~Exists(placed.order_by()), indstilling__tilstand=Tilstand.GODKENDT
    )
    if forum is not None:
        found = found.filter(moede__forum=forum)
    return found.filter(moede__dato__lt=before) if before else found


def _waiting_items(moede, items):
    """Papers without a meeting, and texts of the meeting before that got no new one: nothing shows where they went."""
    papers = items_without_meeting(moede.forum_id, moede.dato)
    texts = Dagsordenspunkt.objects.filter(
        art=Punktart.TEKST, tilstand__in=IKKE_BEHANDLET, udsat_til=None, moede=_meeting_before(moede)
    )
    rows = items.filter(Q(pk__in=papers.order_by().values("pk")) | Q(pk__in=texts.order_by().values("pk")))
    shown = med_udsendt(rows).select_related("moede", "indstilling__ansvarlig_leder")
    for punkt in shown.order_by("moede__dato", "raekkefoelge"):
        paper = punkt.indstilling
        number = paper.nummer if paper else f"Punkt {punkt.nummer}"
        when = f"{punkt.get_tilstand_display()} {dato_lang(punkt.moede.dato)}"
        row = _row(number, titel_af(punkt, lukket=True), paper.ansvarlig_leder if paper else "", when)
        yield Kilde("Udsat eller ikke nået, uden nyt møde", punkt.pk, row)


def follow_up_excluded(moede, kilder=None):
    """Return who is kept out of the closed part: everybody kept out of one of its sources. `kilder` saves counting."""
    if kilder is None:
        kilder = follow_up_content(moede, lukket=True)["kilder"]
    active = Udelukkelse.objects.filter(punkt__in=kilder, ophaevet_den=None)
    return list(Bruger.objects.filter(pk__in=active.order_by().values("bruger")).order_by("sortering", "pk"))


def make_follow_up_items(moede, by):
    """Keep the meeting's own follow-up items as they should be; returns them, the open one first.

    The open item is there in every meeting of a forum that wants it, with 0 minutes when it is empty. The closed one
    is there only while it has lines; what was sent stays. Call under the meeting's lock, when it is planned and when
    a sending is prepared. Effects: rows, history, events, exclusions of the closed part.
    """
    if not moede.forum.opfoelgningspunkt:
        return []
    own = list(moede.punkter.filter(art=Punktart.OPFOELGNING).order_by("raekkefoelge"))
    opened = next((one for one in own if one.aabenhed == Aabenhed.AABEN), None)
    opened = opened or _add(moede, by, titel=TITEL, aabenhed=Aabenhed.AABEN)
    _set_minutes(opened, bool(follow_up_content(moede, lukket=False)["linjer"]), by)
    closed = _closed_part(moede, next((one for one in own if one.aabenhed == Aabenhed.LUKKET), None), opened, by)
    return [opened, closed] if closed else [opened]


def _set_minutes(punkt, has_lines, by):
    wanted = (punkt.minutter or MINUTTER) if has_lines else 0
    if punkt.tilstand == Punkttilstand.OPTAGET and punkt.minutter != wanted:
        punkt.minutter = wanted
        punkt._change_reason = "opfølgning"
        save(punkt, by)


def _closed_part(moede, closed, opened, by):
    content = follow_up_content(moede, lukket=True)
    if closed is None and content["linjer"]:
        closed = _add(
            moede, by, after=opened, titel=TITEL_LUKKET, titel_lukket=TITEL_LUKKET, aabenhed=Aabenhed.LUKKET,
            hjemmel=Hjemmel.INTERN, begrundelse=BEGRUNDELSE,
        )  # fmt: skip
    elif closed is not None and not content["linjer"] and closed.nummer is None and not closed.versioner.exists():
        _remove(closed, by)
        return None
    if closed is not None and closed.tilstand == Punkttilstand.OPTAGET:
        _keep_out(closed, follow_up_excluded(moede, content["kilder"]), by)
    return closed


def _add(moede, by, after=None, **felter):
    last = moede.punkter.order_by("-raekkefoelge").first()
    place = (last.raekkefoelge if last else 0) + 1
    if after is not None:
        place = after.raekkefoelge + 1
        for punkt in moede.punkter.filter(raekkefoelge__gte=place).order_by("-raekkefoelge"):
            punkt.raekkefoelge += 1
            save(punkt, by)
    punkt = Dagsordenspunkt(
        moede=moede, raekkefoelge=place, art=Punktart.OPFOELGNING, sagstype=Sagstype.ORIENTERING, minutter=MINUTTER,
        **felter,
    )  # fmt: skip
    punkt._history_user = by
    punkt.save()
    log_event("punkt.opret", punkt, by, til=punkt.tilstand)
    return punkt


def _remove(punkt, by):
    log_event("punkt.fjern", punkt, by, fra=punkt.tilstand)
    punkt.udelukkelser.all().delete()
    punkt._history_user = by
    punkt.delete()


def _keep_out(punkt, persons, by):
    """Let the exclusions of the closed part follow its sources; those made by hand stay."""
    active = list(punkt.udelukkelser.filter(ophaevet_den=None).order_by("pk"))
    kept = {one.bruger_id for one in active}
    for person in persons:
        if person.pk not in kept:
            row = Udelukkelse(punkt=punkt, bruger=person, grund=Udelukkelsesgrund.ANDET, begrundelse=UDELUKKET,
                              oprettet_den=ur.nu(), oprettet_af=by)  # fmt: skip
            row._history_user = by
            row.save()
            log_event("punkt.udeluk", punkt, by)
    wanted = {person.pk for person in persons}
    for row in active:
        if row.begrundelse == UDELUKKET and row.bruger_id not in wanted:
            row.ophaevet_den, row.ophaevet_af, row.ophaevet_grund = ur.nu(), by, "Punktet følges ikke op her længere."
            row._history_user = by
            row.save()
            log_event("punkt.ophaev", punkt, by)
