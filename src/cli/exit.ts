/** Exit codes, for scripts. */
export const exit: { readonly done: 0; readonly failed: 1; readonly usage: 2 } = {
  done: 0,
  failed: 1,
  usage: 2,
}

/** What ends a command from outside; a closed pipe is called by its signal. */
export type EndSignal = keyof typeof exitOf

/** Exit codes of what was ended from outside: 128 + the number of the signal, as shells have it. */
export const exitOf: {
  readonly SIGHUP: 129
  readonly SIGINT: 130
  readonly SIGPIPE: 141
  readonly SIGTERM: 143
} = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 }
