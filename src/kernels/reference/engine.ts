import { optimisers } from '../../gradient/optimisers/index.ts'
import type { Engine } from '../engine.ts'
import { ReferenceKernel } from './kernel.ts'
import { ReferenceSampleNetwork } from './sample-network.ts'
import { vectors } from './vectors.ts'

/** Readable TypeScript; tests compare the other engines with it. */
export const reference: Engine = {
  name: 'reference',
  arithmetics: ['strict'],
  vectors: () => vectors,
  obstacle: () => null,
  kernel: (arena) => new ReferenceKernel(arena),
  sampleNetwork: (arena, _arithmetic, slot, place = 0) => new ReferenceSampleNetwork(arena, slot, place),
  optimisers: () => optimisers,
}
