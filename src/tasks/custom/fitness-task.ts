import { InputError } from '../../errors.ts'
import type { GenomeSpec } from '../../strategies/problem.ts'
import { vectorGenome } from '../../strategies/vector-genome.ts'
import type { CustomTask, NetworkSpec, Task } from '../task.ts'
import type { FitnessDescription } from './description.ts'
import type { GenomeOptions } from './fitness.ts'

/**
 * The task of a fitness that is code.
 * @throws InputError for a genome that is none
 */
export function fitnessTask(kind: string, custom: CustomTask): Task {
  const { description, module } = custom
  const { direction, fitnessName, network, vector } = description
  return {
    ...{ kind, direction, fitnessName },
    network: network && networkSpec(network),
    genome: vector && genomeOf(vector, module),
    supervised: null,
    custom,
    view: description.draws ? 'episode' : null,
    notes: [],
  }
}

/** @throws InputError that names the key of the module */
function genomeOf({ names: _, ...options }: GenomeOptions, file: string | undefined): GenomeSpec {
  try {
    return vectorGenome(options)
  } catch (error) {
    throw error instanceof InputError && file !== undefined ? error.in(file) : error
  }
}

function networkSpec(network: NonNullable<FitnessDescription['network']>): NetworkSpec {
  const { inputs, outputs, outputActivation, inputNames, outputNames } = network
  return {
    inputs,
    outputs,
    outputActivation,
    fits: null,
    signature: {
      columns: inputNames.map((name) => ({ name, kind: 'number', missing: null })),
      scaling: null,
      outputs: { kind: 'numbers', names: outputNames, scaling: null },
    },
  }
}
