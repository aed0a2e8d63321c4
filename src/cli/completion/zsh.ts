import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedProgram,
  type CompletedValue,
  configEndings,
} from './definitions.ts'

/** The script for zsh: a function for its completion system. */
export function zshCompletion({ name, main, commands }: CompletedProgram): string {
  const described = commands.map((command) => quoted(`${command.name}:${command.description}`))
  return `#compdef ${name}
# Completion of ${name} in zsh. To use it, after compinit: eval "$(${name} completion zsh)"

_${name}() {
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  if ((CURRENT == 2)); then
    [[ $PREFIX == -* ]] || _describe -t commands command commands
    _${name}__
    return
  fi
  case $words[2] in
    ${commands.map((command) => command.name).join('|')})
      local command=$words[2]
      shift words
      ((CURRENT--))
      _${name}_$command ;;
    *) _${name}__ ;;
  esac
}

_${name}_runs() {
  local -a runs
  runs=(runs/*(N/:t))
  _describe -t runs run runs
  _files
}

${functionText(`_${name}__`, main, name)}
${commands.map((command) => functionText(`_${name}_${command.name}`, command, name)).join('\n')}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`
}

function functionText(title: string, { options, values }: CompletedCommand, program: string): string {
  const specs = [
    ...options.map((option) => optionSpec(option, program)),
    ...values.map((value, index) => quoted(`${index + 1}:${valueSpec(value, program)}`)),
  ]
  return `${title}() {\n  _arguments -s \\\n    ${specs.join(' \\\n    ')}\n}\n`
}

function optionSpec({ flags, description, value, optional }: CompletedOption, program: string): string {
  const text = `[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]`
  const own = value === null ? '' : `:${optional ? ':' : ''}${valueSpec(value, program)}`
  const [short, long] = flags
  if (long === undefined) return quoted(`*${short}${text}${own}`)
  return `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(`${text}${own}`)}`
}

/** A message, and what completes it. */
function valueSpec(value: CompletedValue, program: string): string {
  switch (value.kind) {
    case 'words':
      return `value:(${value.words.join(' ')})`
    case 'config':
      return `config:_files -g "*.(${configEndings.join('|')})"`
    case 'run':
      return `run:_${program}_runs`
    case 'folder':
      return 'folder:_files -/'
    case 'file':
      return 'file:_files'
    case 'free':
      return 'value: '
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
