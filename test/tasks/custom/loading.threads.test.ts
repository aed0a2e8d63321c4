import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EvolveError, evolve, InputError } from '../../../src/index.ts'
import { describeHere, describeOnThread } from '../../../src/tasks/custom/describe.ts'
import type { DescribeRequest, FitnessDescription } from '../../../src/tasks/custom/description.ts'

const folder: string = mkdtempSync(join(tmpdir(), 'evolve-load-'))
afterAll(() => rmSync(folder, { recursive: true }))
let modules = 0

function moduleOf(text: string, ending = 'mjs'): string {
  const file = join(folder, `module-${++modules}.${ending}`)
  writeFileSync(file, text)
  return file
}

async function described(
  module: string,
  options: unknown = {},
  logs: string[] = [],
): Promise<FitnessDescription> {
  const request: DescribeRequest = { file: module, options, shared: {}, seed: 1 }
  return await describeOnThread(
    { source: { module, export: 'default' }, request },
    { deadlineMs: 20_000, heapMiB: null, onLog: (line) => void logs.push(line) },
  )
}

/** The same in this thread, without the start of another one. */
async function describedHere(module: string, options: unknown = {}): Promise<FitnessDescription> {
  const request: DescribeRequest = { file: module, options, shared: {}, seed: 1 }
  return await describeHere({ source: { module, export: 'default' }, request }, 20_000)
}

/** The message of the error that a module ends with, without its folder. */
async function refusal(
  text: string,
  ending = 'mjs',
  options: unknown = {},
  describe = described,
): Promise<string> {
  const file = moduleOf(text, ending)
  const error = await describe(file, options).then(
    () => null,
    (cause: unknown) => cause as Error,
  )
  expect(error).toBeInstanceOf(InputError)
  expect(error!.message).not.toContain('\n')
  return error!.message.replaceAll(folder, '')
}

const rest = 'inputs: 1, outputs: 1, direction: "minimize", evaluate: () => 1'

describe('a module that cannot be loaded names its error and the place', () => {
  it.each([
    ['a syntax error', '\n\nexport default {{', /module that loads, found an error: .*mjs:3:16/],
    ['an import that is missing', "import './nowhere.mjs'", /Cannot find module .*nowhere\.mjs/],
    ['a package that is missing', "import 'no-such-package-at-all'", /no-such-package-at-all/],
    [
      'no default export',
      'export const fitness = 1',
      /expected a default export, found fitness; set task\.export/,
    ],
    ['no export', '1', /expected a default export, found no export/],
    ['an error', '\nnull.x', /TypeError: Cannot read properties of null.*\(at .*mjs:2:6\)/],
    ['something thrown', 'throw "nothing"', /found an error: threw nothing/],
    ['an exit', 'process.exit(7)', /found one that ended its thread with exit code 7/],
    ['a rejection', 'await Promise.reject(new RangeError("no data"))', /RangeError: no data/],
    [
      'a rejection beside',
      'Promise.reject(new RangeError("lost")); await new Promise((r) => setTimeout(r, 1000))',
      /lost/,
    ],
    ['a wait without end', 'await new Promise(() => {})', /ended its thread with exit code 13/],
  ])('%s', async (_, text, message) => {
    expect(await refusal(text)).toMatch(message)
  })

  it.each([
    ['a syntax error', '\n\nexport default {{', /module that loads, found an error: .*ts:3/],
    ['an import that is missing', "import './nowhere.ts'\nexport default {}", /nowhere\.ts/],
    ['an error', '\nconst x: { y: number } = null!\nx.y', /TypeError: .*\(at .*ts:3:3\)/],
  ])('%s in TypeScript', async (_, text, message) => {
    expect(await refusal(text, 'ts')).toMatch(message)
  })

  it('that never ends', async () => {
    const module = moduleOf('for (;;);')
    const request = { file: module, options: {}, shared: {}, seed: 1 }
    const describing = describeOnThread(
      { source: { module, export: 'default' }, request },
      { deadlineMs: 300, heapMiB: null, onLog: () => {} },
    )
    await expect(describing).rejects.toThrow(
      /expected a module that loads, found one that takes more than 0.3 s/,
    )
  })

  it('that waits for ever in the thread of the program', async () => {
    const module = moduleOf('await new Promise(() => {})')
    const request = { file: module, options: {}, shared: {}, seed: 1 }
    await expect(describeHere({ source: { module, export: 'default' }, request }, 300)).rejects.toThrow(
      /expected a module that loads, found one that takes more than 0.3 s/,
    )
  })

  it('that fills all memory', async () => {
    const module = moduleOf(
      `export default { ${rest}, share: () => { const all = []; for (;;) all.push({}) } }`,
    )
    const request = { file: module, options: {}, shared: {}, seed: 1 }
    const describing = describeOnThread(
      { source: { module, export: 'default' }, request },
      { deadlineMs: 60_000, heapMiB: 64, onLog: () => {} },
    )
    await expect(describing).rejects.toThrow(/memory/)
  })
})

describe('a module that is no fitness names the key', () => {
  it.each([
    ['export default () => 1', /expected an object with evaluate, found a function; export \{ inputs/],
    ['export default 5', /expected a fitness, found 5/],
    [
      'export default { inputs: 1, outputs: 1, direction: "minimize" }',
      /a function called evaluate, evaluateBatch or evaluateEpisodes/,
    ],
    ['export default { inputs: 1, outputs: 1, evaluate: 5 }', /evaluate: expected a function, found 5/],
    [
      'export default { direction: "minimize", evaluate() {} }',
      /either inputs and outputs, or genome, found neither/,
    ],
    [
      `export default { ${rest}, setUp() {} }`,
      /expected the keys of a fitness, found "?setUp"?; did you mean "setup"/,
    ],
    [`export default { ${rest}, colour: 1 }`, /expected the keys of a fitness, found "?colour"?/],
    [`export default { ${rest}, genome: { length: 1 } }`, /either inputs and outputs, or genome, found both/],
    [
      `export default { ${rest}, direction: "minimise" }`,
      /direction: expected minimize or maximize.*did you mean "minimize"/,
    ],
    [
      `export default { ${rest}, direction: undefined }`,
      /direction: expected minimize or maximize, found nothing/,
    ],
    [`export default { ${rest}, inputs: 0 }`, /inputs: expected a whole number from 1 to 100,000, found 0/],
    [
      `export default { ${rest}, outputs: "2" }`,
      /outputs: expected a whole number from 1 to 100,000, found "2"/,
    ],
    [`export default { ${rest}, inputs: undefined }`, /inputs: expected a whole number/],
    [
      `export default { ${rest}, outputActivation: "tan" }`,
      /outputActivation: expected one of .*did you mean/i,
    ],
    [`export default { ${rest}, outputActivation: 3 }`, /outputActivation: expected one of .*found 3/],
    [`export default { ${rest}, fitnessName: "" }`, /fitnessName: expected a text of 1 to 200 characters/],
    [`export default { ${rest}, inputNames: ["a", "b"] }`, /inputNames: expected 1 names, found 2/],
    [
      `export default { ${rest}, outputs: 2, outputNames: ["a", "a"] }`,
      /outputNames: expected names that differ, found "a" twice/,
    ],
    [`export default { ${rest}, inputNames: "a" }`, /inputNames: expected a list of names, found "a"/],
    [
      `export default { ${rest}, share: () => ({ list: [1] }) }`,
      /share\.list: expected one of Float32Array.*found a list/,
    ],
    [`export default { ${rest}, share: () => 5 }`, /share: expected typed arrays by name, found 5/],
    [
      `export default { ${rest}, share() { throw new TypeError('no file') } }`,
      /found an error: TypeError: no file \(at /,
    ],
    [
      `export default { ${rest}, inputs: (options) => options.a.b }`,
      /found an error: TypeError: Cannot read.* \(at /,
    ],
  ])('%s', async (text, message) => {
    expect(await refusal(text, 'mjs', {}, describedHere)).toMatch(message)
  })

  it('also where a thread loads it', async () => {
    expect(await refusal(`export default { ${rest}, setUp() {} }`)).toMatch(/found "?setUp"?; did you mean/)
    expect(await refusal(`export default { ${rest}, share() { null.x } }`)).toMatch(
      /found an error: TypeError: Cannot read.* \(at /,
    )
  })

  const vector = (genome: string): string =>
    `export default { direction: 'minimize', evaluate: () => 1, genome: ${genome} }`

  it.each([
    ['5', /genome: expected a mapping with length, found 5/],
    ['{}', /genome\.length: expected .*found nothing/],
    ['{ length: 0 }', /genome\.length: expected .*found 0/],
    ['{ names: ["a"] }', /genome\.length: expected/],
    ['{ length: 2, lower: 1, upper: 0 }', /genome\.(lower|upper).*expected/],
    ['{ length: 2, lower: [1] }', /genome\.lower: expected/],
    ['{ length: 2, initial: [0, NaN] }', /genome\.initial\[1\]: expected/],
    ['{ length: 2, names: ["a"] }', /genome\.names: expected 2 names, found 1/],
    ['{ length: 2, names: ["a", 5] }', /genome\.names\[1\]: expected a text/],
    ['{ length: 2, scale: 3 }', /genome.*scale/],
    ['{ length: 2, lower: () => 1 }', /genome/],
  ])('genome: %s', async (genome, message) => {
    const task = { kind: 'custom', module: moduleOf(vector(genome)) } as const
    const error = await evolve({ task, stop: { generations: 1 } }, { workers: 0 }).then(
      () => null,
      (cause: unknown) => cause as Error,
    )
    expect(error).toBeInstanceOf(InputError)
    expect(error!.message).toMatch(message)
    expect(error!.message).toContain('.mjs: ')
  })
})

describe('options', () => {
  const own = `{ '~standard': { version: 1, vendor: 'test', validate: async (value) =>
    typeof value.speed === 'number' ? { value: { ...value, checked: true } }
      : { issues: [{ message: 'must be a number', path: [{ key: 'speed' }, 2, 'of'] }] } } }`

  it('are checked by any standard schema, and its errors name the path', async () => {
    const text = `export default { ${rest}, options: ${own} }`
    expect(await refusal(text, 'mjs', { speed: 'fast' })).toMatch(
      /^task\.options\.speed\[2\]\.of: expected what the fitness accepts, found .*; must be a number$/,
    )
    expect((await described(moduleOf(text), { speed: 3 })).options).toEqual({ speed: 3, checked: true })
  })

  it('are checked by their defaults, and all that is wrong is reported', async () => {
    const text = `export default { ${rest}, options: { speed: 2, name: 'x' }, inputs: ({ speed }) => speed }`
    const { options, network } = await described(moduleOf(text), { speed: 3 })
    expect([options, network?.inputs]).toEqual([{ speed: 3, name: 'x' }, 3])
    await expect(described(moduleOf(text), { speed: 'fast', nam: 'y' })).rejects.toMatchObject({
      issues: [
        { field: 'task.options.speed', expected: 'a finite number', found: '"fast"' },
        { field: 'task.options.nam', hint: 'did you mean "name"?' },
      ],
    })
  })

  it('that cannot be sent to threads are refused', async () => {
    const schema = `{ '~standard': { version: 1, vendor: 'test', validate: () => ({ value: { call() {} } }) } }`
    expect(await refusal(`export default { ${rest}, options: ${schema} }`)).toMatch(
      /^task\.options: expected plain data after the schema, found DataCloneError/,
    )
  })

  it('are checked by zod in TypeScript, wherever the fitness runs', async () => {
    const module = new URL('../../fixtures/fitness/typed.ts', import.meta.url)
    for (const workers of [0, 1]) {
      const task = { kind: 'custom', module, options: { gravity: { strength: -1 } } } as const
      const training = evolve({ task, stop: { generations: 1 } }, { workers })
      await expect(training).rejects.toThrow(
        /^task\.options\.gravity\.strength: expected .*, found -1; Too small/,
      )
    }
    const good = await evolve(
      { task: { kind: 'custom', module }, stop: { generations: 5 } },
      { workers: 1, seed: 1 },
    )
    expect(good.genome).toHaveLength(2)
    expect(good.outcome.failures).toBe(0)
  })
})

describe('a setup that ends its thread or never ends', () => {
  const hanging = (setup: string): string => `export default { ${rest}, ${setup} }`

  it.each([
    ['exits', 'setup() { process.exit(5) }', {}, /setup failed: .*5/],
    [
      'exits in a process',
      'setup() { process.exit(5) }',
      { isolate: true },
      /setup failed: its process ended with exit code 5/,
    ],
  ])('%s', async (_, setup, task, message) => {
    const module = moduleOf(hanging(setup))
    const training = evolve(
      { task: { kind: 'custom', module, ...task }, stop: { generations: 1 } },
      { workers: 2 },
    )
    const error = await training.then(
      () => null,
      (cause: unknown) => cause as Error,
    )
    expect(error).toBeInstanceOf(EvolveError)
    expect(error!.message.replaceAll(folder, '')).toMatch(message)
  })
})
