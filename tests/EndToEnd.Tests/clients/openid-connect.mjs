// An independent client (npm openid-client), and a user whose browser is fetch with a cookie jar.
import * as client from "openid-client";

const { issuer, clientId, secret, algorithm } = JSON.parse(process.argv[2]);
const redirectUri = "http://127.0.0.1:8400/callback";
const jar = new Map();

const config = await client.discovery(
  new URL(issuer), clientId, { client_secret: secret, id_token_signed_response_alg: algorithm },
  secret ? client.ClientSecretBasic(secret) : client.None(), { execute: [client.allowInsecureRequests] });
// Without this setting the library trusts an ID token that comes straight from the server, and does not check its signature.
client.enableNonRepudiationChecks(config);

const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri, scope: "openid profile email offline_access notes.read", state, nonce, max_age: "600",
  code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
});

const consent = await submit(await browse(url), { username: "alice", password: "wonderland" });
const answer = await submit(consent, { decision: "allow" });
const tokens = await client.authorizationCodeGrant(
  config, new URL(answer.location), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, maxAge: 600, idTokenExpected: true });
const claims = tokens.claims();
tell({ step: "code", claims, scope: tokens.scope, header: headerOf(tokens.id_token), hasRefreshToken: !!tokens.refresh_token });
tell({ step: "userinfo", userinfo: await client.fetchUserInfo(config, tokens.access_token, claims.sub) });

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, { scope: "openid email" });
tell({
  step: "refresh", scope: refreshed.scope, isRotated: refreshed.refresh_token !== tokens.refresh_token, claims: refreshed.claims() ?? null,
  userinfo: await client.fetchUserInfo(config, refreshed.access_token, claims.sub),
});

const out = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: redirectUri, state });
const left = await browse(out);
tell({ step: "end", isBack: left.location === `${redirectUri}?state=${encodeURIComponent(state)}` });
const silent = await browse(client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri, scope: "openid", state, prompt: "none",
  code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
}));
tell({ step: "nobody", error: new URL(silent.location).searchParams.get("error") });

// The library must also reject a mixed-up answer. Otherwise the test above proves nothing.
const mixed = new URL(answer.location);
mixed.searchParams.set("iss", "https://elsewhere.example");
const seen = await client.authorizationCodeGrant(config, mixed, { pkceCodeVerifier: verifier, expectedState: state }).then(() => "nothing", (error) => `${error.message}: ${error.cause?.message ?? ""}`);
tell({ step: "mixed-up", seen });

function tell(line) {
  console.log(JSON.stringify(line));
}

function headerOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[0], "base64url").toString());
}

/** Follows redirects within the server. Stops at a page or before the redirect to the client. */
async function browse(target, init = {}) {
  for (let method = init; ; method = {}) {
    const response = await fetch(target, {
      ...method, redirect: "manual", headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      value ? jar.set(name, value) : jar.delete(name);
    }
    const location = response.headers.get("location") && new URL(response.headers.get("location"), target).href;
    if (!location) return { html: await response.text(), url: target };
    if (!location.startsWith(issuer + "/")) return { location };
    target = location;
  }
}

function submit(page, entries) {
  const action = /<form method="post" action="([^"]+)">/.exec(page.html)?.[1];
  if (!action) throw new Error(`No form in ${page.location ?? page.html}`);
  const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name, decode(value)]);
  return browse(new URL(action, page.url), { method: "POST", body: new URLSearchParams([...hidden, ...Object.entries(entries)]) });
}

function decode(html) {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
