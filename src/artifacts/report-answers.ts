import { BoundModel } from '../kernels/bound-model.ts'
import type { StoredModel } from '../model/model-file.ts'
import { outputLayer } from '../model/topology.ts'
import type { ChampionAnswers, DataPart } from '../report/html/data.ts'
import { unscale } from '../tasks/supervised/data/scaling.ts'
import { chosenClass, classThreshold } from '../tasks/supervised/data/targets.ts'
import type { Samples } from '../tasks/supervised/dataset.ts'
import type { Task } from '../tasks/task.ts'

/** A network's answers for every part of a task's data, beside the true values; null for a picture and without samples. */
export function answersOf(
  { topology, parameters, signature }: StoredModel,
  task: Task,
): ChampionAnswers | null {
  const { outputs } = signature
  const { supervised } = task
  if (outputs.kind === 'colour' || supervised === null) return null
  const model = new BoundModel(topology, parameters)
  const width = outputLayer(topology).outputs
  const parts = (['train', 'validation', 'test'] as const)
    .map((part): [DataPart, Samples] => [part, supervised.data[part]])
    .filter(([, samples]) => samples.count > 0)
  if (outputs.kind === 'classes') {
    const threshold = classThreshold(outputLayer(topology).activation.kind)
    const classes = (values: Float32Array, count: number): Int32Array =>
      Int32Array.from({ length: count }, (_, sample) => chosenClass(values, sample, width, threshold))
    return {
      ...outputs,
      parts: parts.map(([part, { count, inputs, targets }]) => ({
        part,
        truth: classes(targets, count),
        chosen: classes(model.forward(inputs), count),
      })),
    }
  }
  const raw = (values: Float32Array): Float64Array =>
    Float64Array.from(values, (value, at) => unscale(value, at % width, outputs.scaling))
  return {
    kind: 'numbers',
    names: outputs.names,
    parts: parts.map(([part, { inputs, targets }]) => ({
      part,
      truth: raw(targets),
      answer: raw(model.forward(inputs)),
    })),
  }
}
