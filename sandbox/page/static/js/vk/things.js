// Photos, videos, products and topics of the community, each with what is said under it.

import { vk as act } from "../api.js";
import { avatar } from "../avatar.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { live } from "../time.js";
import { attachments } from "./attachments.js";
import { box, clearBox, setBox, textBox } from "./box.js";
import { vkText } from "./text.js";
import { author } from "./wall.js";

const SORTS = { photo: "Photo", video: "Video", market: "Product", topic: "Discussion" };

export function things(vk) {
  const viewer = author(vk);
  return h(
    "div",
    { class: "wall" },
    vk.things.map((each) => thing(each, vk, viewer)),
    vk.things.length === 0 && h("p", { class: "empty" }, "No photos, videos, products or discussions yet."),
  );
}

function thing(each, vk, viewer) {
  const count = each.remarks.length;
  return h(
    "article",
    { key: each.key, class: "card post thing", "data-testid": `thing-${each.key}` },
    h(
      "div",
      { class: "thing-head" },
      each.picture &&
        h(
          "span",
          { class: "thing-picture" },
          h("img", { src: each.picture.url, alt: "", loading: "lazy" }),
          each.sort === "video" && h("span", { class: "thing-play" }, icon("play")),
        ),
      h(
        "div",
        { class: "thing-words" },
        h("small", { class: "faint" }, SORTS[each.sort]),
        h("h3", null, each.title || each.text),
        each.price && h("b", { class: "price" }, each.price),
        each.title && each.text && h("p", null, each.text),
        h("span", { class: "faint thing-count" }, icon("comment"), String(count)),
      ),
    ),
    count > 0 &&
      h(
        "div",
        { class: "comments" },
        each.remarks.map((one) => remark(one, each, vk)),
      ),
    each.closed ? h("p", { class: "closed" }, "Comments are closed.") : form(each, vk, viewer),
  );
}

const boxName = (each, vk) => `thing:${each.key}:${vk.as}`;

function form(each, vk, viewer) {
  const name = boxName(each, vk);
  const now = box(name);
  const replied = each.remarks.find((one) => one.id === now.reply);
  const send = ({ text, attach, reply, editing }) =>
    editing
      ? act("edit_remark", { thing: each.key, remark: editing, text })
      : act("remark", { thing: each.key, text, attach, reply_to: reply });
  return h(
    "div",
    { class: "comment-form" },
    (replied || now.editing) &&
      h(
        "div",
        { class: "comment-strip", "data-testid": "remark-strip" },
        now.editing ? "Editing your comment" : ["Replying to ", h("b", null, replied.author.name)],
        h("button", { type: "button", class: "link", onclick: () => clearBox(name) }, "Cancel"),
      ),
    h(
      "div",
      { class: "comment-row" },
      avatar(vk.as, viewer.name, "small"),
      textBox({
        name,
        placeholder: vk.colleague ? "Answer in VK, past the desk…" : "Write a comment…",
        ids: { box: `remark-box-${each.key}`, send: "send-remark", attach: "attach-remark" },
        attaches: now.editing ? [] : ["photo", "album", "file", "sticker"],
        send,
      }),
    ),
  );
}

function remark(one, each, vk) {
  const name = boxName(each, vk);
  const write = (change) => {
    setBox(name, { reply: null, editing: null, ...change });
    document.querySelector(`[data-testid="remark-box-${each.key}"]`)?.focus();
  };
  const tool = (label, sign, testid, onclick) =>
    h(
      "button",
      { type: "button", class: "link", title: label, "aria-label": label, "data-testid": `${testid}-${one.id}`, onclick },
      icon(sign),
    );
  return h(
    "div",
    { key: one.id, class: "comment", "data-testid": `remark-${one.id}` },
    avatar(one.author.id, one.author.name, "small"),
    h(
      "div",
      { class: "comment-body" },
      h(
        "div",
        { class: "comment-head" },
        h("b", { class: "name" }, one.author.name),
        one.author.id === vk.group.owner && h("span", { class: "brand-mark" }, "community"),
        one.to && h("span", { class: "faint" }, `to ${one.to.name.split(" ")[0]}`),
      ),
      one.text && h("p", { class: "comment-text" }, vkText(one.text)),
      attachments(one.attachments),
      h(
        "div",
        { class: "comment-foot" },
        live(one.date, "loosely", { class: "faint" }),
        one.edited && h("span", { class: "faint" }, "edited"),
        h("button", { type: "button", class: "link", "data-testid": `reply-remark-${one.id}`, onclick: () => write({ reply: one.id }) }, "Reply"),
        h(
          "span",
          { class: "comment-tools" },
          one.mine && tool("Edit", "edit", "edit-remark", () => write({ editing: one.id, text: one.text, attach: null })),
          (one.mine || vk.colleague) &&
            tool("Delete", "trash", "delete-remark", () => act("delete_remark", { thing: each.key, remark: one.id })),
        ),
      ),
    ),
  );
}
