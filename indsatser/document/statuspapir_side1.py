"""The page that the styregruppe decides from: judgement, reasons, questions, in short (21 §9.1)."""

from dataclasses import replace

from indsatser.document.statusindberetning import besvaret
from indsatser.document.statusord import DIMENSION, dato
from indsatser.document.statuspapir_ord import IKKE_SKREVET, dansk_dag, holdt, kort, lysnavn, lysord, talt
from indsatser.enums import Bidragsslags, Dimension, Lys, Statusudfaldsart
from mso_portal.motor.documents import (
    Felt,
    Felter,
    Loebende,
    Mulighed,
    Note,
    Points,
    Section,
    Small,
    Spoergsmaal,
    Stamdata,
    Tekst,
    Valg,
    Vurdering,
)
from mso_portal.vaerdier.datoer import dato_lang

STILLING = "Styregruppen skal tage stilling til"
INGEN_BESLUTNING = "Der ønskes ingen beslutning."
INGEN_TIDLIGERE = "Der er ingen tidligere beslutninger at følge op på."
INTET_BIDRAG = "Ingen er bedt om at indberette."
LINJER = 3  # of the short text
AFVIGELSER = (Lys.GUL, Lys.ROED)
UAFGJORT = (None, Statusudfaldsart.UDSAT, Statusudfaldsart.IKKE_BEHANDLET)
# Sizes of the page above which its type is smaller, in three steps: found by printing, with some room to spare.
TAETHED = (4_200, 5_600, 7_500)
LINJESKIFT = 30  # characters that the end of a text leaves empty, on average


def decision_page(data):
    """Return the sections of page 1, in the type that holds them on one page."""
    taet = sum(size(_sections(data)) > limit for limit in TAETHED)
    return [replace(section, taet=taet) for section in _sections(data, is_full=taet == len(TAETHED))]


def size(sections):
    """How much room the texts take, in characters."""
    return sum(len(text) + LINJESKIFT for section in sections for text in section.strings())


def _sections(data, is_full=False):
    short = [*_short(data["tekst"]["resume"]), Small(_followed(data))]
    return [
        Section("hoved", "", [*_head(data, is_full), *_replaces(data["status"]), *_judgement(data)]),
        Section("stilling", "", [_questions(data["beslutninger"])]), Section("kort", "Kort fortalt", short),
    ]  # fmt: skip


def _head(data, is_full):
    """What it is a status of, and whose; on a full page the facts run on."""
    plan, facts = data["plan"], _facts(data)
    named = [("Plan", f"{plan['nummer']} {plan['titel']}"), ("Offentlig titel", plan["offentlig_titel"])]
    run_on = Tekst(" · ".join(f"{label}: {text}" for label, text in facts))
    return [Stamdata(named), run_on if is_full else Stamdata(facts, par=True)]


def _judgement(data):
    lights = {row["dimension"]: row for row in data["lys"]}
    whole, five = lights[Dimension.SAMLET], [lights[name] for name in Dimension if name != Dimension.SAMLET]
    sentences = {name: found["boks"] for name, found in data["beregnet"]["lys"].items()}
    return [
        Vurdering("Samlet", lysord(whole["valgt"]), (_accepted(whole), *_beside(whole)), _reasons(whole)),
        Felter([_box(row, sentences[row["dimension"]]) for row in five]), *_causes(five),
    ]  # fmt: skip


def _facts(data):
    runde, status = data["runde"], data["status"]
    moede = dato(runde["moededato"]) if runde["moededato"] else runde["note"] or "Ikke fastsat"
    den = holdt(f" den {dato_lang(dansk_dag(status['godkendt_den']))}") if status["godkendt_den"] else ""
    return [
        ("Forum", runde["forum"]), ("Møde", moede), ("Data pr.", dato(runde["statusdato"])),
        ("Version", str(status["nr"])), ("Skrevet af", status["forfatter"] or "Ikke angivet"),
        ("Godkendt af", f"{status['godkendt_af']}{den}" if status["godkendt_af"] else "Ikke godkendt"),
    ]  # fmt: skip


def _replaces(status):
    old = status["erstatter"]
    if not old:
        return []
    said = f"Version {status['nr']} erstatter version {old['nr']} af {dato(old['laast_den'])}."
    return [Note("", f"{said} Rettelserne står på side 2.")]


def _accepted(row):
    """Only what deviates is accepted."""
    deviates = row["valgt"] in AFVIGELSER and row["accepteret_til"]
    return f"accepteret af styregruppen til {kort(row['accepteret_til'])}" if deviates else ""


def _beside(row):
    return f"Sidst: {lysnavn(row['forrige'])}", f"Forslag: {lysnavn(row['forslag'])}"


def _reasons(row):
    """What the writer said of the light: why it is another than the suggestion, the cause and what is done."""
    label = "Begrundelse" if row["valgt"] == row["forslag"] else "Fraviger forslaget"
    wanted = row["valgt"] in AFVIGELSER and row["dimension"] != Dimension.SAMLET
    return row["aarsag_tiltag"] or IKKE_SKREVET * wanted, f"{label}: {row['begrundelse']}" * bool(row["begrundelse"])


def _box(row, sentence):
    return Felt(DIMENSION[row["dimension"]], lysord(row["valgt"], _accepted(row)), sentence, _beside(row))


def _causes(lights):
    rows = [(f"{DIMENSION[row['dimension']]}:", *_reasons(row)) for row in lights if any(_reasons(row))]
    return [Loebende("Årsag og tiltag", rows)] if rows else []


def _questions(rows):
    asked = [
        Spoergsmaal(
            f"{row['nr']}. {row['spoergsmaal'] or IKKE_SKREVET}", [_option(one) for one in row["muligheder"]],
            "Afgøres af chefteamet" if row["niveau"] == "chefteam" else "",
        )
        for row in rows
    ]  # fmt: skip
    return Valg(STILLING, asked, INGEN_BESLUTNING)


def _option(one):
    change = f"Ændring {one['aendring']}" if one["aendring"] else ""
    follows = " · ".join(filter(None, (one["konsekvens"], change)))
    return Mulighed(one["bogstav"], one["tekst"] or IKKE_SKREVET, follows, one["indstillet"])


def _short(resume):
    """A bullet a line; more lines than the page has room for run on in the last."""
    lines = [line.strip() for line in resume.splitlines() if line.strip()]
    if not lines:
        return [Tekst(IKKE_SKREVET)]
    return [Points([*lines[: LINJER - 1], *filter(None, [" ".join(lines[LINJER - 1 :])])])]


def _followed(data):
    """What became of earlier decisions, and who has answered, a line each."""
    rows = data["tidligere_beslutninger"]
    done = sum(row["art"] not in UAFGJORT and row["opfulgt"] is not False for row in rows)
    counted = talt(len(rows), "tidligere beslutning", "tidligere beslutninger")
    followed = f"{done} af {counted} er gennemført, se side 2." if rows else INGEN_TIDLIGERE
    return followed, completeness(data["beregnet"]["indberettet"])


def completeness(counts):
    """11 af 13 målinger indberettet · 1 af 1 milepæl bekræftet · økonomi indberettet"""
    said = " · ".join(besvaret(slags, *counts[slags]) for slags in Bidragsslags if slags in counts) or INTET_BIDRAG
    return f"{said[0].upper()}{said[1:]}"
