// response_mode=form_post: posted by the page's script, or by the user where scripts do not run.
import { ask, listen, look, open, options, press, redeem, signIn, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { page, blocked } = await open(browser);
  const asked = ask(client, { prompt: "consent", response_mode: "form_post" });
  await page.goto(asked.url);
  await signIn(page);
  if (options.script) {
    await page.getByRole("button", { name: words.allow, exact: true }).click();
    await page.waitForURL(client.redirectUri);
  } else {
    await press(page, words.allow);
    tell({ step: "page", ...(await look(page)) });
    await press(page, words.goOn);
  }
  const answer = client.answers.at(-1);
  const tokens = await redeem(asked, answer.parameters.code);
  tell({ step: "answer", ...answer, isState: answer.parameters.state === asked.state, status: tokens.status, url: page.url(), blocked });
});
