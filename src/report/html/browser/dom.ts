/** Appends a new element with a text; what users wrote is never parsed. */
export function append(parent: Element, name: string, text = '', className = ''): HTMLElement {
  const child = document.createElement(name)
  child.textContent = text
  if (className !== '') child.className = className
  return parent.appendChild(child)
}

/** Appends a new SVG element. */
export function appendShape<Name extends keyof SVGElementTagNameMap>(
  parent: Element,
  name: Name,
  className: string,
): SVGElementTagNameMap[Name] {
  const child = document.createElementNS('http://www.w3.org/2000/svg', name)
  child.setAttribute('class', className)
  return parent.appendChild(child)
}

/** @throws Error if there is no such element */
export function find<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Found {
  const found = root.querySelector<Found>(selector)
  if (found === null) throw new Error(`expected an element ${selector}, found none`)
  return found
}
