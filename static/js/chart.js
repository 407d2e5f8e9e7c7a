// Charts to explore: Plotly takes the place of the server's drawing, which stays for print and without script.
"use strict";

(() => {
  const CONFIG = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    modeBarButtonsToRemove: ["select2d", "lasso2d"],
  };

  function draw(figure) {
    const source = figure.querySelector("script[data-figure]");
    const drawing = figure.querySelector(".chart-static");
    if (!source || !drawing || !window.Plotly) return;
    const { data, layout } = JSON.parse(source.textContent);
    const place = document.createElement("div");
    place.className = "chart-live";
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", wordsOf(figure, drawing));
    drawing.before(place);
    window.Plotly.newPlot(place, data, layout, CONFIG).then(
      () => drawing.classList.add("print-only"),
      () => place.remove(),
    );
  }

  function wordsOf(figure, drawing) {
    const says = document.getElementById(figure.getAttribute("aria-labelledby"));
    const svg = drawing.querySelector("svg[aria-label]");
    return says ? says.textContent.trim() : svg ? svg.getAttribute("aria-label") : "Chart";
  }

  for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);

  // A window of time that htmx swaps in brings new figures along.
  document.addEventListener("htmx:after:swap", () => {
    for (const figure of document.querySelectorAll("figure[data-chart]:not(:has(.chart-live))")) draw(figure);
  });
})();
