from django.db import models


class Praecision(models.TextChoices):
    """How exact a Tidspunkt is; decides which of start and slut are known."""

    DAG = "dag", "dag"
    UGE = "uge", "uge"
    MAANEDSDEL = "maanedsdel", "del af en måned"
    MAANED = "maaned", "måned"
    KVARTAL = "kvartal", "kvartal"
    HALVAAR = "halvaar", "halvår"
    SAESON = "saeson", "årstid"
    AAR = "aar", "år"
    INTERVAL = "interval", "periode"
    ALTERNATIV = "alternativ", "alternativer"
    SENEST = "senest", "senest"
    TIDLIGST = "tidligst", "tidligst"
    FRITEKST = "fritekst", "fri tekst"
