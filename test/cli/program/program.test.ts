import { describe, expect, it } from 'vitest'
import type { Host } from '../../../src/cli/host.ts'
import { main } from '../../../src/cli/main.ts'
import { createProgram } from '../../../src/cli/program/program.ts'
import { engineNames } from '../../../src/kernels/index.ts'

/** What a command line prints, in a terminal of 80 columns. */
async function printed(
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const heard = { stdout: '', stderr: '' }
  const streamOf = (name: keyof typeof heard) => ({ write: (text: string) => (heard[name] += text) })
  const host: Host = { stdout: streamOf('stdout'), stderr: streamOf('stderr'), environment: {} }
  return { code: await main(args, host), ...heard }
}

const program = createProgram({} as Host, () => {})
const train = program.commands.find((command) => command.name() === 'train')!

describe('help', () => {
  it('is what the program prints without arguments', async () => {
    const help = await printed('--help')
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(await printed()).toEqual(help)
  })

  it('of the program holds all options of training, in their groups, and its own last', async () => {
    const { stdout } = await printed('--help')
    const long = (text: string): string[] =>
      [...text.matchAll(/^ {2}(?:-\w, )?(--\w+)/gm)].map(([, word]) => word!)
    const own = train.options.map((option) => option.long!)
    expect(own.length).toBeGreaterThan(7)
    expect(long(stdout)).toEqual([...own, '--version', '--help'])
    expect([...stdout.matchAll(/^\S.*:$/gm)].map(([heading]) => heading)).toEqual([
      ...['Training options:', 'Computing options:', 'Output options:', 'Other options:'],
      ...['Begin:', 'Train:', 'Use a run:', 'Use other machines:'],
    ])
    expect(long((await printed('help', 'train')).stdout)).toEqual([...own, '--help'])
  })

  it('names all commands once, in no line of more than 80 characters', async () => {
    const { stdout } = await printed('--help')
    for (const command of program.commands) {
      expect(stdout.match(new RegExp(`^  ${command.name()} `, 'gm')), command.name()).toHaveLength(1)
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('of another command has no groups', async () => {
    const { stdout } = await printed('verify', '--help')
    expect([...stdout.matchAll(/^\S.*:$/gm)].map(([heading]) => heading)).toEqual(['Arguments:', 'Options:'])
  })
})

it('options without a config lack it', async () => {
  expect(await printed('--workers', '2')).toEqual({
    ...{ code: 2, stdout: '' },
    stderr: "evolve: missing required argument 'config'\n",
  })
})

it('the engines to choose from are those of the registry', () => {
  const [option] = train.options.filter(({ long }) => long === '--engine')
  expect(option?.argChoices).toEqual(['auto', ...engineNames])
})
