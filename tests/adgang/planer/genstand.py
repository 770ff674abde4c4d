"""What stands in for the parameters of addresses of plans: every plan of the world, or one kind of row in each.

Without states a kladde and an aktiv plan are asked: an ended one only where that makes a difference.
"""

SAEDVANLIGE = ("kladde", "aktiv")


def plan(*tilstande, **mere):
    """Return the source of the plans in the states; `mere` adds parameters."""
    return lambda verden: [
        (tilstand, aabenhed, {"nr": found.nummer, **mere})
        for (tilstand, aabenhed), found in verden.planer.items() if tilstand in (tilstande or SAEDVANLIGE)
    ]  # fmt: skip


def raekke(navn, *tilstande, **mere):
    """Return the source of one kind of row in the plans of the states, by its uuid."""
    return lambda verden: [
        (tilstand, aabenhed, {"nr": verden.planer[tilstand, aabenhed].nummer, "uuid": rows[navn].uuid, **mere})
        for (tilstand, aabenhed), rows in verden.raekker.items()
        if navn in rows and tilstand in (tilstande or SAEDVANLIGE)
    ]  # fmt: skip


def fast(**parametre):
    """Return the source of an address outside every plan."""
    return lambda verden: [("-", "-", parametre)]
