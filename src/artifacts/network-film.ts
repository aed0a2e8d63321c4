import { pictureOptions } from '../config/schema/pictures.ts'
import { parametersOf } from '../model/genome.ts'
import type { StoredModel } from '../model/model-file.ts'
import { parameterCount, type Topology, widths } from '../model/topology.ts'
import { drawNetworkFilm } from '../report/film/network-film.ts'
import { choose, headingOf, isFilmed, momentOf } from './moments.ts'
import { drawingOf } from './network.ts'
import type { ReadRun } from './read-run.ts'

/** Larger networks would not be drawn completely, or make a large film. */
const mostParameters = 2500
const mostUnits = 32
const mostFrames = 30
/** A film that would be larger gets fewer frames. */
const mostBytes = 400_000
const leastFrames = 8

/** Whether a network is small enough for a film. */
export function isLegible(topology: Topology): boolean {
  return parameterCount(topology) <= mostParameters && Math.max(...widths(topology)) <= mostUnits
}

/** The champion's weights in the course of a run as GIF; null for a run without snapshots and for a large network. */
export async function filmNetwork(run: ReadRun, champion: StoredModel): Promise<Uint8Array | null> {
  const { topology } = champion
  if (!isFilmed(run)) return null
  const pictures = pictureOptions(run.config)
  if (!isLegible(topology)) return null
  const heading = headingOf(run)
  const filmOf = (frames: number): Promise<Uint8Array> => {
    const moments = choose(run.snapshots, frames, pictures.every).map((snapshot) => ({
      ...momentOf(snapshot, run),
      parameters: parametersOf(snapshot.genome),
    }))
    return drawNetworkFilm({ heading, label: run.record.fitnessName, ...drawingOf(champion), moments })
  }
  const frames = Math.min(mostFrames, pictures.frames)
  const gif = await filmOf(frames)
  const fewer = Math.max(leastFrames, Math.floor((frames * 0.9 * mostBytes) / gif.length))
  return fewer < frames && gif.length > mostBytes ? filmOf(fewer) : gif
}
