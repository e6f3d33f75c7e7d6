// A field that is chosen by its name among many: a text control with proposals (the combobox of ARIA 1.2).

import { make, words } from "./dom.mjs";
import { opening } from "./opened.mjs";
import { pathOf, put } from "./values.mjs";

/**
 * Makes every `[data-search]` control of a form propose what the desk knows.
 * @param {HTMLFormElement} form
 * @param {(control: Element) => void} chosen called when a proposal was taken
 */
export function propose(form, chosen) {
  const box = make("ul", { id: "propositions", role: "listbox", className: "cm-propositions", hidden: true, ariaLabel: words.choices });
  const said = make("span", { className: "cm-cache", role: "status" });
  form.append(box, said);
  let [control, active] = [null, -1];

  const isSearch = (target) => target.matches("[data-search]");
  const options = () => [...box.querySelectorAll("[role=option]")];

  function close() {
    box.hidden = true;
    active = -1;
    control?.setAttribute("aria-expanded", "false");
    control?.removeAttribute("aria-activedescendant");
  }

  async function open(target) {
    control = target;
    const typed = target.value;
    const found = await (await opening).proposals(pathOf(target.closest("[data-path]")), typed);
    if (target !== document.activeElement || typed !== target.value) return;
    box.replaceChildren(...found.slice(0, 12).map(({ id, label }, index) =>
      make("li", { id: `proposition-${index}`, role: "option", ariaSelected: "false", data: { id } }, label || id, ...(label && label !== id ? [make("small", {}, id)] : []))));
    said.textContent = found.length ? "" : words.none;
    if (!found.length) return close();
    target.after(box);
    box.hidden = false;
    active = -1;
    target.setAttribute("aria-expanded", "true");
  }

  function move(step) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = (active + step + all.length + (active < 0 && step < 0 ? 1 : 0)) % all.length;
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    control.setAttribute("aria-activedescendant", all[active].id);
  }

  function take(option) {
    put(control, option.dataset.id);
    close();
    chosen(control);
  }

  form.addEventListener("focusin", ({ target }) => {
    if (!isSearch(target) || target.role === "combobox") return;
    Object.assign(target, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    target.setAttribute("aria-controls", box.id);
  });
  form.addEventListener("input", ({ target }) => isSearch(target) && open(target));
  form.addEventListener("focusout", ({ target }) => target === control && close());
  form.addEventListener("keydown", async (event) => {
    if (!isSearch(event.target)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (box.hidden) await open(event.target);
      if (!box.hidden) move(event.key === "ArrowDown" ? 1 : -1);
    } else if (!box.hidden && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      if (event.key === "Enter" && active >= 0) take(options()[active]);
      else close();
    }
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the control keeps the focus
  box.addEventListener("click", ({ target }) => target.closest("[role=option]") && take(target.closest("[role=option]")));
}
