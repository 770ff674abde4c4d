"""A row of the played world that the address of a page needs."""

from django.apps import apps


class Row:
    """A row of the played world, to be found when its address is needed; `felt` is what the address holds of it."""

    def __init__(self, model, felt="", **where):
        self.model, self.felt, self.where = model, felt, where

    def first(self, database):
        label = self.model if "." in self.model else f"organisation.{self.model}"
        return apps.get_model(label).objects.using(database).filter(**self.where).order_by("pk")[0]

    def value(self, key, database):
        return getattr(self.first(database), self.felt or key)
