// The wall: posts with their comments.

import { vk as act } from "../api.js";
import { avatar } from "../avatar.js";
import { classes, h } from "../dom.js";
import { icon } from "../icons.js";
import { update } from "../store.js";
import { live } from "../time.js";
import { attachments } from "./attachments.js";
import { box, setBox, textBox } from "./box.js";
import { thread } from "./comment.js";
import { vkText } from "./text.js";

export function wall(vk, ui) {
  const viewer = author(vk);
  return h(
    "div",
    { class: "wall" },
    h(
      "div",
      { class: "card new-post" },
      avatar(vk.as, viewer.name, "small"),
      textBox({
        name: `post:${vk.as}`,
        placeholder: vk.colleague ? "What's new?" : "Write on the wall…",
        ids: { box: "post-box", send: "send-post", attach: "attach-post" },
        attaches: ["photo", "album"],
        send: ({ text, attach }) => act("post", { text, attach, suggest: suggests(vk, ui) }),
      }),
    ),
    !vk.colleague && h("div", { class: "kinds" }, kindOfPost(vk, ui)),
    vk.posts.map((each) => post(each, vk, ui, viewer)),
    vk.posts.length === 0 && h("p", { class: "empty" }, "Nothing on the wall yet."),
  );
}

const suggests = (vk, ui) => !vk.colleague && ui.suggest;

// A visitor posts on the wall, or suggests a post that only the community sees until it publishes it.
function kindOfPost(vk, ui) {
  const choice = (label, on, testid) =>
    h(
      "button",
      {
        type: "button",
        class: classes("kind", ui.suggest === on && "chosen"),
        "aria-pressed": String(ui.suggest === on),
        "data-testid": testid,
        onclick: () => update((now) => (now.suggest = on)),
      },
      label,
    );
  return [choice("Post on the wall", false, "wall-openly"), choice("Suggest to the community", true, "wall-suggest")];
}

// Who looks at the page.
export function author(vk) {
  return vk.colleague ? vk.group : vk.customers.find((each) => each.id === vk.as);
}

function post(each, vk, ui, viewer) {
  const roots = each.comments.filter((one) => !each.comments.some((other) => other.id === one.root));
  const count = each.comments.length;
  return h(
    "article",
    { key: each.id, class: "card post", "data-testid": `post-${each.id}` },
    h(
      "header",
      null,
      avatar(each.author.id, each.author.name),
      h("div", null, h("b", { class: "name" }, each.author.name), live(each.date, "loosely", { class: "faint" })),
      each.suggested && h("span", { class: "brand-mark" }, "suggested"),
    ),
    each.text && h("p", { class: "post-text" }, vkText(each.text)),
    attachments(each.attachments),
    each.suggested && suggestion(each, vk),
    !each.suggested && h(
      "div",
      { class: "post-bar" },
      like(each, () => act("like", { post: each.id }), `like-post-${each.id}`),
      h("span", { class: "pill" }, icon("comment"), count > 0 && String(count)),
    ),
    count > 0 &&
      h(
        "div",
        { class: "comments" },
        roots.map((root) => thread(root, each, vk, ui)),
      ),
    each.closed && h("p", { class: "closed" }, "Comments are closed."),
    !each.closed && !each.suggested && commentBox(each, vk, viewer),
  );
}

function suggestion(each, vk) {
  if (!vk.colleague) return h("p", { class: "closed" }, "Only the community sees this until it publishes it.");
  const publish = () => act("publish", { post: each.id });
  return h(
    "div",
    { class: "post-bar" },
    h("button", { type: "button", class: "small-button", "data-testid": `publish-${each.id}`, onclick: publish }, "Publish"),
  );
}

export function like(what, press, testid) {
  return h(
    "button",
    {
      type: "button",
      class: classes("pill", what.liked && "liked"),
      "aria-pressed": String(what.liked),
      "aria-label": "Like",
      "data-testid": testid,
      onclick: press,
    },
    icon("heart"),
    what.likes > 0 && String(what.likes),
  );
}

export const boxName = (post, vk) => `comment:${post.id}:${vk.as}`;

function commentBox(each, vk, viewer) {
  const name = boxName(each, vk);
  const replied = each.comments.find((one) => one.id === box(name).reply);
  return h(
    "div",
    { class: "comment-form" },
    replied &&
      h(
        "div",
        { class: "comment-strip", "data-testid": "comment-strip" },
        "Replying to ",
        h("b", null, replied.author.name),
        h("button", { type: "button", class: "link", onclick: () => setBox(name, { reply: null }) }, "Cancel"),
      ),
    h(
      "div",
      { class: "comment-row" },
      avatar(vk.as, viewer.name, "small"),
      textBox({
        name,
        placeholder: vk.colleague ? "Answer in VK, past the desk…" : "Write a comment…",
        ids: { box: `comment-box-${each.id}`, send: "send-comment", attach: "attach-comment" },
        attaches: ["photo", "album", "file", "sticker"],
        send: ({ text, attach, reply }) =>
          act(vk.colleague ? "reply_as_colleague" : "comment", { post: each.id, text, attach, reply_to: reply }),
      }),
    ),
  );
}
