// Acts. What the sandbox refuses is shown, and the act gives null.

import { refresh, store, update } from "./store.js";

// `signal` may stop the waiting for the answer; what was asked for happens all the same.
export async function act(name, body, signal) {
  let said;
  try {
    const response = await fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    said = await response.json();
    if (!response.ok) throw new Error(said.error ?? `${response.status}`);
  } catch (error) {
    if (signal?.aborted) return null;
    fail(error instanceof TypeError ? "The sandbox does not answer." : error.message);
    return null;
  }
  await refresh();
  return said;
}

export const telegram = (name, body, signal) =>
  act(`telegram/${name}`, { me: store.state.telegram.me, ...body }, signal);
export const vk = (name, body) => act(`vk/${name}`, { as: store.state.vk.as, ...body });

const SECONDS = { toast: 4, error: 7 };
const timers = {};

export function fail(text) {
  notify("error", text);
}

export function toast(text) {
  notify("toast", text);
}

function notify(kind, text) {
  clearTimeout(timers[kind]);
  update((ui) => (ui[kind] = { text, at: Date.now() }));
  timers[kind] = setTimeout(() => update((ui) => (ui[kind] = null)), SECONDS[kind] * 1000);
}
