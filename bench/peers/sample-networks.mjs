// brain.js and neataptic with the parameters of a given network, all layers tanh.
import brain from 'brain.js'
import neataptic from 'neataptic'

/**
 * @param name       the package and its function
 * @param widths     inputs, then the width of each layer
 * @param parameters for each layer its biases (O), then its weights (O, I)
 * @returns from the inputs of one sample to its outputs
 */
export function createPeer(name, widths, parameters) {
  const layers = layersOf(widths, parameters)
  if (name === 'brain.js run') {
    const net = brainOf(widths, layers)
    return (inputs) => net.run(inputs)
  }
  const net = neatapticOf(widths, layers)
  if (name === 'neataptic activate') return (inputs) => net.activate(inputs)
  return (inputs) => net.noTraceActivate(inputs)
}

function layersOf(widths, parameters) {
  let at = 0
  return widths.slice(1).map((outputs, index) => {
    const inputs = widths[index]
    const biases = Array.from(parameters.slice(at, at + outputs))
    at += outputs
    const weights = biases.map((_, o) => Array.from(parameters.slice(at + o * inputs, at + (o + 1) * inputs)))
    at += outputs * inputs
    return { biases, weights }
  })
}

function brainOf(widths, layers) {
  const net = new brain.NeuralNetwork({ hiddenLayers: widths.slice(1, -1), activation: 'tanh' })
  net.sizes = [...widths]
  net.initialize()
  layers.forEach(({ biases, weights }, index) => {
    biases.forEach((bias, o) => {
      net.biases[index + 1][o] = bias
    })
    weights.forEach((row, o) => {
      row.forEach((weight, i) => {
        net.weights[index + 1][o][i] = weight
      })
    })
  })
  return net
}

function neatapticOf(widths, layers) {
  const net = new neataptic.architect.Perceptron(...widths)
  let before = net.nodes.slice(0, widths[0])
  let at = widths[0]
  for (const { biases, weights } of layers) {
    const nodes = net.nodes.slice(at, at + biases.length)
    nodes.forEach((node, o) => {
      node.squash = neataptic.methods.activation.TANH
      node.bias = biases[o]
      for (const connection of node.connections.in)
        connection.weight = weights[o][before.indexOf(connection.from)]
    })
    before = nodes
    at += biases.length
  }
  return net
}
