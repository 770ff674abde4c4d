"""What a besluttet row of the minutes lacks before it can be sent or approved (11 §6). Pure."""

import re

from mso_portal.vaerdier.sortering import fold

TOMME_FRASER = (
    "med de aftalte justeringer", "med de aftalte ændringer", "med de aftalte rettelser",
    "med de faldne bemærkninger", "med de faldne kommentarer", "med de bemærkninger, der faldt",
    "med de drøftede justeringer", "med de nævnte justeringer",
)  # fmt: skip
# What mangel() reads of a row, by the names of its columns; beside them `nr`, the row's number in its item.
FELTER = (
    "udfald", "foreslaaet", "er_spoergsmaal", "ordlyd", "udestaar", "udsat_til_id", "uden_dato", "oversendt_til_id",
    "oversendt_tekst", "begrundelse",
)  # fmt: skip
INTET = "Vælg et udfald for punkt {nr}, eller vælg »Ikke behandlet«."
SPOERGSMAAL = "Punkt {nr} er ikke et forslag. Skriv, hvad der blev besluttet."
UDEN_TEKST = "Punkt {nr} har ingen tekst. Skriv, hvad der blev besluttet."
AENDRINGER = "Skriv ændringerne ud. »Med de aftalte justeringer« kan ingen følge op på."
DELVIST = "Skriv, hvad der blev vedtaget, og hvad der udestår."
UDSAT = "Vælg et møde, eller vælg »uden dato«."
OVERSENDT = "Skriv, hvem sagen sendes til."
HVORFOR = "Skriv, hvorfor punktet ikke blev behandlet."
SIGN = re.compile(r"[^\w\s]|_")
JOINING = {"og", "men", "dog"}


def felter(raekke, nr):
    """Return what mangel() reads of a row; no query."""
    return {name: getattr(raekke, name) for name in FELTER} | {"nr": nr}


def mangel(raekke_felter, tomme_fraser=TOMME_FRASER):
    """Return the message of what the outcome demands and the row lacks, "" when it has it all."""
    given = {name: value.strip() if isinstance(value, str) else value for name, value in raekke_felter.items()}
    if not given["udfald"]:
        return INTET.format(**given)
    lacks = DEMANDS.get(given["udfald"], _nothing)(given, tomme_fraser)
    return lacks.format(**given) or _without_words(given)


def _nothing(given, tomme_fraser):
    return ""


def _vedtaget(given, tomme_fraser):
    return SPOERGSMAAL if given["er_spoergsmaal"] and not given["ordlyd"] else ""


def _aendret(given, tomme_fraser):
    return "" if is_written_out(given["foreslaaet"], given["ordlyd"], tomme_fraser) else AENDRINGER


def _delvist(given, tomme_fraser):
    return "" if given["ordlyd"] and given["udestaar"] else DELVIST


def _udsat(given, tomme_fraser):
    return "" if given["udsat_til_id"] or given["uden_dato"] else UDSAT


def _oversendt(given, tomme_fraser):
    return "" if given["oversendt_til_id"] or given["oversendt_tekst"] else OVERSENDT


def _ikke_behandlet(given, tomme_fraser):
    return "" if given["begrundelse"] else HVORFOR


DEMANDS = {
    "vedtaget": _vedtaget, "vedtaget_med_aendring": _aendret, "delvist_vedtaget": _delvist, "udsat": _udsat,
    "oversendt": _oversendt, "ikke_behandlet": _ikke_behandlet,
}  # fmt: skip


def _without_words(given):
    """A row raised in the room stands on its own wording alone."""
    said = given["foreslaaet"] or given["ordlyd"] or given["udfald"] in ("udsat", "ikke_behandlet")
    return "" if said else UDEN_TEKST.format(**given)


def is_written_out(foreslaaet, ordlyd, tomme_fraser=TOMME_FRASER):
    """Say whether the wording says what was changed: not the proposal again, also not with an empty phrase to it."""
    proposed, adopted = _words(foreslaaet), _words(ordlyd)
    return adopted != proposed and _without_phrases(adopted, tomme_fraser) not in ([], proposed)


def _words(text):
    """Return the words as they are compared: folded, without punctuation."""
    return SIGN.sub(" ", fold(text)).split()


def _without_phrases(words, tomme_fraser):
    """Take the phrases out, and the "og" that joined one to what stood before it."""
    for phrase in sorted((_words(text) for text in tomme_fraser), key=len, reverse=True):
        words = _without(words, phrase)
    return words


def _without(words, phrase):
    for start in range(len(words) - len(phrase), -1, -1):
        if phrase and words[start : start + len(phrase)] == phrase:
            before, after = words[:start], words[start + len(phrase) :]
            while before and before[-1] in JOINING:
                before.pop()
            words = before + after
    return words
