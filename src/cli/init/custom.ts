import type { Setting } from './setting.ts'
import type { Template } from './template.ts'

const config = (
  module: string,
  { command, schema }: Setting,
): string => `# yaml-language-server: $schema=${schema}
# Train it: ${command} config.yaml     What it does: ${command} validate config.yaml
name: lander
seed: 1
task:
  kind: custom
  module: ${module}
  options: { gravity: 1.6 }
  # Each individual flies from several heights; all of a generation get the same ones.
  episodes: 5
network: { hidden: [12], activation: tanh }
strategy: { kind: ga, population: 100 }
stop: { generations: 60 }
`

const fitness = (
  simulation: string,
  types: boolean,
): string => `// What a network is worth. Workers load this module; docs/fitness.md says what else it may have.
import { defineFitness } from 'evolve-mlp/fitness'
import { Lander } from './${simulation}'

/** Simulated seconds of a step, and the most steps of a flight. */
const dt = 0.1
const steps = 300

/** The flight that draw shows. Frames are asked for in order, in a process of their own. */
${types ? 'let shown: Lander' : '/** @type {Lander} */\nlet shown'}

export default defineFitness({
  inputs: 2,
  outputs: 1,
  inputNames: ['height', 'speed'],
  outputNames: ['thrust'],
  outputActivation: 'sigmoid',
  direction: 'maximize',
  fitnessName: 'score',
  // What task.options of the config may set, and the defaults.
  options: { gravity: 1.6 },

  evaluate(network, context) {
    const { gravity } = context.options
    // Always context.random, never other random numbers: a run can then be repeated to the bit.
    const lander = new Lander(80 + 40 * context.random.float64(), gravity)
    while (!lander.landed && lander.steps < steps) lander.step(dt, thrustOf(network, lander))
    context.report({ speed: lander.speed, fuel: lander.fuel })
    return lander.score
  },

  draw(frame, network, context) {
    const { gravity } = context.options
    if (frame === 0) shown = new Lander(80 + 40 * context.random.float64(), gravity)
    else if (shown.landed || shown.steps >= steps) return null
    else shown.step(dt, thrustOf(network, shown))
    const y = 330 - 2.6 * shown.height
    return {
      width: 220,
      height: 360,
      shapes: [
        { kind: 'rectangle', x: 0, y: 0, width: 220, height: 360, fill: '#10162b' },
        { kind: 'rectangle', x: 0, y: 338, width: 220, height: 22, fill: '#5b5f6b' },
        { kind: 'polygon', points: [[103, y], [117, y], [110, y + 4 + 22 * shown.thrust]], fill: '#ff9d42' },
        { kind: 'polygon', points: [[98, y + 4], [110, y - 18], [122, y + 4]], fill: '#dfe5f2' },
        { kind: 'text', x: 10, y: 22, text: \`speed \${shown.speed.toFixed(1)} m/s\`, fill: '#dfe5f2' },
        { kind: 'text', x: 10, y: 40, text: \`fuel \${shown.fuel.toFixed(0)}\`, fill: '#dfe5f2' },
      ],
    }
  },
})

/** The thrust that a network chooses, from 0 to 1. Inputs of about 1 suit a network. */
${
  types
    ? `function thrustOf(network: { forward(inputs: number[]): Float32Array }, { height, speed }: Lander): number {
  return network.forward([height / 100, speed / 20])[0]!
}`
    : `function thrustOf(network, { height, speed }) {
  return network.forward([height / 100, speed / 20])[0]
}`
}
`

const simulation = (types: boolean): string => {
  const of = (type: string): string => (types ? `: ${type}` : '')
  return `/** A lander that falls towards the ground. It knows nothing of networks. */
export class Lander {
  /** Metres above the ground. */
  height${of('number')}
  /** Metres a second, downwards. */
  speed = 0
  fuel = 100
  /** Of the last step, from 0 to 1. */
  thrust = 0
  steps = 0
  gravity${of('number')}

  constructor(height${of('number')}, gravity${of('number')}) {
    this.height = height
    this.gravity = gravity
  }

  get landed()${of('boolean')} {
    return this.height <= 0
  }

  /** The softer it lands and the more fuel is left, the better. One that is still in the air has failed. */
  get score()${of('number')} {
    return this.landed ? this.fuel / 10 - Math.abs(this.speed) : -100 - this.height
  }

  /** @param dt seconds */
  step(dt${of('number')}, thrust${of('number')})${of('void')} {
    this.thrust = this.fuel > 0 ? thrust : 0
    this.fuel = Math.max(0, this.fuel - 8 * this.thrust * dt)
    this.speed += (this.gravity - 4 * this.thrust) * dt
    this.height -= this.speed * dt
    this.steps++
  }
}
`
}

const tsconfig = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true
  },
  "include": ["*.ts"]
}
`

/**
 * @param version of this program
 * @param types whether the compiler that checks them is to be installed
 */
function packageJson(version: string, types: boolean): string {
  const devDependencies = { 'evolve-mlp': `^${version}`, ...(types ? { typescript: '>=5.7' } : {}) }
  const content = { private: true, type: 'module', devDependencies }
  return `${JSON.stringify(content, null, 2)}\n`
}

/**
 * A fitness of one's own: a small simulation and a network that is to master it.
 * @param types whether it is TypeScript
 */
export function customTemplate(setting: Setting, types: boolean): Template {
  const modules: Readonly<Record<string, string>> = types
    ? { 'fitness.ts': fitness('lander.ts', true), 'lander.ts': simulation(true) }
    : { 'fitness.mjs': fitness('lander.mjs', false), 'lander.mjs': simulation(false) }
  return {
    config: 'config.yaml',
    files: { ...modules, 'config.yaml': config(types ? 'fitness.ts' : 'fitness.mjs', setting) },
    code: true,
    shared: {
      'package.json': packageJson(setting.version, types),
      ...(types ? { 'tsconfig.json': tsconfig } : {}),
    },
    first: types ? 'for completion in your editor, once: npm install' : null,
  }
}
