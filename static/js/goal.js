// The goal form: the sentence and the stair follow the answers; the server builds both again.
"use strict";

(() => {
  const form = document.querySelector("form[data-goal]");
  if (!form) return;
  const stair = form.querySelector("[data-stair]");
  const sentence = form.querySelector("p[data-sentence]");

  function valueOf(name) {
    if (name === "target" && fieldsOf(name)[0]?.value === "other") {
      return `${sentence.dataset.toward} ${chosenPoint()}`;
    }
    const words = fieldsOf(name).map(wordsOf).filter(Boolean);
    // What to try is long and holds commas of its own.
    if (name === "indicators") return words.join("; ");
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
  }

  function fieldsOf(name) {
    return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter(isGiven);
  }

  function chosenPoint() {
    const target = fieldsOf("target")[0]?.value || "";
    return target === "other" ? fieldsOf("other_target")[0].value : target;
  }

  function isGiven(field) {
    return (field.type !== "radio" && field.type !== "checkbox") || field.checked;
  }

  function wordsOf(field) {
    if (field.dataset.sentence) return field.dataset.sentence;
    if (field.type !== "date" || !field.value) return insideASentence(field.value.trim());
    // A day has no zone: noon keeps it the same day wherever the browser is.
    return new Date(`${field.value}T12:00:00`).toLocaleDateString("en-US", { month: "long", day: "numeric" });
  }

  // "A family meeting." becomes "a family meeting"; "SOP", "A4" and "I" stay.
  function insideASentence(text) {
    return text.replace(/[ .:]+$/, "").replace(/^(?!I\b|[A-Z][A-Z0-9])[A-Z]/, (letter) => letter.toLowerCase());
  }

  function showSentence() {
    if (!sentence) return;
    for (const slot of sentence.querySelectorAll("[data-slot]")) {
      const words = valueOf(slot.dataset.slot);
      if (words && slot.textContent !== words) slot.textContent = words;
      const piece = slot.closest("[data-piece]");
      if (piece) piece.hidden = !words;
    }
  }

  // Which other point is chosen stands on its card, as the server writes it.
  function showOther() {
    const other = form.querySelector('input[name="target"][value="other"]');
    if (!other || !other.checked) return;
    const [point, stage] = form.querySelector('[name="other_target"]').selectedOptions[0].text.split(", ");
    other.closest("label").querySelector(".choice-help").textContent = `Chosen: ${point}, in ${stage}.`;
  }

  function showStair() {
    const target = chosenPoint();
    const step = target && stair && stair.querySelector(`[data-step="${CSS.escape(target)}"]`);
    if (!step || step.classList.contains("is-goal")) return;
    const before = stair.querySelector(".is-goal");
    const flag = before && before.querySelector(".pennant");
    if (before) before.classList.remove("is-goal");
    step.classList.add("is-goal");
    if (flag) moveFlag(flag, step);
  }

  function moveFlag(flag, step) {
    const left = flag.closest(".stair-marks");
    let marks = step.querySelector(".stair-marks");
    if (!marks) {
      marks = document.createElement("span");
      marks.className = "stair-marks";
      step.prepend(marks);
    }
    flag.classList.toggle("is-open", !step.classList.contains("is-allowed"));
    marks.append(flag);
    if (left && !left.hasChildNodes()) left.remove();
  }

  form.addEventListener("input", () => { showSentence(); showOther(); showStair(); });

  // "Choose 6 instead" is one tap and keeps everything else that was typed.
  form.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choose]");
    const radio = choice && form.querySelector(`input[name="target"][value="${CSS.escape(choice.dataset.choose)}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
