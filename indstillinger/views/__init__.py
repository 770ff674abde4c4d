"""Pages of papers: lists, reading, writing, history, verbs."""
