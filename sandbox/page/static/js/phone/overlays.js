// Over the chat: the menu of a message, alerts, toasts.

import { telegram as act, toast } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { update } from "../store.js";
import { startEdit, startReply } from "./composer.js";
import { pictured } from "./emoji.js";
import { isolate } from "./isolate.js";

const CLOSE = () => update((ui) => (ui.menu = null));
const OK = () => update((ui) => (ui.alert = null));

export function overlays(telegram, chat, ui) {
  const message = chat && ui.menu?.chat === chat.id && chat.messages.find((each) => each.key === ui.menu.key);
  return h(
    "div",
    { key: "overlays", class: "overlays" },
    message && menu(message, chat, telegram, ui.menu),
    ui.alert && alert(ui.alert),
    ui.toast &&
      h(
        "div",
        { key: `toast${ui.toast.at}`, class: "toast", role: "status", "data-testid": "toast" },
        isolate(ui.toast.text),
      ),
  );
}

function menu(message, chat, telegram, at) {
  const ephemeral = message.ephemeral !== undefined;
  const item = (name, sign, label, run) =>
    h(
      "button",
      {
        key: name,
        type: "button",
        role: "menuitem",
        class: name,
        "data-testid": `menu-${name}`,
        onclick: () => (CLOSE(), run()),
      },
      icon(sign),
      label,
    );
  const may = {
    edit: message.mine && !ephemeral && (!message.media || message.text !== ""),
    delete: !ephemeral && (message.mine || chat.admin || chat.type === "private"),
  };
  return h(
    "div",
    { key: "menu", class: "menu-place" },
    h("div", { class: "menu-veil", onclick: CLOSE, oncontextmenu: (event) => (event.preventDefault(), CLOSE()) }),
    h(
      "div",
      {
        key: at.key,
        class: "menu",
        role: "menu",
        "aria-label": "Message",
        mounted: (element) => place(element, at),
        onkeydown: arrows,
      },
      !ephemeral && reactions(message, chat, telegram),
      item("reply", "reply", "Reply", () => startReply(chat, message)),
      item("copy", "copy", "Copy text", () => copy(message.text)),
      may.edit && item("edit", "edit", "Edit", () => startEdit(chat, message)),
      may.delete && item("delete", "trash", "Delete", () => act("delete", { chat: chat.id, message: message.id })),
    ),
  );
}

function reactions(message, chat, telegram) {
  const allowed = telegram.quick_reactions.filter((each) => !chat.reactions || chat.reactions.includes(each));
  const mine = message.reactions.filter((each) => each.mine).map((each) => each.emoji);
  const react = (emoji) => (
    CLOSE(),
    act("react", { chat: chat.id, message: message.id, emoji: mine.includes(emoji) ? null : emoji })
  );
  return (
    allowed.length > 0 &&
    h(
      "div",
      { class: "quick" },
      allowed.map((each) =>
        h(
          "button",
          {
            key: each,
            type: "button",
            "aria-label": `React with ${each}`,
            "data-testid": `react-${each}`,
            onclick: () => react(each),
          },
          pictured(each),
        ),
      ),
    )
  );
}

// Where the pointer is, but inside the screen.
function place(element, { x, y }) {
  const screen = element.closest(".screen").getBoundingClientRect();
  const left = Math.min(x - screen.left, screen.width - element.offsetWidth - 10);
  const top = Math.min(y - screen.top, screen.height - element.offsetHeight - 12);
  element.style.left = `${Math.max(10, left)}px`;
  element.style.top = `${Math.max(10, top)}px`;
  element.querySelector('[role="menuitem"]')?.focus({ preventScroll: true });
}

function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("button")];
  items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser does not allow copying here.");
  }
}

function alert(text) {
  return h(
    "div",
    { key: "alert", class: "alert-place", role: "alertdialog", "aria-label": text, "data-testid": "alert" },
    h(
      "div",
      { class: "alert" },
      h("p", null, isolate(text)),
      h(
        "button",
        { type: "button", "data-testid": "alert-ok", onclick: OK, mounted: (button) => button.focus() },
        "OK",
      ),
    ),
  );
}
