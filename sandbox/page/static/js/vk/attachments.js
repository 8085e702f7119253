// Photos, voice and files of a post, a comment or a message, whoever attached them.

import { classes, h } from "../dom.js";
import { icon } from "../icons.js";

const PICTURED = /\.(jpe?g|png|gif)$/i; // files that VK shows as well as offers

export function attachments(list) {
  if (list.length === 0) return false;
  const photos = list.filter((each) => each.kind === "photo" && each.url);
  const rest = list.filter((each) => !photos.includes(each));
  return h(
    "div",
    { class: "attachments" },
    photos.length > 0 && h("div", { class: classes("photos", photos.length > 1 && "many") }, photos.map(photo)),
    rest.map(one),
  );
}

function photo({ url, title, width, height }, place) {
  return h("img", { key: place, class: "photo", src: url, alt: title || "Photo", width, height, loading: "lazy" });
}

function one(each, place) {
  if (each.kind === "audio_message" && each.url) {
    return h("audio", { key: place, class: "voice", controls: true, preload: "metadata", src: each.url });
  }
  if (each.kind === "sticker") return h("span", { key: place, class: "sticker", role: "img", "aria-label": "Sticker" }, "🦊");
  const label = each.title || each.kind.replaceAll("_", " ");
  const words = [icon("file"), h("span", null, label), each.size && h("small", { class: "faint" }, bytes(each.size))];
  if (!each.url) return h("span", { key: place, class: "file" }, words);
  const own = each.url.startsWith("/");
  const picture = own && PICTURED.test(label) && h("img", { class: "photo", src: each.url, alt: "", loading: "lazy" });
  return h(
    "a",
    {
      key: place,
      class: classes("file", picture && "pictured"),
      href: each.url,
      download: own && label,
      target: !own && "_blank",
      rel: "noopener noreferrer",
    },
    picture,
    words,
  );
}

export function bytes(size) {
  if (size < 1000) return `${size} B`;
  return size < 1e6 ? `${Math.round(size / 1000)} KB` : `${(size / 1e6).toFixed(1)} MB`;
}
