// Prints the texts of a JSON file in Normalization Form C. The ICU of Node.js makes it.
import { readFileSync } from 'node:fs';

const texts = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify({ texts: texts.map(text => text.normalize('NFC')) }));
