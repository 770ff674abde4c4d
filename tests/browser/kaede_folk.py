"""The people of the chain: each with a browser of their own, who press what they see and tell what they were shown."""

from tests.browser import chromium
from tests.browser.conftest import DESK

ROWS = """(sted) => [...document.querySelectorAll(`${sted} tbody tr`)].map((raekke) =>
    [...raekke.children].map((celle) => celle.innerText.trim()))"""


class Folk:
    """Every person by name, logged in when first asked for; `watch` holds what their pages complained of."""

    def __init__(self, browser, portal):
        self.browser, self.portal = browser, portal
        self.watch, self.people = chromium.Watch(), {}

    def __getitem__(self, name):
        if name not in self.people:
            self.people[name] = Person(self._context(self.portal.session(name)).new_page())
        return self.people[name]

    def _context(self, cookie):
        context = self.browser.new_context(
            viewport=dict(zip(("width", "height"), DESK, strict=True)), base_url=self.portal.url, locale="da-DK",
            timezone_id="Europe/Copenhagen",
        )  # fmt: skip
        context.set_default_timeout(60_000)
        context.add_init_script(chromium.REPORT_VIOLATIONS)
        context.on("page", self.watch.follow)
        context.add_cookies([{"name": "mso", "value": cookie, "url": self.portal.url}])
        return context

    def leave(self):
        for person in self.people.values():
            person.page.context.close()


class Person:
    """Somebody at a page."""

    def __init__(self, page):
        self.page = page

    def go(self, path):
        """Open an address and return the answer's status."""
        return self.page.goto(path).status

    def press(self, text, within="body"):
        """Press the button or follow the link of that name, and wait for the page it leads to."""
        place = self.page.locator(within)
        named = [place.get_by_role(role, name=text, exact=True) for role in ("button", "link")]
        self.follow(named[0].or_(named[1]).first)
        return self

    def press_in_menu(self, text):
        """Press what stands folded under the page's other acts."""
        self.page.locator(".hovedknapper summary").click()
        return self.press(text, ".hovedknapper")

    def follow(self, locator):
        if isinstance(locator, str):
            locator = self.page.locator(locator).first
        with self.page.expect_navigation():
            locator.click()

    def fill(self, name, text):
        self.page.fill(f'[name="{name}"]', text)

    def choose(self, name, value):
        """Choose a value among radios, boxes or the options of a select."""
        if self.page.locator(f'select[name="{name}"]').count():
            self.page.select_option(f'select[name="{name}"]', value)
        else:
            self.page.check(f'[name="{name}"][value="{value}"]')

    def find(self, name, words):
        """Search for a person by name where the field is, and take the first."""
        field = self.page.locator(f'fieldset[data-navn="{name}"]')
        field.locator('[name^="soeg:"]').fill(words)
        field.get_by_role("button").click()
        field.locator(f'[id="fund_{name}"] input[type=radio]').first.check()

    def told(self):
        """Return what the last press came to."""
        return self.page.inner_text(".besked")

    def heading(self):
        return self.page.inner_text("h1")

    def rows(self, where="main"):
        """Return the cells of every row of the tables there."""
        return self.page.evaluate(ROWS, where)

    def texts(self, selector):
        return [one.strip() for one in self.page.locator(selector).all_inner_texts()]
