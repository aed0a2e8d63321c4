import type { ActivationName } from '../../model/activations.ts'
import type { LossName } from '../../model/losses.ts'
import type { Supervised, Task, TaskView } from '../task.ts'
import type { PreparedData } from './dataset.ts'
import { outputFit } from './loss-choice.ts'

/** What a kind of task with samples provides. */
export interface SupervisedTaskParts extends Pick<Supervised, 'measure' | 'validationField'> {
  readonly kind: string
  readonly loss: LossName
  readonly outputActivation: ActivationName
  readonly prepared: PreparedData
  /** Default: null. */
  readonly classWeights?: Supervised['classWeights']
  readonly view: TaskView | null
}

/** A task with samples: its fitness is the loss over them, to be minimised. */
export function supervisedTask(parts: SupervisedTaskParts): Task {
  const {
    kind,
    loss,
    outputActivation,
    prepared,
    classWeights = null,
    view,
    validationField,
    measure,
  } = parts
  const { data, inputs, outputs, signature, notes } = prepared
  return {
    kind,
    direction: 'minimize',
    fitnessName: loss,
    network: { inputs, outputs, outputActivation, fits: outputFit(loss), signature },
    genome: null,
    custom: null,
    supervised: { loss, data, classWeights, validationField, measure },
    view,
    notes,
  }
}

/** What pictures can show: curves if the only input is a number, a map if the inputs are two number columns. */
export function viewOf({ inputs, signature: { columns } }: PreparedData): TaskView | null {
  if (inputs !== columns.length || columns.some(({ kind }) => kind !== 'number')) return null
  return ([null, 'curve', 'map'] as const)[inputs] ?? null
}
