import type { optimisers } from '../../src/gradient/optimisers/index.ts'

/**
 * The optimisers once more, as their papers write them: everything in float64, new arrays each step, powers by `**`,
 * moments corrected before they are used.
 * @returns the next point, from the gradient at the present one
 */
export type Rule = (gradient: readonly number[]) => readonly number[]

type Name = keyof typeof optimisers

export function rule(name: Name, start: readonly number[], rate: number): Rule {
  let x = [...start]
  let t = 0
  let m = x.map(() => 0)
  let v = x.map(() => 0)

  const moments = (g: readonly number[]): number[] => {
    t++
    m = m.map((mi, i) => 0.9 * mi + 0.1 * g[i])
    v = v.map((vi, i) => 0.999 * vi + 0.001 * g[i] ** 2)
    const corrected = { m: m.map((mi) => mi / (1 - 0.9 ** t)), v: v.map((vi) => vi / (1 - 0.999 ** t)) }
    return corrected.m.map((mi, i) => mi / (Math.sqrt(corrected.v[i]) + 1e-8))
  }
  const move = (direction: readonly number[]): readonly number[] => {
    x = x.map((xi, i) => xi - rate * direction[i])
    return x
  }

  const rules: Record<Name, Rule> = {
    sgd: move,
    /** Polyak: the step repeats a share of the last one. Here v is that step itself. */
    momentum(g) {
      v = v.map((vi, i) => 0.9 * vi - rate * g[i])
      x = x.map((xi, i) => xi + v[i])
      return x
    },
    /** Sutskever et al.'s eq. 3 and 4 in the point that looks ahead, x = θ + μ v. */
    nesterov(g) {
      const before = v
      v = v.map((vi, i) => 0.9 * vi - rate * g[i])
      x = x.map((xi, i) => xi - 0.9 * before[i] + 1.9 * v[i])
      return x
    },
    rmsprop(g) {
      v = v.map((vi, i) => 0.99 * vi + 0.01 * g[i] ** 2)
      return move(g.map((gi, i) => gi / (Math.sqrt(v[i]) + 1e-8)))
    },
    adam: (g) => move(moments(g)),
    adamw(g) {
      const direction = moments(g)
      return move(x.map((xi, i) => direction[i] + 0.01 * xi))
    },
  }
  return rules[name]
}
