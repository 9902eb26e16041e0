// The user says no.
import { ask, listen, open, press, signIn, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { page, blocked } = await open(browser);
  const asked = ask(client, { prompt: "consent" });
  await page.goto(asked.url);
  await signIn(page);
  await press(page, words.cancel);
  const [answer] = client.answers;
  tell({ ...answer, isState: answer.parameters.state === asked.state, blocked });
});
