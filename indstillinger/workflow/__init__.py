"""The verbs of a paper: states in `tilstande`, text in `skriv`, rows in `raekker`, meetings in `moede`."""

from indstillinger.workflow.moede import plan
from indstillinger.workflow.opret import create
from indstillinger.workflow.raekker import add_row, move_row, remove_row, undo_remove
from indstillinger.workflow.skriv import Outcome, save_point, write
from indstillinger.workflow.tilstande import (
    DELETE,
    TRANSITIONS,
    approve,
    close,
    delete,
    open_up,
    recall,
    restore,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "DELETE", "TRANSITIONS", "Outcome", "add_row", "approve", "close", "create", "delete", "move_row", "open_up",
    "plan", "recall", "remove_row", "restore", "save_point", "send_back", "submit", "undo_remove", "withdraw", "write",
]  # fmt: skip
