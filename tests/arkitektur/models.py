"""Checks of the models as Django knows them; they take plain names, so that faults can be planted."""

import re

from django.apps import apps
from django.db import models

from tests.arkitektur.source import APPS

CLASS = re.compile(r"`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)?)`")


def our_models():
    """Our own models, without the shadow tables of the history and of many-to-many fields."""
    labels = [label for label in (*APPS, "motor") if apps.is_installed(_path(label))]
    found = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return [model for model in found if not model.__name__.startswith("Historical")]


def _path(label):
    return {"motor": "mso_portal.motor", "organisation": "mso_portal.organisation"}.get(label, label)


def without_history():
    return {model.__name__ for model in our_models() if not hasattr(model, "history")}


def stamps():
    """{"Indstilling": {"oprettet_den", "oprettet_af", …}}: points in time and people, by model."""
    kinds = models.DateTimeField, models.ForeignKey
    return {
        model.__name__: {
            field.name for field in model._meta.fields
            if isinstance(field, kinds) and field.name.endswith(("_den", "_af"))
        }
        for model in our_models()
    }  # fmt: skip


def unpaired(stamps, accepted):
    """Return the stamps, as "Model.felt", whose other half is missing: the person or the time."""
    pairs = {"_den": "_af", "_af": "_den"}
    lonely = set()
    for model, names in stamps.items():
        for name in names:
            stem, end = re.fullmatch(r"(.*)(_den|_af)", name).groups()
            if stem + pairs[end] not in names:
                lonely.add(f"{model}.{name}")
    return sorted(lonely - set(accepted))


def glossary(readme):
    """The class names of the tables under the heading Ordliste."""
    section = re.search(r"^(#+) [^\n]*ordliste[^\n]*\n(.*?)(?=^\1 |\Z)", readme, re.I | re.M | re.S)
    rows = [line for line in section[2].splitlines() if line.startswith("|")] if section else []
    return {name for row in rows for name in CLASS.findall("|".join(row.split("|")[:4]))}


def glossary_faults(readme, names):
    """Return what the glossary lacks, and what it names that is no model."""
    listed = glossary(readme)
    return [f"mangler: {name}" for name in sorted(set(names) - listed)] + [
        f"findes ikke: {name}" for name in sorted(listed - set(names))
    ]
