"""B2–B5: the mødepakke of twenty papers: made, made again after a change, merged alone, and with 250 pages of bilag.

The floor writes the same tagged kind of file as one document. All is measured in time of the processor; the two
processes of B3 count as one that takes half as long, with what is done outside them on top.
"""

import io
import subprocess
import sys
from itertools import cycle
from time import process_time

from tests.benchmarks.bar import Bar

MOST_MEMORY = 400 * 1024**2


def bars():
    from tests.benchmarks import moedepakke as pakke  # reads the settings

    ready = Ready(pakke)
    floor = pakke.as_one
    used = {"clock": process_time}
    yield Bar("B2", "mødepakke of 20 papers, one process", pakke.alone, floor, 0.95, **used)
    yield Bar("B3", "the same in two processes", pakke.in_two, floor, 0.60, clock=pakke.shared_time)
    yield Bar("B4", "one paper changed and a page longer", ready.longer, floor, 0.10, **used)
    yield Bar("B4", "one paper changed, no number moved", ready.changed, floor, 0.08, **used)
    yield Bar("B4b", "merging 20 ready papers", ready.merged, floor, 0.06, check=ready.tree, **used)
    yield Bar("B5", "250 pages of bilag added", ready.with_bilag, ready.concatenated, 3, check=memory, **used)


class Ready:
    """Everything rendered before, as the portal keeps it."""

    def __init__(self, pakke):
        self.pakke, self.agendas = pakke, pakke.Agendas()
        self.pdfs = [pakke.render_part(paper) for paper in pakke.papers()]
        self.pack(self.pdfs)
        self.lengths = cycle([0, 4_000])

    def pack(self, pdfs, **settings):
        return self.pakke.pack(pdfs, self.agendas, **settings)

    def longer(self):
        """The numbers move there and back, so that the agenda is written anew each time."""
        self.agendas = self.pakke.Agendas()
        return self._with_third(next(self.lengths))

    def changed(self):
        return self._with_third(1)

    def _with_third(self, more):
        third = self.pakke.render_part(self.pakke.paper(3, more))
        return self.pack([*self.pdfs[:3], third, *self.pdfs[4:]])

    def merged(self):
        return self.pack(self.pdfs, proev=False)

    def tree(self):
        import pikepdf

        from mso_portal.motor.pdf.pakke.kontrol import structure_faults

        with pikepdf.open(io.BytesIO(self.merged().pdf)) as pdf:
            faults = structure_faults(pdf)
        return not faults, f"{len(faults)} faults in the tree"

    def with_bilag(self):
        return self.pack([], bilag=self.pakke.bilag())

    def concatenated(self):
        import pikepdf

        with pikepdf.new() as pdf:
            for data in self.pakke.bilag():
                for page in pikepdf.open(io.BytesIO(data)).pages:
                    pdf.pages.append(page)
            file = io.BytesIO()
            pdf.save(file)
        return file.getvalue()


def memory():
    """The whole job in a process of its own: papers, agenda, bilag."""
    command = [sys.executable, "-m", "tests.benchmarks.moedepakke"]
    pages, before, most = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    said = f"{pages} pages, most memory {int(most) // 1024**2} MB (before {int(before) // 1024**2})   bar <= 400 MB"
    return int(most) <= MOST_MEMORY, said
