"use strict";
(() => {
  const tables = [...document.querySelectorAll("table.matrix")];
  const controls = document.getElementById("controls");
  if (!tables.length || !controls) return;
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const made = (name, text, parent) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const labelled = (name, text) => {
    const label = made("label", text + " ", controls);
    return made(name, "", label);
  };
  const choice = (text, all, options) => {
    const select = labelled("select", text);
    for (const option of [all, ...options]) made("option", option, select).value = option === all ? "" : option;
    return select;
  };
  const cells = tables.flatMap((table) => rowsOf(table).flatMap((row) => [...row.cells].slice(1)));
  const changeOf = (cell) => cell.querySelector(".change")?.textContent ?? "";
  const inOrder = cells.filter(changeOf).sort((a, b) => (a.dataset.order < b.dataset.order ? -1 : 1));
  const items = tables.flatMap((table) => [...table.tHead.rows[0].cells].slice(1).map((head) => head.textContent));

  const text = labelled("input", "Find a force, grade or word");
  text.type = "search";
  const item = choice("Item", "all items", items);
  const change = choice("Change", "all", [...new Set(inOrder.map(changeOf))]);
  const reset = made("button", "Show all", controls);
  reset.type = "button";
  const status = made("output", "", controls);
  status.setAttribute("role", "status");

  const show = () => {
    const words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Set(), forces = new Set();
    for (const table of tables) {
      const heads = [...table.tHead.rows[0].cells];
      const columns = heads.map((head, at) => at === 0 || !item.value || head.dataset.name === item.value);
      heads.forEach((head, at) => { head.hidden = !columns[at]; });
      for (const row of rowsOf(table)) {
        const name = row.cells[0].textContent;
        const fits = [...row.cells].map((cell, at) =>
          at > 0 && columns[at] && (!change.value || changeOf(cell) === change.value) &&
          words.every((word) => (name + " " + cell.textContent).toLowerCase().includes(word)));
        [...row.cells].forEach((cell, at) => {
          cell.hidden = !columns[at];
          cell.classList.toggle("off", at > 0 && !fits[at]);
        });
        row.hidden = !fits.some(Boolean);
        forces.add(name);
        if (!row.hidden) shown.add(name);
      }
      table.hidden = rowsOf(table).every((row) => row.hidden);
    }
    status.textContent = shown.size + " of " + forces.size + " forces";
  };

  const sort = (table, at) => {
    const head = table.tHead.rows[0].cells[at];
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => (at === 0 ? row.cells[0].textContent : row.cells[at].dataset.order ?? "~");
    const isLast = (row) => at > 0 && key(row).startsWith("~");
    const compared = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (down ? -1 : 1);
    const rows = rowsOf(table).sort((a, b) => isLast(a) - isLast(b) || compared(a, b));
    table.tBodies[0].append(...rows);
  };
  for (const table of tables) {
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      head.dataset.name = head.textContent;
      // No <button>: Chromium repeats no head of a table on the next sheet of paper that has one.
      const button = made("span", head.textContent);
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.addEventListener("click", () => sort(table, at));
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        sort(table, at);
      });
      head.replaceChildren(button);
    });
  }
  for (const control of [text, item, change]) control.addEventListener("input", show);
  reset.addEventListener("click", () => {
    text.value = item.value = change.value = "";
    show();
  });
  show();
})();
