import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { loadModel } from '../../src/library/load-model.ts'
import { writeModel } from '../../src/model/model-file.ts'
import type { Signature } from '../../src/model/signature.ts'
import { createTopology, parameterCount } from '../../src/model/topology.ts'
import { edited, editedJson, marks } from './edits.ts'
import { fuzz } from './fuzz.ts'

function model(widths: readonly [number, ...number[]], signature: Signature, recurrent = false): string {
  const [inputs, ...layers] = widths
  const topology = createTopology(
    inputs,
    layers,
    layers.map((_, index) => ({ kind: index < layers.length - 1 ? 'tanh' : 'sigmoid', slope: 0 })),
    { recurrent },
  )
  const parameters = Float32Array.from({ length: parameterCount(topology) }, (_, p) => (p % 7) / 3 - 1)
  return writeModel({ topology, parameters, signature })
}

const x = { name: 'x', kind: 'number', missing: 1 } as const
const y = { name: 'y', kind: 'number', missing: null } as const
const k = { name: 'k', kind: 'category', levels: ['a', 'b', 'c'], missing: 'b' } as const
const scaling = { mean: [1, 0, 0, 0], deviation: [2, 1, 1, 1] }

const models = [
  model([4, 3, 2], {
    columns: [x, k],
    scaling,
    outputs: { kind: 'classes', target: 't', names: ['p', 'q'] },
  }),
  model([2, 3, 1], {
    columns: [x, y],
    scaling: null,
    outputs: { kind: 'numbers', names: ['t'], scaling: { mean: [1e9], deviation: [5] } },
  }),
  model(
    [2, 3, 1],
    { columns: [x, y], scaling: null, outputs: { kind: 'numbers', names: ['t'], scaling: null } },
    true,
  ),
  model([8, 2, 3], {
    columns: [
      { ...x, missing: null },
      { ...y, missing: null },
    ],
    features: { kind: 'sine', frequencies: 2 },
    scaling: null,
    outputs: { kind: 'colour', names: ['red', 'green', 'blue'], width: 3, height: 2 },
  }),
]

const words = [
  ...[...marks, 'null', '1e999', '-1', '1e-400', '0', '"kind":"number",', '\\ud800', '\u0000'],
  ...['"inputs":', '"__proto__":{},', '9007199254740993', '1e308', '3.5e38', 'x'.repeat(500)],
]

/** Loads a model and uses it in every way. */
async function use(text: string | Buffer, folder: string): Promise<void> {
  const file = join(folder, 'champion.json')
  writeFileSync(file, text)
  const loaded = await loadModel(file)
  const rows = [
    { x: 1, y: 2, k: 'a' },
    { x: -1e30, y: 3e38, k: 'nonesuch' },
    { x: null, y: 1, k: null },
  ]
  for (const row of rows) {
    try {
      const prediction = loaded.predict(row)
      const numbers = prediction.kind === 'class' ? prediction.scores : prediction.values
      if (!numbers.every(Number.isFinite)) throw new TypeError('a prediction is not finite')
    } catch (error) {
      if (error instanceof TypeError) throw error
    }
  }
  if (loaded.signature.outputs.kind === 'colour') loaded.picture(5, 4)
  writeFileSync(file, loaded.toString())
  await loadModel(file)
}

const parsed = models.map((text): unknown => JSON.parse(text))

fuzz('uses a model file of odd values or refuses it', 1500, editedJson(parsed), (value, folder) =>
  use(JSON.stringify(value) ?? '', folder),
)
fuzz('uses any model file or refuses it', 500, fc.tuple(edited(models, words)), ([text], folder) =>
  use(text, folder),
)
