import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { engines } from '../../src/kernels/index.ts'
import { evolve, evolveHere, folderWith, program, readJson, readText } from './command-line.ts'

const config = `task: { kind: classification, data: { generate: moons, samples: 90, validation: 0.2 } }
network: { hidden: [9] }
strategy: { population: 20, mutation: { neurons: all } }
finetune: { epochs: 3 }
stop: { generations: 4 }
arithmetic: strict
pictures: false
`

/** Runs `evolve` with EVOLVE_NATIVE in its environment. */
function evolveWith(native: string, cwd: string, ...args: readonly string[]) {
  return new Promise<{ code: number; stderr: string }>((resolve) => {
    const env = { ...process.env, EVOLVE_NATIVE: native }
    execFile(process.execPath, [program, ...args], { cwd, env }, (error, _, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stderr }),
    )
  })
}

describe('native kernels', () => {
  it('that do not load are not used, and a line says so', async () => {
    const folder = folderWith({ 'c.yaml': config, 'broken.node': 'no machine code' })
    const { code, stderr } = await evolveWith('broken.node', folder, 'c.yaml', '-w', '0', '-o', 'run')
    expect(stderr).toMatch(/^native kernels are not used: \S+broken\.node does not load: /m)
    expect(code).toBe(0)
    expect(readJson(folder, 'run', 'run.json')).toMatchObject({ engine: 'wasm', status: 'done' })
  })

  it('can be left out, and asked for by name', async () => {
    const folder = folderWith({ 'c.yaml': config })
    const without = await evolveWith('0', folder, 'c.yaml', '-w', '0', '-o', 'run', '-q')
    expect(without).toEqual({ code: 0, stderr: '' })
    const asked = await evolveWith('0', folder, 'c.yaml', '--engine', 'native')
    expect(asked).toEqual({
      code: 2,
      stderr:
        'evolve: c.yaml: engine: expected native kernels, found EVOLVE_NATIVE=0 leaves them out; use engine: auto or wasm\n',
    })
  })

  it.runIf(engines.native.obstacle('strict') === null)(
    'give the files of WebAssembly and the reference',
    async () => {
      const folder = folderWith({ 'c.yaml': config })
      for (const engine of ['native', 'wasm', 'reference']) {
        const { code } = await evolveHere(folder, 'c.yaml', '-w', '0', '-q', '-o', engine, '--engine', engine)
        expect(code).toBe(0)
        expect(readJson(folder, engine, 'run.json').engine).toBe(engine)
      }
      const threads = await evolve(folder, 'c.yaml', '-w', '2', '-q', '-o', 'threads', '--engine', 'native')
      expect(threads.code).toBe(0)
      const timeless = (run: string): unknown[] =>
        readText(folder, run, 'metrics.jsonl')
          .trimEnd()
          .split('\n')
          .map((line) => ({ ...JSON.parse(line), timing: null }))
      for (const other of ['wasm', 'reference', 'threads']) {
        expect(readText(folder, other, 'champion.json')).toBe(
          readText(join(folder, 'native', 'champion.json')),
        )
        expect(timeless(other)).toEqual(timeless('native'))
      }
    },
  )

  it('may be missing where a run is resumed or verified: the bits are the same', async () => {
    const folder = folderWith({ 'c.yaml': config.replace(/^finetune.*\n/m, '') })
    for (const [out, generations] of Object.entries({ whole: '8', broken: '4' })) {
      const { code } = await evolveHere(folder, 'c.yaml', '-w', '0', '-q', '-o', out, '-g', generations)
      expect(code).toBe(0)
    }
    const resumed = await evolveWith('0', folder, 'resume', 'broken', '-w', '0', '-q', '-g', '8')
    expect(resumed).toEqual({ code: 0, stderr: '' })
    expect(readText(folder, 'broken', 'champion.json')).toBe(readText(folder, 'whole', 'champion.json'))
    expect((await evolveWith('0', folder, 'verify', 'whole', '-w', '1', '-q')).code).toBe(0)
  })
})
