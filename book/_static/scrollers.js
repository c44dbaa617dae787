// What is wider than the screen moves sideways within its own frame. By keyboard that works once the
// frame can be reached: here each that has something to move gets a stop, and loses it when it fits.

const KINDS = [".katex-display", "figure", "pre", ".pst-scrollable-table-container"];
const frames = [...document.querySelectorAll(KINDS.map((kind) => `article ${kind}`).join())];

const settle = () => {
  // First all is read, then all is written, so that the page is laid out once.
  const wide = frames.map(
    (frame) =>
      frame.scrollWidth > frame.clientWidth + 1 &&
      ["auto", "scroll"].includes(getComputedStyle(frame).overflowX),
  );
  frames.forEach((frame, place) => {
    if (wide[place]) {
      frame.tabIndex = 0;
    } else {
      frame.removeAttribute("tabindex");
    }
    if (frame.matches(".katex-display")) {
      if (wide[place]) {
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", "Equation, wider than the screen");
      } else {
        frame.removeAttribute("aria-label");
        frame.removeAttribute("role");
      }
    }
  });
};

if (frames.length) {
  new ResizeObserver(settle).observe(document.querySelector("article"));
  document.fonts.ready.then(settle);
}
