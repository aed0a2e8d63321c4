// The thread that piscina starts. It loads the program's own code alone; a file that fails to load would hang the pool.
import { workerData } from 'piscina'
import { type Drawn, drawSafely } from '../src/artifacts/draw.ts'
import { adoptModules, type WasmModules } from '../src/wasm-modules.ts'

adoptModules(workerData as WasmModules)

export default function draw(folder: string): Drawn {
  return drawSafely(folder, 'alone')
}
