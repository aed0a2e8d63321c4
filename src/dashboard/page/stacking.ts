import { element, made } from './element.ts'

/**
 * Gives a table its head. On a narrow page its rows are blocks, which would be no rows to a screen reader without their roles.
 * @param id of its parts: `<id>-table`, `<id>-head` and `<id>-body`
 * @param words those of the titles whose columns are words
 */
export function makeTable(id: string, titles: readonly string[], words: readonly string[] = []): void {
  element(`${id}-table`).setAttribute('role', 'table')
  for (const part of ['head', 'body']) element(`${id}-${part}`).setAttribute('role', 'rowgroup')
  const head = rowOf()
  head.append(
    ...titles.map((title) => {
      const cell = made('th', words.includes(title) ? 'words' : '', title)
      cell.setAttribute('role', 'columnheader')
      return cell
    }),
  )
  element(`${id}-head`).replaceChildren(head)
}

export function rowOf(): HTMLElement {
  const row = made('tr')
  row.setAttribute('role', 'row')
  return row
}

/** A cell that names itself where rows are blocks, and the table's head is not shown. */
export function cellOf(title: string, className = '', text = ''): HTMLElement {
  const cell = made('td', className, text)
  cell.setAttribute('role', 'cell')
  cell.dataset['title'] = title
  return cell
}
