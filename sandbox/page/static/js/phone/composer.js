// What is being written, kept for each person and chat.

import { telegram as act } from "../api.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { clip, samples } from "../samples.js";
import { store, update } from "../store.js";
import { grow } from "../vk/box.js";
import { gist } from "./gist.js";
import { stickToBottom } from "./scroll.js";

const EMPTY = { text: "", reply: null, editing: null, attach: null, open: false };
const ATTACHES = ["photo", "album", "file", "voice"];
const slot = (chat) => `${store.state.telegram.me}:${chat.id}`;

export const draft = (chat) => store.ui.composers.get(slot(chat)) ?? EMPTY;

export function setDraft(chat, change) {
  update((ui) => {
    ui.composers.set(slot(chat), { ...draft(chat), ...change });
    ui.menu = null;
  });
}

export function focusComposer() {
  queueMicrotask(() => document.querySelector('[data-testid="composer"]')?.focus());
}

export function startReply(chat, message) {
  setDraft(chat, { reply: message.key, ...(draft(chat).editing ? { editing: null, text: "" } : {}) });
  focusComposer();
}

export function startEdit(chat, message) {
  setDraft(chat, { ...EMPTY, editing: message.id, text: message.text });
  focusComposer();
}

export function composer(chat, telegram, ui) {
  if (!chat.started) {
    return h(
      "div",
      { class: "composer" },
      h(
        "button",
        { type: "button", class: "start-bot", "data-testid": "start-bot", onclick: () => act("start", {}) },
        "Start",
      ),
    );
  }
  const now = draft(chat);
  const submit = () => send(chat);
  const onkeydown = (event) => {
    if (event.key === "Escape" && now.open) return setDraft(chat, { open: false });
    if (event.key === "Escape" && (now.reply || now.editing))
      return setDraft(chat, { ...EMPTY, text: now.editing ? "" : now.text });
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  return h(
    "div",
    { key: slot(chat), class: "composer" },
    commands(chat, now),
    strip(chat, now),
    samples(now, ATTACHES, (change) => (setDraft(chat, change), focusComposer())),
    h(
      "form",
      { class: "composer-row", onsubmit: (event) => (event.preventDefault(), submit()) },
      !now.editing && clip(now, "attach", (change) => setDraft(chat, change)),
      h("textarea", {
        key: "text",
        rows: 1,
        value: now.text,
        placeholder: "Message",
        "aria-label": "Message",
        maxlength: 8000,
        "data-testid": "composer",
        oninput: (event) => setDraft(chat, { text: event.target.value }),
        onkeydown,
        updated: grow,
      }),
      h(
        "button",
        {
          key: "send",
          type: "submit",
          class: classes("round send", now.editing && "save"),
          disabled: !now.text.trim() && !now.attach,
          "aria-label": now.editing ? "Save" : "Send",
          "data-testid": "send",
        },
        icon(now.editing ? "check" : "send"),
      ),
    ),
  );
}

// The commands that begin like what is typed.
function commands(chat, now) {
  const typed = /^\/(\w*)$/.exec(now.text)?.[1];
  if (typed === undefined || now.editing) return null;
  const known = chat.commands.filter((each) => each.command.startsWith(typed));
  return (
    known.length > 0 &&
    h(
      "ul",
      { class: "commands", "aria-label": "Commands" },
      known.map((each) =>
        h(
          "li",
          { key: each.command },
          h(
            "button",
            {
              type: "button",
              "data-testid": `command-${each.command}`,
              onclick: () => (setDraft(chat, { text: `/${each.command} ` }), focusComposer()),
            },
            h("b", null, `/${each.command}`),
            h("span", null, each.description),
          ),
        ),
      ),
    )
  );
}

function strip(chat, now) {
  if (!now.reply && !now.editing) return null;
  const message = chat.messages.find((each) =>
    now.editing ? each.id === now.editing && each.ephemeral === undefined : each.key === now.reply,
  );
  const title = now.editing ? "Edit message" : message ? `Reply to ${message.from.name}` : "Reply";
  return h(
    "div",
    { key: "strip", class: "strip", "data-testid": "strip" },
    icon(now.editing ? "edit" : "reply"),
    h(
      "span",
      { class: "strip-words" },
      h("b", null, title),
      h("small", null, message ? gist(message) : "This message is gone"),
    ),
    h(
      "button",
      {
        type: "button",
        class: "round",
        "aria-label": "Cancel",
        "data-testid": "cancel-strip",
        onclick: () => setDraft(chat, { ...EMPTY, text: now.editing ? "" : now.text }),
      },
      icon("close"),
    ),
  );
}

// Where what one writes goes: the message it answers, else the topic that is open.
function target(chat, now) {
  const replied = chat.messages.find((each) => each.key === now.reply);
  const thread = typeof store.ui.topics.get(chat.id) === "number" ? store.ui.topics.get(chat.id) : null;
  if (!replied) return { thread, gone: now.reply !== null };
  return replied.ephemeral !== undefined ? { reply_to_ephemeral: replied.ephemeral } : { reply_to: replied.id };
}

async function send(chat) {
  const now = draft(chat);
  const text = now.text.trim();
  if (!text && !now.attach) return;
  stickToBottom();
  const { gone, ...where } = target(chat, now);
  setDraft(chat, EMPTY);
  const done = now.editing
    ? await act("edit", { chat: chat.id, message: now.editing, text })
    : await act("say", { chat: chat.id, text, attach: now.attach, ...where });
  if (!done && draft(chat).text === "") setDraft(chat, gone ? { ...now, reply: null } : now);
}
