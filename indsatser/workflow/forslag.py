"""What a decision could become: rows proposed from its paper and its minutes, each beside its source (20 §3)."""

import re
from dataclasses import dataclass, field

from indsatser.enums import Punktart, Punktkilde
from indstillinger.enums_moede import Referatslags, Udfald
from indstillinger.models import Indstilling, Referatpunkt
from mso_portal.organisation.enums import Forumslags
from mso_portal.organisation.models import Afdeling, Forum
from mso_portal.vaerdier.rigtekst import paragraphs, plain
from mso_portal.vaerdier.sortering import fold

FORMAAL, TITEL = 2000, 200
SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Forslag:
    """One proposed row: `noegle` names it on the page, `kilde` is the text it stands on, `bliver` what it becomes and
    `kan_blive` what else it could; `felter` are its columns and `valgt` says whether it is ticked from the start."""

    noegle: str
    kilde: str
    bliver: str
    felter: dict
    kan_blive: tuple = ()
    valgt: bool = True
    extra: dict = field(default_factory=dict)


def proposals(beslutning, laeser=None):
    """Return (fields of the plan, Forslag of its rows) of a decision; about twelve queries. Of a paper that `laeser`
    may not read there is nothing."""
    punkt = beslutning.punkt
    paper = punkt.indstilling
    rows = _from_minutes(beslutning)
    hidden = paper and laeser and not Indstilling.objects.visible_to(laeser).filter(pk=paper.pk).exists()
    if paper is None or hidden:
        return {"titel": punkt.titel_lukket or punkt.titel, "formaal": "", "effekt_tekst": ""}, rows
    purpose = next(iter(paragraphs(paper.baggrund)), "")
    plan = {
        "titel": paper.egentlig_titel, "formaal": plain(purpose)[:FORMAAL],
        "effekt_tekst": plain(paper.effekt)[:FORMAAL],
    }  # fmt: skip
    return plan, [*_steps(paper, beslutning), *_goals(paper), *_money(paper), *_units(paper), *_risks(paper), *rows]


def _steps(paper, beslutning):
    for row in paper.procestrin_raekker.select_related("forum").order_by("raekkefoelge", "pk"):
        is_round = (
            row.forum and row.forum.slags == Forumslags.STYREGRUPPE and row.tekst.lower().startswith("opfølgning")
        )
        if is_round:
            yield Forslag(
                f"procestrin-{row.pk}", row.tekst, "statusrunde", {"forum": row.forum, "tidspunkt": row.tidspunkt},
                ("milepael",),
            )  # fmt: skip
        else:
            yield _milestone(row, beslutning.punkt.moede.dato)


def _milestone(row, moededato):
    """A step on or before the meeting may be done already: its day is proposed, and left to the reader to tick."""
    done = row.tidspunkt.slut if row.tidspunkt.slut and row.tidspunkt.slut <= moededato else None
    return Forslag(
        f"procestrin-{row.pk}", row.tekst, "milepael", {"titel": row.tekst[:TITEL], "godkendt": row.tidspunkt},
        extra={"gennemfoert": done},
    )  # fmt: skip


def _goals(paper):
    for row in paper.effektmaal_raekker.order_by("raekkefoelge", "pk"):
        yield Forslag(
            f"effektmaal-{row.pk}", row.tekst, "maal", {"tekst": row.tekst},
            extra={"indikator": row.maales_ved, "afklares_senest": row.maales},
        )  # fmt: skip


def _money(paper):
    grouped = {}
    for row in paper.udgiftspost_raekker.order_by("raekkefoelge", "pk"):
        if row.aar and row.kroner is not None:
            amounts = grouped.setdefault((row.formaal, row.kilde), {})
            amounts[row.aar] = amounts.get(row.aar, 0) + row.kroner
    for nr, ((purpose, source), amounts) in enumerate(grouped.items(), 1):
        yield Forslag(
            f"udgift-{nr}", purpose, "budgetpost",
            {"titel": purpose, "art": "direkte", "finansiering": source}, extra={"budget": amounts},
        )  # fmt: skip
    for row in paper.indirekteudgift_raekker.order_by("raekkefoelge", "pk"):
        year = row.tidspunkt.start.year if row.tidspunkt.start else paper.budgetstart
        yield Forslag(
            f"indirekte-{row.pk}", row.tekst, "budgetpost",
            {"titel": row.tekst[:TITEL], "art": "indirekte", "enhedstekst": row.pr_enhed},
            extra={"budget": {} if row.kroner is None else {year: row.kroner}},
        )  # fmt: skip


def _units(paper):
    """Units named in the text; a name that is a forum's too is skipped. Ticked without a title is an error."""
    text = fold(f"{plain(paper.koordinering)} {plain(paper.kommunikation)}")
    fora = {fold(name) for name in Forum.objects.order_by("pk").values_list("navn", flat=True)}
    for unit in Afdeling.objects.order_by("sortering", "pk"):
        name = fold(unit.navn)
        if name not in fora and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Forslag(
                f"afdeling-{unit.pk}", unit.navn, "leverance", {"leverandoer": unit, "titel": ""}, valgt=False
            )


def _risks(paper):
    for row in paper.risikopunkt_raekker.order_by("raekkefoelge", "pk"):
        yield Forslag(
            f"risiko-{row.pk}", row.tekst, "risiko", {"haendelse": row.tekst[:300], "tiltag": row.haandtering}
        )


def _from_minutes(beslutning):
    """What the meeting changed, discussed and wrote after."""
    own = beslutning.referatpunkt
    found = []
    if own.udfald == Udfald.VEDTAGET_MED_AENDRING:
        found.append(_point(own, Punktart.VILKAAR, changed_wording(own.foreslaaet, own.vedtaget_ordlyd), "beslutning"))
    rows = Referatpunkt.objects.filter(referat=own.referat_id, punkt=own.punkt_id).exclude(pk=own.pk)
    for row in rows.exclude(slags=Referatslags.BESLUTTET).order_by("slags", "raekkefoelge", "pk"):
        art = Punktart.BEMAERKNING if row.slags == Referatslags.DROEFTET else Punktart.OPGAVE
        found.append(_point(row, art, plain(row.tekst) or row.overskrift, Punktkilde.REFERAT))
    return found


def _point(row, art, tekst, kilde):
    other = ("milepael",) if art == Punktart.OPGAVE else ()
    return Forslag(
        f"referat-{row.pk}", tekst, "punkt",
        {"art": art, "kilde": kilde, "tekst": tekst[:500], "referatpunkt": row}, other,
    )  # fmt: skip


def changed_wording(foreslaaet, vedtaget):
    """Return the sentences of the adopted wording that the proposal didn't have; the whole where none stands alone."""
    asked = {sentence.strip(" .") for sentence in SENTENCE.split(foreslaaet)}
    new = [one for one in SENTENCE.split(vedtaget) if one.strip(" .") not in asked]
    return " ".join(new) or vedtaget
