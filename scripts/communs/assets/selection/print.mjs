// The buttons that print the page: without script the browser's own menu does.

for (const button of document.querySelectorAll("[data-imprimer]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
