"""What the numbers rest on, what nobody reported, and the annex (21 §9.1)."""

from indsatser.document.statuspapir_ord import grouped, holdt, hoved, kolonne, kort, line, sentences, table
from indsatser.document.statuspapir_resten import large_risks, open_risks, risk_table
from indsatser.enums import Aendringstilstand, Bidragssvar, Omfang, Planfase
from mso_portal.motor.documents import Loebende, Note, Stamdata

ALT_INDBERETTET = "Alt er indberettet."
INGEN_TAL = "Ingen af planens indikatorer er defineret, så status bygger på datoer, beløb og skøn."
INGEN_AENDRINGER = "Ingen ændringer af planen siden sidst."
FLEST_SIDER = 60
UDELADT = (
    f"Status ville fylde over {FLEST_SIDER} sider. Målemetoderne og de øvrige åbne risici er derfor ikke trykt her; de"
    " står i regnearket, som hentes på siden for status."
)
SLAGS = {
    "maaling": "Målinger", "milepael": "Milepæle", "leverance": "Leverancer", "risiko": "Risici",
    "opfoelgning": "Opfølgning", "oekonomi": "Økonomi",
}  # fmt: skip


def unreported(data):
    """Return the table of what nobody answered: what, who, and what was known before."""
    groups = {}
    for row in data["bidrag"]:
        if row["svar"] == Bidragssvar.MANGLER:
            groups.setdefault(SLAGS[row["slags"]], []).append((row["hvad"], row["hvem"], row["seneste"] or None))
    return table("", [hoved("Hvad", 40), kolonne("Hvem", 35), kolonne("Sidst kendt")], grouped(groups), ALT_INDBERETTET)


def unreported_line(data):
    """Return the same as running text, person by person."""
    people = {}
    for row in data["bidrag"]:
        if row["svar"] == Bidragssvar.MANGLER:
            said = f"{row['hvad']} ({row['seneste']})" if row["seneste"] else row["hvad"]
            people.setdefault(row["hvem"], []).append(said)
    return sentences(*(f"{who}: {'; '.join(texts)}" for who, texts in people.items())) or ALT_INDBERETTET


def basis_text(data):
    """Say how many numbers the status rests on, how old they are and where they come from."""
    defined, (known, every) = _defined(data), data["beregnet"]["maalte"]
    if not defined:
        return INGEN_TAL
    days = sorted(one["punkter"][-1]["periode_slut"] for one in defined if one["punkter"])
    age = f"Det ældste tal gælder til {kort(days[0])}, det nyeste til {kort(days[-1])}" if days else ""
    sources = dict.fromkeys(filter(None, (one["definition"]["kilde"] for one in defined)))
    return sentences(f"{known} af {every} mål kan måles", age, line("Kilder", ", ".join(sources)))


def _defined(data):
    return [one for row in data["maal"] if not row["opgivet"] for one in row["indikatorer"] if one["definition"]]


def long_annex(data, has_annex=True):
    """Return what may take many pages, or say where it stands when there is no room for it."""
    return [*other_risks(data), *methods(data)] if has_annex else [Note("", UDELADT)]


def methods(data):
    """Return how each indicator is measured as running text: a table of so many words would take twice the room."""
    rows = [(f"{one['navn']}:", *_method(one)) for one in _defined(data)]
    return [Loebende("Målemetoder", rows)] if rows else []


def _method(one):
    found, control = one["definition"], one["kontrol"]
    beside = ", ".join(filter(None, (control["metode"], control["kilde"]))) if control else ""
    said = [
        " af ".join(filter(None, (found["taeller"], found["naevner"]))), line("Population", found["population"]),
        f"{found['metode']}, {Omfang(found['omfang']).label.lower()}", line("Kilde", found["kilde"]),
        line("Kontrol", beside), _newest(one), line("Som skrevet", one["tekst"]), line("Delmål", found["delmaal"]),
        line("Ansvarlig", one["ejer"]), *map(_unknown, one["punkter"]),
    ]  # fmt: skip
    return [holdt(sentences(*said))]


def _unknown(point):
    """Why the number of a period could not be had."""
    why = "" if point["skjult"] or point["taeller"] is not None else point["begrundelse"]
    return f"Ikke opgjort til {kort(point['periode_slut'])}: {why}" if why else ""


def _newest(one):
    """The n and the last day of the newest number."""
    if not one["punkter"]:
        return "Ikke målt endnu"
    newest = one["punkter"][-1]
    of = f" af {newest['population']}" if newest["population"] else ""
    n = f", n = {newest['naevner']}{of}" if newest["naevner"] else ""
    return f"Nyeste tal til {kort(newest['periode_slut'])}{n}"


def annex_changes(rows):
    columns = [hoved("Ændring", 50), kolonne("Årsag", 20), kolonne("Tilstand", 15), kolonne("Godkendt")]
    cells = [(f"{row['nr']}. {row['titel']}", row["aarsag"], Aendringstilstand(row["tilstand"]).label,
              kort(row["godkendt"])) for row in rows]  # fmt: skip
    return table("Ændringer af planen siden sidst", columns, cells, INGEN_AENDRINGER)


def other_risks(data):
    """Return the open risks that the page of risks had no room for."""
    shown = large_risks(data)
    rows = [row for row in open_risks(data) if row not in shown]
    return [risk_table("Øvrige åbne risici", rows)] if rows else []


def about_plan(data):
    return Stamdata(_facts(data))


def _facts(data):
    """Who and what the plan is, and the note on a meeting whose day is known."""
    plan, runde = data["plan"], data["runde"]
    period = " – ".join(filter(None, (kort(plan["periode_start"]), kort(plan["periode_slut"]))))
    return [
        ("Formål", plan["formaal"]), ("Ejer", plan["ejerenhed"]), ("Programejer", plan["programejer"]),
        ("Tovholder", plan["tovholder"]), ("Økonomi", plan["oekonomiansvarlig"]),
        ("Fase", Planfase(plan["fase"]).label), ("Periode", period),
        ("Planversion", str(plan["planversion"] or "")), ("Mødet", runde["note"] if runde["moededato"] else ""),
    ]  # fmt: skip


def plan_line(data):
    """Return the facts of the plan and its changes as one paragraph."""
    changes = [(f"Ændring {row['nr']}", f"{row['titel']} ({row['aarsag']}, {_state(row)})")
               for row in data["aendringer"]]  # fmt: skip
    return sentences(*(line(label, text) for label, text in (*_facts(data), *changes)))


def _state(row):
    approved = f" {kort(row['godkendt'])}" if row["godkendt"] else ""
    return f"{Aendringstilstand(row['tilstand']).label.lower()}{approved}"


def public_text(data):
    text = data["tekst"]["offentlig"]
    return [Note("Tekst til offentligt uddrag", text)] if text else []


def tolerances(data):
    """Return what each light means in this plan, a row a dimension."""
    found = data["tolerancer"]
    return Loebende("Sådan læses vurderingen", [
        ("Tid:", f"Afvigelse over {found['tid_gul']} dage efter godkendt dato; Kræver handling over"
                 f" {found['tid_roed']} dage, eller når datoen er overskredet uden ny prognose."),
        ("Mål:", "Afvigelse, når et mål afviger, eller under halvdelen kan måles; Kræver handling, når over en"
                 " fjerdedel af de målte gør det."),
        ("Økonomi:", "Afvigelse, når prognosen er over budgettet; Kræver handling, når den er over"
                     f" {found['oekonomi_roed']} % over."),
        ("Risiko:", f"Afvigelse fra score {found['risiko_gul']}; Kræver handling fra {found['risiko_roed']}."),
        ("Leverancer:", "Afvigelse, når en leverance ikke er bekræftet; Kræver handling, når det har varet over"
                        f" {found['leverance_roed']} hverdage. Det aftalte måles som Tid."),
        ("Samlet:", "Som det dårligste område. Et åbent vilkår fra beslutningen giver mindst Afvigelse."),
    ])  # fmt: skip


def tolerance_line(data):
    """Return the tolerances of the plan in one line."""
    found = data["tolerancer"]
    return (
        f"Afvigelse og Kræver handling er for tid over {found['tid_gul']} og {found['tid_roed']} dage, for økonomi over"
        f" 0 og {found['oekonomi_roed']} %, for risiko fra {found['risiko_gul']} og {found['risiko_roed']}, for en"
        f" ubekræftet leverance straks og efter {found['leverance_roed']} hverdage. Skred er dage mod den godkendte og"
        " den oprindelige dato."
    )
