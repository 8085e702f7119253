// Inline keyboards. A press shimmers until the bot answers; the answer is a toast or an alert.

import { telegram as act, toast } from "../api.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { go } from "../links.js";
import { update } from "../store.js";
import { focusComposer, setDraft } from "./composer.js";

export function keyboard(message, chat, ui) {
  return h(
    "div",
    { class: "keyboard" },
    message.buttons.map((row, at) =>
      h(
        "div",
        { key: at, class: "keys" },
        row.map((each, n) => key(each, n, message, chat, ui)),
      ),
    ),
  );
}

function key(each, n, message, chat, ui) {
  const name = `${chat.id}:${message.key}:${each.value}`;
  const waits = ui.pressing.has(name);
  return h(
    "button",
    {
      key: n,
      type: "button",
      disabled: each.disabled,
      "data-testid": `button-${each.text}`,
      "aria-busy": waits ? "true" : null,
      class: classes("key", each.style && `style-${each.style}`, waits && "waits"),
      onclick: () => PRESS[each.kind]?.(each, message, chat, name),
    },
    h("span", null, each.text),
    ["url", "web_app"].includes(each.kind) && icon("open", "key-sign"),
    each.kind === "copy" && icon("copy", "key-sign"),
  );
}

const PRESS = {
  data: press,
  url: (each) => go(each.value),
  web_app: (each) => go(each.value),
  copy: (each) => navigator.clipboard?.writeText(each.value).then(() => toast("Copied")),
  insert: (each, _message, chat) => (setDraft(chat, { text: each.value }), focusComposer()),
};

// A browser has few connections to one server: of presses that the bot leaves without answer the last are waited for.
const MOST = 3;
const waiting = [];

async function press(each, message, chat, name) {
  update((ui) => ui.pressing.add(name));
  const which = message.ephemeral !== undefined ? { ephemeral: message.ephemeral } : { message: message.id };
  const stop = new AbortController();
  if (waiting.push(stop) > MOST) waiting.shift().abort();
  const said = await act("press", { chat: chat.id, ...which, button: each.value }, stop.signal);
  if (waiting.includes(stop)) waiting.splice(waiting.indexOf(stop), 1);
  update((ui) => ui.pressing.delete(name));
  const answer = said?.answer;
  if (!answer) return;
  if (answer.url) go(answer.url);
  if (answer.text && answer.alert) update((ui) => (ui.alert = answer.text));
  else if (answer.text) toast(answer.text);
}
