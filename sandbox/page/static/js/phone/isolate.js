// Invisible isolates (U+2068 … U+2069), with which texts guard names of another direction, as the element for that.

import { h } from "../dom.js";

const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/;

export function isolate(text) {
  return text.split(ISOLATED).map((part, at) => (at % 2 ? h("bdi", null, part) : part));
}
