// Every page of signing in, devices and signing out through axe, and whether it fits.
import { ask, listen, open, options, press, signIn, withBrowser, words } from "./browser.mjs";
import { inspect } from "./inspect.mjs";

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
