// Microsoft's key client before the vault of the test, whose certificate and address only the test knows.
import https from 'node:https';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';

export const options = JSON.parse(process.argv[2]);
process.env.NO_PROXY = 'localhost';

const loopback = { address: '127.0.0.1', family: 4 };
const agent = new https.Agent({
  ca: options.certificate,
  // Not every resolver knows names below localhost.
  lookup: (_, { all }, done) => (all ? done(null, [loopback]) : done(null, loopback.address, loopback.family)),
});
const reach = { name: 'reach', sendRequest: (request, next) => next(Object.assign(request, { agent })) };
const pipeline = { additionalPolicies: [{ policy: reach, position: 'perCall' }], retryOptions: { maxRetries: 0 } };

const credential = {
  getToken: async (scopes, { tenantId, claims }) => {
    print({ asked: { scopes, tenantId, claims } });
    return { token: claims ? options.renewedToken : options.token, expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};

export const keys = new KeyClient(options.vault, credential, pipeline);
export const cryptography = (key) => new CryptographyClient(key, credential, pipeline);
export const print = (line) => console.log(JSON.stringify(line));

export async function all(pages) {
  const found = [];
  for await (const each of pages) found.push(each);
  return found;
}

/** How an operation is refused: status, code and inner code of the vault, or what the client itself says. */
export async function refusal(operation) {
  try {
    await operation();
    return 'none';
  } catch ({ statusCode, code, details, message }) {
    return statusCode ? [statusCode, code, details?.error?.innerError?.code].filter(Boolean).join(' ') : message;
  }
}
