// The thread that piscina starts. It loads the program's own code alone; a file that fails to load would hang the pool.
import { type Drawn, drawSafely } from '../src/artifacts/draw.ts'

export default function draw(folder: string): Drawn {
  return drawSafely(folder, 'alone')
}
