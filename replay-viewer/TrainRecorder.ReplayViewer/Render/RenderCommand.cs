using System.CommandLine;
using System.CommandLine.Parsing;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary><c>replay render FILE -o OUT</c>: a picture of an epoch, or a movie of several.</summary>
internal static class RenderCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string?> file = new("FILE")
        {
            Description = "A recording: a sealed file (.parquet), or the folder of a live one. Not needed if --spec names one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> spec = new("--spec") { Description = "A JSON file with any of these options by name; options given here override it.", HelpName = "FILE" };
        Option<bool> printSpec = new("--print-spec") { Description = "Prints what was asked for as a file for --spec, and renders nothing." };
        Dictionary<RenderField, Option> options = RenderFields.All.ToDictionary(field => field, Option);
        Command command = new("render", "Draws the network at an epoch, or, with --epochs or as a movie's file, over time.") { file };
        foreach (Option option in options.Values)
            command.Add(option);
        command.Add(spec);
        command.Add(printSpec);
        command.SetAction((parsed, cancellationToken) =>
        {
            Dictionary<string, string> values = parsed.GetValue(spec) is { } path ? SpecFile.Read(path) : [];
            if (parsed.GetValue(file) is { } recording)
                values[RenderFields.Recording] = recording;
            foreach ((RenderField field, Option option) in options)
            {
                if (Given(parsed, field, option) is { } value)
                    values[field.Name] = value;
            }
            RenderRequest request = RenderRequest.Create(values);
            return parsed.GetValue(printSpec) ? PrintAsync(values, output) : RunAsync(request, output, errors, cancellationToken);
        });
        return command;
    }

    private static Option Option(RenderField field)
    {
        if (field.Kind == FieldKind.Flag)
            return new Option<bool>(field.Option) { Description = field.Description };
        Option<string?> option = new(field.Option) { Description = field.Description, HelpName = field.HelpName };
        if (field.Name == "output")
            option.Aliases.Add("-o");
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (field.Check(token.Value) is { } wrong)
                    result.AddError($"{field.Option} {wrong}; '{token.Value}' is not");
            }
        });
        return option;
    }

    private static string? Given(ParseResult parsed, RenderField field, Option option) => parsed.GetResult(option) is not { Implicit: false }
        ? null
        : field.Kind == FieldKind.Flag ? (parsed.GetValue((Option<bool>)option) ? "true" : "false") : parsed.GetValue((Option<string?>)option);

    private static async Task<int> PrintAsync(Dictionary<string, string> values, TextWriter output)
    {
        await output.WriteLineAsync(SpecFile.Write(values)).ConfigureAwait(false);
        return ExitCode.Good;
    }

    private static async Task<int> RunAsync(RenderRequest request, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        Rendered rendered = await Renderer.RenderAsync(request, FrameProgress.On(errors), cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(rendered.Said).ConfigureAwait(false);
        foreach (string damage in rendered.Damage)
            await errors.WriteLineAsync("replay: " + damage).ConfigureAwait(false);
        return rendered.Damage.Count == 0 ? ExitCode.Good : ExitCode.Bad;
    }
}
