"""Forms of a paper: the edit page's sections and controls, the new-paper form, the list's filters."""
