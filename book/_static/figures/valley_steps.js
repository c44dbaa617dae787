/* The four update rules in a valley, step by step. */

import { brief, choice, coordinate, fixed, html, line, play, slider, stepper, svg } from "./play.js";

const TINY = 1e-8;
const FAR = 1e3; // a path that has gone this far does not come back
const DECAYS = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 0.995, 0.999];

/** Heights and slopes; a quadratic is half of across·x² + 2·mixed·x·y + up·y². */
const quadratic = (across, mixed, up) => ({
  height: ([x, y]) => (across * x * x + 2 * mixed * x * y + up * y * y) / 2,
  slope: ([x, y]) => [across * x + mixed * y, mixed * x + up * y],
});
export const VALLEYS = {
  straight: quadratic(1, 0, 50),
  tilted: quadratic(25.5, -24.5, 25.5),
  bent: {
    height: ([x, y]) => (1 - x) ** 2 + 10 * (y - x * x) ** 2,
    slope: ([x, y]) => [2 * (x - 1) - 40 * x * (y - x * x), 20 * (y - x * x)],
  },
};

const mix = (share, old, fresh) => share * old + (1 - share) * fresh;

/** How far each rule moves one coordinate, given its slope there. `kept` is what the rule
    remembers of that coordinate. */
const MOVES = {
  SGD: (slope, { rate }) => -rate * slope,
  Momentum: (slope, { rate, decay }, kept) => {
    kept.speed = decay * kept.speed - rate * slope;
    return kept.speed;
  },
  RMSProp: (slope, { rate, decay }, kept) => {
    kept.size = mix(decay, kept.size, slope * slope);
    return (-rate * slope) / (Math.sqrt(kept.size) + TINY);
  },
  Adam: (slope, { rate, decay, second }, kept) => {
    kept.age += 1;
    kept.lean = mix(decay, kept.lean, slope);
    kept.size = mix(second, kept.size, slope * slope);
    const size = kept.size / (1 - second ** kept.age);
    return (-rate * (kept.lean / (1 - decay ** kept.age))) / (Math.sqrt(size) + TINY);
  },
};

/** The points that a rule visits: `steps` + 1 pairs, the start first. */
export function descend(valley, start, rule, settings, steps) {
  const kept = start.map(() => ({ speed: 0, size: 0, lean: 0, age: 0 }));
  const points = [start];
  for (let step = 0; step < steps; step += 1) {
    const here = points[step];
    const gone = here.some((value) => Math.abs(value) >= FAR);
    const slopes = VALLEYS[valley].slope(here);
    points.push(
      gone ? here : here.map((v, axis) => v + MOVES[rule](slopes[axis], settings, kept[axis])),
    );
  }
  return points;
}

/** The decay rates of each rule: its setting, what the page calls it, where it starts. */
const DIALS = {
  SGD: [],
  Momentum: [["decay", "Decay of the velocity, μ", 0.9]],
  RMSProp: [["decay", "Decay of the squares, ρ", 0.99]],
  Adam: [
    ["decay", "Decay of the mean, β₁", 0.9],
    ["second", "Decay of the squares, β₂", 0.999],
  ],
};

play("valley_steps", ({ picture, controls, data, say, hush }) => {
  let valley = data.valleys[0];
  let chosen = "SGD";
  let now = data.shown;
  let rows;
  const settings = {};
  const paths = {};
  const best = () => {
    data.rules.forEach(({ name }, place) => {
      const decays = DIALS[name].map(([key, , value]) => [key, value]);
      settings[name] = { rate: valley.rates[place], ...Object.fromEntries(decays) };
    });
  };
  const walk = (name) => {
    paths[name] = descend(valley.name, valley.start, name, settings[name], valley.last);
  };
  const walkAll = () => data.rules.forEach(({ name }) => walk(name));

  const [left, top, width, height] = data.frame;
  const onPicture = ([x, y]) => {
    const [west, east, south, north] = valley.window;
    return [
      left + (width * (x - west)) / (east - west),
      top + height * (1 - (y - south) / (north - south)),
    ];
  };

  choice(controls, {
    name: "Valley",
    options: Object.fromEntries(data.valleys.map((one) => [one.name, one.words])),
    value: valley.name,
    change: (name) => {
      valley = data.valleys.find((one) => one.name === name);
      for (const ground of picture.querySelectorAll("[data-valley]")) {
        ground.toggleAttribute("hidden", ground.dataset.valley !== name);
      }
      best();
      walkAll();
      dials();
      steps.limit(valley.last);
    },
  });
  best();
  walkAll();
  const steps = stepper(controls, {
    last: valley.last,
    at: now,
    hush,
    pause: 60,
    change: (step) => {
      now = step;
      draw();
    },
  });
  choice(controls, {
    name: "Set the rates of",
    options: Object.fromEntries(data.rules.map(({ name }) => [name, name])),
    value: chosen,
    change: (name) => {
      chosen = name;
      dials();
      draw();
    },
  });
  const turned = (key) => (value) => {
    settings[chosen][key] = value;
    walk(chosen);
    draw();
  };
  const rate = slider(controls, {
    name: "Learning rate, η",
    values: data.rates,
    value: settings[chosen].rate,
    change: turned("rate"),
  });
  const decays = ["decay", "second"].map((key) =>
    slider(controls, { name: key, values: DECAYS, value: 0.9, change: turned(key) }),
  );
  const table = controls.appendChild(html("table", { class: "play-table" }));
  rows = legend();
  dials();
  draw();

  /** Show the sliders of the chosen rule, where they stand. */
  function dials() {
    rate.set(settings[chosen].rate);
    decays.forEach((decay, place) => {
      const dial = DIALS[chosen][place];
      decay.show(dial !== undefined);
      if (dial === undefined) return;
      decay.rename(dial[1]);
      decay.set(settings[chosen][dial[0]]);
    });
  }

  /** Write the table that says which path is whose, and return its cells for the numbers. */
  function legend() {
    const heads = ["Rule", "x", "y", "Loss"].map((head) => html("th", { scope: "col" }, head));
    table.append(
      html("caption", {}, "The paths, and where they have come"),
      html("thead", {}, html("tr", {}, ...heads)),
    );
    const body = table.appendChild(html("tbody"));
    const cells = {};
    data.rules.forEach(({ name, mark, dash }, place) => {
      const shown = html("input", { type: "checkbox", checked: "" });
      shown.addEventListener("change", draw);
      const sample = svg(
        "svg",
        { viewBox: "0 0 34 12", class: `sample colour-${place + 1}`, "aria-hidden": "true" },
        svg("path", { d: "M1 6L33 6", class: "track", "stroke-dasharray": dash }),
        svg("path", { d: `M17 6${mark}`, class: "marks" }),
      );
      const head = html("th", { scope: "row" }, html("label", {}, shown, sample, name));
      const numbers = [0, 1, 2].map(() => html("td"));
      body.append(html("tr", {}, head, ...numbers));
      cells[name] = { shown, numbers };
    });
    return cells;
  }

  function draw() {
    if (rows === undefined) return;
    for (const { name, mark } of data.rules) {
      const group = picture.querySelector(`[data-rule="${name}"]`);
      group.toggleAttribute("hidden", !rows[name].shown.checked);
      const points = paths[name].slice(0, now + 1).map(onPicture);
      const marks = points.map(([x, y]) => `M${coordinate(x)} ${coordinate(y)}${mark}`);
      group.querySelector(".track").setAttribute("d", line(points));
      group.querySelector(".marks").setAttribute("d", marks.join(""));
      const here = paths[name][now];
      const numbers = [...here.map((value) => where(value)), brief(VALLEYS[valley.name].height(here))];
      rows[name].numbers.forEach((cell, place) => (cell.textContent = numbers[place]));
    }
    const here = paths[chosen][now];
    const height = brief(VALLEYS[valley.name].height(here));
    say(
      `Valley ${valley.words}: after ${now} ${now === 1 ? "step" : "steps"}, ${chosen} with a ` +
        `learning rate of ${settings[chosen].rate} is at x = ${where(here[0])}, ` +
        `y = ${where(here[1])}, where the loss is ${height}.`,
    );
  }

  function where(value) {
    return Math.abs(value) < FAR ? fixed(value, 2) : "far away";
  }
});
