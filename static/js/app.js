// What every page has: menus that close, forms that warn before typed text is lost, and words when the server is silent.
"use strict";

(() => {
  const menus = () => document.querySelectorAll("details[data-menu][open], details.jump[open]");

  document.addEventListener("click", (event) => {
    for (const menu of menus()) {
      const chosen = event.target.closest(".jump a");
      if (!menu.contains(event.target) || chosen) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      const held = menu.contains(document.activeElement);
      menu.open = false;
      if (held) menu.querySelector("summary").focus();
    }
  });

  // What was just done is said once: loading the page again, or coming back to it, would repeat it as news.
  const address = new URL(window.location.href);
  if (address.searchParams.has("done")) {
    address.searchParams.delete("done");
    window.history.replaceState(window.history.state, "", address);
  }

  // Somebody who sent a form with a mistake starts at the list of what to put right.
  const mistakes = document.querySelector("[data-errors]");
  if (mistakes) mistakes.focus();

  for (const form of document.querySelectorAll("form[data-guard-leave]")) {
    let changed = Boolean(mistakes);
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    for (const leaving of ["beforeunload", "ninestep:leave"]) {
      window.addEventListener(leaving, (event) => { if (changed) event.preventDefault(); });
    }
  }

  // What is shown once is asked for once: the second of two clicks would take the answer to the first away.
  for (const form of document.querySelectorAll("form[data-shown-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", () => { delete form.dataset.sent; });
  }

  // Printing needs script, so its button shows itself where script runs.
  const showPrint = () => { for (const button of document.querySelectorAll("[data-print]")) button.hidden = false; };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  document.addEventListener("htmx:after:swap", showPrint);
  showPrint();

  // So does copying, which a browser allows where the connection is its own: a text can be selected in any case.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      said.textContent = "";
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        said.textContent = "Copied";
      } catch {
        said.textContent = "It is selected. Copy it with your keyboard or by a long press.";
      }
    });
  }

  document.addEventListener("htmx:error", () => {
    const place = document.querySelector(".flash");
    if (!place) return;
    const words = document.createElement("p");
    words.className = "notice flash-words";
    words.textContent = "The server did not answer. What you see may be a little old. Try again in a moment.";
    place.replaceChildren(words);
  });
})();
