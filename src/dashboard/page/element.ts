/** The page's own element of that id. */
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

/** Sets a text where it differs, so that nothing is laid out for nothing. */
export function say(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

/** What a colour is in the theme of the moment. */
export function themeColour(role: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${role}`).trim()
}

/** Told when the reader changes between light and dark. */
export function onTheme(listener: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener)
}
