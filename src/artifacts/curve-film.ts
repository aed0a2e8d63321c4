import { pictureOptions } from '../config/schema/pictures.ts'
import { BoundModel } from '../kernels/bound-model.ts'
import { parametersOf } from '../model/genome.ts'
import type { StoredModel } from '../model/model-file.ts'
import { championCurves, curveHeights, curveInputs, curvePlaces } from '../report/champion-curves.ts'
import { drawCurveFilm } from '../report/film/curve-film.ts'
import type { Film } from '../report/film/film.ts'
import { supervisedOf } from '../tasks/capabilities.ts'
import type { Task } from '../tasks/task.ts'
import { choose, filmCurve, headingOf, momentOf } from './moments.ts'
import type { ReadRun } from './read-run.ts'

/** Places along the input that the network is asked for: two a pixel. */
const placeCount = 573

/** The film of a run whose networks have one input, from its champions. */
export function filmCurves(task: Task, run: ReadRun, champion: StoredModel): Film {
  const { topology, parameters, signature } = champion
  const view = championCurves(champion, supervisedOf(task, 'task.kind').data)
  const places = curvePlaces(view, placeCount)
  const inputs = curveInputs(places, signature)
  const model = new BoundModel(topology, parameters)
  const { frames, every } = pictureOptions(run.config)
  return drawCurveFilm({
    ...view,
    heading: headingOf(run),
    curve: filmCurve(run),
    places,
    moments: choose(run.snapshots, frames, every).map((snapshot) => ({
      ...momentOf(snapshot, run),
      heights() {
        model.use(parametersOf(snapshot.genome))
        return curveHeights(model.forward(inputs), placeCount, view, signature)
      },
    })),
  })
}
