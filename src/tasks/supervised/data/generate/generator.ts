import type { RandomStream } from '../../../../random/stream.ts'
import type { Examples } from '../examples.ts'
import type { GeneratorSettings } from '../options.ts'

/**
 * A source of examples that needs no file.
 * @typeParam Taken the settings that it takes
 */
export interface Generator<Taken extends keyof GeneratorSettings = never> {
  /** The task it is for: classes for classification, numbers for regression. */
  readonly produces: 'classes' | 'numbers'
  /** The options that it takes, each with its default. */
  readonly defaults: Pick<GeneratorSettings, Taken>
  /** S and I, known before anything is allocated. Throws InputError for invalid settings. */
  size(settings: GeneratorSettings): { samples: number; inputs: number }
  /** @param stream the source of all randomness */
  generate(settings: GeneratorSettings, stream: RandomStream): Examples
}
