// What guide 003 has people open in a browser, as it is printed, in a workspace.
import { listen, look, open, options, press, signIn, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { page } = await open(browser);
  await page.goto(`${options.issuer}/oauth2/authorize?response_type=code&client_id=x-pm-local-client&scope=*`);
  await signIn(page, { username: "bob", password: "secret" });
  await press(page, words.allow);
  tell({ step: "code", ...client.answers.at(-1) });
  await page.goto(`${options.issuer}/oauth2/authorize?response_type=token&client_id=x-pm-local-client&scope=*`);
  tell({ step: "implicit", parameters: Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1))) });
  await page.goto(`${options.issuer}/oauth2/apps`);
  tell({ step: "apps", ...(await look(page)) });
});
