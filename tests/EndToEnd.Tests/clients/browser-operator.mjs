// An operator creates, edits, rotates, disables and removes applications; what clients get from the server is told beside it.
import { listen, look, open, options, press, tell, withBrowser, words } from "./browser.mjs";
import { acceptInvitation, describe, described, field, follow, said, shown, wrongUri } from "./applications.mjs";

const bound = 30_000;
const apps = `${options.base}/apps`;
const client = await listen();

await withBrowser(client, async (browser) => {
  await refuse(browser);
  const { context, page, blocked } = await open(browser);
  await acceptInvitation(page, options.invitation);

  const first = await create(page, "Switched off");
  await get(options.base, first);
  tell({ step: "warm", here: await get(options.base, first), there: options.other && (await get(options.other, first)) });
  await press(page, said.disable);
  tell({ step: "disabled", ...(await look(page)), here: await get(options.base, first) });
  const elsewhere = options.other ? poll(options.other, first) : null;

  const made = await create(page, "Nightly report", true);
  tell({ step: "created", ...(await look(page)), ...made, here: await get(options.base, made) });
  const address = `${apps}?client_id=${made.clientId}`;
  const late = await context.newPage();
  await late.goto(address);
  tell({ step: "again", ...(await look(late)), secret: await shown(late) });

  await field(page, said.name).fill("Daily report");
  await field(page, said.scope).fill("reports.read");
  await press(page, said.save);
  tell({ step: "edited", ...(await look(page)), here: await get(options.base, made) });
  await press(late, said.disable);
  tell({ step: "overtaken", ...(await look(late)), here: await get(options.base, made) });

  await press(page, said.rotate);
  const next = await shown(page);
  tell({ step: "rotated", ...(await look(page)), ...next, old: await get(options.base, made), here: await get(options.base, next) });
  await press(page, said.endOld);
  tell({ step: "ended", ...(await look(page)), old: await get(options.base, made), here: await get(options.base, next) });
  tell({ step: "history", rows: await page.locator("table").last().locator("tbody tr").allInnerTexts() });

  await press(page, said.remove);
  tell({ step: "unconfirmed", ...(await look(page)), here: await get(options.base, next) });
  await field(page, said.sure).check();
  await press(page, said.remove);
  tell({
    step: "removed", path: new URL(page.url()).pathname, ...(await look(page)), here: await get(options.base, next),
    links: await page.locator("td a").allInnerTexts(), recent: await page.locator("table").last().locator("tbody tr").allInnerTexts(),
  });

  if (elsewhere) tell({ step: "elsewhere", ...(await elsewhere) });
  await page.goto(`${apps}?client_id=${first.clientId}`);
  await press(page, said.enable);
  tell({ step: "enabled", ...(await look(page)), here: await get(options.base, first) });

  await follow(page, words.signOut);
  await press(page, words.signOut);
  await page.goto(address);
  tell({ step: "signed-out", ...(await look(page)) });
  tell({ step: "blocked", blocked });
});

/** Nobody, and somebody who is no operator. */
async function refuse(browser) {
  const { context, page } = await open(browser);
  await page.goto(apps);
  tell({ step: "nobody", ...(await look(page)) });
  await acceptInvitation(page, options.otherInvitation);
  tell({ step: "user", ...(await look(page)) });
  for (const query of ["", "?new=1"]) {
    await page.goto(apps + query);
    tell({ step: `no-operator${query}`, ...(await look(page)) });
  }
  await context.close();
}

async function create(page, name, isMistakenFirst = false) {
  await page.goto(apps);
  await follow(page, said.newApplication);
  await describe(page, name, { redirectUris: isMistakenFirst ? wrongUri : "" });
  await press(page, said.create);
  if (isMistakenFirst) {
    tell({ step: "problem", ...(await look(page)), at: await described(field(page, said.redirectUris)) });
    await field(page, said.redirectUris).fill("https://app.example/callback");
    await press(page, said.create);
  }
  return shown(page);
}

/** What a client gets that asks for a token. */
async function get(base, { clientId, clientSecret }) {
  const response = await fetch(`${base}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const { scope = null, error = null } = await response.json();
  return { status: response.status, scope, error };
}

/** Asks until the answer is no: the latest time after the change at which a request was begun that still got a token. */
async function poll(base, credentials) {
  const changed = performance.now();
  for (let latest = null; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const begun = performance.now() - changed;
    const answer = await get(base, credentials);
    if (answer.status !== 200 || begun > 2 * bound) return { latest, bound, answer };
    latest = begun;
  }
}
