/**
 * The part of the Standard Schema interface (https://standardschema.dev, version 1) that options are checked with.
 * Schemas of zod 4, valibot and arktype have it, so a module can use whichever it likes.
 */
export interface OptionsSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    validate(value: unknown): SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** Schemas are objects or, those of arktype, functions. */
export function isSchema(value: unknown): value is OptionsSchema {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value
}

/** The path of an issue's place and its message; null for a schema that accepts the value. */
export interface OptionIssue {
  /** `.gravity`, `.weights[2]`; empty for the options as a whole. */
  readonly path: string
  readonly message: string
}

/** Checks options and fills in their defaults. */
export async function checkOptions<Output>(
  schema: OptionsSchema<Output>,
  options: unknown,
): Promise<{ readonly value: Output } | { readonly issue: OptionIssue }> {
  const result = await schema['~standard'].validate(options)
  if (result.issues === undefined) return { value: result.value }
  const [first] = result.issues
  return {
    issue: { path: (first?.path ?? []).map(step).join(''), message: first?.message ?? 'other options' },
  }
}

function step(part: PropertyKey | { readonly key: PropertyKey }): string {
  const key = typeof part === 'object' ? part.key : part
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`
}
