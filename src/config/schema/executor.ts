import { z } from 'zod'
import { InputError } from '../../errors.ts'
import { parseUrl } from '../../fleet/link/address.ts'
import { prefixPattern, prefixText, type QueueOptions, queueDefaults } from '../../fleet/options.ts'
import { integer, kinds, number, text, word } from './field.ts'

/** Where generations are scored, if not by threads of this machine. */
export type ExecutorConfig = QueueOptions

const urlText = 'redis://host:port or rediss://host:port, without user and password'

/** A config is copied into the folder of its run, so it may not hold a password. */
function isPublic(url: string): boolean {
  try {
    const { credentials } = parseUrl(url, '')
    return Object.keys(credentials).length === 0
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

const longestWait = 1e6

export const executorSchema: z.ZodType<ExecutorConfig> = kinds<ExecutorConfig>({
  queue: {
    url: z
      .string({ error: urlText })
      .refine(isPublic, { error: urlText })
      .describe('where Redis or Valkey is; --queue overrides it'),
    prefix: text(prefixText, prefixPattern)
      .default(queueDefaults.prefix)
      .describe('what the names of all keys in Redis begin with; workers must have the same'),
    batch: z
      .union([integer({ min: 1 }), z.literal('auto')], { error: 'an integer of at least 1, or auto' })
      .default(queueDefaults.batch)
      .describe('the most individuals that are handed out together; auto: as times suggest'),
    wait: z
      .union([number({ above: 0, max: longestWait }), z.literal(false)], {
        error: `a number above 0, at most ${longestWait}, or false`,
      })
      .default(queueDefaults.wait)
      .describe('seconds without a worker or without Redis after which the run ends; false: it waits'),
    lock: number({ min: 1, max: 3600 })
      .default(queueDefaults.lock)
      .describe('seconds after which the batch of a worker that says nothing is given to another'),
    modules: word(['send', 'path'])
      .default(queueDefaults.modules)
      .describe(
        'how workers get the module of a fitness: from the run, or at the same path of a shared disk',
      ),
    passwordFile: text('a file')
      .nullable()
      .default(queueDefaults.passwordFile)
      .describe('a file that holds the password of Redis, relative to the config'),
  },
})
