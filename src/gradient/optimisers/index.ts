import { adam } from './adam.ts'
import { adamw } from './adamw.ts'
import { momentum } from './momentum.ts'
import { nesterov } from './nesterov.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

/** Every optimiser by name. */
export const optimisers: {
  readonly sgd: typeof sgd
  readonly momentum: typeof momentum
  readonly nesterov: typeof nesterov
  readonly rmsprop: typeof rmsprop
  readonly adam: typeof adam
  readonly adamw: typeof adamw
} = { sgd, momentum, nesterov, rmsprop, adam, adamw }
