"""What a corrected version of the minutes changed, row by row, in the words that were printed."""

from datetime import date

from indstillinger.enums_moede import Referatslags, Udfald
from mso_portal.vaerdier import rigtekst
from mso_portal.vaerdier.datoer import dato_lang


def changes(new, old):
    """Return the changed and added rows of content, and the opgaver that came with it, in the order of the new."""
    before = {raekke["uuid"]: raekke for punkt in old["punkter"] for raekke in punkt["raekker"]}
    known = {opgave["uuid"] for punkt in old["punkter"] for opgave in punkt["opgaver"]}
    found = []
    for punkt in new["punkter"]:
        for row in punkt["raekker"]:
            found.append(_change(punkt, row, name(row), _differences(before.get(row["uuid"]), row)))
        for task in punkt["opgaver"]:
            lines = [] if task["uuid"] in known else _added(task_lines(task))
            found.append(_change(punkt, task, f"Opgave {task['nummer']}", lines))
    return [one for one in found if one["felter"]]


def _change(punkt, row, label, felter):
    return {"punkt": punkt["uuid"], "raekke": row["uuid"], "navn": label, "felter": felter}


def name(row):
    """Return what a row is called: its decision number, else the kind of row."""
    return f"Beslutning {row['nummer']}" if row["nummer"] else Referatslags(row["slags"]).label


def _differences(old, new):
    if old is None:
        return _added(lines(new))
    before, after = dict(lines(old)), dict(lines(new))
    if old["udfald"] == new["udfald"]:
        before.pop("Udfald", None), after.pop("Udfald", None)  # the forum may have found other words for it
    labels = list(dict.fromkeys([*after, *before]))
    return [
        {"felt": felt, "var": before.get(felt, ""), "er": after.get(felt, "")}
        for felt in labels
        if before.get(felt, "") != after.get(felt, "")
    ]


def _added(pairs):
    return [{"felt": felt, "var": "", "er": text} for felt, text in pairs]


def lines(row):
    """Return the printed (label, text) of a row, without empty ones."""
    if row["slags"] != Referatslags.BESLUTTET:
        found = [("Overskrift", row["overskrift"]), ("Tekst", rigtekst.plain(row["tekst"]))]
    else:
        found = [("Udfald", row["udfald_tekst"]), ("Ordlyd", row["ordlyd"] or row["foreslaaet"]), *follows(row)]
    return [(label, text) for label, text in found if text]


def follows(row):
    """Return the (label, text) of what follows from an outcome, also the empty ones."""
    views = "; ".join(f"{one['person']}: {one['tekst']}" for one in row["mindretal"])
    return [
        ("Udestår", row["udestaar"]), ("Udsat til", postponed(row)), ("Oversendt til", row["oversendt"]),
        ("Begrundelse", row["begrundelse"]), ("Ansvarlig", row["ansvarlig"]), ("Opfølgning", row["opfoelgning"]),
        ("Afvigende mening", views),
    ]  # fmt: skip


def postponed(row):
    """Say to when a row was put off; empty when it wasn't."""
    if row["udfald"] != Udfald.UDSAT:
        return ""
    return dato_lang(date.fromisoformat(row["udsat_til"])) if row["udsat_til"] else "uden dato"


def task_lines(task):
    """Return the printed (label, text) of an opgave."""
    found = [("Opgave", task["tekst"]), ("Ansvarlig", task["ansvarlig"]), ("Frist", task["frist"])]
    return [(label, text) for label, text in found if text]
