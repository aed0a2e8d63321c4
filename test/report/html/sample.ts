import { activation, createTopology, parameterCount } from '../../../src/model/topology.ts'
import type { ReportData } from '../../../src/report/html/data.ts'
import type { NetworkDrawing } from '../../../src/report/network/drawing.ts'
import { curvesOf } from '../../../src/report/run-curves.ts'
import type { GenerationEvent } from '../../../src/run/events.ts'
import type { RunRecord } from '../../../src/run/folder/record.ts'

/** Numbers in [-1, 1] that look like weights: many small, few large. */
function weights(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(7.3 * i + 1) * Math.sin(i * i) ** 2)
}

/** A network of the given widths, tanh inside, with weights by formula. */
export function network(
  widths: readonly number[],
  names = true,
  recurrent = false,
  bias = true,
): NetworkDrawing {
  const [inputs, ...layers] = widths as [number, ...number[]]
  const kinds = layers.map((_, i) => activation(i === layers.length - 1 ? 'sigmoid' : 'tanh'))
  const topology = createTopology(inputs, layers, kinds, { recurrent, bias })
  return {
    topology,
    parameters: weights(parameterCount(topology)),
    inputs: names ? Array.from({ length: inputs }, (_, i) => `input ${i}`) : [],
    outputs: names ? Array.from({ length: widths.at(-1)! }, (_, i) => `class ${i}`) : [],
  }
}

/** A generation of a run that falls like a loss does, 20 ms long, with two workers. */
export function event(generation: number, population = 50): GenerationEvent {
  const best = 0.02 + Math.exp(-generation / 40)
  return {
    phase: 'train',
    unit: 'generation',
    phaseStart: { generation: 0, evaluations: 0 },
    generation,
    evaluations: generation * population,
    best,
    mean: best * 1.3,
    median: best * 1.2,
    spread: [best * 1.1, best * 1.6],
    champion: best,
    validation: best * 1.05,
    diversity: 1 / generation,
    failures: generation === 7 ? 3 : 0,
    strategy: { sigma: 0.1 + 0.05 * Math.sin(generation / 9) },
    timing: {
      askMs: 2,
      evaluateMs: 16,
      tellMs: 1,
      busyMs: [16, 8],
      elapsedMs: generation * 20,
      phaseMs: generation * 20,
    },
  }
}

export function events(count: number): GenerationEvent[] {
  return Array.from({ length: count }, (_, i) => event(i + 1))
}

export function record(more: Partial<RunRecord> = {}): RunRecord {
  const score = { fitness: 0.0321, metrics: { accuracy: 0.975 } }
  const champion = { generation: 118, train: score, validation: score, test: null }
  return {
    format: 'evolve-mlp run',
    version: 1,
    name: 'penguins',
    seed: 1,
    engine: 'wasm',
    arithmetic: 'strict',
    workers: 2,
    network: '2-4-1 tanh, sigmoid',
    parameters: 17,
    fitnessName: 'cross-entropy',
    direction: 'minimize',
    samples: { train: 267, validation: 67, test: 0 },
    versions: { 'evolve-mlp': '0.1.0', node: '20.0.0' },
    hashes: { config: 'ab'.repeat(32) },
    notes: ['10 of 344 rows left out for missing cells'],
    status: 'done',
    resumedAt: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:02.400Z',
    reason: 'generations',
    generations: 120,
    evaluations: 6000,
    failures: 3,
    elapsedMs: 2400,
    champion,
    phases: [
      {
        phase: 'train',
        unit: 'generation',
        reason: 'generations',
        generations: 120,
        evaluations: 6000,
        elapsedMs: 2400,
        champion,
      },
    ],
    error: null,
    ...more,
  }
}

export function reportData(more: Partial<ReportData> = {}): ReportData {
  const data = {
    folder: 'runs/penguins',
    writtenAt: '2026-01-01T00:01:00.000Z',
    record: record(),
    config: { name: 'penguins', seed: 1, stop: { generations: 120 } },
    target: 0.03,
    events: events(120),
    network: network([2, 4, 1]),
    genome: null,
    failures: [],
    replays: false,
    units: { fitness: null, errors: null },
    networkFilm: null,
    answers: {
      kind: 'classes' as const,
      target: 'Species',
      names: ['Adelie', 'Chinstrap', 'Gentoo'],
      parts: [{ part: 'validation' as const, truth: [0, 0, 0, 1, 1, 2], chosen: [0, 0, 1, 1, 1, 2] }],
    },
    pictures: [],
    trace: null,
    remarks: [],
    ...more,
  } satisfies Omit<ReportData, 'curves'>
  return { ...data, curves: curvesOf(data.events) }
}
