import type { CompletedCommand, CompletedOption, CompletedProgram, CompletedValue } from './definitions.ts'

/** The script for fish. */
export function fishCompletion({ name, main, commands }: CompletedProgram): string {
  const names = commands.map((command) => command.name).join(' ')
  const lines = [
    ...commands.map(
      (command) =>
        `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.description)}`,
    ),
    ...linesOf(name, main, `not __fish_seen_subcommand_from ${names}`),
    ...commands.flatMap((command) => linesOf(name, command, `__fish_seen_subcommand_from ${command.name}`)),
  ]
  return `# Completion of ${name} in fish. To use it: ${name} completion fish | source

complete -c ${name} -f
${lines.join('\n')}
`
}

function linesOf(program: string, { options, values }: CompletedCommand, condition: string): string[] {
  const start = `complete -c ${program} -n ${quoted(condition)}`
  return [
    ...options.map((option) => `${start} ${optionText(option)}`),
    ...values.map((value) => `${start} ${valueText(value)}`).filter((line) => line !== `${start} `),
  ]
}

function optionText({ flags, description, value, optional }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
  const own =
    value === null || optional ? '' : `${takesFiles(value) ? '-r' : '-x'} ${valueText(value)}`.trim()
  return [...names, own, `-d ${quoted(description)}`].filter((part) => part !== '').join(' ')
}

/** Whether a value may be any file. */
function takesFiles({ kind }: CompletedValue): boolean {
  return kind === 'config' || kind === 'run' || kind === 'file'
}

/** What completes a value; empty for nothing. */
function valueText(value: CompletedValue): string {
  switch (value.kind) {
    case 'words':
      return `-a ${quoted(value.words.join(' '))}`
    case 'folder':
      return `-a ${quoted('(__fish_complete_directories)')}`
    case 'run':
      return `-F -a ${quoted('(path basename runs/*/ 2>/dev/null)')}`
    case 'config':
    case 'file':
      return '-F'
    case 'free':
      return ''
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`
}
