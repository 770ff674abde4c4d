"""Choices of key figures and their values; labels are the only words for them anywhere."""

from django.db import models


class Frekvens(models.TextChoices):
    UGE = "uge", "hver uge"
    MAANED = "maaned", "hver måned"
    KVARTAL = "kvartal", "hvert kvartal"
    HALVAAR = "halvaar", "hvert halve år"
    AAR = "aar", "hvert år"
    AD_HOC = "ad_hoc", "når det er aftalt"


class Kilde(models.TextChoices):
    INDLAESNING = "indlaesning", "læses ind fra en fil"
    INDTASTNING = "indtastning", "skrives i portalen"
    MAALERUNDE = "maalerunde", "målerunde"


class Retning(models.TextChoices):
    OP = "op", "højere er bedre"
    NED = "ned", "lavere er bedre"
    NAER = "naer", "tæt på målet er bedst"
    INGEN = "ingen", "ingen retning"


class Art(models.TextChoices):
    ANDEL = "andel", "andel"
    RATE = "rate", "rate"
    GENNEMSNIT = "gennemsnit", "gennemsnit"
    ANTAL = "antal", "antal"
    BELOEB = "beloeb", "beløb"
    TRIN = "trin", "trin"


# Kinds of figure that are a tæller over a nævner; the others are a tæller alone.
MED_NAEVNER = (Art.ANDEL, Art.RATE, Art.GENNEMSNIT)
