"""A queryset without an order comes in another order than the table's, so nobody can come to rely on it."""

from django.db.models import QuerySet


def install(monkeypatch):
    fetch_all = QuerySet._fetch_all

    def reversed_when_unordered(self):
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered:
            self._result_cache.reverse()

    monkeypatch.setattr(QuerySet, "_fetch_all", reversed_when_unordered)
