"""What the rich-text editor needs of the content security policy, on edit pages only (40 §14)."""

from csp.constants import NONCE

EDITOR_CSP = {"script-src": [NONCE]}
