// Charts to explore: Plotly takes the place of the server's drawing, which stays for phones, print and no script.
"use strict";

(() => {
  const CONFIG = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    // Four large buttons are enough: drag to look closer, and the house brings everything back.
    modeBarButtonsToRemove: ["select2d", "lasso2d", "zoom2d", "pan2d", "autoScale2d"],
  };
  // On a narrow screen the server draws a chart made for it, and Plotly's weight is not worth its fetch.
  const wide = window.matchMedia("(min-width: 48rem)");
  const drawn = new WeakSet();
  let library;

  function fetched(address) {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  async function draw(figure) {
    const source = figure.querySelector("script[data-figure]");
    const drawing = figure.querySelector(".chart-static");
    if (!source || !drawing || drawn.has(figure)) return;
    drawn.add(figure);
    try {
      await fetched(figure.dataset.library);
      const { data, layout } = JSON.parse(source.textContent);
      const place = document.createElement("div");
      place.className = "chart-live";
      place.setAttribute("role", "group");
      place.setAttribute("aria-label", wordsOf(figure, drawing));
      drawing.before(place);
      drawing.classList.add("print-only");
      await window.Plotly.newPlot(place, data, layout, CONFIG);
    } catch {
      takeAway(figure);
    }
  }

  function wordsOf(figure, drawing) {
    const says = document.getElementById(figure.getAttribute("aria-labelledby"));
    const svg = drawing.querySelector("svg[aria-label]");
    return says ? says.textContent.trim() : svg ? svg.getAttribute("aria-label") : "Chart";
  }

  function takeAway(figure) {
    const place = figure.querySelector(".chart-live");
    drawn.delete(figure);
    if (!place) return;
    if (window.Plotly) window.Plotly.purge(place);
    place.remove();
    figure.querySelector(".chart-static").classList.remove("print-only");
  }

  function show() {
    for (const figure of document.querySelectorAll("figure[data-chart]")) (wide.matches ? draw : takeAway)(figure);
  }

  show();
  wide.addEventListener("change", show);
  // A window of time that htmx swaps in brings new figures along.
  document.addEventListener("htmx:after:swap", show);
})();
