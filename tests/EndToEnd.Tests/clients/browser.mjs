// A user's browser: fetch with a cookie jar.
export function newBrowser(issuer) {
  const jar = new Map();
  return { browse, submit };

  /** Follows redirects within the server. Stops at a page or before the redirect to the client. */
  async function browse(target, init = {}) {
    for (let method = init; ; method = {}) {
      const response = await fetch(target, {
        ...method, redirect: "manual", headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        value ? jar.set(name, value) : jar.delete(name);
      }
      const location = response.headers.get("location") && new URL(response.headers.get("location"), target).href;
      if (!location) return { html: await response.text(), url: target };
      if (!location.startsWith(issuer + "/")) return { location };
      target = location;
    }
  }

  function submit(page, entries) {
    const action = /<form method="post" action="([^"]+)">/.exec(page.html)?.[1];
    if (!action) throw new Error(`No form in ${page.location ?? page.html}`);
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name, decode(value)]);
    return browse(new URL(action, page.url), { method: "POST", body: new URLSearchParams([...hidden, ...Object.entries(entries)]) });
  }
}

function decode(html) {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
