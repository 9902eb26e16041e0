// Prints the page at which the played browser stops.
import { visit } from "./browser.mjs";

console.log((await visit(process.argv[2])).html);
