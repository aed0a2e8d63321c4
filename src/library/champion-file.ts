import type { BuiltRun } from '../config/build.ts'
import { parametersOf } from '../model/genome.ts'
import { writeGenome } from '../model/genome-file.ts'
import { writeModel } from '../model/model-file.ts'
import type { Genome } from '../random/genome.ts'

/** The file of a run folder with the best network or genome so far. */
export const championName = 'champion.json'

/** The text of `champion.json`: a model file, or a genome file if the genome is no network. */
export function championFile({ network, task }: BuiltRun, genome: Genome): string {
  if (network !== null) return writeModel({ ...network, parameters: parametersOf(genome) })
  const names = task.custom?.description.vector?.names ?? null
  return writeGenome({ genome: Float64Array.from(genome), names })
}
