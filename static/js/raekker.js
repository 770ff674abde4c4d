// The whole form: rows, keys, posting.
const form = document.getElementById("rediger");
const on = (type, act, where = form) => where.addEventListener(type, act, type === "click");

// Each field is answered first, so that no base in the form is old.
on("htmx:confirm", (event) => {
	event.preventDefault();
	form.flush().then(() => event.detail.issueRequest(true));
});

on("submit", async (event) => {
	if (form.sender) return;
	event.preventDefault();
	if (!(await form.flush())) return;
	form.sender = true;
	// Refused while this event is still told of.
	setTimeout(() => form.requestSubmit(event.submitter));
});
on("pageshow", () => (form.sender = false), window);

// Nothing may be typed that the answer would sweep away.
on("htmx:beforeRequest", ({ detail: { target } }) => (target.inert = target.matches("section")));
on("htmx:afterRequest", ({ detail: { target, elt, successful } }) => {
	target.inert = false;
	if (successful) return;
	elt.focus();
	form.say();
});
on("htmx:afterSettle", ({ target }) => {
	const sted = "button[data-fokus], [data-fokus] :is(input:not([type=hidden]), select, textarea)";
	target.querySelector(sted)?.focus();
	if (target.dataset.status) form.say(target.dataset.status, "talt");
});

// At the ends an arrow does nothing.
on("click", (event) => {
	if (!event.target.closest("[aria-disabled=true]")) return;
	event.preventDefault();
	event.stopPropagation();
});

on("keydown", (event) => {
	const { key, altKey, target } = event;
	const verbum = altKey && { ArrowUp: "op", ArrowDown: "ned" }[key];
	const raekke = verbum && !target.matches("select") && target.closest(".raekker > li");
	const enter = key === "Enter" && target.matches("#rediger input:not([type=radio], [type=checkbox])");
	if (!raekke && !enter && !(key === "s" && (event.ctrlKey || event.metaKey))) return;
	event.preventDefault();
	if (raekke) raekke.querySelector(`[value^="${verbum}:"]`)?.click();
	else if (enter && target.name.startsWith("soeg:")) target.nextElementSibling.click();
	else form.flush();
}, window);
