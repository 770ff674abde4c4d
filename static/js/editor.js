// What django-prose-editor lacks.
const hjaelp = document.getElementById("editorhjaelp");
const navne = JSON.parse(hjaelp.dataset.navne);
const make = (tag) => document.createElement(tag);

function toolbar(editor, linje, navn) {
	const knapper = [...linje.querySelectorAll("button")];
	const synlige = () => knapper.filter((knap) => !knap.matches(".hidden"));
	const choose = (valgt) => knapper.forEach((knap) => (knap.tabIndex = -(knap !== valgt)));
	linje.role = "toolbar";
	linje.ariaLabel = `Formatering af ${navn}`;
	for (const knap of knapper) {
		knap.textContent = navne[knap.dataset.name];
		knap.classList.remove("material-icons");
		knap.ariaLabel = null;
		knap.title = "";
	}
	const update = () => {
		for (const knap of knapper) {
			const type = knap.dataset.name;
			if (!/:|unlink/.test(type)) knap.ariaPressed = editor.isActive(type);
			knap.ariaDisabled = knap.matches(".disabled");
		}
		choose(synlige().find((knap) => knap.tabIndex === 0) || synlige()[0]);
	};
	update();
	editor.on("transaction", update);
	linje.addEventListener("keydown", ({ key, target }) => {
		const alle = synlige(), her = alle.indexOf(target);
		const til = alle.at({ ArrowRight: (her + 1) % alle.length, ArrowLeft: her - 1 }[key] ?? her);
		if (key === "Escape") return editor.view.focus();
		choose(til);
		til.focus();
	});
}

// In a list Tab indents; after Escape it leaves, as everywhere else.
function keys(ramme) {
	let slip = false;
	ramme.addEventListener("keydown", (event) => {
		const { key, altKey, target } = event;
		if (altKey && key === "F10") ramme.querySelector("[tabindex='0']").focus();
		if (key === "Tab" && slip) event.stopPropagation();
		if (key !== "Shift") slip = key === "Escape" && target.isContentEditable;
	}, true);
}

// Word writes lists as paragraphs with the bullet as text.
function wordLists(dok) {
	const lister = [];
	for (const afsnit of dok.querySelectorAll("p[style*='mso-list']")) {
		const niveau = Number(/level(\d)/.exec(afsnit.getAttribute("style"))?.[1] || 1);
		const tegn = afsnit.querySelector("[style*='Ignore']");
		const type = /^\W*\w{1,4}[.)]/.test(tegn?.textContent) ? "ol" : "ul";
		const punkt = make("li"), indhold = make("p");
		tegn?.remove();
		indhold.append(...afsnit.childNodes);
		punkt.append(indhold);
		if (afsnit.previousElementSibling !== lister[0]) lister.length = 0;
		lister.length = Math.min(lister.length, niveau);
		if (lister.length < niveau) {
			const liste = make(type), over = lister.at(-1)?.lastElementChild;
			if (over) over.append(liste);
			else afsnit.before(liste);
			lister.push(liste);
		}
		lister.at(-1).append(punkt);
		afsnit.remove();
	}
}

function cleanPaste(html) {
	const fed = html.replace(/<h\d[^>]*>/gi, "<p><strong>").replace(/<\/h\d>/gi, "</strong></p>");
	const dok = new DOMParser().parseFromString(fed.replace(/<(\/?)u>/gi, "<$1strong>"), "text/html");
	wordLists(dok);
	return dok.body.innerHTML;
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
	const ramme = textarea.closest(".prose-editor"), label = textarea.labels[0];
	label.id ||= `${textarea.id}_label`;
	const update = () => {
		const attributes = {
			role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id,
			"aria-describedby": `${textarea.getAttribute("aria-describedby") || ""} ${hjaelp.id}`,
			"aria-invalid": textarea.ariaInvalid || "false", lang: "da",
		};
		editor.setOptions({ editorProps: { attributes, transformPastedHTML: cleanPaste } });
	};
	update();
	keys(ramme);
	// The menu comes after the editor.
	editor.on("create", () => toolbar(editor, ramme.querySelector(".prose-menubar"), label.firstChild.textContent));
	new MutationObserver(update).observe(textarea, { attributeFilter: ["aria-invalid", "aria-describedby"] });
	textarea.addEventListener("portal:vaerdi", () => editor.commands.setContent(textarea.value));
});

// Labels and links to the hidden textarea lead to the editor.
addEventListener("click", (event) => {
	const fra = event.target.closest?.("a[href^='#'], label[for]");
	const maal = document.getElementById(fra?.htmlFor || fra?.hash?.slice(1))?.closest(".prose-editor");
	if (!maal) return;
	event.preventDefault();
	maal.querySelector("[contenteditable]").focus();
});
