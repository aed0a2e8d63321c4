// The entry of a piscina thread. It loads only code of the program: a module that fails to load would hang the pool.
import { workerData } from 'node:worker_threads'
import { type Drawn, drawSafely } from '../src/artifacts/draw.ts'
import { adoptModules, type WasmModules } from '../src/wasm-modules.ts'

adoptModules(workerData as WasmModules)

export default function draw(folder: string): Promise<Drawn> {
  return drawSafely(folder, 'alone')
}
