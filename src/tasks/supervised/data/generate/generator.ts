import type { RandomStream } from '../../../../random/stream.ts'
import type { Examples } from '../examples.ts'
import type { GeneratorSettings } from '../options.ts'

/** A source of examples that needs no file. */
export interface Generator {
  /** Which task they are for: classes for classification, numbers for regression. */
  readonly produces: 'classes' | 'numbers'
  /** The options that it takes, each with its default. */
  readonly defaults: Partial<GeneratorSettings>
  /** S and I, known before anything is allocated. Throws InputError for settings that it cannot follow. */
  size(settings: GeneratorSettings): { samples: number; inputs: number }
  /** @param stream where all chance comes from */
  generate(settings: GeneratorSettings, stream: RandomStream): Examples
}
