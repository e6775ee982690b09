// Twelve keys, and the two tones that each is known by (ITU-T Q.23).

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1_209, 1_336, 1_477];
const KEYS = ["123", "456", "789", "*0#"];
const NAMES = { "*": "star", "#": "hash" };

/** Fills an element with keys; tells `press(digit, low, high)`. */
export function fillKeypad(element, press) {
  KEYS.forEach((row, r) =>
    [...row].forEach((digit, c) => {
      const key = document.createElement("button");
      key.type = "button";
      key.textContent = digit;
      key.dataset.digit = digit;
      key.setAttribute("aria-label", `Key ${NAMES[digit] ?? digit}`);
      key.addEventListener("click", () => press(digit, ROWS[r], COLUMNS[c]));
      element.append(key);
    }),
  );
  // Typed digits count while the keypad has the focus, as its keys do.
  element.addEventListener("keydown", (event) => {
    const key = element.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
    if (key && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      key.focus();
      key.click();
    }
  });
}
