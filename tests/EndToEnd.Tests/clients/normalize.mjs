// Normalization Form C, as the ICU of Node makes it, of the texts of a JSON file.
import { readFileSync } from 'node:fs';

const texts = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify({ texts: texts.map(text => text.normalize('NFC')) }));
