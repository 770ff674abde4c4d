// The form as a whole: rows moved by htmx (40 §6.4), keys, and saving what is typed before it is posted.
const form = document.getElementById("rediger");

// Each field gets its own answer first, so that no base in the posted form is old.
document.addEventListener("htmx:confirm", (event) => {
  if (!form.contains(event.detail.elt)) return;
  event.preventDefault();
  form.flush().then(() => event.detail.issueRequest(true));
});

form.addEventListener("submit", async (event) => {
  if (form.sender) return;
  event.preventDefault();
  if (!(await form.flush())) return;
  form.sender = true;
  form.requestSubmit(event.submitter);
});
window.addEventListener("pageshow", () => (form.sender = false));

// While the server answers, nothing can be typed that the answer would sweep away.
form.addEventListener("htmx:beforeRequest", ({ detail: { target } }) => (target.inert = target.matches("section")));
form.addEventListener("htmx:afterRequest", ({ detail: { target, elt, successful } }) => {
  target.inert = false;
  if (successful) return;
  elt.focus();
  form.say("Ikke gemt – prøv igen. Din tekst står her.", "fejl");
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!form.contains(target) || !target.matches("section")) return;
  target.querySelector("[data-fokus]")?.focus();
  if (target.dataset.status) form.say(target.dataset.status, "talt");
});

// At the ends the arrow stays reachable and says so by aria-disabled; it must only do nothing.
form.addEventListener("click", (event) => {
  if (!event.target.closest("[aria-disabled=true]")) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("keydown", (event) => {
  const { key, altKey, target } = event;
  const verbum = altKey && { ArrowUp: "op", ArrowDown: "ned" }[key];
  const raekke = verbum && !target.matches("select") && target.closest(".raekker > li");
  const enter = key === "Enter" && target.matches("#rediger input:not([type=radio], [type=checkbox])");
  if (!raekke && !enter && !(key === "s" && (event.ctrlKey || event.metaKey))) return;
  event.preventDefault();
  if (raekke) raekke.querySelector(`[value^="${verbum}:"]`)?.click();
  else if (enter && target.name.startsWith("soeg:")) target.nextElementSibling.click();
  else form.flush();
});
