// Samples that go along with words, for the page uploads nothing: a paper clip, and what it offers.

import { classes, h } from "./dom.js";
import { icon } from "./icons.js";

const SAMPLES = {
  photo: ["camera", "Photo"],
  album: ["album", "3 photos"],
  file: ["file", "File"],
  voice: ["voice", "Voice"],
  place: ["place", "Place"],
  sticker: ["smile", "Sticker"],
};

// now: { attach, open }; change({ attach, open }) is what a press makes of it
export function clip(now, testid, change) {
  return h(
    "button",
    {
      key: "clip",
      type: "button",
      class: classes("round", (now.attach || now.open) && "on"),
      title: "Attach a sample",
      "aria-label": "Attach a sample",
      "aria-expanded": String(now.open),
      "data-testid": testid,
      onclick: () => change({ open: !now.open }),
    },
    icon(now.attach ? SAMPLES[now.attach][0] : "clip"),
  );
}

// One thing at a time: pressed once more it does not go along.
export function samples(now, names, change) {
  if (!now.open && !now.attach) return null;
  return h(
    "div",
    { key: "samples", class: "samples", role: "group", "aria-label": "Attach" },
    names.map((each) => {
      const [sign, label] = SAMPLES[each];
      const on = now.attach === each;
      return h(
        "button",
        {
          key: each,
          type: "button",
          class: classes("sample", on && "on"),
          "aria-pressed": String(on),
          "data-testid": `add-${each}`,
          onclick: () => change({ attach: on ? null : each, open: !on && now.open }),
        },
        icon(sign),
        label,
      );
    }),
  );
}
