// What is said at a field: echo, error, letters left.
const ure = new WeakMap();
const make = (tag, egenskaber) => Object.assign(document.createElement(tag), egenskaber);

function show(felt, { ekko = "", ekko_slags, slags = ekko_slags, forslag }) {
	const sted = document.getElementById(`ekko-${felt.name}`);
	if (!sted) return;
	sted.className = `ekko ekko-${slags || "info"}`;
	sted.textContent = ekko;
	if (!forslag) return;
	const onclick = () => {
		felt.value = forslag;
		felt.focus();
		felt.dispatchEvent(new Event("input", { bubbles: true }));
	};
	sted.append(" ", make("button", { type: "button", textContent: `Skriv »${forslag}«`, onclick }));
}

async function read(felt, url) {
	const tekst = felt.value;
	const svar = await fetch(`${url}&tekst=${encodeURIComponent(tekst)}`).catch(() => null);
	if (svar?.ok && felt.value === tekst) show(felt, await svar.json());
}

function showError(h, tekst) {
	const navn = h.dataset.navn, felt = navn ? h.querySelector(`[name="${CSS.escape(navn)}"]`) : h;
	const id = `${navn ? `id_${navn}` : h.id}_error`, boks = h.closest(".felt");
	const ider = (h.getAttribute("aria-describedby") || "").split(" ").filter((del) => del !== id);
	document.getElementById(id)?.remove();
	boks.classList.toggle("har-fejl", !!tekst);
	felt.ariaInvalid = tekst ? "true" : null;
	if (tekst) {
		(boks.querySelector(":scope > .helptext") || boks.querySelector("label, legend"))
			.after(make("p", { id, className: "errorlist", textContent: tekst }));
		ider.push(id);
	}
	h.setAttribute("aria-describedby", ider.join(" "));
}

function count(felt) {
	const { maks } = felt.dataset, rest = maks - felt.value.length;
	if (!maks) return;
	if (!felt.nextElementSibling) felt.after(make("p", { className: "tegn", ariaLive: "polite" }));
	const tekst = rest < 0 ? `Teksten er ${-rest} tegn for lang. Intet er slettet.` : `${rest} tegn tilbage`;
	felt.nextElementSibling.textContent = rest <= maks / 5 ? tekst : "";
}

addEventListener("input", ({ target }) => {
	if (!target.form) return;
	const { laesKroner, laesTidspunkt } = target.form.dataset;
	const url = target.matches(".kroner") ? laesKroner : target.matches(".tidspunkt") && laesTidspunkt;
	count(target);
	if (!url) return;
	clearTimeout(ure.get(target));
	if (target.value.trim()) ure.set(target, setTimeout(read, 400, target, url));
	else show(target, {});
});
addEventListener("portal:svar", ({ target, detail }) => {
	showError(target, detail.fejl);
	if (detail.ekko !== undefined) show(target, detail);
});
