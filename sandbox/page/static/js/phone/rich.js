// A rich message: its blocks one below the other.

import { classes, h } from "../dom.js";
import { store } from "../store.js";
import { link, moment, toggle } from "./entities.js";
import { isolate } from "./isolate.js";

const STYLES = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  marked: "mark",
  subscript: "sub",
  superscript: "sup",
};
const TEXTS = { paragraph: "p", footer: "footer", pre: "pre", pullquote: "blockquote", expandable_blockquote: "blockquote" };

export function richText(message, ui) {
  return message.rich.map((block, at) => shown(block, `${at}`, message, ui));
}

function shown(block, place, message, ui) {
  const inside = (blocks, below = place) => blocks.map((each, at) => shown(each, `${below}.${at}`, message, ui));
  if (TEXTS[block.type]) return h(TEXTS[block.type], { dir: "auto" }, text(block.text));
  switch (block.type) {
    case "heading":
      return h(`h${block.size}`, { dir: "auto" }, text(block.text));
    case "divider":
      return h("hr");
    case "list":
      return h(
        "ul",
        null,
        block.items.map((each, at) =>
          h("li", null, h("span", { class: "label" }, each.label), h("div", null, inside(each.blocks, `${place}.${at}`))),
        ),
      );
    case "blockquote":
      return h("blockquote", { dir: "auto" }, inside(block.blocks));
    case "table":
      return table(block);
    case "details":
      return details(block, place, inside, message, ui);
    case "photo":
      return figure([block], block.caption);
    case "collage":
    case "slideshow":
      return figure(block.blocks, block.caption, block.type);
    default:
      return null;
  }
}

function table({ cells, caption, is_bordered, is_striped, is_compact }) {
  const cell = (each) =>
    h(
      each.is_header ? "th" : "td",
      { colspan: each.colspan, rowspan: each.rowspan, class: `${each.align} ${each.valign}` },
      text(each.text ?? ""),
    );
  return h(
    "div",
    { class: "rich-table" },
    h(
      "table",
      { class: classes(is_bordered && "bordered", is_striped && "striped", is_compact && "compact") },
      caption && h("caption", null, text(caption)),
      h("tbody", null, cells.map((row) => h("tr", null, row.map(cell)))),
    ),
  );
}

function details(block, place, inside, message, ui) {
  const name = `${store.state.telegram.me}:${message.date}:${message.key}:details:${place}`;
  const open = ui.expanded.has(name) !== Boolean(block.is_open);
  return h(
    "section",
    { class: classes("details", open && "open") },
    h(
      "button",
      {
        type: "button",
        class: "summary",
        "aria-expanded": String(open),
        "data-testid": "details",
        onclick: () => toggle(name),
      },
      text(block.summary),
    ),
    open && h("div", { class: "inside" }, inside(block.blocks)),
  );
}

function figure(photos, caption, kind) {
  return h(
    "figure",
    { class: kind },
    photos.map(({ photo }) =>
      h("img", { src: photo.url, width: photo.width, height: photo.height, alt: "Picture", "data-testid": "rich-photo" }),
    ),
    caption && h("figcaption", null, text(caption.text)),
  );
}

function text(part) {
  if (typeof part === "string") return isolate(part);
  if (Array.isArray(part)) return part.map(text);
  const inside = text(part.text ?? part.alternative_text ?? "");
  if (STYLES[part.type]) return h(STYLES[part.type], null, inside);
  switch (part.type) {
    case "url":
      return link(part.url, inside);
    case "email_address":
      return link(`mailto:${part.email_address}`, inside);
    case "date_time":
      return moment(part, inside);
    default:
      return h("span", null, inside);
  }
}
