// A played browser: fetch with cookies, redirects and forms. It signs alice in and consents.
const jars = new Map();

let isEnd;

/** Stops at a page without a form, or before it opens the address that the caller names. */
export async function visit(target, end = () => false) {
  isEnd = end;
  let page = await load(target);
  for (let forms = 0; forms < 6; forms++) {
    const form = /<form[^>]*>[^]*?<\/form>/i.exec(page.html ?? "")?.[0];
    if (!form) return page;
    page = await submit(form, page.address);
  }
  throw new Error(`The forms do not end: ${page.address} ${page.html}`);
}

function submit(form, address) {
  const entries = new URLSearchParams();
  for (const [input] of form.matchAll(/<input[^>]*>/gi)) {
    if (attribute(input, "name") && attribute(input, "type") === "hidden") entries.append(attribute(input, "name"), attribute(input, "value") ?? "");
  }
  if (form.includes('name="password"')) {
    entries.set("username", "alice");
    entries.set("password", "wonderland");
  }
  if (form.includes('name="decision"')) entries.set("decision", "allow");
  const tag = /<form[^>]*>/i.exec(form)[0];
  return load(new URL(attribute(tag, "action") ?? address, address).href, { method: "POST", body: entries });
}

async function load(target, init = {}) {
  for (let request = init, redirects = 0; redirects < 20; request = {}, redirects++) {
    if (isEnd(target)) return { address: target };
    const { host } = new URL(target);
    const jar = jars.get(host) ?? jars.set(host, new Map()).get(host);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(target, { ...request, redirect: "manual", headers: { cookie, accept: "text/html" } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      value ? jar.set(name, value) : jar.delete(name);
    }
    const location = response.headers.get("location");
    if (!location) return { address: target, status: response.status, html: await response.text() };
    target = new URL(location, target).href;
  }
  throw new Error(`The redirects do not end: ${target}`);
}

function attribute(tag, name) {
  return new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag)?.[1]
    .replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
