import { keys, print, refusal } from './vault.mjs';

print({ refusal: await refusal(() => keys.getKey('signing')) });
