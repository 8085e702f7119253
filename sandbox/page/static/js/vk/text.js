// Text as VK shows it: [id1|Name] is a mention, addresses are links, #words are tags.

import { h } from "../dom.js";

const PARTS = /\[(?:id|club|public)\d+(?::[^|\]]*)?\|([^\]]+)\]|(https?:\/\/[^\s<>"]+)|(#[\p{L}\p{N}_]+)/gu;

export function vkText(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(PARTS)) {
    parts.push(text.slice(at, found.index), part(found));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)].filter((each) => each !== "");
}

function part([whole, name, url]) {
  if (name) return h("span", { class: "mention" }, name);
  if (url) return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url);
  return h("span", { class: "mention" }, whole);
}
