// Elements.

/** An element with a class and what is in it. */
export function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  element.append(...content);
  return element;
}
