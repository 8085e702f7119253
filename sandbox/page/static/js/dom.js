// Views are functions of the state that return light nodes; `patch` makes the document agree with them, changing
// only what differs: focus, typed text, selection and scroll positions stay.

const SVG = new Set(["svg", "path", "circle", "rect", "g"]);
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open"]);
const OURS = new Set(["key", "mounted", "updated", "raw"]);

// Props: attributes, `on…` handlers, and
//   key      finds the same element again among its siblings
//   mounted  called with the element when it is new, once the whole page has been patched
//   updated  called with the element after every patch, the first included
//   raw      its children are somebody else's business
export function h(tag, props, ...children) {
  const shown = children
    .flat(Infinity)
    .filter((each) => each !== null && each !== undefined && typeof each !== "boolean");
  return { tag, key: props?.key ?? null, props: props ?? {}, children: shown };
}

let after = [];

export function render(root, nodes) {
  patch(root, nodes);
  const hooks = after;
  after = [];
  for (const hook of hooks) hook();
}

function patch(parent, nodes) {
  const keyed = new Map();
  const loose = [];
  for (const child of parent.childNodes) {
    if (child.__key != null) keyed.set(child.__key, child);
    else loose.push(child);
  }
  const kept = nodes.map((node) => agree(take(node, keyed, loose), node));
  const keep = new Set(kept);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  let place = parent.firstChild;
  for (const element of kept) {
    if (element === place) place = place.nextSibling;
    else parent.insertBefore(element, place);
  }
}

// The element that showed this node before, or a new one.
function take(node, keyed, loose) {
  if (typeof node !== "object") {
    const at = loose.findIndex((each) => each.nodeType === Node.TEXT_NODE);
    return at < 0 ? document.createTextNode("") : loose.splice(at, 1)[0];
  }
  const found = node.key != null ? keyed.get(node.key) : loose.find((each) => each.__tag === node.tag);
  if (found?.__tag === node.tag) {
    if (node.key != null) keyed.delete(node.key);
    else loose.splice(loose.indexOf(found), 1);
    return found;
  }
  return create(node);
}

function create(node) {
  const element = SVG.has(node.tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", node.tag)
    : document.createElement(node.tag);
  element.__tag = node.tag;
  element.__key = node.key;
  element.__props = {};
  element.__on = {};
  if (node.props.mounted) after.push(() => node.props.mounted(element));
  return element;
}

function agree(element, node) {
  if (typeof node !== "object") {
    if (element.data !== String(node)) element.data = String(node);
    return element;
  }
  const old = element.__props;
  for (const name of Object.keys(old)) if (!(name in node.props)) set(element, name, undefined, old[name]);
  for (const [name, value] of Object.entries(node.props)) set(element, name, value, old[name]);
  element.__props = node.props;
  if (!node.props.raw) patch(element, node.children);
  if ("value" in node.props && element.value !== node.props.value) element.value = node.props.value ?? "";
  if (node.props.updated) after.push(() => node.props.updated(element));
  return element;
}

function set(element, name, value, old) {
  if (OURS.has(name) || value === old) return;
  if (name.startsWith("on")) listen(element, name.slice(2), value);
  else if (name === "value") return;
  else if (PROPERTIES.has(name)) element[name] = value ?? false;
  else if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

// One listener an event for the life of the element; what it calls may change with every patch.
function listen(element, event, handler) {
  if (!(event in element.__on)) element.addEventListener(event, (happened) => element.__on[event]?.(happened));
  element.__on[event] = handler;
}

export function classes(...names) {
  return names.filter(Boolean).join(" ");
}
