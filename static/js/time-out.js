// Before somebody is signed out for want of a click: what is typed gets saved, then the page says so and offers to stay.
"use strict";

(() => {
  const place = document.querySelector("[data-time-out]");
  const words = place.querySelector("[data-words]");
  const form = place.querySelector("form");
  const here = window.location.pathname + window.location.search;
  const AHEAD = 120;
  let timer = 0;

  const later = (seconds, what) => {
    clearTimeout(timer);
    timer = setTimeout(what, Math.max(seconds, 1) * 1000);
  };

  function say(text, offers) {
    place.classList.toggle("time-out-open", Boolean(text));
    form.hidden = !offers;
    if (words.textContent !== text) words.textContent = text;
  }

  // Pages with fields answer these events: one asks them to save, the other whether unsaved text would be lost.
  const tell = (name, detail) => window.dispatchEvent(new CustomEvent(name, { cancelable: true, detail }));

  async function save() {
    const saving = [];
    tell("ninestep:save", saving);
    await Promise.all(saving);
  }

  // Other tabs count as well, so it is the server that knows.
  async function ask() {
    let left;
    try {
      left = await (await fetch("/sign-in/time-left")).json();
    } catch {
      later(30, ask);
      return;
    }
    const same = left.who === place.dataset.who;
    if (same) renew(left.token);
    if (same && left.seconds > AHEAD) {
      say("", false);
      later(left.seconds - AHEAD, warn);
    } else if (same) {
      say(`You will be signed out in about two minutes${left.stays ? "" : ", and can sign in again at once"}.`, left.stays);
      later(left.seconds + 1, ask);
    } else leave();
  }

  async function warn() {
    await save();
    await ask();
  }

  function isChanged(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const came = [...field.options].find((option) => option.defaultSelected) || field.options[0];
    return field.value !== came?.value;
  }

  // The rating form speaks for itself; in every other field what differs from what came is not saved.
  const isTyped = () => [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea)")].some(
    (field) => isChanged(field) && !field.closest("[data-rating]"),
  );

  function leave() {
    if (!isTyped() && tell("ninestep:leave")) {
      window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
    } else {
      say("You are signed out. Your text is still here: sign in again in another tab, then send it.", false);
    }
  }

  // Signed in again in another tab: forms that are open here go on with the new token.
  function renew(token) {
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRF-Token": token }));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    } finally {
      await ask();
    }
  });

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  form.elements.next.value = here;
  later(Number(place.dataset.timeOut) - AHEAD, warn);
})();
