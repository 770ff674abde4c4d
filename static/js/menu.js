// Menus are <details>: they work without this file, which only closes them again.
function close(event) {
	for (const menu of document.querySelectorAll("details.menu[open]")) {
		const inde = menu.contains(event.target);
		if (event.key ? event.key !== "Escape" : inde) continue;
		menu.open = false;
		if (event.key && inde) menu.querySelector("summary").focus();
	}
}

for (const type of ["keydown", "click", "focusin"]) document.addEventListener(type, close);
