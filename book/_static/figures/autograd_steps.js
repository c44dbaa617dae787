/* The graph that autograd makes of L = (w·x − y)² + w², forward and back, step by step. */

import { fixed, play, slider, stepper } from "./play.js";

const tidy = (value) => (Number.isInteger(value) ? fixed(value) : fixed(value, 2));

/** A number as a factor: in brackets if it is negative. */
const own = (value) => (value < 0 ? `(${tidy(value)})` : tidy(value));

/** Each step: where it happens, which arrows it uses, what it gives there, how that is worked
    out, and what is worth a remark. Without `back` a step goes forward. `v` holds the values so
    far and `d` the gradients. */
const STEPS = [
  {
    to: "a",
    uses: ["wa", "xa"],
    gives: (v) => v.w * v.x,
    how: (v) => `w \u00b7 x = ${own(v.w)} \u00b7 ${own(v.x)}`,
  },
  { to: "r", uses: ["wr"], gives: (v) => v.w * v.w, how: (v) => `w\u00b2 = ${own(v.w)}\u00b2` },
  {
    to: "e",
    uses: ["ae", "ye"],
    gives: (v) => v.a - v.y,
    how: (v) => `a \u2212 y = ${own(v.a)} \u2212 ${own(v.y)}`,
  },
  { to: "s", uses: ["es"], gives: (v) => v.e * v.e, how: (v) => `e\u00b2 = ${own(v.e)}\u00b2` },
  {
    to: "L",
    uses: ["sL", "rL"],
    gives: (v) => v.s + v.r,
    how: (v) => `s + r = ${own(v.s)} + ${own(v.r)}`,
  },
  { to: "L", uses: [], back: true, gives: () => 1, how: () => "dL/dL" },
  {
    to: "s",
    uses: ["sL"],
    back: true,
    gives: (v, d) => d.L,
    how: (v, d) => `dL/dL \u00b7 1 = ${own(d.L)} \u00b7 1`,
    remark: "A sum hands its gradient on to each part.",
  },
  {
    to: "r",
    uses: ["rL"],
    back: true,
    gives: (v, d) => d.L,
    how: (v, d) => `dL/dL \u00b7 1 = ${own(d.L)} \u00b7 1`,
    remark: "The other part of the sum.",
  },
  {
    to: "e",
    uses: ["es"],
    back: true,
    gives: (v, d) => d.s * 2 * v.e,
    how: (v, d) => `dL/ds \u00b7 2e = ${own(d.s)} \u00b7 2 \u00b7 ${own(v.e)}`,
  },
  {
    to: "a",
    uses: ["ae"],
    back: true,
    gives: (v, d) => d.e,
    how: (v, d) => `dL/de \u00b7 1 = ${own(d.e)} \u00b7 1`,
    remark: "y asks for no gradient.",
  },
  {
    to: "w",
    uses: ["wa"],
    back: true,
    gives: (v, d) => d.a * v.x,
    how: (v, d) => `dL/da \u00b7 x = ${own(d.a)} \u00b7 ${own(v.x)}`,
    remark: "x asks for no gradient.",
  },
  {
    to: "w",
    uses: ["wr"],
    back: true,
    gives: (v, d) => d.r * 2 * v.w,
    how: (v, d) => `dL/dr \u00b7 2w = ${own(d.r)} \u00b7 2 \u00b7 ${own(v.w)}`,
    remark: "A second arrow leaves w, so this is added to what has come:",
  },
];
const TURN = STEPS.findIndex(({ back }) => back);

/** Values and gradients after a number of steps, from the leaves `w`, `x` and `y`. */
export function follow(leaves, count) {
  const v = { ...leaves };
  const d = {};
  let last = null;
  for (const { to, gives, back } of STEPS.slice(0, count)) {
    last = gives(v, d);
    if (back) d[to] = (d[to] ?? 0) + last;
    else v[to] = last;
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
    const { to, back, how, remark = "" } = step;
    const way = back ? "backward, to" : "forward,";
    const told = back ? how(values, grads) : `${to} = ${how(values, grads)}`;
    const sum = now === LAST ? ` dL/dw = ${tidy(grads.w)}.` : "";
    return `Step ${now}, ${way} ${back ? `${to}: ` : ""}${told} = ${tidy(last)}. ${remark}${sum}`.trim();
  }
});
