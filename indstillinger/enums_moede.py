"""Choices of the meeting, from the agenda to the opgave; labels are the only words for a state anywhere (03 §12)."""

from django.db import models


class Moedetilstand(models.TextChoices):
    PLANLAGT = "planlagt", "Planlagt"
    I_GANG = "i_gang", "I gang"
    AFHOLDT = "afholdt", "Afholdt"
    AFLYST = "aflyst", "Aflyst"


class Moedefase(models.TextChoices):
    """What people see of a meeting: the state, and what has been sent (11 §2)."""

    AABEN = "aaben", "Åben for indmelding"
    REDIGERES = "redigeres", "Redigeres"
    GENNEMLAESNING = "gennemlaesning", "Til gennemlæsning"
    UDSENDT = "udsendt", "Udsendt"
    I_GANG = "i_gang", "I gang"
    AFHOLDT = "afholdt", "Afholdt"
    TIL_KOMMENTERING = "til_kommentering", "Referat til kommentering"
    REFERAT_GODKENDT = "referat_godkendt", "Referat godkendt"
    AFLYST = "aflyst", "Aflyst"


class Punktart(models.TextChoices):
    INDSTILLING = "indstilling", "Indstilling"
    TEKST = "tekst", "Punkt med egen tekst"
    OPFOELGNING = "opfoelgning", "Opfølgning på beslutninger"
    PAUSE = "pause", "Pause"


class Punkttilstand(models.TextChoices):
    OPTAGET = "optaget", "På dagsordenen"
    BEHANDLET = "behandlet", "Behandlet"
    UDSAT = "udsat", "Udsat"
    IKKE_NAAET = "ikke_naaet", "Ikke nået"
    TRUKKET = "trukket", "Udgået"


# The paper has its place: it is to be treated, or was, and waits for the minutes.
PLADS = (Punkttilstand.OPTAGET, Punkttilstand.BEHANDLET)


class Placering(models.TextChoices):
    FOERST = "foerst", "Først på mødet"
    SIDST = "sidst", "Sidst på mødet"


class Udelukkelsesgrund(models.TextChoices):
    INHABIL = "inhabil", "Inhabil"
    ANDET = "andet", "Anden grund"


class Udsendelsesslags(models.TextChoices):
    GENNEMLAESNING = "gennemlaesning", "Til gennemlæsning"
    DAGSORDEN = "dagsorden", "Dagsorden"
    TILLAEG = "tillaeg", "Tillægsdagsorden"


class Udsendelsestilstand(models.TextChoices):
    KLARGOERES = "klargoeres", "Bliver dannet"
    KLAR = "klar", "Klar til udsendelse"
    SENDT = "sendt", "Udsendt"
    FEJLET = "fejlet", "Kunne ikke dannes"


class Punktmaerke(models.TextChoices):
    """What a sending does with an item (11 §4). uaendret: sent before, and not changed since."""

    NYT = "nyt", "Nyt"
    RETTET = "rettet", "Rettet"
    UDGAAR = "udgaar", "Udgår"
    UAENDRET = "uaendret", "Uændret"


class Modtagerrolle(models.TextChoices):
    MEDLEM = "medlem", "Medlem"
    MOEDELEDER = "moedeleder", "Mødeleder"
    SEKRETAER = "sekretaer", "Sekretær"
    PUNKTDELTAGER = "punktdeltager", "Deltager under et punkt"
    GENNEMLAESER = "gennemlaeser", "Gennemlæser"


class Dokumenttype(models.TextChoices):
    MOEDEPAKKE = "moedepakke", "Mødepakke"
    DAGSORDEN = "dagsorden", "Dagsorden"
    INDSTILLING = "indstilling", "Indstilling"
    PUNKT = "punkt", "Punkt"
    REFERAT = "referat", "Referat"
    DELREFERAT = "delreferat", "Delreferat"
    RETTELSESBLAD = "rettelsesblad", "Rettelsesblad"


class Fremmoedestatus(models.TextChoices):
    IKKE_OPLYST = "ikke_oplyst", "Ikke oplyst"
    TIL_STEDE = "til_stede", "Til stede"
    AFBUD = "afbud", "Afbud"
    FRAVAERENDE = "fravaerende", "Fraværende uden afbud"


class Fravaersgrund(models.TextChoices):
    INHABIL = "inhabil", "Inhabil"
    KOM_SENERE = "kom_senere", "Kom senere"
    GIK_FOER = "gik_foer", "Gik før"
    ANDET = "andet", "Anden grund"


class Referattilstand(models.TextChoices):
    KLADDE = "kladde", "Kladde"
    TIL_KOMMENTERING = "til_kommentering", "Til kommentering"
    GODKENDT = "godkendt", "Godkendt"


class Referatslags(models.TextChoices):
    BESLUTTET = "besluttet", "Besluttet"
    DROEFTET = "droeftet", "Drøftet"
    EFTERSKRIFT = "efterskrift", "Efterskrift"


class Udfald(models.TextChoices):
    """Outcomes; readers see the forum's Standardtekst, of which these labels are the seed (03 §14)."""

    VEDTAGET = "vedtaget", "Tiltrådt"
    VEDTAGET_MED_AENDRING = "vedtaget_med_aendring", "Tiltrådt med ændringer"
    DELVIST_VEDTAGET = "delvist_vedtaget", "Delvist tiltrådt"
    AFVIST = "afvist", "Ikke tiltrådt"
    TAGET_TIL_EFTERRETNING = "taget_til_efterretning", "Taget til efterretning"
    DROEFTET = "droeftet", "Drøftet"
    UDSAT = "udsat", "Udsat"
    OVERSENDT = "oversendt", "Oversendt"
    IKKE_BEHANDLET = "ikke_behandlet", "Ikke behandlet"


# Rows with these outcomes give no Beslutning (11 §7); with these the proposal holds in some form.
UDEN_BESLUTNING = (Udfald.UDSAT, Udfald.IKKE_BEHANDLET)
VEDTAGER = (Udfald.VEDTAGET, Udfald.VEDTAGET_MED_AENDRING, Udfald.DELVIST_VEDTAGET)


class Kommentarsvar(models.TextChoices):
    RETTET = "rettet", "Rettet"
    IKKE_RETTET = "ikke_rettet", "Ikke rettet"


class Beslutningsstatus(models.TextChoices):
    GAELDENDE = "gaeldende", "Gældende"
    UDFOERT = "udfoert", "Udført"
    BORTFALDET = "bortfaldet", "Bortfaldet"
    ERSTATTET = "erstattet", "Erstattet"


class Vedroererart(models.TextChoices):
    GENOPTAGER = "genoptager", "Genoptager"
    AENDRER = "aendrer", "Ændrer"
    FOELGER_OP = "foelger_op", "Følger op på"


class Opgavetype(models.TextChoices):
    UDFOER = "udfoer", "Udfør"
    TIL_EFTERRETNING = "til_efterretning", "Til efterretning"
    VEND_TILBAGE = "vend_tilbage", "Vend tilbage med en sag"


class Opgavetilstand(models.TextChoices):
    UDKAST = "udkast", "Udkast"
    AABEN = "aaben", "Ikke afsluttet"
    MELDT_UDFOERT = "meldt_udfoert", "Meldt udført"
    LUKKET = "lukket", "Afsluttet"
    AFVIST = "afvist", "Afvist"
    BORTFALDET = "bortfaldet", "Bortfaldet"


BADGE = {
    Moedefase.AABEN: "neutral",
    Moedefase.REDIGERES: "neutral",
    Moedefase.GENNEMLAESNING: "info",
    Moedefase.UDSENDT: "info",
    Moedefase.I_GANG: "obs",
    Moedefase.AFHOLDT: "neutral",
    Moedefase.TIL_KOMMENTERING: "info",
    Moedefase.REFERAT_GODKENDT: "ok",
    Moedefase.AFLYST: "neutral",
    Punkttilstand.BEHANDLET: "ok",
    Punkttilstand.UDSAT: "obs",
    Punkttilstand.IKKE_NAAET: "obs",
    Punkttilstand.TRUKKET: "neutral",
    Punktmaerke.NYT: "info",
    Punktmaerke.RETTET: "obs",
    Punktmaerke.UDGAAR: "neutral",
}
