// The scaling question: the label below the numbers names the one that is chosen. The words come with the numbers.
"use strict";

for (const label of document.querySelectorAll("[data-asked]")) {
  const numbers = label.closest("fieldset");

  function show() {
    const chosen = numbers.querySelector("[data-asks]:checked");
    if (chosen && label.textContent !== chosen.dataset.asks) label.textContent = chosen.dataset.asks;
  }

  numbers.addEventListener("change", show);
  // A browser that comes back to a page keeps what was chosen, and says so when the page shows.
  window.addEventListener("pageshow", show);
  show();
}
