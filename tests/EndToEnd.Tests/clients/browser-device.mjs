// A television shows a code; its user types it elsewhere, signs in, compares and decides; the television goes on by itself.
import { listen, look, open, options, press, signIn, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { context, page: television } = await open(browser);
  await television.goto(`${options.issuer}/demo-device`);
  const code = (await television.locator(".code").innerText()).trim();
  tell({ step: "television", code, picture: await television.locator("svg").count() });

  const { page, blocked } = await open(browser);
  await page.goto(`${options.issuer}/device`);
  await signIn(page);
  tell({ step: "enter", ...(await look(page)) });
  await enter(page, "BCD-22222");
  tell({ step: "unknown", ...(await look(page)), problem: await page.getByRole("alert").innerText() });
  await enter(page, `${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`);
  tell({ step: "confirm", ...(await look(page)), code: await page.locator(".code").innerText() });
  await press(page, options.deny ? words.cancel : words.allow);
  tell({ step: "done", ...(await look(page)), blocked });

  await television.locator("pre").waitFor({ timeout: 20_000 });
  tell({ step: "television-after", text: await television.locator("main").innerText() });
  await context.close();
});

async function enter(page, code) {
  await page.getByLabel(words.code).fill(code);
  await press(page, words.goOn);
}
