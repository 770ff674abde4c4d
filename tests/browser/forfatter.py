"""Papers of a test's own, made over HTTP as a browser would, so that no test writes in another's."""

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request

from mso_portal.motor.lock import fingerprint


class Author:
    """A logged-in person without a browser."""

    def __init__(self, url, cookie):
        self.url, self.cookie, self.csrf = url, f"mso={cookie}", ""

    def get(self, path):
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path, **fields):
        pairs = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.csrf}, doseq=True).encode()
        return self._ask(urllib.request.Request(self.url + path, pairs, {"Accept": "application/json"}))

    def _ask(self, request):
        request.add_header("Cookie", self.cookie)
        request.add_header("Origin", self.url)
        answer = urllib.request.urlopen(request)
        if found := re.search(r"csrf=(\w+)", answer.headers.get("Set-Cookie") or ""):
            self.cookie += f"; csrf={found[1]}"
        text = answer.read().decode()
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text):
            self.csrf = found[1]
        return answer.url, text

    def new_paper(self, titel, **fields):
        """Create a kladde for the chefteam and write fields into it; returns its number."""
        _, page = self.get("/indstillinger/ny/")
        forum = re.search(r'<option value="(\d+)">Chefteamet', page)[1]
        noegle = re.search(r'name="noegle" value="([\w-]+)"', page)[1]
        where, _ = self.post("/indstillinger/ny/", titel=titel, formular="almindelig", forum=forum, noegle=noegle)
        number = where.split("/")[-3]
        for name, text in fields.items():
            self.write(number, name, text)
        return number

    def write(self, number, name, text, before=""):
        """Save one field as the page's autosave does."""
        _, answer = self.post(f"/indstillinger/{number}/felt/", felt=name, vaerdi=text, base=fingerprint(before))
        return json.loads(answer)


def session_of(url, person):
    """Log in as a card of the login page and return the session's cookie."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{url}/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "brugernavn": person}).encode()
    opener.open(urllib.request.Request(f"{url}/login/", sent, {"Origin": url})).close()
    return next(cookie.value for cookie in jar if cookie.name == "mso")
