import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { evolveHere, folderWith, readJson, readText, start } from './command-line.ts'

/** @param task what differs from the defaults */
function config(task: string): string {
  return [
    `task: { kind: custom, module: ./fitness.mjs, ${task} }`,
    'strategy: { kind: ga, population: 8, parents: 2, initial: 1 }',
    'stop: { generations: 2 }',
    'pictures: false',
  ].join('\n')
}

const vector = "genome: { length: 2 }, direction: 'minimize'"

/** Runs a fitness to its end. */
async function run(module: string, task: string, workers = '2') {
  const folder = folderWith({ 'fitness.mjs': module, 'c.yaml': config(task) })
  const ending = await start(folder, 'c.yaml', '--workers', workers, '--out', 'run').ending
  return { ...ending, run: join(folder, 'run') }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a fitness that cannot be used', () => {
  it.each([
    [
      'does not load',
      'export default {{',
      2,
      /fitness\.mjs: expected a module that loads, found .*fitness\.mjs:1/,
    ],
    [
      'has a wrong key',
      `export default { genome: { length: 2 }, direction: 'up', evaluate: () => 1 }`,
      2,
      /direction: expected minimize/,
    ],
    [
      'fails in setup',
      `export default { ${vector}, evaluate: () => 1,\n setup() { throw new TypeError('no data') } }`,
      1,
      /setup failed: TypeError: no data .*fitness\.mjs:2/,
    ],
  ])('since it %s ends with its error and its place', async (_, module, code, message) => {
    const folder = folderWith({ 'fitness.mjs': module, 'c.yaml': config('deadline: 20') })
    const ending = await evolveHere(folder, 'c.yaml', '--workers', '2')
    expect(ending.stderr).toMatch(message)
    expect(ending.code).toBe(code)
  })

  it.each([
    [
      'exits in setup',
      `export default { ${vector}, evaluate: () => 1, setup() { process.exit(0) } }`,
      1,
      /setup failed: .*0/,
    ],
    [
      'fails always',
      `export default { ${vector},\n evaluate() { throw new TypeError('no ground') } }`,
      1,
      /stopped since 8 of 8 evaluations .*no ground\n(.*\n)*.*fitness\.mjs:2/,
    ],
  ])(
    'since it %s ends its process at once, with its error and its place',
    async (_, module, code, message) => {
      const ending = await run(module, 'deadline: 20')
      expect(ending.stderr).toMatch(message)
      expect(ending.code).toBe(code)
    },
  )

  // Side by side, since they mostly wait.
  it.concurrent.each([
    ['a thread', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', ''],
    ['a process', 'await new Promise(() => {})', ', isolate: true'],
  ])('since it never sets up %s ends', async (_, setup, task) => {
    const module = `export default { ${vector}, evaluate: () => 1, async setup() { ${setup} } }`
    const ending = await run(module, `deadline: 0.1${task}`, '1')
    expect(ending.stderr).toMatch(/setup failed: took more than the deadline of 10.1 s/)
    expect(ending.code).toBe(1)
  })
})

describe('processes of a fitness', () => {
  it('may abort, and cost their individual alone', async () => {
    const module = `export default { ${vector}, evaluate([a, b], { individual, generation }) {
      if (individual === 3 && generation === 1) process.abort()
      return a * a + b * b
    } }`
    const ending = await run(module, 'isolate: true, heap: 64')
    expect(ending.code).toBe(0)
    const failures = readText(ending.run, 'failures.jsonl').trimEnd().split('\n')
    expect(failures.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'died', message: expect.stringMatching(/SIGABRT|134/), generation: 1, individual: 3 },
    ])
    expect(readJson(ending.run, 'run.json')).toMatchObject({ status: 'done', failures: 1 })
  })

  it('end with a coordinator that is killed, also while they loop', async () => {
    const module = `import { writeFileSync } from 'node:fs'
      export default { ${vector}, evaluate(_, { individual }) {
        writeFileSync(\`pid-\${individual}\`, String(process.pid))
        for (;;);
      } }`
    const folder = folderWith({ 'fitness.mjs': module, 'c.yaml': config('isolate: true') })
    const running = start(folder, 'c.yaml', '--workers', '1', '--out', 'run')
    const file = join(folder, 'pid-0')
    while (!existsSync(file) || readText(file) === '') await setTimeout(5)
    const pid = Number(readText(file))
    expect(alive(pid)).toBe(true)
    running.process.kill('SIGKILL')
    await running.ending
    while (alive(pid)) await setTimeout(100)
  })
})
