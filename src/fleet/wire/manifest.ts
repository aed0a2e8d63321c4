import { EvolveError, InputError } from '../../errors.ts'
import type { BatchOptions } from '../../evaluation/batch.ts'
import type { FaultPolicy } from '../../evaluation/faults.ts'
import type { EvaluationSpec } from '../../evaluation/spec.ts'
import { resolveComputation } from '../../kernels/computation.ts'
import type { Arithmetic } from '../../kernels/kernel.ts'
import type { ArenaSize } from '../../memory/plan.ts'
import type { Samples } from '../../tasks/supervised/dataset.ts'
import { type Parcel, pack } from './parcel.ts'
import type { ModuleNotice } from './sent-module.ts'

/** The sizes of an arena but for the number of slots, which is that of a machine's threads. */
export type SiteSize = ArenaSize extends infer Size
  ? Size extends unknown
    ? Omit<Size, 'slots'>
    : never
  : never

/** What a worker builds its side of a run from. Plain data, the same for all machines. */
export interface Manifest {
  /** The engine is a machine's own affair: engines of one arithmetic give the same bits. */
  readonly spec: Omit<EvaluationSpec, 'engine'>
  readonly size: SiteSize
  /** The training part; null for a task without samples. */
  readonly samples: Samples | null
  /** Null if generations are scored on the whole training part. */
  readonly batch: BatchOptions | null
  /** Null for a task with samples. */
  readonly fitness: FitnessNotice | null
}

/** How a fitness that is code is loaded and guarded. */
export interface FitnessNotice {
  readonly module: ModuleNotice
  readonly policy: FaultPolicy
  readonly isolate: boolean
  /** MiB; null for the default of Node.js. */
  readonly heapMiB: number | null
}

/** Whether workers load code of the user's own. */
export function bringsCode({ fitness }: Pick<Manifest, 'fitness'>): boolean {
  return fitness !== null && fitness.module.kind !== 'shipped'
}

/** @throws InputError for options of a fitness that cannot be sent */
export function packManifest(manifest: Manifest): Parcel {
  try {
    return pack(manifest)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new InputError(
      {
        field: 'task.options',
        expected: 'numbers, texts, lists and mappings, since they are sent to other machines',
        found: cause.message,
      },
      { cause },
    )
  }
}

/**
 * The computation of a run on this machine.
 * @throws EvolveError if the machine cannot compute in that arithmetic
 */
export function computationHere(arithmetic: Arithmetic): ReturnType<typeof resolveComputation> {
  try {
    return resolveComputation({ engine: 'auto', arithmetic })
  } catch (cause) {
    throw new EvolveError(
      'run',
      `expected a machine that computes in ${arithmetic} arithmetic, found another`,
      {
        cause,
      },
    )
  }
}
