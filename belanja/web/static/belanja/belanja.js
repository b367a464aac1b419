/* Small comforts; every one of them also works as a plain link or form without this file. */
"use strict";
for (const link of document.querySelectorAll("[data-density]")) {
  link.addEventListener("click", (event) => {
    const table = link.closest("[data-table]").querySelector("table");
    if (!table) return;
    event.preventDefault();
    table.classList.toggle("tight");
    [link.textContent, link.dataset.other] = [link.dataset.other, link.textContent];
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".tools details[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".tools details[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
const wrong = document.getElementById("kesalahan");
if (wrong && !wrong.closest("[data-specimen]")) wrong.focus();
