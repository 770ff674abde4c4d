"""Readers of money: the years, the posts below them, who pays, and what costs time instead."""

import re

from indstillinger.indlaesning.afkrydsning import er_kryds, har_kryds, uden_bokse
from mso_portal.vaerdier import kroner

AAR = re.compile(r"(?:19|20)\d\d")
AAR_OG_BELOEB = re.compile(r"(?P<aar>(?:19|20)\d\d)\b[\s:–]*(?P<beloeb>.*)")
# An amount may begin here; what it is, vaerdier.kroner says.
BEGYNDER = re.compile(r"(?<![\w.,/-])(?:(?:ca\.?|cirka|omkring) )?(?:kr\.? ?)?[-−–]?\d", re.IGNORECASE)
KILDER = (
    ("grundbudget", re.compile(r"\bgrundbudget", re.IGNORECASE)),
    ("faelles_opsparing", re.compile(r"\bfælles opsparing", re.IGNORECASE)),
    ("opsparing", re.compile(r"\bopsparing", re.IGNORECASE)),
    ("tvaergaaende_pulje", re.compile(r"\btværgående pulje", re.IGNORECASE)),
)
LAENGSTE_VALG, LAENGSTE_BELOEB = 60, 60
PARENTES = re.compile(r"\((?P<inde>[^()]+)\)\s*\.?$")


def direkte(samler, segment):
    """The table of years, then the posts that make up one of them."""
    if re.search(r"\bløns[uo]m", segment.detalje, re.IGNORECASE):
        samler.add_span("udgiftsgrundlag", *_span_of(segment.etiket, segment.detalje), "loensum")
    years, rest = _years(segment.blokke)
    for aar, _ in list(years.values())[:1]:
        samler.add("budgetstart", aar)
    amounts = {}
    for year, (aar, beloeb) in years.items():
        raekke = samler.new_row("direkteudgift")
        samler.add("direkteudgift.aar", aar, raekke=raekke)
        if beloeb:
            amounts[year] = _amount(samler, beloeb, raekke)
    _posts(samler, rest, amounts)


def _span_of(block, words):
    start = block.fra + max(block.tekst.find(words), 0)
    return start, start + len(words)


def _years(blocks):
    """Return ({year: (its block, the amount's block or None)}, the other blocks)."""
    years, used = {}, set()
    for nr, block in enumerate(blocks):
        found = AAR_OG_BELOEB.fullmatch(block.tekst)
        others = AAR.findall(block.tekst)
        if found and found["aar"] not in years and not found["beloeb"]:
            years[found["aar"]] = (block.part(0, 4), None)
        elif found and len(others) > 1 and " ".join(others) == block.tekst:
            years |= {one: (block.part(m.start(), m.end()), None) for m in AAR.finditer(block.tekst) for one in [m[0]]}
        elif found and found["aar"] not in years and _reads(found["beloeb"]):
            years[found["aar"]] = (block.part(0, 4), block.part(found.start("beloeb")))
        else:
            continue
        used.add(nr)
    rest = [block for nr, block in enumerate(blocks) if nr not in used]
    return _with_cells(years, rest)


def _with_cells(years, rest):
    """Amounts stand to the right of their year, or below it when the years are a row of headings."""
    cells = [block for block in rest if block.celle]
    headings = any(a.same_row(b) for a, _ in years.values() for b, _ in years.values() if a is not b)
    for year, (aar, beloeb) in years.items():
        near = [one for one in cells if (aar.same_column(one) if headings else aar.same_row(one))]
        if beloeb is None and near:
            years[year] = (aar, near[0])
            rest = [block for block in rest if block is not near[0]]
    return years, rest


def _reads(tekst):
    return not tekst or kroner.laes(tekst, "kr").kroner is not None


def _amount(samler, block, raekke):
    """Store what was typed; the column is in tkr., so kroner in it are marked, and what is read two ways too."""
    laest = kroner.laes(block.tekst, "tkr")
    aarsag = {"omregnet": "enhed_omregnet", "tvetydig": "enhed_gaettet"}.get(laest.raad, "")
    samler.add("direkteudgift.beloeb", block, raekke=raekke, aarsag=aarsag)
    return kroner.laes(block.tekst, "tkr").without_rest().kroner


def _posts(samler, blocks, amounts):
    posts = [post for block in blocks if (post := _post(block))]
    unit, year = _unit_and_year([amount.tekst for amount, _ in posts], amounts)
    for amount, purpose in posts:
        raekke, is_bare = samler.new_row("udgiftspost"), not _has_unit(amount.tekst)
        samler.add("udgiftspost.aar", amount, year, raekke)
        value = f"{amount.tekst} {'kr.' if unit == 'kr' else 'tkr.'}" if is_bare and unit else amount.tekst
        samler.add("udgiftspost.beloeb", amount, value, raekke, "enhed_gaettet" if is_bare else "")
        if purpose.tekst:
            samler.add("udgiftspost.formaal", purpose, raekke=raekke)


def _post(block):
    """Return (amount, purpose) of a line that begins with an amount, else None."""
    laest = kroner.laes(block.tekst, "kr")
    if laest.kroner is None:
        return None
    start = len(block.tekst) - len(laest.rest)
    purpose = block.part(start)
    return block.part(0, start), purpose.part(4) if purpose.tekst.startswith("til ") else purpose


def _has_unit(tekst):
    return kroner.laes(tekst, "kr").kroner == kroner.laes(tekst, "tkr").kroner


def _unit_and_year(texts, amounts):
    """Return the unit under which the posts add up to a year, and that year; without one the only year there is."""
    known = {year: amount for year, amount in amounts.items() if amount}
    for unit in ("kr", "tkr"):
        total = sum(_in_unit(text, unit) for text in texts)
        for year, amount in known.items():
            if total == amount:
                return unit, year
    return "", next(iter(known)) if len(known) == 1 else ""


def _in_unit(tekst, unit):
    """Read a bare number in that unit, also where a form field would call it doubtful."""
    if unit == "tkr" and not _has_unit(tekst):
        tekst = f"{tekst} tkr."
    return kroner.laes(tekst, unit).kroner or 0


def finansiering(samler, segment):
    """Ticked sources, and a pool named in a note. Without an amount there is nothing to be paid, and no mark."""
    found, before = [], None
    for block in segment.blokke:
        if er_kryds(block.tekst):
            found += [(before, before, None)] if before else []
            continue
        option, note = _option(block)
        if option and har_kryds(block.tekst):
            found.append((option, option, None))
        if note and (pool := KILDER[-1][1].search(note.tekst)):
            found.append((note.part(*pool.span()), None, note))
        before = option
    aarsag = "finansiering" if _amounts_read(samler) else ""
    for place, option, note in found:
        _source(samler, place, option, note, aarsag)
        aarsag = ""
    if aarsag:
        samler.add("finansiering_status", None, "ikke_angivet", aarsag=aarsag)


def _option(block):
    """Return (the box's words, the note in brackets behind or instead of them), either of which may be None."""
    bracket = PARENTES.search(block.tekst)
    note = block.part(*bracket.span("inde")) if bracket else None
    option = block.part(0, bracket.start() if bracket else None)
    if not option.tekst or len(option.tekst) > LAENGSTE_VALG or not _kilde(option.tekst):
        return None, note or block
    return option, note


def _kilde(tekst):
    return next((kilde for kilde, pattern in KILDER if pattern.search(tekst)), "")


def _source(samler, place, option, note, aarsag):
    kilde = _kilde(uden_bokse(option.tekst)) if option else KILDER[-1][0]
    raekke = samler.new_row("finansieringskilde")
    samler.add("finansieringskilde.kilde", place, kilde, raekke, aarsag)
    if note:
        samler.add("finansieringskilde.note", note, raekke=raekke)


def _amounts_read(samler):
    return any(kroner.laes(text, "tkr").kroner is not None for text in samler.texts("direkteudgift.beloeb"))


def indirekte(samler, segment):
    """A line: what it is, ca. so much, per what, and when in brackets."""
    for block in segment.blokke:
        raekke = samler.new_row("indirekteudgift")
        when = PARENTES.search(block.tekst)
        when = when if when and samler.is_time(when["inde"]) else None
        body = block.part(0, when.start() if when else None)
        start, end = _find_amount(body.tekst)
        samler.add("indirekteudgift.tekst", body.part(0, start) if start else body, raekke=raekke)
        if end:
            samler.add("indirekteudgift.beloeb", body.part(start, end), raekke=raekke)
        if end and body.part(end).tekst.strip(" ."):
            samler.add("indirekteudgift.pr_enhed", body.part(end), raekke=raekke)
        if when:
            time = block.part(*when.span("inde"))
            samler.add("indirekteudgift.tidspunkt", time, raekke=raekke, aarsag=samler.time(time.tekst)[1])


def _find_amount(tekst):
    """Return (start, end) of the first amount with a unit, or (0, 0)."""
    for found in BEGYNDER.finditer(tekst):
        piece = tekst[found.start() : found.start() + LAENGSTE_BELOEB]
        laest = kroner.laes(piece, "kr")
        amount = piece[: len(piece) - len(laest.rest)].rstrip()
        if laest.kroner is not None and _has_unit(amount):
            return found.start(), found.start() + len(amount)
    return 0, 0
