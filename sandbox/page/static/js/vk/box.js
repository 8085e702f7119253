// A text box that grows, keeps what was typed while the page changes around it, and sends on Enter.

import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { store, update } from "../store.js";

const EMPTY = { text: "", attach: null, open: false, reply: null };

const SAMPLES = {
  photo: ["camera", "Photo"],
  album: ["album", "3 photos"],
  file: ["file", "File"],
  voice: ["voice", "Voice"],
  place: ["place", "Place"],
  sticker: ["smile", "Sticker"],
};

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
    attaches.length > 0 &&
      h(
        "button",
        {
          type: "button",
          class: classes("round", (now.attach || now.open) && "on"),
          title: "Attach a sample",
          "aria-label": "Attach a sample",
          "aria-expanded": String(now.open),
          "data-testid": ids.attach,
          onclick: () => setBox(name, { open: !now.open }),
        },
        icon(now.attach ? SAMPLES[now.attach][0] : "clip"),
      ),
    h(
      "button",
      { type: "submit", class: "round send", disabled: !ready, "aria-label": "Send", "data-testid": ids.send },
      icon("send"),
    ),
    (now.open || now.attach) && samples(name, now, attaches),
  );
}

// What goes along, one thing at a time: pressed once more it does not.
function samples(name, now, attaches) {
  return h(
    "div",
    { class: "samples", role: "group", "aria-label": "Attach" },
    attaches.map((each) => {
      const [sign, label] = SAMPLES[each];
      const on = now.attach === each;
      return h(
        "button",
        {
          key: each,
          type: "button",
          class: classes("sample", on && "on"),
          "aria-pressed": String(on),
          "data-testid": `add-${each}`,
          onclick: () => setBox(name, { attach: on ? null : each, open: !on && now.open }),
        },
        icon(sign),
        label,
      );
    }),
  );
}
