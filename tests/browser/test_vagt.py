"""The watch and axe see what they are there to see."""

from tests.browser.test_sider import faults

INLINE = """() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'brudt'";
    document.body.append(script);
}"""
WORSEN = """() => {
    const fejl = "<h1 class=bred>To</h1><img src=/static/ikon/favicon.svg>";
    document.querySelector("h1").insertAdjacentHTML("afterend", fejl);
    document.querySelector(".bred").style.width = "3000px";
}"""


def test_inline_script_is_refused_and_noted(visit, watch):
    page = visit("lise", "/hjaelp/")
    page.evaluate(INLINE)
    page.wait_for_timeout(200)
    noted = [one.split()[1] for one in watch.left() if one.startswith("console: CSP: ")]
    watch.expect("CSP|Content Security Policy")

    assert (noted, page.title()) == (["CSP:"], "Hjælp – MSO-portalen")


def test_uncaught_error_and_failed_request_are_noted(visit, watch):
    page = visit("lise", "/hjaelp/")
    page.evaluate("() => { setTimeout(() => { throw new Error('plantet') }); fetch('/findes-ikke/') }")
    page.wait_for_timeout(500)
    noted = sorted(one.split(":")[0] for one in watch.left())
    watch.expect("plantet|status of 404")

    assert noted == ["console", "error"]


def test_planted_faults_of_a_page_are_found(visit, axe):
    page = visit("lise", "/hjaelp/")
    page.evaluate(WORSEN)
    found = faults(page, axe)
    kinds = {one[2][0] if isinstance(one[2], tuple) else one[2].split(" ", 1)[1] for one in found[2:]}

    assert [one[0] for one in found[:2]] == ["h1", "styled"]
    assert kinds == {"image-alt", "px too wide"}
