import { InputError, quote } from '../../errors.ts'
import type { Fitness } from './fitness.ts'
import { withDefaults } from './option-defaults.ts'
import { checkOptions, isSchema } from './standard-schema.ts'

/**
 * Checks the options of a config as the fitness declares them, and fills in defaults.
 * @param declared a schema or defaults; undefined for a fitness that takes anything
 * @param file of the fitness, for messages
 * @throws InputError for options that the fitness does not accept, and for defaults that are none
 */
export async function parseOptions(
  declared: Fitness['options'],
  given: unknown,
  file: string | undefined,
): Promise<unknown> {
  if (declared === undefined) return given
  if (!isSchema(declared)) return withDefaults(declared, given, file)
  const checked = await checkOptions(declared, given)
  if ('value' in checked) return checked.value
  const { path, message } = checked.issue
  const found = quote(at(path, given))
  throw new InputError({
    field: `task.options${path}`,
    expected: 'what the fitness accepts',
    found,
    hint: message,
  })
}

/** The value at a path such as `.weights[2]`. */
function at(path: string, value: unknown): unknown {
  const keys = path.match(/[^.[\]]+/g) ?? []
  return keys.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined,
    value,
  )
}
