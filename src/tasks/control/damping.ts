/**
 * The fitness of Gruau, Whitley and Pyeatt, "A comparison between cellular encoding and direct encoding for genetic neural networks"
 * (1996), as Gomez, Schmidhuber and Miikkulainen (2008) have it: 0.1 t/1000 + 0.9 f, where t is the number of steps, and f is
 * 0 for t < 100 and 0.75 / Σ (|x| + |v| + |θ₁| + |ω₁|) over the last 100 steps else. It rewards systems that come to rest, so that a
 * network does not balance by swinging the poles back and forth.
 */
export class Damping {
  /** (E, 100) the unrest after the last steps of each episode. */
  private readonly last: Float64Array

  /** @param episodes E */
  constructor(episodes: number) {
    this.last = new Float64Array(episodes * window)
  }

  /** @param step from 0 */
  take(episode: number, step: number, unrest: number): void {
    this.last[episode * window + (step % window)] = unrest
  }

  /** @param steps of the episode */
  fitness(episode: number, steps: number): number {
    if (steps < window) return (0.1 * steps) / full
    let sum = 0
    for (let k = 0; k < window; k++) sum += this.last[episode * window + k]!
    // A system at rest has a sum of almost 0, and without an end the fitness would be infinite.
    return (0.1 * steps) / full + (0.9 * 0.75) / Math.max(sum, 2 ** -52)
  }
}

const window = 100
/** The steps that it is made for. */
export const full = 1000
