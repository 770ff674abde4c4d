"""Valid meetings, agendas and sendings, saved without verbs: numbers, versions and stamps that fit together."""

from datetime import date, time

from indstillinger.models import (
    Dagsordenspunkt,
    Modtager,
    Moede,
    Punktbilag,
    Punktdeltager,
    Punktversion,
    Udelukkelse,
    Udsendelse,
    Udsendelsespunkt,
)
from indstillinger.models.indhold import digest
from mso_portal.motor import ur
from tests.builders_indstilling import fil as make_fil

DATO = date(2020, 5, 29)
LUKKET = {"titel_lukket": "Lukket titel", "hjemmel": "private_forhold", "begrundelse": "Det er om en person."}


def moede(forum, dato=DATO, **felter):
    """Make a planned meeting from 9 to 12, its frister counted from the forum's numbers."""
    same_day = Moede.objects.filter(forum=forum, dato=dato).count()
    noegle = f"{forum.kode.lower()}-{dato:%Y-%m-%d}" + (f"-{same_day + 1}" if same_day else "")
    times = {"start": time(9), "slut": time(12), "sted": "Mødelokale 1"}
    return Moede.objects.create(**{"noegle": noegle, "forum": forum, "dato": dato, **times, **felter})


def punkt(moede, indstilling=None, *, titel="Velkomst", aabenhed="aaben", **felter):
    """Make the next item: the paper's, or one with a text of its own."""
    place = moede.punkter.count() + 1
    own = {"art": "indstilling", "indstilling": indstilling}
    if indstilling is None:
        closed = LUKKET if aabenhed == "lukket" else {}
        own = {"art": "tekst", "titel": titel, "aabenhed": aabenhed, "sagstype": "orientering",
               "tekst": f"<p>Tekst til {titel}</p>", **closed}  # fmt: skip
    return Dagsordenspunkt.objects.create(**{"moede": moede, "raekkefoelge": place, **own, **felter})


def pause(moede, minutter=15):
    """Make a pause at the end."""
    return punkt(moede, art="pause", titel="", tekst="", sagstype="", aabenhed="ikke_angivet", minutter=minutter)


def deltager(punkt, bruger, *, fremlaegger=True):
    """Make a person who comes under one item."""
    return Punktdeltager.objects.create(punkt=punkt, bruger=bruger, fremlaegger=fremlaegger)


def udelukkelse(punkt, bruger, by, grund="inhabil"):
    """Keep a person out of an item."""
    return Udelukkelse.objects.create(
        punkt=punkt, bruger=bruger, grund=grund, begrundelse="Er i familie med parten.", oprettet_den=ur.nu(),
        oprettet_af=by,
    )  # fmt: skip


def punktbilag(punkt, *, titel="Oplæg", aabenhed="aaben", fil=None, **felter):
    """Make a file of a tekst item."""
    return Punktbilag.objects.create(
        punkt=punkt, nr=punkt.punktbilag.count() + 1, titel=titel, fil=fil or make_fil(titel), filnavn="oplaeg.pdf",
        aabenhed=aabenhed, **felter,
    )  # fmt: skip


def punktversion(punkt, by):
    """Freeze a tekst item as it stands, with its files."""
    indhold = {
        **{name: getattr(punkt, name) for name in
           ("art", "titel", "titel_lukket", "aabenhed", "hjemmel", "begrundelse", "sagstype", "tekst", "sti")},
        "bilag": [{"uuid": str(one.uuid), "nr": one.nr, "titel": one.titel, "fil": one.fil_id, "filnavn": one.filnavn,
                   "aabenhed": one.aabenhed} for one in punkt.punktbilag.filter(uddelt_paa_moedet=False)],
        "linjer": [],
    }  # fmt: skip
    return Punktversion.objects.create(
        punkt=punkt, nr=punkt.versioner.count() + 1, indhold=indhold, sha256=digest(indhold),
        aabenhed=punkt.aabenhed, oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip


def sendt(moede, by, *, slags="dagsorden", modtagere=(), maerker=None):
    """Make a sent Udsendelse of every item that is still on, without PDFs. Items get the numbers they lack: 1…n, in
    a tillæg T1…; `maerker` ({pk: maerke}) says what a tillæg does with those that had one (else uaendret)."""
    nr = moede.udsendelser.count() + 1
    sending = Udsendelse.objects.create(moede=moede, nr=nr, slags=slags, oprettet_den=ur.nu(), oprettet_af=by)
    for item in moede.punkter.exclude(art="pause").select_related("indstilling").order_by("raekkefoelge"):
        _send_item(sending, item, by, (maerker or {}).get(item.pk))
    for person in modtagere:
        Modtager.objects.create(udsendelse=sending, bruger=person, rolle="medlem")
    sending.tilstand, sending.sendt_den, sending.sendt_af = "sendt", ur.nu(), by
    sending.manifest, sending.sha256 = {"nr": nr}, digest({"moede": moede.noegle, "nr": nr})
    sending.save()
    return sending


def _send_item(sending, item, by, maerke):
    known = item.nummer is not None
    if not known and sending.slags != "gennemlaesning":
        item.nummer = _next(sending, item)
        item.save()
    paper = item.indstilling
    Udsendelsespunkt.objects.create(
        udsendelse=sending, punkt=item, raekkefoelge=item.raekkefoelge,
        version=paper and (paper.godkendt_version or paper.versioner.last()),
        punktversion=None if paper else item.versioner.last() or punktversion(item, by),
        maerke=maerke or ("uaendret" if known else "nyt"),
    )  # fmt: skip


def _next(sending, item):
    given = item.moede.punkter.exclude(nummer=None)
    if sending.slags == "dagsorden":
        return str(given.count() + 1)
    return f"T{given.filter(nummer__startswith='T').count() + 1}"
