using System.CommandLine;
using Grpc.Core;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Recordings;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder recording show | metrics | tensors RUN</c>: parts of a recording, without its file.</summary>
internal static class RecordingCommand
{
    public static Command Create(CommandContext context) => new("recording", "Parts of a recording, live or sealed, without its file: show, metrics, tensors.")
    {
        Show(context), Metrics(context), Tensors(context),
    };

    private static Option<int?> Epoch(string name, string description) => new(name) { Description = description, HelpName = "EPOCH" };

    private static Command Show(CommandContext context)
    {
        var run = RunArgument.Recording(context, "The run.");
        var command = new Command("show", "What a recording says of itself: layers, columns, epochs.") { run };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new GetRecordingRequest { Name = invocation.Parsed.GetRequiredValue(run) };
            var recording = (await server.Recordings.GetRecordingAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Recording;
            if (invocation.Json) context.Terminal.WriteJson(recording);
            else RecordingText.Write(context.Terminal, recording);
            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Metrics(CommandContext context)
    {
        var run = RunArgument.Recording(context, "The run.");
        var (first, last) = (Epoch("--first", "The first epoch wanted."), Epoch("--last", "The last epoch wanted."));
        var most = new Option<int>("--most") { Description = "At most so many epochs, evenly spread; 0: every one. Default: 0.", HelpName = "N" };
        var command = new Command("metrics", "Losses, scores and findings of the epochs.") { run, first, last, most };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new QueryMetricsRequest { Name = invocation.Parsed.GetRequiredValue(run), MaxEpochs = invocation.Parsed.GetValue(most) };
            if (invocation.Parsed.GetValue(first) is { } from) request.FirstEpoch = from;
            if (invocation.Parsed.GetValue(last) is { } to) request.LastEpoch = to;
            using var call = server.Recordings.QueryMetrics(request, cancellationToken: invocation.CancellationToken);
            await foreach (var part in call.ResponseStream.ReadAllAsync(invocation.CancellationToken).ConfigureAwait(false))
            {
                foreach (var epoch in part.Epochs)
                {
                    if (invocation.Json) context.Terminal.WriteJson(epoch);
                    else context.Terminal.WriteLine(RecordingText.Line(epoch));
                }
            }

            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Tensors(CommandContext context)
    {
        var run = RunArgument.Recording(context, "The run.");
        var columns = new Argument<string[]>("COLUMN") { Description = "Paths of columns: hidden1.weight, train.loss.", Arity = ArgumentArity.OneOrMore };
        var (first, last) = (Epoch("--first", "The first epoch wanted."), Epoch("--last", "The last epoch wanted."));
        var stride = new Option<int>("--every") { Description = "Every so many epochs.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("tensors", "Values of columns, a line of JSON for each epoch and column.") { run, columns, first, last, stride };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new ReadTensorsRequest { Name = invocation.Parsed.GetRequiredValue(run), Columns = { invocation.Parsed.GetRequiredValue(columns) }, Stride = invocation.Parsed.GetValue(stride) };
            if (invocation.Parsed.GetValue(first) is { } from) request.FirstEpoch = from;
            if (invocation.Parsed.GetValue(last) is { } to) request.LastEpoch = to;
            await new TensorPrinter(server, context.Terminal).PrintAsync(request, invocation.CancellationToken).ConfigureAwait(false);
            return ExitCode.Good;
        }));
        return command;
    }
}
