"""Choices of people, units and fora; the labels are what readers see."""

from django.db import models


class Mailhyppighed(models.TextChoices):
    STRAKS = "straks", "straks"
    DAGLIG = "daglig", "samlet en gang om dagen"


class Tema(models.TextChoices):
    SYSTEM = "system", "som enheden"
    LYS = "lys", "lyst"
    MOERK = "moerk", "mørkt"


class Tekststoerrelse(models.TextChoices):
    NORMAL = "normal", "normal"
    STOR = "stor", "stor"
    STOERST = "stoerst", "størst"


class Afdelingsslags(models.TextChoices):
    MAGISTRATSAFDELING = "magistratsafdeling", "magistratsafdeling"
    STAB = "stab", "stab"
    OMRAADE = "omraade", "område"
    TEAM = "team", "team"
    ANDET = "andet", "andet"


class Skifteslags(models.TextChoices):
    VIDEREFOERT = "viderefoert", "videreført"
    SAMMENLAGT = "sammenlagt", "sammenlagt"
    OPDELT = "opdelt", "opdelt"


class Tilknytningsrolle(models.TextChoices):
    MEDARBEJDER = "medarbejder", "medarbejder"
    LEDER = "leder", "leder"
    RAPPORTER = "rapporter", "teamets rapporter"
    COACH = "coach", "coach"
    BACK_OFFICE = "back_office", "Back Office"


class Forumslags(models.TextChoices):
    CHEFTEAM = "chefteam", "chefteam"
    TVAERGAAENDE = "tvaergaaende", "tværgående chefmøde"
    OC = "oc", "områdechefmøde"
    RAADMANDSMOEDE = "raadmandsmoede", "rådmandsmøde"
    MAGISTRAT = "magistrat", "magistrat"
    BYRAAD = "byraad", "byråd"
    STYREGRUPPE = "styregruppe", "styregruppe"
    FMU = "fmu", "FMU"
    HMU = "hmu", "HMU"
    HAU = "hau", "HAU"
    LMU = "lmu", "LMU"
    ANDET = "andet", "andet"


class Laesekreds(models.TextChoices):
    MEDLEMMER = "medlemmer", "forummets medlemmer"
    ORGANISATION = "organisation", "hele organisationen"


class Medlemsrolle(models.TextChoices):
    MEDLEM = "medlem", "medlem"
    MOEDELEDER = "moedeleder", "mødeleder"
    SEKRETAER = "sekretaer", "sekretær"


class Rolle(models.TextChoices):
    ADMINISTRATOR = "administrator", "administrator"
    REVISOR = "revisor", "revisor"
    HR_ANALYSE = "hr_analyse", "HR-analyse"
