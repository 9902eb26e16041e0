// Every page through axe, and whether it fits; with screenshots where a folder for them is given.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { ask, listen, look, open, options, press, signIn, tell, withBrowser, words } from "./browser.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const client = await listen();

await withBrowser(client, async (browser) => {
  const { page } = await open(browser, { javaScriptEnabled: true, bypassCSP: true, colorScheme: options.scheme });
  // Else the form_post page is gone before one can look at it. No other page submits by script.
  await page.addInitScript(() => { HTMLFormElement.prototype.submit = () => {}; });
  const locales = options.uiLocales ? `ui_locales=${options.uiLocales}` : "";

  await page.goto(options.issuer);
  await inspect(page, "start");
  await page.goto(`${options.issuer}/authorize?client_id=nobody&${locales}`);
  await inspect(page, "error");
  const asked = ask(client, { prompt: "consent", response_mode: "form_post" });
  await page.goto(asked.url);
  await inspect(page, "sign-in");
  await signIn(page, { password: "looking-glass" });
  await inspect(page, "sign-in-problem");
  const wrong = await page.getByRole("alert").innerText();
  for (let i = 0; i < 30 && (await page.getByRole("alert").innerText()) === wrong; i++) await signIn(page, { username: options.stranger });
  await inspect(page, "sign-in-wait");
  await signIn(page);
  await inspect(page, "consent");
  await press(page, words.allow);
  await inspect(page, "form-post");
  await press(page, words.goOn);
  await page.goto(`${options.issuer}/try?${locales}`);
  if (await page.getByRole("button", { name: words.allow, exact: true }).count()) await press(page, words.allow);
  await inspect(page, "tokens");
  await page.goto(`${options.issuer}/device?${locales}`);
  await inspect(page, "device");
  await page.goto(`${options.issuer}/device?user_code=BCD22222&${locales}`);
  await inspect(page, "device-problem");
  await page.goto(`${options.issuer}/device?user_code=${await userCode()}&${locales}`);
  await inspect(page, "device-confirm");
  await press(page, words.allow);
  await inspect(page, "device-done");
  await page.goto(`${options.issuer}/sign-out?${locales}`);
  await inspect(page, "sign-out");
  await press(page, words.signOut);
  await inspect(page, "signed-out");
});

async function userCode() {
  const response = await fetch(`${options.issuer}/device-authorization/`, { method: "POST", body: new URLSearchParams({ client_id: "demo-device" }) });
  return (await response.json()).user_code;
}

async function inspect(page, name) {
  const overflow = [];
  for (const [width, height] of [[320, 640], [360, 740], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) overflow.push(width);
    if (options.screenshots && width > 320)
      await page.screenshot({ path: path.join(options.screenshots, `${name}-${options.language}-${options.scheme}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(axe);
  const { violations, incomplete, passes } = await page.evaluate(() => globalThis.axe.run(document));
  const brief = (all) => all.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html) }));
  tell({ page: name, ...(await look(page)), violations: brief(violations), incomplete: brief(incomplete), passes: passes.length, overflow });
}
