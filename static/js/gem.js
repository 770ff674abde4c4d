// Autosave, one field at a time (40 §6.2). The text stays in the page until the server has it.
const form = document.getElementById("rediger");
const linje = document.getElementById("gemmestatus");
const PAUSE = 1500, LANGSOM = 400, IGEN = 5000, RO = 30000;
const felter = new Map();
let sidstSagt = 0, loggetUd = false, igen = null;

const q = CSS.escape;
const one = (navn) => form.querySelector(`[data-navn="${q(navn)}"][data-base], [name="${q(navn)}"][data-base]`);
const controls = (h) => (h.dataset.navn ? [...h.querySelectorAll(`[name="${q(h.dataset.navn)}"]`)] : [h]);
// A field is its control, or the ticked boxes or chosen options of its fieldset.
const parts = (h) => controls(h).flatMap((el) => (el.multiple ? [...el.options] : el));
const key = (el) => (el.tagName === "OPTION" ? "selected" : /radio|checkbox/.test(el.type) ? "checked" : null);
const values = (h) => parts(h).filter((el) => !key(el) || el[key(el)]).map((el) => el.value);
const open = (f) => f.aendret && !f.konflikt;
const tell = (h, type, detail) => h.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
const link = (til) => Object.assign(document.createElement("a"), til);

function write(h, vaerdi) {
  for (const el of parts(h)) {
    if (key(el)) el[key(el)] = vaerdi.split("\n").includes(el.value);
    else el.value = vaerdi;
  }
  tell(h, "portal:vaerdi");
}

function say(tekst, slags = "", tilsidst = "") {
  if (slags && linje.textContent.startsWith(tekst)) return;
  const straks = slags || Date.now() - sidstSagt > RO;
  linje.ariaLive = straks ? "polite" : "off";
  if (straks) sidstSagt = Date.now();
  linje.className = slags;
  linje.replaceChildren(tekst, " ", tilsidst);
}

function rebase(h, navn, base) {
  h.dataset.base = base;
  const skjult = form.elements[`base:${navn}`];
  if (skjult) skjult.value = base;
}

function accept(navn, f, udgave, svar) {
  const h = one(navn), anden = svar.andre?.[0];
  if (f.aendret === udgave) f.aendret = 0;
  delete f.fravalgt;
  clearTimeout(igen);
  igen = null;
  rebase(h, navn, svar.base);
  tell(h, "portal:svar", { ...svar, slags: svar.ekko_slags });
  if (!anden) return say(`Gemt ${svar.gemt}`);
  const vis = link({ textContent: "Vis", href: `#${anden.felt_id}` });
  // The other text is on the server; only a new reading of the page shows it.
  vis.onclick = () => setTimeout(() => location.reload());
  say(`${anden.navn} har ændret ${anden.felt} ${anden.kl}.`, "obs", vis);
}

function conflict(navn, f, h, { html, besked }) {
  const sted = h.closest(".felt") || h, editor = h.closest(".prose-editor");
  f.konflikt = true;
  say(besked, "obs");
  sted.insertAdjacentHTML("afterend", html);
  const boks = sted.nextElementSibling;
  boks.addEventListener("click", ({ target }) => {
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
  });
}

async function renew() {
  const svar = await fetch("/profil/noegle/");
  if (!svar.ok) return;
  const { csrf } = await svar.json();
  for (const felt of document.getElementsByName("csrfmiddlewaretoken")) felt.value = csrf;
  loggetUd = false;
}

async function post(navn, f) {
  const h = one(navn), udgave = f.aendret;
  if (!h) felter.delete(navn);
  if (!h || !open(f)) return;
  const langsom = setTimeout(say, LANGSOM, "Gemmer …");
  try {
    if (loggetUd) await renew();
    const body = new URLSearchParams({ felt: navn, base: h.dataset.base, fravalgt: f.fravalgt ?? "" });
    for (const vaerdi of values(h)) body.append("vaerdi", vaerdi);
    const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const svar = await fetch(form.dataset.feltUrl, { method: "POST", body, headers });
    if (svar.status === 401) {
      loggetUd = true;
      return say(linje.dataset.loggetUd, "fejl", link({ textContent: "Log ind", href: "/login/", target: "_blank" }));
    }
    if (!svar.ok && ![409, 422].includes(svar.status)) throw svar;
    const data = await svar.json();
    if (svar.ok) return accept(navn, f, udgave, data);
    if (svar.status === 409) return conflict(navn, f, h, data);
    tell(h, "portal:svar", data);
    say(data.fejl, "fejl");
  } catch (fejl) {
    loggetUd ||= fejl.status === 403;
    say(linje.dataset.ikkeGemt, "fejl");
    clearTimeout(igen);
    igen = setTimeout(flush, IGEN);
  } finally {
    clearTimeout(langsom);
  }
}

// One request per field at a time; what is typed meanwhile goes with the next.
function save(navn) {
  const f = felter.get(navn);
  clearTimeout(f.ur);
  return (f.arbejder = Promise.resolve(f.arbejder).then(() => post(navn, f)));
}

// Answers whether all that can be saved has reached the server; raekker.js asks before it posts the form.
async function flush() {
  await Promise.all([...felter].map(([navn, f]) => (open(f) ? save(navn) : f.arbejder)));
  return !loggetUd && !igen;
}
Object.assign(form, { flush, say });

form.addEventListener("input", ({ target }) => {
  const h = target.closest("[data-navn][data-base]") || target, navn = h.dataset.navn || h.name;
  if (h.dataset.base === undefined || target.name !== navn) return;
  if (!felter.has(navn)) felter.set(navn, { aendret: 0 });
  const f = felter.get(navn);
  f.aendret += 1;
  clearTimeout(f.ur);
  f.ur = setTimeout(save, PAUSE, navn);
});
form.addEventListener("change", flush);
form.addEventListener("focusout", flush);
window.addEventListener("focus", () => loggetUd && flush());
window.addEventListener("beforeunload", (event) => {
  if (!form.sender && [...felter.values()].some((f) => f.aendret)) event.preventDefault();
});
