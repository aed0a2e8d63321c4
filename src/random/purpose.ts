/** What a stream of random numbers is for: the second word of its key, so that no two uses share a draw. */
export type Purpose =
  | 'initial'
  | 'selection'
  | 'crossover'
  | 'mutation'
  | 'immigrant'
  | 'rounding'
  | 'sample'
  | 'shape'
  | 'island'
  | 'migration'
  | 'archive'
  | 'permutation'
  | 'restart'
  | 'generate'
  | 'split'
  | 'batch'
  | 'bootstrap'
  | 'minibatch'
  | 'learning'
  | 'features'
  | 'episode'
  | 'share'
  | 'start'

export const purpose: Readonly<Record<Purpose, number>> = {
  initial: 1,
  selection: 2,
  crossover: 3,
  mutation: 4,
  immigrant: 5,
  rounding: 6,
  sample: 7,
  shape: 8,
  island: 9,
  migration: 10,
  archive: 11,
  permutation: 12,
  restart: 13,
  generate: 16,
  split: 17,
  batch: 18,
  bootstrap: 19,
  minibatch: 20,
  learning: 21,
  features: 22,
  episode: 32,
  share: 33,
  start: 34,
}
