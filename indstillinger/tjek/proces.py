"""A8–A12, A19: steps with a day, in order, past the fora that shall see them."""

from mso_portal.vaerdier import tidspunkt

LAENGDER = {
    "maanedsdel": "en del af en måned", "maaned": "en måned", "kvartal": "et kvartal", "halvaar": "et halvår",
    "saeson": "en årstid", "aar": "et år", "interval": "en periode", "alternativ": "flere muligheder",
}  # fmt: skip
UGE = 7  # days
NAVNE = {"procestrin": ("trin", "trin"), "effektmaal": ("mål", "mål"),
         "indirekteudgift": ("indirekte udgift", "indirekte udgifter")}  # fmt: skip
MED_UDVALG = {"hmu", "fmu"}


def _steps(papir):
    """Return [(row, Tidspunkt)] of the steps with a time."""
    return [(row, time) for row, _, time in papir.times() if row.kind == "procestrin"]


def grov_tid(papir):
    """One finding in all. A deadline is as exact as its last day, so »senest« is never too coarse."""
    coarse = [(row, time) for row, time in _steps(papir) if time.praecision in LAENGDER and not _within_a_week(time)]
    if coarse:
        lengths = dict.fromkeys(LAENGDER[time.praecision] for _, time in coarse)
        yield coarse[0][0].path("tidspunkt"), f"{len(coarse)} trin har kun {_listed(list(lengths), 'eller')}."


def _listed(parts, joined_by):
    return f" {joined_by} ".join([*([", ".join(parts[:-1])] if parts[1:] else []), parts[-1]])


def _within_a_week(time):
    return bool(time.start and time.slut) and (time.slut - time.start).days < UGE


def samme_dag(papir):
    own, day = papir.stored("forum"), papir.fakta.moededato
    for row, time in _steps(papir):
        other = row.stored("forum")
        if day and other not in (None, own) and time.praecision == "dag" and time.start == day:
            text = f"{_meeting(papir, other)} ligger samme dag som {_lowered(_meeting(papir, own))}."
            yield row.path("tidspunkt"), text


def _meeting(papir, pk):
    """Return the forum's meeting in the definite: »Rådmandsmødet«."""
    forum = papir.fakta.fora.get(pk)
    name = forum.moedenavn if forum else ""
    if name.lower().endswith("møde"):
        return f"{name[:1].upper()}{name[1:]}t"
    return f"Mødet i {forum.navn}" if forum else "Et andet møde"


def _lowered(text):
    """Return the text inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def raekkefoelge(papir):
    """A step lies before another only when it has ended before that one begins."""
    steps = [(row, time) for row, time in _steps(papir) if time.start or time.slut]
    for (before, first), (after, then) in zip(steps, steps[1:], strict=False):
        if first.start and then.slut and then.slut < first.start:
            yield after.path("tidspunkt"), f"Trin {after.nr} ligger før trin {before.nr}."


def gaettet_aar(papir):
    """One finding in all, at the first."""
    guessed = [(row, name) for row, name, time in papir.times() if time.aar_udledt]
    if guessed:
        counts = {kind: sum(row.kind == kind for row, _ in guessed) for kind in NAVNE}
        parts = [f"{count} {NAVNE[kind][count > 1]}" for kind, count in counts.items() if count]
        yield guessed[0][0].path(guessed[0][1]), f"Året er gættet for {_listed(parts, 'og')}."


def ikke_laest(papir):
    for row, name, time in papir.times():
        if time.praecision == "fritekst":
            yield row.path(name), f"»{time.tekst}« er ikke læst som en dato: {tidspunkt.ekko(time)}"


def maaling_uden_udvalg(papir):
    fora = [papir.fakta.fora.get(row.stored("forum")) for row in papir.rows("procestrin")]
    if papir.stored("formular") == "maaling" and not any(forum and forum.slags in MED_UDVALG for forum in fora):
        yield "procestrin", "Skriv, hvornår HMU har drøftet eller skal drøfte målingen."
