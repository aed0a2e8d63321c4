import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '../../src/config/input.ts'
import { built } from './built.ts'
import { evolve, evolveHere, folderWith, listing, readJson, readText, start } from './command-line.ts'

const { evolve: train } = await built<typeof import('../../src/index.ts')>('index')
const { readConfig } = await built<typeof import('../../src/config/read.ts')>('config/read')

const config =
  'task: { kind: classification, data: { generate: moons, samples: 60, validation: 0.2 } }\nnetwork: { hidden: [4] }\n' +
  'strategy: { population: 10 }\nstop: { generations: 20 }\npictures: false\n'
/** Ends by itself only after a long time. */
const long = `${config.replace('20', '100000')}checkpoint: { generations: 50 }\n`

/** The run of a config that is broken off by Ctrl-C. */
async function interrupted(text: string, ...args: readonly string[]): Promise<string> {
  const folder = folderWith({ 'c.yaml': text })
  const run = start(folder, 'c.yaml', ...args)
  await run.says('best')
  run.process.kill('SIGINT')
  expect(await run.ending).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('evolve resume runs/c goes on with it'),
  })
  return folder
}

function timeless(folder: string): unknown[] {
  const lines = readText(folder, 'metrics.jsonl').trimEnd().split('\n')
  return lines.map((line) => ({ ...JSON.parse(line), timing: null }))
}

describe('evolve resume', () => {
  it('goes on after Ctrl-C with another number of workers, and then says that the run has ended', async () => {
    const folder = await interrupted(long, '--workers', '2')
    const { generations } = readJson(folder, 'runs/c/run.json')
    const more = String(generations + 30)
    const resumed = await evolveHere(folder, 'resume', 'c', '-w', '0', '-g', more)
    expect(resumed.stderr).toContain('resuming runs/c\n')
    expect(resumed.stderr).toContain(`going on after generation ${generations.toLocaleString('en')}\n`)
    expect(resumed.stdout).toContain('all generations done')
    expect(resumed.code).toBe(0)
    const whole = await evolveHere(folder, 'c.yaml', '-w', '0', '-g', more, '-o', 'whole', '-q')
    expect(whole).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readText(folder, 'runs/c/champion.json')).toBe(readText(folder, 'whole/champion.json'))
    expect(timeless(join(folder, 'runs/c'))).toEqual(timeless(join(folder, 'whole')))

    // As a process leaves them that is killed after its last result.
    for (const name of ['reserve', 'run.json.part']) writeFileSync(join(folder, 'runs/c', name), 'left')
    const count = (generations + 30).toLocaleString('en')
    expect(await evolveHere(folder, 'resume', 'runs/c')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout:
        `runs/c has ended after ${count} generations: all generations done\n` +
        'to go on for longer: evolve resume runs/c --set stop.generations=<value>\n',
    })
    expect(listing(join(folder, 'runs/c'))).toEqual(listing(join(folder, 'whole')))
  })

  it('goes on after its progress is no longer read, which ends a training in order', async () => {
    const folder = folderWith({ 'c.yaml': long })
    // Each tenth of the generations is a line of progress, and none is written before that.
    const run = start(folder, 'c.yaml', '--workers', '0', '--set', 'stop.generations=20000')
    await run.says('best')
    run.process.stderr!.destroy()
    expect(await run.ending).toMatchObject({ code: 141 })
    const { generations, status } = readJson(folder, 'runs/c/run.json')
    expect(status).toBe('interrupted')
    expect(
      existsSync(join(folder, 'runs/c/checkpoints', `${String(generations).padStart(10, '0')}.checkpoint`)),
    ).toBe(true)
    const { code } = await evolveHere(folder, 'resume', 'c', '-w', '0', '-g', String(generations + 5))
    expect(code).toBe(0)
  })

  it('ends with a checkpoint where nobody reads the results', async () => {
    const folder = folderWith({ 'c.yaml': config })
    const run = start(folder, 'c.yaml', '--workers', '0')
    run.process.stdout!.destroy()
    expect(await run.ending).toMatchObject({ code: 0 })
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({ status: 'done', generations: 20 })
    expect(existsSync(join(folder, 'runs/c/checkpoints/0000000020.checkpoint'))).toBe(true)
  })

  it('draws the pictures of a run without a break', async () => {
    const drawn = config.replace('pictures: false', 'pictures: { film: true, frames: 8 }')
    const folder = folderWith({ 'c.yaml': drawn })
    const pictures = (run: string): Record<string, string> =>
      Object.fromEntries(
        readdirSync(join(folder, run))
          .filter((name) => /\.(png|gif)$/.test(name))
          .map((name) => [
            name,
            createHash('sha256')
              .update(readFileSync(join(folder, run, name)))
              .digest('hex'),
          ]),
      )
    await evolveHere(folder, 'c.yaml', '-q', '-w', '0', '-o', 'whole')
    // The library draws nothing of what is broken off.
    const { config: read } = await readConfig(join(folder, 'c.yaml'))
    for await (const { generation } of train(read as ConfigInput, {
      workers: 0,
      out: join(folder, 'broken'),
    }))
      if (generation === 9) break
    expect(pictures('broken')).toEqual({})
    expect(await evolveHere(folder, 'resume', 'broken', '-q', '-w', '0')).toEqual({
      ...{ code: 0, stdout: '', stderr: '' },
    })
    const expected = pictures('whole')
    expect(Object.keys(expected)).toEqual(['film.gif', 'film.png', 'loss.png', 'network.gif', 'network.png'])
    expect(pictures('broken')).toEqual(expected)
  })

  it('is named where a folder has a run that has not ended', async () => {
    const folder = await interrupted(long, '--workers', '0')
    const again = await evolveHere(folder, 'c.yaml', '-o', 'runs/c')
    expect(again.code).toBe(2)
    expect(again.stderr).toBe(
      'evolve: runs/c: --out: expected a new or empty folder, found a folder with a run that has not ended; evolve resume runs/c ' +
        'goes on with it; or choose another one or remove it\n',
    )
    const next = await evolveHere(folder, 'c.yaml', '-g', '1', '-w', '0')
    expect(next.stderr).toContain(
      'runs/c has not ended: evolve resume runs/c goes on with it, this run is another one\n',
    )
    expect(next.stdout).toContain('written to runs/c-2, since runs/c exists\n')
  })

  it('is refused while another process works on the run, and for what is no run', async () => {
    const folder = folderWith({ 'c.yaml': long, 'empty/x.txt': '' })
    const run = start(folder, 'c.yaml', '--workers', '0')
    await run.says('best')
    const { code, stderr } = await evolveHere(folder, 'resume', 'runs/c')
    expect(code).toBe(2)
    expect(stderr).toMatch(
      new RegExp(
        `^evolve: runs/c: expected a run that no other process works on, found process ${run.process.pid}, since .*; wait for its end`,
      ),
    )
    run.process.kill('SIGINT')
    await run.ending
    const refused: [run: string, line: RegExp][] = [
      ['nowhere', /^evolve: nowhere: expected the folder of a run, .*, found nothing of that name$/],
      ['empty', /^evolve: empty: expected the folder of a run, found no run\.json in it$/],
      ['empty/x.txt', /^evolve: empty\/x\.txt: expected the folder of a run, found a file$/],
    ]
    for (const [name, line] of refused) {
      const ending = await evolveHere(folder, 'resume', name)
      expect({ ...ending, stderr: ending.stderr.trimEnd() }).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(line),
      })
    }
  })

  it('takes over from a process that was killed', async () => {
    const folder = folderWith({ 'c.yaml': long })
    const run = start(folder, 'c.yaml', '--workers', '0')
    await run.says('best')
    while (!existsSync(join(folder, 'runs/c/checkpoints'))) await new Promise(setImmediate)
    run.process.kill('SIGKILL')
    await run.ending
    expect(readJson(folder, 'runs/c/lock')).toMatchObject({ pid: run.process.pid })
    const { code, stderr } = await evolve(
      folder,
      'resume',
      'runs/c',
      '-q',
      '-w',
      '0',
      '--set',
      'stop.seconds=0.1',
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(existsSync(join(folder, 'runs/c/lock'))).toBe(false)
  })

  it('goes on with repeats and a comparison of which some are done', async () => {
    const folder = folderWith({
      'c.yaml': `${config}compare: { repeats: 2, budget: { evaluations: 600 }, contestants: { ga: { strategy: ga }, adam: { strategy: adam } } }\n`,
    })
    for (const [args, list, seed] of [
      [['c.yaml', '--repeats', '3'], 'repeats.json', 'seed-2'],
      [['compare', 'c.yaml'], 'compare.json', 'ga/seed-2'],
    ] as const) {
      const trained = await evolveHere(folder, ...args, '-o', `whole-${list}`, '-w', '1', '-q')
      expect(trained).toEqual({ code: 0, stdout: '', stderr: '' })
      cpSync(join(folder, `whole-${list}`), join(folder, list), { recursive: true })
      expect(await evolveHere(folder, 'resume', list)).toEqual({
        ...{ code: 0, stderr: '' },
        stdout: `${list} has ended: all of its trainings are done\n`,
      })
      // As if its process had ended in the middle of one of them, before another one began.
      const record = join(folder, list, 'trainings.json')
      writeFileSync(record, readFileSync(record, 'utf8').replace('"done"', '"running"'))
      rmSync(join(folder, list, seed), { recursive: true })
      writeFileSync(join(folder, list, list), '[]')
      const resumed = await evolveHere(folder, 'resume', list, '-w', '1', '-q')
      expect(resumed).toEqual({ code: 0, stdout: '', stderr: '' })
      const text = (out: string): unknown =>
        JSON.parse(readText(folder, out, list), (key, value) => (/elapsedMs|^seconds/.test(key) ? 0 : value))
      expect(text(list)).toEqual(text(`whole-${list}`))
      const refused = await evolveHere(folder, 'resume', list, '-g', '9')
      expect(refused.stderr).toBe(
        `evolve: --generations: expected a single run, found ${list}, which has several; name one of its folders\n`,
      )
    }
  })
})

describe('evolve verify', () => {
  it('finds a run the same with any number of workers, also one that was broken off', async () => {
    const folder = await interrupted(long, '--workers', '0')
    const { generations } = readJson(folder, 'runs/c/run.json')
    const plain = await evolveHere(folder, 'verify', 'c', '-w', '0,2', '-q')
    const same = `all ${generations.toLocaleString('en')} generations are the same, and so is the champion`
    expect(plain).toEqual({
      code: 0,
      stdout: `0 workers: ${same}\n2 workers: ${same}\n`,
      stderr: 'verifying runs/c\n',
    })
  })

  it.each([
    ['that thins its metrics', `${config}metrics: { every: 7 }\n`],
    ['that ended by time', config.replace('generations: 20', 'seconds: 0.1')],
    ['that was fine-tuned, for a time', `${config}finetune: { seconds: 0.05 }\n`],
  ])('finds a run the same %s', async (_, text) => {
    const folder = folderWith({ 'c.yaml': text })
    await evolveHere(folder, 'c.yaml', '-w', '0', '-q')
    const { code, stdout } = await evolveHere(folder, 'verify', 'runs/c', '-w', '0')
    expect(stdout).toMatch(/^0 workers: all [\d,]+ generations are the same, and so is the champion\n$/)
    expect(code).toBe(0)
  })

  it('says where the first difference is', async () => {
    const folder = folderWith({ 'c.yaml': `${config}metrics: { every: 5 }\n` })
    await evolveHere(folder, 'c.yaml', '-w', '0', '-q')
    const file = join(folder, 'runs/c/metrics.jsonl')
    const text = readFileSync(file, 'utf8')
    const change = async (to: string): Promise<string> => {
      writeFileSync(file, to)
      const { code, stdout } = await evolveHere(folder, 'verify', 'runs/c', '-w', '0', '-q')
      expect(code).toBe(1)
      return stdout
    }
    const lines = text.trimEnd().split('\n')
    const edited = lines.map((line, index) =>
      index === 2 ? line.replace(/"failures":\d+/, '"failures":3') : line,
    )
    expect(await change(`${edited.join('\n')}\n`)).toBe(
      '0 workers: differs first in generation 10, the same up to generation 5: failures 0 instead of 3\n',
    )
    const digest = lines.map((line, index) =>
      index === 2 ? line.replace(/"digest":"./, '"digest":"x') : line,
    )
    expect(await change(`${digest.join('\n')}\n`)).toBe(
      '0 workers: differs first in generation 10, the same up to generation 5: its digest, over all generations since the line before\n',
    )
    writeFileSync(file, text)
    const champion = join(folder, 'runs/c/champion.json')
    writeFileSync(champion, readFileSync(champion, 'utf8').replace('"parameters": [', '"parameters": [ '))
    expect(await change(text)).toBe('0 workers: all 20 generations are the same, but the champion differs\n')
  })

  it('refuses workers that are no numbers', async () => {
    const folder = folderWith({ 'c.yaml': config })
    await evolveHere(folder, 'c.yaml', '-w', '0', '-q', '-g', '1')
    const { code, stderr } = await evolveHere(folder, 'verify', 'runs/c', '-w', '1,,2')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'evolve: --workers: expected numbers with commas between them: 1,2,8, found "1,,2"\n',
    })
  })
})
