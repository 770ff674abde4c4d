"""Reads one file in a limited process of its own: run by path with -I, it knows neither Django nor the database.

Standard input is the file, the argument its type; standard output is JSON: {"fejl": a key of fil.AFVISNINGER} or
{"blokke": [{"stykker": [[text, bold, italic], …], "liste": "", "punkt" or "nummer", "niveau", "celle"}, …]}, where
`celle` is the path of [table, row, column] from the outermost table to the innermost.
"""

import contextlib
import importlib
import json
import resource
import sys

from graenser import MEMORY, SECONDS, TEXT, Fejl, give
from literale import expand

LAESERE = {"docx": "worddokument", "txt": "rentekst", "html": "hypertekst", "pdf": "pdftekst"}


def limit():
    """Give this process little memory and time, and no files to write."""
    give(SECONDS)
    for kind, most in [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, 10), (resource.RLIMIT_FSIZE, 0)]:
        with contextlib.suppress(ValueError):  # macOS does not let the address space be limited
            resource.setrlimit(kind, (most, most))


def read(indhold, slags):
    """Return the blocks that hold something."""
    raw = importlib.import_module(LAESERE[slags]).read(indhold)
    blocks = [block for one in raw for block in expand(one) if any(text.strip() for text, _, _ in block["stykker"])]
    if not blocks:
        raise Fejl("tom")
    if sum(len(text) for block in blocks for text, _, _ in block["stykker"]) > TEXT:
        raise Fejl("sider")
    return blocks


def main(slags):
    limit()
    try:
        answer = {"blokke": read(sys.stdin.buffer.read(), slags)}
    except Fejl as reason:
        answer = {"fejl": str(reason)}
    except MemoryError:
        answer = {"fejl": "bombe"}
    except RecursionError:
        answer = {"fejl": "beskadiget"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
