import { InputError } from '../../errors.ts'

/** @throws InputError that says how to install it */
export function loadBullMQ(): Promise<typeof import('bullmq')> {
  return optionalPackage('bullmq', () => import('bullmq'))
}

/** @throws InputError that says how to install it */
export function loadIoredis(): Promise<Pick<typeof import('ioredis'), 'Redis'>> {
  return optionalPackage('ioredis', () => import('ioredis'))
}

/** Loads a package that is installed by those alone who need it. */
async function optionalPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw new InputError(
      {
        expected: `the package ${name} for a queue`,
        found: 'none',
        hint: 'run npm install bullmq ioredis',
      },
      { cause },
    )
  }
}
