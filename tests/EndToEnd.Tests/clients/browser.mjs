// What the browser scripts share: the browser, a client that waits for answers, and a user's steps by what the user sees.
import http from "node:http";
import { createHash, randomBytes } from "node:crypto";
import { chromium } from "playwright-core";

export const options = JSON.parse(process.argv[2]);

// Written down here rather than read from the pages' own texts: a person would know the words as well.
export const words = {
  en: {
    username: "Username", password: "Password", signIn: "Sign in", allow: "Allow", cancel: "Cancel", signOut: "Sign out",
    goOn: "Continue", tryIt: "Try it", code: "Code",
  },
  fr: {
    username: "Nom d’utilisateur", password: "Mot de passe", signIn: "Se connecter", allow: "Autoriser", cancel: "Annuler",
    signOut: "Se déconnecter", goOn: "Continuer", tryIt: "Essayer", code: "Code",
  },
}[options.language ?? "en"];

/** The redirect URI that demo clients have registered; the browser is led from there to wherever the client listens. */
export const registered = "http://127.0.0.1:8400/callback";

export const tell = (line) => console.log(JSON.stringify(line));

/**
 * A client of the browser's user: keeps every answer that arrives at its redirect URI, and then shows its page, or leads the
 * browser on, as gateways and the pages of apps do.
 */
export async function listen(onward) {
  const answers = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url, "http://127.0.0.1");
    if (url.pathname === "/callback")
      answers.push({
        method: request.method,
        parameters: Object.fromEntries(request.method === "POST" ? new URLSearchParams(body) : url.searchParams),
        referer: request.headers.referer ?? null,
        cookie: request.headers.cookie ?? null,
      });
    if (onward && url.pathname === "/callback") return response.writeHead(302, { location: onward }).end();
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!DOCTYPE html><html lang=en><title>Client</title><p>The client.");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return { answers, port, redirectUri: `http://127.0.0.1:${port}/callback`, close: () => server.close() };
}

/** Starts the browser for one script and ends it, whatever happens. */
export async function withBrowser(client, work) {
  const browser = await chromium.launch({
    executablePath: options.browser,
    args: [
      "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--disable-quic", `--host-resolver-rules=MAP 127.0.0.1:8400 127.0.0.1:${client.port}`,
    ],
  });
  try {
    await work(browser);
  } finally {
    await browser.close();
    client.close();
  }
}

/** A browser window of somebody who speaks the language, in a profile of its own. */
export async function open(browser, more = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? false,
    locale: options.accept ?? "en-US",
    ...more,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const blocked = [];
  page.on("console", (message) => /content security policy/i.test(message.text()) && blocked.push(message.text()));
  page.on("pageerror", (error) => blocked.push(error.message));
  page.on("dialog", (dialog) => { blocked.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  return { context, page, blocked };
}

/** An authorization request of a client with PKCE, and what it takes to redeem the code. */
export function ask(client, more = {}) {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(16).toString("base64url");
  const parameters = {
    response_type: "code", client_id: options.client ?? "demo-web", redirect_uri: client.redirectUri, state,
    scope: "openid profile email offline_access notes.read",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256",
    ...(options.uiLocales ? { ui_locales: options.uiLocales } : {}), ...more,
  };
  return { url: `${options.issuer}/authorize/?${new URLSearchParams(parameters)}`, state, verifier, redirectUri: parameters.redirect_uri };
}

export async function token(parameters) {
  const response = await fetch(`${options.issuer}/token/`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from("demo-web:demo-web-secret").toString("base64")}` },
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, ...(await response.json()) };
}

export const redeem = (asked, code) =>
  token({ grant_type: "authorization_code", code, redirect_uri: asked.redirectUri, code_verifier: asked.verifier });

export async function signIn(page, { username = "alice", password = "wonderland" } = {}) {
  await page.getByLabel(words.username).fill(username);
  await page.getByLabel(words.password).fill(password);
  await press(page, words.signIn);
}

/** Presses a button and waits until what it leads to is there. */
export async function press(page, name) {
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name, exact: true }).click()]);
}

/** What a page says, for the test to judge. */
export const look = async (page) => ({
  language: await page.locator("html").getAttribute("lang"),
  title: await page.title(),
  heading: await page.getByRole("heading", { level: 1 }).innerText(),
  text: await page.getByRole("main").innerText(),
});
