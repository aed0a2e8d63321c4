import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { EvolveError } from '../../errors.ts'
import { EpisodeFilm } from '../../report/film/episode-film.ts'
import type { Film } from '../../report/film/film.ts'
import { championPlace } from '../champion-place.ts'
import type { ReadRun } from '../read-run.ts'
import { configOf } from '../run-config.ts'
import type { FilmReply, FilmRequest } from './messages.ts'

/** Frames of an episode for each of `pictures.frames`. */
const framesEach = 2.5
/** The longest time that the module takes to load and to set up. */
const setupMs = 60_000

/** The film of a champion's episode, and what should be said about it. */
export interface DrawnEpisode {
  readonly film: Film | null
  readonly remark: string | null
}

/**
 * The film of the champion's first episode, drawn by the user's code in a process of its own, since that may hang, exit
 * or take all memory. Null for a fitness that draws nothing.
 * @throws EvolveError that says why it could not be drawn
 */
export async function filmEpisode(run: ReadRun): Promise<DrawnEpisode> {
  const genome = run.champion?.parameters ?? run.genome?.genome
  const { champion } = run.record
  if (genome === undefined || champion === null) return { film: null, remark: null }
  const artist = new Artist()
  try {
    const setup = { config: configOf(run), directory: run.folder, genome, at: championPlace(champion) }
    const ready = await artist.ask({ kind: 'setup', setup }, setupMs, 'the module')
    if (ready.kind !== 'ready' || !ready.draws) return { film: null, remark: null }
    return await drawn(artist, ready.deadlineMs, Math.round(framesEach * run.config.pictures.frames))
  } finally {
    artist.end()
  }
}

/** @param most frames */
async function drawn(artist: Artist, deadlineMs: number, most: number): Promise<DrawnEpisode> {
  const film = new EpisodeFilm()
  try {
    for (let frame = 0; ; frame++) {
      const reply = await artist.ask({ kind: 'frame' }, deadlineMs, `frame ${frame}`)
      if (reply.kind !== 'frame' || reply.frame === null) return { film: film.end(), remark: null }
      if (frame === most) {
        const remark = `film.gif has the first ${most} frames; pictures.frames allows more`
        return { film: film.end(), remark }
      }
      film.add(reply.frame)
    }
  } catch (error) {
    const why = error instanceof RangeError ? new EvolveError('run', `draw: ${error.message}`) : error
    if (film.length === 0 || !(why instanceof EvolveError)) throw why
    return { film: film.end(), remark: `film.gif has ${film.length} frames and no more: ${why.message}` }
  }
}

/** The process that draws, and the requests to it. */
class Artist {
  private readonly process: ChildProcess
  private receive: ((reply: FilmReply) => void) | null = null
  private ended: string | null = null

  constructor() {
    this.process = fork(createRequire(import.meta.url).resolve('#workers/film'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A debugger of this process would make that one wait.
      execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
    })
    this.process.on('message', (reply: FilmReply) => this.receive?.(reply))
    this.process.on('error', (error) => this.fail(error.message))
    this.process.on('exit', (code, signal) => {
      this.fail(`its process ended with ${signal === null ? `exit code ${code}` : `the signal ${signal}`}`)
    })
  }

  /**
   * @param what is asked for, for messages
   * @throws EvolveError if it fails or takes too long
   */
  async ask(request: FilmRequest, limitMs: number, what: string): Promise<FilmReply> {
    let timer: NodeJS.Timeout | undefined
    const reply = await new Promise<FilmReply>((resolve) => {
      this.receive = resolve
      if (this.ended !== null) resolve({ kind: 'failed', message: this.ended })
      const late = `took more than ${limitMs / 1000} s`
      timer = setTimeout(() => resolve({ kind: 'failed', message: late }), limitMs)
      this.process.send(request, (error) => {
        if (error !== null) this.fail(error.message)
      })
    })
    clearTimeout(timer)
    this.receive = null
    if (reply.kind === 'failed') throw new EvolveError('run', `draw: ${what}: ${reply.message}`)
    return reply
  }

  end(): void {
    this.process.kill('SIGKILL')
  }

  private fail(message: string): void {
    this.ended ??= message
    this.receive?.({ kind: 'failed', message })
  }
}
