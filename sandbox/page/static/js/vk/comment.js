// A comment with its thread: VK's walls have two levels.

import { vk as act } from "../api.js";
import { avatar } from "../avatar.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { live } from "../time.js";
import { attachments } from "./attachments.js";
import { box, clearBox, grow, setBox } from "./box.js";
import { vkText } from "./text.js";
import { boxName, like } from "./wall.js";

export function thread(root, post, vk, ui) {
  const replies = post.comments.filter((each) => each.root === root.id);
  return h(
    "div",
    { key: root.id, class: "thread" },
    comment(root, post, vk),
    replies.length > 0 &&
      h(
        "div",
        { class: "replies" },
        replies.map((each) => comment(each, post, vk)),
      ),
  );
}

const opened = Date.now();

// What comes while one looks on is shown to have come.
function arrive(element) {
  if (Date.now() - opened < 1500) return;
  if (!document.activeElement?.closest(".vk textarea")?.value)
    element.scrollIntoView({ block: "nearest", behavior: "smooth" });
  element.animate(
    [
      { opacity: 0, transform: "translateY(6px)" },
      { opacity: 1, transform: "none" },
    ],
    260,
  );
  element.animate([{ backgroundColor: "var(--vk-new)" }, { backgroundColor: "transparent" }], {
    duration: 2600,
    easing: "ease-in",
  });
}

function comment(each, post, vk) {
  const brand = each.author.id === vk.group.owner;
  const editing = box(`edit:${each.id}`).reply === "editing";
  return h(
    "div",
    { key: each.id, class: "comment", "data-testid": `comment-${each.id}`, mounted: arrive },
    avatar(each.author.id, each.author.name, "small"),
    h(
      "div",
      { class: "comment-body" },
      h(
        "div",
        { class: "comment-head" },
        h("b", { class: "name" }, each.author.name),
        brand && h("span", { class: "brand-mark" }, "community"),
        each.to && h("span", { class: "faint" }, `to ${each.to.name.split(" ")[0]}`),
      ),
      editing ? editor(each) : each.text && h("p", { class: "comment-text" }, vkText(each.text)),
      attachments(each.attachments),
      !editing && foot(each, post, vk),
    ),
  );
}

function foot(each, post, vk) {
  const name = boxName(post, vk);
  const reply = () => {
    setBox(name, { reply: each.id });
    document.querySelector(`[data-testid="comment-box-${post.id}"]`)?.focus();
  };
  const edit = () => setBox(`edit:${each.id}`, { reply: "editing", text: each.text });
  const link = (label, testid, onclick, sign) =>
    h(
      "button",
      {
        type: "button",
        class: "link",
        "data-testid": testid,
        title: sign ? label : null,
        "aria-label": sign ? label : null,
        onclick,
      },
      sign ? icon(sign) : label,
    );
  return h(
    "div",
    { class: "comment-foot" },
    live(each.date, "loosely", { class: "faint" }),
    each.edited && h("span", { class: "faint" }, "edited"),
    !post.closed && link("Reply", `reply-comment-${each.id}`, reply),
    h(
      "span",
      { class: "comment-tools" },
      each.mine && link("Edit", `edit-comment-${each.id}`, edit, "edit"),
      (each.mine || vk.colleague) &&
        link("Delete", `delete-comment-${each.id}`, () => act("delete", { comment: each.id }), "trash"),
      like(each, () => act("like", { comment: each.id }), `like-comment-${each.id}`),
    ),
  );
}

function editor(each) {
  const name = `edit:${each.id}`;
  const save = async () => {
    const { text } = box(name);
    if (text.trim() && (text === each.text || (await act("edit", { comment: each.id, text })))) clearBox(name);
  };
  const onkeydown = (event) => {
    if (event.key === "Escape") clearBox(name);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  };
  return h(
    "div",
    { class: classes("editor") },
    h("textarea", {
      rows: 1,
      value: box(name).text,
      "aria-label": "Edit the comment",
      "data-testid": `edit-box-${each.id}`,
      onkeydown,
      updated: grow,
      oninput: (event) => setBox(name, { text: event.target.value }),
      mounted: (element) => element.focus(),
    }),
    h(
      "button",
      { type: "button", class: "small-button", "data-testid": `save-comment-${each.id}`, onclick: save },
      "Save",
    ),
    h("button", { type: "button", class: "link", onclick: () => clearBox(name) }, "Cancel"),
  );
}
