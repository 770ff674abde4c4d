"""make skaerm: every page of the demo world in every width, as pictures to look at, and contact sheets.

ARGS="rediger laes" narrows to pages whose name holds one of the words.
"""

import os
import sys
from pathlib import Path

import django
from PIL import Image

from mso_portal import indlejret

WIDTHS = {"lys": (320, 390, 820, 1280), "moerk": (820, 1280)}
HEIGHTS = {320: 640, 390: 844, 820: 1180, 1280: 800}
SCHEME = {"lys": "light", "moerk": "dark"}
OUT = indlejret.VAR / "skaerm"
THUMB, COLUMNS = (300, 400), 6


def main(words):
    from tests.browser import chromium, sider
    from tests.browser.forfatter import session_of
    from tests.browser.portal import Portal

    OUT.mkdir(parents=True, exist_ok=True)
    portal = Portal("skaerm").prepare().start()
    try:
        with chromium.started() as browser:
            shots = Shots(browser, portal, session_of)
            for name, person, path in pages(sider, portal):
                if not words or any(word in name for word in words):
                    shots.take(name, person, path)
            shots.special(words)
    finally:
        portal.drop()
    contact_sheets()
    print(f"{len(list(OUT.glob('*.png')))} billeder i {OUT}")


def pages(sider, portal):
    """Yield (name, person, path) of every page, rows found in the copy of the world that is served."""
    from django.db import connections

    from mso_portal.settings import database
    from tests.browser.portal import environment

    url = environment(portal.database)["DATABASE_URL"]
    connections.databases["browser"] = connections["default"].settings_dict | database(url) | {"CONN_MAX_AGE": 0}
    listed = [(name, person, sider.addresses(name, "browser")[0]) for name, (person, _) in sider.PAGES.items()]
    connections["browser"].close()
    return [*listed, *((name, person, path) for name, (person, path) in sider.REFUSALS.items()), *STATES]


# States of pages that their bare address does not show: name, person, path.
STATES = [
    ("forside_tom", "lise", "/"),
    ("indstilling_rediger_ny", "trine", "/indstillinger/2020-035/rediger/"),
    ("indstilling_liste_filtreret", "signe", "/indstillinger/?fane=alle&aabenhed=aaben"),
    ("indstilling_laes_lukket", "signe", "/indstillinger/2020-022/"),
]


class Shots:
    """Takes the pictures; a person's session is made once."""

    def __init__(self, browser, portal, session_of):
        self.browser, self.portal, self.session_of, self.cookies = browser, portal, session_of, {}

    def open(self, person, path, **options):
        context = self.browser.new_context(base_url=self.portal.url, locale="da-DK", **options)
        if person:
            self.cookies[person] = self.cookies.get(person) or self.session_of(self.portal.url, person)
            context.add_cookies([{"name": "mso", "value": self.cookies[person], "url": self.portal.url}])
        page = context.new_page()
        page.goto(path)
        return page

    def take(self, name, person, path):
        page = self.open(person, path)
        for theme, widths in WIDTHS.items():
            page.emulate_media(color_scheme=SCHEME[theme])
            for width in widths:
                page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                self.picture(page, f"{name}-{width}-{theme}")
        page.context.close()

    def picture(self, page, name):
        """As tall as the page, so that the bar at the bottom covers nothing."""
        tall = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({**page.viewport_size, "height": max(tall, page.viewport_size["height"])})
        page.screenshot(path=OUT / f"{name}.png", full_page=True, animations="disabled")

    def special(self, words):
        """Errors, a conflict, forced colours, paper and no script: once each."""
        for make in (self.errors, self.conflict, self.forced, self.printed):
            if not words or any(word in make.__name__ for word in words):
                make()

    def errors(self):
        page = self.open("signe", "/indstillinger/ny/", viewport={"width": 820, "height": 1180})
        page.click("main form button[type=submit]")
        self.picture(page, "ny_fejl-820-lys")
        page.goto("/indstillinger/2020-034/rediger/")
        page.fill("[name=kle]", "27")
        page.click(".bjaelke .knap")
        page.wait_for_selector(".errorlist")
        self.picture(page, "rediger_fejl-820-lys")
        page.context.close()

    def conflict(self):
        first, second = (self.open("signe", "/indstillinger/2020-034/rediger/") for _ in range(2))
        texts = "Rygeforbud fra nytår.", "Rygeforbud fra 1. februar 2021 i alle enheder."
        for page, text in zip((first, second), texts, strict=True):
            page.fill("[name=resume]", text)
            page.keyboard.press("Control+s")
            page.wait_for_timeout(1500)
        for width in WIDTHS["lys"]:
            second.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            second.locator(".konflikt").scroll_into_view_if_needed()
            second.screenshot(path=OUT / f"rediger_konflikt-{width}-lys.png")
        first.context.close()
        second.context.close()

    def forced(self):
        for name, path in (("laes", "/indstillinger/2020-008/"), ("rediger", "/indstillinger/2020-034/rediger/")):
            page = self.open("signe", path, forced_colors="active", viewport={"width": 1280, "height": 800})
            self.picture(page, f"{name}_tvungne_farver-1280-lys")
            page.context.close()

    def printed(self):
        page = self.open("signe", "/indstillinger/2020-008/", viewport={"width": 794, "height": 1123})
        page.emulate_media(media="print")
        self.picture(page, "laes_print-794-lys")
        page.context.close()


def contact_sheets():
    """Lay all pictures of a width and theme beside each other, the top of each page."""
    for group in sorted({path.stem.split("-", 1)[1] for path in OUT.glob("*-*-*.png")}):
        paths = sorted(OUT.glob(f"*-{group}.png"))
        rows = -(-len(paths) // COLUMNS)
        sheet = Image.new("RGB", (COLUMNS * THUMB[0], rows * THUMB[1]), "white")
        for nr, path in enumerate(paths):
            sheet.paste(thumbnail(path), (nr % COLUMNS * THUMB[0], nr // COLUMNS * THUMB[1]))
        sheet.save(OUT / f"ark_{group}.png")


def thumbnail(path):
    with Image.open(path) as picture:
        width = THUMB[0] - 8
        small = picture.convert("RGB").resize((width, max(1, round(picture.height * width / picture.width))))
    return small.crop((0, 0, width, min(small.height, THUMB[1] - 8)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sys.path.insert(0, str(Path(__file__).parents[2]))
    indlejret.start(ejer=True)
    django.setup()
    main(sys.argv[1:])
