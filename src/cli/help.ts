/** Long texts of the help. */

/** Options of the commands that read rows. */
export const missingHelp: string =
  'what to do with rows that have an empty cell: refuse, drop, or mean to fill in that of training'
export const decimalHelp: string = 'decimal sign of the numbers: "." or ","; default: found as in training'
export const headerHelp: string = 'the file does not name its columns, as in training with header: false'

/** How `replay` is debugged. */
export const replayHelp: string = `
The fitness runs in this process, so breakpoints work, in TypeScript too:
  NODE_OPTIONS=--inspect-brk evolve replay <run> 1
  node --inspect-brk "$(which evolve)" replay <run> 1
Then open chrome://inspect, or attach an editor. The exit code is 0 if the result is that of the run, else 1.`
