// The page: VK as a customer sees it, beside a phone with Telegram.
//
// Test ids (data-testid), stable for browser tests:
//   VK     as-<vk id>, as-community · tab-wall, tab-things, tab-messages (with badge-messages)
//          post-box, send-post, wall-openly, wall-suggest, publish-<post id> · post-<id>, like-post-<id>
//          in a post: comment-box-<post>, send-comment, attach-comment, comment-strip (whom one replies to)
//          comment-<id>; in it: reply-comment-<id>, like-comment-<id>, edit-comment-<id>, delete-comment-<id>,
//          while editing edit-box-<id>, save-comment-<id>
//          thing-<sort>:<id> (sort: photo, video, market, topic); in it: remark-box-<sort>:<id>, send-remark,
//          attach-remark, remark-strip, remark-<id>, reply-remark-<id>, edit-remark-<id>, delete-remark-<id>
//          beside any attach-…: add-photo, add-album, add-file, add-voice, add-place, add-sticker
//          dialog-<vk id> (the community's list) · vk-message-<id>, message-box, send-message, attach-message
//   phone  me-<telegram id> · back, chat-<id>, chat-title, topic-<id|all>, pinned
//          message-<id> (data-key tells it apart from the ephemeral ones), ephemeral-<id>, dismiss-<id>
//          in a message: button-<label>, reply-<key>, more-<key>, quote-<key>, reaction-<emoji>, expand, preview
//          composer, send, attach, strip, cancel-strip, start-bot, command-<name>, scroll-down
//          menu: menu-reply, menu-copy, menu-edit, menu-delete, react-<emoji>
//          toast, alert, alert-ok
//   page   error (a refusal of the sandbox) · help, faults, fault-<id>, close-drawer · pane-vk, pane-phone
//          connection (only while the server cannot be reached)
// `?me=<telegram id>&as=<vk id>` chooses who one is at the start.

import { render } from "./dom.js";
import { page } from "./page.js";
import { follow, onDraw, refresh, store, update } from "./store.js";

const root = document.getElementById("page");

onDraw(() => {
  if (!store.state) return;
  root.removeAttribute("aria-busy");
  render(root, page(store));
});

addEventListener("keydown", (event) => {
  const { menu, alert, drawer } = store.ui;
  if (event.key !== "Escape" || !(menu || alert || drawer)) return;
  update((ui) => {
    if (ui.menu) ui.menu = null;
    else if (ui.alert) ui.alert = null;
    else ui.drawer = null;
  });
});

refresh().then(follow);
