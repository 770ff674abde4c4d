// Menus are <details>; this only closes them.
function close({ key, target }) {
	for (const menu of document.querySelectorAll("details.menu[open]")) {
		const inde = menu.contains(target);
		menu.open = key ? key !== "Escape" : inde;
		if (key && inde && !menu.open) menu.querySelector("summary").focus();
	}
}
for (const type of ["keydown", "click", "focusin"]) addEventListener(type, close);

// A hidden link names its keys; without Alt a field keeps its own.
addEventListener("keydown", async ({ key, altKey, ctrlKey, metaKey, shiftKey, target }) => {
	const tast = CSS.escape(altKey ? `Alt+${key}` : key);
	const link = document.querySelector(`[data-taster~="${tast}"]`);
	const optaget = !altKey && target.closest("input, select, textarea, dialog, .rul, .prose-editor");
	if (!link || optaget || ctrlKey || metaKey || shiftKey) return;
	if ((await document.forms.rediger?.flush()) !== false) link.click();
});
