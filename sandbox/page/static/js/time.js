// Times in the reader's zone. Relative ones are kept current without drawing the page anew.

import { h } from "./dom.js";

const format = (options) => new Intl.DateTimeFormat("en-GB", options);
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });
const SECONDS = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = format({ day: "numeric", month: "long" });
const YEAR = format({ day: "numeric", month: "long", year: "numeric" });
const SHORT = format({ day: "2-digit", month: "2-digit", year: "2-digit" });
const WEEKDAY = format({ weekday: "long" });

const date = (unix) => new Date(unix * 1000);

export const clock = (unix) => CLOCK.format(date(unix));

export function day(unix) {
  const then = date(unix);
  const now = new Date();
  if (then.toDateString() === now.toDateString()) return "Today";
  now.setDate(now.getDate() - 1);
  if (then.toDateString() === now.toDateString()) return "Yesterday";
  return (then.getFullYear() === new Date().getFullYear() ? DAY : YEAR).format(then);
}

export function relative(unix) {
  const seconds = Math.round(Date.now() / 1000 - unix);
  const size = Math.abs(seconds);
  if (size < 5) return "just now";
  const steps = [
    [60, 1, "sec"],
    [3600, 60, "min"],
    [86400, 3600, "h"],
    [Infinity, 86400, "d"],
  ];
  const [, unit, name] = steps.find(([limit]) => size < limit);
  const words = `${Math.floor(size / unit)} ${name}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

// As VK puts it: relative for some hours, then the day.
function loosely(unix) {
  return Date.now() / 1000 - unix < 12 * 3600 ? relative(unix) : `${day(unix)} at ${clock(unix)}`;
}

// The formats of Telegram's date_time entity: r, or w, d or D, t or T.
export function formatted(unix, letters) {
  if (letters.includes("r")) return relative(unix);
  const parts = [];
  if (letters.includes("w")) parts.push(WEEKDAY.format(date(unix)));
  if (letters.includes("d")) parts.push(SHORT.format(date(unix)));
  if (letters.includes("D")) parts.push(YEAR.format(date(unix)));
  if (letters.includes("t")) parts.push(clock(unix));
  if (letters.includes("T")) parts.push(SECONDS.format(date(unix)));
  return parts.join(", ");
}

const WORDS = { relative, loosely };

// A <time> whose words stay true while the page is open.
export function live(unix, how = "loosely", props = {}) {
  const title = `${YEAR.format(date(unix))}, ${SECONDS.format(date(unix))}`;
  const datetime = date(unix).toISOString();
  return h("time", { ...props, datetime, title, "data-live": how, "data-unix": unix, raw: true, updated: tick });
}

function tick(element) {
  const words = WORDS[element.dataset.live](Number(element.dataset.unix));
  if (element.textContent !== words) element.textContent = words;
}

setInterval(() => document.querySelectorAll("time[data-live]").forEach(tick), 1000);
