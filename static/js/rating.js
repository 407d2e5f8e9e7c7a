// The rating form: each element saves itself, and the page says in words what has been kept.
"use strict";

// Of all forms of the page: whichever of them is sent, the others are left with it.
const everySaver = [];

for (const form of document.querySelectorAll("form[data-rating]")) {
  const TYPING_PAUSE = 1200;
  const LONGEST_WAIT = 30000;
  const savers = new Map();
  let leaving = false;

  // ---- What the page shows of the inputs -------------------------------------------------------

  function chosen(element) {
    return element.querySelector("input[type=radio]:checked");
  }

  function stateOf(element) {
    const radio = chosen(element);
    if (!radio) return "open";
    return radio.hasAttribute("data-not-observed") ? "not-observed" : "point";
  }

  function pointWords(element) {
    const radio = chosen(element);
    if (!radio) return "No point chosen yet";
    if (radio.hasAttribute("data-not-observed")) return "Not observed. No point this time.";
    const parts = (radio.getAttribute("aria-label") || radio.value).split(", ");
    return parts.length < 3 ? parts.join(", ") : `${parts.slice(0, -1).join(", ")}: ${parts.at(-1)}`;
  }

  function setText(node, text) {
    if (node && node.textContent !== text) node.textContent = text;
  }

  function showElement(element) {
    const line = element.querySelector("[data-point-words]");
    setText(line, pointWords(element));
    if (line) line.classList.toggle("quiet", stateOf(element) !== "point");
    for (const card of element.querySelectorAll(".stage-card")) {
      const taps = card.querySelectorAll(".indicator input");
      const seen = [...taps].filter((tap) => tap.checked).length;
      setText(card.querySelector("[data-seen]"), seen ? `${seen} of ${taps.length} seen` : "");
    }
    showProgress(element);
  }

  function showProgress(element) {
    const key = CSS.escape(element.dataset.element);
    const state = stateOf(element);
    for (const pip of form.querySelectorAll(`[data-pip="${key}"]`)) {
      pip.className = state === "open" ? "pip" : `pip pip-${state === "point" ? "done" : state}`;
    }
    for (const place of form.querySelectorAll(`[data-jump-mark="${key}"]`)) {
      place.replaceChildren(...heldBy(element, state));
    }
    const all = [...form.querySelectorAll("[data-element]")];
    const done = all.filter((one) => stateOf(one) !== "open").length;
    for (const count of form.querySelectorAll("[data-progress]")) setText(count, `${done} of ${all.length} done`);
  }

  function heldBy(element, state) {
    if (state === "not-observed") return [node("small", "", "not observed")];
    if (state === "open") return [node("span", "ring"), node("span", "hidden", ", open")];
    const mark = node("span", `mark mark-${form.dataset.kind} mark-24`);
    mark.setAttribute("aria-hidden", "true");
    mark.append(node("span", "", chosen(element).value));
    return [mark, node("span", "hidden", `, ${chosen(element).value}`)];
  }

  function node(tag, className, text = "") {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  // ---- Saving ----------------------------------------------------------------------------------

  // One saver a fieldset: at most one request under way, and the newest state goes next.
  function makeSaver(fieldset) {
    const saver = { dirty: false, busy: false, running: null, timer: 0, wait: 2000, stuck: false };

    saver.soon = (delay) => {
      saver.dirty = true;
      clearTimeout(saver.timer);
      saver.timer = setTimeout(saver.now, delay);
    };
    saver.now = () => {
      clearTimeout(saver.timer);
      if (saver.busy || !saver.dirty) return saver.running;
      saver.busy = true;
      saver.running = send(fieldset, saver).finally(() => { saver.busy = false; saver.running = null; next(saver); });
      return saver.running;
    };
    saver.show = () => fieldset.querySelector("[data-saved]").scrollIntoView({ block: "center" });
    return saver;
  }

  function next(saver) {
    if (saver.stuck) {
      clearTimeout(saver.timer);
      saver.timer = setTimeout(saver.now, saver.wait);
      saver.wait = Math.min(saver.wait * 2, LONGEST_WAIT);
    } else if (saver.dirty) {
      saver.now();
    }
    showBar();
  }

  async function send(fieldset, saver) {
    const body = fieldsOf(fieldset);
    saver.dirty = false;
    // What was refused is refused again: its explanation stays in place, with the buttons that it offers.
    if (saver.refused && saver.sent === body.toString()) return;
    saver.sent = body.toString();
    say(fieldset, "saved-busy", "Saving…");
    let answer = null;
    try {
      answer = await fetch(fieldset.dataset.saveUrl, {
        method: "POST",
        body,
        headers: { "X-CSRF-Token": token(), "X-Requested-With": "ninestep" },
        redirect: "manual",
      });
    } catch {
      answer = null;
    }
    // Too fast, or too many at once: the server says when, and what was typed goes then.
    saver.stuck = !answer || answer.status === 429 || answer.status >= 500;
    if (saver.stuck) {
      saver.dirty = true;
      saver.sent = null;
      const seconds = Number(answer?.headers.get("Retry-After"));
      if (seconds > 0) saver.wait = Math.min(seconds * 1000, 2 * LONGEST_WAIT);
      say(fieldset, "saved-waiting", notYet(saver));
      return;
    }
    saver.wait = 2000;
    show(fieldset, saver, answer, await answer.text());
  }

  function secondsOf(wait) {
    const seconds = Math.ceil(wait / 1000);
    return seconds === 1 ? "a second" : `${seconds} seconds`;
  }

  function notYet(saver) {
    return `Not saved yet. Trying again in ${secondsOf(saver.wait)}.`;
  }

  function show(fieldset, saver, answer, html) {
    saver.refused = !answer.ok;
    const revision = answer.headers.get("X-Revision");
    if (answer.ok && revision) fieldset.querySelector("[data-revision]").value = revision;
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const said of page.querySelectorAll("[data-caution]")) caution(fieldset, said);
    const line = page.querySelector("[data-saved]");
    const place = fieldset.querySelector("[data-saved]");
    if (line && place) place.replaceWith(document.adoptNode(line));
    else if (answer.ok) say(fieldset, "saved-ok", "Saved");
    else say(fieldset, "saved-problem", "Not saved. Sign in again in another tab, then change something here.");
  }

  // What in the text may name somebody: the server looks at each save, and says it in the place below the field.
  function caution(fieldset, said) {
    const place = fieldset.querySelector(`#${said.id}`);
    if (place && said.textContent !== place.textContent) place.replaceChildren(...said.childNodes);
  }

  function fieldsOf(fieldset) {
    const body = new URLSearchParams();
    for (const field of fieldset.elements) {
      const isChoice = field.type === "radio" || field.type === "checkbox";
      if (!field.name || field.disabled || field.localName === "button" || (isChoice && !field.checked)) continue;
      body.append(field.name, field.value);
    }
    body.append("csrf_token", token());
    return body;
  }

  function token() {
    return form.querySelector("input[name=csrf_token]").value;
  }

  function say(fieldset, kind, words) {
    const line = fieldset.querySelector("[data-saved]");
    if (!line) return;
    line.className = `saved-line ${kind}`;
    setText(line, words);
    showBar();
  }

  function showBar() {
    const all = [...savers.values()];
    const bar = form.querySelector("[data-bar-saved]");
    if (!bar) return;
    if (all.some((saver) => saver.stuck)) setText(bar, "Not saved yet. Trying again.");
    else if (all.some((saver) => saver.refused)) setText(bar, "Something is not saved. Please look.");
    else if (all.some((saver) => saver.busy)) setText(bar, "Saving…");
    else setText(bar, all.some((saver) => saver.touched) ? "All saved" : "");
  }

  // What is typed into a row that is added by its button waits for that button.
  const notAdded = () => [...form.querySelectorAll("[data-new] textarea, [data-new] input")]
    .some((field) => field.value !== field.defaultValue);
  const unsaved = () => notAdded() || [...savers.values()].some((saver) => saver.dirty || saver.busy || saver.refused);

  // ---- What people do --------------------------------------------------------------------------

  for (const fieldset of form.querySelectorAll("[data-save-url]")) savers.set(fieldset, makeSaver(fieldset));
  everySaver.push(...savers.values());

  function touched(event, delay) {
    const fieldset = event.target.closest("[data-save-url]");
    if (!fieldset) return;
    const saver = savers.get(fieldset);
    saver.touched = true;
    if (fieldset.dataset.element) showElement(fieldset);
    saver.soon(delay);
  }

  const isTyped = (field) => field.localName === "textarea" || /^(text|date|search)$/.test(field.type);
  form.addEventListener("input", (event) => { if (isTyped(event.target)) touched(event, TYPING_PAUSE); });
  form.addEventListener("change", (event) => touched(event, 0));

  form.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-clear]");
    if (!clear) return;
    event.preventDefault();
    const element = clear.closest("[data-element]");
    for (const radio of element.querySelectorAll("input[type=radio]")) radio.checked = false;
    touched({ target: element }, 0);
    element.querySelector(".step input").focus();
  });

  form.addEventListener("focusin", (event) => {
    const element = event.target.closest("[data-element]");
    if (!element) return;
    for (const row of form.querySelectorAll("a.jump-row")) {
      const here = row.hash === `#${element.id}`;
      if (here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  });

  // The whole form is sent after the running saves, so that its revisions are the newest.
  form.addEventListener("submit", async (event) => {
    const waiting = () => everySaver.some((saver) => saver.dirty || saver.busy);
    // A form that is asked to submit while it is submitting does nothing: without a wait this one just goes on, and
    // with one it asks again in a turn of its own.
    if (leaving || !waiting()) { leaving = true; return; }
    leaving = true;
    event.preventDefault();
    await new Promise((done) => { setTimeout(done); });
    for (let round = 0; round < 3 && waiting(); round += 1) {
      await Promise.all(everySaver.map((saver) => saver.now()));
    }
    const stuck = everySaver.find((saver) => saver.stuck);
    leaving = !stuck;
    if (leaving) form.requestSubmit(event.submitter);
    else stuck.show();
  });

  window.addEventListener("beforeunload", (event) => { if (unsaved() && !leaving) event.preventDefault(); });
  window.addEventListener("ninestep:leave", (event) => { if (unsaved()) event.preventDefault(); });
  window.addEventListener("ninestep:save", (event) => {
    event.detail.push(...[...savers.values()].map((saver) => saver.now()));
  });
  window.addEventListener("online", () => { for (const saver of savers.values()) saver.now(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
}
