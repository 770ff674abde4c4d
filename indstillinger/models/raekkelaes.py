"""Reads the rows of a paper that name nobody and nothing else: seven kinds in one statement."""

from django.db.models import F, Value
from django.db.models.functions import JSONObject

from indstillinger.models.raekker import RAEKKER


def _names_others(model):
    return any(field.is_relation and field.name != "indstilling" for field in model._meta.concrete_fields)


ALENE = {kind: model for kind, model in RAEKKER.items() if not _names_others(model)}


def rows_together(paper):
    """Return {kind: instances in order} of the kinds of ALENE. Their columns differ, so each row comes as JSON."""
    first, *others = [_as_json(kind, model.objects.filter(indstilling=paper)) for kind, model in ALENE.items()]
    found = {kind: [] for kind in ALENE}
    for kind, data in first.union(*others, all=True):
        found[kind].append(_row(ALENE[kind], data, paper))
    return {kind: sorted(rows, key=_place) for kind, rows in found.items()}


def _as_json(kind, rows):
    columns = {field.attname: F(field.attname) for field in rows.model._meta.concrete_fields}
    return rows.order_by().annotate(slags_=Value(kind), data_=JSONObject(**columns)).values_list("slags_", "data_")


def _row(model, data, paper):
    fields = model._meta.concrete_fields
    values = [field.to_python(data[field.attname]) for field in fields]
    row = model.from_db(paper._state.db, [field.attname for field in fields], values)
    row.indstilling = paper
    return row


def _place(row):
    """As the database orders them: what has no number comes last."""
    numbers = [getattr(row, name) for name in row._meta.ordering]
    return [(number is None, number) for number in numbers]
