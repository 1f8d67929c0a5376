namespace TrainRecorder.Client.Completion;

/// <summary>What a shell loads to complete <c>trainrecorder</c>: each asks the hidden command <c>complete</c> with the line up to the cursor.</summary>
internal static class CompletionScripts
{
    /// <summary>The shells there is a script for.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            # trainrecorder completion bash > ~/.local/share/bash-completion/completions/trainrecorder
            _trainrecorder() {
                local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
                COMPREPLY=($(trainrecorder complete "$line" 2> /dev/null))
            }
            complete -o default -F _trainrecorder trainrecorder
            """,
        ["zsh"] = """
            #compdef trainrecorder
            # trainrecorder completion zsh > a folder of $fpath, as _trainrecorder
            _trainrecorder() {
                local -a found
                local word text
                while IFS=$'\t' read -r word text; do
                    found+=("${word//:/\\:}${text:+:$text}")
                done < <(trainrecorder complete "$LBUFFER" --describe 2> /dev/null)
                if (( $#found )); then _describe trainrecorder found; else _files; fi
            }
            compdef _trainrecorder trainrecorder
            """,
        ["fish"] = """
            # trainrecorder completion fish > ~/.config/fish/completions/trainrecorder.fish
            function __trainrecorder
                set -l found (trainrecorder complete (commandline -cp) --describe 2> /dev/null)
                if set -q found[1]
                    printf '%s\n' $found
                else
                    __fish_complete_path (commandline -ct)
                end
            end
            complete -c trainrecorder -f -a '(__trainrecorder)'
            """,
        ["pwsh"] = """
            # trainrecorder completion pwsh | Out-String | Invoke-Expression   (in $PROFILE)
            Register-ArgumentCompleter -Native -CommandName trainrecorder -ScriptBlock {
                param($word, $line, $cursor)
                $text = $line.ToString().PadRight($cursor).Substring(0, $cursor)
                trainrecorder complete "$text" 2> $null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };
}
