"""The verbs of plans: the one place that changes them."""
