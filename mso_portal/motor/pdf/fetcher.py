"""The renderer's only way to the outside: a dictionary."""

from dataclasses import dataclass

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from mso_portal.motor.charts.lys import lysbilleder

SCHEME = "mem:"


@dataclass(frozen=True)
class Image:
    """A picture the paper may show as ``<img src="mem:{navn}">``."""

    navn: str
    indhold: bytes
    mime: str = "image/svg+xml"


LYS = tuple(Image(f"lys-{farve}", picture.encode()) for farve, picture in lysbilleder())


class MemoryFetcher(URLFetcher):
    """Serves the given images, and the lights that pdf.css asks for: no network, no files, no data addresses.

    Anything else stops the rendering. The error is no ``Exception``: it passes the renderer's own
    handlers, and callers that must survive it catch ``BaseException``.
    """

    def __init__(self, images=()):
        super().__init__(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)
        self._images = {SCHEME + image.navn: image for image in (*LYS, *images)}

    def fetch(self, url, headers=None):
        image = self._images.get(url)
        if image is None:
            raise FatalURLFetchingError("The paper asked for an address that was not given to it.")
        return URLFetcherResponse(url, image.indhold, {"Content-Type": image.mime})
