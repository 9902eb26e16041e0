// Runs the programs of docs/clients.md without changes against LocalHost. Arguments name programs. Without arguments all run. A marker before a
// block, which the rendered page does not show, says how: <!-- client NAME: CLIENT_ID, http or https, text of the last page -->
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packages = join(root, "tests", "npm", "node_modules");
// Node.js looks for packages in the folder of the program and in the folders above it.
const folder = mkdtempSync(join(packages, ".clients-"));
const data = mkdtempSync(join(tmpdir(), "tollgate-clients-"));
const page = readFileSync(join(root, "docs", "clients.md"), "utf8");
const children = new Set();
const address = "http://127.0.0.1:8400/";

const all = [...page.matchAll(/<!-- client ([\w-]+): ([\w-]+), (https?), ([^\n]*?) -->\n```(js|cs)\n([^]*?)```/g)]
  .map(([, name, id, scheme, expected, language, text]) => ({ name, id, scheme, expected, language, text }));
for (const [what, marks] of [["markers", page.match(/<!-- client /g)], ["sections that say Run", page.match(/^\*Run\b/gm)]]) {
  if (marks?.length !== all.length) throw new Error(`docs/clients.md has ${marks?.length} ${what} and ${all.length} programs.`);
}
const programs = all.filter(({ name }) => process.argv.length === 2 || process.argv.includes(name));
let failures = 0;

try {
  if (programs.some(({ scheme }) => scheme === "https")) makeCertificate();
  const issuers = {};
  for (const scheme of new Set(programs.map((program) => program.scheme))) issuers[scheme] = await startServer(scheme);
  const secrets = register();
  for (const program of programs) await run(program, issuers[program.scheme], secrets[program.id] ?? "");
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
}
if (programs.length === 0) throw new Error("No program has this name.");
process.exit(failures === 0 ? 0 : 1);

function makeCertificate() {
  const [key, certificate] = [join(data, "key.pem"), join(data, "certificate.pem")];
  const made = spawnSync("openssl", [
    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
    "-keyout", key, "-out", certificate,
  ], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`openssl, which makes the certificate for https, failed: ${made.error ?? made.stderr}`);
  writeFileSync(join(data, "both.pem"), readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
  process.env.NODE_EXTRA_CA_CERTS = certificate;
}

/** Runs the commands of the page on the tables of this run. Returns the secrets that they print. */
function register() {
  const commands = [...page.matchAll(/<!-- register -->\n```sh\n([^]*?)```/g)].map(([, text]) => text).join("\n");
  const shell = `dotnet() { command dotnet "$1" --no-build "\${@:2}"; }\nset -e\n${commands.replaceAll("tollgate.db", join(data, "tollgate.db")).replaceAll("my-key.", join(data, "my-key."))}`;
  const output = execFileSync("bash", ["-c", shell], { cwd: root, encoding: "utf8" });
  return Object.fromEntries([...output.matchAll(/client_id +(\S+)\n *client_secret +(\S+)/g)].map(([, id, secret]) => [id, secret]));
}

async function startServer(scheme) {
  const issuer = `${scheme}://${scheme === "https" ? "localhost" : "127.0.0.1"}:${await freePort()}`;
  const child = start("dotnet", [
    "run", "--no-build", "--project", "src/LocalHost", "--", "--urls", issuer, "--data", join(data, "tollgate.db"), "--keys", join(data, "keys"),
    "--log", "Warning", ...(scheme === "https" ? ["--certificate", join(data, "both.pem")] : []),
  ], { cwd: root });
  await saying(child, "Tollgate listens");
  return issuer;
}

async function run({ name, id, scheme, expected, language, text }, issuer, secret) {
  if (await answers(address)) throw new Error(`A program listens at ${address} already.`);
  const began = Date.now();
  // A C# program gets a folder to which no settings of this repository apply.
  const place = join(language === "cs" ? data : folder, name);
  mkdirSync(place);
  for (const file of ["browser.mjs", "window.mjs"]) cpSync(join(root, "tests", "clients", file), join(place, file));
  writeFileSync(join(place, language === "cs" ? "program.cs" : "program.mjs"), text);
  // This program needs an older version of a package. That version is installed under another name, but the program uses the package's own name.
  if (name === "openid-client-5") {
    mkdirSync(join(place, "node_modules"));
    symlinkSync(join(packages, "openid-client-5"), join(place, "node_modules", "openid-client"));
  }

  const env = { DOTNET_NOLOGO: "1", ...process.env, ISSUER: issuer, CLIENT_ID: id, CLIENT_SECRET: secret, KEY_FILE: join(data, "my-key.pem") };
  const beside = new RegExp(`<!-- beside ${name} -->\\n\`\`\`js\\n([^]*?)\`\`\``).exec(page)?.[1];
  if (beside) writeFileSync(join(place, "beside.mjs"), beside);
  const other = beside && start("node", ["beside.mjs"], { cwd: place, env });

  const inBrowser = text.includes("window.");
  if (language === "cs") {
    execFileSync("dotnet", ["build", "program.cs", "-v", "q"], { cwd: place, env, stdio: ["ignore", "ignore", "inherit"] });
    // The variable must not be set earlier: .NET would then trust only this certificate and could not download packages.
    if (scheme === "https") env.SSL_CERT_FILE = env.NODE_EXTRA_CA_CERTS;
  }
  const [runtime, ...args] = language === "cs" ? ["dotnet", "run", "--no-build", "program.cs"] : ["node", ...(inBrowser ? ["window.mjs"] : []), "./program.mjs"];
  const child = start(runtime, args, { cwd: place, env });
  let last;
  try {
    if (beside) await until(other, () => answers("http://127.0.0.1:8500/"));
    if (!text.includes("8400") || inBrowser) {
      await child.ended;
    } else {
      await listening(child);
      last = await see(address);
    }
  } catch (error) {
    last = `${error.stack ?? error}`;
  }
  last ??= child.said;
  for (const program of other ? [child, other] : [child]) {
    program.kill();
    await program.ended;
  }
  const isRight = last.includes(expected);
  failures += isRight ? 0 : 1;
  console.log(`${isRight ? "runs  " : "FAILS "} ${name} (${scheme}, ${id}): ${((Date.now() - began) / 1000).toFixed(1)} s`);
  if (!isRight) console.log(`${last}\n${child.said}\n${other?.said ?? ""}`);
}

/** Uses a new process, because Node.js reads NODE_EXTRA_CA_CERTS only at its start. */
async function see(address) {
  const browser = start("node", ["see.mjs", address], { cwd: join(root, "tests", "clients") });
  await browser.ended;
  return browser.said;
}

function start(program, args, options) {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  child.said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (child.said += data));
  child.ended = new Promise((resolve) => child.on("close", resolve)).then(() => children.delete(child));
  children.add(child);
  return child;
}

function saying(child, words) {
  return until(child, () => child.said.includes(words));
}

function listening(child) {
  return until(child, () => answers(`${address}nothing`));
}

function answers(target) {
  return fetch(target).then(() => true, () => false);
}

async function until(child, condition) {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return;
    if (child.exitCode !== null) throw new Error(`The program has ended: ${child.said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The program is not ready after a minute: ${child.said}`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
