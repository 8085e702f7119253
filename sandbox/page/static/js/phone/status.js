// The phone's own bar: the time, and signs that all is well.

import { h } from "../dom.js";

export function statusBar() {
  return h(
    "div",
    { class: "status", "aria-hidden": "true" },
    h("span", { class: "status-time", raw: true, updated: tick }),
    h("span", { class: "island" }),
    h(
      "span",
      { class: "status-signs" },
      h(
        "svg",
        { viewBox: "0 0 18 12" },
        [0, 1, 2, 3].map((n) => h("rect", { x: n * 5, y: 9 - n * 3, width: 3, height: 3 + n * 3, rx: 1 })),
      ),
      h(
        "svg",
        { viewBox: "0 0 26 12" },
        h("rect", {
          x: 0.5,
          y: 0.5,
          width: 22,
          height: 11,
          rx: 3.5,
          fill: "none",
          stroke: "currentColor",
          opacity: 0.45,
        }),
        h("rect", { x: 2, y: 2, width: 16, height: 8, rx: 2.2 }),
        h("rect", { x: 23.8, y: 4, width: 1.7, height: 4, rx: 0.8, opacity: 0.5 }),
      ),
    ),
  );
}

function tick(element) {
  const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (element.textContent !== now) element.textContent = now;
}

setInterval(() => document.querySelectorAll(".status-time").forEach(tick), 1000);
