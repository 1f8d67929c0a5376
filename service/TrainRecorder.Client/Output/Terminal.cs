using Google.Protobuf;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TrainRecorder.Client.Output;

/// <summary>Where the command writes: results to the standard output, everything else to the standard error stream.</summary>
internal sealed class Terminal
{
    /// <summary>Wide enough that no table or line breaks when a program reads it.</summary>
    private const int WidthForPrograms = 1000;

    private static readonly JsonFormatter s_json = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    /// <param name="output">The standard output.</param>
    /// <param name="error">The standard error stream.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isInteractive">A person looks at both, and lines may be rewritten.</param>
    /// <param name="ansi">Whether escape sequences may be written. Default: as the environment says.</param>
    public Terminal(TextWriter output, TextWriter error, TimeProvider time, bool isInteractive, AnsiSupport ansi = AnsiSupport.Detect)
    {
        (Output, Error, Time, IsInteractive) = (output, error, time, isInteractive);
        Console = Open(output, isInteractive, ansi);
        ErrorConsole = Open(error, isInteractive, ansi);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public TimeProvider Time { get; }

    public bool IsInteractive { get; }

    /// <summary>The output, for tables and what moves.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>The standard error stream, for progress that is no result.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>A picture made of text. Programs get no blanks at the ends of lines.</summary>
    public void Write(IRenderable picture)
    {
        if (IsInteractive)
        {
            Console.Write(picture);
            return;
        }

        using var text = new StringWriter();
        Open(text, isInteractive: false, AnsiSupport.No).Write(picture);
        foreach (var line in text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')) WriteLine(line.TrimEnd());
    }

    /// <summary>The line above a table.</summary>
    public void WriteTitle(string line)
    {
        if (IsInteractive) Console.Write(new Text(line + Environment.NewLine, new Style(decoration: Decoration.Bold)));
        else WriteLine(line);
    }

    /// <summary>A line of the result.</summary>
    public void WriteLine(string line) => Output.WriteLine(line);

    /// <summary>A line for the person that is no result.</summary>
    public void WriteNote(string line) => Error.WriteLine(line);

    /// <summary>A message as JSON on a line of its own, with the names of the .proto files.</summary>
    public void WriteJson(IMessage message) => Output.WriteLine(s_json.Format(message));

    private static IAnsiConsole Open(TextWriter writer, bool isInteractive, AnsiSupport ansi)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isInteractive ? ansi : AnsiSupport.No,
            Interactive = isInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isInteractive) console.Profile.Width = WidthForPrograms;
        return console;
    }
}
