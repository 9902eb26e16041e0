// A client that knows only the issuer. It discovers the endpoints, gets a token, and verifies it as a resource server would.
import * as oauth from "oauth4webapi";

const [issuer, algorithm] = process.argv.slice(2);
const insecure = { [oauth.allowInsecureRequests]: true };

const url = new URL(issuer);
for (const kind of ["oidc", "oauth2"]) {
  const discovery = await oauth.discoveryRequest(url, { algorithm: kind, ...insecure });
  const server = await oauth.processDiscoveryResponse(url, discovery);
  const client = { client_id: "demo-service" };

  for (const authenticate of [oauth.ClientSecretBasic, oauth.ClientSecretPost]) {
    const response = await oauth.clientCredentialsGrantRequest(
      server, client, authenticate("demo-service-secret"), new URLSearchParams({ scope: "notes.read" }), insecure);
    const token = await oauth.processClientCredentialsResponse(server, client, response);

    const request = new Request(new URL("/resource/", issuer), { headers: { authorization: `Bearer ${token.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(server, request, issuer, { ...insecure, signingAlgorithms: [algorithm] });
    const answer = await fetch(request);
    console.log(JSON.stringify({ kind, method: authenticate.name, claims, expires_in: token.expires_in, resource: await answer.json() }));
  }
}

// The library must also reject a changed token. Otherwise the verification above proves nothing.
const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm: "oauth2", ...insecure }));
const response = await oauth.clientCredentialsGrantRequest(
  server, { client_id: "demo-service" }, oauth.ClientSecretBasic("demo-service-secret"), new URLSearchParams(), insecure);
const { access_token } = await response.json();
const [header, payload, signature] = access_token.split(".");
const forged = `${header}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
try {
  await oauth.validateJwtAccessToken(
    server, new Request(new URL("/resource/", issuer), { headers: { authorization: `Bearer ${forged}` } }), issuer,
    { ...insecure, signingAlgorithms: [algorithm] });
  console.log(JSON.stringify({ forged: "accepted" }));
} catch (error) {
  console.log(JSON.stringify({ forged: "refused" }));
}
