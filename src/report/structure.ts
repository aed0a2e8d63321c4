import type { GenomeSummary, RunIdentity } from '../run/folder/record.ts'
import { formatCount, plural } from './number.ts'

/** What a run searches for, in words: the shape of its network, or what its genome is made of. */
export function structureText({ network, genome }: Pick<RunIdentity, 'network' | 'genome'>): string {
  return genome === undefined ? network : genomeText(genome)
}

/** `5 numbers, 2 of them whole, 3 bounded` */
export function genomeText({ numbers, whole, bounded }: GenomeSummary): string {
  const share = (count: number, words: string): string[] => {
    if (count === 0) return []
    return [count === numbers && numbers > 1 ? `all ${words}` : `${formatCount(count)} ${words}`]
  }
  return [
    plural(numbers, 'number'),
    ...share(whole, whole === numbers ? 'whole' : 'of them whole'),
    ...share(bounded, 'bounded'),
  ].join(', ')
}
