"""Choices of the plan and its rows; labels are the only words for a state anywhere (03 §12)."""

from django.db import models


class Plantype(models.TextChoices):
    INDSATSPLAN = "indsatsplan", "Indsatsplan"
    UDVIKLINGSPLAN = "udviklingsplan", "Udviklingsplan"


class Plantilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    AKTIV = "aktiv", "Aktiv"
    AFSLUTTET = "afsluttet", "Afsluttet"
    STOPPET = "stoppet", "Stoppet"


class Planfase(models.TextChoices):
    """What people see: the state, and how far the plan has come on a day."""

    KLADDE = "kladde", "Kladde"
    BESLUTTET = "besluttet", "Besluttet"
    I_GANG = "i_gang", "I gang"
    FORANKRING = "forankring", "Forankring"
    AFSLUTTET = "afsluttet", "Afsluttet"
    STOPPET = "stoppet", "Stoppet"


class Deltagerrolle(models.TextChoices):
    REDAKTOER = "redaktoer", "Redaktør"
    LAESER = "laeser", "Læser"


class Milepaelsart(models.TextChoices):
    BESLUTNING = "beslutning", "Beslutning"
    LEVERANCE = "leverance", "Leverance"
    MAALING = "maaling", "Måling"
    MOEDE = "moede", "Møde"
    ANDET = "andet", "Andet"


class Milepaelstilstand(models.TextChoices):
    """Derived, never stored (20 §4.2)."""

    PLANLAGT = "planlagt", "Planlagt"
    UDEN_DATO = "uden_dato", "Uden dato"
    OVERSKREDET = "overskredet", "Overskredet"
    GENNEMFOERT = "gennemfoert", "Gennemført"
    BORTFALDET = "bortfaldet", "Bortfaldet"


class Trinart(models.TextChoices):
    MILEPAEL = "milepael", "Milepæl"
    AKTIVITET = "aktivitet", "Aktivitet"


class Aktivitetstilstand(models.TextChoices):
    IKKE_BEGYNDT = "ikke_begyndt", "Ikke begyndt"
    I_GANG = "i_gang", "I gang"
    FAERDIG = "faerdig", "Færdig"
    OPGIVET = "opgivet", "Opgivet"


class Leverancetilstand(models.TextChoices):
    FORESLAAET = "foreslaaet", "Ikke bekræftet"
    MODFORSLAG = "modforslag", "Andet tidspunkt"
    AFTALT = "aftalt", "Aftalt"
    LEVERET = "leveret", "Leveret"
    AFVIST = "afvist", "Afvist"
    BORTFALDET = "bortfaldet", "Bortfaldet"


# Nobody has promised it: page and print say »ikke bekræftet«.
UBEKRAEFTET = (Leverancetilstand.FORESLAAET, Leverancetilstand.MODFORSLAG, Leverancetilstand.AFVIST)


class Naerhed(models.TextChoices):
    NU = "nu", "nu"
    TRE_MAANEDER = "3_mdr", "inden for 3 måneder"
    TOLV_MAANEDER = "12_mdr", "inden for 12 måneder"
    SENERE = "senere", "senere"


class Budgetart(models.TextChoices):
    DIREKTE = "direkte", "Direkte"
    INDIREKTE = "indirekte", "Indirekte"


class Beloebsslags(models.TextChoices):
    BUDGET = "budget", "Budget"
    FORBRUG = "forbrug", "Forbrug"
    PROGNOSE = "prognose", "Prognose"


class Punktkilde(models.TextChoices):
    BESLUTNING = "beslutning", "Beslutningen"
    REFERAT = "referat", "Referatet"
    STATUS = "status", "Kvartalsstatus"
    MANUEL = "manuel", "Skrevet i planen"


class Punktart(models.TextChoices):
    VILKAAR = "vilkaar", "Vilkår"
    OPGAVE = "opgave", "Opgave"
    BEMAERKNING = "bemaerkning", "Bemærkning"


class Opfoelgningstilstand(models.TextChoices):
    AABEN = "aaben", "Ikke afsluttet"
    LUKKET = "lukket", "Afsluttet"
    BORTFALDET = "bortfaldet", "Bortfaldet"


class Maalniveau(models.TextChoices):
    OVERORDNET = "overordnet", "Overordnet"
    KONKRET = "konkret", "Konkret"


class Maaltilstand(models.TextChoices):
    """Derived, never stored (20 §5.1)."""

    OPGIVET = "opgivet", "Opgivet"
    NAAET = "naaet", "Nået"
    MAALES = "maales", "Måles"
    UDEN_INDIKATOR = "uden_maalbar_indikator", "Uden målbar indikator"


class Indikatorart(models.TextChoices):
    RESULTAT = "resultat", "Resultat"
    PROCES = "proces", "Proces"
    ULEMPE = "ulempe", "Ulempe"


class Indikatortilstand(models.TextChoices):
    IKKE_DEFINERET = "ikke_defineret", "Ikke defineret"
    UNDER_UDARBEJDELSE = "under_udarbejdelse", "Under udarbejdelse"
    DEFINERET = "defineret", "Defineret"
    UDGAAET = "udgaaet", "Udgået"


UAFKLARET = (Indikatortilstand.IKKE_DEFINERET, Indikatortilstand.UNDER_UDARBEJDELSE)


class Maaltype(models.TextChoices):
    UDVIKLING = "udvikling", "Udvikling: fra baseline mod et mål"
    NORM = "norm", "Norm: skal gælde for alle"
    FASTHOLDELSE = "fastholdelse", "Fastholdelse: et niveau, der holdes"
    JA_NEJ = "ja_nej", "Ja eller nej"
    KVALITATIV = "kvalitativ", "Trin på en skala"


class Baselinekvalitet(models.TextChoices):
    MAALT = "maalt", "Målt"
    SKOENNET = "skoennet", "Skønnet"
    IKKE_MULIGT = "ikke_muligt", "Kan ikke opgøres"
    MANGLER = "mangler", "Mangler endnu"


class Metoderolle(models.TextChoices):
    PRIMAER = "primaer", "Primær"
    KONTROL = "kontrol", "Kontrol"


class Metodeslags(models.TextChoices):
    REGISTERUDTRAEK = "registerudtraek", "Registerudtræk"
    LEDELSESTILSYN = "ledelsestilsyn", "Ledelsestilsyn"
    SAGSGENNEMGANG = "sagsgennemgang", "Sagsgennemgang"
    INTERVIEW = "interview", "Interview"
    SPOERGESKEMA = "spoergeskema", "Spørgeskema"


# Methods whose values come from a Tilsyn, by its tjekliste.
MED_TJEKLISTE = (Metodeslags.LEDELSESTILSYN, Metodeslags.SAGSGENNEMGANG, Metodeslags.INTERVIEW)


class Omfang(models.TextChoices):
    ALLE = "alle", "Alle"
    STIKPROEVE = "stikproeve", "Stikprøve"


class Tjeklistetilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    I_BRUG = "i_brug", "I brug"
    UDGAAET = "udgaaet", "Udgået"


class Tilsynsart(models.TextChoices):
    SAG = "sag", "Sager"
    INTERVIEW = "interview", "Interview"


class Udvaelgelse(models.TextChoices):
    TILFAELDIG = "tilfaeldig", "Tilfældigt udvalgt"
    ALLE = "alle", "Alle"
    UDVALGT = "udvalgt", "Udvalgt, ikke tilfældigt"


class Tilsynstilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    I_GANG = "i_gang", "I gang"
    LUKKET = "lukket", "Afsluttet"


class Svar(models.TextChoices):
    JA = "ja", "Ja"
    NEJ = "nej", "Nej"
    IKKE_RELEVANT = "ikke_relevant", "Ikke relevant"


class Aendringsaarsag(models.TextChoices):
    NY_VIDEN = "ny_viden", "Ny viden"
    RESSOURCER = "ressourcer", "Ressourcer"
    LEVERANDOER = "leverandoer", "Leverandør"
    LOVGIVNING = "lovgivning", "Lovgivning"
    AENDRET_OPGAVE = "aendret_opgave", "Ændret opgave"
    KOORDINERING = "koordinering", "Koordinering"
    FRAVAER = "fravaer", "Sygdom eller ferie"
    ANDET = "andet", "Andet"


class Aendringstilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    FORELAGT = "forelagt", "Forelagt"
    GODKENDT = "godkendt", "Godkendt"
    AFVIST = "afvist", "Afvist"
    TRUKKET = "trukket", "Trukket"


class Aendringsniveau(models.IntegerChoices):
    """Who decides; the highest post of an Ændring decides (20 §9)."""

    PROGRAMEJER = 1, "Programejer"
    STYREGRUPPE = 2, "Styregruppe"
    CHEFTEAM = 3, "Chefteam"


class Lys(models.TextChoices):
    """Words of the lights; the symbol stands with them (40)."""

    GROEN = "groen", "På plan"
    GUL = "gul", "Afvigelse"
    ROED = "roed", "Kræver handling"
    GRAA = "graa", "Ikke opgjort"


class Rytmeart(models.TextChoices):
    KVARTAL = "kvartal", "Hvert kvartal"
    MAANED = "maaned", "Hver eller hver n'te måned"
    UGER = "uger", "Hver n'te uge"
    DATOER = "datoer", "Aftalte datoer"


class Statusform(models.TextChoices):
    AUTO = "auto", "Efter planens størrelse"
    KORT = "kort", "Kort"
    FULD = "fuld", "Fuld"


class Rundetilstand(models.TextChoices):
    PLANLAGT = "planlagt", "Planlagt"
    AABEN = "aaben", "I gang"
    AFSLUTTET = "afsluttet", "Afsluttet"
    AFLYST = "aflyst", "Aflyst"


RUNDEN_FORBI = (Rundetilstand.AFSLUTTET, Rundetilstand.AFLYST)


class Statustilstand(models.TextChoices):
    AABEN = "aaben", "Under skrivning"
    TIL_GODKENDELSE = "til_godkendelse", "Til godkendelse"
    GODKENDT = "godkendt", "Godkendt"
    LAAST = "laast", "Låst"


class Dimension(models.TextChoices):
    """What a status judges, in the order it is printed."""

    SAMLET = "samlet", "Samlet"
    TID = "tid", "Tid"
    MAAL = "maal", "Mål"
    OEKONOMI = "oekonomi", "Økonomi"
    RISIKO = "risiko", "Risiko"
    LEVERANCER = "leverancer", "Leverancer"


class Bidragsslags(models.TextChoices):
    MAALING = "maaling", "Måling"
    MILEPAEL = "milepael", "Milepæl"
    LEVERANCE = "leverance", "Leverance"
    RISIKO = "risiko", "Risiko"
    OPFOELGNING = "opfoelgning", "Opfølgning"
    OEKONOMI = "oekonomi", "Økonomi"


class Bidragssvar(models.TextChoices):
    MANGLER = "mangler", "Ikke indberettet"
    UAENDRET = "uaendret", "Uændret"
    OPDATERET = "opdateret", "Opdateret"


class Beslutningsniveau(models.TextChoices):
    STYREGRUPPE = "styregruppe", "Styregruppen"
    CHEFTEAM = "chefteam", "Chefteamet"


class Statusudfaldsart(models.TextChoices):
    VEDTAGET = "vedtaget", "Vedtaget"
    VEDTAGET_MED_AENDRING = "vedtaget_med_aendring", "Vedtaget med ændring"
    AFVIST = "afvist", "Afvist"
    UDSAT = "udsat", "Udsat"
    IKKE_BEHANDLET = "ikke_behandlet", "Ikke behandlet"


class Rundevariant(models.TextChoices):
    """Whom an edition of a forum's portfolio is for."""

    ALLE = "alle", "Alle planer"
    AABNE = "aabne", "Åbne planer"
