namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Something that can be asked of <c>replay render</c>: by an option, or in a file given with <c>--spec</c>.</summary>
/// <param name="Name">Its name in the file, <c>edge_by</c>; the option is <c>--edge-by</c>.</param>
/// <param name="Kind">What it is in JSON.</param>
/// <param name="HelpName">What stands for its value in the help.</param>
/// <param name="Description">What it does, for the help.</param>
/// <param name="Check">What is wrong with a value, beginning with <c>must</c>; null if nothing is.</param>
internal sealed record RenderField(string Name, FieldKind Kind, string HelpName, string Description, Func<string, string?> Check)
{
    /// <summary>The option.</summary>
    public string Option => "--" + Name.Replace('_', '-');
}

/// <summary>What a value is in JSON.</summary>
internal enum FieldKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false; of options, there or not.</summary>
    Flag,
}
