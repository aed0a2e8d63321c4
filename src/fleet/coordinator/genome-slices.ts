import type { Items } from '../../evaluation/executor.ts'
import type { Job } from '../../evaluation/job.ts'
import type { PopulationArea } from '../../memory/population.ts'
import type { GenerationPlan, Materialise } from '../../strategies/strategy.ts'

/** Genomes are made for so long until others may go on, milliseconds. */
const sliceMs = 5

/** Makes the genomes that a job scores, and pauses now and then. */
export function* makeGenomes(
  job: Job,
  { from, to }: Items,
  population: Pick<PopulationArea, 'genome'>,
  materialise: Materialise<GenerationPlan>,
): Generator<void> {
  if (job.kind !== 'score') return
  let pauseAt = performance.now() + sliceMs
  for (let row = from; row < to; row++) {
    materialise(job.plan, row, population.genome(row))
    if (performance.now() < pauseAt) continue
    yield
    pauseAt = performance.now() + sliceMs
  }
}
