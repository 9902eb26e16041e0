// One page through axe, and whether it fits; with screenshots where a folder for them is given.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { look, options, tell } from "./browser.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = 360, desktop = 1280;

/** Looks at a page in each scheme: whether it fits at all widths, and what axe says at some. */
export async function inspect(page, name, { schemes = [options.scheme], axeAt = [phone] } = {}) {
  const found = { violations: [], incomplete: [], overflow: [], passes: Infinity };
  await page.evaluate(axe);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [[320, 640], [phone, 740], [desktop, 800]]) {
      await page.setViewportSize({ width, height });
      if (await page.evaluate(overflows)) found.overflow.push(width);
      if (options.screenshots && width > 320)
        await page.screenshot({ path: path.join(options.screenshots, `${name}-${options.language}-${scheme}-${width}.png`), fullPage: true });
      if (axeAt.includes(width)) await judge(page, `${scheme}, ${width}`, found);
    }
  }
  await page.setViewportSize({ width: phone, height: 740 });
  tell({ page: name, ...(await look(page)), ...found });
}

export const everywhere = { schemes: ["light", "dark"], axeAt: [phone, desktop] };

/** The page itself, or a box that would have to be scrolled to be read. */
const overflows = () =>
  [document.documentElement, ...document.querySelectorAll("pre")].some((element) => element.scrollWidth > element.clientWidth);

async function judge(page, where, found) {
  const { violations, incomplete, passes } = await page.evaluate(() => globalThis.axe.run(document));
  const brief = (all) => all.map(({ id, nodes }) => ({ id, where, at: nodes.map((node) => node.html) }));
  found.violations.push(...brief(violations));
  found.incomplete.push(...brief(incomplete));
  found.passes = Math.min(found.passes, passes.length);
}
