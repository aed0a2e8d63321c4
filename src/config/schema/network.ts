import { z } from 'zod'
import { type Activation, type ActivationName, activations } from '../../model/activations.ts'
import { defaultInitialisation, type Initialisation } from '../../model/initialisers.ts'
import { activation } from '../../model/topology.ts'
import { flag, integer, mapping, number, word } from './field.ts'

/** The network between the task's inputs and outputs. */
export interface NetworkConfig {
  /** Width of each hidden layer, from the inputs to the outputs. */
  readonly hidden: readonly number[]
  /** One for each hidden layer. */
  readonly activation: readonly Activation[]
  /** Of the last layer; if absent it follows from task and loss. */
  readonly output?: Activation | undefined
  /** Whether each hidden layer also takes in its own outputs of the step before. */
  readonly recurrent: boolean
  /** Whether all units have biases. */
  readonly bias: boolean
  readonly init: Initialisation
}

const WIDEST = 65_536
const MOST_LAYERS = 64
const names = Object.keys(activations) as ActivationName[]

/** `tanh`, or `{ kind: leaky-relu, slope: 0.2 }`. */
function activationSchema(kinds: readonly ActivationName[]): z.ZodType<Activation> {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? { kind: value } : value),
      mapping<{ kind: ActivationName; slope?: number | undefined }>({
        kind: word(kinds),
        slope: number({ min: 0, max: 1 })
          .optional()
          .describe('slope of leaky-relu left of zero; default 0.01 (Maas et al. 2013)'),
      }).check(({ value, issues }) => {
        if (value.kind === 'leaky-relu' || !value.slope) return
        const message = 'a slope for leaky-relu only'
        issues.push({ code: 'custom', path: ['slope'], input: value, message })
      }),
    )
    .transform(({ kind, slope }) => activation(kind, slope))
}

const hiddenActivation = activationSchema(names.filter((name) => !activations[name].outputOnly))

const init: z.ZodType<Initialisation> = mapping<Initialisation>({
  weights: word(['auto', 'xavier', 'he', 'lecun', 'uniform'])
    .default(defaultInitialisation.weights)
    .describe('the spread of initial weights; auto follows the activation'),
  distribution: word(['normal', 'uniform'])
    .default(defaultInitialisation.distribution)
    .describe('the distribution of initial weights'),
  scale: number({ above: 0, max: 1000 })
    .default(defaultInitialisation.scale)
    .describe('range ± of uniform weights; other spreads follow from the layer'),
  biases: word(['zero', 'uniform']).default(defaultInitialisation.biases).describe('initial biases'),
  biasScale: number({ above: 0, max: 1000 })
    .default(defaultInitialisation.biasScale)
    .describe('range ± of uniform biases'),
})

export const networkSchema: z.ZodType<NetworkConfig> = mapping<
  Omit<NetworkConfig, 'activation'> & { activation: Activation | readonly Activation[] }
>({
  hidden: z
    .array(integer({ min: 1, max: WIDEST }), { error: 'a list of layer widths' })
    .max(MOST_LAYERS, { error: `a list of at most ${MOST_LAYERS} widths` })
    .default([16, 16])
    .describe('width of each hidden layer; inputs and outputs come from the task'),
  activation: z
    .union([hiddenActivation, z.array(hiddenActivation)], {
      error: 'an activation, or a list with one for each hidden layer',
    })
    .prefault('tanh')
    .describe('activation of the hidden layers: one for all, or a list with one for each'),
  output: activationSchema(names)
    .optional()
    .describe('activation of the outputs; by default it follows from task and loss'),
  recurrent: flag()
    .default(false)
    .describe(
      'hidden layers remember: each also takes in its own outputs of the step before; for a task with episodes',
    ),
  bias: flag()
    .default(true)
    .describe(
      'whether all units have biases; without them and with odd activations such as tanh a network is odd',
    ),
  init: init.prefault({}).describe('how the first generation is drawn'),
})
  .check(({ value, issues }) => {
    if (!value.recurrent || value.hidden.length > 0) return
    const message = 'false for a network without hidden layers'
    issues.push({ code: 'custom', path: ['recurrent'], input: value.recurrent, message })
  })
  .check(({ value, issues }) => {
    if (!Array.isArray(value.activation) || value.activation.length === value.hidden.length) return
    const message = `one activation, or a list of ${value.hidden.length}: one for each hidden layer`
    issues.push({ code: 'custom', path: ['activation'], input: value.activation, message })
  })
  .check(({ value, issues }) => {
    if (value.bias || value.init.biases === 'zero') return
    const message = 'zero for a network without biases'
    issues.push({ code: 'custom', path: ['init', 'biases'], input: value.init.biases, message })
  })
  .transform(({ hidden, activation, output, recurrent, bias, init }) => ({
    hidden,
    activation: isList(activation) ? activation : hidden.map(() => activation),
    ...(output === undefined ? {} : { output }),
    recurrent,
    bias,
    init,
  }))

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}
