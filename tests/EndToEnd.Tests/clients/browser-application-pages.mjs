// Every page of the welcome, of asking for an application, and of managing applications through axe, and whether it fits.
import { listen, open, options, press, withBrowser } from "./browser.mjs";
import { describe, field, follow, said, wrongUri } from "./applications.mjs";
import { everywhere, inspect } from "./inspect.mjs";

const client = await listen();
// What does not break by itself: as long as the form lets it be.
const longName = `Report${"-of-everything".repeat(6)}`;

await withBrowser(client, async (browser) => {
  const { page: operator } = await open(browser, { javaScriptEnabled: true, bypassCSP: true });
  const { page } = await open(browser, { javaScriptEnabled: true, bypassCSP: true });
  const see = (at, name) => inspect(at, name, everywhere);

  await operator.goto(options.invitation);
  await see(operator, "invitation");
  await choosePassword("correct horse battery", "correct horse better");
  await see(operator, "invitation-problem");
  await choosePassword("correct horse battery", "correct horse battery");
  const apps = operator.url();
  await see(operator, "apps-empty");
  await operator.goto(options.invitation);
  await see(operator, "invitation-used");

  await page.goto(options.server);
  await see(page, "welcome");
  await page.goto(options.issuer);
  await see(page, "welcome-workspace");
  await follow(page, said.request);
  const form = page.url();
  await see(page, "request");
  await field(page, said.redirectUris).fill([wrongUri, `https://app.example/${"path".repeat(30)}#fragment`, "app"].join("\n"));
  await page.locator("form").evaluate((element) => { element.noValidate = true; });
  await press(page, said.send);
  await see(page, "request-problem");
  const asked = [];
  for (let i = 0; i < 5; i++) asked.push(await send());
  await send();
  await see(page, "request-throttled");
  await page.goto(asked[0]);
  await see(page, "status-pending");

  await operator.goto(apps);
  await operator.getByRole("link", { name: longName }).first().click();
  await see(operator, "apps-decide");
  await press(operator, said.approve);
  await operator.goto(apps);
  await operator.getByRole("link", { name: longName }).first().click();
  await field(operator, said.answer).fill(`No. ${"Really".repeat(40)}`);
  await press(operator, said.decline);
  await see(operator, "apps-list");
  await page.goto(asked[0]);
  await see(page, "status-approved");
  await press(page, said.collect);
  await see(page, "status-collected");
  await page.goto(asked[1]);
  await see(page, "status-declined");

  await operator.goto(apps);
  await follow(operator, said.newApplication);
  await see(operator, "apps-new");
  await describe(operator, longName, { redirectUris: wrongUri });
  await press(operator, said.create);
  await see(operator, "apps-new-problem");
  await field(operator, said.redirectUris).fill("");
  await press(operator, said.create);
  await press(operator, said.rotate);
  await see(operator, "apps-edit");

  const refused = await register();
  await page.goto(refused);
  await see(page, "client-error");
  await page.goto(`${refused}&response_mode=form_post`);
  await see(page, "client-error-form");

  async function choosePassword(password, again) {
    await field(operator, said.newPassword).fill(password);
    await field(operator, said.again).fill(again);
    await press(operator, said.setPassword);
  }

  /** Where a client that registered itself asks for a sign-in without a page, and nobody is signed in. */
  async function register() {
    const redirectUri = `https://app.example/${"path".repeat(30)}`;
    const response = await fetch(`${options.issuer}/oauth2/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ client_name: longName, redirect_uris: [redirectUri] }),
    });
    const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    return `${options.issuer}/oauth2/authorize?${new URLSearchParams({
      client_id: (await response.json()).client_id, response_type: "code", prompt: "none", code_challenge: challenge, code_challenge_method: "S256",
    })}`;
  }

  async function send() {
    await page.goto(form);
    await describe(page, longName);
    await field(page, said.purpose).fill("Reports. ".repeat(40));
    await press(page, said.send);
    return page.url();
  }
});
