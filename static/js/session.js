// Warns five minutes before the session ends: the portal's only dialog.
const dialog = document.getElementById("sessionsdialog");
const [forny, login] = dialog.querySelectorAll("button, a");
const nu = () => Date.now() / 1000;
const laengde = document.documentElement.dataset.sessionSlut - nu();
let slut;

// Saving keeps the session alive, so a page in use is not interrupted.
function extend() {
	slut = nu() + laengde;
	dialog.close();
}
for (const type of ["portal:svar", "htmx:afterOnLoad"]) addEventListener(type, extend);
extend();

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

// A sleeping tablet stops timers, so the clock is asked again.
setInterval(() => {
	if (nu() < slut - 300 || !login.hidden) return;
	if (!dialog.open) dialog.showModal();
	if (nu() >= slut) showEnded();
}, 1000);
