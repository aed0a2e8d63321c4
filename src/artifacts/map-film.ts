import { pictureOptions } from '../config/schema/pictures.ts'
import { BoundModel } from '../kernels/bound-model.ts'
import { parametersOf } from '../model/genome.ts'
import type { StoredModel } from '../model/model-file.ts'
import { championMap, mapCells, mapField, mapInputs } from '../report/champion-view.ts'
import type { Film } from '../report/film/film.ts'
import { drawMapFilm } from '../report/film/map-film.ts'
import { supervisedOf } from '../tasks/capabilities.ts'
import type { Task } from '../tasks/task.ts'
import { choose, filmCurve, headingOf, momentOf } from './moments.ts'
import type { ReadRun } from './read-run.ts'

/** Cells a side that the network is asked for; the picture has twice as many pixels. */
const mostCells = 143

/** The film of a run whose networks have two inputs, from its champions. */
export function filmMap(task: Task, run: ReadRun, champion: StoredModel): Film {
  const { topology, parameters, signature } = champion
  const cells = mapCells(topology, mostCells)
  const map = championMap(champion, supervisedOf(task, 'task.kind').data)
  const grid = mapInputs(map, signature, cells, cells)
  const model = new BoundModel(topology, parameters)
  const { frames, every } = pictureOptions(run.config)
  return drawMapFilm({
    ...map,
    heading: headingOf(run),
    curve: filmCurve(run),
    cells,
    moments: choose(run.snapshots, frames, every).map((snapshot) => ({
      ...momentOf(snapshot, run),
      field() {
        model.use(parametersOf(snapshot.genome))
        return mapField(model.forward(grid), cells * cells, map, signature)
      },
    })),
  })
}
