// One side in a process of its own, so that none warms, fills or slows the other's: it trains when told to.
import { readDigits } from './digits.mjs'

const sides = {
  ours: async (data) => (await import('./ours.mjs')).createOurs(data),
  'tfjs-fit': async (data) => (await import('./tfjs.mjs')).createFit(data),
  'tfjs-loop': async (data) => (await import('./tfjs.mjs')).createLoop(data),
  'tfjs-tuned': async (data) => (await import('./tfjs.mjs')).createTuned(data),
}

const { train, test } = readDigits()
const side = await sides[process.argv[2]](train)
const answers = {
  epoch: async () => ({ ms: await side.epoch() }),
  result: async () => ({ loss: side.loss(), accuracy: side.accuracy?.(test) }),
}
process.on('message', async (question) => process.send(await answers[question]()))
process.send({ description: side.description })
