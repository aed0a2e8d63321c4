import { pictureOptions } from '../../config/schema/pictures.ts'
import { EvolveError } from '../../errors.ts'
import { asComputed } from '../../library/run-config.ts'
import { EpisodeFilm } from '../../report/film/episode-film.ts'
import type { Film } from '../../report/film/film.ts'
import { championPlace } from '../champion-place.ts'
import { ProcessApart } from '../process-apart.ts'
import type { ReadRun } from '../read-run.ts'
import type { FilmReply, FilmRequest } from './messages.ts'

/** Frames of an episode for each of `pictures.frames`. */
const framesEach = 2.5
/** The longest time that the module takes to load and to set up. */
const setupMs = 60_000
/** The longest time that all frames together take. */
const filmMs = 300_000

type EpisodeArtist = ProcessApart<FilmRequest, FilmReply>

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
  const artist = new ProcessApart<FilmRequest, FilmReply>('#workers/film')
  try {
    const setup = {
      config: asComputed(run.config, run.record),
      directory: run.folder,
      genome,
      at: championPlace(champion),
    }
    const ready = await ask(artist, { kind: 'setup', setup }, setupMs, 'the module')
    if (ready.kind !== 'ready' || !ready.draws) return { film: null, remark: null }
    return await drawn(artist, ready.deadlineMs, mostFrames(run))
  } finally {
    artist.end()
  }
}

/** How many frames of an episode a film has at most. */
export function mostFrames({ config }: Pick<ReadRun, 'config'>): number {
  return Math.round(framesEach * pictureOptions(config).frames)
}

/** @param most frames */
async function drawn(artist: EpisodeArtist, deadlineMs: number, most: number): Promise<DrawnEpisode> {
  const film = new EpisodeFilm()
  const until = performance.now() + filmMs
  try {
    for (let frame = 0; ; frame++) {
      if (performance.now() > until) throw new EvolveError('run', `draw: took more than ${filmMs / 1000} s`)
      const reply = await ask(artist, { kind: 'frame' }, deadlineMs, `frame ${frame}`)
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

/**
 * @param what is asked for, for messages
 * @throws EvolveError if it fails or takes too long
 */
async function ask(
  artist: EpisodeArtist,
  request: FilmRequest,
  limitMs: number,
  what: string,
): Promise<FilmReply> {
  const reply = await artist
    .ask(request, limitMs)
    .catch((error: EvolveError): FilmReply => ({ kind: 'failed', message: error.message }))
  if (reply.kind === 'failed') throw new EvolveError('run', `draw: ${what}: ${reply.message}`)
  return reply
}
