"""Rich text: what survives, what is refused, and that cleaning twice changes nothing."""

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.vaerdier.rigtekst import MAKS, check, clean, depth, paragraphs, plain, render

FOR_DYB = "Teksten har for mange lag af punktopstillinger. Ryk nogle af dem ud."


@pytest.mark.parametrize(
    ("html", "rent"),
    [
        ("", ""),
        (None, ""),
        ("<p></p>", ""),
        ("<p>&nbsp;</p><ul><li></li></ul>", ""),
        ("<h2>Mål</h2>", "<p><strong>Mål</strong></p>"),
        ("<p><u>a</u><b>b</b><i>c</i></p>", "<p><strong>ab</strong><em>c</em></p>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<li>løs</li>", "<ul><li><p>løs</p></li></ul>"),
        ("<table><tr><td>1<td>2</table>", "<p>1</p><p>2</p>"),
        ("<p class=x style='color:red'>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("linje 1\nlinje 2\n\n<3 & mere", "<p>linje 1<br>linje 2</p><p>&lt;3 &amp; mere</p>"),
        ("<!--[if mso]>x<![endif]--><o:p>tekst</o:p><style>p{}</style>", "<p>tekst</p>"),
        (
            "<p><strong><a href='mailto:a@b.dk' target=_blank>x</a></strong></p>",
            '<p><a href="mailto:a@b.dk" rel="noopener"><strong>x</strong></a></p>',
        ),
    ],
)
def test_clean_gives_one_shape(html, rent):
    assert clean(html) == rent


def test_editor_output_is_already_clean():
    html = "<p>a <strong>b</strong></p><ol><li><p>c</p><ul><li><p>d</p></li></ul></li></ol>"

    assert clean(html) == html


@pytest.mark.parametrize(
    "href",
    [
        "/intern",
        "side.html",
        "#top",
        "//ond.example",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,<b>x",
        "vbscript:x",
        "https:/ond.example",
        "https:\\\\ond.example",
        "http:ond.example",
        "&#106;avascript:alert(1)",
        "ftp://x.example",
        "",
    ],
)
def test_other_link_is_dropped_and_its_text_kept(href):
    assert clean(f'<p><a href="{href}">tekst</a></p>') == "<p>tekst</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<p onclick=alert(1) style='background:url(javascript:alert(1))'>x</p>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action=javascript:alert(1)><button>x</button></form>",
        "<a href='https://x.example\" onmouseover=\"alert(1)'>x</a>",
        "<template><script>alert(1)</script></template>",
        "<textarea><img src=x onerror=alert(1)></textarea>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href='//ond.example'><p>x</p>",
        "<object data=x.swf></object><embed src=x>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_attack_leaves_only_allowed_tags(html):
    maerker = [stump.split(">")[0] for stump in render(html).split("<")[1:]]

    assert set(maerker) <= {"p", "/p", "br", "strong", "/strong", "em", "/em"}


def test_render_is_safe_and_cleans_again():
    rendered = render("<p onclick=x>a</p>")

    assert isinstance(rendered, SafeString)
    assert rendered == "<p>a</p>"


def test_paragraphs_are_the_texts_of_blocks():
    html = "<p>a <em>b</em><br>c</p><ul><li>d<ul><li>e</li></ul></li></ul>"

    assert paragraphs(html) == ["a b\nc", "d", "e"]
    assert plain(html) == "a b\nc\nd\ne"


def test_too_long_text_is_refused_with_the_count():
    assert check(f"<p>{'a' * MAKS}</p>") == ""
    assert check(f"<p>{'a' * (MAKS + 1240)}</p>") == (
        "Teksten er 1.240 tegn for lang. Intet er slettet; forkort den, eller læg resten i et bilag."
    )


def test_word_markup_does_not_count():
    html = "<p class=MsoNormal style='mso-x:y'><span lang=DA>Ord <o:p></o:p></span></p>" * 4_000

    assert (len(html) > 250_000, check(html)) == (True, "")


@pytest.mark.parametrize(("lag", "fejl"), [(6, ""), (7, FOR_DYB)])
def test_lists_nest_six_deep(lag, fejl):
    html = "<ul><li>" * lag + "x" + "</li></ul>" * lag

    assert (depth(html), check(html)) == (lag, fejl)


@pytest.mark.parametrize("tag", ["ul><li", "div", "strong", "a href='https://x.example'", "ukendt"])
def test_bomb_of_nested_tags_is_refused_and_keeps_its_text(tag):
    html = f"<{tag}>" * 30_000 + "tekst"

    assert check(html) == FOR_DYB
    assert clean(html) == "<p>tekst</p>"


STUMPER = [
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<b>",
    "<u>",
    "</u>",
    "<em>",
    "</em>",
    "<h2>",
    "</h2>",
    "<div>",
    "</div>",
    "<br>",
    "</a>",
    "<script>",
    "</script>",
    "<svg>",
    "<math>",
    "<td>",
    "<table>",
    "<tr>",
    "<!--",
    "-->",
    "<mtext>",
    "<style>",
    "<select>",
    "<option>",
    "&lt;",
    "&nbsp;",
    "&amp;",
    "tekst",
    "<",
    ">",
    "<textarea>",
    "<plaintext>",
    "<noscript>",
    "<template>",
    "<pre>",
    "\x00",
]
HTML = st.lists(
    st.sampled_from([*STUMPER, " ", "\n", "\n\n", "<a href='https://x.example'>", "<img src=x onerror=y>"]),
    max_size=25,
).map("".join)


@settings(max_examples=3_000)
@given(st.one_of(HTML, st.text(max_size=200)))
def test_cleaning_twice_changes_nothing(html):
    rent = clean(html)

    assert clean(rent) == rent
    assert "\0" not in rent
