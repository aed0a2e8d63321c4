import { z } from 'zod'
import { InputError, quote } from '../errors.ts'
import type { GenomeType } from '../random/genome.ts'

/** The format that `champion.json` names if its genome is no network. */
const genomeFormat = 'evolve-mlp genome'
const genomeVersion = 1

/** A vector of numbers that was found, with the names of its genes. */
export interface StoredGenome {
  /** (P) */
  readonly genome: Float64Array
  /** (P) one a gene; null if they have none. */
  readonly names: readonly string[] | null
}

const schema = z.strictObject({
  format: z.literal(genomeFormat),
  version: z.literal(genomeVersion),
  genes: z.literal('float64' satisfies GenomeType),
  names: z.array(z.string()).nullable(),
  genome: z.array(z.number()).min(1),
})

/** The text of a genome file: JSON, with each gene as the shortest decimal that gives the same float64. */
export function writeGenome({ genome, names }: StoredGenome): string {
  const head = { format: genomeFormat, version: genomeVersion, genes: 'float64', names }
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "genome": [${Array.from(genome, decimal).join(',')}]\n}\n`
}

/** JSON.stringify would lose the sign of a zero. */
function decimal(gene: number): string {
  return Object.is(gene, -0) ? '-0' : String(gene)
}

/** Whether a text is that of a genome file, by the format that it names. */
export function isGenomeFile(text: string): boolean {
  return text.slice(0, 200).includes(`"${genomeFormat}"`)
}

/**
 * Reads and checks a genome file.
 * @throws InputError that says which field is wrong
 */
export function readGenome(text: string, file: string): StoredGenome {
  const parsed = schema.safeParse(parseJson(text, file))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new InputError({
      file,
      field: issue!.path.join('.') || undefined,
      expected: `a genome file of version ${genomeVersion}`,
      found: issue!.message.replace(/\s+/g, ' '),
    })
  }
  const { names, genome } = parsed.data
  if (names !== null && names.length !== genome.length) {
    throw new InputError({
      file,
      field: 'names',
      expected: `${genome.length} entries`,
      found: String(names.length),
    })
  }
  return { genome: Float64Array.from(genome), names }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InputError(
      { file, expected: 'a genome file in JSON', found: quote(text.slice(0, 40)) },
      { cause },
    )
  }
}
