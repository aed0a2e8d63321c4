import { EvolveError } from '../errors.ts'
import { addressSpaceShort, type Limits, limits } from '../limits.ts'

/** Address space of Node.js, of a thread, and of a memory of WebAssembly with the guard around it. Bytes. */
const processBytes = 2.5e9
const threadBytes = 0.5e9
const memoryBytes = 10.8e9

/** Memories of the main thread. */
const ownMemories = 4

/**
 * Checks that threads fit into the limit of the address space, if there is one: Node.js aborts if one does not.
 * @param memories of WebAssembly of each thread
 * @throws EvolveError with the cure
 */
export function checkRoom(
  threads: number,
  memories: number,
  { addressSpace }: Pick<Limits, 'addressSpace'> = limits(),
  guarded: boolean = hasGuards(),
): void {
  if (addressSpace === null) return
  const each = guarded ? memoryBytes : 0
  const needed = processBytes + ownMemories * each + threads * (threadBytes + memories * each)
  if (needed > addressSpace) throw new EvolveError('run', addressSpaceShort(addressSpace))
}

/** Whether WebAssembly takes address space around its memories, which saves a check of each access. */
function hasGuards(): boolean {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? '']
  return !options.some((option) => option.includes('--disable-wasm-trap-handler'))
}
