// Autosave by field. The text stays in the page until the server has it.
const form = document.getElementById("rediger");
const linje = document.getElementById("gemmestatus");
const PAUSE = 1500, LANGSOM = 400, IGEN = 5000, RO = 30000;
const felter = new Map();
let sagt = 0, loggetUd = false, igen = null;

const q = CSS.escape;
const one = (navn) => form.querySelector(`[data-navn="${q(navn)}"][data-base], [name="${q(navn)}"][data-base]`);
const controls = (h) => (h.dataset.navn ? [...h.querySelectorAll(`[name="${q(h.dataset.navn)}"]`)] : [h]);
// A field is its control, or the ticked or chosen of its fieldset.
const parts = (h) => controls(h).flatMap((el) => (el.multiple ? [...el.options] : el));
const key = (el) => (el.tagName === "OPTION" ? "selected" : /radio|checkbox/.test(el.type) ? "checked" : null);
const values = (h) => parts(h).filter((el) => !key(el) || el[key(el)]).map((el) => el.value);
const open = (f) => f.aendret && !f.konflikt;
const tell = (h, type, detail) => h.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
const on = (type, act, where = form) => where.addEventListener(type, act);

function write(h, vaerdi) {
	for (const el of parts(h)) {
		if (key(el)) el[key(el)] = vaerdi.split("\n").includes(el.value);
		else el.value = vaerdi;
	}
	tell(h, "portal:vaerdi");
}

function say(tekst = linje.dataset.ikkeGemt, slags = "fejl", felt = "") {
	if (slags && linje.textContent.startsWith(tekst)) return;
	const straks = slags || Date.now() - sagt > RO;
	linje.ariaLive = straks ? "polite" : "off";
	if (straks) sagt = Date.now();
	linje.className = slags;
	linje.textContent = tekst;
	linje.nextElementSibling.hidden = !loggetUd;
	if (!felt) return;
	// Only a new reading shows the other text.
	linje.insertAdjacentHTML("beforeend", ` <a href="#${felt}">Vis</a>`);
	linje.lastChild.onclick = () => setTimeout(() => location.reload());
}

function rebase(h, navn, base) {
	h.dataset.base = base;
	const skjult = form[`base:${navn}`];
	if (skjult) skjult.value = base;
}

function accept(navn, f, udgave, svar) {
	const h = one(navn), anden = svar.andre?.[0];
	if (f.aendret === udgave) f.aendret = 0;
	delete f.fravalgt;
	rebase(h, navn, svar.base);
	tell(h, "portal:svar", svar);
	if (anden) say(`${anden.navn} har ændret ${anden.felt} ${anden.kl}.`, "obs", anden.felt_id);
	else say(`Gemt ${svar.gemt}`, "");
}

function conflict(navn, f, h, { html, besked }) {
	const sted = h.closest(".felt") || h, editor = h.closest(".prose-editor");
	f.konflikt = true;
	say(besked, "obs");
	sted.insertAdjacentHTML("afterend", html);
	const boks = sted.nextElementSibling;
	on("click", ({ target }) => {
		const valg = target.closest("[data-valg]")?.dataset.valg;
		if (!valg) return;
		const min = values(h).join("\n"), gemt = boks.querySelector("template").content.textContent;
		const skel = editor ? "" : h.type === "textarea" ? "\n\n" : " ";
		if (valg !== "min") write(h, valg === "gemt" ? gemt : min + skel + gemt);
		rebase(h, navn, boks.dataset.gemtBase);
		boks.remove();
		Object.assign(f, { konflikt: false, aendret: f.aendret + 1, fravalgt: { min: gemt, gemt: min }[valg] });
		(editor?.querySelector("[contenteditable]") || controls(h)[0]).focus();
		save(navn);
	}, boks);
}

async function post(navn, f) {
	const h = one(navn), udgave = f.aendret;
	if (!h) felter.delete(navn);
	if (!h || !open(f)) return;
	const langsom = setTimeout(say, LANGSOM, "Gemmer …", "");
	try {
		const ny = loggetUd && (await fetch("/profil/noegle/"));
		if (ny.ok) form.csrfmiddlewaretoken.value = (await ny.json()).csrf;
		const body = new URLSearchParams({ felt: navn, base: h.dataset.base, fravalgt: f.fravalgt ?? "" });
		for (const vaerdi of values(h)) body.append("vaerdi", vaerdi);
		const headers = { Accept: "application/json", "X-CSRFToken": form.csrfmiddlewaretoken.value };
		const svar = await fetch(form.dataset.feltUrl, { method: "POST", body, headers });
		loggetUd = [401, 403].includes(svar.status);
		if (svar.status === 401) return say(linje.dataset.loggetUd);
		if (!svar.ok && ![409, 422].includes(svar.status)) throw svar;
		const data = await svar.json();
		if (svar.ok) return accept(navn, f, udgave, data);
		if (data.html) return conflict(navn, f, h, data);
		tell(h, "portal:svar", data);
		say(data.fejl);
	} catch {
		say();
		clearTimeout(igen);
		igen = setTimeout(flush, IGEN);
	} finally {
		clearTimeout(langsom);
	}
}

// One request per field at a time; later typing goes with the next.
function save(navn) {
	const f = felter.get(navn);
	clearTimeout(f.ur);
	return (f.arbejder = Promise.resolve(f.arbejder).then(() => post(navn, f)));
}

// Answers whether the server was reached.
async function flush() {
	clearTimeout(igen);
	igen = null;
	await Promise.all([...felter].map(([navn, f]) => (open(f) ? save(navn) : f.arbejder)));
	return !loggetUd && !igen;
}
Object.assign(form, { flush, say });

on("input", ({ target }) => {
	const h = target.closest("[data-navn][data-base]") || target, navn = h.dataset.navn || h.name;
	if (h.dataset.base === undefined || target.name !== navn) return;
	if (!felter.has(navn)) felter.set(navn, { aendret: 0 });
	const f = felter.get(navn);
	f.aendret += 1;
	clearTimeout(f.ur);
	f.ur = setTimeout(save, PAUSE, navn);
});
on("change", flush);
on("focusout", flush);
on("focus", () => loggetUd && flush(), window);
on("beforeunload", (event) => {
	if (!form.sender && [...felter.values()].some((f) => f.aendret)) event.preventDefault();
}, window);
