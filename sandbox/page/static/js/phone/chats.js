// The list of chats.

import { avatar } from "../avatar.js";
import { classes, h } from "../dom.js";
import { store, update } from "../store.js";
import { clock, day } from "../time.js";
import { gist } from "./gist.js";

export function open(chat, me = store.state.telegram.me) {
  update((ui) => {
    ui.chats.set(me, chat);
    ui.menu = null;
  });
}

export function chatList(telegram) {
  const latest = (chat) => chat.messages.at(-1)?.date ?? 0;
  const chats = [...telegram.chats].sort((a, b) => latest(b) - latest(a));
  return h(
    "div",
    { key: "list", class: "chat-list" },
    h("header", { class: "list-head" }, h("h2", null, "Chats")),
    h(
      "ul",
      { class: "chats" },
      chats.map((each) => entry(each, telegram)),
    ),
  );
}

function entry(chat, telegram) {
  const last = chat.messages.at(-1);
  const when = last && (day(last.date) === "Today" ? clock(last.date) : day(last.date));
  const id = chat.type === "private" ? telegram.bot.id : chat.id;
  return h(
    "li",
    { key: chat.id },
    h(
      "button",
      { type: "button", class: "chat-entry", "data-testid": `chat-${chat.id}`, onclick: () => open(chat.id) },
      avatar(id, chat.title, classes("large", chat.type === "private" && "bot")),
      h(
        "span",
        { class: "chat-words" },
        h("span", { class: "chat-line" }, h("b", null, chat.title), when && h("time", null, when)),
        h(
          "span",
          { class: "chat-line" },
          h("span", { class: "chat-last" }, summary(last, chat)),
          chat.unread > 0 && h("span", { class: "badge", "aria-label": `${chat.unread} unread` }, chat.unread),
        ),
      ),
    ),
  );
}

function summary(last, chat) {
  if (!last) return chat.type === "private" ? "Tap to start the bot" : "No messages yet";
  if (last.service) return last.service;
  const words = gist(last);
  if (chat.type === "private") return words;
  return [h("span", { class: "chat-who" }, last.mine ? "You" : last.from.name.split(" ")[0], ": "), words];
}
