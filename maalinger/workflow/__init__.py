"""The only ways to make a key figure, to define it anew and to register a value."""

from maalinger.workflow.noegletal import create_noegletal, create_serie, new_version
from maalinger.workflow.observation import add_note, register_observation

__all__ = ["add_note", "create_noegletal", "create_serie", "new_version", "register_observation"]
