// What the page knows: `state` comes from the server as it is, `ui` is this window's own.

const asked = new URLSearchParams(location.search);

function remembered(name) {
  return asked.get(name) ?? sessionStorage.getItem(`sandbox.${name}`);
}

export const store = {
  state: null,
  connected: true,
  ui: {
    me: remembered("me"), // Telegram
    as: remembered("as"), // VK
    pane: "vk", // narrow screens show one pane
    tab: "wall", // or "things", "messages"
    suggest: false, // what a visitor writes on the wall is only suggested
    peer: null, // the dialog that the community looks at
    chats: new Map(), // person -> open chat, null for the list
    topics: new Map(), // chat -> topic
    composers: new Map(), // person:chat -> { text, reply, editing, attach, open }
    boxes: new Map(), // the same for text boxes in VK, by name
    expanded: new Set(), // long quotes and spoilers that were opened
    pressing: new Set(), // buttons that wait for the bot
    menu: null,
    alert: null,
    toast: null,
    error: null,
    drawer: null, // "help" or "faults"
  },
};

let draw = () => {};
let drawing = false;

export function onDraw(callback) {
  draw = callback;
}

// Change the ui in `how` and show it; many changes in a row are drawn once.
export function update(how) {
  how?.(store.ui);
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    draw();
  });
}

let fetching = null;
let again = false;

// Fetch the state anew. While one request runs, others become one more after it.
export function refresh() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = load().finally(() => {
    fetching = null;
    if (again) {
      again = false;
      refresh();
    }
  });
  return fetching;
}

async function load() {
  const { me, as } = store.ui;
  const query = new URLSearchParams();
  if (me) query.set("me", me);
  if (as) query.set("as", as);
  try {
    const response = await fetch(`/api/state?${query}`);
    if (!response.ok) throw new Error(`state: ${response.status}`);
    const state = await response.json();
    if (me !== store.ui.me || as !== store.ui.as) return void (again = true);
    store.state = state;
    store.connected = true;
    update();
  } catch {
    lost();
  }
}

function lost() {
  if (!store.connected) return;
  store.connected = false;
  update();
}

export function choose(who, id) {
  sessionStorage.setItem(`sandbox.${who}`, id);
  update((ui) => {
    ui[who] = String(id);
    ui.menu = null;
    if (who === "as") ui.peer = null;
  });
  return refresh();
}

// Listen for news from the server; the browser connects again by itself.
export function follow() {
  const source = new EventSource("/api/changes");
  source.onmessage = () => refresh();
  source.onerror = lost;
  addEventListener("pagehide", () => source.close());
}
