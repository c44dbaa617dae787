/* What the figures to play with share: their place in the page, controls, and elements. */

const SVG = "http://www.w3.org/2000/svg";
const MINUS = "\u2212";

/** Let `start` take over each figure called `name` in the page. */
export function play(name, start) {
  for (const root of document.querySelectorAll(`.play[data-play="${name}"]`)) {
    const [picture, controls, words] = [".play-picture", ".play-controls", ".play-words"].map(
      (part) => root.querySelector(part),
    );
    const say = (text) => {
      words.textContent = text;
      picture.setAttribute("aria-label", text);
    };
    // A screen reader would not keep up with a running figure: it is told where that stops.
    const hush = (quiet) => words.setAttribute("aria-live", quiet ? "off" : "polite");
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    start({ root, picture, controls, data, say, hush });
    controls.hidden = false;
    root.dataset.ready = "";
  }
}

function filled(element, attributes, content) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

export const html = (name, attributes = {}, ...content) =>
  filled(document.createElement(name), attributes, content);

export const svg = (name, attributes = {}, ...content) =>
  filled(document.createElementNS(SVG, name), attributes, content);

/** A number with a fixed count of digits, a real minus sign, and no minus zero. */
export function fixed(value, digits = 0) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** A number in few characters, by a power of ten where it is very small or very large. */
export function brief(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001 && size < 10000) {
    return fixed(value, Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(size)))));
  }
  const [digits, power] = size.toExponential(1).split("e");
  const raised = [...power.replace("+", "")]
    .map((sign) => (sign === "-" ? "\u207b" : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[sign]))
    .join("");
  return `${value < 0 ? MINUS : ""}${digits}\u00b710${raised}`;
}

export const coordinate = (value) => String(Number(value.toFixed(1)));

export const line = (points) =>
  "M" + points.map(([x, y]) => `${coordinate(x)} ${coordinate(y)}`).join("L");

/** A grid of numbers in square cells; `classes(row, column)` may give a cell one class more. */
export function grid(numbers, x, y, size, digits = 0, classes = () => "") {
  const cells = numbers.flatMap((row, r) =>
    row.map((value, c) =>
      svg(
        "g",
        {
          class: `cell ${classes(r, c)}`.trim(),
          transform: `translate(${coordinate(x + c * size)} ${coordinate(y + r * size)})`,
        },
        svg("rect", { width: size, height: size }),
        label(size / 2, size / 2, fixed(value, digits)),
      ),
    ),
  );
  return svg("g", { class: "grid" }, ...cells);
}

export const label = (x, y, text, look = "value") =>
  svg("text", { x: coordinate(x), y: coordinate(y), class: look }, text);

/** A slider over a list of values. `change` is called with the value that the reader sets. */
export function slider(place, { name, values, value, show = String, change }) {
  const input = html("input", { type: "range", min: 0, max: values.length - 1, step: 1 });
  const title = html("span", { class: "play-name" }, name);
  const reading = html("span", { class: "play-reading", "aria-hidden": "true" });
  const whole = html("label", { class: "play-slider" }, title, reading, input);
  const tell = () => {
    reading.textContent = show(values[input.value]);
    input.setAttribute("aria-valuetext", reading.textContent);
  };
  input.addEventListener("input", () => {
    tell();
    change(values[input.value]);
  });
  const set = (wanted) => {
    input.value = values.indexOf(wanted);
    tell();
  };
  set(value);
  place.append(whole);
  const rename = (text) => (title.textContent = text);
  const extend = (longer) => {
    values = longer;
    input.max = values.length - 1;
  };
  return { set, rename, extend, show: (visible) => (whole.hidden = !visible) };
}

let groups = 0;

/** A choice of one: `options` maps values to their words. */
export function choice(place, { name, options, value, change }) {
  const group = `play-choice-${(groups += 1)}`;
  const inputs = Object.entries(options).map(([key, words]) => {
    const input = html("input", { type: "radio", name: group, value: key });
    input.checked = key === value;
    input.addEventListener("change", () => change(key));
    return html("label", {}, input, html("span", {}, words));
  });
  const legend = html("legend", { class: "play-name" }, name);
  place.append(html("fieldset", { class: "play-choice" }, legend, html("div", {}, ...inputs)));
}

export function button(place, words, press) {
  const pressed = html("button", { type: "button" }, words);
  pressed.addEventListener("click", press);
  place.append(pressed);
  return pressed;
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A slider over the steps 0 to `last`, with buttons that go back, on, and through all of them.
    Whoever wants no motion is taken to the last step at once. */
export function stepper(place, { last, at, change, hush, show = String, pause = 700 }) {
  const steps = (count) => Array.from({ length: count + 1 }, (_, step) => step);
  let clock = null;
  const whole = place.appendChild(html("div"));
  const scale = slider(whole, { name: "Step", values: steps(last), value: at, show, change: go });
  const bar = html("div", { class: "play-buttons", role: "group", "aria-label": "Steps" });
  const back = button(bar, "Back", () => go(at - 1));
  const on = button(bar, "Step", () => go(at + 1));
  const run = button(bar, "Run", () => (clock === null ? start() : stop()));
  button(bar, "Start again", () => go(0));
  whole.append(bar);

  function move(step) {
    at = Math.max(0, Math.min(last, step));
    scale.set(at);
    change(at);
    // Not disabled, which would take the focus away from under a reader's finger.
    back.setAttribute("aria-disabled", at === 0);
    on.setAttribute("aria-disabled", at === last);
  }
  function go(step) {
    stop();
    move(step);
  }
  function stop() {
    if (clock === null) return;
    clearInterval(clock);
    clock = null;
    run.textContent = "Run";
    hush(false);
    change(at);
  }
  function start() {
    if (still()) return go(last);
    hush(true);
    run.textContent = "Pause";
    const from = at === last ? 0 : at;
    move(from);
    clock = setInterval(() => (at === last ? stop() : move(at + 1)), pause);
  }
  const limit = (count, step = at) => {
    last = count;
    scale.extend(steps(last));
    go(step);
  };
  move(at);
  return { limit };
}
