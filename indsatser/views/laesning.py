"""What an import understands, as a table: each text of the file with the reading under it."""

from indsatser.beregning.tal import vis
from indsatser.enums import Indikatortilstand, Maaltype, Metodeslags
from indsatser.workflow.indlaes import read_goals, read_milestones
from maalinger.enums import Retning
from mso_portal.vaerdier.sortering import fold
from mso_portal.vaerdier.tidspunkt import ekko

GENERELT = "Generelt"


def goals(plan, numre, raekker):
    """Return the table of a file of goals."""
    themes = _themes(plan)
    rows = [_goal(nr, one, row, themes) for nr, one, row in zip(numre, read_goals(plan, raekker), raekker, strict=True)]
    return _table("Mål, som de bliver læst", ["Række", "Tema", "Mål", "Indikator", "Målemetode", "Ansvarlig", "Frist"],
                  rows)  # fmt: skip


def _goal(nr, one, row, themes):
    said = _warnings(one)
    scope = [f"Gælder {one.population}"] if one.population else []
    return [
        (str(nr), []), (one.tema or GENERELT, _theme(one.tema, themes)), (one.maal, scope),
        (one.indikator, [_indicator(each, one.maaltype) for each in one.indikatorer] + said("indikator")),
        (one.maalemetode, [_method(each) for each in one.metoder] + said("maalemetode")),
        (row["ansvarlig"], _person(one.ansvarlig) + said("ansvarlig")),
        (row["frist"], list(filter(None, [ekko(one.frist)])) + said("frist")),
    ]  # fmt: skip


def _indicator(one, kind):
    state = Indikatortilstand(one.tilstand).label
    if one.maalvaerdi is None:
        return state
    decimals = 0 if one.maalvaerdi.denominator == 1 else 2
    unit = " %" if one.retning == Retning.OP else ""
    return f"{state}: mål {vis(one.maalvaerdi, decimals)}{unit}, {Retning(one.retning).label}. {Maaltype(kind).label}"


def _method(one):
    name = Metodeslags(one.slags).label if one.slags else "Ikke genkendt"
    source = f", {one.datakilde}" if one.datakilde else ""
    return f"{name}{source}{' (kontrol)' if one.rolle == 'kontrol' else ''}"


def milestones(plan, numre, raekker):
    """Return the table of a file of milestones."""
    themes = _themes(plan)
    rows = [_milestone(nr, one, row, themes)
            for nr, one, row in zip(numre, read_milestones(plan, raekker), raekker, strict=True)]  # fmt: skip
    return _table("Milepæle, som de bliver læst", ["Række", "Tema", "Titel", "Tidspunkt", "Ansvarlig"], rows)


def _milestone(nr, one, row, themes):
    said = _warnings(one)
    return [
        (str(nr), []), (one.tema or GENERELT, _theme(one.tema, themes)), (one.titel, []),
        (row["tidspunkt"], list(filter(None, [ekko(one.tidspunkt)])) + said("tidspunkt")),
        (row["ansvarlig"], _person(one.ansvarlig) + said("ansvarlig")),
    ]  # fmt: skip


def _themes(plan):
    return {fold(title) for title in plan.temaer.order_by("pk").values_list("titel", flat=True)}


def _theme(title, themes):
    return ["Nyt tema"] if title and fold(title) not in themes else []


def _person(person):
    return [f"{person}, {person.stilling}".rstrip(", ")] if person else []


def _warnings(one):
    """Return what gives the warnings of a column."""
    return lambda column: [f"Bemærk: {text}" for name, text in one.advarsler if name == column]


def _table(titel, heads, rows):
    cells = [[{"label": head, "kilde": kilde, "laest": laest} for head, (kilde, laest) in zip(heads, row, strict=True)]
             for row in rows]  # fmt: skip
    return {"titel": titel, "kolonner": heads, "raekker": cells}


TABELLER = {"maal": goals, "milepaele": milestones}
