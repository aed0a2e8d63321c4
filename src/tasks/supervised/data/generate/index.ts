import { InputError, quote } from '../../../../errors.ts'
import { didYouMean } from '../../../../nearest.ts'
import { purpose } from '../../../../random/purpose.ts'
import { RandomStream } from '../../../../random/stream.ts'
import { checkSize, type Examples } from '../examples.ts'
import type { GeneratedData, GeneratorName, GeneratorSettings, GeneratorTakes } from '../options.ts'
import { blobs } from './blobs.ts'
import { circles } from './circles.ts'
import { curve } from './functions.ts'
import type { Generator } from './generator.ts'
import { moons } from './moons.ts'
import { parity } from './parity.ts'
import { spirals } from './spirals.ts'
import { xor } from './xor.ts'

export const generators: { readonly [Name in GeneratorName]: Generator<GeneratorTakes[Name]> } = {
  xor,
  parity,
  circles,
  moons,
  spirals,
  blobs,
  function: curve,
}

const settingNames: readonly (keyof GeneratorSettings)[] = [
  'samples',
  'noise',
  'arms',
  'bits',
  'centers',
  'spread',
  'function',
]

/** Values for the options that a generator does not take. They are never read. */
const unused: GeneratorSettings = {
  samples: 2,
  noise: 0,
  arms: 2,
  bits: 1,
  centers: 2,
  spread: 1,
  function: 'sine',
}

/**
 * Draws a data set.
 *
 * @param produces what the task learns
 * @throws InputError for an unknown generator, a generator for another task, an option that it does not take, an
 *   invalid value, and a data set that is too large
 */
export function generateExamples(
  data: GeneratedData,
  seed: number,
  produces: 'classes' | 'numbers',
): Examples {
  const generator = find(data.generate, produces)
  const settings = resolve(data, generator)
  const { samples, inputs } = generator.size(settings)
  if (!Number.isInteger(samples) || samples < 2) {
    throw new InputError({
      field: 'task.data.samples',
      expected: 'a whole number from 2',
      found: String(samples),
    })
  }
  checkSize(samples, inputs, { field: 'task.data.samples' })
  return generator.generate(settings, new RandomStream({ seed, purpose: purpose.generate }))
}

function find(name: string, produces: 'classes' | 'numbers'): Generator {
  const names = Object.entries(generators).flatMap(([each, { produces: given }]) =>
    given === produces ? each : [],
  )
  if (Object.hasOwn(generators, name) && names.includes(name)) return generators[name as GeneratorName]
  throw new InputError({
    field: 'task.data.generate',
    expected: `one of ${names.join(', ')} for ${produces === 'classes' ? 'classification' : 'regression'}`,
    found: quote(name),
    hint: didYouMean(name, names),
  })
}

function resolve(data: GeneratedData, { defaults }: Generator): GeneratorSettings {
  const given = settingNames.filter((name) => data[name] !== undefined)
  const stray = given.find((name) => !Object.hasOwn(defaults, name))
  if (stray !== undefined) {
    throw new InputError({
      field: `task.data.${stray}`,
      expected: `only options of ${data.generate}: ${Object.keys(defaults).join(', ')}`,
      found: quote(data[stray]),
    })
  }
  const settings: GeneratorSettings = {
    ...unused,
    ...defaults,
    ...Object.fromEntries(given.map((name) => [name, data[name]])),
  }
  for (const name of ['noise', 'spread'] as const) {
    if (Number.isFinite(settings[name]) && settings[name] >= 0) continue
    throw new InputError({
      field: `task.data.${name}`,
      expected: 'a number from 0',
      found: String(settings[name]),
    })
  }
  return settings
}
