// A user's whole way: a mistyped password, sign-in, consent, tokens, refresh, and signing out in both manners.
import { ask, listen, look, open, options, press, redeem, registered, signIn, tell, token, withBrowser, words } from "./browser.mjs";

const client = await listen();
const last = () => client.answers.at(-1);

await withBrowser(client, async (browser) => {
  const { context, page, blocked } = await open(browser);
  const asked = ask(client, { prompt: "consent", nonce: "n-1" });
  await page.goto(asked.url);
  tell({ step: "sign-in", ...(await look(page)) });

  await signIn(page, { password: "looking-glass" });
  tell({
    step: "problem", ...(await look(page)), alert: await page.getByRole("alert").innerText(),
    username: await page.getByLabel(words.username).inputValue(), password: await page.getByLabel(words.password).inputValue(),
  });

  await signIn(page);
  tell({ step: "consent", ...(await look(page)), scopes: await page.getByRole("listitem").allInnerTexts() });

  await press(page, words.allow);
  const answer = last();
  tell({ step: "answer", at: page.url().split("?")[0] === client.redirectUri, isState: answer.parameters.state === asked.state, ...answer });

  const tokens = await redeem(asked, answer.parameters.code);
  const refreshed = await token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
  const userinfo = await fetch(`${options.issuer}/userinfo/`, { headers: { authorization: `Bearer ${refreshed.access_token}` } });
  tell({ step: "tokens", tokens, refreshed, userinfo: await userinfo.json() });
  tell({ step: "cookies", cookies: await context.cookies(options.issuer), seen: options.script ? await seenByScript(page) : "" });

  // Session and consent are remembered: no page at all.
  await page.goto(ask(client).url);
  tell({ step: "again", ...last() });

  await page.goto(`${options.issuer}/sign-out?${new URLSearchParams(options.uiLocales ? { ui_locales: options.uiLocales } : {})}`);
  tell({ step: "sign-out", ...(await look(page)) });
  await press(page, words.signOut);
  tell({ step: "signed-out", ...(await look(page)), cookies: (await context.cookies(options.issuer)).map((each) => each.name) });
  await page.goto(ask(client, { prompt: "none" }).url);
  tell({ step: "nobody", ...last() });

  await page.goto(ask(client).url);
  await signIn(page);
  // The client names itself without a proof of the session: the user is asked, then led back.
  const named = { client_id: "demo-web", post_logout_redirect_uri: registered, ...(options.uiLocales ? { ui_locales: options.uiLocales } : {}) };
  await page.goto(`${options.issuer}/sign-out?${new URLSearchParams({ ...named, state: "bye-1" })}`);
  await press(page, words.signOut);
  tell({ step: "signed-out-to-client", url: page.url() });

  const final = ask(client);
  await page.goto(final.url);
  await signIn(page);
  const { id_token } = await redeem(final, last().parameters.code);
  const hinted = { id_token_hint: id_token, post_logout_redirect_uri: registered, state: "bye-2" };
  await page.goto(`${options.issuer}/sign-out?${new URLSearchParams(hinted)}`);
  tell({ step: "signed-out-by-hint", url: page.url() });
  await page.goto(ask(client, { prompt: "none" }).url);
  tell({ step: "nobody", ...last() });
  tell({ step: "blocked", blocked });
});

async function seenByScript(page) {
  await page.goto(options.issuer);
  return page.evaluate(() => document.cookie);
}
