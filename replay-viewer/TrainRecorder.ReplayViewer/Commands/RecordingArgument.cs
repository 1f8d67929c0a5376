using System.CommandLine;

namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The recording that a command looks at.</summary>
internal static class RecordingArgument
{
    public static Argument<string> Create() => Create("FILE", "A recording: a sealed file (.parquet), or the folder of a live one.");

    public static Argument<string> Create(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[^1].Value))
                result.AddError($"{name} must not be empty");
        });
        return argument;
    }
}
