// Photos, voice and documents of a post, a comment or a message.

import { h } from "../dom.js";
import { icon } from "../icons.js";

export function attachments(list) {
  return list.length > 0 && h("div", { class: "attachments" }, list.map(one));
}

function one(each, place) {
  if (each.kind === "photo" && each.url) {
    const { url, title, width, height } = each;
    return h("img", { key: place, class: "photo", src: url, alt: title || "Photo", width, height, loading: "lazy" });
  }
  if (each.kind === "audio_message" && each.url) {
    return h("audio", { key: place, class: "voice", controls: true, preload: "none", src: each.url });
  }
  const label = each.title || each.kind.replaceAll("_", " ");
  const words = [icon("file"), h("span", null, label)];
  if (!each.url) return h("span", { key: place, class: "file" }, words);
  return h("a", { key: place, class: "file", href: each.url, target: "_blank", rel: "noopener noreferrer" }, words);
}
