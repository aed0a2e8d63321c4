import type { BuiltRun } from '../config/build.ts'
import type { Arithmetic } from '../kernels/kernel.ts'
import type { Signature } from '../model/signature.ts'
import type { Topology } from '../model/topology.ts'
import { type ChampionMap, championMap } from '../report/champion-view.ts'
import { originalPicture, paints } from '../tasks/supervised/image/render.ts'
import type { ChampionPicture } from './messages.ts'

/** Pixels a side of a map. */
const mapSize = 96
/** Pixels of the longer side of a picture. */
const imageSize = 112

/** What it takes to draw a run's networks: plain data, for the thread that draws. */
export interface Lens {
  readonly topology: Topology
  readonly signature: Signature
  readonly arithmetic: Arithmetic
  readonly width: number
  readonly height: number
  /** Null for a picture. */
  readonly map: ChampionMap | null
}

/** How a run's networks can be drawn: as a map if the inputs are two numbers, or as a picture. Null for all others. */
export function lensOf({ task, topology, signature, arithmetic }: BuiltRun): Lens | null {
  const base = { topology, signature, arithmetic }
  if (paints(signature)) {
    const original = originalPicture(task)
    if (original === null) return null
    const zoom = Math.min(1, imageSize / Math.max(original.width, original.height))
    const zoomed = (size: number): number => Math.max(1, Math.round(size * zoom))
    return { ...base, width: zoomed(original.width), height: zoomed(original.height), map: null }
  }
  const { columns } = signature
  const mappable = columns.length === 2 && columns.every(({ kind }) => kind === 'number')
  if (!mappable || task.data.inputs !== 2 || task.data.train.count === 0) return null
  return { ...base, width: mapSize, height: mapSize, map: championMap({ topology, signature }, task.data) }
}

/** What a page has to know of it. */
export function pictureOf({ map, width, height }: Lens): ChampionPicture {
  if (map === null) return { kind: 'image', width, height }
  const { x, y, answers, samples } = map
  return { kind: 'map', map: { x, y, answers, samples } }
}
