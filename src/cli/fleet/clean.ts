import { RedisLink } from '../../fleet/link/redis.ts'
import { storageError } from '../../fleet/link/redis-errors.ts'
import { tidyAll } from '../../fleet/link/tidy.ts'
import type { Host } from '../host.ts'
import { queueOf, type WorkerCommandOptions } from './worker.ts'

/** The options of the command: unchecked texts. */
export interface CleanOptions extends Pick<WorkerCommandOptions, 'queue' | 'prefix' | 'passwordFile'> {
  readonly all?: boolean
}

/** `evolve queue clean`: removes what dead runs have left in Redis. */
export async function clean(options: CleanOptions, { stdout, stderr }: Host): Promise<void> {
  const { prefix, address, credentials } = queueOf(options)
  const onNotice = (line: string): void => {
    stderr.write(`${line}\n`)
  }
  const link = await RedisLink.connect({ address, credentials, patienceMs: 0, onNotice })
  try {
    await link.rehearse(prefix)
    const { removed, live } = await tidyAll(link, prefix, options.all === true)
    const kept =
      live === 0
        ? ''
        : `; ${live === 1 ? '1 run lives and keeps its keys' : `${live} runs live and keep their keys`}`
    stdout.write(`${removed} ${removed === 1 ? 'key' : 'keys'} removed from ${address.url}${kept}\n`)
  } catch (error) {
    throw storageError(error)
  } finally {
    link.close()
  }
}
