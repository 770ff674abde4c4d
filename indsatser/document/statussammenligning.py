"""Any two frozen statuses of a plan compared, also when others lie between them (21 §8)."""

from indsatser.document.forskelle import forskelle

AFSLUTTES = ("leverancer", "risici", "opfoelgning")  # say once that a row has ended, and leave it out ever after


def compare_over(foer, mellem, nu):
    """Return the Forskel rows from one status' data to a later one's; `mellem` is the data of those between in order of
    time, which tell how a row has ended that the later one no longer holds."""
    return forskelle(foer, nu | {name: [*nu[name], *_ended(name, foer, mellem, nu)] for name in AFSLUTTES})


def _ended(name, foer, mellem, nu):
    kept = {row["uuid"] for row in nu[name]}
    last = {row["uuid"]: row for data in mellem for row in data[name]}
    return [last[row["uuid"]] for row in foer[name] if row["uuid"] not in kept and row["uuid"] in last]
