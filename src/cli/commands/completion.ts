import { Argument } from '@commander-js/extra-typings'
import { verb } from '../command.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/**
 * Each script runs `croft __complete -- WORDS`, which writes one line per candidate: its value, a tab, its description.
 */
const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `# croft completion for bash: source <(croft completion bash)
_croft() {
  local IFS=$'\\n' line words cword
  # a colon or an equals sign in a word must not split it
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n =: words cword
  else
    words=("\${COMP_WORDS[@]}")
    cword=$COMP_CWORD
  fi
  COMPREPLY=()
  while read -r line; do COMPREPLY+=("\${line%%$'\\t'*}"); done \\
    < <("\${words[0]}" __complete -- "\${words[@]:1:cword}" 2>/dev/null)
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "\${words[cword]}"; fi
}
complete -o default -F _croft croft
`,
  zsh: `#compdef croft
# croft completion for zsh: source <(croft completion zsh)
_croft() {
  local -a lines candidates
  local line value about
  lines=("\${(@f)$(\${words[1]} __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    value=\${line%%$'\\t'*}
    about=\${line#*$'\\t'}
    [[ -n $value ]] && candidates+=("\${value//:/\\\\:}:$about")
  done
  if (( $#candidates )); then _describe croft candidates; else _files; fi
}
if [[ $funcstack[1] == _croft ]]; then _croft "$@"; else compdef _croft croft; fi
`,
  fish: `# croft completion for fish: croft completion fish | source
function __croft_complete
    set -l words (commandline -opc) (commandline -ct)
    command $words[1] __complete -- $words[2..-1] 2>/dev/null
end
complete -c croft -f -a '(__croft_complete)'
`,
}

export const completion = verb('completion')
  .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
  .action((shell) => {
    process.stdout.write(SCRIPTS[shell])
  })
