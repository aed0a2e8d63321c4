export { redirectConsole } from '../evaluation/console.ts'

import { shortened } from '../shown-text.ts'

/** The most cells of such a line. */
const mostCells = 2000

/** The most lines of the user's code that a run shows. */
const mostLines = 1000

/** Passes on the first lines that the user's code of a run logs, and then one that says that the rest is left out. */
export function firstLines(tell: (line: string) => void, most: number = mostLines): (line: string) => void {
  let count = 0
  return (line) => {
    count++
    if (count <= most) tell(shortened(line, mostCells))
    else if (count === most + 1) tell(`${most} lines are shown; the others of this run are left out`)
  }
}
