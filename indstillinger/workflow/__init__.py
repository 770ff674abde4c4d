"""The verbs of a paper: states in `tilstande`, text in `skriv`, rows in `raekker`, meetings in `moede`."""

from indstillinger.workflow.moede import plan
from indstillinger.workflow.raekker import add_row, move_row, remove_row, undo_remove
from indstillinger.workflow.skriv import Outcome, save_point, write
from indstillinger.workflow.tilstande import DELETE, TRANSITIONS, create, delete

__all__ = [
    "DELETE", "TRANSITIONS", "Outcome", "add_row", "create", "delete", "move_row", "plan", "remove_row", "save_point",
    "undo_remove", "write",
]  # fmt: skip
