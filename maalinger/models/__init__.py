"""Key figures, their definitions and series, and what was found."""

from maalinger.models.noegletal import Dataserie, Noegletal, Noegletalversion
from maalinger.models.observation import Note, Observation

__all__ = ["Dataserie", "Noegletal", "Noegletalversion", "Note", "Observation"]
