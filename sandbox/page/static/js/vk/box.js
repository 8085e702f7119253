// A text box that grows, keeps what was typed while the page changes around it, and sends on Enter.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { clip, samples } from "../samples.js";
import { store, update } from "../store.js";

const EMPTY = { text: "", attach: null, open: false, reply: null };

export const box = (name) => store.ui.boxes.get(name) ?? EMPTY;

export function setBox(name, change) {
  update((ui) => ui.boxes.set(name, { ...box(name), ...change }));
}

export function clearBox(name) {
  update((ui) => ui.boxes.delete(name));
}

export function grow(element) {
  element.style.height = "auto";
  element.style.height = `${Math.min(element.scrollHeight, 160)}px`;
}

// send(box) resolves to something truthy when it was taken; ids: { box, send, attach }; attaches: names of SAMPLES
export function textBox({ name, placeholder, ids, send, attaches = [], focus = false }) {
  const now = box(name);
  const ready = now.text.trim() !== "" || now.attach;
  const submit = async () => {
    if (!(box(name).text.trim() || box(name).attach)) return;
    const sent = box(name);
    clearBox(name);
    if (!(await send(sent)) && box(name).text === "") setBox(name, sent);
  };
  const onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  return h(
    "form",
    { class: "text-box", onkeydown: (event) => event.key === "Escape" && setBox(name, { open: false }), onsubmit: (event) => (event.preventDefault(), submit()) },
    h("textarea", {
      rows: 1,
      value: now.text,
      placeholder,
      "aria-label": placeholder,
      "data-testid": ids.box,
      maxlength: 20000,
      oninput: (event) => setBox(name, { text: event.target.value }),
      onkeydown,
      updated: grow,
      mounted: (element) => focus && element.focus(),
    }),
    attaches.length > 0 && clip(now, ids.attach, (change) => setBox(name, change)),
    h(
      "button",
      { type: "submit", class: "round send", disabled: !ready, "aria-label": "Send", "data-testid": ids.send },
      icon("send"),
    ),
    samples(now, attaches, (change) => setBox(name, change)),
  );
}
