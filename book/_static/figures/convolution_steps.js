/* A convolution's window on its way over an image, and the columns that im2col makes of it. */

import { choice, fixed, grid, play, slider, stepper } from "./play.js";

const range = (count) => Array.from({ length: count }, (_, place) => place);

/** All positions of a window: for each its corner in the image (before the border), the pixels
    under it in reading order, and the number that the filter makes of them. */
export function slide(image, weights, stride, pad) {
  const side = { down: image.length + 2 * pad, along: image[0].length + 2 * pad };
  const stops = (length, reach) => range(length).filter(
    (at) => at % stride === 0 && at + reach <= length,
  );
  const tops = stops(side.down, weights.length);
  const lefts = stops(side.along, weights[0].length);
  const pixel = (r, c) => image[r - pad]?.[c - pad] ?? 0;
  const spots = tops.flatMap((top) =>
    lefts.map((left) => {
      const pixels = weights.flatMap((row, i) => row.map((_, j) => pixel(top + i, left + j)));
      const products = weights.flat().map((weight, place) => weight * pixels[place]);
      return { top, left, pixels, products, sum: products.reduce((a, b) => a + b, 0) };
    }),
  );
  const bordered = range(side.down).map((r) => range(side.along).map((c) => pixel(r, c)));
  return { spots, rows: tops.length, columns: lefts.length, bordered };
}

play("convolution_steps", ({ picture, controls, data, say, hush }) => {
  const { image, size, top } = data;
  let { window: width, stride, pad, at } = data;
  let state = slide(image, data.filters[width], stride, pad);
  const scroll = picture.querySelector(".play-scroll");

  const steps = stepper(controls, {
    last: state.spots.length - 1,
    at,
    hush,
    show: (step) => `${step + 1} of ${state.spots.length}`,
    change: (step) => {
      at = step;
      draw();
    },
  });
  choice(controls, {
    name: "Window",
    options: { 2: "2 × 2", 3: "3 × 3" },
    value: width,
    change: (chosen) => anew(() => (width = chosen)),
  });
  slider(controls, {
    name: "Stride, S",
    values: [1, 2, 3],
    value: stride,
    change: (value) => anew(() => (stride = value)),
  });
  slider(controls, {
    name: "Pad, P",
    values: [0, 1, 2],
    value: pad,
    change: (value) => anew(() => (pad = value)),
  });

  function anew(set) {
    set();
    state = slide(image, data.filters[width], stride, pad);
    steps.limit(state.spots.length - 1, 0);
  }

  /** Put a grid in place of the one in a panel, and give the panel its new size. */
  function panel(name, numbers, classes) {
    const whole = picture.querySelector(`svg.${name}`);
    whole.querySelector(".grid").replaceWith(grid(numbers, 2, top[name], size, 0, classes));
    const across = Math.max(numbers[0].length * size, data.narrowest[name]) + 4;
    whole.setAttribute("viewBox", `0 0 ${across} ${top[name] + numbers.length * size + 2}`);
    whole.style.width = `${across}px`;
  }

  function draw() {
    const { spots, rows, columns, bordered } = state;
    const weights = data.filters[width];
    const spot = spots[at];
    const under = (r, c) => {
      const inside = weights[r - spot.top]?.[c - spot.left] !== undefined;
      const edge = image[r - pad]?.[c - pad] === undefined;
      return `${edge ? "border " : ""}${inside ? "shared" : ""}`;
    };
    const later = (place, here) => (place === at ? here : place > at ? "later" : "");
    const out = range(rows).map((r) => range(columns).map((c) => spots[r * columns + c].sum));
    const matrix = spot.pixels.map((_, row) => spots.map(({ pixels }) => pixels[row]));
    panel("image", bordered, under);
    panel("filter", weights);
    panel("output", out, (r, c) => later(r * columns + c, "picked"));
    panel("columns", matrix, (_, c) => later(c, "shared"));
    reveal();
    const factors = weights.flat().map((weight, place) => [weight, spot.pixels[place]]);
    const sum = factors
      .filter(([weight]) => weight !== 0)
      .map(([weight, pixel], k) => `${sign(weight, k)}${Math.abs(weight)}·${pixel}`)
      .join("");
    say(
      `Output (${Math.floor(at / columns)}, ${at % columns}), number ${at + 1} of ` +
        `${rows} \u00d7 ${columns} = ${spots.length}. The window holds ${spot.pixels.join(", ")}: ` +
        `column ${at + 1} of the matrix. Weights times pixels, without the weights that are 0: ` +
        `${sum} = ${fixed(spot.sum)}.`,
    );
  }

  function sign(weight, place) {
    if (place === 0) return weight < 0 ? "\u2212" : "";
    return weight < 0 ? " \u2212 " : " + ";
  }

  /** Move the matrix sideways, not the page, until its present column is in sight. */
  function reveal() {
    if (scroll.scrollWidth > scroll.clientWidth) scroll.scrollLeft = (at - 3) * size;
  }
});
