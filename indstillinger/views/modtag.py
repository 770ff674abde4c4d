"""How a form with one file hands it on to its verb."""

from mso_portal.motor.filer import Afvist, accept

VAELG_IGEN = "Vælg filen igen. Den er ikke gemt, fordi noget andet skal rettes først."


def take_in(form):
    """Check and keep the file of a posted form, outside any lock; its Fil and name take its place in what the verb
    gets. What is wrong with it becomes the field's error. No browser sends it again by itself: that is said too."""
    if not form.is_bound:
        return
    if not form.is_valid():
        if form.files and not form.searching and "fil" not in form.errors:
            form.add_error("fil", VAELG_IGEN)
        return
    upload = form.cleaned_data["fil"]
    kept = {"fil": None, "filnavn": ""}
    if upload is not None:
        try:
            kept["fil"], kept["filnavn"] = accept(upload, upload.name)
        except Afvist as reason:
            return form.add_error("fil", str(reason))
    form.cleaned_data |= kept
