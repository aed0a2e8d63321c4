export { redirectConsole } from '../evaluation/console.ts'

/** The most lines of the user's code that a run shows. */
const mostLines = 1000

/** Passes on the first lines that the user's code of a run logs, and then one that says that the rest is left out. */
export function firstLines(tell: (line: string) => void, most: number = mostLines): (line: string) => void {
  let count = 0
  return (line) => {
    count++
    if (count <= most) tell(line)
    else if (count === most + 1) tell(`${most} lines are shown; the others of this run are left out`)
  }
}
