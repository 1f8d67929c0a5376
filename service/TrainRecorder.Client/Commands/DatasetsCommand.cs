using System.CommandLine;
using System.Globalization;
using TrainRecorder.Client.Datasets;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder datasets list | show | upload | delete</c>.</summary>
internal static class DatasetsCommand
{
    public static Command Create(CommandContext context) => new("datasets", "Data on the service: list, show, upload, delete.")
    {
        List(context), Show(context), Upload(context), Delete(context),
    };

    private static Command List(CommandContext context)
    {
        var list = new Command("list", "The datasets, newest first.");
        list.SetAction(context.Calling(async (server, invocation) =>
        {
            var datasets = await DatasetList.ReadAsync(server, invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) datasets.ForEach(context.Terminal.WriteJson);
            else if (datasets.Count == 0) context.Terminal.WriteNote("no datasets yet; \"trainrecorder submit\" uploads what a job names, or say \"trainrecorder datasets upload FILE\"");
            else DatasetTables.List(datasets, context.Terminal.Time.GetUtcNow()).Write(context.Terminal);
            return ExitCode.Good;
        }));
        return list;
    }

    private static Command Show(CommandContext context)
    {
        var dataset = RunArgument.Dataset(context, "The dataset.");
        var rows = new Option<int>("--rows") { Description = "First rows to show, 0 to 1000.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var command = new Command("show", "Columns, their ranges, and the first rows.") { dataset, rows };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var name = await DatasetList.ResolveAsync(server, invocation.Parsed.GetRequiredValue(dataset), invocation.CancellationToken).ConfigureAwait(false);
            var request = new InspectDatasetRequest { Name = name, Rows = invocation.Parsed.GetValue(rows) };
            var seen = await server.Datasets.InspectDatasetAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json)
            {
                context.Terminal.WriteJson(seen);
                return ExitCode.Good;
            }

            context.Terminal.Write(Details.Of(
                ("dataset", seen.Dataset.Name),
                ("name", seen.Dataset.DisplayName),
                ("format", seen.Dataset.Format),
                ("size", Quantities.Bytes(seen.Dataset.Size)),
                ("rows", Quantities.Count(seen.Dataset.Schema?.Rows ?? 0))));
            context.Terminal.WriteLine("");
            DatasetTables.Columns(seen).Write(context.Terminal);
            if (seen.Rows.Count == 0) return ExitCode.Good;
            context.Terminal.WriteLine("");
            DatasetTables.Rows(seen).Write(context.Terminal);
            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Upload(CommandContext context)
    {
        var path = new Argument<string>("FILE") { Description = "A table, such as digits.csv, or arrays of NumPy, or IDX." };
        var format = new Option<string>("--format") { Description = "csv, tsv, parquet, npy, npz, idx or weights. Default: by the file's name.", HelpName = "FORMAT" };
        format.CompletionSources.Add("csv", "tsv", "parquet", "npy", "npz", "idx", "weights");
        var command = new Command("upload", "Sends a file of data. The same bytes make one dataset however often they are sent.") { path, format };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var name = invocation.Parsed.GetRequiredValue(path);
            var file = LocalFile.Open(name);
            await using (file.ConfigureAwait(false))
            {
                var header = await DatasetUpload.DescribeAsync(file, Path.GetFileName(name), invocation.Parsed.GetValue(format) ?? DataFormat.Of(name), invocation.CancellationToken).ConfigureAwait(false);
                var dataset = await new DatasetUpload(server.Datasets, context.Terminal).SendAsync(file, header, invocation.CancellationToken).ConfigureAwait(false);
                if (invocation.Json) context.Terminal.WriteJson(dataset);
                else context.Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataset.Name}: {dataset.Schema?.Rows ?? 0} rows, {dataset.Schema?.Columns.Count ?? 0} columns"));
            }

            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var dataset = RunArgument.Dataset(context, "The dataset.");
        var command = new Command("delete", "Removes a dataset, for good. Refused while a run that is not over needs it.") { dataset };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var name = await DatasetList.ResolveAsync(server, invocation.Parsed.GetRequiredValue(dataset), invocation.CancellationToken).ConfigureAwait(false);
            var request = new DeleteDatasetRequest { Name = name };
            var answer = await server.Datasets.DeleteDatasetAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            return RunSteering.Freed(context, invocation, request.Name, answer, answer.FreedBytes);
        }));
        return command;
    }
}
