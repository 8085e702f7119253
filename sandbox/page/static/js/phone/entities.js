// A text with its entities. Offsets are UTF-16 units, which is what JavaScript counts in.

import { classes, h } from "../dom.js";
import { go } from "../links.js";
import { store, update } from "../store.js";
import { formatted, live } from "../time.js";
import { focusComposer, setDraft } from "./composer.js";
import { isolate } from "./isolate.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const PLAIN = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

export function formattedText(message, ui) {
  const entities = [...message.entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(message.text, entities, 0, message.text.length, message, ui);
}

// What stands between two places, with the entities that begin there.
function pieces(text, entities, start, end, message, ui) {
  const parts = [];
  let at = start;
  while (entities.length > 0 && entities[0].offset < end) {
    const entity = entities.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    if (from > at) parts.push(isolate(text.slice(at, from)));
    parts.push(element(entity, pieces(text, entities, from, to, message, ui), text.slice(from, to), message, ui));
    at = to;
    // A block ends its line by itself.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  if (at < end) parts.push(isolate(text.slice(at, end)));
  return parts;
}

function element(entity, inside, text, message, ui) {
  const plain = PLAIN[entity.type];
  if (plain) return h(plain, { dir: entity.type === "blockquote" ? "auto" : null }, inside);
  switch (entity.type) {
    case "url":
      return link(/^\w+:\/\//.test(text) ? text : `https://${text}`, inside);
    case "text_link":
      return link(entity.url, inside);
    case "email":
      return link(`mailto:${text}`, inside);
    case "mention":
    case "text_mention":
      return h("span", { class: classes("mention", isMe(entity, text) && "me") }, inside);
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return h("span", { class: "mention" }, inside);
    case "bot_command":
      return command(text, inside, message);
    case "spoiler":
      return spoiler(entity, inside, message, ui);
    case "expandable_blockquote":
      return expandable(entity, inside, text, message, ui);
    case "date_time":
      return moment(entity, inside);
    default:
      return h("span", null, inside);
  }
}

function isMe(entity, text) {
  const { me, people } = store.state.telegram;
  return entity.user
    ? entity.user.id === me
    : people.find((each) => each.id === me)?.name.toLowerCase() === text.slice(1);
}

export function link(url, inside) {
  const onclick = (event) => (event.preventDefault(), go(url));
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick }, inside);
}

function command(text, inside, message) {
  const chat = store.state.telegram.chats.find((each) => each.messages.includes(message));
  const type = () => chat && (setDraft(chat, { text: `${text} ` }), focusComposer());
  return h("button", { type: "button", class: "command", onclick: type }, inside);
}

export function toggle(name) {
  update(({ expanded }) => (expanded.has(name) ? expanded.delete(name) : expanded.add(name)));
}

const nameOf = (entity, message) =>
  `${store.state.telegram.me}:${message.date}:${message.key}:${entity.type}:${entity.offset}`;

function spoiler(entity, inside, message, ui) {
  const name = nameOf(entity, message);
  if (ui.expanded.has(name)) return h("span", { class: "spoiler shown" }, inside);
  return h(
    "button",
    { type: "button", class: "spoiler", "aria-label": "Hidden text, press to show", onclick: () => toggle(name) },
    inside,
  );
}

const LONG = 120;

function expandable(entity, inside, text, message, ui) {
  const name = nameOf(entity, message);
  const long = text.length > LONG || text.split("\n").length > 3;
  if (!long) return h("blockquote", { dir: "auto" }, inside);
  const shown = ui.expanded.has(name);
  return h(
    "blockquote",
    { dir: "auto", class: classes("expandable", shown && "shown") },
    h("div", { class: "expandable-text" }, inside),
    h("button", {
      type: "button",
      class: "expand",
      "aria-expanded": String(shown),
      "aria-label": shown ? "Collapse the quote" : "Show the whole quote",
      "data-testid": "expand",
      onclick: () => toggle(name),
    }),
  );
}

export function moment(entity, inside) {
  const letters = entity.date_time_format ?? "";
  if (letters.includes("r")) return live(entity.unix_time, "relative", { class: "moment" });
  return h(
    "time",
    { class: "moment", datetime: new Date(entity.unix_time * 1000).toISOString() },
    letters ? formatted(entity.unix_time, letters) : inside,
  );
}
