// The list of messages stays at its bottom if it is there, and else where it is.

import { update } from "../store.js";

let list = null;
let stuck = true;
let away = false; // whether the button that leads down is shown

const NEAR = 48;

export const isAway = () => away;

export function attach(element) {
  list = element;
  stuck = true;
  away = false;
  settle(element);
  element.addEventListener("scroll", () => look(element), { passive: true });
  new ResizeObserver(() => settle(element)).observe(element);
}

export function settle(element) {
  if (element === list && stuck) element.scrollTop = element.scrollHeight;
}

export function stickToBottom() {
  stuck = true;
}

export function toBottom() {
  list?.scrollTo({ top: list.scrollHeight, behavior: "smooth" });
}

export const atBottom = () => stuck;

function look(element) {
  if (element !== list) return;
  const left = element.scrollHeight - element.scrollTop - element.clientHeight;
  stuck = left < NEAR;
  if (left > 160 !== away) update(() => (away = left > 160));
  else if (stuck) update();
}

// Bring a message into view and show which it is. False if it is not there.
export function flash(selector) {
  const element = document.querySelector(selector);
  if (!element) return false;
  stuck = false;
  element.scrollIntoView({ block: "center", behavior: "smooth" });
  element.animate([{ backgroundColor: "var(--flash)" }, { backgroundColor: "transparent" }], {
    duration: 1800,
    easing: "ease-in",
  });
  return true;
}
