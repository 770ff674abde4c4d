// Warns five minutes before the session ends; the dialog is the portal's only one.
const dialog = document.getElementById("sessionsdialog");
const [forny, login] = dialog.querySelectorAll("button, a");
const nu = () => Date.now() / 1000;
let slut = Number(document.documentElement.dataset.sessionSlut);
const laengde = slut - nu();

function extend() {
  slut = nu() + laengde;
  dialog.close();
}

function showEnded() {
  dialog.querySelector("[role=status]").textContent = dialog.dataset.udloebet;
  forny.hidden = true;
  login.hidden = false;
}

forny.onclick = async () => {
  const svar = await fetch("/profil/noegle/").catch(() => null);
  if (!svar?.ok) return showEnded();
  const { csrf } = await svar.json();
  for (const felt of document.getElementsByName("csrfmiddlewaretoken")) felt.value = csrf;
  extend();
};
login.onclick = () => dialog.close();

// Saving keeps the session alive, so a page in use is not interrupted.
document.addEventListener("portal:svar", extend);
document.addEventListener("htmx:afterOnLoad", extend);

// A sleeping tablet stops timers; so the clock is asked again and again, not once.
setInterval(() => {
  if (nu() < slut - 300 || !login.hidden) return;
  if (!dialog.open) dialog.showModal();
  if (nu() >= slut) showEnded();
}, 1000);
