import { z } from 'zod'
import { InputError, type Issue, quote } from '../errors.ts'
import type { GenomeType } from '../random/genome.ts'
import { repeated } from './repeated.ts'
import { checkChecksum, checkedShape, checksumOf, checksumSchema, parseStored } from './stored-json.ts'

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

const version = `a genome file of version ${genomeVersion}`
const number = z.number({ error: 'a number' })
const schema = z.strictObject(
  {
    format: z.literal(genomeFormat, { error: version }),
    version: z.literal(genomeVersion, { error: version }),
    genes: z.literal('float64' satisfies GenomeType, { error: quote('float64') }),
    names: z.array(z.string({ error: 'text' }).min(1, { error: 'a name' }), { error: 'a list' }).nullable(),
    sha256: checksumSchema,
    genome: z.array(number, { error: 'a list' }).min(1, { error: 'at least one gene' }),
  },
  { error: 'a mapping' },
)

/** The text of a genome file: JSON, with each gene as the shortest decimal that gives the same float64. */
export function writeGenome({ genome, names }: StoredGenome): string {
  const head = { format: genomeFormat, version: genomeVersion, genes: 'float64', names }
  const checked = { ...head, sha256: checksumOf(head, Array.from(genome)) }
  return `${JSON.stringify(checked, null, 2).slice(0, -2)},\n  "genome": [${Array.from(genome, decimal).join(',')}]\n}\n`
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
  const value = parseStored(text, file, 'a genome file')
  const { names, genome } = checkedShape(schema, value, file)
  const issue = names === null ? undefined : namesIssue(names, genome.length)
  if (issue !== undefined) throw new InputError({ ...issue, file })
  checkChecksum(value, 'genome', file)
  return { genome: Float64Array.from(genome), names }
}

function namesIssue(names: readonly string[], genes: number): Issue | undefined {
  const field = 'names'
  if (names.length !== genes) return { field, expected: `${genes} entries`, found: String(names.length) }
  const twice = repeated(names)
  return (
    twice && {
      field: `${field}[${twice.place}]`,
      expected: 'each name once',
      found: `${quote(twice.name)} again`,
    }
  )
}
