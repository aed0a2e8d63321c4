// One side in its own process, so that sides do not affect each other. It trains when it gets a message.
import { readDigits } from './digits.mjs'

const sides = {
  ours: async (data) => (await import('./ours.mjs')).createOurs(data),
  'tfjs-fit': async (data) => (await import('./tfjs.mjs')).createFit(data),
  'tfjs-loop': async (data) => (await import('./tfjs.mjs')).createLoop(data),
  'tfjs-tuned': async (data) => (await import('./tfjs.mjs')).createTuned(data),
}

const { train, test } = readDigits()
const side = await sides[process.argv[2]](train)
const replies = {
  epoch: async () => ({ ms: await side.epoch() }),
  result: async () => ({ loss: side.loss(), accuracy: side.accuracy?.(test) }),
}
process.on('message', async (request) => process.send(await replies[request]()))
process.send({ description: side.description })
