// One chat: its head, its messages, the place to write.

import { telegram as act } from "../api.js";
import { avatar } from "../avatar.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { update } from "../store.js";
import { day } from "../time.js";
import { open } from "./chats.js";
import { composer } from "./composer.js";
import { gist } from "./gist.js";
import { message } from "./message.js";
import { atBottom, attach, flash, isAway, settle, toBottom } from "./scroll.js";

export function chatScreen(chat, telegram, ui) {
  const topic = ui.topics.get(chat.id) ?? "all";
  const shown = chat.messages.filter((each) => topic === "all" || (each.thread ?? 0) === topic);
  return h(
    "div",
    { key: chat.id, class: "chat" },
    head(chat, telegram),
    chat.forum && topics(chat, topic),
    chat.pinned && pinned(chat),
    h(
      "div",
      { class: "messages-place" },
      h(
        "ol",
        {
          key: `messages-${topic}`,
          class: "messages",
          tabindex: 0,
          "aria-label": `Messages in ${chat.title}`,
          mounted: attach,
          updated: (list) => (settle(list), read(chat, list)),
        },
        list(albums(shown), chat, telegram, ui),
        shown.length === 0 && h("li", { key: "empty", class: "no-messages" }, emptiness(chat)),
      ),
      isAway() &&
        h(
          "button",
          {
            type: "button",
            class: "scroll-down",
            "aria-label": "To the latest message",
            "data-testid": "scroll-down",
            onclick: toBottom,
          },
          icon("down"),
          chat.unread > 0 && h("span", { class: "badge" }, chat.unread),
        ),
    ),
    composer(chat, telegram, ui),
  );
}

function head(chat, telegram) {
  const elsewhere = telegram.chats.reduce((sum, each) => sum + (each.id === chat.id ? 0 : each.unread), 0);
  const id = chat.type === "private" ? telegram.bot.id : chat.id;
  const under = chat.type === "private" ? "bot" : `${chat.people.join(", ")} and the bot`;
  return h(
    "header",
    { class: "chat-head" },
    h(
      "button",
      {
        type: "button",
        class: "back",
        "aria-label": elsewhere ? `All chats, ${elsewhere} unread` : "All chats",
        "data-testid": "back",
        onclick: () => open(null),
      },
      icon("back"),
      elsewhere > 0 && h("span", { class: "badge" }, elsewhere),
    ),
    avatar(id, chat.title, chat.type === "private" ? "bot" : ""),
    h("div", { class: "chat-title", "data-testid": "chat-title" }, h("b", null, chat.title), h("small", null, under)),
  );
}

function topics(chat, chosen) {
  const tab = (id, name) =>
    h(
      "button",
      {
        key: id,
        type: "button",
        class: classes("topic", id === chosen && "chosen"),
        "aria-pressed": String(id === chosen),
        "data-testid": `topic-${id}`,
        onclick: () => update((ui) => ui.topics.set(chat.id, id)),
      },
      name,
    );
  return h(
    "div",
    { class: "topics" },
    tab("all", "All"),
    tab(0, "General"),
    chat.topics.map((each) => tab(each.id, each.name)),
  );
}

function pinned(chat) {
  const one = chat.messages.find((each) => each.id === chat.pinned && each.ephemeral === undefined);
  return (
    one &&
    h(
      "button",
      { type: "button", class: "pinned", "data-testid": "pinned", onclick: () => flash(`[data-key="${one.key}"]`) },
      icon("pin"),
      h("span", null, h("b", null, "Pinned message"), h("small", null, gist(one))),
    )
  );
}

function emptiness(chat) {
  if (chat.type === "private") return "This is the private chat with the bot. Start it to hear from it.";
  return "No messages here yet. What customers write will come here as cards.";
}

// The messages of an album become one, its first; `album` then holds them all.
function albums(shown) {
  return shown
    .filter((each, at) => each.album === null || shown[at - 1]?.album !== each.album)
    .map((each) => (each.album === null ? each : { ...each, album: shown.filter((one) => one.album === each.album) }));
}

// Messages of one author in a row are one group; days are named between them.
function list(shown, chat, telegram, ui) {
  const together = (a, b) =>
    a &&
    b &&
    !a.service &&
    !b.service &&
    a.from.id === b.from.id &&
    Math.abs(b.date - a.date) < 600 &&
    day(a.date) === day(b.date) &&
    (a.ephemeral === undefined) === (b.ephemeral === undefined);
  return shown.map((each, at) => {
    const before = shown[at - 1];
    const newDay = !before || day(before.date) !== day(each.date);
    const shape = { first: !together(before, each), last: !together(each, shown[at + 1]) };
    return [
      newDay && h("li", { key: `day-${each.key}`, class: "service" }, h("span", null, day(each.date))),
      each.service
        ? h(
            "li",
            { key: each.key, class: "service", "data-testid": `message-${each.id}` },
            h("span", null, each.service),
          )
        : message(each, chat, telegram, ui, shape),
    ];
  });
}

const told = new Map();

// What is on the screen has been read.
function read(chat, list) {
  if (!chat.unread || !atBottom() || document.hidden || list.offsetParent === null) return;
  const upTo = Math.max(0, ...chat.messages.map((each) => each.id));
  if (told.get(chat.id) === upTo) return;
  told.set(chat.id, upTo);
  act("read", { chat: chat.id, up_to: upTo }).then(() => told.delete(chat.id));
}
