import {
  type CompletedCommand,
  type CompletedProgram,
  type CompletedValue,
  configEndings,
} from './definitions.ts'

/** The script for bash, from version 3.2 on. It needs no other script. */
export function bashCompletion({ name, main, commands }: CompletedProgram): string {
  const words = commands.map((command) => command.name).join(' ')
  return `# Completion of ${name} in bash. To use it: eval "$(${name} completion bash)"

_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command= first=1 at options= valued= kinds=
  COMPREPLY=()
  case \${COMP_CWORD}:\${COMP_WORDS[1]} in
    1:*) ;;
    ${commands.map((command) => `*:${command.name}`).join(' | ')}) command=\${COMP_WORDS[1]} first=2 ;;
  esac
  case $command in
${[main, ...commands].map((command, index) => choices(command, index === 0)).join('\n')}
  esac
  # The value of an option.
  case " $valued " in
    *" $previous "*)
      _${name}_value "$(_${name}_kind "$command" "$previous")"
      return ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
    return
  fi
  # The arguments before this one.
  local place=0
  for ((at = first; at < COMP_CWORD; at++)); do
    [[ \${COMP_WORDS[at]} == -* ]] && continue
    case " $valued " in *" \${COMP_WORDS[at-1]} "*) continue ;; esac
    place=$((place + 1))
  done
  set -- $kinds
  shift $place 2>/dev/null || set --
  _${name}_value "$1"
  if ((COMP_CWORD == 1)); then COMPREPLY+=($(compgen -W "${words}" -- "$cur")); fi
}

# The kind of the value of an option.
_${name}_kind() {
  case "$1 $2" in
${[main, ...commands].flatMap((command, index) => kinds(command, index === 0)).join('\n')}
  esac
}

# Completes a value of a kind: words with bars between them, or files.
_${name}_value() {
  local IFS=$'\\n' ending
  case $1 in
    words:*) IFS='|'; set -- \${1#words:}; IFS=$'\\n'; COMPREPLY=($(compgen -W "$*" -- "$cur")) ;;
    file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")) ;;
    folder) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")) ;;
    config | run)
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(
        compgen -d -- "$cur"
        for ending in ${configEndings.join(' ')}; do compgen -f -X "!*.$ending" -- "$cur"; done
        [[ $1 == run ]] && cd runs 2>/dev/null && compgen -d -- "$cur"
      )) ;;
  esac
}

complete -F _${name} ${name}
`
}

function choices({ name, options, values }: CompletedCommand, main: boolean): string {
  const valued = options.filter(({ value, optional }) => value !== null && !optional)
  const set = [
    `options="${options.flatMap(({ flags }) => flags).join(' ')}"`,
    `valued="${valued.flatMap(({ flags }) => flags).join(' ')}"`,
    `kinds="${values.map(kindText).join(' ')}"`,
  ]
  return `    ${main ? '""' : name}) ${set.join(' ')} ;;`
}

function kinds({ name, options }: CompletedCommand, main: boolean): string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === null || value.kind === 'free') return []
    const cases = flags.map((flag) => `"${main ? '' : name} ${flag}"`).join(' | ')
    return [`    ${cases}) echo '${kindText(value)}' ;;`]
  })
}

function kindText(value: CompletedValue): string {
  return value.kind === 'words' ? `words:${value.words.join('|')}` : value.kind
}
