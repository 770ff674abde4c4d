"""What the rich-text editor needs of the content security policy, on edit pages only (40 §14)."""

from csp.constants import NONCE

# The one style element that the editor writes itself; a browser test fails when an upgrade changes it.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
EDITOR_CSP = {"script-src": [NONCE], "style-src": [EDITOR_STYLE]}
