"""Labels that stay inside the drawing and off each other."""

HEIGHT = 13  # of a line of 11 px text
CHARACTER = 7.1  # rather too wide than too narrow: the reader's own system font draws the text


def width(text):
    return CHARACTER * len(text)


def shorten(text, room):
    """Cut the text to the room; the table beside the chart has the whole of it."""
    return text if width(text) <= room else text[: max(int(room / CHARACTER) - 1, 1)].rstrip() + "…"


def spread(wanted, size, low, high):
    """Move centres apart, as little as possible and in order, until each has `size` between low and high.

    Raises ValueError when there is no room; the caller chooses fewer labels.
    """
    if len(wanted) * size > high - low + 1e-9:
        raise ValueError("no room for the labels")
    order = sorted(range(len(wanted)), key=lambda nr: wanted[nr])
    blocks = []  # [sum of where the first of the block wants to be, members]
    for nr, index in enumerate(order):
        blocks.append([wanted[index] - nr * size, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, members = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += members
    first, last = low + size / 2, high - size / 2 - (len(wanted) - 1) * size
    starts = [min(max(total / members, first), last) for total, members in blocks for _ in range(members)]
    places = {index: starts[nr] + nr * size for nr, index in enumerate(order)}
    return [places[index] for index in range(len(wanted))]


def every(count, room, widest):
    """Label every n'th of `count` places, so that neighbours of the widest text do not meet."""
    fits = (n for n in range(1, count) if n * room / count >= widest and -(-count // n) * widest <= room)
    return next(fits, max(count, 1))


def wrap(text, room, lines=2):
    """Break the text at its spaces into at most so many lines; what is left of the last line is cut."""
    broken, rest = [], text.split()
    while rest and len(broken) < lines - 1:
        fits = next((n for n in range(len(rest), 1, -1) if width(" ".join(rest[:n])) <= room), 1)
        broken.append(shorten(" ".join(rest[:fits]), room))
        rest = rest[fits:]
    return [*broken, shorten(" ".join(rest), room)] if rest else broken
