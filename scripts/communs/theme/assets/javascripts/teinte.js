/* Light or dark: the reader's system decides until a button says otherwise. */
(function () {
  var root = document.documentElement, body = document.body, button = document.getElementById("teinte");
  var system = matchMedia("(prefers-color-scheme: dark)"), key = "communs.teinte", chosen = null;
  try { chosen = localStorage.getItem(key); } catch (error) { /* private browsing: nothing is remembered */ }
  function show() {
    var dark = chosen ? chosen === "slate" : system.matches;
    root.classList.replace("no-js", "js");
    body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    button.title = dark ? button.dataset.clair : button.dataset.sombre;
    button.setAttribute("aria-label", button.title);
  }
  button.addEventListener("click", function () {
    chosen = body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
    try { localStorage.setItem(key, chosen); } catch (error) { /* the page still changes */ }
    show();
  });
  system.addEventListener("change", show);
  button.hidden = false;
  show();
})();

/* The search comes with the first letter typed, or with an address that holds words. */
(function () {
  var form = document.querySelector(".cm-cherche");
  function begin() {
    form.removeEventListener("input", begin);
    import(new URL(form.dataset.script, document.baseURI));
  }
  form.addEventListener("input", begin);
  if (form.classList.contains("cm-cherche--grande") && /[?&](mot|type|besoin|territoire)=./.test(location.search)) begin();
})();

/* A menu that is left by the Tab key closes: it would hide what has the focus. */
document.addEventListener("keyup", function (event) {
  var open = event.key === "Tab" && "popover" in document.body && document.querySelector(":popover-open");
  if (open && !open.contains(document.activeElement)) open.hidePopover();
});
