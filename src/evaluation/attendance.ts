import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { thrown } from '../tasks/custom/error-text.ts'
import type { Claimant, Portion } from './claimant.ts'
import type { Outcomes } from './executor.ts'
import type { Handler } from './handler.ts'
import type { Job } from './job.ts'
import { Rounds } from './rounds.ts'

/** What a thread needs to take part in rounds of work. */
export interface AttendanceSetup {
  /** The memory of the `Rounds`, and the number of threads that they are for. */
  readonly rounds: SharedArrayBuffer
  readonly workers: number
  readonly slot: number
  /** Brings a `RoundMessage` for each round, and takes an `AttendanceReport` if there is something to say. */
  readonly port: MessagePort
}

/** What a round is about. It is sent before the round opens. */
export interface RoundMessage {
  readonly round: number
  readonly job: Job
  readonly portion: Portion
}

/** What a thread has to say of a round, beside what is in memory. */
export interface AttendanceReport {
  readonly outcomes: Pick<Outcomes, 'failures' | 'details'>
  /** What was thrown; null if nothing was. */
  readonly error: string | null
}

/** Takes part in rounds until there are no more, or none comes for a while. It blocks its thread all the time. */
export async function attend(setup: AttendanceSetup, claimant: Claimant, handler: Handler): Promise<void> {
  const { slot, port } = setup
  const rounds = new Rounds(setup.workers, setup.rounds)
  for (let round = rounds.next(0); round !== null; round = rounds.next(round)) {
    if (!rounds.enter(slot, round)) continue
    const start = performance.now()
    let error: string | null = null
    try {
      const { job, portion } = messageOf(round, port)
      await claimant.work(handler, slot, job, portion)
    } catch (caught) {
      error = thrown(caught).message
    }
    const { failures, details } = handler.report()
    if (error !== null || failures.length > 0 || details.size > 0) {
      const report: AttendanceReport = { outcomes: { failures, details }, error }
      port.postMessage(report)
    }
    rounds.leave(slot, performance.now() - start)
  }
  port.close()
}

/** The message of a round; those of rounds that were over before this thread came are dropped. */
function messageOf(round: number, port: MessagePort): RoundMessage {
  for (
    let received = receiveMessageOnPort(port);
    received !== undefined;
    received = receiveMessageOnPort(port)
  ) {
    const message = received.message as RoundMessage
    if (message.round === round) return message
  }
  throw new RangeError(`round ${round}: expected a message about it before it opened, found none`)
}
