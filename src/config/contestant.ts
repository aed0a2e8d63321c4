import type { Contestant } from './schema/compare.ts'
import type { Config } from './schema.ts'

/** A config with what one contestant has otherwise. */
export function withContestant<C extends Omit<Config, 'name'>>(config: C, contestant: Contestant): C {
  const { compare: _, ...rest } = config
  const { network, strategy, finetune, memetic } = contestant
  return {
    ...rest,
    network: network ?? config.network,
    strategy: strategy ?? config.strategy,
    finetune: finetune === undefined ? config.finetune : (finetune ?? undefined),
    memetic: memetic === undefined ? config.memetic : (memetic ?? undefined),
  } as unknown as C
}
