// The left pane: the community in VK, and who stands before it.

import { avatar } from "../avatar.js";
import { classes, h } from "../dom.js";
import { choose, update } from "../store.js";
import { who } from "../who.js";
import { messages } from "./messages.js";
import { things } from "./things.js";
import { wall } from "./wall.js";

export function vkPane(vk, ui) {
  return h(
    "section",
    { class: "vk", "aria-label": "VK" },
    who("In VK you are", persons(vk), vk.as, (id) => choose("as", id)),
    h(
      "div",
      { class: "window" },
      h(
        "div",
        { class: "window-bar", "aria-hidden": "true" },
        h("i"),
        h("i"),
        h("i"),
        h("span", { class: "address" }, `vk.com/${vk.group.screen_name}`),
      ),
      h(
        "div",
        {
          key: ui.tab,
          class: classes("community", `at-${ui.tab}`),
          tabindex: ui.tab === "messages" ? null : 0,
          "aria-label": vk.group.name,
        },
        head(vk, ui),
        ui.tab === "wall" ? wall(vk, ui) : ui.tab === "things" ? things(vk) : messages(vk, ui),
      ),
    ),
  );
}

function persons(vk) {
  const customers = vk.customers.map((each) => ({
    id: each.id,
    name: each.name,
    short: each.id > 0 ? each.name.split(" ")[0] : each.name,
    caption: each.id > 0 ? each.city : "Community",
    testid: `as-${each.id}`,
  }));
  const own = {
    id: vk.group.owner,
    name: vk.group.name,
    short: vk.group.name,
    caption: "The community itself",
    testid: "as-community",
  };
  return [...customers, own];
}

function head(vk, ui) {
  const unread = vk.colleague ? 0 : vk.dialogs.reduce((sum, each) => sum + each.unread, 0);
  const tab = (name, label, count) =>
    h(
      "button",
      {
        type: "button",
        class: classes("tab", ui.tab === name && "chosen"),
        "aria-pressed": String(ui.tab === name),
        "data-testid": `tab-${name}`,
        onclick: () => update((now) => (now.tab = name)),
      },
      label,
      count > 0 && h("span", { class: "badge", "data-testid": `badge-${name}` }, count),
    );
  return h(
    "header",
    { class: "community-head" },
    h("div", { class: "cover" }),
    h(
      "div",
      { class: "community-title" },
      avatar(vk.group.id, vk.group.name, "community-avatar"),
      h("div", { class: "community-words" }, h("h2", null, vk.group.name), h("p", null, vk.group.about)),
      h(
        "div",
        { class: "tabs" },
        tab("wall", "Wall", 0),
        tab("things", "Photos & shop", 0),
        tab("messages", vk.colleague ? "Messages" : "Message us", unread),
      ),
    ),
  );
}
