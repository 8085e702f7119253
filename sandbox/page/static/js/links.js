// Links lead within the sandbox where they can: to VK on the left, to chats and the bot on the phone.

import { telegram as act, toast } from "./api.js";
import { store, update } from "./store.js";
import { open } from "./phone/chats.js";
import { flash } from "./phone/scroll.js";

export function go(url) {
  const { hostname, pathname, searchParams } = new URL(url, location.href);
  if (/^(m\.)?vk\.(com|ru)$/.test(hostname) && inVk(pathname.slice(1), searchParams)) return;
  if (hostname === "t.me" && inTelegram(pathname.split("/").filter(Boolean), searchParams)) return;
  window.open(url, "_blank", "noopener,noreferrer");
}

function inVk(path, params) {
  const wall = /^wall(-?\d+)_(\d+)$/.exec(path);
  const { group } = store.state.vk;
  if (wall && Number(wall[1]) === group.owner) return show(params.get("reply"), wall[2]);
  if (path.startsWith("gim")) return inbox(Number(params.get("sel")));
  const profile = /^(id|club|public)(\d+)$/.exec(path);
  if (!profile) return false;
  const who = Number(profile[2]) * (profile[1] === "id" ? 1 : -1);
  if (who === group.owner) return show();
  const customer = store.state.vk.customers.find((each) => each.id === who);
  if (customer)
    toast(
      [customer.name, customer.city, customer.followers && `${customer.followers.toLocaleString("en")} followers`]
        .filter(Boolean)
        .join(" · "),
    );
  return Boolean(customer);
}

// The wall, at a comment or a post.
function show(comment, post) {
  update((ui) => {
    ui.tab = "wall";
    ui.pane = "vk";
  });
  queueMicrotask(() => flash(`[data-testid="comment-${comment}"]`) || flash(`[data-testid="post-${post}"]`));
  return true;
}

// The dialog as whoever one is sees it: the customer's own, or the community's.
function inbox(peer) {
  update((ui) => {
    ui.tab = "messages";
    ui.pane = "vk";
    ui.peer = peer;
  });
  const { as, colleague, customers } = store.state.vk;
  const customer = customers.find((each) => each.id === peer);
  if (!colleague && as !== peer && customer)
    toast(`Become ${customer.name} or the community in VK to see this dialog.`);
  return true;
}

function inTelegram([first, second, third], params) {
  const { bot, chats, me } = store.state.telegram;
  if (first === bot.username) {
    const payload = params.get("start");
    act("start", payload ? { payload } : {}).then((done) => done && open(me));
    return true;
  }
  const chat = first === "c" && chats.find((each) => each.id === Number(`-100${second}`));
  if (!chat) {
    if (first === "c") toast("This chat is not on this phone.");
    return first === "c";
  }
  open(chat.id);
  queueMicrotask(() => flash(`.messages [data-key="${third}"]`) || toast("This message is not here any more."));
  return true;
}
