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

export const purpose: Readonly<Record<Purpose, number>> = {
  initial: 1,
  selection: 2,
  crossover: 3,
  mutation: 4,
  immigrant: 5,
  rounding: 6,
  sample: 7,
  shape: 8,
  archive: 9,
  permutation: 10,
  restart: 11,
  generate: 16,
  split: 17,
  batch: 18,
  bootstrap: 19,
  minibatch: 20,
  learning: 21,
  features: 22,
  episode: 32,
  share: 33,
}
