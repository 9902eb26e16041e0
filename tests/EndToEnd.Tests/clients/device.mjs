// A device, a resource server and a person that know only the issuer: connect, use, introspect, revoke.
import * as oauth from "oauth4webapi";

const [issuer] = process.argv.slice(2);
const insecure = { [oauth.allowInsecureRequests]: true };
const url = new URL(issuer);
const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: "oauth2", ...insecure }));
const device = { client_id: "demo-device" };
const service = { client_id: "demo-service" };
const say = (step, is) => console.log(JSON.stringify({ step, is }));

async function begin() {
  const response = await oauth.deviceAuthorizationRequest(
    server, device, oauth.None(), new URLSearchParams({ scope: "openid offline_access notes.read" }), insecure);
  return oauth.processDeviceAuthorizationResponse(server, device, response);
}

async function poll(begun) {
  return oauth.processDeviceCodeResponse(
    server, device, await oauth.deviceCodeGrantRequest(server, device, oauth.None(), begun.device_code, insecure));
}

/** Returns the error code of a request that must fail. */
async function errorOf(action) {
  try {
    await action();
    return "none";
  } catch (fault) {
    return fault.error ?? `${fault}`;
  }
}

async function decide(begun, decision) {
  const cookies = new Map();
  const go = async (address, form) => {
    const response = await fetch(new URL(address, issuer), {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=", 2);
      cookies.set(name, value);
    }
    return response.status === 303 ? go(response.headers.get("location")) : response.text();
  };
  const hidden = (page) => Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [name, value.replaceAll("&amp;", "&")]));

  let page = await go(begun.verification_uri_complete);
  page = await go("/sign-in", { ...hidden(page), username: "alice", password: "wonderland" });
  await go("/device", { ...hidden(page), decision });
}

const begun = await begin();
say("waiting", await errorOf(() => poll(begun)));
await decide(begun, "allow");
const tokens = await poll(begun);
say("tokens", tokens.token_type);
say("again", await errorOf(() => poll(begun)));

const introspect = async () => oauth.processIntrospectionResponse(
  server, service,
  await oauth.introspectionRequest(server, service, oauth.ClientSecretBasic("demo-service-secret"), tokens.access_token, insecure));
say("introspected", (await introspect()).client_id);

await oauth.processRevocationResponse(await oauth.revocationRequest(server, device, oauth.None(), tokens.refresh_token, insecure));
say("revoked", (await introspect()).active);
say("refresh", await errorOf(async () => oauth.processRefreshTokenResponse(
  server, device, await oauth.refreshTokenGrantRequest(server, device, oauth.None(), tokens.refresh_token, insecure))));

const refused = await begin();
await decide(refused, "deny");
say("denied", await errorOf(() => poll(refused)));
