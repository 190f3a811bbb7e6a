// Opens pages in a real Chromium: pictures at 400 and 1,100 pixels, a PDF, and what axe-core finds.
//
//   npm install --prefix FOLDER axe-core puppeteer-core
//   node tests/benchmarks/pages_in_chromium.mjs FOLDER OUT PAGE.html...
//
// Writes OUT/NAME-400.png, -1100.png and .pdf, and prints a line for each page and width; exits 1 where axe finds
// anything or a page scrolls sideways.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const [modules, out, ...pages] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "package.json"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let wrong = 0;
for (const file of pages) {
  const name = basename(file, ".html");
  for (const width of [400, 1100]) {
    for (const scheme of ["light", "dark"]) {
      const page = await browser.newPage();
      const said = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await page.setBypassCSP(false);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: 900 });
      await page.goto("file://" + resolve(file), { waitUntil: "load" });
      await page.evaluate(axe); // by the debugger, which the page's own policy does not bind
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (scheme === "light") await page.screenshot({ path: join(out, `${name}-${width}.png`) });
      if (scheme === "light" && width === 1100) await page.pdf({ path: join(out, `${name}.pdf`), preferCSSPageSize: true });
      const bad = found.violations.length || wide > 0 || said.length;
      wrong += bad ? 1 : 0;
      console.log(`${name} ${width} ${scheme}: ${found.violations.length} violations, ${found.passes.length} passes, ` +
        `${wide > 0 ? wide + " px too wide" : "fits"}${said.length ? ", " + said.join("; ") : ""}`);
      for (const rule of found.violations) {
        console.log(`  ${rule.id} (${rule.impact}): ${rule.help}; ${rule.nodes.length} places, the first ` +
          `${rule.nodes[0].html.slice(0, 160)} ${rule.nodes[0].any[0]?.message ?? ""}`);
      }
      await page.close();
    }
  }
}
await browser.close();
process.exit(wrong ? 1 : 0);
