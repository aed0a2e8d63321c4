// TensorFlow.js on its WebAssembly backend, trained in the two usual ways and in one that is tuned for this backend.
import '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'

const learningRate = 1e-3
const batch = 64

/** The backend detects SIMD. In Node.js it does not use threads, and fails to start if they are enabled. */
async function startBackend() {
  await tf.setBackend('wasm')
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  const threads = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')
  return `TensorFlow.js ${tf.version_core}, wasm, ${simd ? 'SIMD' : 'no SIMD'}, ${threads ? 'threads' : 'no threads'}`
}

/** model.fit as in the guides, except for `yieldEvery`, which turns off the pauses that browsers need. */
export async function createFit(data) {
  const description = await startBackend()
  const { inputs, targets } = tensors(data)
  const model = layers.sequential({
    layers: [
      layers.layers.dense({
        inputShape: [784],
        units: 128,
        activation: 'relu',
        kernelInitializer: layers.initializers.heNormal({ seed: 1 }),
      }),
      layers.layers.dense({
        units: 10,
        activation: 'softmax',
        kernelInitializer: layers.initializers.glorotNormal({ seed: 2 }),
      }),
    ],
  })
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' })
  const options = { batchSize: batch, epochs: 1, shuffle: true, verbose: 0, yieldEvery: 'never' }
  return {
    description,
    async epoch() {
      const start = performance.now()
      await model.fit(inputs, targets, options)
      return performance.now() - start
    },
    loss: () => scalar(() => model.evaluate(inputs, targets, { batchSize: data.samples })),
    accuracy: (part) => accuracy(part, (images) => model.predict(images, { batchSize: part.samples })),
  }
}

/**
 * One optimiser step per minibatch. Minibatches are gathered, since on this backend a slice copies the whole tensor.
 */
export async function createLoop(data) {
  return loop(data, (inputs, weights, bias, activation) =>
    tf.fused.matMul({ a: inputs, b: weights, bias, activation }),
  )
}

/**
 * The same loop with gradients written by hand. Those of TensorFlow.js multiply transposed matrices, which is slow on
 * this backend; transposing first is several times as fast.
 */
export async function createTuned(data) {
  return loop(data, (inputs, weights, bias, activation, isFirst) => {
    const layer = tf.customGrad((inputs, weights, bias, save) => {
      const value = tf.fused.matMul({ a: inputs, b: weights, bias, activation })
      save([inputs, weights, value])
      const gradFunc = (upstream, [inputs, weights, value]) => {
        const own = activation === 'relu' ? tf.mul(upstream, tf.step(value)) : upstream
        const toInputs = isFirst ? tf.zerosLike(inputs) : tf.matMul(own, tf.transpose(weights))
        return [toInputs, tf.matMul(tf.transpose(inputs), own), tf.sum(own, 0)]
      }
      return { value, gradFunc }
    })
    return layer(inputs, weights, bias)
  })
}

async function loop(data, layer) {
  const description = await startBackend()
  const { inputs, targets } = tensors(data)
  const optimizer = tf.train.adam(learningRate)
  const hiddenWeights = tf.variable(tf.randomNormal([784, 128], 0, Math.sqrt(2 / 784), 'float32', 1))
  const hiddenBiases = tf.variable(tf.zeros([128]))
  const outputWeights = tf.variable(tf.randomNormal([128, 10], 0, Math.sqrt(2 / (128 + 10)), 'float32', 2))
  const outputBiases = tf.variable(tf.zeros([10]))
  const forward = (images) =>
    layer(
      layer(images, hiddenWeights, hiddenBiases, 'relu', true),
      outputWeights,
      outputBiases,
      'linear',
      false,
    )
  const lossOf = (images, wanted) => tf.losses.softmaxCrossEntropy(wanted, forward(images))
  return {
    description,
    async epoch() {
      const start = performance.now()
      const order = Int32Array.from(tf.util.createShuffledIndices(data.samples))
      for (let first = 0; first < data.samples; first += batch) {
        tf.tidy(() => {
          const rows = tf.tensor1d(order.subarray(first, first + batch))
          const [images, wanted] = [tf.gather(inputs, rows), tf.gather(targets, rows)]
          optimizer.minimize(() => lossOf(images, wanted))
        })
      }
      return performance.now() - start
    },
    loss: () => scalar(() => lossOf(inputs, targets)),
    accuracy: (part) => accuracy(part, forward),
  }
}

function tensors({ samples, inputs, targets }) {
  return { inputs: tf.tensor2d(inputs, [samples, 784]), targets: tf.tensor2d(targets, [samples, 10]) }
}

function scalar(compute) {
  return tf.tidy(() => compute().dataSync()[0])
}

/** The share of samples whose largest output is the one of their class. */
function accuracy(part, predict) {
  return scalar(() => {
    const { inputs, targets } = tensors(part)
    return tf.mean(tf.cast(tf.equal(tf.argMax(predict(inputs), 1), tf.argMax(targets, 1)), 'float32'))
  })
}
