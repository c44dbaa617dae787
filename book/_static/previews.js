/* A card that shows the equation, figure, table, reference or term that a link leads to.

   It opens while a mouse rests on the link, or when the keyboard comes to it. It stays while the
   mouse is on it, and goes with Escape. A finger opens nothing: there the link is just followed.
   For a screen reader the card does not exist, since the link says all that it needs. */

const LINKS = '.bd-article a.reference.internal[href*="#"]';
const WAIT = { open: 250, close: 250 }; // milliseconds; time to cross the gap to the card
const GAP = 6; // pixels between link and card
const OPERATED = "script, button, input, select, textarea, .play-controls, .play-words, .headerlink";
const REFERRING = ["href", "xlink:href", "for", "aria-labelledby", "aria-describedby", "aria-controls"];

const pages = new Map(); // other pages of the site, by their address: each is fetched once
let open = null; // {link, card, title}
let clock = null;

/** Return the document that an address of this site is of. */
function page(url) {
  if (url.pathname === location.pathname && url.search === location.search) return document;
  const address = url.origin + url.pathname;
  if (!pages.has(address)) {
    const parsed = fetch(address)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then((text) => new DOMParser().parseFromString(text, "text/html"));
    parsed.catch(() => pages.delete(address)); // perhaps there is a network next time
    pages.set(address, parsed);
  }
  return pages.get(address);
}

/** Return the elements to show of a link's target, or none for one of another kind. */
function parts(target) {
  if (!target) return [];
  if (target.matches("dt")) {
    let last = target;
    while (last.nextElementSibling && !last.matches("dd")) last = last.nextElementSibling;
    return last.matches("dd") ? [target, last] : [target];
  }
  if (target.matches("div.citation")) return [...target.querySelectorAll(":scope > p")];
  return target.matches("div.math, figure, table") ? [target] : [];
}

/** Return a copy that may stand beside the original: nothing in it is operated or has its id. */
function copy(part, base) {
  const clone = document.importNode(part, true);
  const all = [clone, ...clone.querySelectorAll("*")];
  for (const element of all) {
    for (const name of ["src", "href"]) {
      const value = element.getAttribute(name);
      if (value && !value.startsWith("#")) element.setAttribute(name, new URL(value, base));
    }
    element.removeAttribute("tabindex");
    element.removeAttribute("loading");
  }
  for (const element of clone.querySelectorAll(OPERATED)) element.remove();
  for (const link of clone.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  rename([clone, ...clone.querySelectorAll("*")]);
  return clone;
}

/** Give every id in a copy a new name, and whatever refers to it. */
function rename(elements) {
  const names = new Set(elements.map((element) => element.id).filter(Boolean));
  const renamed = (name) => (names.has(name) ? `preview-${name}` : name);
  for (const element of elements) {
    if (element.id) element.id = renamed(element.id);
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("url(#")) {
        element.setAttribute(name, value.replace(/url\(#([^)]+)\)/g, (_, id) => `url(#${renamed(id)})`));
      } else if (REFERRING.includes(name)) {
        const told = value.split(" ").map((id) => (id[0] === "#" ? `#${renamed(id.slice(1))}` : renamed(id)));
        element.setAttribute(name, told.join(" "));
      }
    }
  }
}

/** Put the card below the link or above it, where there is more room, and within the window. */
function place(card, link) {
  const lines = [...link.getClientRects()];
  const [first, last] = [lines[0], lines.at(-1)];
  const width = document.documentElement.clientWidth;
  const below = innerHeight - last.bottom;
  const under = below >= Math.min(card.scrollHeight + 2 * GAP, first.top);
  const room = (under ? below : first.top) - 2 * GAP;
  card.style.maxHeight = `${Math.max(room, 80)}px`;
  const { width: own, height } = card.getBoundingClientRect();
  const left = Math.max(GAP, Math.min((under ? last : first).left, width - own - GAP));
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(under ? last.bottom + GAP : first.top - height - GAP) + scrollY}px`;
}

async function show(link) {
  clock = null;
  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin) return;
  const asked = (open = { link });
  const found = await Promise.resolve(page(url)).catch(() => null);
  const target = found?.getElementById(decodeURIComponent(url.hash.slice(1)));
  const shown = parts(target);
  if (open !== asked) return; // the reader has gone on
  if (!shown.length) return void (open = null);
  const card = document.createElement("div");
  card.className = "preview";
  card.setAttribute("aria-hidden", "true");
  card.tabIndex = -1; // a box that scrolls would be a stop for the keyboard
  card.append(...shown.map((part) => copy(part, url)));
  document.body.append(card);
  // The browser's own tip would say the same once more.
  Object.assign(open, { card, title: link.getAttribute("title") });
  link.removeAttribute("title");
  place(card, link);
  for (const image of card.querySelectorAll("img")) {
    image.decode().then(() => open === asked && place(card, link), () => {});
  }
}

function hide() {
  clearTimeout(clock);
  clock = null;
  if (open?.card) {
    open.card.remove();
    if (open.title !== null) open.link.setAttribute("title", open.title);
  }
  open = null;
}

function later(action, wait) {
  clearTimeout(clock);
  clock = setTimeout(action, wait);
}

const linkAt = (event) => event.target.closest?.(LINKS);

function approach(link) {
  if (open?.link === link) return clearTimeout(clock);
  later(() => {
    hide();
    show(link);
  }, WAIT.open);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = linkAt(event);
  if (link && !link.contains(event.relatedTarget)) approach(link);
  else if (open?.card?.contains(event.target)) clearTimeout(clock);
});

document.addEventListener("pointerout", (event) => {
  const to = event.relatedTarget;
  const inside = linkAt(event)?.contains(to) || open?.card?.contains(to);
  if (inside || (!linkAt(event) && !open?.card?.contains(event.target))) return;
  // What the keyboard has opened stays as long as the keyboard is there.
  if (open?.link === document.activeElement && open.link.matches(":focus-visible")) return;
  later(hide, WAIT.close);
});

document.addEventListener("focusin", (event) => {
  const link = linkAt(event);
  if (link?.matches(":focus-visible")) approach(link);
});

document.addEventListener("focusout", (event) => {
  if (linkAt(event) && !open?.card?.contains(event.relatedTarget)) hide();
});

document.addEventListener("click", (event) => {
  if (linkAt(event)) hide();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

addEventListener("resize", hide);
addEventListener("pagehide", hide);
