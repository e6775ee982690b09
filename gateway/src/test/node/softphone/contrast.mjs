// How far each text stands out from what is behind it (WCAG 2.2, 1.4.3).

/** The texts that do not: what they say, and their ratio. */
export function contrast(page) {
  return page.evaluate(() => {
    const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
    const over = ([r, g, b, a = 1], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      if (!element) {
        return [255, 255, 255];
      }
      const colour = parse(getComputedStyle(element).backgroundColor);
      return colour[3] === 0 ? ground(element.parentElement) : over(colour, ground(element.parentElement));
    };
    const faint = [];
    for (const element of document.body.querySelectorAll("*")) {
      const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
      const style = getComputedStyle(element);
      if (!text || element.closest(".aloud, :disabled, option") || !element.checkVisibility({ visibilityProperty: true })) {
        continue;
      }
      const behind = ground(element);
      const [light, dark] = [luminance(over(parse(style.color), behind)), luminance(behind)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) {
        faint.push(`${text}: ${ratio.toFixed(2)}`);
      }
    }
    return faint;
  });
}
