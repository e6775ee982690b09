// Figures as people read them.

const NONE = "–";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const CENTS = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
const PARTS = new Intl.NumberFormat("en", { style: "currency", currency: "USD", minimumFractionDigits: 3 });

const told = (format) => (value) => (value === null || value === undefined ? NONE : format(value));

export const whole = told((value) => WHOLE.format(value));

export const minutes = told((ms) => WHOLE.format(ms / 60_000));

export const length = told((ms) => {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
});

export const clock = (ms) => {
  const tenths = Math.max(0, Math.floor(ms / 100));
  return `${String(Math.floor(tenths / 600)).padStart(2, "0")}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
};

export const millis = told((ms) => `${WHOLE.format(ms)} ms`);

export const sentiment = told((value) => {
  const rounded = Math.abs(value).toFixed(2);
  return rounded === "0.00" ? rounded : (value < 0 ? "−" : "+") + rounded;
});

export const score = told((value) => WHOLE.format(value));

export const usd = told((value) => (Math.abs(value) < 1 && value !== 0 ? PARTS : CENTS).format(value));

export const share = told((value) => `${TENTHS.format(100 * value)} %`);

/** `12 Nov`, of `2026-11-12` or of a time in milliseconds. */
export const day = (date) => {
  const at = new Date(date);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
};

/** `2026-11-27 09:14`, of an instant. */
export const time = (instant) => instant.slice(0, 16).replace("T", " ");

/** A label, such as of how a call ended, as words. */
export const words = told((label) => sentence(label.replaceAll("_", " ")));

/** Words as a sentence begins. */
export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
