// Ends the process at a call that opens or changes a file: KILL_AT says which. The program may be bundled, so the calls are
// replaced in Node.js.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

let left = Number(process.env.KILL_AT)
const calls = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'closeSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'truncateSync',
]
for (const name of calls) {
  const call = fs[name]
  fs[name] = (...args) => {
    left--
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return call(...args)
  }
}
syncBuiltinESMExports()
