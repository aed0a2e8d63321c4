import { afterEach, describe, expect, it, vi } from 'vitest'
import { Interrupted } from '../../../src/errors.ts'
import type { Workplace } from '../../../src/evaluation/handler.ts'
import type { Job } from '../../../src/evaluation/job.ts'
import type { BatchFate, BatchQueue } from '../../../src/fleet/coordinator/batch-queue.ts'
import { BatchSizes } from '../../../src/fleet/coordinator/batch-sizes.ts'
import { Delivery, type DeliveryParts } from '../../../src/fleet/coordinator/delivery.ts'
import type { KnownWorker } from '../../../src/fleet/coordinator/roster.ts'
import { Tally } from '../../../src/fleet/coordinator/tally.ts'
import { BlobStore } from '../../../src/fleet/wire/blob-store.ts'
import type { LateResult } from '../../../src/fleet/wire/late-results.ts'
import { type BatchAnswer, type BatchMessage, encodeNumbers } from '../../../src/fleet/wire/messages.ts'
import { Arena } from '../../../src/memory/arena.ts'
import { planArena } from '../../../src/memory/plan.ts'
import { testNumbers } from '../../kernels/problem.ts'
import { MemoryCommands } from '../memory-commands.ts'

const count = 23

/** What the workers of these tests compute. */
function fitnessOf(row: number): number {
  return Math.sin(row) * 10
}

function workplace(): Workplace {
  const plan = planArena({ topology: null, type: 'float64', length: 2, rows: count, slots: 1 })
  const spec = { seed: 7 } as Workplace['spec']
  return { memory: Arena.allocate(plan), shared: {}, spec }
}

const job: Job = {
  kind: 'score',
  generation: 4,
  charge: 1,
  plan: { generation: 4, count, threshold: null },
}

/** What becomes of a batch in a queue that is not to be trusted. */
type Mishap =
  | 'answer'
  | 'answer twice'
  | 'answer without news'
  | 'die'
  | 'lose'
  | 'miss data'
  | 'refuse'
  | 'forge'
  | 'wrong length'
  | 'foreign failure'

/** A queue whose workers do as they are told: the mishaps of the batches in the order in which they are added, then answers. */
class UnreliableQueue implements BatchQueue {
  onFate: BatchQueue['onFate'] = () => {}
  readonly added: string[] = []
  readonly removed: string[] = []
  private readonly fates = new Map<string, BatchFate>()
  private readonly mishaps: Mishap[]

  constructor(mishaps: readonly Mishap[]) {
    this.mishaps = [...mishaps]
  }

  async add(batches: readonly { readonly id: string; readonly message: BatchMessage }[]): Promise<void> {
    for (const { id, message } of batches) {
      this.added.push(id)
      const mishap = this.mishaps.shift() ?? 'answer'
      const fate = fateOf(mishap, message)
      this.fates.set(id, fate)
      if (mishap === 'answer without news' || fate.kind === 'absent') continue
      setImmediate(() => this.onFate(id, fate))
      if (mishap === 'answer twice') setImmediate(() => this.onFate(id, fate))
    }
  }

  async look(ids: readonly string[]): Promise<BatchFate[]> {
    return ids.map((id) => this.fates.get(id) ?? { kind: 'absent' })
  }

  async waiting(): Promise<number> {
    return 0
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.removed.push(...ids)
  }

  async close(): Promise<void> {}

  drop(): void {}
}

function fateOf(mishap: Mishap, { from, to }: BatchMessage): BatchFate {
  if (mishap === 'lose') return { kind: 'absent' }
  const said = { key: mishap === 'forge' ? 'guess' : 'key', worker: 'A' }
  const length = mishap === 'wrong length' ? to - from + 1 : to - from
  const failure = { kind: 'error' as const, message: 'no', stack: null, generation: 4, seed: 7 }
  const done: BatchAnswer = {
    ...{ ...said, kind: 'done' },
    result: {
      fitness: encodeNumbers(Float64Array.from({ length }, (_, k) => fitnessOf(from + k))),
      violation: null,
      failures: mishap === 'foreign failure' ? [{ ...failure, individual: to }] : [],
      ...{ details: [], noisy: false, busyMs: 1, threads: 1, learned: null },
    },
  }
  const answers: Partial<Record<Mishap, BatchAnswer>> = {
    die: { ...said, kind: 'died' },
    'miss data': { ...said, kind: 'missing' },
    refuse: { ...said, kind: 'refused', why: 'no' },
  }
  return { kind: 'answered', answer: answers[mishap] ?? done }
}

const worker: KnownWorker = {
  ...{ name: 'A', software: '0', threads: 1, silentMs: 0 },
  runs: ['run'],
  refused: [],
}

function parts(queue: BatchQueue, over: Partial<DeliveryParts> = {}): DeliveryParts & { notices: string[] } {
  const notices: string[] = []
  return {
    notices,
    workplace: workplace(),
    session: {
      ...{ key: 'key', queue, store: new BlobStore(new MemoryCommands(), 'run') },
      roster: rosterOf([worker]),
      late: { take: async () => [] },
      persist: (work) => work(),
      restore: vi.fn(async () => {}),
    },
    sizes: new BatchSizes(4),
    tally: new Tally(),
    materialise: (_, row, out) => out.fill(row),
    onNotice: (line) => notices.push(line),
    signal: undefined,
    onStray: () => {},
    ...{ url: 'redis://here', command: 'evolve worker', wait: 60, lock: 10, lookMs: 1 },
    ...over,
  }
}

type Roster = DeliveryParts['session']['roster']

function rosterOf(workers: readonly KnownWorker[], refusals: Roster['refusals'] = []): Roster {
  const strength = { machines: workers.length, threads: workers.length }
  return { workers, refusals, strength, look: async () => {}, lookedAt: Number.NEGATIVE_INFINITY }
}

function deliver(own: DeliveryParts): Promise<unknown> {
  return deliveryWith(own).run()
}

function deliveryWith(own: DeliveryParts, brought: Record<string, string> = {}): Delivery {
  return new Delivery(
    { job, items: { from: 0, to: count }, needs: { stage: 'stage', vectors: null }, brought, name: 'd' },
    own,
  )
}

const expected = Float64Array.from({ length: count }, (_, row) => fitnessOf(row))

describe('a delivery', () => {
  it('brings results home, and makes the genomes meanwhile', async () => {
    const own = parts(new UnreliableQueue([]))
    const outcomes = await deliver(own)
    const { population } = own.workplace.memory
    expect(population.fitness).toEqual(expected)
    expect(Array.from(population.genomes)).toEqual(
      Array.from({ length: count * 2 }, (_, gene) => Math.floor(gene / 2)),
    )
    expect(outcomes).toEqual({ failures: [], details: new Map(), noisy: false })
    expect(own.notices).toEqual([])
  })

  it.each<[Mishap, string[]]>([
    ['answer twice', []],
    ['answer without news', []],
    ['die', []],
    ['lose', []],
    ['miss data', []],
    ['refuse', []],
    ['forge', ['a result was refused: it is not of a worker of this run']],
    ['wrong length', ['a result of worker A was refused: it does not fit its batch']],
    ['foreign failure', ['a result of worker A was refused: it does not fit its batch']],
  ])('survives workers that %s', async (mishap, notices) => {
    const own = parts(new UnreliableQueue(Array.from({ length: 3 }, () => mishap)))
    await deliver(own)
    expect(own.workplace.memory.population.fitness).toEqual(expected)
    expect([...new Set(own.notices)]).toEqual(notices)
  })

  it('survives any mixture of mishaps', async () => {
    const next = testNumbers(11)
    const kinds: readonly Mishap[] = ['answer', 'answer twice', 'die', 'lose', 'miss data', 'refuse', 'forge']
    for (let trial = 0; trial < 20; trial++) {
      const all = Array.from({ length: 12 }, () => kinds[Math.floor(next() * kinds.length)]!)
      // With more deaths of the same batch an individual would rightly fail.
      const mishaps = all.filter((mishap, k) => mishap !== 'die' || all.indexOf('die') === k)
      const own = parts(new UnreliableQueue(mishaps))
      await deliver(own)
      expect(own.workplace.memory.population.fitness).toEqual(expected)
    }
  })

  it('sends again what Redis has lost', async () => {
    const own = parts(new UnreliableQueue(['lose']))
    await deliver(own)
    expect(own.session.restore).toHaveBeenCalled()
  })

  it('lets small blobs travel with a batch for each machine, and hands out the others when these are taken', async () => {
    const queue = new UnreliableQueue([])
    const own = parts(queue)
    const added: (readonly [count: number, brought: unknown])[] = []
    const add = queue.add.bind(queue)
    queue.add = async (batches) => {
      added.push(...batches.map(({ message }) => [batches.length, message.brought] as const))
      await add(batches)
    }
    own.sizes.split = () => [10, 10, 3]
    await deliveryWith(own, { hash: 'text' }).run()
    expect(added).toEqual([
      [1, { hash: 'text' }],
      [2, {}],
      [2, {}],
    ])
  })

  it('takes results while it looks at a Redis that is far away', async () => {
    const queue = new UnreliableQueue([])
    const own = parts(queue)
    const looked = vi.fn()
    queue.waiting = () => {
      looked()
      return new Promise(() => {})
    }
    const add = queue.add.bind(queue)
    queue.add = async (batches) => {
      setTimeout(() => void add(batches), 20)
    }
    await deliver(own)
    expect(looked).toHaveBeenCalledTimes(1)
    expect(own.workplace.memory.population.fitness).toEqual(expected)
  })

  it('fails the one individual that ends every worker', async () => {
    const own = parts(new UnreliableQueue([]))
    const poison = 9
    const { queue } = own.session
    const add = queue.add.bind(queue)
    queue.add = async (batches) => {
      for (const { id, message } of batches) {
        if (message.from <= poison && poison < message.to)
          setImmediate(() => queue.onFate(id, fateOf('die', message)))
        else await add([{ id, message }])
      }
    }
    queue.look = async (ids) => ids.map(() => ({ kind: 'open' }))
    const outcomes = await deliver(own)
    const { fitness } = own.workplace.memory.population
    expect(fitness[poison]).toBeNaN()
    expect(fitness.filter((value) => Number.isNaN(value))).toHaveLength(1)
    expect(outcomes).toMatchObject({
      failures: [{ kind: 'died', individual: poison, generation: 4, seed: 7 }],
    })
  })

  it('names both workers if they disagree', async () => {
    const own = parts(new UnreliableQueue(['answer without news']), { sizes: new BatchSizes('auto') })
    const { queue } = own.session
    const wrong = encodeNumbers(new Float64Array(count))
    const [right] = [fateOf('answer', { stage: '', vectors: null, from: 0, to: count })] as [
      Extract<BatchFate, { kind: 'answered' }>,
    ]
    const other = structuredClone(right.answer) as Extract<BatchAnswer, { kind: 'done' }>
    queue.look = async (ids) => ids.map(() => ({ kind: 'open' }))
    queue.add = async (batches) => {
      const id = batches[0]!.id
      setImmediate(() => {
        queue.onFate(id, { kind: 'answered', answer: right.answer })
        queue.onFate(id, {
          kind: 'answered',
          answer: { ...other, worker: 'B', result: { ...other.result, fitness: wrong } },
        })
      })
    }
    // The first batch is one of two, so that the delivery is not over when the second answer comes.
    own.sizes.split = () => [count]
    await deliver(own)
    expect(own.notices[0]).toMatch(
      /^individual 1 of generation 5 got 8\.41\d+ and 0 from the workers A and B: expected the same/,
    )
  })
})

describe('a result that comes beside the queue', () => {
  const ofAll: BatchMessage = { stage: '', vectors: null, from: 0, to: count }
  const answerOf = (mishap: Mishap): unknown =>
    (fateOf(mishap, ofAll) as Extract<BatchFate, { kind: 'answered' }>).answer
  const by = (worker: string, answer: unknown): unknown => ({ ...(answer as BatchAnswer), worker })

  it('counts if it is the first one', async () => {
    const queue = new UnreliableQueue([])
    queue.add = async () => {}
    queue.look = async (ids) => ids.map(() => ({ kind: 'open' }))
    const own = parts(queue)
    own.sizes.split = () => [count]
    const late = { take: vi.fn(async () => [{ id: 'd-0', answer: answerOf('answer') }]) }
    late.take.mockResolvedValueOnce([])
    await deliver({ ...own, session: { ...own.session, late } })
    expect(own.workplace.memory.population.fitness).toEqual(expected)
    expect(own.notices).toEqual([])
  })

  it('is no reason to hand a batch out again if it is no result', async () => {
    const queue = new UnreliableQueue(['answer without news'])
    const own = parts(queue)
    own.sizes.split = () => [count]
    const answers = ['forge', 'die', 'miss data', 'refuse'] as const
    const take = async (): Promise<LateResult[]> =>
      answers.map((mishap) => ({ id: 'd-0', answer: answerOf(mishap) }))
    await deliver({ ...own, session: { ...own.session, late: { take } } })
    expect(queue.added).toEqual(['d-0'])
    expect(own.workplace.memory.population.fitness).toEqual(expected)
  })

  it('is compared with the one that counted, also after the end', async () => {
    const own = parts(new UnreliableQueue([]))
    own.sizes.split = () => [count]
    const delivery = deliveryWith(own)
    await delivery.run()
    own.workplace.memory.population.fitness.fill(5)
    await delivery.recall('d-0', by('B', answerOf('answer')))
    expect(own.notices).toEqual([])
    const other = structuredClone(answerOf('answer')) as Extract<BatchAnswer, { kind: 'done' }>
    const fitness = encodeNumbers(new Float64Array(count))
    await delivery.recall('d-0', by('A', { ...other, result: { ...other.result, fitness } }))
    expect(own.notices).toEqual([])
    await delivery.recall('d-0', by('B', { ...other, result: { ...other.result, fitness } }))
    expect(own.notices[0]).toMatch(/got 8\.41\d+ and 0 from the workers A and B: expected the same/)
  })

  it('is not lost if the delivery has ended before it was seen', async () => {
    const strays: string[] = []
    const own = parts(new UnreliableQueue([]), { onStray: (id) => strays.push(id) })
    let see: (late: LateResult[]) => void = () => {}
    const seen = new Promise<LateResult[]>((resolve) => {
      see = resolve
    })
    await deliver({ ...own, session: { ...own.session, late: { take: () => seen } } })
    see([{ id: 'd-0', answer: answerOf('answer') }])
    await seen
    await expect.poll(() => strays).toEqual(['d-0'])
  })

  it('is given to the delivery that it is of', async () => {
    const strays: string[] = []
    const own = parts(new UnreliableQueue([]), { onStray: (id) => strays.push(id) })
    const late = { take: async () => [{ id: 'c-4', answer: answerOf('answer') }] }
    await deliver({ ...own, session: { ...own.session, late } })
    expect(new Set(strays)).toEqual(new Set(['c-4']))
  })
})

describe('a delivery without workers', () => {
  afterEach(() => vi.restoreAllMocks())

  it('says nothing while they are about to come', async () => {
    // It looks at its queue once, where nobody has said yet that he works for the run.
    const own = parts(new UnreliableQueue(['lose']))
    await deliver({ ...own, session: { ...own.session, roster: rosterOf([]) } })
    expect(own.session.restore).toHaveBeenCalled()
    expect(own.notices).toEqual([])
  })

  it('says so, with who refuses and why, and gives up', async () => {
    const refusals = [{ name: 'B', why: 'it is too old' }]
    const queue = new UnreliableQueue(Array.from({ length: 40 }, () => 'answer' as const))
    queue.add = async () => {}
    queue.look = async (ids) => ids.map(() => ({ kind: 'open' }))
    const own = parts(queue, { wait: 0.01 })
    const session = { ...own.session, roster: rosterOf([], refusals) }
    await expect(deliver({ ...own, session })).rejects.toThrow(
      'no worker at redis://here for 0.01 s: start one with evolve worker; ' +
        'worker B does not work for this run: it is too old',
    )
    expect(own.notices).toContain('worker B does not work for this run: it is too old')
    expect(own.notices).toContain('waiting for a worker at redis://here: start one with evolve worker')
  })
})

describe('a delivery that the user ends', () => {
  /** Nobody takes anything. */
  function idleQueue(): BatchQueue {
    const queue = new UnreliableQueue([])
    queue.add = async () => {}
    queue.look = async (ids) => ids.map(() => ({ kind: 'open' }))
    return queue
  }

  const order = {
    job,
    items: { from: 0, to: count },
    needs: { stage: 's', vectors: null },
    brought: {},
    name: 'd',
  }

  it('gives up at once where no worker is, however rarely it looks', async () => {
    const stop = new AbortController()
    const own = parts(idleQueue(), { signal: stop.signal, lookMs: 1_000_000 })
    const delivery = new Delivery(order, { ...own, session: { ...own.session, roster: rosterOf([]) } })
    const ended = delivery.run()
    // By then it waits for news.
    setTimeout(() => {
      stop.abort()
      delivery.hurry()
    }, 20)
    await expect(ended).rejects.toThrow(new Interrupted('no worker is at work at redis://here'))
  })

  it('goes on while there is a worker, and gives up once the last has left', async () => {
    const workers = [worker]
    let looks = 0
    const roster = { ...rosterOf(workers), look: async () => void (++looks === 5 && workers.pop()) }
    const own = parts(idleQueue(), { signal: AbortSignal.abort() })
    await expect(deliver({ ...own, session: { ...own.session, roster } })).rejects.toThrow(Interrupted)
    expect(looks).toBe(5)
  })

  it('comes to its end where workers answer', async () => {
    const own = parts(new UnreliableQueue([]), { signal: AbortSignal.abort() })
    await deliver(own)
    expect(own.workplace.memory.population.fitness).toEqual(expected)
  })
})
