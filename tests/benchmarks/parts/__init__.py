"""One module per part, each with a function `bars()` that returns or yields its bars."""
