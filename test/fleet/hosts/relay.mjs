// node relay.mjs <port> <host> <target port> <milliseconds>
// Hands on what it is sent, in both directions, after a while. Kernels without sch_netem cannot delay packets themselves.
import { connect, createServer } from 'node:net'

const [port, host, targetPort, delay] = process.argv.slice(2)

/** Each piece takes as long, so their order stays. */
function later(act) {
  setTimeout(act, Number(delay))
}

function handOn(from, to) {
  from.on('data', (bytes) => later(() => to.write(bytes)))
  from.on('end', () => later(() => to.end()))
  from.on('error', () => later(() => to.destroy()))
}

createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
  const far = connect({ host, port: Number(targetPort), allowHalfOpen: true, noDelay: true })
  handOn(near, far)
  handOn(far, near)
}).listen(Number(port), () => console.log('ready'))
