import type { Engine } from './engine.ts'
import { native } from './native/engine.ts'
import { reference } from './reference/engine.ts'
import { wasm } from './wasm/engine.ts'

/** Every engine by name, fastest first. */
export const engines: { readonly native: Engine; readonly wasm: Engine; readonly reference: Engine } = {
  native,
  wasm,
  reference,
}

export type EngineName = keyof typeof engines

/** The names of the engines in that order. */
export const engineNames: readonly EngineName[] = Object.keys(engines) as EngineName[]
