// Plays the window of a page at http://127.0.0.1:8400 for a library that runs in browsers. The program of the page runs once for each address.
import { visit } from "./browser.mjs";

class Storage {
  #items = new Map();
  get length() { return this.#items.size; }
  key(index) { return [...this.#items.keys()][index] ?? null; }
  getItem(name) { return this.#items.get(name) ?? null; }
  setItem(name, value) { this.#items.set(name, `${value}`); }
  removeItem(name) { this.#items.delete(name); }
}

const program = process.argv[2];
globalThis.window = globalThis;
Object.assign(window, {
  self: window, top: window, ISSUER: process.env.ISSUER, CLIENT_ID: process.env.CLIENT_ID,
  localStorage: new Storage(), sessionStorage: new Storage(), document: { body: {} }, addEventListener() {}, removeEventListener() {},
});

function open(address) {
  const url = new URL(address);
  window.location = { href: url.href, pathname: url.pathname, origin: url.origin, search: url.search, hash: url.hash, assign: go, replace: go };
  return import(`${program}?${encodeURIComponent(address)}`);
}

async function go(address) {
  const { address: callback } = await visit(address, (target) => target.startsWith("http://127.0.0.1:8400/callback"));
  await open(callback);
  console.log(document.body.textContent);
  process.exit(0);
}

await open("http://127.0.0.1:8400/");
