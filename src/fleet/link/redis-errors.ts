import { EvolveError } from '../../errors.ts'

/** What Redis says when it takes nothing more; Redis 6 puts more before it where a script has asked. */
const full = /^(?:ERR Error running script .*-)?((?:OOM|MISCONF|READONLY) .*)$/s

/** Whether Redis has taken nothing more. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && full.test(error.message)
}

/** Whether a command may not have been done since its connection was lost, or since Redis was about to begin or to end. */
export function isInterrupted(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'AbortError' ||
    /^(Connection is closed|LOADING |Stream isn't writeable)/.test(error.message)
  )
}

/** An error of Redis as one that the user can do something about. */
export function storageError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return error
  const shortage = full.exec(error.message)?.[1]
  const what =
    shortage === undefined ? `refuses a command: ${error.message}` : `takes nothing more: ${shortage}`
  return new EvolveError('run', `queue: Redis ${what}`, { cause: error })
}
