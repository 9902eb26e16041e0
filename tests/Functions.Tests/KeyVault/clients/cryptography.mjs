// Each signature and each wrapping is also checked by Node's own cryptography.
import { constants, createHash, createPublicKey, publicEncrypt, randomBytes, verify } from 'node:crypto';
import { cryptography, keys, print } from './vault.mjs';

const text = (octets) => octets && Buffer.from(octets).toString('base64url');
const publicKey = ({ key: { crv, x, y, n, e } }) =>
  createPublicKey({ format: 'jwk', key: crv ? { kty: 'EC', crv, x: text(x), y: text(y) } : { kty: 'RSA', n: text(n), e: text(e) } });

const digest = (data) => createHash('sha256').update(data).digest();
const data = Buffer.from('header.payload');
const ec = await keys.createEcKey('ec', { curve: 'P-256' });
const rsa = await keys.createRsaKey('rsa', { keySize: 2048 });
const options = {
  ES256: { dsaEncoding: 'ieee-p1363' },
  RS256: { padding: constants.RSA_PKCS1_PADDING },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
};
for (const [algorithm, key] of Object.entries({ ES256: ec, RS256: rsa, PS256: rsa })) {
  // By its id alone the client has no public key, so the vault does everything.
  const client = cryptography(key.id);
  const { result, keyID } = await client.sign(algorithm, digest(data));
  const sound = verify('sha256', data, { key: publicKey(key), ...options[algorithm] }, result);
  const right = await client.verify(algorithm, digest(data), result);
  const wrong = await client.verify(algorithm, digest(Buffer.from('other')), result);
  print({ [algorithm]: [sound, right.result, !wrong.result, keyID === key.id] });
}

const content = randomBytes(32);
for (const [algorithm, oaepHash] of Object.entries({ 'RSA-OAEP': 'sha1', 'RSA-OAEP-256': 'sha256' })) {
  const client = cryptography(rsa.id);
  const wrapped = await client.wrapKey(algorithm, content);
  const foreign = publicEncrypt({ key: publicKey(rsa), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, content);
  const opened = [(await client.unwrapKey(algorithm, wrapped.result)).result, (await client.unwrapKey(algorithm, foreign)).result];
  print({ [algorithm]: [...opened.map((each) => content.equals(each)), wrapped.keyID === rsa.id] });
}
