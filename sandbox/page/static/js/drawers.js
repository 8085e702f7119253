// Help and faults, from the right edge.

import { act } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { update } from "./store.js";

const CLOSE = () => update((ui) => (ui.drawer = null));
const DRAWERS = { help: ["What is this?", help], faults: ["Faults", faults] };

export function drawer(state, ui) {
  if (!ui.drawer) return null;
  const [title, content] = DRAWERS[ui.drawer];
  return h(
    "div",
    { key: `drawer-${ui.drawer}`, class: "drawer-place" },
    h("div", { class: "veil", onclick: CLOSE }),
    h(
      "aside",
      {
        class: "drawer",
        role: "dialog",
        "aria-label": title,
        tabindex: -1,
        mounted: (it) => it.focus({ preventScroll: true }),
      },
      h(
        "header",
        null,
        h("h2", null, title),
        h(
          "button",
          { type: "button", class: "round", "aria-label": "Close", "data-testid": "close-drawer", onclick: CLOSE },
          icon("close"),
        ),
      ),
      content(state),
    ),
  );
}

function help(state) {
  const brand = state.vk.group.name;
  const step = (title, ...text) => h("li", null, h("b", null, title), h("p", null, ...text));
  return h(
    "div",
    { class: "drawer-body" },
    h(
      "p",
      null,
      "Otklik lets a team answer customers of social networks from a Telegram group. Here both ends are pretended: on the left ",
      h("b", null, brand),
      " in VK as its customers see it, on the right a phone of the team. Nothing leaves this machine.",
    ),
    h("h3", null, "Three steps to try"),
    h(
      "ol",
      { class: "steps" },
      step(
        "Ask something",
        "Write a comment under a post on the left. Within a second it is a card in the operators' group on the right.",
      ),
      step(
        "Answer it",
        "Press ",
        h("b", null, "Claim"),
        ", then swipe the card to the left (or hover it and press the arrow, or double-click it) and type. After some seconds your answer stands under the comment. Delete your message in time, and it is taken back.",
      ),
      step(
        "Ask a department",
        "Press ",
        h("b", null, "Escalate"),
        " and choose Delivery. Become Petr above the phone, swipe the card in his group and answer; as Anna again, send his words to the customer. Then ",
        h("b", null, "Resolve"),
        ".",
      ),
    ),
    h("h3", null, "Good to know"),
    h(
      "ul",
      { class: "notes" },
      h(
        "li",
        null,
        "Who you are is chosen above each side. The community's own name answers in VK as a colleague would, past the desk.",
      ),
      h(
        "li",
        null,
        "Comments under photos, videos, products and discussions are tried in ",
        h("b", null, "Photos & shop"),
        ".",
      ),
      h(
        "li",
        null,
        "The paper clip attaches samples on both sides: photos, a file, a voice message. On the phone swipe the card first, as with words.",
      ),
      h("li", null, "Messages with an eye are seen by one person only."),
      h("li", null, "Right-click a message, or press it long, for reactions, editing and deleting."),
      h("li", null, h("b", null, "Faults"), " shows what happens when Telegram or VK fail."),
    ),
  );
}

function faults(state) {
  const places = [...new Set(state.faults.map((each) => each.where))];
  return h(
    "div",
    { class: "drawer-body" },
    h("p", null, "Switch on a trouble, then work on: nothing may be lost, nothing may be sent twice."),
    places.map((place) => [
      h("h3", null, place),
      h("ul", { class: "faults" }, state.faults.filter((each) => each.where === place).map(fault)),
    ]),
  );
}

function fault(each) {
  return h(
    "li",
    { key: each.id },
    h(
      "button",
      {
        type: "button",
        class: "toggle",
        role: "switch",
        "aria-checked": String(each.on),
        "data-testid": `fault-${each.id}`,
        onclick: () => act("faults", { id: each.id, on: !each.on }),
      },
      h("span", { class: "toggle-words" }, h("b", null, each.title), h("small", null, each.hint)),
      h("span", { class: "toggle-knob", "aria-hidden": "true" }),
    ),
  );
}
