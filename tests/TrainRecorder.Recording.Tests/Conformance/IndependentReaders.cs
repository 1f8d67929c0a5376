using System.Diagnostics;
using DuckDB.NET.Data;
using ParquetSharp;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Readers that share no code with ours.</summary>
internal static class IndependentReaders
{
    public static RecordingContent DuckDb(string path, RecordingSchema schema)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        Dictionary<string, List<string?>> columns = [];
        int count = 0;
        foreach (RecordingColumn column in schema.Columns)
        {
            using DuckDBCommand command = connection.CreateCommand();
            string name = string.Join('.', column.Path.Split('.').Select(part => $"\"{part}\""));
            command.CommandText = $"select {name} from read_parquet('{path}', file_row_number = true) order by file_row_number";
            using DuckDBDataReader reader = command.ExecuteReader();
            List<string?> rows = [];
            while (reader.Read())
            {
                rows.Add(reader.IsDBNull(0) ? null : Encode(reader.GetValue(0)));
            }

            columns[column.Path] = rows;
            count = rows.Count;
        }

        return new RecordingContent(count, columns);
    }

    public static RecordingContent Arrow(string path, RecordingSchema schema)
    {
        using ParquetFileReader file = new(path);
        Dictionary<string, List<string?>> columns = schema.Columns.ToDictionary(column => column.Path, _ => new List<string?>());
        for (int group = 0; group < file.FileMetaData.NumRowGroups; group++)
        {
            using RowGroupReader groupReader = file.RowGroup(group);
            int rows = checked((int)groupReader.MetaData.NumRows);
            foreach (RecordingColumn column in schema.Columns)
            {
                using ColumnReader reader = groupReader.Column(column.Index);
                columns[column.Path].AddRange(column.Info.Type switch
                {
                    "list<float>" => reader.LogicalReader<float[]?>().ReadAll(rows).Select(Encode),
                    "list<double>" => reader.LogicalReader<double[]?>().ReadAll(rows).Select(Encode),
                    "list<int64>" => reader.LogicalReader<long[]?>().ReadAll(rows).Select(Encode),
                    "double" when column.Index >= 3 => reader.LogicalReader<double?>().ReadAll(rows).Select(value => Encode(value)),
                    "double" => reader.LogicalReader<double>().ReadAll(rows).Select(value => Encode(value)),
                    "int32" => reader.LogicalReader<int>().ReadAll(rows).Select(value => Encode(value)),
                    "int64" => reader.LogicalReader<long>().ReadAll(rows).Select(value => Encode(value)),
                    _ => reader.LogicalReader<string?>().ReadAll(rows),
                });
            }
        }

        return new RecordingContent(checked((int)file.FileMetaData.NumRows), columns);
    }

    /// <summary>Null if there is no Node.</summary>
    public static async Task<List<RecordingContent>?> HyparquetAsync(IReadOnlyList<string> paths)
    {
        string folder = InteropFolder();
        string installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        bool isInstalled = File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
        if (!isInstalled && !await RunAsync("npm", folder, _ => { }, "ci", "--no-audit", "--no-fund"))
        {
            return null;
        }

        List<RecordingContent> contents = [];
        return await RunAsync("node", folder, line => contents.Add(RecordingContent.Parse(line)), ["read.mjs", .. paths]) ? contents : null;
    }

    /// <summary>False if the program is not there.</summary>
    private static async Task<bool> RunAsync(string program, string folder, Action<string> output, params string[] arguments)
    {
        ProcessStartInfo start = new(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
            {
                output(line);
            }

            await process.WaitForExitAsync().Soon();
            Assert.True(process.ExitCode == 0, $"{program}: {await errors}");
            return true;
        }
    }

    private static string? Encode(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => RecordingContent.Bytes(number),
        long number => RecordingContent.Bytes(number),
        double number => RecordingContent.Bytes(number),
        IEnumerable<float> list => RecordingContent.Bytes<float>([.. list]),
        IEnumerable<double> list => RecordingContent.Bytes<double>([.. list]),
        IEnumerable<long> list => RecordingContent.Bytes<long>([.. list]),
        _ => throw new NotSupportedException(value.GetType().ToString()),
    };

    private static string InteropFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TrainRecorder.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "interop", "hyparquet");
            }
        }

        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
