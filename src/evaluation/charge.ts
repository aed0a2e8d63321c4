import type { Topology } from '../model/topology.ts'

/**
 * What the gradient over some samples costs in forward passes over them, by multiply-adds: one forward, one for the
 * weights' gradient, and one for what goes back through every layer but the first.
 */
export function gradientCharge({ layers }: Topology): number {
  const products = layers.map(({ inputs, outputs }) => inputs * outputs)
  return 3 - products[0]! / products.reduce((sum, count) => sum + count, 0)
}
