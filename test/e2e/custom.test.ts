import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evolve, evolveHere, folderWith, listing, readJson, readText } from './command-line.ts'

/** Individuals that fail in each way, the others well. */
const faults = `
export default {
  genome: { length: 2, lower: 0, upper: [1, 5], integer: [false, true], names: ['share', 'boxes'] },
  direction: 'minimize', fitnessName: 'cost',
  evaluate(genome, context) {
    if (context.individual === 1) return new Promise(() => {})
    if (context.individual === 2) process.exit(3)
    if (context.individual === 3) throw new Error('three is unlucky')
    if (context.individual < 6) console.log('hello from', context.individual)
    return { fitness: genome[0] + genome[1], metrics: { boxes: genome[1] } }
  },
}
`
const config = `
name: faults
task: { kind: custom, module: fitness.mjs, deadline: 0.5, failures: 1 }
strategy: { kind: ga, population: 20, initial: 1 }
stop: { generations: 1 }
`

describe('a fitness of the user', () => {
  it('has its failures told and replayed, each with an exit code that says whether it is the same', async () => {
    const folder = folderWith({ 'fitness.mjs': faults, 'c.yaml': config })
    const trained = await evolve(folder, 'c.yaml', '--workers', '1')
    expect(trained).toMatchObject({ code: 0 })
    expect(trained.stdout).toContain('  genome    2 numbers, 1 of them whole, all bounded\n')
    expect(trained.stdout).toContain(
      '3 evaluations failed: see failures.jsonl, evolve replay runs/faults 1\n  the first: ',
    )
    expect(trained.stdout).toMatch(
      /the best genome:\n {2}share +0\.\d+\n {2}boxes +\d\nwritten to runs\/faults\nreport: runs\/faults\/report\.html\n$/,
    )
    expect(trained.stderr).toContain('│ hello from 4\n')

    const kinds = readText(folder, 'runs/faults/failures.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).individual)
    // In a process where the fitness may end it, or where another one would remember its module.
    const replay = (individual: number | 'champion', by = evolve) =>
      by(
        folder,
        'replay',
        'runs/faults',
        individual === 'champion' ? individual : String(kinds.indexOf(individual) + 1),
      )
    const thrown = await replay(3, evolveHere)
    expect(thrown).toMatchObject({ code: 0, stderr: '' })
    expect(thrown.stdout).toContain('failed: error: three is unlucky\n    at Object.evaluate (file:')
    expect(thrown.stdout).toMatch(/\nthe same failure as in the run\n$/)
    const stuck = await replay(1)
    expect(stuck).toMatchObject({ code: 0 })
    expect(stuck.stdout).toContain('it runs without the deadline here')
    expect(stuck.stdout).toContain('its promise never settles')
    expect((await replay(2)).stdout).toContain('the fitness called process.exit(3)\n    at Object.evaluate')
    expect(await replay('champion', evolveHere)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the same as in the run'),
    })

    writeFileSync(
      join(folder, 'fitness.mjs'),
      faults.replace("throw new Error('three is unlucky')", 'return 9'),
    )
    const mended = await replay(3)
    expect(mended.code).toBe(1)
    expect(mended.stdout).toContain(
      'differs from the run:\n  fitness 9, recorded: the failure "three is unlucky"',
    )
    expect(mended.stderr).toContain('has changed since the run')
    expect(await evolveHere(folder, 'replay', 'runs/faults', '9')).toMatchObject({
      code: 2,
      stderr: 'evolve: runs/faults: expected champion, or a failure from 1 to 3, found "9"\n',
    })
  })

  it('does not tear the live line where it logs in this process', async () => {
    const quiet = faults.replaceAll(/if \(context\.individual === \d\).*\n/g, '')
    const folder = folderWith({ 'fitness.mjs': quiet, 'c.yaml': `${config}pictures: false\n` })
    const { stdout, stderr, code } = await evolveHere(folder, 'c.yaml', '--workers', '0')
    expect(code).toBe(0)
    expect(stdout).not.toContain('hello')
    expect(stderr.split('\n').filter((line) => line.includes('hello'))).toContain('│ hello from 4')
    expect(stdout).not.toContain('failed')
  })

  /** Writes the template, and trains it for some generations. */
  async function template(more: readonly string[], workers: string, ...args: readonly string[]) {
    const folder = folderWith()
    const written = await evolveHere(folder, 'init', 'lander', '--template', 'custom', ...more)
    expect(written).toMatchObject({ code: 0, stderr: '' })
    expect(written.stdout).toContain('train it with: evolve lander/config.yaml\n')
    expect(existsSync(join(folder, 'lander/package.json'))).toBe(true)
    const sizes = ['--set', 'task.champion.episodes=10', '--set', 'strategy.population=20', '-g', '3']
    const trained = await evolve(folder, 'lander/config.yaml', '--workers', workers, ...sizes, ...args)
    expect(trained).toMatchObject({ code: 0 })
    expect(trained.stdout).toContain('on 10 fresh episodes\n  score ')
    expect(readJson(folder, 'runs/lander/run.json').champion).toMatchObject({ episodes: 10, measured: 3 })
    return { folder, trained }
  }

  it('begins with a template that trains, has a film and is replayed', async () => {
    const { folder, trained } = await template([], '1', '--set', 'pictures.frames=4')
    expect(trained.stderr).not.toContain('not written')
    expect(listing(join(folder, 'runs/lander'))).toEqual(
      expect.arrayContaining(['film.gif', 'film.png', 'report.html']),
    )
    const replayed = await evolveHere(folder, 'replay', 'runs/lander', 'champion')
    expect(replayed.stdout).toContain('episode 10: ')
    expect(replayed.stdout).toContain('the same as in the run')
  })

  it('begins with a template in JavaScript that trains too', async () => {
    await template(['--js'], '2', '--set', 'pictures=false')
  })

  it('is trained several times, and compared with itself, without parts of data in the tables', async () => {
    const plain = faults.replaceAll(/if \(context\.individual === \d\).*\n/g, '')
    const folder = folderWith({ 'fitness.mjs': plain, 'c.yaml': `${config}pictures: false\n` })
    const repeated = await evolve(folder, 'c.yaml', '--repeats', '2', '--workers', '1')
    expect(repeated).toMatchObject({ code: 0 })
    expect(repeated.stdout).toMatch(/\nseed +cost +boxes +evaluations +time +ended by\n/)
    expect(repeated.stdout).not.toContain('hello')
    expect(repeated.stderr).toContain('seed 2: hello from 4\n')
    const contestants = '{ small: { strategy: { kind: ga, population: 10 } }, large: {} }'
    const compare = `compare={ repeats: 1, budget: { evaluations: 300 }, contestants: ${contestants} }`
    const compared = await evolve(folder, 'compare', 'c.yaml', '--workers', '1', '--set', compare)
    expect(compared).toMatchObject({ code: 0 })
    expect(compared.stdout).toMatch(/\nstrategy +median cost .* boxes\n/)
  })

  it('is refused in one line where a config asks for gradients', async () => {
    const folder = folderWith({ 'fitness.mjs': faults, 'c.yaml': config })
    for (const key of ['strategy=adam', 'memetic={}', 'finetune={}', 'task.batch=3']) {
      const { code, stderr } = await evolveHere(folder, 'c.yaml', '--workers', '0', '--set', key)
      expect([code, stderr.trim().split('\n').length]).toEqual([2, 1])
    }
  })
})
