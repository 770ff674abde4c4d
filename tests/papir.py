"""make papir: every paper of the demo world as PDF, and its pages as pictures in colour and grey, to look at.

ARGS="2020-008" narrows to numbers that hold one of the words.
"""

import os
import sys

import django

from mso_portal import indlejret

OUT = indlejret.VAR / "papir"
SCALE = 100 / 72


def main(words):
    from indstillinger.document import document
    from indstillinger.models import Indstilling
    from mso_portal.management.commands.demo import DEMODAG
    from mso_portal.motor import ur
    from mso_portal.motor.documents import filename
    from mso_portal.motor.pdf import render_pdf

    OUT.mkdir(parents=True, exist_ok=True)
    papers = [paper for paper in Indstilling.objects.order_by("nummer")
              if not words or any(word in paper.nummer for word in words)]  # fmt: skip
    with ur.stil(DEMODAG):
        for paper in papers:
            made = document(paper, DEMODAG)
            path = OUT / filename(made)
            path.write_bytes(render_pdf(made))
            print(f"{path.name}: {pictures(path)} sider")


def pictures(path):
    """Draw each page as `<name>-<page>.png` and `<name>-<page>-graa.png`; returns how many pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for nr, page in enumerate(pdf, 1):
            drawn = page.render(scale=SCALE).to_pil()
            drawn.save(path.with_name(f"{path.stem}-{nr}.png"))
            drawn.convert("L").save(path.with_name(f"{path.stem}-{nr}-graa.png"))
        return len(pdf)


if __name__ == "__main__":
    from tests.browser.portal import Portal, environment

    indlejret.start(ejer=True)
    world = Portal("papir").prepare()
    surroundings = environment(world.database, world.folder)
    os.environ.update({name: surroundings[name] for name in ("DATABASE_URL", "MSO_VAR", "MSO_MILJOE")})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    django.setup()
    try:
        main(sys.argv[1:])
    finally:
        from django.db import connections

        connections.close_all()
        world.drop()
