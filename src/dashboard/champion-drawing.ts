import type { BuiltRun } from '../config/build.ts'
import type { Computation } from '../kernels/computation.ts'
import type { Signature } from '../model/signature.ts'
import type { Topology } from '../model/topology.ts'
import { type ChampionMap, championMap, mapCells } from '../report/champion-view.ts'
import { originalPicture } from '../tasks/supervised/image/render.ts'
import type { ChampionPicture } from './messages.ts'

/** Cells a side of a map that the network is asked for; as in the film, the picture has twice as many pixels. */
const mapCellsMost = 96
/** Pixels of the longer side of a picture. */
const imageSize = 112

/** Everything needed to draw a run's networks, as plain data. */
export interface ChampionDrawing extends Computation {
  readonly topology: Topology
  readonly signature: Signature
  readonly width: number
  readonly height: number
  /** Null for a picture. */
  readonly map: ChampionMap | null
}

/** How a run's networks are drawn, as its task says: a map of two inputs, or a picture. Null if neither fits. */
export function championDrawingOf({ task, network, engine, arithmetic }: BuiltRun): ChampionDrawing | null {
  if (network === null) return null
  const base = { ...network, engine, arithmetic }
  if (task.view === 'picture') {
    const original = originalPicture(task)
    if (original === null) return null
    const zoom = Math.min(1, imageSize / Math.max(original.width, original.height))
    const zoomed = (size: number): number => Math.max(1, Math.round(size * zoom))
    return { ...base, width: zoomed(original.width), height: zoomed(original.height), map: null }
  }
  if (task.view !== 'map' || task.supervised === null) return null
  const map = championMap(network, task.supervised.data)
  const size = 2 * mapCells(network.topology, mapCellsMost)
  return { ...base, width: size, height: size, map }
}

/** The part of it that the page needs. */
export function pictureOf({ map, width, height }: ChampionDrawing): ChampionPicture {
  if (map === null) return { kind: 'picture', width, height }
  const { x, y, answers, samples } = map
  return { kind: 'map', map: { x, y, answers, samples } }
}
