// Initials on a colour that stays the same for the same person.

import { classes, h } from "./dom.js";

const PALETTE = 7;

export const colour = (id) => Math.abs(Number(id)) % PALETTE;

export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}

export function avatar(id, name, kind = "") {
  return h("span", { class: classes("avatar", `tint-${colour(id)}`, kind), "aria-hidden": "true" }, initials(name));
}
