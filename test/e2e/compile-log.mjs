// Preloaded into every thread of a process: appends a line to the file COMPILE_LOG for each WebAssembly module that is
// compiled, the thread's id and the module's size in bytes. A process that it starts, to draw, cannot share modules.
import { appendFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'

const { Module } = WebAssembly

WebAssembly.Module = new Proxy(Module, {
  construct(target, args) {
    const module = Reflect.construct(target, args)
    if (process.send === undefined)
      appendFileSync(process.env.COMPILE_LOG, `${threadId} ${args[0].byteLength}\n`)
    return module
  },
})
