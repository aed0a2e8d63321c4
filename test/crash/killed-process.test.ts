/**
 * The command line as it was built, killed at random instants and at calls to the disk, and resumed until it is done: the
 * result is that of a run without a break.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { RandomStream } from '../../src/random/stream.ts'
import { dist } from '../e2e/built.ts'
import { full, shareOf } from './counts.ts'

const program = join(dist, 'bin/evolve.js')
const base = mkdtempSync(join(tmpdir(), 'evolve-processes-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const moons = 'task: { kind: classification, data: { generate: moons, samples: 300, validation: 0.2 } }\n'
const network = 'network: { hidden: [6] }\npictures: false\n'
const often = 'checkpoint: { generations: 20, seconds: 0.05 }\n'

const noisy = `
export default {
  inputs: 2,
  outputs: 1,
  direction: 'maximize',
  evaluate(network, { random }) {
    let error = 0
    for (let k = 0; k < 20; k++) {
      const [a, b] = [random.float64() - 0.5, random.float64() - 0.5]
      error += (network.forward([a, b])[0] - a * b) ** 2
    }
    if (random.boolean(0.01)) throw new Error('bad luck')
    return -error
  },
}
`
writeFileSync(join(base, 'noisy.mjs'), noisy)

interface Case {
  readonly config: string
  readonly args?: readonly string[]
  readonly command?: 'compare'
}

const cases: Readonly<Record<string, Case>> = {
  'evolution, then Adam': {
    config: `${moons}${network}${often}strategy: { population: 30, mutation: { kind: gaussian, step: self-adaptive } }\nstop: { generations: 250 }\nfinetune: { epochs: 60 }\n`,
  },
  'memetic on batches': {
    config: `${moons.replace('} }', '}, batch: 60 }')}${network}${often}strategy: { population: 30, replacement: generational }\nmemetic: { every: 4 }\nstop: { generations: 250 }\n`,
  },
  'a noisy fitness': {
    config: `task: { kind: custom, module: ../noisy.mjs, episodes: 2 }\n${network}${often}strategy: { population: 20 }\nstop: { generations: 250 }\n`,
  },
  'gradient descent': {
    config: `${moons}${network}${often}strategy: { kind: adamw, schedule: cosine }\nstop: { generations: 400 }\n`,
  },
  'islands that differ': {
    config: `${moons}${network}${often}strategy: { kind: islands, islands: [{ kind: ga, population: 20 }, { kind: cma-es, restarts: ipop, doublings: 2 }, { kind: cosyne, population: 20 }, { kind: pgpe, population: 10 }], migration: { every: 5, topology: full } }\nstop: { generations: 200 }\n`,
  },
  'a population that shrinks': {
    config: `${moons}${network}${often}strategy: { kind: de, population: 60 }\nstop: { evaluations: 6000 }\n`,
  },
  'restarts with larger populations': {
    // All individuals get the same reward, so that runs of the strategy soon come to their end.
    config: `task: { kind: control, environment: double-pole-without-velocities, steps: 30 }\nnetwork: { hidden: [] }\npictures: false\n${often}strategy: { kind: cma-es, population: 20, restarts: ipop, doublings: 2 }\nstop: { generations: 250 }\n`,
  },
  cosyne: {
    config: `${moons}${network}${often}strategy: { kind: cosyne, population: 30 }\nstop: { generations: 250 }\n`,
  },
  pgpe: {
    config: `${moons}${network}${often}strategy: { kind: pgpe, population: 30 }\nstop: { generations: 250 }\n`,
  },
  'a system, controlled by recurrent layers': {
    config: `task: { kind: control, environment: cart-pole, steps: 100, champion: { candidates: 5, episodes: 20 } }\n${network.replace('6]', '6], recurrent: true')}${often}strategy: { population: 30 }\nstop: { generations: 250 }\n`,
  },
  repeats: {
    config: `${moons}${network}${often}strategy: { population: 30 }\nstop: { generations: 150 }\n`,
    args: ['--repeats', '3'],
  },
  compare: {
    config: `${moons}${network}${often}strategy: { population: 30 }\ncompare: { repeats: 2, budget: { evaluations: 6000 } }\n`,
    command: 'compare',
  },
}

interface Started {
  readonly ended: Promise<{
    readonly code: number | null
    readonly signal: string | null
    readonly stderr: string
  }>
  kill(): void
}

function start(cwd: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Awaited<Started['ended']>>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, stderr })),
  )
  return { ended, kill: () => void child.kill('SIGKILL') }
}

/** Begins, or goes on from what an earlier process has left. */
function argsOf({ command, args = [] }: Case, cwd: string, workers: number): string[] {
  const begun = ['run.json', 'trainings.json'].some((name) => existsSync(join(cwd, 'run', name)))
  if (begun) return ['resume', 'run', '-q', '--workers', `${workers}`]
  return [...(command ? [command] : []), 'c.yaml', '-q', '--out', 'run', '--workers', `${workers}`, ...args]
}

async function finish(case_: Case, cwd: string, workers: number): Promise<void> {
  const { code, stderr } = await start(cwd, argsOf(case_, cwd, workers)).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
}

const clocked = /^(timing|elapsedMs|seconds|secondsToTarget|startedAt|endedAt|resumedAt|workers|stack)$/

/** All that must not depend on breaks. */
function contentOf(folder: string): Record<string, unknown> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/checkpoint|^lock$|\/lock$/.test(name) && statSync(join(folder, name)).isFile())
    .sort()
  const timeless = (text: string): unknown =>
    JSON.parse(text, (key, value) => (clocked.test(key) ? 0 : value))
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return [name, name.endsWith('.jsonl') ? text.split('\n').slice(0, -1).map(timeless) : timeless(text)]
    }),
  )
}

let folders = 0
function folderOf({ config }: Case): string {
  const cwd = mkdtempSync(join(base, `case-${++folders}-`))
  writeFileSync(join(cwd, 'c.yaml'), config)
  return cwd
}

const kills = full ? 34 : 1
const names = Object.keys(cases).filter((name) => full || name === 'gradient descent')

describe.each(names)('%s', (name) => {
  const case_ = cases[name]!

  it('killed at random instants', { timeout: 3_600_000 }, async () => {
    const whole = folderOf(case_)
    const startedAt = performance.now()
    await finish(case_, whole, 2)
    const takesMs = performance.now() - startedAt
    const expected = contentOf(join(whole, 'run'))
    const random = new RandomStream({ seed: name.length, purpose: 1 })
    let killed = 0
    let runs = 0
    while (killed < kills) {
      const cwd = folderOf(case_)
      runs++
      for (let tries = 0; tries < 4 && killed < kills; tries++) {
        const process = start(cwd, argsOf(case_, cwd, tries % 3))
        const timer = new AbortController()
        const waited = setTimeout(random.float64() * takesMs, 'over', { signal: timer.signal }).catch(
          () => 'ended',
        )
        const first = await Promise.race([waited, process.ended])
        if (first !== 'over') {
          timer.abort()
          break
        }
        process.kill()
        await process.ended
        killed++
      }
      await finish(case_, cwd, 2)
      expect(contentOf(join(cwd, 'run')), `run ${runs}`).toEqual(expected)
      rmSync(cwd, { recursive: true })
    }
    console.log(`${name}: ${killed} kills at random instants in ${runs} runs`)
  })
})

describe('a process that ends at a call to the disk', () => {
  const case_: Case = {
    config: `${moons}${network}checkpoint: { generations: 3 }\nstrategy: { population: 8 }\nstop: { generations: 10 }\n`,
  }
  const NODE_OPTIONS = `--import=${new URL('kill-hook.mjs', import.meta.url).href}`

  it('is resumed to the same result', { timeout: 3_600_000 }, async () => {
    const whole = folderOf(case_)
    await finish(case_, whole, 0)
    const expected = contentOf(join(whole, 'run'))
    let killed = 0
    // A whole run makes about 170 calls.
    for (const call of full ? shareOf(200, 200) : [97, 139]) {
      const cwd = folderOf(case_)
      const { signal } = await start(cwd, argsOf(case_, cwd, 0), { NODE_OPTIONS, KILL_AT: String(call) })
        .ended
      if (signal === 'SIGKILL') killed++
      if (!existsSync(join(cwd, 'run', 'run.json')) || signal === 'SIGKILL') await finish(case_, cwd, 0)
      expect(contentOf(join(cwd, 'run')), `ended at call ${call}`).toEqual(expected)
      rmSync(cwd, { recursive: true })
    }
    expect(killed).toBeGreaterThan(0)
    console.log(`${killed} kills at calls to the disk`)
  })
})

describe('code of the user', () => {
  /** Something that happens to one individual, the first time that it is evaluated at all. */
  const once = (what: string): string =>
    noisy
      .replace(
        'export default',
        "import { existsSync, writeFileSync } from 'node:fs'\nlet count = 0\nexport default",
      )
      .replace(
        '    let error = 0',
        `    if (++count === 300 && !existsSync('happened')) {\n      writeFileSync('happened', '')\n      ${what}\n    }\n    let error = 0`,
      )
  const config = (more: string): string =>
    `task: { kind: custom, module: fitness.mjs, episodes: 2${more} }\n${network}strategy: { population: 20 }\nstop: { generations: 40 }\n`

  /** The files of a run in which nothing happens, neither in `setup` nor later; made once. */
  let undisturbed: Promise<Record<string, unknown>> | null = null
  const wholeContent = (): Promise<Record<string, unknown>> => {
    undisturbed ??= (async () => {
      const calm: Case = { config: config('') }
      const whole = folderOf(calm)
      writeFileSync(join(whole, 'fitness.mjs'), once(''))
      await finish(calm, whole, 0)
      return contentOf(join(whole, 'run'))
    })()
    return undisturbed
  }

  it.concurrent('that takes all memory ends the process, and the run goes on to the same result', async () => {
    const calm: Case = { config: `${config('')}checkpoint: { generations: 5 }\n` }
    const cwd = folderOf(calm)
    writeFileSync(
      join(cwd, 'fitness.mjs'),
      once('for (const all = []; ; ) all.push(new Array(1000).fill({}))'),
    )
    const limit = { NODE_OPTIONS: '--max-old-space-size=60' }
    const { signal } = await start(cwd, argsOf(calm, cwd, 0), limit).ended
    // The shell calls it 134.
    expect(signal).toBe('SIGABRT')
    expect(JSON.parse(readFileSync(join(cwd, 'run/run.json'), 'utf8')).status).toBe('running')
    await finish(calm, cwd, 0)
    const [found, expected] = [contentOf(join(cwd, 'run')), await wholeContent()]
    for (const name of ['champion.json', 'metrics.jsonl']) expect(found[name]).toEqual(expected[name])
  })

  it.concurrent('whose workers end again and again ends the run with a checkpoint', async () => {
    const calm: Case = { config: `${config('')}checkpoint: { generations: 1000 }\n` }
    const setUp = (text: string): string =>
      text.replace(
        "maximize',",
        "maximize',\n  setup() {\n    if (existsSync('broken')) process.exit(3)\n  },",
      )
    const cwd = folderOf(calm)
    writeFileSync(join(cwd, 'fitness.mjs'), setUp(once("writeFileSync('broken', '')\n      process.exit(3)")))
    const { code, stderr } = await start(cwd, argsOf(calm, cwd, 1)).ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/setup failed: worker exited with code: 3$/m),
    })
    expect(readdirSync(join(cwd, 'run/checkpoints'))).toHaveLength(1)
    rmSync(join(cwd, 'broken'))
    await finish(calm, cwd, 2)
    const [found, expected] = [contentOf(join(cwd, 'run')), await wholeContent()]
    for (const name of ['champion.json', 'metrics.jsonl']) expect(found[name]).toEqual(expected[name])
  })

  it.concurrent('that overran its deadline has done so after a kill too', async () => {
    const late: Case = { config: `${config(', deadline: 0.3')}checkpoint: { generations: 1000 }\n` }
    const fitness = once('for (;;);')
    const whole = folderOf(late)
    writeFileSync(join(whole, 'fitness.mjs'), fitness)
    // With one worker it is always the same individual.
    await finish(late, whole, 1)
    const expected = contentOf(join(whole, 'run'))
    expect(expected['failures.jsonl']).toContainEqual(expect.objectContaining({ kind: 'deadline' }))

    const cwd = folderOf(late)
    writeFileSync(join(cwd, 'fitness.mjs'), fitness)
    const process = start(cwd, argsOf(late, cwd, 1))
    const failures = join(cwd, 'run/failures.jsonl')
    while (!existsSync(failures) || !readFileSync(failures, 'utf8').includes('"deadline"'))
      await setTimeout(1)
    process.kill()
    await process.ended
    await finish(late, cwd, 2)
    const { 'failures.jsonl': found, ...others } = contentOf(join(cwd, 'run'))
    const { 'failures.jsonl': failed, ...same } = expected
    expect(others).toEqual(same)
    expect(new Set(found as object[])).toEqual(new Set(failed as object[]))
  })
})
