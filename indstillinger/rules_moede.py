"""What a person may do to a meeting, its items, sendings, minutes, decisions and tasks (11 §2–8).

Reading is `visible_to`; the predicates named `.laes` are its twins and ask the same question in the database.
"""

from indstillinger.enums_moede import Opgavetype, Referattilstand
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Medlemsrolle, Rolle

KUN_SEKRETAER = "Kun mødets sekretær kan gøre det."


def _sees(user, obj):
    return type(obj).objects.visible_to(user).filter(pk=obj.pk).exists()


def _laes(key, hidden):
    @predicate(key)
    def laes(user, obj):
        """The twin of the model's `visible_to`; a query."""
        return YES if _sees(user, obj) else no(hidden)

    return laes


_laes("moede.laes", "Du har ikke adgang til mødet.")
_laes("punkt.laes", "Du har ikke adgang til punktet.")
_laes("punktbilag.laes", "Du har ikke adgang til bilaget.")
_laes("referat.laes", "Du har ikke adgang til referatet.")
_laes("beslutning.laes", "Du har ikke adgang til beslutningen.")
_laes("opgave.laes", "Du har ikke adgang til opgaven.")


def _has_seat(user, moede, roller, *, lukket=False):
    return any(
        access.forum == moede.forum_id and access.rolle in roller and (access.ogsaa_lukkede or not lukket)
        for access in user.rettigheder.medlemskaber
    )


def er_moedets_sekretaer(user, moede):
    """Say whether the person prepares the meeting: as its sekretær, as one of the forum, or as deputy of such."""
    return moede.sekretaer_id == user.pk or _has_seat(user, moede, [Medlemsrolle.SEKRETAER])


def er_moedets_leder(user, moede):
    """Say whether the person leads the meeting, or deputises for the forum's mødeleder."""
    return moede.moedeleder_id == user.pk or _has_seat(user, moede, [Medlemsrolle.MOEDELEDER])


def er_medlem(user, moede):
    """Say whether the person belongs to the forum in any role, own or as deputy."""
    return _has_seat(user, moede, list(Medlemsrolle)) or er_moedets_sekretaer(user, moede) or er_moedets_leder(
        user, moede
    )  # fmt: skip


def _sekretaer_for(moede_of):
    def answer(user, obj):
        return YES if er_moedets_sekretaer(user, moede_of(obj)) else no(KUN_SEKRETAER)

    return answer


def _own(obj):
    return obj


def _moede(obj):
    return obj.moede


for _key in ("ret", "start", "afslut", "genaabn", "aflys", "fremmoede"):
    predicate(f"moede.{_key}")(_sekretaer_for(_own))
predicate("punkt.optag")(_sekretaer_for(_own))
predicate("punkt.opret")(_sekretaer_for(_own))
predicate("udsendelse.klargoer")(_sekretaer_for(_own))


@predicate("moede.arkiv")
def arkiv(user, moede):
    """The sekretær, and the revisor."""
    return YES if Rolle.REVISOR in user.rettigheder.roller else _sekretaer_for(_own)(user, moede)


@predicate("moede.byg")
def byg(user, moede):
    """The sekretær builds the agenda; the mødeleder reads it while it is built."""
    if er_moedets_sekretaer(user, moede) or er_moedets_leder(user, moede):
        return YES
    return no("Kun mødets sekretær og mødeleder kan se dagsordenen, før den er sendt.")


@predicate("moede.afvikling")
def afvikling(user, moede):
    """The forum's own people follow the meeting while it is written."""
    return YES if er_medlem(user, moede) else no("Kun forummets egne kan følge mødet.")


@predicate("punkt.foelg")
def foelg(user, punkt):
    """The forum's own people who take part in the item; who reads it as everybody may, waits for the minutes."""
    if type(punkt).objects.som_medlem(user).filter(pk=punkt.pk).exists():
        return YES
    return no("Kun forummets egne, der deltager i punktet, kan følge det, mens det bliver skrevet.")


def _item(user, punkt):
    """The sekretær of the meeting, unless he is kept out of the item or may not read lukkede."""
    if not er_moedets_sekretaer(user, punkt.moede):
        return no(KUN_SEKRETAER)
    return YES if _sees(user, punkt) else no("Du deltager ikke i punktet.")


for _key in ("flyt", "andet_moede", "fjern", "behandl", "ikke_naaet", "udsaet", "udgaar", "rediger", "inviter"):
    predicate(f"punkt.{_key}")(_item)
predicate("referat.skriv")(_item)


@predicate("punkt.udeluk")
def udeluk(user, punkt):
    """Mødeleder and sekretær keep anybody out; who sits in the forum or comes under the item only himself."""
    moede = punkt.moede
    if er_moedets_sekretaer(user, moede) or er_moedets_leder(user, moede):
        return YES
    comes = _has_seat(user, moede, [Medlemsrolle.MEDLEM]) or punkt.deltagere.filter(bruger=user).exists()
    if comes and _sees(user, punkt):
        return YES
    return no("Kun mødelederen, sekretæren og den, det gælder, kan melde inhabilitet.")


@predicate("punkt.ophaev")
def ophaev(user, punkt):
    """Only the mødeleder lets a person back in, and nobody himself."""
    if er_moedets_leder(user, punkt.moede) and not punkt.udelukkelser.filter(bruger=user, ophaevet_den=None).exists():
        return YES
    return no("Kun mødelederen kan ophæve en udelukkelse.")


@predicate("udsendelse.laes")
def laes_udsendelse(user, udsendelse):
    """Who builds the agenda, and the revisor."""
    return YES if Rolle.REVISOR in user.rettigheder.roller else byg(user, udsendelse.moede)


predicate("udsendelse.send")(_sekretaer_for(_moede))
predicate("referat.send")(_sekretaer_for(_moede))
predicate("referat.tag_tilbage")(_sekretaer_for(_moede))
predicate("referat.besvar")(_sekretaer_for(_moede))


@predicate("referat.kommenter")
def kommenter(user, referat):
    """Members comment; on which items is the queryset's matter."""
    roller = [Medlemsrolle.MEDLEM, Medlemsrolle.MOEDELEDER]
    return YES if _has_seat(user, referat.moede, roller) else no("Kun medlemmer kan kommentere referatet.")


@predicate("referat.godkend")
def godkend(user, referat):
    """The godkender named in the referat; the mødeleder's deputy when that is the mødeleder."""
    own = referat.godkender_id == user.pk
    deputy = referat.godkender_id == referat.moede.moedeleder_id and er_moedets_leder(user, referat.moede)
    return YES if own or deputy else no(f"Kun {referat.godkender or 'mødelederen'} kan godkende referatet.")


@predicate("referat.ret")
def ret(user, referat):
    """Only the mødeleder opens godkendte minutes."""
    return YES if er_moedets_leder(user, referat.moede) else no("Kun mødelederen kan rette et godkendt referat.")


def _leder_af(user, paper):
    return paper is not None and paper.ansvarlig_leder_id == user.pk


@predicate("beslutning.udfoert")
def udfoert(user, beslutning):
    """The ansvarlig, the paper's leader, the sekretær."""
    own = beslutning.ansvarlig_id == user.pk or _leder_af(user, beslutning.punkt.indstilling)
    if own or er_moedets_sekretaer(user, beslutning.punkt.moede):
        return YES
    return no("Kun den ansvarlige, den ansvarlige leder og sekretæren kan melde beslutningen udført.")


@predicate("beslutning.bortfald")
def bortfald(user, beslutning):
    """The paper's leader and the sekretær."""
    if _leder_af(user, beslutning.punkt.indstilling) or er_moedets_sekretaer(user, beslutning.punkt.moede):
        return YES
    return no("Kun den ansvarlige leder og sekretæren kan lade en beslutning bortfalde.")


def _giver(user, opgave):
    """Who gave the task and the sekretær."""
    if opgave.stiller_id == user.pk or er_moedets_sekretaer(user, opgave.punkt.moede):
        return YES
    return no(f"Kun {opgave.stiller} og sekretæren kan gøre det.")


def _doer(user, opgave):
    """Who shall do the task."""
    return YES if opgave.ansvarlig_id == user.pk else no(f"Kun den ansvarlige, {opgave.ansvarlig}, kan gøre det.")


for _key in ("flyt", "udskyd", "genaabn", "bortfald"):
    predicate(f"opgave.{_key}")(_giver)
for _key in ("afvis", "meld", "bed_om_frist"):
    predicate(f"opgave.{_key}")(_doer)


@predicate("opgave.tildel")
def tildel(user, opgave):
    """The sekretær gives an urgent task at once; the rest are given when the referat is godkendt."""
    return YES if er_moedets_sekretaer(user, opgave.punkt.moede) else no(KUN_SEKRETAER)


@predicate("opgave.luk")
def luk(user, opgave):
    """Never the doer himself, but for what he shall only take note of: that he has read it is all there is to it."""
    if opgave.type == Opgavetype.TIL_EFTERRETNING and opgave.ansvarlig_id == user.pk:
        return YES
    if opgave.ansvarlig_id == user.pk:
        return no(f"Du kan ikke selv afslutte din opgave. {opgave.stiller} gør det, når du har meldt den udført.")
    return _giver(user, opgave)


@predicate("aarshjul.laes")
def laes_aarshjul(user, obj):
    """Whoever sits in a forum."""
    return YES if user.rettigheder.medlemskaber else no("Kun medlemmer af et forum har et årshjul.")


@predicate("aarshjul.rediger")
def rediger_aarshjul(user, forum):
    """A sekretær of the forum."""
    for access in user.rettigheder.medlemskaber:
        if access.forum == forum.pk and access.rolle == Medlemsrolle.SEKRETAER:
            return YES
    return no("Kun forummets sekretær kan rette årshjulet.")


@predicate("aarshjul.tag")
def tag_aarshjul(user, punkt):
    """The ansvarlig, and a sekretær of the forum, make the year's paper or let it pass."""
    if punkt.ansvarlig_id == user.pk or rediger_aarshjul(user, punkt.forum):
        return YES
    return no(f"Kun {punkt.ansvarlig} og forummets sekretær kan tage punktet.")


def er_godkendt(referat):
    """Say whether the minutes are frozen."""
    return referat.tilstand == Referattilstand.GODKENDT
