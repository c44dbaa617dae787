/* Which numbers of a small tensor share a mean, in batch, layer and spatial batch normalisation. */

import { choice, fixed, play, slider } from "./play.js";

const TINY = 1e-5;
const NAMES = {
  batch: ["Batch", "Batch normalisation", "the same place of all samples"],
  layer: ["Layer", "Layer normalisation", "all of one sample"],
  spatial: ["Spatial batch", "Spatial batch normalisation", "one channel of all samples"],
};
/** By which of (sample, channel, row, column) two numbers must agree to share a mean. */
const AGREE = { batch: [1, 2, 3], layer: [0], spatial: [1] };

/** All numbers of a nested list with their places. */
function entries(tensor, at = []) {
  if (!Array.isArray(tensor)) return [{ at, value: tensor }];
  return tensor.flatMap((part, place) => entries(part, [...at, place]));
}

/** What becomes of the number at a place: those that share its mean, and what they amount to. */
export function atCell(tensor, norm, cell) {
  const all = entries(tensor);
  const group = all.filter(({ at }) => AGREE[norm].every((axis) => at[axis] === cell[axis]));
  const mean = group.reduce((sum, { value }) => sum + value, 0) / group.length;
  const variance = group.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / group.length;
  const value = cell.reduce((part, place) => part[place], tensor);
  const result = (value - mean) / Math.sqrt(variance + TINY);
  return { group, mean, variance, value, result };
}

/** The whole tensor after a normalisation, nested as it came. */
export function normalise(tensor, norm) {
  const deep = (part, at) =>
    Array.isArray(part)
      ? part.map((inner, place) => deep(inner, [...at, place]))
      : atCell(tensor, norm, at).result;
  return deep(tensor, []);
}

play("norm_cells", ({ picture, controls, data, say }) => {
  const { tensor } = data;
  const [channels, height, width] = [tensor[0], tensor[0][0], tensor[0][0][0]].map((l) => l.length);
  let { norm, cell } = data;
  const name = (options) => Object.entries(options).map(([key, [short]]) => [key, short]);

  choice(controls, {
    name: "Normalisation",
    options: Object.fromEntries(name(NAMES)),
    value: norm,
    change: (chosen) => {
      norm = chosen;
      draw();
    },
  });
  const places = Array.from({ length: channels * height * width }, (_, place) => place);
  const spot = ([, c, h, w]) => (c * height + h) * width + w;
  const sample = slider(controls, {
    name: "Sample",
    values: tensor.map((_, n) => n),
    value: cell[0],
    change: (n) => pick([n, ...cell.slice(1)]),
  });
  const place = slider(controls, {
    name: "Number",
    values: places,
    value: spot(cell),
    show: (at) => `${at}: ${where(unfold(at)).join(", ")}`,
    change: (at) => pick([cell[0], ...unfold(at)]),
  });
  for (const box of picture.querySelectorAll("[data-at]")) {
    const point = () => pick(box.dataset.at.split(",").map(Number));
    box.addEventListener("pointerenter", point);
    box.addEventListener("click", point);
  }
  draw();

  function unfold(at) {
    return [Math.floor(at / (height * width)), Math.floor(at / width) % height, at % width];
  }

  function where([c, h, w]) {
    return [`channel ${c}`, `row ${h}`, `column ${w}`];
  }

  function pick(at) {
    cell = at;
    sample.set(cell[0]);
    place.set(spot(cell));
    draw();
  }

  function draw() {
    const { group, mean, variance, value, result } = atCell(tensor, norm, cell);
    const shared = new Set(group.map(({ at }) => at.join()));
    const after = entries(normalise(tensor, norm));
    for (const { at, value: number } of after) {
      const boxes = picture.querySelectorAll(`[data-at="${at.join()}"]`);
      for (const box of boxes) {
        box.classList.toggle("shared", shared.has(at.join()));
        box.classList.toggle("picked", at.join() === cell.join());
      }
      boxes[1].querySelector("text").textContent = fixed(number, 2);
    }
    raise();
    const numbers = group.map((one) => one.value).join(", ");
    const [n, ...rest] = cell;
    say(
      `${NAMES[norm][1]} of the ${value} in sample ${n}, ${where(rest).join(", ")}. Its mean ` +
        `is that of ${group.length} numbers, ${NAMES[norm][2]}: ${numbers}. ` +
        `Mean ${fixed(mean, 2)}, variance ${fixed(variance, 2)}, ` +
        `result (${value} \u2212 ${fixed(mean, 2)}) / \u221a${fixed(variance, 2)} = ` +
        `${fixed(result, 2)}.`,
    );
  }

  /** Draw the marked cells last, so that no neighbour hides their borders. */
  function raise() {
    for (const look of [".shared", ".picked"]) {
      for (const box of picture.querySelectorAll(look)) box.parentNode.append(box);
    }
  }
});
