import { all, keys, options, print } from './vault.mjs';

const versions = [];
const ordinal = ({ version }) => {
  if (!versions.includes(version)) versions.push(version);
  return versions.indexOf(version) + 1;
};
const shown = ({ name, keyType, keyOperations, key: { crv, n }, properties }) => [
  properties.vaultUrl === options.vault ? name : properties.vaultUrl, ordinal(properties), keyType, crv ?? n.length * 8, ...keyOperations,
  properties.enabled ? 'enabled' : 'disabled', properties.expiresOn?.toISOString() ?? 'for ever', properties.tags?.made ?? '',
].join(' ').trim();

const expiresOn = new Date('2031-02-03T04:05:06Z');
const first = await keys.createEcKey('signing', { curve: 'P-256', keyOps: ['sign', 'verify'], expiresOn, tags: { made: 'here' } });
const rotated = await keys.rotateKey('signing');
const wrap = await keys.createRsaKey('wrap', { keySize: 3072, keyOps: ['wrapKey', 'unwrapKey'], enabled: false });
print({ created: [first, rotated, wrap].map(shown) });

await keys.updateKeyProperties('signing', first.properties.version, { enabled: false });
await keys.updateKeyProperties('signing', { tags: { made: 'there' } });
print({ got: [await keys.getKey('signing'), await keys.getKey('signing', { version: first.properties.version })].map(shown) });

const listed = await all(keys.listPropertiesOfKeyVersions('signing'));
print({ versions: listed.map((each) => `${each.name} ${ordinal(each)} ${each.enabled}`).sort() });
print({ unknown: await all(keys.listPropertiesOfKeyVersions('nobody')) });

for (const name of ['a', 'b', 'c']) await keys.createEcKey(name);
print({ listed: (await all(keys.listPropertiesOfKeys())).map(({ name }) => name) });
const pages = await all(keys.listPropertiesOfKeys().byPage({ maxPageSize: 3 }));
print({ pages: pages.map((page) => page.map(({ name }) => name).join(' ')) });
