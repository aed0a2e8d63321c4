// Ends the process at a call to the disk: KILL_AT says which, DISK where the module with the calls is.
const { disk } = await import(process.env.DISK)
let left = Number(process.env.KILL_AT)
for (const [name, call] of Object.entries(disk)) {
  disk[name] = (...args) => {
    left--
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    return call(...args)
  }
}
