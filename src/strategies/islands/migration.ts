import type { Genome } from '../../random/genome.ts'
import { type Emigrants, isKept, isSame } from './emigrants.ts'
import { type MigrationOptions, sourcesOf } from './options.ts'

/** Those that all islands send. */
export class Migration {
  private readonly options: MigrationOptions
  /** (k, n, P) */
  private readonly genomes: Genome
  /** P */
  private readonly length: number

  constructor(options: MigrationOptions, genomes: Genome, length: number) {
    this.options = options
    this.genomes = genomes
    this.length = length
  }

  /** (n, P) of one island. */
  sentBy(island: number): Genome {
    const size = this.options.migrants * this.length
    return this.genomes.subarray(island * size, (island + 1) * size)
  }

  /** (P) @param place island × n + rank */
  genomeAt(place: number): Genome {
    return this.genomes.subarray(place * this.length, (place + 1) * this.length)
  }

  /**
   * (k) the places of those that arrive at each island: the first of each neighbour, then the second of each. None arrives that the
   * island keeps already, and none twice: copies take the place of others.
   */
  arrivals(emigrants: readonly Emigrants[]): Uint32Array[] {
    const { topology, migrants } = this.options
    return emigrants.map((own, island) => {
      const sources = sourcesOf(topology, island, emigrants.length)
      const arrived: number[] = []
      for (let rank = 0; rank < migrants; rank++) {
        for (const source of sources) {
          if (emigrants[source].cost[rank] === Number.POSITIVE_INFINITY) continue
          const place = source * migrants + rank
          const genome = this.genomeAt(place)
          const known =
            isKept(own, this.sentBy(island), genome) ||
            arrived.some((other) => isSame(this.genomeAt(other), genome))
          if (!known) arrived.push(place)
        }
      }
      return Uint32Array.from(arrived)
    })
  }
}
