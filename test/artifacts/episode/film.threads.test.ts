import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GifReader } from 'omggif'
import { describe, expect, it } from 'vitest'
import { customRun, noisyModule, removeRunsAtEnd } from '../custom-run.ts'
import { drawHere } from '../draw-here.ts'

removeRunsAtEnd()

/** A fitness without a network whose `draw` has this body. */
function drawing(body: string): string {
  return `export default { genome: { length: 1, lower: 0, upper: 1 }, direction: 'minimize',
    evaluate: (genome) => genome[0],
    draw(frame, genome, context) { ${body} } }`
}

const page = '{ width: 6, height: 4, shapes: [] }'

/** What drawing says after a run, and the film, if there is one. */
async function drawn(
  source: string,
  options: Parameters<typeof customRun>[1] = {},
): Promise<{ warnings: readonly string[]; film: GifReader | null; written: readonly string[] }> {
  const task = { deadline: 2, champion: { episodes: 5 }, ...options.task }
  const { folder } = await customRun(source, { pictures: { film: true }, ...options, task })
  // Of many, so that no more is drawn than the film and the loss.
  const { warnings, written } = await drawHere(folder, 'many')
  const film = written.includes('film.gif') ? new GifReader(readFileSync(join(folder, 'film.gif'))) : null
  return { warnings, film, written }
}

describe('the film of an episode', () => {
  it('has the frames that the fitness draws of its champion, 25 a second', async () => {
    const { film, warnings, written } = await drawn(noisyModule)
    expect(warnings).toEqual([])
    expect(written).toContain('film.png')
    expect([film!.width, film!.height, film!.numFrames()]).toEqual([40, 20, 3])
    expect(film!.frameInfo(0).delay).toBe(4)
  })

  it('ends with the budget of ticks, as an evaluation does', async () => {
    const { film, warnings } = await drawn(drawing(`context.tick(); return ${page}`), { task: { budget: 5 } })
    expect(warnings).toEqual([])
    expect(film!.numFrames()).toBe(5)
  })

  it('has at most two and a half frames for each of pictures.frames', async () => {
    const { film, warnings } = await drawn(drawing(`return ${page}`), { pictures: { film: true, frames: 4 } })
    expect(film!.numFrames()).toBe(10)
    expect(warnings).toEqual(['film.gif has the first 10 frames; pictures.frames allows more'])
  })

  it('keeps the frames before an error, and says what went wrong', async () => {
    const body = `if (frame === 2) throw new Error('out of paint'); return ${page}`
    const { film, warnings } = await drawn(drawing(body))
    expect(film!.numFrames()).toBe(2)
    expect(warnings[0]).toMatch(
      /^film\.gif has 2 frames and no more: draw: frame 2: out of paint \(at .*fitness\.mjs:/,
    )
  })

  it.each([
    ['an endless loop', 'for (;;);', 'draw: frame 0: took more than 0.3 s'],
    ['a promise that never settles', 'return new Promise(() => {})', 'draw: frame 0: took more than 0.3 s'],
    ['an exit', 'process.exit(4)', 'draw: frame 0: its process ended with exit code 4'],
    [
      'a frame that is none',
      "return 'frame'",
      'draw: frame 0: expected { width, height, shapes } or null, found frame',
    ],
    [
      'no frame size',
      'return { shapes: [] }',
      'draw: frame 0: expected a width from 1 to 1000, a whole number, found undefined',
    ],
  ])('is only missed after %s', async (_, body, why) => {
    const { film, warnings, written } = await drawn(drawing(body), { task: { deadline: 0.3 } })
    expect(film).toBeNull()
    expect(warnings).toEqual([`film.gif and film.png not written: ${why}`])
    expect(written).toEqual(['loss.png'])
  })

  it('needs frames of one size', async () => {
    const { warnings } = await drawn(drawing('return { width: 5 + frame, height: 4, shapes: [] }'))
    expect(warnings[0]).toContain('expected frames of one size, 5 × 4, found one of 6 × 4')
  })

  it('is not there for a fitness that draws nothing, nor without pictures.film', async () => {
    const silent = await drawn(drawing('return null').replace(/draw\(.*/, '}'))
    expect([silent.film, silent.warnings]).toEqual([null, []])
    const off = await drawn(noisyModule, { pictures: { film: false } })
    expect([off.film, off.warnings]).toEqual([null, []])
  })
})
