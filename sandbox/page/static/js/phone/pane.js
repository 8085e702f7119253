// The right pane: whose phone it is, and the phone.

import { h } from "../dom.js";
import { choose } from "../store.js";
import { who } from "../who.js";
import { chatScreen } from "./chat.js";
import { chatList } from "./chats.js";
import { overlays } from "./overlays.js";
import { statusBar } from "./status.js";

export function phonePane(telegram, ui) {
  const people = telegram.people.map((each) => ({ ...each, testid: `me-${each.id}` }));
  const chat = openChat(telegram, ui);
  return h(
    "section",
    { class: "team", "aria-label": "Telegram" },
    who("This phone is of", people, telegram.me, (id) => choose("me", id)),
    h(
      "div",
      { class: "phone" },
      h(
        "div",
        { class: "screen", key: telegram.me },
        statusBar(),
        chat ? chatScreen(chat, telegram, ui) : chatList(telegram, ui),
        overlays(telegram, chat, ui),
      ),
    ),
  );
}

// Everybody's phone opens at their first group.
export function openChat(telegram, ui) {
  const chosen = ui.chats.has(telegram.me) ? ui.chats.get(telegram.me) : telegram.chats[0].id;
  return telegram.chats.find((each) => each.id === chosen) ?? null;
}
