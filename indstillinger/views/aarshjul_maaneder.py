"""A year of a forum by month: meetings, frister, items of the årshjul, decisions to follow up."""

from datetime import date

from indstillinger.beregning import aarshjul as beregning
from indstillinger.models import Aarshjulsvalg, Beslutning, Moede
from indstillinger.views.find_moede import adresse
from indstillinger.workflow import aarshjul as verb
from mso_portal.motor import ur
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import DANSK_TID, MAANEDER, dato_kort

FRISTER = (("indmelding", "Frist for indmelding"), ("udsendelse", "Frist for udsendelse"),
           ("referat", "Frist for referat"))  # fmt: skip


def months(user, forum, aar):
    """Return the twelve months as inputs of organisation/_afsnit.html: dates, what it is, and its mark."""
    rows = sorted([*_meetings(user, forum, aar), *_items(user, forum, aar), *_decisions(user, forum, aar)],
                  key=lambda one: one[:2])  # fmt: skip
    return [
        {"titel": name.capitalize(), "kolonner": [{"tekst": "Hvad"}, {"tekst": "Dato"}, {"tekst": "Status"}],
         "raekker": [_row(*one) for one in rows if one[0].month == nr], "tom": f"Intet i {name}.", "links": []}
        for nr, name in enumerate(MAANEDER, start=1)
    ]  # fmt: skip


def _row(day, text, url, maerke):
    status = {"label": "Status", "maerke": maerke} if maerke else {"label": "Status", "tekst": ""}
    return {"celler": [{"tekst": text, "url": url}, {"label": "Dato", "tekst": dato_kort(day), "fast": True}, status]}


def _meetings(user, forum, aar):
    rows = Moede.objects.visible_to(user).filter(forum=forum).exclude(tilstand="aflyst").select_related("forum")
    rows = rows.filter(dato__range=(date(aar - 1, 12, 1), date(aar + 1, 1, 31))).order_by("dato", "start")
    for moede in rows:
        events = [(moede.dato, str(moede), {"tekst": moede.get_tilstand_display(), "slags": "neutral"})]
        for name, text in FRISTER:
            moment = getattr(moede, f"frist_{name}")
            if moment:
                day = moment.astimezone(DANSK_TID).date()
                events.append((day, f"{text}, møde {dato_kort(moede.dato)}", None))
        yield from ((day, text, adresse(moede), maerke) for day, text, maerke in events if day.year == aar)


def _items(user, forum, aar):
    rows = [one for one in verb.visible(user) if one.forum_id == forum.pk]
    valg = Aarshjulsvalg.objects.filter(aarshjulspunkt__in=rows, aar=aar).order_by("pk")
    chosen = {one.aarshjulspunkt_id: one for one in valg}
    for punkt in rows:
        if beregning.falls_in(aar, punkt.foerste_aar, punkt.hvert_aar):
            day = beregning.first_day(aar, punkt.maaned, punkt.uge)
            url = _url(user, punkt, aar, punkt.pk in chosen)
            yield max(day, date(aar, 1, 1)), punkt.titel, url, _mark(punkt, aar, chosen)


def _url(user, punkt, aar, chosen):
    """Where this reader can do something about the item, or ""."""
    own = f"/moeder/aarshjul/{punkt.uuid}/"
    if not chosen and ask(user, "aarshjul.tag", punkt):
        return f"{own}{aar}/"
    return f"{own}ret/" if ask(user, "aarshjul.rediger", punkt.forum) else ""


def _mark(punkt, aar, chosen):
    """An item that was announced and not taken stays red until it is dropped with a reason."""
    made = chosen.get(punkt.pk)
    if made:
        return {"tekst": "Sprunget over" if made.grund else "Kladde oprettet", "slags": "neutral"}
    told = beregning.reminder_day(aar, punkt.maaned, punkt.uge, punkt.varsel_uger)
    return {"tekst": "Mangler", "slags": "fejl"} if told <= ur.i_dag() else {"tekst": "Kommer", "slags": "neutral"}


def _decisions(user, forum, aar):
    rows = Beslutning.objects.visible_to(user).filter(punkt__moede__forum=forum, status="gaeldende")
    rows = rows.filter(opfoelgning_slut__year=aar).order_by("opfoelgning_slut", "nummer")
    for one in rows:
        text = f"Opfølgning på beslutning {one.nummer}"
        yield one.opfoelgning_slut, text, f"/beslutninger/{one.nummer}/", {"tekst": "Følg op", "slags": "info"}
