// The frame around both panes: the bar above, the drawers, the errors.

import { drawer } from "./drawers.js";
import { classes, h } from "./dom.js";
import { icon } from "./icons.js";
import { phonePane } from "./phone/pane.js";
import { update } from "./store.js";
import { vkPane } from "./vk/pane.js";

export function page({ state, ui, connected }) {
  return [
    bar(state, ui, connected),
    h(
      "main",
      { key: "panes", class: classes("panes", `show-${ui.pane}`) },
      vkPane(state.vk, ui),
      phonePane(state.telegram, ui),
    ),
    switcher(state, ui),
    drawer(state, ui),
    ui.error &&
      h("div", { key: `error${ui.error.at}`, class: "error", role: "alert", "data-testid": "error" }, ui.error.text),
  ].filter(Boolean);
}

function bar(state, ui, connected) {
  const troubles = state.faults.filter((each) => each.on).length;
  return h(
    "header",
    { key: "bar", class: "bar" },
    h("img", { class: "logo", src: "/static/pictures/icon.svg", alt: "", width: 30, height: 30 }),
    h("h1", null, "Otklik ", h("span", null, "sandbox")),
    h("p", null, "VK and Telegram, pretended on this machine"),
    !connected && h("span", { class: "connection", role: "status", "data-testid": "connection" }, "Reconnecting…"),
    h("span", { class: "grow" }),
    opener(ui, "faults", "bolt", troubles ? `Faults · ${troubles}` : "Faults", troubles > 0),
    opener(ui, "help", "help", "What is this?"),
  );
}

function opener(ui, name, sign, label, hot) {
  return h(
    "button",
    {
      type: "button",
      class: classes("bar-button", hot && "hot"),
      "aria-expanded": String(ui.drawer === name),
      "data-testid": name,
      onclick: () => update((now) => (now.drawer = now.drawer === name ? null : name)),
    },
    icon(sign),
    h("span", null, label),
  );
}

// On narrow screens the panes are tabs.
function switcher(state, ui) {
  const unreadVk = state.vk.colleague ? 0 : state.vk.dialogs.reduce((sum, each) => sum + each.unread, 0);
  const me = state.telegram.people.find((each) => each.id === state.telegram.me);
  const tab = (pane, sign, label, unread) =>
    h(
      "button",
      {
        type: "button",
        class: classes("pane-tab", ui.pane === pane && "chosen"),
        "aria-pressed": String(ui.pane === pane),
        "data-testid": `pane-${pane}`,
        onclick: () => update((now) => (now.pane = pane)),
      },
      icon(sign),
      h("span", null, label),
      unread > 0 && h("span", { class: "badge" }, unread),
    );
  return h(
    "nav",
    { key: "switcher", class: "switcher", "aria-label": "Panes" },
    tab("vk", "store", "VK: the customer", unreadVk),
    tab("phone", "chats", "Telegram: the team", ui.pane === "phone" ? 0 : (me?.unread ?? 0)),
  );
}
