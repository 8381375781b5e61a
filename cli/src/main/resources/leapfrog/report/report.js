"use strict";
// Searches and sorts summary tables; without it they show their first rows.
for (const summary of document.querySelectorAll(".summary")) {
  const rows = JSON.parse(summary.querySelector("script").textContent);
  const shown = Number(summary.dataset.shown);
  const body = summary.querySelector("tbody");
  const heads = [...summary.querySelectorAll("thead th")];
  const search = summary.querySelector("input");
  const more = summary.querySelector(".more");
  let column = -1, direction = 1, limit = shown;

  const compare = (a, b) => {
    if (column === 0) return direction * a[0].localeCompare(b[0], "en", {numeric: true});
    const x = Number(a[column]), y = Number(b[column]);
    return Number.isNaN(x) || Number.isNaN(y) ? Number.isNaN(x) - Number.isNaN(y) : direction * (x - y);
  };

  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter(row => words.every(word => row[0].toLowerCase().includes(word)));
    if (column >= 0) found.sort(compare);
    body.replaceChildren(...found.slice(0, limit).map(row => {
      const line = document.createElement("tr");
      row.forEach((text, k) => {
        const cell = document.createElement(k ? "td" : "th");
        if (!k) cell.scope = "row";
        cell.textContent = text;
        line.append(cell);
      });
      return line;
    }));
    more.textContent = found.length === 0 ? "No quantity has this in its name."
      : found.length > limit ? `The first ${limit} of ${found.length} quantities.`
      : words.length ? `${found.length} of ${rows.length} quantities.` : "";
    if (found.length > limit) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = found.length > 1000 && limit < 1000 ? "Show 1000" : "Show all";
      button.onclick = () => {
        limit = button.textContent === "Show all" ? Infinity : 1000;
        show();
      };
      more.append(button);
    }
  };

  heads.forEach((head, k) => head.querySelector("button").addEventListener("click", () => {
    direction = column === k ? -direction : 1;
    column = k;
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    show();
  }));
  search.addEventListener("input", () => {
    limit = shown;
    show();
  });
  summary.querySelector(".search").hidden = false;
  show();
}
