import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'
import { proportionateWheel, spin } from './wheel.ts'

export interface RouletteOptions {
  readonly kind: 'roulette'
}

/** Fitness-proportionate selection: the chance grows with worst - cost (Goldberg 1989). */
export function roulette(
  ranked: Costs,
  picks: Uint32Array,
  _options: RouletteOptions,
  stream: RandomStream,
): void {
  spin(proportionateWheel(ranked), picks, stream)
}
