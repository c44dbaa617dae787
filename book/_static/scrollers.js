// What is wider than the screen moves sideways within its own frame. By keyboard that works once the
// frame can be reached: here each that has something to move gets a stop, and loses it when it fits.

const FRAMES = "article .katex-display, article figure, article pre, article .pst-scrollable-table-container";
const frames = [...document.querySelectorAll(FRAMES)].filter(
  (frame) => ["auto", "scroll"].includes(getComputedStyle(frame).overflowX) || frame.matches("figure"),
);

const settle = () => {
  const wide = frames.map((frame) => frame.scrollWidth > frame.clientWidth + 1); // read all, then write
  frames.forEach((frame, place) => {
    if (wide[place]) {
      frame.tabIndex = 0;
    } else {
      frame.removeAttribute("tabindex");
    }
    if (frame.matches(".katex-display")) {
      frame.toggleAttribute("role", wide[place]);
      if (wide[place]) {
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", "Equation, wider than the screen");
      } else {
        frame.removeAttribute("aria-label");
      }
    }
  });
};

new ResizeObserver(settle).observe(document.querySelector("article"));
document.fonts.ready.then(settle);
