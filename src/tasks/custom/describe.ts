import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { InputError, type Issue } from '../../errors.ts'
import { type DescribeRequest, describeFitness, type FitnessDescription } from './description.ts'
import { errorText } from './error-text.ts'
import { type FitnessSource, loadFitness } from './load.ts'

/** What the thread gets when it starts. */
export interface DescribeSetup {
  readonly source: FitnessSource
  readonly request: DescribeRequest
}

/** What the thread answers, once. */
export type DescribeReply =
  | { readonly kind: 'description'; readonly description: FitnessDescription }
  | { readonly kind: 'issues'; readonly issues: readonly Issue[] }

/** What the caller of a description decides. */
export interface DescribeOptions {
  /** Longest time that loading may take, milliseconds. */
  readonly deadlineMs: number
  /** Limit of the thread's heap, MiB; null for the default of Node.js. */
  readonly heapMiB: number | null
  /** Called with each line that the module prints. */
  readonly onLog: (line: string) => void
}

/**
 * Loads a fitness on a thread of its own and describes it, so that a module that hangs, exits or takes all memory costs
 * that thread alone.
 * @throws InputError for a module that does not load, and for options that it refuses
 */
export async function describeOnThread(
  setup: DescribeSetup,
  options: DescribeOptions,
): Promise<FitnessDescription> {
  const { deadlineMs, heapMiB, onLog } = options
  const entry = pathToFileURL(createRequire(import.meta.url).resolve('#workers/describe'))
  const worker = new Worker(entry, {
    ...{ workerData: setup, stdout: true, stderr: true },
    ...(heapMiB !== null && { resourceLimits: { maxOldGenerationSizeMb: heapMiB } }),
  })
  for (const output of [worker.stdout, worker.stderr]) createInterface({ input: output }).on('line', onLog)
  let timer: NodeJS.Timeout | undefined
  const refuse = (found: string): InputError => refusal(setup, found)
  try {
    const reply = await new Promise<DescribeReply>((resolve, reject) => {
      worker.on('message', (message: DescribeReply | null) => {
        // The user's code can send messages too.
        if (message?.kind === 'description' || message?.kind === 'issues') resolve(message)
      })
      worker.once('error', (error) => reject(refuse(`an error: ${error.message}`)))
      worker.once('exit', (code) => reject(refuse(`one that ended its thread with exit code ${code}`)))
      timer = setTimeout(() => reject(refuse(tooSlow(deadlineMs))), deadlineMs)
    })
    return descriptionOf(reply)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/**
 * Loads a fitness into this thread and describes it.
 * @param deadlineMs longest wait for promises, milliseconds; code that does not return cannot be ended
 * @throws InputError for a module that does not load, and for options that it refuses
 */
export async function describeHere(setup: DescribeSetup, deadlineMs: number): Promise<FitnessDescription> {
  let timer: NodeJS.Timeout | undefined
  // Node.js would end the program without a word if it waited for nothing but a promise that never settles.
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refusal(setup, tooSlow(deadlineMs))), deadlineMs)
  })
  try {
    return descriptionOf(await Promise.race([describeModule(setup), overdue]))
  } finally {
    clearTimeout(timer)
  }
}

function descriptionOf(reply: DescribeReply): FitnessDescription {
  if (reply.kind === 'issues') throw new InputError(reply.issues)
  return reply.description
}

function refusal({ source }: DescribeSetup, found: string): InputError {
  return new InputError({ file: source.module, expected: 'a module that loads', found })
}

function tooSlow(deadlineMs: number): string {
  return `one that takes more than ${deadlineMs / 1000} s`
}

/** The thread's side. */
export async function describeModule({ source, request }: DescribeSetup): Promise<DescribeReply> {
  try {
    const description = await describeFitness(await loadFitness(source), request)
    checkPlain(description.options)
    return { kind: 'description', description }
  } catch (error) {
    if (error instanceof InputError) return { kind: 'issues', issues: error.issues }
    const found = `an error: ${errorText(error, source.module)}`
    return { kind: 'issues', issues: [{ file: source.module, expected: 'a fitness that loads', found }] }
  }
}

/** @throws InputError for options that cannot be sent to other threads */
function checkPlain(options: unknown): void {
  try {
    structuredClone(options)
  } catch (cause) {
    const found = errorText(cause, undefined)
    throw new InputError({ field: 'task.options', expected: 'plain data after the schema', found }, { cause })
  }
}
