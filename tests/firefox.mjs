/* Drives Firefox for tests, with a new profile: each line on stdin is an action in JSON, each line
   on stdout its answer. */
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: "/usr/bin/firefox-esr" });
const page = await browser.newPage();
await page.setViewport({ width: 1440, height: 900 });
const said = [];
page.on("console", (message) => said.push(message.text()));
page.on("pageerror", (error) => said.push(String(error)));

const actions = {
  async open(address) { await page.goto(address); },
  async follow(selector) { await Promise.all([page.waitForNavigation(), page.locator(selector).click()]); },
  async type(text) { await page.keyboard.type(text); },
  // Reads what an expression gives, as soon as that is something.
  async read(expression) { return (await page.waitForFunction(expression)).jsonValue(); },
  said() { return said.splice(0); },
};

try {
  for await (const line of createInterface({ input: process.stdin })) {
    const [action, ...told] = JSON.parse(line);
    console.log(JSON.stringify(await actions[action](...told) ?? null));
  }
} finally {
  await browser.close();                                    // which deletes the profile
}
