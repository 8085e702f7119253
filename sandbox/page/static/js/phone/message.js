// A message: bubble, quote of what it answers, picture, text, reactions, buttons below.

import { telegram as act } from "../api.js";
import { avatar, colour } from "../avatar.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { update } from "../store.js";
import { clock } from "../time.js";
import { bytes } from "../vk/attachments.js";
import { pictured } from "./emoji.js";
import { startReply } from "./composer.js";
import { formattedText } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { richText } from "./rich.js";
import { flash } from "./scroll.js";
import { swipe } from "./swipe.js";

export function message(each, chat, telegram, ui, shape) {
  const ephemeral = each.ephemeral !== undefined;
  const group = chat.type !== "private";
  const reply = () => startReply(chat, each);
  const menu = (x, y) => update((now) => (now.menu = { chat: chat.id, key: each.key, x, y }));
  return h(
    "li",
    {
      key: each.key,
      class: classes(
        "row",
        each.mine && "mine",
        shape.first && "first",
        shape.last && "last",
        ephemeral && "ephemeral",
      ),
      "data-testid": ephemeral ? `ephemeral-${each.ephemeral}` : `message-${each.id}`,
      "data-key": each.key,
      mounted: arrive,
      oncontextmenu: (event) => {
        if (event.target.closest("a")) return;
        event.preventDefault();
        menu(event.clientX, event.clientY);
      },
      ondblclick: (event) => {
        if (event.target.closest("button, a")) return;
        getSelection()?.removeAllRanges();
        reply();
      },
      ...swipe(reply, menu),
    },
    group &&
      !each.mine &&
      (shape.last
        ? avatar(each.from.id, each.from.name, classes("small", each.from.bot && "bot"))
        : h("span", { class: "avatar-gap" })),
    h(
      "div",
      { class: classes("stack", each.buttons.length > 0 && "with-keys") },
      bubble(each, chat, ui, shape, group && !each.mine, tools(each, reply, menu)),
      each.buttons.length > 0 && keyboard(each, chat, ui),
    ),
    h("span", { class: "swipe-sign", "aria-hidden": "true" }, icon("reply")),
  );
}

const opened = Date.now();

function arrive(row) {
  if (Date.now() - opened < 1500 || row.parentNode?.dataset.settled !== "yes") {
    queueMicrotask(() => row.parentNode && (row.parentNode.dataset.settled = "yes"));
    return;
  }
  row.animate(
    [
      { opacity: 0, transform: "translateY(12px)" },
      { opacity: 1, transform: "none" },
    ],
    { duration: 220, easing: "ease-out" },
  );
}

function bubble(each, chat, ui, shape, named, beside) {
  const { preview, media } = each;
  const picture =
    preview &&
    h("img", {
      class: classes("preview", preview.large && "large"),
      src: preview.url,
      alt: "",
      loading: "lazy",
      "data-testid": "preview",
    });
  const meta = h("span", { class: "meta" }, each.edited && "edited ", clock(each.date), each.mine && icon("checks"));
  const chips = each.reactions.length > 0;
  return h(
    "div",
    { class: classes("bubble", media?.kind === "photo" && "with-photo", each.rich && "with-rich") },
    each.ephemeral !== undefined && whisper(each, chat),
    named &&
      shape.first &&
      h(
        "div",
        { class: `sender ink-${colour(each.from.id)}` },
        each.from.name,
        each.from.bot && h("span", { class: "bot-mark" }, "bot"),
      ),
    each.forward && h("div", { class: "forward" }, `Forwarded from ${each.forward}`),
    each.reply && quote(each),
    preview?.above && picture,
    each.album?.length > 1 ? album(each.album) : media && mediaOf(media),
    h(
      "div",
      { class: classes("text", each.rich && "rich"), dir: "auto" },
      each.rich ? richText(each, ui) : formattedText(each, ui),
      !chips && !(picture && !preview.above) && meta,
    ),
    !preview?.above && picture,
    (chips || (picture && !preview.above)) &&
      h(
        "div",
        { class: "foot" },
        h(
          "span",
          { class: "reactions" },
          each.reactions.map((one) => reaction(one, each, chat)),
        ),
        meta,
      ),
    beside,
  );
}

function whisper(each, chat) {
  const dismiss = () => act("dismiss", { chat: chat.id, ephemeral: each.ephemeral });
  return h(
    "div",
    { class: "whisper" },
    icon("eye"),
    h("span", null, each.mine ? "Only the bot sees this" : "Only you see this"),
    !each.mine &&
      h(
        "button",
        {
          type: "button",
          "aria-label": "Dismiss",
          title: "Dismiss",
          "data-testid": `dismiss-${each.ephemeral}`,
          onclick: dismiss,
        },
        icon("close"),
      ),
  );
}

function quote(each) {
  const { reply } = each;
  return h(
    "button",
    {
      type: "button",
      class: `quote ink-${colour(reply.from.id)}`,
      "data-testid": `quote-${each.key}`,
      disabled: reply.gone,
      "aria-label": `In reply to ${reply.from.name}: ${reply.text}`,
      onclick: () => flash(`[data-key="${reply.key}"]`),
    },
    h("b", null, reply.from.name),
    h("span", null, reply.gone ? "Deleted message" : reply.text),
  );
}

function mediaOf({ kind, url, name, size, width, height, duration }) {
  if (kind === "photo") return h("img", { class: "photo", src: url, alt: "Photo", width, height, loading: "lazy" });
  if (kind === "voice")
    return h("audio", {
      class: "voice",
      controls: true,
      preload: "metadata",
      src: url,
      title: `Voice message, ${duration} s`,
      "data-testid": "voice",
    });
  return h(
    "a",
    { class: "file", href: url, download: name, "data-testid": "file" },
    icon("file"),
    h("span", null, name),
    h("small", { class: "faint" }, bytes(size)),
  );
}

// All pictures of an album in one bubble, as Telegram's clients show them.
function album(list) {
  return h(
    "div",
    { class: classes("album", list.length % 2 && "odd"), "data-testid": "album" },
    list.map(({ id, media }) => h("img", { key: id, src: media.url, alt: "Photo", loading: "lazy" })),
  );
}

function reaction(one, each, chat) {
  return h(
    "button",
    {
      key: one.emoji,
      type: "button",
      class: classes("reaction", one.mine && "mine"),
      "aria-pressed": String(one.mine),
      title: one.who.join(", "),
      "aria-label": `${one.emoji} by ${one.who.join(", ")}`,
      "data-testid": `reaction-${one.emoji}`,
      onclick: () => act("react", { chat: chat.id, message: each.id, emoji: one.mine ? null : one.emoji }),
    },
    pictured(one.emoji),
    h("small", null, one.who.length > 2 ? String(one.who.length) : one.who.map((name) => name[0]).join(" ")),
  );
}

function tools(each, reply, menu) {
  const more = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    menu(box.left, box.bottom);
  };
  return h(
    "span",
    { class: "tools" },
    h(
      "button",
      { type: "button", title: "Reply", "aria-label": "Reply", "data-testid": `reply-${each.key}`, onclick: reply },
      icon("reply"),
    ),
    h(
      "button",
      {
        type: "button",
        title: "More",
        "aria-label": "More",
        "aria-haspopup": "menu",
        "data-testid": `more-${each.key}`,
        onclick: more,
      },
      icon("more"),
    ),
  );
}
