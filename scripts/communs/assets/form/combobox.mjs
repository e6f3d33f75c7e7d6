// A field that is chosen by its name among many: a text control with proposals (the combobox of ARIA 1.2).

/**
 * Makes every `[data-search]` control in a place propose what is known.
 * @param {HTMLElement} place
 * @param {object} how
 * @param {string} how.label the name of the list
 * @param {(control: HTMLInputElement) => Promise<{id: string, label: string, note?: string}[]>} how.proposals
 * @param {(found: object[]) => string} how.told what is said of them
 * @param {(control: HTMLInputElement, id: string) => void} how.take called with the proposal that was taken
 * @param {boolean} [how.first] whether the first one is ready to be taken
 * @param {HTMLElement} [how.status] where it is said; else nobody sees it
 */
export function propose(place, { label, proposals, told, take, first = false, status }) {
  const box = Object.assign(document.createElement("ul"), { id: "propositions", role: "listbox", className: "cm-propositions", hidden: true, ariaLabel: label });
  const said = status ?? Object.assign(document.createElement("span"), { className: "cm-cache", role: "status" });
  place.append(box, ...(status ? [] : [said]));
  let [control, active] = [null, -1];

  const isSearch = (target) => target.matches("[data-search]");
  const options = () => [...box.querySelectorAll("[role=option]")];

  function close() {
    box.hidden = true;
    active = -1;
    control?.setAttribute("aria-expanded", "false");
    control?.removeAttribute("aria-activedescendant");
  }

  function option({ id, label, note }, index) {
    const made = Object.assign(document.createElement("li"), { id: `proposition-${index}`, role: "option", ariaSelected: "false" });
    made.dataset.id = id;
    made.append(label, ...(note ? [Object.assign(document.createElement("small"), { textContent: note })] : []));
    return made;
  }

  async function open(target) {
    control = target;
    const typed = target.value;
    const found = await proposals(target);
    if (target !== document.activeElement || typed !== target.value) return;
    box.replaceChildren(...found.map(option));
    said.textContent = told(found);
    if (!found.length) return close();
    target.after(box);
    box.hidden = false;
    active = -1;
    target.setAttribute("aria-expanded", "true");
    target.removeAttribute("aria-activedescendant");
    if (first) move(1);
  }

  function move(step) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = (active + step + all.length + (active < 0 && step < 0 ? 1 : 0)) % all.length;
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    control.setAttribute("aria-activedescendant", all[active].id);
  }

  function taken(option) {
    close();
    take(control, option.dataset.id);
  }

  place.addEventListener("focusin", ({ target }) => {
    if (!isSearch(target) || target.role === "combobox") return;
    Object.assign(target, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
    target.setAttribute("aria-controls", box.id);
  });
  place.addEventListener("input", ({ target }) => isSearch(target) && open(target));
  place.addEventListener("focusout", ({ target }) => target === control && close());
  place.addEventListener("keydown", async (event) => {
    if (!isSearch(event.target)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (box.hidden) await open(event.target);
      if (!box.hidden) move(event.key === "ArrowDown" ? 1 : -1);
    } else if (!box.hidden && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      if (event.key === "Enter" && active >= 0) taken(options()[active]);
      else close();
    }
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the control keeps the focus
  box.addEventListener("click", ({ target }) => target.closest("[role=option]") && taken(target.closest("[role=option]")));
}
