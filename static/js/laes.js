// What the portal says at a field: echo of amounts and points in time, error, letters left; and its height.
const ure = new WeakMap();
const make = (tag, egenskaber) => Object.assign(document.createElement(tag), egenskaber);

function show(felt, { ekko = "", slags, forslag }) {
  let sted = document.getElementById(`ekko-${felt.name}`);
  if (!sted && !ekko) return;
  if (!sted) {
    sted = make("p", { id: `ekko-${felt.name}`, ariaLive: "polite" });
    felt.closest(".felt").after(sted);
  }
  sted.className = `ekko ekko-${slags || "info"}`;
  sted.textContent = ekko;
  if (!forslag) return;
  const knap = make("button", { type: "button", textContent: `Skriv »${forslag}«` });
  knap.onclick = () => {
    felt.value = forslag;
    felt.focus();
    felt.dispatchEvent(new Event("input", { bubbles: true }));
  };
  sted.append(" ", knap);
}

async function read(felt, url) {
  const tekst = felt.value, adresse = new URL(url, location.href);
  adresse.searchParams.set("tekst", tekst);
  // The echo is a courtesy; saving tells about a lost connection.
  const svar = await fetch(adresse).catch(() => null);
  if (svar?.ok && felt.value === tekst) show(felt, await svar.json());
}

function showError(h, tekst) {
  const navn = h.dataset.navn, felt = navn ? h.querySelector(`[name="${CSS.escape(navn)}"]`) : h;
  const id = `${h.id || felt.id}_error`, boks = h.closest(".felt");
  const ider = (h.getAttribute("aria-describedby") || "").split(" ").filter((del) => del !== id);
  document.getElementById(id)?.remove();
  boks?.classList.toggle("har-fejl", Boolean(tekst));
  felt.ariaInvalid = tekst ? "true" : null;
  if (tekst) {
    const liste = make("ul", { id, className: "errorlist" });
    liste.append(make("li", { textContent: tekst }));
    boks.querySelector(":scope > .helptext, :scope > label, :scope > legend").after(liste);
    ider.push(id);
  }
  h.setAttribute("aria-describedby", ider.join(" "));
}

function grow(felt) {
  if (CSS.supports("field-sizing", "content") || felt.type !== "textarea") return;
  felt.style.height = "auto";
  felt.style.height = `${felt.scrollHeight + 2}px`;
}

function count(felt) {
  const maks = Number(felt.dataset.maks), rest = maks - felt.value.length;
  if (!maks) return;
  let sted = felt.nextElementSibling;
  if (!sted?.matches(".tegn")) felt.after((sted = make("p", { className: "tegn", ariaLive: "polite" })));
  if (rest < 0) sted.textContent = `Teksten er ${-rest} tegn for lang. Intet er slettet.`;
  else sted.textContent = rest <= maks / 5 ? `${rest} tegn tilbage` : "";
}

document.addEventListener("input", ({ target }) => {
  const { laesKroner, laesTidspunkt } = target.form?.dataset || {};
  const url = target.matches(".kroner") ? laesKroner : target.matches(".tidspunkt") && laesTidspunkt;
  grow(target);
  count(target);
  if (!url) return;
  clearTimeout(ure.get(target));
  if (target.value.trim()) ure.set(target, setTimeout(read, 400, target, url));
  else show(target, {});
});
document.addEventListener("portal:svar", ({ target, detail }) => {
  showError(target, detail.fejl);
  if (target.matches(".kroner, .tidspunkt") && detail.ekko !== undefined) show(target, detail);
});
document.querySelectorAll("textarea").forEach(grow);
