// Line icons on a grid of 24.

import { h } from "./dom.js";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  reply: "M10 8V4L3 11l7 7v-4.2c5 0 8.3 1.6 11 5.2-1-5.4-4-10.4-11-11z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4 12l16-8-5.5 16-3.2-6.8z M11.3 13.2L20 4",
  close: "M6 6l12 12M18 6L6 18",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z",
  pin: "M9 4h6l-1 6 4 4H6l4-4zM12 14v6",
  clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.3 8.3a1.7 1.7 0 0 1-2.4-2.4L14.5 7.5",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  edit: "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  check: "M4 12.5l4.5 4.5L18 7",
  checks: "M2 12.5l4.5 4.5L15 8M11 16l1 1 9.5-9.5",
  heart: "M12 20S3.5 14.8 3.5 9A4.6 4.6 0 0 1 12 6.6 4.6 4.6 0 0 1 20.5 9C20.5 14.8 12 20 12 20z",
  comment: "M4 5h16v11h-9l-5 4v-4H4z",
  help: "M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.5h.01M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z",
  bolt: "M13 2.5L5 13.5h6l-1 8 8-11h-6z",
  open: "M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9",
  down: "M6 9l6 6 6-6",
  album: "M4 8h13v12H4zM8 8V4h12v12h-3M4 17l4-4 3 3 2-2 4 4",
  place: "M12 21s7-6.6 7-12a7 7 0 0 0-14 0c0 5.4 7 12 7 12zM12 6.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5c1.8 2.4 5.2 2.4 7 0M9 9.5h.01M15 9.5h.01",
  bag: "M5 8h14l1 12H4zM8.5 8a3.5 3.5 0 0 1 7 0",
  play: "M8 5l11 7-11 7z",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  chats: "M4 5h12v9H9l-5 4zM19 9h1.5v12L16.5 18H10",
  store: "M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z",
};

export function icon(name, kind = "") {
  const shape = h("path", { d: PATHS[name] });
  return h("svg", { class: `icon ${kind}`, viewBox: "0 0 24 24", "aria-hidden": "true" }, shape);
}
