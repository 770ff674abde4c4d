"""Files on the edit page: how a bilag's file is spoken of, and the forms that attach and remove one."""

from django import forms

from mso_portal.motor.filer import TYPER
from mso_portal.organisation.forms.skema import Skema

ENDELSER = ".pdf, .docx, .xlsx, .pptx, .png, .jpg"
ACCEPT = ",".join(f".{one}" for one in (*TYPER, "jpeg"))


class VedlaegForm(Skema, forms.Form):
    """Whether the file may be used is for `accept` to say; it works outside any transaction."""

    fil = forms.FileField(
        label="Fil",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"own": "Vælg en fil.", "empty": "Filen er tom. Vælg en anden."},
    )

    def __init__(self, *args, graense, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fil"].help_text = f"{ENDELSER}, højst {graense} MB. En PDF bliver vist side for side i portalen."


class FjernFilForm(Skema, forms.Form):
    """Nothing to fill in: pressing the button is the word."""


def filkort(paper, row):
    """Return what the edit page shows of a bilag's file: name, facts and what can be done with it."""
    own = f"/indstillinger/{paper.nummer}/bilag/"
    change, to = f"{own}vedlaeg/?uuid={row.uuid}", f" til bilag {row.nr}"
    if row.fil is None:
        return {"navn": "", "fakta": "", "handlinger": [{"tekst": "Vedlæg fil", "skjult": to, "url": change}]}
    facts = str(row.fil) if row.fil.tilstand == "ok" else f"{row.fil} · {row.fil.get_tilstand_display()}"
    acts = [("Vis", f" filen{to}", f"{own}{row.nr}/vis/"), ("Skift fil", to, change),
            ("Fjern fil", f" fra bilag {row.nr}", f"{own}{row.nr}/fjern-fil/")]  # fmt: skip
    links = [{"tekst": text, "skjult": rest, "url": url} for text, rest, url in acts]
    return {"navn": row.filnavn, "fakta": facts, "handlinger": links}


def vedlaeg_url(paper):
    """Return where a file is attached to a bilag of its own."""
    return f"/indstillinger/{paper.nummer}/bilag/vedlaeg/"
