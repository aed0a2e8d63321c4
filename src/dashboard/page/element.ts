/** The element of the page with that id. */
export function element<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E
}

/** A new element with a class and a text. */
export function made(tag: string, className = '', text = ''): HTMLElement {
  const node = document.createElement(tag)
  if (className !== '') node.className = className
  node.textContent = text
  return node
}

/** Sets a text if it differs, so that the page is laid out only when something changed. */
export function say(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

/** A colour of the current theme. */
export function themeColour(role: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim()
}

/** Calls back when the theme changes between light and dark. */
export function onTheme(listener: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener)
}
