// Direct messages: a customer's dialog with the community, or the community's list of dialogs.

import { vk as act } from "../api.js";
import { avatar } from "../avatar.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { update } from "../store.js";
import { clock, day } from "../time.js";
import { attachments } from "./attachments.js";
import { textBox } from "./box.js";
import { vkText } from "./text.js";

export function messages(vk, ui) {
  if (vk.colleague) return inbox(vk, ui);
  if (vk.as < 0) return nothing("Communities cannot write messages to each other.", "Be a person to try messages.");
  return dialog(vk.dialogs[0], vk);
}

function inbox(vk, ui) {
  if (vk.dialogs.length === 0) return nothing("No messages yet.", "Be a customer and write one: it will be here.");
  const open = vk.dialogs.find((each) => each.peer.id === ui.peer) ?? vk.dialogs[0];
  return h(
    "div",
    { class: "inbox" },
    h(
      "ul",
      { class: "dialogs", "aria-label": "Dialogs" },
      vk.dialogs.map((each) => entry(each, each === open)),
    ),
    dialog(open, vk),
  );
}

function entry(each, chosen) {
  const last = each.messages.at(-1);
  return h(
    "li",
    { key: each.peer.id },
    h(
      "button",
      {
        type: "button",
        class: classes("dialog-entry", chosen && "chosen"),
        "aria-pressed": String(chosen),
        "data-testid": `dialog-${each.peer.id}`,
        onclick: () => update((ui) => (ui.peer = each.peer.id)),
      },
      avatar(each.peer.id, each.peer.name, "small"),
      h(
        "span",
        null,
        h("b", null, each.peer.name),
        h("small", null, (last.out ? "You: " : "") + (last.text || "Attachment")),
      ),
    ),
  );
}

function dialog(each, vk) {
  const other = vk.colleague ? each.peer : vk.group;
  const mine = (message) => message.out === vk.colleague;
  const send = ({ text, attach }) =>
    vk.colleague ? act("reply_as_colleague", { to: each.peer.id, text }) : act("message", { text, attach });
  const read = (element) => {
    element.scrollTop = element.scrollHeight;
    if (!vk.colleague && each.unread > 0 && element.dataset.told !== String(each.messages.length)) {
      element.dataset.told = String(each.messages.length);
      act("read", {});
    }
  };
  return h(
    "section",
    { key: `${vk.as}:${each.peer.id}`, class: "dialog", "aria-label": `Dialog with ${other.name}` },
    h(
      "div",
      { class: "dialog-list", updated: read },
      each.messages.length
        ? list(each.messages, mine, !vk.colleague)
        : nothing(
            `Write to ${vk.group.name}`,
            "An order, a complaint, a question: what you write is for the team only.",
          ),
    ),
    h(
      "div",
      { class: "dialog-form" },
      !vk.colleague && keys(each.keys),
      textBox({
        name: `dialog:${vk.as}:${each.peer.id}`,
        placeholder: vk.colleague ? "Answer in VK, past the desk…" : "Write a message…",
        ids: { box: "message-box", send: "send-message", attach: "attach-message" },
        attaches: vk.colleague ? [] : ["photo", "album", "file", "voice", "place", "sticker"],
        focus: true,
        send,
      }),
    ),
  );
}

function list(all, mine, taps) {
  return all.map((each, at) => [
    (at === 0 || day(all[at - 1].date) !== day(each.date)) &&
      h("div", { key: `day${each.id}`, class: "dialog-day" }, day(each.date)),
    h(
      "div",
      { key: each.id, class: classes("dm", mine(each) && "mine"), "data-testid": `vk-message-${each.id}` },
      h(
        "div",
        { class: "dm-bubble" },
        each.text && h("span", null, vkText(each.text)),
        each.place && h("span", { class: "file" }, icon("place"), h("span", null, each.place)),
        attachments(each.attachments),
        h(
          "span",
          { class: "dm-meta" },
          each.edited && "edited ",
          clock(each.date),
          mine(each) && icon(each.read ? "checks" : "check"),
        ),
        taps && keys(each.keys),
      ),
    ),
  ]);
}

// What a community's message offers to be pressed: it says the label.
function keys(rows) {
  return (
    rows.length > 0 &&
    h(
      "div",
      { class: "vk-keys" },
      rows.map((row) =>
        h(
          "div",
          null,
          row.map((label) =>
            h(
              "button",
              { type: "button", "data-testid": `vk-key-${label}`, onclick: () => act("tap", { label }) },
              label,
            ),
          ),
        ),
      ),
    )
  );
}

function nothing(title, text) {
  return h("div", { class: "empty" }, icon("comment"), h("b", null, title), h("p", null, text));
}
