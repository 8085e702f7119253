// The switches of who one is, in Telegram and in VK.

import { avatar } from "./avatar.js";
import { classes, h } from "./dom.js";

// people: [{ id, name, caption, unread, testid }]
export function who(label, people, chosen, choose) {
  return h(
    "div",
    { class: classes("who", people.length > 5 && "many"), role: "group", "aria-label": label },
    h("span", { class: "who-label" }, label),
    h(
      "div",
      { class: "who-list" },
      people.map((each) => person(each, each.id === chosen, choose)),
    ),
  );
}

function person(each, chosen, choose) {
  return h(
    "button",
    {
      key: each.id,
      class: classes("who-person", chosen && "chosen"),
      type: "button",
      "aria-pressed": String(chosen),
      title: [each.name, each.caption].filter(Boolean).join(" · "),
      "data-testid": each.testid,
      onclick: () => choose(each.id),
    },
    avatar(each.id, each.name),
    h(
      "span",
      { class: "who-words" },
      h("b", null, each.short ?? each.name),
      each.caption && h("small", null, each.caption),
    ),
    each.unread > 0 && h("span", { class: "badge", "aria-label": `${each.unread} unread` }, each.unread),
  );
}
