import { cryptography, keys, print, refusal } from './vault.mjs';

// Where the client may read a key, it refuses by itself much of what the vault would refuse.
const digest = Buffer.alloc(32);
const sign = ({ id }, algorithm = 'ES256', octets = digest) => refusal(() => cryptography(id).sign(algorithm, octets));

const good = await keys.createEcKey('good');
const disabled = await keys.createEcKey('disabled', { enabled: false });
const expired = await keys.createEcKey('expired', { expiresOn: new Date('2001-01-01') });
const early = await keys.createEcKey('early', { notBefore: new Date('2037-01-01') });
const verifies = await keys.createEcKey('verifies', { keyOps: ['verify'] });
const rsa = await keys.createRsaKey('rsa');
const refusals = {
  unknown: await refusal(() => keys.getKey('nobody')),
  unknownVersion: await refusal(() => keys.getKey('good', { version: '0'.repeat(32) })),
  unknownRotated: await refusal(() => keys.rotateKey('nobody')),
  unknownUpdated: await refusal(() => keys.updateKeyProperties('nobody', { enabled: false })),
  unknownSigns: await sign({ id: good.id.replace('good', 'nobody') }),
  good: await sign(good),
  disabled: await sign(disabled),
  disabledGot: await refusal(() => keys.getKey('disabled')),
  expired: await sign(expired),
  early: await sign(early),
  operation: await sign(verifies),
  algorithm: await sign(good, 'RS256'),
  digest: await sign(good, 'ES256', Buffer.alloc(20)),
  wrapped: await refusal(() => cryptography(rsa.id).unwrapKey('RSA-OAEP-256', Buffer.alloc(256))),
};
print({ refusals });
