// From the start page to the tokens and out again with Tab and Enter alone.
import { listen, look, open, options, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { page, blocked } = await open(browser);
  await page.goto(options.issuer);
  tell({ step: "start", ...(await tabTo(page, words.tryIt)) });
  await enter(page);
  // The field has the focus as soon as the page is there.
  tell({ step: "username", ...(await focused(page)) });
  await page.keyboard.type("alice");
  tell({ step: "password", ...(await tabTo(page, words.password)) });
  await page.keyboard.type("wonderland");
  await enter(page);
  tell({ step: "cancel", ...(await tabTo(page, words.cancel)) });
  await page.keyboard.press("Shift+Tab");
  tell({ step: "allow", ...(await focused(page)) });
  await enter(page);
  tell({ step: "tokens", ...(await look(page)) });
  tell({ step: "leave", ...(await tabTo(page, words.signOut)) });
  await enter(page);
  tell({ step: "sign-out", ...(await tabTo(page, words.signOut)) });
  await enter(page);
  tell({ step: "signed-out", ...(await look(page)), blocked });
});

async function tabTo(page, name) {
  const order = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    order.push(now.name);
    if (now.name === name) return { ...now, order };
  }
  throw new Error(`No way to ${name}: ${order}`);
}

async function enter(page) {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

/** The name of what has the focus, and whether one can see that it has. */
async function focused(page) {
  const { name, outline } = await page.evaluate(() => {
    const element = document.activeElement;
    const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null;
    const style = getComputedStyle(element);
    return { name: (label ?? element).textContent.trim(), outline: [style.outlineStyle, parseFloat(style.outlineWidth)] };
  });
  return { name, isVisible: outline[0] !== "none" && outline[1] >= 2 };
}
