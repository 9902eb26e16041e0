// A client whose callback leads on: to another origin and from there to a third, or to an app by its own scheme.
import { ask, listen, open, options, registered, signIn, tell, withBrowser, words } from "./browser.mjs";

const success = await listen();
const end = options.app ? `${options.app}://signed-in` : `http://localhost:${success.port}/success`;
const gateway = await listen(end);
const client = await listen(options.app ? end : gateway.redirectUri);
const request = (more) => ask(client, { response_mode: options.responseMode, ...more }).url;
const signOut = new URLSearchParams({ client_id: "demo-web", post_logout_redirect_uri: registered });

/** The browser tells of every redirect that it follows, and of one that a policy forbids. */
const reached = (page) => Promise.race([
  page.waitForEvent("request", (request) => request.url().startsWith(end)),
  page.waitForEvent("console", (message) => /content security policy/i.test(message.text())),
]);

await withBrowser(client, async (browser) => {
  await step("consent", words.allow, async (page) => {
    await page.goto(request({ prompt: "consent" }));
    await signIn(page);
  });
  await step("refusal", words.cancel, async (page) => {
    await page.goto(request({ prompt: "consent" }));
    await signIn(page);
  });
  // What has been allowed is remembered: this form leads straight to the client.
  await step("sign-in", words.signIn, async (page) => {
    await page.goto(request());
    await page.getByLabel(words.username).fill("alice");
    await page.getByLabel(words.password).fill("wonderland");
  });
  await step("sign-out", words.signOut, async (page) => {
    await page.goto(`${options.issuer}/device`);
    await signIn(page);
    await page.goto(`${options.issuer}/sign-out?${signOut}`);
  });

  /** In a window of its own: one that has asked whether to open an app takes no clicks for a while. */
  async function step(name, button, prepare) {
    const { context, page, blocked } = await open(browser);
    await prepare(page);
    const followed = [];
    page.on("request", (request) => request.isNavigationRequest() && followed.push(request.url().split("?")[0]));
    const over = reached(page);
    await page.getByRole("button", { name: button, exact: true }).click();
    if (options.responseMode === "form_post" && !options.script && name !== "sign-out")
      await page.getByRole("button", { name: words.goOn, exact: true }).click();
    await over;
    tell({ step: name, end: followed.at(-1), expected: end, callbacks: client.answers.splice(0).length, blocked });
    await context.close();
  }
});
success.close();
gateway.close();
