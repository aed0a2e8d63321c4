import type { BuiltRun } from '../config/build.ts'
import { keepsChampions } from '../library/champion-recorder.ts'
import { filesOf, type PictureName, picturesOf } from './drawing/pictures.ts'
import { isTraced } from './episode/trace.ts'
import { isLegible } from './network-film.ts'

/** The files that will be drawn of a run alone that ends with a champion. */
export function expectedPictures(built: BuiltRun): string[] {
  if (built.config.pictures === false) return []
  const filmed = keepsChampions(built, 'alone')
  const { network, task } = built
  const has: Readonly<Record<PictureName, boolean>> = {
    film: filmed && task.view !== null,
    weights: filmed && network !== null && isLegible(network.topology),
    trace: isTraced(built),
    network: network !== null,
    loss: true,
    compared: task.view === 'picture',
    report: true,
  }
  return picturesOf('alone')
    .filter((name) => has[name])
    .flatMap(filesOf)
}
