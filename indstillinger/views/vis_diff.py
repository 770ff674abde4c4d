"""A comparison as the inputs of the diff component."""

SHOWN = {"ens": "ens", "tilfoejet": "ind", "fjernet": "ud"}
KIND = {"Ny": "ok", "Fjernet": "fejl", "Ændret": "info"}


def shown_diff(changes):
    """Return {"felter", "uaendrede"} for templates/komponenter/_diff.html."""
    fields = [_field(one.label, one) for one in changes.felter]
    for group in changes.raekker:
        fields += [entry for row in group.raekker for entry in _row(group, row)]
    return {"felter": fields, "uaendrede": changes.uaendrede}


def _field(label, one):
    paragraphs = [[_part(part) for part in afsnit.parts] for afsnit in one.afsnit]
    note = "Kun fremhævning, lister eller links er ændret." if one.kun_form else ""
    return {"navn": label, "note": note, "afsnit": paragraphs}


def _part(part):
    return {"slags": SHOWN[part.kind], "tekst": part.text}


def _row(group, row):
    """A row's heading says what happened to it; its fields follow."""
    place = row.til or row.fra
    mark = " · ".join(row.maerker)
    status = {"tekst": mark, "slags": KIND.get(row.maerker[0], "info") if row.maerker else "info"}
    parts = [[_part(part) for afsnit in one.afsnit for part in afsnit.parts] for one in row.felter]
    return [{"navn": f"{group.label} {place}", "status": status, "afsnit": parts}]
