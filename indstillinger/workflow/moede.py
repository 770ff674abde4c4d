"""Verbs of a meeting before it is held: plan, change, cancel. Forum, then Moede, then its items are locked."""

from django.db import transaction

from indstillinger.enums import Aabenhed, Sagstype
from indstillinger.enums_moede import Moedetilstand, Placering, Punktart, Punkttilstand
from indstillinger.models import Dagsordenspunkt, Moede, Standardpunkt
from indstillinger.modtagere import forfattere, leder
from mso_portal.motor import ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, lock, perform, save
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Bruger, Medlemskab
from mso_portal.vaerdier.datoer import dag_maaned, klokken

PASSERET = "Datoen er passeret. Et tidligere møde oprettes ved import."
SLUT_FOER_START = "Mødet slutter, før det begynder."
USIKKERT_LINK = "Linket skal begynde med https://."
FRIST_GRUND = "Skriv, hvorfor fristen er ændret."
AFLYST = "Mødet er aflyst."
OPFOELGNING = "Opfølgning på beslutninger"
OPFOELGNING_MINUTTER = 10
FRISTER = tuple(f"frist_{name}" for name in Moede.FRISTER)
TID_OG_STED = ("dato", "start", "slut", "sted", "link")
FELTER = (*TID_OG_STED, "moedeleder", "sekretaer", *FRISTER)


class Optaget(NotNow):
    """The forum meets that day already; asked again with `endnu_et` the meeting is planned."""


def plan(
    forum, dato, start, slut, sted="", *, by, link="", moedeleder=None, sekretaer=None, endnu_et=False, straks=True,
    noegle=None,
):  # fmt: skip
    """Plan a meeting; a second one the same day gets "-2" in its key, and is only made with `endnu_et`.

    Effects: frister, standard items and the follow-up item, history, event; members are told (with `straks=False` in
    the morning's overview). Returns the meeting, or None for a used `noegle`.
    """
    require(by, "moede.planlaeg", forum)
    with transaction.atomic():
        if noegle and not claim(noegle, by, "moede.planlaeg"):
            return None
        forum = lock(forum)
        check_times(dato, start, slut, link)
        _check_free(forum, dato, endnu_et)
        moede = Moede(
            noegle=_free_key(forum, dato), forum=forum, dato=dato, start=start, slut=slut, sted=sted, link=link,
            moedeleder=moedeleder or _seat(forum, dato, Medlemsrolle.MOEDELEDER),
            sekretaer=sekretaer or _seat(forum, dato, Medlemsrolle.SEKRETAER),
        )  # fmt: skip
        moede._history_user = by
        moede.save()
        _standard_items(moede, by)
        log_event("moede.planlaeg", moede, by, til=moede.tilstand)
        notify("moede.aendret", moede, invited(moede), by=by, version=moede.aendringsnr, straks=straks)
    return moede


def plan_series(forum, datoer, start, slut, sted="", *, by, link="", endnu_et=False, noegle=None):
    """Plan a meeting on each date, all or none; members read of them in one overview. None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "moede.planlaeg"):
            return None
        return [
            plan(forum, dato, start, slut, sted, by=by, link=link, endnu_et=endnu_et, straks=False)
            for dato in sorted(datoer)
        ]  # fmt: skip


def check_times(dato, start, slut, link=""):
    """NotNow unless a meeting can be held then; the forms ask the same."""
    for wrong, reason in ((dato < ur.i_dag(), PASSERET), (slut <= start, SLUT_FOER_START),
                          (bool(link) and not link.startswith("https://"), USIKKERT_LINK)):  # fmt: skip
        if wrong:
            raise NotNow(reason)


def taken(forum, datoer):
    """Return the dates on which the forum meets already; one query."""
    rows = Moede.objects.filter(forum=forum, dato__in=datoer).exclude(tilstand=Moedetilstand.AFLYST)
    return set(rows.order_by("dato").values_list("dato", flat=True))


def _check_free(forum, dato, endnu_et, besides=None):
    rows = Moede.objects.filter(forum=forum, dato=dato).exclude(tilstand=Moedetilstand.AFLYST)
    if not endnu_et and rows.exclude(pk=besides).exists():
        raise Optaget(f"{forum} har allerede et møde {dag_maaned(dato)}. Sæt kryds, hvis der skal være endnu et.")


def _free_key(forum, dato):
    """The key stays with a meeting that is moved, so a free date can have a key that is taken."""
    base = f"{forum.kode.lower()}-{dato:%Y-%m-%d}"
    used = set(Moede.objects.filter(noegle__startswith=base).order_by("pk").values_list("noegle", flat=True))
    keys = (base if nr == 1 else f"{base}-{nr}" for nr in range(1, len(used) + 2))
    return next(key for key in keys if key not in used)


def _seat(forum, dato, rolle):
    """Return who holds the role on the day, the one who has held it longest."""
    row = Medlemskab.objects.gaeldende(dato).filter(forum=forum, rolle=rolle).select_related("bruger")
    seat = row.order_by("fra", "pk").first()
    return seat and seat.bruger


def _standard_items(moede, by):
    rows = list(Standardpunkt.objects.filter(forum=moede.forum).order_by("raekkefoelge", "pk"))
    items = [_standard(one) for one in rows if one.placering == Placering.FOERST]
    if moede.forum.opfoelgningspunkt:
        items.append({"art": Punktart.OPFOELGNING, "titel": OPFOELGNING, "aabenhed": Aabenhed.AABEN,
                      "sagstype": Sagstype.ORIENTERING, "minutter": OPFOELGNING_MINUTTER})  # fmt: skip
    items += [_standard(one) for one in rows if one.placering == Placering.SIDST]
    for nr, felter in enumerate(items, start=1):
        punkt = Dagsordenspunkt(moede=moede, raekkefoelge=nr, **felter)
        punkt._history_user = by
        punkt.save()


def _standard(row):
    return {"art": Punktart.TEKST, "titel": row.titel, "aabenhed": row.aabenhed, "sagstype": row.sagstype,
            "minutter": row.minutter}  # fmt: skip


def invited(moede):
    """Return everybody who is asked to come: members of all roles, who leads and prepares, guests. Two queries."""
    seats = Medlemskab.objects.gaeldende().filter(forum=moede.forum_id)
    people = Bruger.objects.filter(pk__in=seats.order_by().values("bruger"))
    guests = Bruger.objects.filter(punktdeltagelser__punkt__moede=moede)
    return [*people.order_by("pk"), *guests.order_by("pk").distinct(), moede.moedeleder, moede.sekretaer]


def change(moede, *, by, version, grund="", endnu_et=False, noegle=None, **felter):
    """Change a planned meeting's date, time, place, people or frister. Returns it fresh, or None for a used `noegle`.

    A new date recomputes the frister that have not passed; a frist given with it wins. A frist takes a reason, which
    stays in history with the old value. Everybody invited is told of a new time or place, `aendringsnr` + 1.
    """
    if unknown := set(felter) - set(FELTER):
        raise TypeError(f"not a field of a planned meeting: {sorted(unknown)}")
    with transaction.atomic():
        if noegle and not claim(noegle, by, "moede.ret"):
            return None
        moede = lock(moede)
        require(by, "moede.ret", moede)
        _check_planned(moede, version)
        differs = {name: value for name, value in felter.items() if getattr(moede, name) != value}
        if differs:
            _change(moede, differs, by, grund.strip(), endnu_et)
    return moede


def _check_planned(moede, version):
    if moede.tilstand != Moedetilstand.PLANLAGT:
        raise NotNow(f"Mødet er {moede.get_tilstand_display().lower()} og kan ikke ændres.")
    if version is not None and int(version) != moede.version:
        raise NotNow("Mødet er ændret, siden du åbnede siden. Gå tilbage, og læs det igen.")


def _change(moede, differs, by, grund, endnu_et):
    if any(name in FRISTER for name in differs) and not grund:
        raise NotNow(FRIST_GRUND)
    for name, value in differs.items():
        setattr(moede, name, value)
    if set(differs) & set(TID_OG_STED):
        check_times(moede.dato, moede.start, moede.slut, moede.link)
    if "dato" in differs:
        _check_free(moede.forum, moede.dato, endnu_et, besides=moede.pk)
        moede.set_frister(after=ur.nu())
        for name in set(differs) & set(FRISTER):
            setattr(moede, name, differs[name])
    moede.aendringsnr += 1
    moede._change_reason = grund[:100] or None
    save(moede, by)
    log_event("moede.ret", moede, by, felter=sorted(differs))
    if set(differs) & set(TID_OG_STED):
        notify("moede.aendret", moede, invited(moede), by=by, version=moede.aendringsnr)


def _reason(moede, grund="", **data):
    return YES if grund.strip() else no("Skriv, hvorfor mødet bliver aflyst.")


def _cancel(moede, by, grund="", **data):
    moede.aflyst_grund = grund.strip()[:500]
    moede.aendringsnr += 1
    for punkt in lock_items(moede):
        if punkt.tilstand == Punkttilstand.OPTAGET:
            free(punkt, AFLYST, by)
    notify("moede.aendret", moede, invited(moede), by=by, version=moede.aendringsnr)


def lock_items(moede):
    """Return a locked meeting's items, locked by rising key, in the order of the agenda."""
    rows = list(Dagsordenspunkt.objects.select_for_update().filter(moede=moede).order_by("pk"))
    return sorted(rows, key=lambda one: one.raekkefoelge)


def free(punkt, grund, by):
    """Take a locked item off without treating it: its paper waits for a meeting again, its number stays."""
    punkt.tilstand, punkt.afgjort_den, punkt.afgjort_af = Punkttilstand.TRUKKET, ur.nu(), by
    punkt.grund = grund
    save(punkt, by)
    log_event("punkt.udgaar", punkt, by, fra=Punkttilstand.OPTAGET, til=punkt.tilstand)
    tell_authors(punkt, "udgaar", by)


def tell_authors(punkt, act, by):
    """Tell who wrote an item's paper and its leader that its place on the agenda changed."""
    paper = punkt.indstilling
    if paper is not None:
        told = [*forfattere(paper), *leder(paper)]
        notify("punkt.dagsorden", paper, told, by=by, version=f"{punkt.pk}-{punkt.version}-{act}")


CANCEL = Transition(
    name="cancel", label="Aflys mødet", rule="moede.aflys", sources=(Moedetilstand.PLANLAGT,),
    target=Moedetilstand.AFLYST, guards=(_reason,), effect=_cancel, stamps=("aflyst",), spor="aflyst",
    done="Mødet er aflyst. Alle, der er inviteret, har fået besked.",
    effects_text=("Alle, der er inviteret, får besked, og mødet bliver aflyst i deres kalender.",
                  "Sagerne på dagsordenen venter igen på et møde.", "Numre, der er givet, bliver ikke brugt igen."),
)  # fmt: skip


def cancel(moede, grund, *, by, version=None, noegle=None):
    """Call a planned meeting off: its papers are free again, everybody invited and the authors are told."""
    return perform(CANCEL, moede, by=by, version=version, noegle=noegle, grund=grund)


def meeting_name(moede):
    """Return the meeting in a sentence: "29. maj kl. 9.00"."""
    return f"{dag_maaned(moede.dato)} {klokken(moede.start)}"
