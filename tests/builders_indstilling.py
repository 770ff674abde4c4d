"""Valid papers in every state, saved without verbs: text, rows of all kinds, stamps and versions that fit together."""

import hashlib
from datetime import date, timedelta

from django.db import transaction

from indstillinger.enums import Anledning
from indstillinger.models import RAEKKER, Indstilling, Indstillingsversion, Kommentar, Kommentartraad, Koordinering
from indstillinger.models.felttekst import text_of
from indstillinger.models.indhold import content, digest, essential_digest
from indstillinger.workflow.soegning import index
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Fil, Filside, Taeller
from mso_portal.vaerdier import tidspunkt
from tests.builders import forum as make_forum

RIGE = ("baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura")
KORTE = ("resume", "sen_begrundelse", "sagsnummer")
LUKKEDE = ("titel_lukket", "lukket_begrundelse")
STEMPLER = {
    "kladde": (), "til_godkendelse": ("indsendt",), "godkendt": ("indsendt", "godkendt"),
    "behandlet": ("indsendt", "godkendt", "behandlet"), "trukket": ("trukket",),
}  # fmt: skip


def ord_(felt):
    """Return ordinary words for a field."""
    return f"Tekst om {felt}"


def tal(felt):
    """Return an ordinary amount for a field."""
    return "160 tkr"


def indstilling(
    forfatter, *, tilstand="kladde", aabenhed="aaben", indsendt=None, forum=None, leder=None, medforfattere=(),
    tekst=ord_, beloeb=tal, raekker=True, **felter,
):  # fmt: skip
    """Make a paper. `tekst(felt)` and `beloeb(felt)` write every field, rows named `<kind>.<felt>`
    (`raekker` may be a function that makes others); `indsendt` says
    whether a version was ever sent (default: all but kladder), so a kladde with it is one that came back.
    """
    leder = leder or forfatter
    paper = _kladde(forfatter, aabenhed, forum or make_forum(), leder, tekst, felter)
    paper.skip_history_when_saving = True  # the list alone is no entry of its own
    paper.medforfattere.set(medforfattere)
    del paper.skip_history_when_saving
    if callable(raekker):
        raekker(paper)
    elif raekker:
        for kind in RAEKKER:
            raekke(paper, kind, tekst=tekst, beloeb=beloeb)
    _save(paper, forfatter)
    if (tilstand != "kladde") if indsendt is None else indsendt:
        version(paper, forfatter)
    if tilstand != "kladde":
        _move(paper, tilstand, forfatter, leder)
    index(paper)
    return paper


def _kladde(forfatter, aabenhed, forum, leder, tekst, felter):
    now = ur.nu()
    fields = {name: f"<p>{tekst(name)}</p>" for name in RIGE} | {name: tekst(name) for name in KORTE}
    fields["baggrund"] += "<p>Her er ord nok til, at sagen kan sendes til godkendelse.</p>"
    if aabenhed == "lukket":
        fields |= {name: tekst(name) for name in LUKKEDE} | {"hjemmel": "private_forhold"}
    paper = Indstilling(
        nummer=f"2020-{Indstilling.objects.count() + 1:03d}", titel=tekst("titel"), forum=forum, aabenhed=aabenhed,
        sagsbehandler=forfatter, ansvarlig_leder=leder, budgetstart=2020, finansiering_status="angivet",
        oprettet_den=now, oprettet_af=forfatter, redigeret_den=now, redigeret_af=forfatter, **{**fields, **felter},
    )  # fmt: skip
    paper._history_user = forfatter
    paper.save()
    return paper


def raekke(paper, kind, *, tekst=ord_, beloeb=tal, **felter):
    """Add a row at the end with every field filled."""
    model = RAEKKER[kind]
    nr = getattr(paper, f"{kind}_raekker").count() + 1
    if kind == "bilag":
        with transaction.atomic():
            nr = Taeller.next("bilag", int(paper.nummer[:4]), forum=paper.nummer)
    return model.objects.create(
        indstilling=paper, raekkefoelge=nr, **{**_values(paper, kind, model, nr, tekst, beloeb), **felter}
    )


def _values(paper, kind, model, nr, tekst, beloeb):
    name = f"{kind}.{{}}".format
    faste = {"aar": 2019 + nr, "slags": "godkend", "kilde": "grundbudget", "antal": 3, "fremlaegger": True, "nr": nr,
             "aabenhed": "lukket", "hjemmel": "private_forhold"}  # fmt: skip
    values = {}
    for felt in model.INDHOLD:
        if felt in ("bruger", "forum"):
            continue
        if felt == "fil":
            values[felt] = fil(tekst(name(felt)))
            continue
        if felt == "beloeb":
            values[felt] = beloeb(name(felt))
        elif felt in ("maales", "tidspunkt"):
            values[felt] = tidspunkt.laes(tekst(name(felt)), date(2020, 3, 1))
        else:
            values[felt] = faste[felt] if felt in faste else tekst(name(felt))
    return values


def fil(indhold):
    """Return a stored file with one drawn page that says `indhold`, as bytes and as text; no real PDF."""
    data = f"%PDF-1.7\n{indhold}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    row, new = Fil.objects.get_or_create(sha256=sha256, defaults={"stoerrelse": len(data), "type": "pdf", "sider": 1})
    if new:
        page = Filside.objects.create(fil=row, nr=1, tekst=indhold)
        for noegle in (row.noegle, page.noegle):
            lager.put(noegle, data)
    return row


def traad(paper, by, *, tekst=ord_):
    """Make a thread on the background with one comment."""
    thread = Kommentartraad.objects.create(indstilling=paper, felt="baggrund")
    Kommentar.objects.create(traad=thread, tekst=tekst("kommentar.tekst"), skrevet_den=ur.nu(), skrevet_af=by)
    return thread


def version(paper, by, anledning=Anledning.INDSENDT):
    """Freeze the paper as it stands; the next number."""
    data = content(paper)
    return Indstillingsversion.objects.create(
        indstilling=paper, nr=paper.versioner.count() + 1, anledning=anledning, indhold=data, sha256=digest(data),
        vaesentlig_sha256=essential_digest(data), aabenhed=paper.aabenhed, oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip


def spoergsmaal(paper, part, *, tekst=None):
    """Make a request to a person about the paper as it stands; `tekst` makes the answer, else it is open."""
    frozen = version(paper, paper.sagsbehandler, Anledning.KOORDINERING)
    now, by = ur.nu(), paper.sagsbehandler
    state = {"status": "sendt"}
    if tekst:
        state = {"status": "besvaret", "svar": "bemaerkninger", "svar_tekst": tekst("koordinering.svar_tekst"),
                 "besvaret_den": now, "besvaret_af": part}  # fmt: skip
    return Koordinering.objects.create(
        indstilling=paper, bruger=part, version=frozen, frist=ur.i_dag() + timedelta(days=3), spurgt_den=now,
        spurgt_af=by, **state,
    )  # fmt: skip


def gem(paper, by, **felter):
    """Change fields of the stored paper with one more version and a history row."""
    for name, value in felter.items():
        setattr(paper, name, value)
    _save(paper, by)
    return paper


def _save(paper, by):
    paper.version += 1
    paper.redigeret_den, paper.redigeret_af, paper._history_user = ur.nu(), by, by
    paper.save()


def _move(paper, tilstand, forfatter, leder):
    frozen = paper.versioner.order_by("-nr").first()
    for prefix in STEMPLER[tilstand]:
        setattr(paper, f"{prefix}_den", ur.nu())
        setattr(paper, f"{prefix}_af", forfatter if prefix in ("indsendt", "trukket") else leder)
        if prefix in ("indsendt", "godkendt"):
            setattr(paper, f"{prefix}_version", frozen)
    paper.tilstand = tilstand
    paper.trukket_grund = "Sagen er løst." if tilstand == "trukket" else ""
    _save(paper, forfatter)


def felttekster(paper):
    """Return {field name as the edit form posts it: text} of the paper and its rows."""
    texts = {name: text_of(paper, name) for name in ("titel", *KORTE, *RIGE)}
    for kind in RAEKKER:
        for row in getattr(paper, f"{kind}_raekker").all():
            texts |= {f"{kind}:{row.uuid}:{name}": text_of(row, name) for name in row.INDHOLD if name not in row.FASTE}
    return texts
