"""Value types of the portal: pure functions plus their model and form fields. Imports nothing of ours."""
