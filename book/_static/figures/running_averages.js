/* What batch normalisation remembers of the batches, by their size. */

import { fixed, line, play, slider } from "./play.js";

const DECAYS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99];
const TINY = 1e-5;

/** Mean and variance of each batch (`fresh`), and the averages after it (`kept`, from zero on). */
export function remember(batches, decay) {
  const fresh = { mean: [], variance: [] };
  const kept = { mean: [0], variance: [0] };
  batches.forEach((batch, step) => {
    const centre = batch.reduce((sum, value) => sum + value, 0) / batch.length;
    const width = batch.reduce((sum, value) => sum + (value - centre) ** 2, 0) / batch.length;
    for (const [what, value] of [["mean", centre], ["variance", width]]) {
      fresh[what].push(value);
      kept[what].push(kept[what][step] + (1 - decay) * (value - kept[what][step]));
    }
  });
  return { fresh, kept };
}

play("running_averages", ({ picture, controls, data, say }) => {
  let { size, decay } = data;
  const set = (change) => (value) => {
    change(value);
    draw();
  };
  slider(controls, {
    name: "Samples in a batch, N",
    values: data.sizes,
    value: size,
    change: set((value) => (size = value)),
  });
  slider(controls, {
    name: "Weight of the old average, ρ",
    values: DECAYS,
    value: decay,
    change: set((value) => (decay = value)),
  });
  draw();

  function draw() {
    const batches = data.numbers.map((row) => row.slice(0, size).map((tenths) => tenths / 10));
    const { fresh, kept } = remember(batches, decay);
    for (const [what, panel] of Object.entries(data.panels)) {
      const at = (step, value) => [panel.x + step * panel.across, panel.y - value * panel.up];
      const whole = picture.querySelector(`svg.${what}`);
      whole.querySelector(".track").setAttribute("d", line(kept[what].map((v, t) => at(t, v))));
      whole.querySelectorAll("circle").forEach((dot, step) => {
        const [x, y] = at(step + 1, Math.min(fresh[what][step], panel.top));
        dot.setAttribute("cx", x.toFixed(1));
        dot.setAttribute("cy", y.toFixed(1));
      });
    }
    const [mean, variance] = [kept.mean.at(-1), kept.variance.at(-1)];
    const { truth } = data;
    const tested = (5 - mean) / Math.sqrt(variance + TINY);
    const right = (5 - truth.mean) / Math.sqrt(truth.variance);
    say(
      `After ${batches.length} batches of ${size}: running mean ${fixed(mean, 2)} ` +
        `(all the data: ${truth.mean}), running variance ${fixed(variance, 2)} ` +
        `(${truth.variance}). At test time a 5 comes out as ${fixed(tested, 2)}; ` +
        `with the mean and variance of all the data it would be ${fixed(right, 2)}.`,
    );
  }
});
