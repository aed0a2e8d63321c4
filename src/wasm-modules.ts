/**
 * The program's WebAssembly modules. Each is compiled at most once per process, at its first use: a thread passes
 * `compiledModules()` to the threads that it starts; these call `adoptModules` and compile nothing.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const names = ['random', 'matrices', 'vectors', 'strict', 'fused', 'optimisers'] as const

type WasmModuleName = (typeof names)[number]

/** Compiled modules for another thread. Modules that this Node.js cannot compile are absent. */
export type WasmModules = Readonly<Partial<Record<WasmModuleName, WebAssembly.Module>>>

const compiled = new Map<WasmModuleName, WebAssembly.Module>()
/** Why a module cannot be compiled here. */
const refused = new Map<WasmModuleName, WebAssembly.CompileError>()
let adopted = false

/**
 * Loads a module of the program: dist/wasm/<name>.wasm.
 * @throws WebAssembly.CompileError if Node.js does not support its instructions (relaxed SIMD in `fused`)
 */
export function wasmModule(name: WasmModuleName): WebAssembly.Module {
  const known = compiled.get(name)
  if (known !== undefined) return known
  if (adopted) throw new WebAssembly.CompileError(`${name}: not compiled by the thread that started this one`)
  const refusal = refused.get(name)
  if (refusal !== undefined) throw refusal
  const module = compile(name)
  compiled.set(name, module)
  return module
}

function compile(name: WasmModuleName): WebAssembly.Module {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`#wasm/${name}`))
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) refused.set(name, error)
    throw error
  }
}

/** Returns all modules that this Node.js can compile, for the `workerData` of a thread. */
export function compiledModules(): WasmModules {
  return Object.fromEntries(names.flatMap(compiledEntry))
}

/** Uses the modules of the thread that started this one. From now on this thread compiles nothing. */
export function adoptModules(modules: WasmModules): void {
  adopted = true
  for (const name of names) {
    const module = modules[name]
    if (module !== undefined) compiled.set(name, module)
  }
}

function compiledEntry(name: WasmModuleName): [WasmModuleName, WebAssembly.Module][] {
  try {
    return [[name, wasmModule(name)]]
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return []
    throw error
  }
}
