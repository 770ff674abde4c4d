"""What a file put on a tekst item is asked about, and the files of the portal's other forms."""

from django import forms
from django.conf import settings

from indstillinger.forms.afvikling_verber import UddelForm
from indstillinger.forms.bilag import ACCEPT, ENDELSER

OPENNESS = ("aabenhed", "hjemmel", "begrundelse")


def describe_file(field):
    """Say on a file field which kinds may be chosen and how large they may be."""
    field.widget.attrs["accept"] = ACCEPT
    field.help_text = f"{ENDELSER}, højst {settings.MSO_UPLOAD_MB} MB."


class Punktbilagform(UddelForm):
    """A file of a lukket item is lukket, so that is not asked."""

    def __init__(self, data=None, files=None, *, punkt):
        super().__init__(data, files)
        describe_file(self.fields["fil"])
        if punkt.er_lukket:
            for name in OPENNESS:
                del self.fields[name]


def optional_file(label):
    """Return a file field that may be left empty."""
    field = forms.FileField(
        label=label, required=False, allow_empty_file=True, widget=forms.FileInput,
        error_messages={"max_length": "Filens navn er for langt. Giv den et kortere navn."},
    )  # fmt: skip
    describe_file(field)
    return field
