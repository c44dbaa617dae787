/* The graph that autograd makes of L = (w·x − y)² + w², forward and back, step by step. */

import { fixed, play, slider, stepper } from "./play.js";

const tidy = (value) => (Number.isInteger(value) ? fixed(value) : fixed(value, 2));

/** Each step: where it happens, which arrows it uses, what it adds there, and how that is said.
    The first five go forward, the others back. `v` holds values and `d` gradients. */
const STEPS = [
  { to: "a", uses: ["wa", "xa"], gives: (v) => v.w * v.x, says: "w · x" },
  { to: "r", uses: ["wr"], gives: (v) => v.w * v.w, says: "w²" },
  { to: "e", uses: ["ae", "ye"], gives: (v) => v.a - v.y, says: "a − y" },
  { to: "s", uses: ["es"], gives: (v) => v.e * v.e, says: "e²" },
  { to: "L", uses: ["sL", "rL"], gives: (v) => v.s + v.r, says: "s + r" },
  { to: "L", uses: [], back: () => 1, says: "L changes as fast as itself" },
  { to: "s", uses: ["sL"], back: (v, d) => d.L, says: "a sum hands its gradient on: dL/dL · 1" },
  { to: "r", uses: ["rL"], back: (v, d) => d.L, says: "the other part of the sum: dL/dL · 1" },
  { to: "e", uses: ["es"], back: (v, d) => d.s * 2 * v.e, says: "dL/ds · 2e" },
  { to: "a", uses: ["ae"], back: (v, d) => d.e, says: "dL/de · 1; y asks for none" },
  { to: "w", uses: ["wa"], back: (v, d) => d.a * v.x, says: "dL/da · x; x asks for none" },
  { to: "w", uses: ["wr"], back: (v, d) => d.r * 2 * v.w, says: "a second arrow leaves w: dL/dr · 2w" },
];
const TURN = STEPS.findIndex(({ back }) => back);

/** Values and gradients after a number of steps, from the leaves `w`, `x` and `y`. */
export function follow(leaves, count) {
  const v = { ...leaves };
  const d = {};
  let last = null;
  for (const { to, gives, back } of STEPS.slice(0, count)) {
    if (gives) {
      last = v[to] = gives(v);
    } else {
      last = back(v, d);
      d[to] = (d[to] ?? 0) + last;
    }
  }
  return { values: v, grads: d, last };
}

export const LAST = STEPS.length;

play("autograd_steps", ({ picture, controls, data, say, hush }) => {
  const leaves = { ...data.leaves };
  let now = LAST;
  const range = Array.from({ length: 13 }, (_, place) => place - 6);

  stepper(controls, {
    last: LAST,
    at: now,
    hush,
    pause: 1400,
    show: (step) => (step === 0 ? "start" : step <= TURN ? `${step}, forward` : `${step}, backward`),
    change: (step) => {
      now = step;
      draw();
    },
  });
  for (const name of Object.keys(leaves)) {
    slider(controls, {
      name: name === "w" ? "w, which asks for a gradient" : `${name}, an input`,
      values: range,
      value: leaves[name],
      show: (value) => fixed(value),
      change: (value) => {
        leaves[name] = value;
        draw();
      },
    });
  }

  function draw() {
    const { values, grads, last } = follow(leaves, now);
    const step = STEPS[now - 1];
    for (const node of picture.querySelectorAll("[data-node]")) {
      const name = node.dataset.node;
      const known = values[name] !== undefined;
      node.querySelector(".number").textContent = known ? tidy(values[name]) : "";
      const asks = !["x", "y"].includes(name);
      const grad = grads[name] === undefined ? "" : `dL/d${name} = ${tidy(grads[name])}`;
      node.querySelector(".gradient").textContent = asks ? grad : "no gradient";
      node.classList.toggle("now", now < LAST && step?.to === name);
      node.classList.toggle("ahead", !known);
    }
    for (const edge of picture.querySelectorAll("[data-edge]")) {
      edge.classList.toggle("now", now < LAST && (step?.uses.includes(edge.dataset.edge) ?? false));
    }
    say(tell(step, values, grads, last));
  }

  function tell(step, values, grads, last) {
    if (!step) return "Only the leaves have values yet. Step forward: each operation becomes a node.";
    if (step.gives) {
      return `Step ${now}, forward: ${step.to} = ${step.says} = ${tidy(last)}.`;
    }
    const total = grads[step.to];
    const added = last === total ? "" : ` It is added to what was there: ${tidy(total)} in all.`;
    return `Step ${now}, backward, to ${step.to}: ${step.says}. This gives ${tidy(last)}.${added}`;
  }
});
