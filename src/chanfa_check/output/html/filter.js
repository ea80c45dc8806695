"use strict";
(() => {
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  if (!form) return;
  const kinds = "[data-finding], [data-problem], [data-plot]";
  const items = [...document.querySelectorAll(kinds)];
  const groups = [...document.querySelectorAll("[data-group]")];
  const findings = items.filter((item) => "finding" in item.dataset && !item.closest("[data-aside]"));

  const fits = (item, wanted) =>
    wanted.every(([name, value]) =>
      name === "verdict" ? item.dataset.verdict.split(" ").includes(value) : item.dataset[name] === value);

  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
    for (const item of items) item.hidden = !fits(item, wanted);
    for (const group of groups) {
      const inside = [...group.querySelectorAll(kinds)];
      group.hidden = wanted.length > 0 && inside.every((item) => item.hidden);
    }
    const left = findings.filter((item) => !item.hidden).length;
    const names = wanted.map(([name, value]) => {
      const control = form.elements[name];
      const chosen = control.selectedOptions ? control.selectedOptions[0] : form.querySelector("input:checked").parentElement;
      return chosen.textContent.trim();
    });
    shown.textContent = wanted.length
      ? `筛选：${names.join("，")}。显示 ${left} 项，共 ${findings.length} 项。`
      : `显示全部 ${findings.length} 项。`;
    shown.classList.toggle("filtered", wanted.length > 0);
  };

  form.hidden = shown.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("all").addEventListener("click", () => {
    form.reset();
    apply();
  });
  // A page that is shown again keeps what was chosen.
  window.addEventListener("pageshow", apply);
  apply();

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
