// Examines pages with Lighthouse, as a phone on a slow line would load them.
//
//     node lighthouse.mjs CHROMIUM CATEGORIES RUNS ADDRESS…
//
// CATEGORIES are parted by commas. Prints a line of JSON for each run: the address, the scores from 0 to
// 100, and the audits that lost points.

import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromium, categories, runs, ...addresses] = process.argv.slice(2);
const chrome = await launcher.launch({
  chromePath: chromium,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

const examine = async (address) => {
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    logLevel: "error",
    onlyCategories: categories.split(","),
    disableFullPageScreenshot: true,
    throttlingMethod: "simulate", // a slow line on paper; one in fact would be waited for
  });
  if (lhr.runtimeError) {
    throw new Error(`${address}: ${lhr.runtimeError.message}`);
  }
  const scores = {};
  const lost = [];
  for (const [name, category] of Object.entries(lhr.categories)) {
    scores[name] = Math.round(category.score * 100);
    for (const { id, weight } of category.auditRefs) {
      const { score, title } = lhr.audits[id];
      if (weight > 0 && score !== null && score < 0.9) {
        lost.push(`${name}: ${title}`);
      }
    }
  }
  console.log(JSON.stringify({ address, scores, lost }));
};

try {
  for (const address of addresses) {
    for (let run = 0; run < Number(runs); run += 1) {
      await examine(address);
    }
  }
} finally {
  await chrome.kill();
}
