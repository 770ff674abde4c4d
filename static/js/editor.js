// What django-prose-editor lacks: Danish names, roles, keyboard, and lists pasted from Word.
const NAVNE = {
  bold: "Fed", italic: "Kursiv", bulletList: "Punktliste", orderedList: "Nummereret liste", link: "Indsæt link",
  unlink: "Fjern link", "history:undo": "Fortryd", "history:redo": "Gendan",
};
const make = (tag, egenskaber) => Object.assign(document.createElement(tag), egenskaber);
const vejledning = make("p", { id: "editorhjaelp", hidden: true });
vejledning.textContent = "Alt+F10 går til værktøjslinjen. I en liste: tryk Escape og så Tab for at gå videre.";
document.body.append(vejledning);

function toolbar(editor, linje, navn) {
  const knapper = [...linje.querySelectorAll("button")];
  const synlige = () => knapper.filter((knap) => !knap.matches(".hidden"));
  const choose = (valgt) => knapper.forEach((knap) => (knap.tabIndex = knap === valgt ? 0 : -1));
  linje.role = "toolbar";
  linje.ariaLabel = `Formatering af ${navn}`;
  for (const knap of knapper) {
    knap.textContent = NAVNE[knap.dataset.name];
    knap.classList.remove("material-icons");
    knap.ariaLabel = null;
    knap.title = "";
  }
  const update = () => {
    for (const knap of knapper) {
      const type = knap.dataset.name;
      if (!type.includes(":") && type !== "unlink") knap.ariaPressed = editor.isActive(type);
      knap.ariaDisabled = knap.matches(".disabled");
    }
    if (!synlige().some((knap) => knap.tabIndex === 0)) choose(synlige()[0]);
  };
  choose(knapper[0]);
  update();
  editor.on("transaction", update);
  linje.addEventListener("keydown", (event) => {
    const alle = synlige(), her = alle.indexOf(event.target);
    const til = { ArrowRight: (her + 1) % alle.length, ArrowLeft: her - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    if (til === undefined) return;
    event.preventDefault();
    choose(alle.at(til));
    alle.at(til).focus();
  });
}

// In a list Tab indents; after Escape it leaves, as everywhere else.
function keys(ramme) {
  let slip = false;
  ramme.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") ramme.querySelector("[tabindex='0']").focus();
    if (event.key === "Tab" && slip) event.stopPropagation();
    if (event.key !== "Shift") slip = event.key === "Escape" && event.target.isContentEditable;
  }, true);
}

// Word writes lists as paragraphs with the bullet as text.
function wordLists(dok) {
  const lister = [];
  for (const afsnit of dok.querySelectorAll("p[style*='mso-list']")) {
    const niveau = Number(/level(\d)/.exec(afsnit.getAttribute("style"))?.[1] || 1);
    const tegn = afsnit.querySelector("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
    const type = /^\W*\w{1,4}[.)]/.test(tegn?.textContent) ? "ol" : "ul";
    const punkt = make("li"), indhold = make("p");
    tegn?.remove();
    indhold.append(...afsnit.childNodes);
    punkt.append(indhold);
    if (afsnit.previousElementSibling !== lister[0]) lister.length = 0;
    lister.length = Math.min(lister.length, niveau);
    while (lister.length < niveau) {
      const liste = make(type), over = lister.at(-1)?.lastElementChild;
      if (over) over.append(liste);
      else afsnit.before(liste);
      lister.push(liste);
      if (lister.length < niveau) liste.append(make("li"));
    }
    lister.at(-1).append(punkt);
    afsnit.remove();
  }
}

function cleanPaste(html) {
  const fed = html.replace(/<h[1-6][^>]*>/gi, "<p><strong>").replace(/<\/h[1-6]>/gi, "</strong></p>");
  const dok = new DOMParser().parseFromString(fed.replace(/<(\/?)u>/gi, "<$1strong>"), "text/html");
  wordLists(dok);
  return dok.body.innerHTML;
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const ramme = textarea.closest(".prose-editor"), label = textarea.labels[0];
  label.id ||= `${textarea.id}_label`;
  const update = () => {
    const beskrevet = `${textarea.getAttribute("aria-describedby") || ""} ${vejledning.id}`;
    const attributes = { role: "textbox", "aria-multiline": "true", lang: "da", "aria-labelledby": label.id };
    Object.assign(attributes, { "aria-describedby": beskrevet, "aria-invalid": textarea.ariaInvalid || "false" });
    editor.setOptions({ editorProps: { attributes, transformPastedHTML: cleanPaste } });
  };
  update();
  keys(ramme);
  // The menu is made when the editor has been created, a moment after it is ready.
  editor.on("create", () => toolbar(editor, ramme.querySelector(".prose-menubar"), label.firstChild.textContent));
  new MutationObserver(update).observe(textarea, { attributeFilter: ["aria-invalid", "aria-describedby"] });
  textarea.addEventListener("portal:vaerdi", () => editor.commands.setContent(textarea.value));
});

// The textarea is hidden behind the editor, so labels and links to it lead to the editor instead.
document.addEventListener("click", (event) => {
  const fra = event.target.closest?.("a[href^='#'], label[for]");
  const maal = document.getElementById(fra?.htmlFor || fra?.hash?.slice(1))?.closest(".prose-editor");
  if (!maal) return;
  event.preventDefault();
  maal.querySelector("[contenteditable]").focus();
});
