import { type NoState, type Schedule, timed } from './schedule.ts'

export interface ConstantOptions {
  readonly kind: 'constant'
}

export const constant: Schedule<ConstantOptions, NoState> = timed({ kind: 'constant' }, () => 1)
