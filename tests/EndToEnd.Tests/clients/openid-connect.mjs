// An independent client (npm openid-client), and a user whose browser is fetch with a cookie jar.
import * as client from "openid-client";
import { newBrowser } from "./browser.mjs";

const { issuer, clientId, secret, algorithm } = JSON.parse(process.argv[2]);
const redirectUri = "http://127.0.0.1:8400/callback";
const { browse, submit } = newBrowser(issuer);

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
