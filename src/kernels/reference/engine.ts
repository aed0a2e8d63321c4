import { optimisers } from '../../gradient/optimisers/index.ts'
import type { Engine } from '../engine.ts'
import { ReferenceKernel } from './kernel.ts'
import { vectors } from './vectors.ts'

/** Plain TypeScript, written to be read: what the other engines are held against. */
export const reference: Engine = {
  name: 'reference',
  arithmetics: ['strict'],
  vectors: () => vectors,
  obstacle: () => null,
  kernel: (arena) => new ReferenceKernel(arena),
  optimisers: () => optimisers,
}
