// A newcomer asks for an application, an operator approves it, and the newcomer fetches what the application needs.
import { listen, look, open, options, press, tell, withBrowser } from "./browser.mjs";
import { acceptInvitation, describe, described, field, follow, said, shown, wrongUri } from "./applications.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const operator = await open(browser);
  await acceptInvitation(operator.page, options.invitation);
  tell({ step: "operator", path: new URL(operator.page.url()).pathname, ...(await look(operator.page)) });

  // The browser speaks another language: the newcomer's choice on the page goes along all the way.
  const newcomer = await open(browser, { locale: said.otherLocale, viewport: { width: 390, height: 844 }, permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = newcomer;
  await page.goto(options.issuer);
  tell({ step: "arrival", ...(await look(page)) });
  await follow(page, said.language);
  tell({ step: "welcome", ...(await look(page)) });
  await follow(page, said.request);
  await describe(page, options.application, { redirectUris: wrongUri });
  await field(page, said.purpose).fill("Sends everybody their notes at night.");
  await press(page, said.send);
  await page.getByRole("alert").getByRole("link").click();
  const redirectUris = field(page, said.redirectUris);
  tell({
    step: "problem", ...(await look(page)), at: await described(redirectUris), value: await redirectUris.inputValue(),
    isInvalid: await redirectUris.getAttribute("aria-invalid"), isFocused: await redirectUris.evaluate((element) => element === document.activeElement),
    name: await field(page, said.name).inputValue(), isChosen: await field(page, said.clientCredentials).isChecked(),
  });

  await redirectUris.fill("https://app.example/callback");
  await press(page, said.send);
  const status = page.url();
  tell({ step: "pending", ...(await look(page)) });

  await operator.page.reload();
  tell({ step: "list", ...(await look(operator.page)) });
  await follow(operator.page, options.application);
  tell({ step: "decide", ...(await look(operator.page)) });
  await press(operator.page, said.approve);
  tell({ step: "approved", ...(await look(operator.page)), secret: await shown(operator.page) });

  await page.goto(status);
  const late = await newcomer.context.newPage();
  await late.goto(status);
  tell({ step: "ready", ...(await look(page)), secret: await shown(page) });
  await press(page, said.collect);
  tell({ step: "collected", ...(await look(page)), ...(await shown(page)), commands: await commands(page) });
  // The same button in another window, and the address once more.
  await press(late, said.collect);
  tell({ step: "late", ...(await look(late)), secret: await shown(late) });
  await page.goto(status);
  tell({ step: "again", ...(await look(page)), secret: await shown(page) });

  await operator.page.goto(`${options.base}/apps`);
  await follow(operator.page, options.application);
  tell({ step: "history", rows: await operator.page.locator("table").last().locator("tbody tr").allInnerTexts() });
  await operator.page.goto(options.invitation);
  tell({ step: "used", ...(await look(operator.page)) });
  tell({ step: "blocked", blocked: [...newcomer.blocked, ...operator.blocked] });
});

/** The curl commands of the page; by its own buttons where scripts run. */
async function commands(page) {
  const examples = page.locator("#client-credentials");
  if (!options.script) return examples.locator(".panel:visible pre").allTextContents();
  const copied = [];
  for (const button of await examples.getByRole("button", { name: said.copy }).all()) {
    await button.click();
    copied.push(await page.evaluate(() => navigator.clipboard.readText()));
  }
  return copied;
}
