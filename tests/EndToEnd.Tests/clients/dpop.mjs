// Two independent clients with a key of their own (npm openid-client, npm oauth4webapi). Both ask again when the server wants a nonce.
import * as client from "openid-client";
import * as oauth from "oauth4webapi";
import { newBrowser } from "./browser.mjs";

const { issuer } = JSON.parse(process.argv[2]);
const redirectUri = "http://127.0.0.1:8400/callback";
const { browse, submit } = newBrowser(issuer);

await signIn();
await pushed();
await asService();

/** A public client: code, UserInfo, refresh. */
async function signIn() {
  const { config, DPoP, verifier, state, parameters } = await prepare("demo-spa", undefined);
  const jkt = await DPoP.calculateThumbprint();
  const answer = await allow(client.buildAuthorizationUrl(config, { ...parameters, dpop_jkt: jkt }));
  const checks = { pkceCodeVerifier: verifier, expectedState: state };

  const stranger = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
  const stolen = await client.authorizationCodeGrant(config, new URL(answer.location), checks, {}, { DPoP: stranger }).then(() => "none", (error) => error.error);
  const tokens = await client.authorizationCodeGrant(config, new URL(answer.location), checks, {}, { DPoP });
  const user = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
  const bare = await fetch(new URL("/userinfo", issuer), { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP });
  const bound = (await client.refreshTokenGrant(config, refreshed.refresh_token, {}, { DPoP: stranger }).then(() => "none", (error) => error.error));
  tell({
    step: "code", stolen, type: tokens.token_type, isBound: cnfOf(tokens.access_token) === jkt, name: user.name, bare: bare.status,
    challenge: bare.headers.get("www-authenticate"), refreshed: refreshed.token_type, bound,
  });
}

/** A confidential client that pushes its request with a proof. The library sends no dpop_jkt. */
async function pushed() {
  const { config, DPoP, verifier, state, parameters } = await prepare("demo-web", "demo-web-secret");
  const url = await client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP });
  const answer = await allow(url);
  const tokens = await client.authorizationCodeGrant(
    config, new URL(answer.location), { pkceCodeVerifier: verifier, expectedState: state }, {}, { DPoP });
  tell({ step: "pushed", keys: [...url.searchParams.keys()].sort(), type: tokens.token_type });
}

/** A service that gets a token for itself, calls a resource with it, and verifies it as that resource would. */
async function asService() {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const url = new URL(issuer);
  const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: "oauth2", ...insecure }));
  const service = { client_id: "demo-service" };
  const DPoP = oauth.DPoP(service, await oauth.generateKeyPair("ES256"));
  const ask = async () => oauth.processClientCredentialsResponse(server, service, await oauth.clientCredentialsGrantRequest(
    server, service, oauth.ClientSecretBasic("demo-service-secret"), new URLSearchParams({ scope: "notes.read" }), { DPoP, ...insecure }));
  const [token, asked] = await again(ask);
  const target = new URL("/resource", issuer);
  const [answer] = await again(() => oauth.protectedResourceRequest(token.access_token, "GET", target, new Headers(), null, { DPoP, ...insecure }));

  // The library verifies the token and a proof of the same key as a resource server does.
  const request = new Request(target, { headers: await proved(DPoP, target, token.access_token) });
  const claims = await oauth.validateJwtAccessToken(server, request, issuer, { ...insecure, requireDPoP: true });
  tell({
    step: "service", asked, algorithms: server.dpop_signing_alg_values_supported, type: token.token_type, status: answer.status,
    client: (await answer.json()).client_id, jkt: claims.cnf.jkt === await DPoP.calculateThumbprint(),
  });

  async function again(request) {
    try {
      return [await request(), 1];
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error;
      return [await request(), 2];
    }
  }
}

/** The headers that the library would send. */
async function proved(DPoP, target, token) {
  let sent;
  await oauth.protectedResourceRequest(token, "GET", target, new Headers(), null, {
    DPoP, [oauth.allowInsecureRequests]: true, [oauth.customFetch]: async (_, init) => ((sent = init.headers), new Response(null, { status: 200 })),
  });
  return sent;
}

async function prepare(clientId, secret) {
  const config = await client.discovery(
    new URL(issuer), clientId, { client_secret: secret }, secret ? client.ClientSecretBasic(secret) : client.None(),
    { execute: [client.allowInsecureRequests] });
  const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
  const parameters = {
    redirect_uri: redirectUri, scope: "openid profile offline_access", state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  };
  return { config, DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair()), verifier, state, parameters };
}

async function allow(url) {
  let page = await browse(url);
  if (page.html?.includes('name="password"')) page = await submit(page, { username: "alice", password: "wonderland" });
  return page.html ? submit(page, { decision: "allow" }) : page;
}

function cnfOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString()).cnf?.jkt;
}

function tell(line) {
  console.log(JSON.stringify(line));
}
