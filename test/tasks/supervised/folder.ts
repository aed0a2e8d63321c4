import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for one test file's data, gone afterwards. */
export function dataFolder(): {
  readonly path: string
  write(name: string, content: string | Uint8Array): string
} {
  const path = mkdtempSync(join(tmpdir(), 'tasks-'))
  afterAll(() => rmSync(path, { recursive: true }))
  return {
    path,
    write(name, content) {
      writeFileSync(join(path, name), content)
      return name
    },
  }
}

/** Where the penguins of vega-datasets lie, and what their file is called. */
export const penguins: { readonly directory: string; readonly file: string } = {
  directory: join(import.meta.dirname, '../../../node_modules/vega-datasets/data'),
  file: 'penguins.json',
}
