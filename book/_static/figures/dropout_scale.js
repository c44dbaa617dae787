/* A dropout mask, and what the factor 1/p is for. */

import { button, choice, coordinate, fixed, grid, html, play, slider, svg } from "./play.js";

const KEEPS = [0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1];
const MOST = 500; // masks that the diagram has room for

/** What is left of the numbers `x` when those stay whose draw is below `keep`. */
export function thin(x, draws, keep, divide) {
  const factor = divide ? 1 / keep : 1;
  return x.map((row, n) => row.map((value, d) => (draws[n][d] < keep ? value * factor : 0)));
}

export function mean(rows) {
  const values = rows.flat();
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

play("dropout_scale", ({ picture, controls, data, say }) => {
  const { x, scale } = data;
  const [left, top, size] = data.grid;
  let { keep } = data;
  let draws = data.uniform;
  let divide = true;
  let means = [];

  slider(controls, {
    name: "Probability of keeping, p",
    values: KEEPS,
    value: keep,
    change: (value) => {
      keep = value;
      means = [];
      note();
    },
  });
  choice(controls, {
    name: "What is kept is",
    options: { yes: "divided by p", no: "handed on as it is" },
    value: "yes",
    change: (chosen) => {
      divide = chosen === "yes";
      draw();
    },
  });
  const bar = html("div", { class: "play-buttons" });
  const masks = (count) => () => {
    if (means.length + count > MOST) means = [];
    for (let mask = 0; mask < count; mask += 1) {
      draws = x.map((row) => row.map(() => Math.random()));
      means.push(mean(thin(x, draws, keep, true)));
    }
    draw();
  };
  button(bar, "New mask", masks(1));
  button(bar, "100 masks", masks(100));
  button(bar, "Start again", () => {
    draws = data.uniform;
    means = [];
    note();
  });
  controls.append(bar);
  note();

  function note() {
    means.push(mean(thin(x, draws, keep, true)));
    draw();
  }

  function draw() {
    const after = thin(x, draws, keep, divide);
    const look = (n, d) => (draws[n][d] < keep ? "kept" : "dropped");
    picture.querySelector(".units .grid").replaceWith(grid(after, left, top, size, 1, look));
    pile("scaled", means);
    pile("bare", means.map((value) => value * keep));
    const zeros = draws.flat().filter((value) => value >= keep).length;
    const count = draws.flat().length;
    const all = means.reduce((sum, value) => sum + value, 0) / means.length;
    const many = means.length === 1 ? "One mask" : `${means.length} masks`;
    say(
      `p = ${keep}: this mask drops ${zeros} of ${count} numbers; their mean is ` +
        `${fixed(mean(after), 3)}, without dropout ${fixed(mean(x), 3)}. ${many} so far: on ` +
        `average ${fixed(all, 3)} divided by p, ${fixed(all * keep, 3)} not divided.`,
    );
  }

  /** Pile up a mark for each mask over the interval that its mean lies in. */
  function pile(way, values) {
    const heights = new Map();
    const bins = values.map((value) => Math.min(Math.floor(value / data.bin), scale.top / data.bin));
    const counts = bins.map((bin) => {
      heights.set(bin, (heights.get(bin) ?? 0) + 1);
      return heights.get(bin);
    });
    const step = Math.min(8, (data.room - 8) / Math.max(...heights.values()));
    const marks = bins.map((bin, mask) => {
      const across = scale.left + (((bin + 0.5) * data.bin) / scale.top) * scale.length;
      const up = data.bases[way] - 5 - (counts[mask] - 1) * step;
      return way === "scaled"
        ? svg("circle", { cx: coordinate(across), cy: coordinate(up), r: 3.6 })
        : svg("rect", {
            x: coordinate(across - 3.2),
            y: coordinate(up - 3.2),
            width: 6.4,
            height: 6.4,
          });
    });
    picture.querySelector(`.means .${way}`).replaceChildren(...marks);
  }
});
