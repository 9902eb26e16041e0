// The start page's demo until the decoded tokens are shown; once more, and once refused.
import { listen, look, open, options, press, signIn, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { page, blocked } = await open(browser);
  await page.goto(options.issuer);
  tell({ step: "start", ...(await look(page)) });
  await follow(page, words.tryIt);
  tell({ step: "sign-in", ...(await look(page)) });
  await signIn(page);
  await press(page, words.allow);
  tell({ step: "tokens", ...(await look(page)), path: new URL(page.url()).pathname });
  // A used code in the address bar must do no more than say so.
  await page.reload();
  tell({ step: "reload", ...(await look(page)) });
  await page.goto(`${options.issuer}/try`);
  tell({ step: "again", ...(await look(page)) });
  tell({ step: "blocked", blocked });
});

async function follow(page, name) {
  await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name, exact: true }).click()]);
}
