"""Indstillingstjek: pure functions of a paper's content (10 §7). S stops sending it, A warns; none is dismissed.

`check(data, fakta)` takes the dict of `models.indhold.content` and what it doesn't hold. No query, no model."""

from indstillinger.tjek.fund import OPMAERKSOMHED, STOP, Fakta, Forumfakta, Fund, summary
from indstillinger.tjek.regler import check

__all__ = ["OPMAERKSOMHED", "STOP", "Fakta", "Forumfakta", "Fund", "check", "summary"]
