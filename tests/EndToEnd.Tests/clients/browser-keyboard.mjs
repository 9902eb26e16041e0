// From the start page to the tokens and out again with Tab and Enter alone.
import { listen, look, open, options, tell, withBrowser, words } from "./browser.mjs";

const client = await listen();
await withBrowser(client, async (browser) => {
  const { page, blocked } = await open(browser);
  await page.goto(options.issuer);
  tell({ step: "start", ...(await tabTo(page, words.tryIt)) });
  await enter(page);
  tell({ step: "username", ...(await begun(page)) });
  await page.keyboard.type("alice");
  tell({ step: "password", ...(await tabTo(page, words.password)) });
  await page.keyboard.type("wonderland");
  tell({ step: "typed", typed: [await page.getByLabel(words.username).inputValue(), await page.getByLabel(words.password).inputValue()] });
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

/** Where the page begins: it takes the focus when it is first drawn, which may be after it has loaded, and what is typed before is lost. */
async function begun(page) {
  for (let i = 0; i < 100; i++) {
    const now = await focused(page);
    if (!now.isNowhere) return now;
    await page.waitForTimeout(50);
  }
  throw new Error("The page does not begin in any field.");
}

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
  const { name, outline, isNowhere } = await page.evaluate(() => {
    const element = document.activeElement;
    const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null;
    const style = getComputedStyle(element);
    return { name: (label ?? element).textContent.trim(), outline: [style.outlineStyle, parseFloat(style.outlineWidth)], isNowhere: element === document.body };
  });
  return { name, isNowhere, isVisible: outline[0] !== "none" && outline[1] >= 2 };
}
