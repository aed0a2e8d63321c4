import { failuresSince, joinedTimes, type MetricsLine } from '../run/folder/metrics-line.ts'

/** The parts of a phase that a picture can tell apart: a curve is at most this many pixels wide. */
const mostParts = 2048
/** Lines of a part that may wait before those that nothing shows are left out. */
const mostWaiting = 32

/** What a curve shows: a picture has the lowest and the highest value of each of its columns. */
const shown: readonly ((line: MetricsLine) => number | null)[] = [
  ({ champion }) => champion,
  ({ median }) => median,
  ({ validation }) => validation,
  ({ spread }) => spread?.[0] ?? null,
  ({ spread }) => spread?.[1] ?? null,
]

/**
 * The lines of a run as far as pictures can show them, in bounded memory. Each phase is cut into parts of equally many
 * generations; of each part the first and the last line stay, and those with the lowest and the highest value of each
 * curve (M4: Jugel, Jerzak, Hackenbroich and Markl 2014, https://doi.org/10.14778/2732951.2732953). What is left out is
 * counted in the next line that stays: its failures and its times. A phase of no more generations than parts is kept whole.
 */
export class ThinnedLines {
  private readonly phases: PhaseParts[] = []
  private readonly most: number

  constructor(most: number = mostParts) {
    this.most = most
  }

  /** @param line of a later generation than those before */
  add(line: MetricsLine): void {
    const last = this.phases.at(-1)
    if (last?.holds(line) === true) last.add(line)
    else this.phases.push(new PhaseParts(line, this.most))
  }

  get lines(): MetricsLine[] {
    return this.phases.flatMap((phase) => phase.lines)
  }
}

/** The parts of one phase. */
class PhaseParts {
  private readonly first: MetricsLine
  private readonly most: number
  private parts: MetricsLine[][] = []
  /** Generations in a part. */
  private width = 1

  constructor(first: MetricsLine, most: number) {
    this.first = first
    this.most = most
    this.add(first)
  }

  holds({ phase, phaseStart }: MetricsLine): boolean {
    return phase === this.first.phase && phaseStart.generation === this.first.phaseStart.generation
  }

  add(line: MetricsLine): void {
    this.put(line)
    if (this.parts.length > this.most) this.widen()
  }

  get lines(): MetricsLine[] {
    return this.parts.flatMap(thinned)
  }

  private put(line: MetricsLine): void {
    const part = this.parts.at(-1)
    if (part === undefined || this.placeOf(part[0]!) !== this.placeOf(line)) {
      this.parts.push([line])
      return
    }
    part.push(line)
    if (part.length > mostWaiting) part.splice(0, part.length, ...thinned(part))
  }

  /** Generations ascend, so twice the width gives about half as many parts. */
  private widen(): void {
    const lines = this.parts.flat()
    this.parts = []
    this.width *= 2
    for (const line of lines) this.put(line)
  }

  private placeOf({ generation }: MetricsLine): number {
    return Math.floor((generation - this.first.phaseStart.generation - 1) / this.width)
  }
}

function thinned(part: readonly MetricsLine[]): MetricsLine[] {
  const kept = new Set([0, part.length - 1, ...shown.flatMap((value) => extremes(part, value))])
  const lines: MetricsLine[] = []
  let before: MetricsLine | null = null
  for (const [index, line] of part.entries()) {
    const joined: MetricsLine = before === null ? line : counted(before, line)
    before = kept.has(index) ? null : joined
    if (before === null) lines.push(joined)
  }
  return lines
}

/** Where the lowest and the highest value are. */
function extremes(part: readonly MetricsLine[], value: (line: MetricsLine) => number | null): number[] {
  let [lowest, highest] = [0, 0]
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [index, line] of part.entries()) {
    const here = value(line)
    if (here === null) continue
    if (here < low) [low, lowest] = [here, index]
    if (here > high) [high, highest] = [here, index]
  }
  return [lowest, highest]
}

/** The later line, with what happened in both. */
function counted(before: MetricsLine, line: MetricsLine): MetricsLine {
  return {
    ...line,
    failuresSince: failuresSince(before) + failuresSince(line),
    timing: joinedTimes(before.timing, line.timing),
  }
}
