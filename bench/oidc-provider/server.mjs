/**
 * node-oidc-provider as the peer of the benchmark. It has the same clients, scopes, lifetimes and algorithm as the demo of Tollgate,
 * and JWT access tokens. Sign-in and consent need no person.
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { Memory } from './memory.mjs';

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const scope = 'notes.read notes.write';

const key = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };

/** The provider keeps no JWT access tokens, so it cannot introspect them. It can introspect the opaque tokens of the second resource. */
const resources = {
  [issuer]: { scope, audience: issuer, accessTokenTTL: 600, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } },
  [`${issuer}/opaque`]: { scope, audience: `${issuer}/opaque`, accessTokenTTL: 600, accessTokenFormat: 'opaque' },
};

const provider = new Provider(issuer, {
  adapter: Memory,
  jwks: { keys: [key] },
  cookies: { keys: ['benchmark'] },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  clients: [
    {
      client_id: 'demo-service',
      client_secret: 'demo-service-secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'bench-key',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: JSON.parse(readFileSync(process.argv[3], 'utf8')),
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'demo-web',
      client_secret: 'demo-web-secret',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['http://127.0.0.1:8400/callback'],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
    introspection: { enabled: true, allowedPolicy: async () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => issuer,
      getResourceServerInfo: async (ctx, resource) => resources[resource],
      useGrantedResource: async () => true,
    },
  },
  pkce: { required: () => true },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  findAccount: async (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  interactions: { url: async (ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 600, ClientCredentials: 600, AuthorizationCode: 600, Session: 28800, Grant: 7776000, RefreshToken: 1209600, Interaction: 600 },
});

/** Signs in and consents, as a person would on two pages. */
async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: 'alice', clientId: params.client_id });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(issuer, scope);
  const result = { login: { accountId: 'alice' }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const answer = provider.callback();
createServer((request, response) => (request.url.startsWith('/interaction/') ? interact(request, response) : answer(request, response)))
  .listen(port, '127.0.0.1');
