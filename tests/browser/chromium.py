"""Debian's chromium, and a page that remembers everything that went wrong in it."""

import re
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

MISSING = "chromium mangler. Kør: sudo apt-get install --no-install-recommends chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", (brud) =>
    console.error(`CSP: ${brud.violatedDirective} ${brud.blockedURI} ${brud.sourceFile}`))"""


@contextmanager
def started():
    """Yield a running browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """Everything a page complained of: console errors, uncaught errors, failed requests, CSP violations."""

    def __init__(self):
        self.complaints = []
        self.expected = []

    def follow(self, page):
        page.on("console", lambda line: self._note(f"console: {line.text}") if line.type == "error" else None)
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("requestfailed", lambda one: self._note(f"request: {one.method} {one.url} {one.failure}"))
        return page

    def _note(self, complaint):
        # A navigation away ends what still runs; nobody misses it.
        if "ERR_ABORTED" not in complaint:
            self.complaints.append(complaint)

    def expect(self, pattern):
        """Let complaints pass that match: the answer 409 of a conflict, a server that is gone."""
        self.expected.append(pattern)

    def left(self):
        return [one for one in self.complaints if not any(re.search(known, one) for known in self.expected)]
