import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import type { Search, SharedVectors } from '../strategy.ts'
import { type IslandsOptions, islandList } from './options.ts'

/** (k) the search of each island: the same problem, with a seed of its own. */
export function searchesOf<Island extends object>({
  problem,
  options,
  seed,
}: Search<IslandsOptions<Island>>): readonly Search<Island>[] {
  const taken = new Set<number>()
  return islandList(options).map((own, island) => {
    const stream = new RandomStream({ seed, purpose: purpose.island, individual: island })
    let drawn = stream.uint32()
    // Two islands with one seed would do the same.
    while (taken.has(drawn)) drawn = stream.uint32()
    taken.add(drawn)
    return { problem, options: own, seed: drawn }
  })
}

/** The name of an island's shared vector among those of all. */
export function sharedName(island: number, name: string): string {
  return `${prefixOf(island)}${name}`
}

/** The shared vectors of one island, by its own names. */
export function partOf(shared: SharedVectors, island: number): SharedVectors {
  const prefix = prefixOf(island)
  const own = Object.entries(shared).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(own.map(([name, vector]) => [name.slice(prefix.length), vector]))
}

function prefixOf(island: number): string {
  return `island${island + 1}.`
}
