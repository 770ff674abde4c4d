"""What a person may do to a plan and its rows (20 §11). Reading is `visible_to`; `.laes` asks the same of one plan."""

from django.db.models import Exists

from indsatser.enums import Deltagerrolle, Plantilstand
from indsatser.models import Indsatsplan, Leverance, Maalemetode
from indstillinger.models import Beslutning
from maalinger.querysets import leads
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Medlemsrolle, Rolle, Tilknytningsrolle
from mso_portal.organisation.models import Bruger

KUN_SKRIVERE = "Kun planens tovholder, programejer og redaktører kan gøre det."
KUN_PROGRAMEJER = "Kun planens programejer kan gøre det."
KUN_TOVHOLDER = "Kun planens tovholder kan gøre det."
KUN_KONTORCHEF = "Kun leverandørens kontorchef kan svare."
KUN_OEKONOMI = "Kun den økonomiansvarlige og tovholderen kan rette økonomien."


@predicate("indsats.laes")
def indsats_laes(user, plan):
    """The twin of `Indsatsplan.objects.visible_to`; a query."""
    seen = Indsatsplan.objects.visible_to(user).filter(pk=plan.pk).exists()
    return YES if seen else no("Du har ikke adgang til planen.")


@predicate("indsats.laes_raekke")
def indsats_laes_raekke(user, row):
    """Who reads the plan reads its rows."""
    return indsats_laes(user, row.plan)


def _stands_for(user, person_id, plan):
    """Say whether the user is the person, or replaces him in this plan."""
    if person_id is None:
        return False
    return person_id == user.pk or any(
        access.person == person_id and access.forum in (None, plan.styregruppe_id)
        and (access.ogsaa_lukkede or not plan.er_lukket)
        for access in user.rettigheder.stedfor
    )  # fmt: skip


def er_programejer(user, plan):
    """Say whether the person answers for the plan, himself or as deputy."""
    return _stands_for(user, plan.programejer_id, plan)


def er_tovholder(user, plan):
    """Say whether the person writes and gathers, himself or as deputy. A kladde without one is its creator's."""
    if plan.tovholder_id is None and plan.er_kladde:
        return _stands_for(user, plan.oprettet_af_id, plan)
    return _stands_for(user, plan.tovholder_id, plan)


def er_redaktoer(user, plan):
    """Say whether the person takes part today as one who writes; a query the first time this object is asked."""
    known = vars(plan).setdefault("_redaktoer", {})
    if user.pk not in known:
        rows = plan.deltagere.gaeldende().filter(bruger=user, rolle=Deltagerrolle.REDAKTOER)
        known[user.pk] = rows.exists()
    return known[user.pk]


def skriver(user, plan):
    """Say whether the person writes in the plan."""
    return er_tovholder(user, plan) or er_programejer(user, plan) or er_redaktoer(user, plan)


def foelger_kladde(user, plan):
    """Say whether the person reads what was written while the plan was a kladde: those it belonged to; a query."""
    own = Rolle.REVISOR in user.rettigheder.roller or _stands_for(user, plan.oprettet_af_id, plan)
    return own or skriver(user, plan) or plan.deltagere.gaeldende().filter(bruger=user).exists()


def er_kontorchef(user, leverance):
    """Say whether the person leads the supplying unit today, himself or as deputy; a query after no `note_leads`."""
    known = vars(leverance).get("_ledes_af", {})
    if user.pk in known:
        return known[user.pk]
    return Leverance.objects.af_leder(user).filter(pk=leverance.pk).exists()


def note_leads(user, leverancer):
    """Ask once for many rows of a list whether the person leads their suppliers; a query."""
    led = Leverance.objects.af_leder(user).filter(pk__in=[row.pk for row in leverancer])
    found = set(led.order_by().values_list("pk", flat=True))
    for row in leverancer:
        row._ledes_af = {user.pk: row.pk in found}


def er_styregruppens_sekretaer(user, plan):
    """Say whether the person is sekretær of the plan's styregruppe, or deputises for one."""
    return any(
        access.forum == plan.styregruppe_id and access.rolle == Medlemsrolle.SEKRETAER
        and (access.ogsaa_lukkede or not plan.er_lukket)
        for access in user.rettigheder.medlemskaber
    )  # fmt: skip


def _by(key, allowed, reason, of=lambda obj: obj):
    @predicate(key)
    def rule(user, obj):
        return YES if allowed(user, of(obj)) else no(reason)

    return rule


def _plan(obj):
    return obj.plan


@predicate("indsats.opret")
def indsats_opret(user, beslutning=None):
    """From a decision: its sagsbehandler, its ansvarlig leder and the forum's sekretær; alone: any leder, and whoever
    writes papers."""
    if beslutning is None:
        wrote = Exists(user.indstillinger_som_sagsbehandler.order_by()) | Exists(leads(user))
        wrote = Bruger.objects.filter(wrote, pk=user.pk).exists()
        return YES if wrote else no("Kun ledere og sagsbehandlere kan oprette en udviklingsplan.")
    if not Beslutning.objects.visible_to(user).filter(pk=beslutning.pk).exists():
        return no("Du har ikke adgang til beslutningen.")
    moede, paper = beslutning.punkt.moede, beslutning.punkt.indstilling
    own = paper and user.pk in (paper.sagsbehandler_id, paper.ansvarlig_leder_id)
    office = any(
        access.forum == moede.forum_id and access.rolle == Medlemsrolle.SEKRETAER
        for access in user.rettigheder.medlemskaber
    )
    return YES if own or office else no("Kun sagsbehandleren, den ansvarlige leder og sekretæren kan oprette planen.")


_by("indsats.ret", skriver, KUN_SKRIVERE)
_by("indsats.ret_raekke", skriver, KUN_SKRIVERE, _plan)
_by("indsats.slet", lambda user, plan: user.pk == plan.oprettet_af_id or er_programejer(user, plan),
    "Kun den, der oprettede planen, og dens programejer kan slette den.")  # fmt: skip
for _key in ("aktiver", "afslut", "stop"):
    _by(f"indsats.{_key}", er_programejer, KUN_PROGRAMEJER)

_by("aendring.skriv", skriver, KUN_SKRIVERE)
_by("leverance.foreslaa", skriver, KUN_SKRIVERE)
_by("aendring.ret", skriver, KUN_SKRIVERE, _plan)


def _on_milestone(user, milepael):
    plan = milepael.plan
    return milepael.ansvarlig_id == user.pk or er_tovholder(user, plan) or er_programejer(user, plan)


for _key in ("prognose", "gennemfoer"):
    _by(f"milepael.{_key}", _on_milestone, "Kun den ansvarlige, tovholderen og programejeren kan gøre det.")


for _key in ("bekraeft", "andet_tidspunkt", "afvis"):
    _by(f"leverance.{_key}", er_kontorchef, KUN_KONTORCHEF)


def _supplies(user, leverance):
    return leverance.kontaktperson_id == user.pk or er_kontorchef(user, leverance)


for _key in ("lever", "prognose"):
    _by(f"leverance.{_key}", _supplies, "Kun leverandørens kontorchef og kontaktperson kan gøre det.")
for _key in ("godtag", "send_tilbage", "bortfald"):
    _by(f"leverance.{_key}", er_tovholder, KUN_TOVHOLDER, _plan)


def _defines(user, indikator):
    plan = indikator.maal.plan
    return (
        user.pk in (indikator.afklares_af_id, indikator.ejer_id) or er_tovholder(user, plan) or er_redaktoer(user, plan)
    )


def _plan_of_indicator(indikator):
    return indikator.maal.plan


@predicate("indikator.laes")
def indikator_laes(user, indikator):
    """An indicator is read by whoever reads its plan; a query."""
    return indsats_laes(user, _plan_of_indicator(indikator))


_by("indikator.ret", skriver, KUN_SKRIVERE, _plan_of_indicator)
_by("indikator.definer", _defines, "Kun tovholderen, redaktører, ejeren og den, der skal afklare den, kan gøre det.")


def _measures(user, metode):
    plan = metode.definition.indikator.maal.plan
    return metode.udfoeres_af_id == user.pk or er_tovholder(user, plan)


def _measures_by_some(user, indikator):
    """The methods are asked one by one when a value is reported; a query."""
    mine = Maalemetode.objects.filter(definition__indikator=indikator, udfoeres_af=user)
    return er_tovholder(user, _plan_of_indicator(indikator)) or mine.exists()


KUN_MAALERE = "Kun den, der udfører målingen, og tovholderen kan indberette."
_by("maaling.indberet", _measures, KUN_MAALERE)
_by("maaling.indberet_indikator", _measures_by_some, KUN_MAALERE)
_by("risiko.vurder", lambda user, risiko: risiko.ejer_id == user.pk or er_tovholder(user, risiko.plan),
    "Kun risikoens ejer og tovholderen kan vurdere den.")  # fmt: skip


def _keeps_money(user, plan):
    return plan.oekonomiansvarlig_id == user.pk or er_tovholder(user, plan)


_by("oekonomi.ret", _keeps_money, KUN_OEKONOMI)
_by("oekonomi.ret_post", _keeps_money, KUN_OEKONOMI, _plan)
_by("tilsyn.udfoer", lambda user, tilsyn: tilsyn.tilsynsfoerende_id == user.pk,
    "Kun den tilsynsførende kan gøre det.")  # fmt: skip
_by("tilsyn.se_sager",
    lambda user, tilsyn: tilsyn.tilsynsfoerende_id == user.pk or er_tovholder(user, tilsyn.plan),
    "Kun den tilsynsførende og tovholderen ser de enkelte sager.")  # fmt: skip
_by("skabelon.ret", lambda user, _: leads(user).exists() or Rolle.ADMINISTRATOR in user.rettigheder.roller
    or user.tilknytninger.gaeldende().filter(rolle=Tilknytningsrolle.BACK_OFFICE).exists(),
    "Kun ledere og Back Office kan rette skabeloner og tjeklister.")  # fmt: skip
_by("opfoelgningspunkt.luk", lambda user, punkt: punkt.ansvarlig_id == user.pk or skriver(user, punkt.plan),
    "Kun den ansvarlige og de, der skriver i planen, kan afslutte punktet.")  # fmt: skip


def kladder(user):
    """Return the kladder the person writes in, the newest first; a query, and one for each he only reads."""
    rows = Indsatsplan.objects.visible_to(user).med_lukning().filter(tilstand=Plantilstand.KLADDE)
    return [plan for plan in rows.order_by("-nummer") if skriver(user, plan)]


@predicate("indsats.indlaes")
def indsats_indlaes(user, _=None):
    """Whoever writes in a kladde may read a file into it."""
    return YES if kladder(user) else no("Du skriver ikke i nogen kladde, som en fil kan læses ind i.")
