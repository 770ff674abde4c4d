import pytest
from weasyprint.urls import FatalURLFetchingError

from mso_portal.motor.pdf import Image
from mso_portal.motor.pdf.fetcher import MemoryFetcher

FETCHER = MemoryFetcher([Image("graf.png", b"billede", "image/png")])


def test_given_image_is_served_with_its_type():
    response = FETCHER.fetch("mem:graf.png")

    assert (response.read(), response.content_type) == (b"billede", "image/png")


@pytest.mark.parametrize(
    "url",
    [
        "mem:anden.png",
        "MEM:graf.png",
        "mem:graf.png?x",
        "mem://graf.png",
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.dk/",
        "ftp://example.dk/",
        "data:text/plain,x",
        "//example.dk/x",
        "graf.png",
        "",
    ],
)
def test_any_other_address_is_fatal(url):
    with pytest.raises(FatalURLFetchingError):
        FETCHER.fetch(url)


def test_error_does_not_repeat_the_address():
    with pytest.raises(FatalURLFetchingError) as error:
        FETCHER("https://example.dk/hemmelig")

    assert str(error.value) == "The paper asked for an address that was not given to it."
