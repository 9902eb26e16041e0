// Programs that know only the issuer and an initial access token. They discover the endpoints, register and get a token, with two libraries. Then
// the first client manages its registration (RFC 7592), which neither library can do.
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";

const [issuer, ...tokens] = process.argv.slice(2);
const url = new URL(issuer);
const insecure = { [oauth.allowInsecureRequests]: true };
const print = (line) => console.log(JSON.stringify(line));
const metadata = { client_name: "Registered by itself", grant_types: ["client_credentials"], response_types: [], scope: "notes.read" };

const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: "oauth2", ...insecure }));
const register = async (initialAccessToken) => oauth.processDynamicClientRegistrationResponse(
  await oauth.dynamicClientRegistrationRequest(server, metadata, { initialAccessToken, ...insecure }));

const client = await register(tokens[0]);
const response = await oauth.clientCredentialsGrantRequest(
  server, client, oauth.ClientSecretBasic(client.client_secret), new URLSearchParams(), insecure);
const token = await oauth.processClientCredentialsResponse(server, client, response);
const request = new Request(issuer, { headers: { authorization: `Bearer ${token.access_token}` } });
const claims = await oauth.validateJwtAccessToken(server, request, issuer, { ...insecure, signingAlgorithms: ["ES256"] });
print({ library: "oauth4webapi", client, claims });

try {
  await register(tokens[0]);
  print({ again: "registered" });
} catch (error) {
  print({ again: error.cause?.[0]?.parameters?.error ?? error.error ?? error.code });
}

const config = await openid.dynamicClientRegistration(url, metadata, undefined, { initialAccessToken: tokens[1], execute: [openid.allowInsecureRequests] });
const grant = await openid.clientCredentialsGrant(config, { scope: "notes.read" });
print({ library: "openid-client", client: config.clientMetadata(), scope: grant.scope });

const manage = async (method, body) => {
  const answer = await fetch(client.registration_client_uri, {
    method,
    headers: { authorization: `Bearer ${client.registration_access_token}`, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  return { method, status: answer.status, body: answer.headers.get("content-type")?.includes("json") ? await answer.json() : null };
};
print(await manage("GET"));
print(await manage("PUT", { ...metadata, client_id: client.client_id, client_secret: client.client_secret, client_name: "Renamed" }));
print(await manage("DELETE"));
print(await manage("GET"));
