import { expect, it } from 'vitest'
import { workerCommand } from '../../src/fleet/options.ts'

it.each([
  ['evolve', false, 'evolve worker --queue redis://here:6379'],
  ['mine', true, 'evolve worker --queue redis://here:6379 --prefix mine --allow-code'],
] as const)('a worker for the prefix %s is started with what the run needs', (prefix, code, command) => {
  expect(workerCommand({ url: 'redis://here:6379', prefix }, code)).toBe(command)
})
