// The statistics page, as an operator meets it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { picture, start, stopAll, watched } from "../softphone/browser.mjs";
import { contrast } from "../softphone/contrast.mjs";
import * as text from "../../../main/resources/callflux/history/text.js";

const demo = JSON.parse(readFileSync(process.env.STATISTICS, "utf8"));
const ONE = "+14155550102";

let browser;

before(async () => {
  browser = await start("none");
});

after(stopAll);

/** Opens the page of one of the archives, and waits until it shows what there is. */
async function operator(origin, { hash = "days=90", state = "shown", first = () => {}, ...options } = {}) {
  const { context, page, complaints } = await watched(browser, origin, /503/, { viewport: { width: 1280, height: 1000 }, ...options });
  await first(page);
  await page.goto(`${origin}/statistics#${hash}`);
  await page.waitForSelector(`body[data-state="${state}"][aria-busy="false"]`);
  return {
    page,
    sum: () => page.$$eval("#sum > div", (all) => Object.fromEntries(all.map((one) => [one.children[0].textContent, one.children[1].textContent]))),
    async end() {
      assert.deepEqual(complaints, [], "the page complained");
      await context.close();
    },
  };
}

function figures(all) {
  return {
    Calls: text.whole(all.calls),
    Minutes: text.minutes(all.length_ms),
    Sentiment: text.sentiment(all.sentiment),
    "Lead score": text.score(all.lead_score),
    "Time to answer": text.millis(all.answer_ms),
    Cost: text.usd(all.cost_usd),
    Failed: text.share(all.failed / all.calls),
  };
}

/** A window's first page costs Chromium two seconds' work, be it empty; an operator has a window open. */
async function windowIsOpen(page) {
  await page.goto("about:blank");
  await page.waitForTimeout(2000);
}

/** What the page took from where it was asked for until it was shown, and of that for its two answers. */
async function took(page) {
  await page.waitForFunction(() => performance.getEntriesByName("shown").length > 0);
  const [shown, days, calls] = await page.evaluate(() => {
    const answer = (path) => performance.getEntriesByType("resource").find(({ name }) => name.includes(path));
    return [performance.getEntriesByName("shown")[0], answer("/days.json"), answer("/calls.json")].map(({ duration }) => Math.round(duration));
  });
  return `${shown} ms (days ${days}, calls ${calls})`;
}

for (const [database, origin] of [["H2", demo.full], ["PostgreSQL", demo.postgres]]) {
  test(`ten thousand calls are shown from ${database}, and add up`, async (t) => {
    const user = await operator(origin, { first: windowIsOpen });
    t.diagnostic(`${demo.all.calls} calls of ${demo.numbers} numbers from ${database}: shown first after ${await took(user.page)}`);
    for (let again = 0; again < 5; again++) {
      await user.page.reload();
      t.diagnostic(`and again after ${await took(user.page)}`);
    }
    assert.deepEqual(await user.sum(), figures(demo.all));
    assert.equal(await user.page.locator("#charts canvas").count(), 6);
    assert.equal(await user.page.locator("#numbers tbody tr").count(), demo.numbers);
    assert.equal(await user.page.locator("#calls tbody tr").count(), 25);
    await user.end();
  });
}

test("one number is chosen by its list or in the table, and the address keeps it", async () => {
  const user = await operator(demo.full);
  await user.page.selectOption("#number", ONE);
  await user.page.waitForFunction((calls) => document.querySelector("#sum dd").textContent === calls, text.whole(demo.one.calls));
  assert.deepEqual(await user.sum(), figures(demo.one));
  assert.match(user.page.url(), /#number=%2B14155550102&days=90$/);
  const shown = await user.page.$$eval("#calls tbody td:nth-child(2)", (cells) => cells.map((cell) => cell.textContent));
  assert.equal(shown.length, 25);
  assert.deepEqual([...new Set(shown)], [ONE]);
  await user.page.goBack();
  await user.page.waitForFunction((calls) => document.querySelector("#sum dd").textContent === calls, text.whole(demo.all.calls));
  await user.page.getByRole("button", { name: ONE }).click();
  await user.page.waitForFunction((calls) => document.querySelector("#sum dd").textContent === calls, text.whole(demo.one.calls));
  assert.equal(await user.page.inputValue("#number"), ONE);
  await user.end();
});

test("a shorter period is chosen with the keyboard", async () => {
  const user = await operator(demo.full, { hash: "days=30" });
  const month = Number((await user.sum()).Calls.replace(",", ""));
  await user.page.focus('input[value="30"]');
  await user.page.keyboard.press("ArrowLeft");
  await user.page.waitForFunction((month) => document.querySelector("#sum dd").textContent !== month, text.whole(month));
  const week = Number((await user.sum()).Calls.replace(",", ""));
  assert.ok(week > 0 && week < month && month < demo.all.calls, `${week}, ${month}`);
  assert.match(user.page.url(), /#days=7$/);
  await user.end();
});

test("each chart says in words and in a table what it shows", async () => {
  const user = await operator(demo.full);
  for (const name of ["Calls", "Minutes", "Sentiment", "Lead score", "Time to answer", "Cost"]) {
    assert.equal(await user.page.getByRole("img", { name: new RegExp(`^${name} by day, from .+ to .+`) }).count(), 1, name);
    await user.page.getByLabel(`${name} by day as a table`).press("Enter");
    const table = user.page.getByRole("table", { name: `${name} by day` });
    await table.locator("tbody tr").last().waitFor();
    assert.equal(await table.locator("tbody tr").count(), 90, name);
  }
  const calls = await user.page.getByRole("table", { name: "Calls by day" }).locator("tbody td:nth-child(2)").allTextContents();
  assert.equal(calls.reduce((sum, cell) => sum + Number(cell), 0), demo.all.calls);
  await user.end();
});

test("a day that is pointed at is read out in all charts", async () => {
  const user = await operator(demo.full);
  await user.page.locator("#charts .u-over").first().hover();
  const read = await user.page.locator(".readout").allTextContents();
  const days = read.map((words) => words.match(/\d+ [A-Z][a-z]{2,3}$/)?.[0]);
  assert.equal(new Set(days).size, 1, read.join("; "));
  assert.ok(days[0], read.join("; "));
  await user.end();
});

test("a call's transcript is opened, read and closed without a mouse", async () => {
  const user = await operator(demo.full);
  const link = user.page.locator("#calls tbody a").first();
  assert.match(await link.getAttribute("href"), /^\/calls\/CA[0-9a-f]{32}\/transcript$/);
  await link.focus();
  await user.page.keyboard.press("Enter");
  const dialog = user.page.getByRole("dialog", { name: "Transcript" });
  await dialog.locator(".turn").first().waitFor();
  assert.match(await dialog.textContent(), /Hello, how can I help you\?/);
  await picture(user.page, "transcript");
  await user.page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  const plain = await (await fetch(new URL(await link.getAttribute("href"), demo.full), { headers: { accept: "text/plain" } })).text();
  assert.match(plain, /^Call CA[0-9a-f]{32}\n {2}began {7}20/);
  await user.end();
});

test("an archive without calls says so", async () => {
  const user = await operator(demo.empty, { state: "empty", hash: "" });
  assert.equal(await user.page.textContent("#notice-title"), "No calls in these 30 days");
  assert.equal(await user.page.isVisible("#figures"), false);
  await picture(user.page, "empty");
  await user.end();
});

test("an archive that fails says so, and may be asked again", async () => {
  const user = await operator(demo.failing, { state: "failed" });
  assert.equal(await user.page.textContent("#notice-title"), "The archive can't be reached: connection refused");
  assert.equal(await user.page.textContent("#notice-text"), "See that the database runs, and ask again.");
  const again = user.page.waitForResponse(/days\.json/);
  await user.page.getByRole("button", { name: "Try again" }).press("Enter");
  assert.equal((await again).status(), 503);
  await picture(user.page, "failing");
  await user.end();
});

test("every text stands out from its ground, in light and in dark, and every control has a name", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const user = await operator(demo.full, { colorScheme });
    assert.deepEqual(await contrast(user.page), [], colorScheme);
    const nameless = await user.page.$$eval("button, a, select, input, summary, [role=img], [role=region], table", (all) =>
      all
        .filter((one) => one.checkVisibility())
        .filter((one) => !(one.ariaLabel || one.textContent.trim() || one.labels?.length || one.getAttribute("aria-labelledby")))
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(nameless, []);
    assert.equal(await user.page.locator("h1").count(), 1);
    const bottom = await user.page.$eval("#numbers", (table) => table.getBoundingClientRect().bottom);
    await user.page.setViewportSize({ width: 1280, height: Math.ceil(bottom) + 40 });
    await user.page.mouse.move(0, 0);
    await picture(user.page, `statistics-${colorScheme}`);
    await user.end();
  }
});

test("colours change with the theme while the page is open", async () => {
  const user = await operator(demo.full, { colorScheme: "light" });
  const pixels = () => user.page.locator("#charts canvas").first().evaluate((canvas) => canvas.toDataURL());
  const light = await pixels();
  await user.page.emulateMedia({ colorScheme: "dark" });
  await user.page.waitForFunction((light) => document.querySelector("#charts canvas").toDataURL() !== light, light);
  await user.end();
});

test("on a small screen nothing is cut off", async () => {
  const user = await operator(demo.full, { viewport: { width: 360, height: 740 } });
  const width = await user.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} px wide`);
  await picture(user.page, "statistics-small");
  await user.end();
});
