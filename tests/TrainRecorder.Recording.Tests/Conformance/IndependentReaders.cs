using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using ParquetSharp;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Readers that share no code with ours.</summary>
internal static class IndependentReaders
{
    // Each lists the columns that it finds itself: one too many would be seen.
    public static RecordingContent DuckDb(string file)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        Dictionary<string, List<string?>> columns = [];
        int count = 0;
        foreach (string path in DuckDbPaths(connection, file))
        {
            using DuckDBCommand command = connection.CreateCommand();
            string name = string.Join('.', path.Split('.').Select(part => $"\"{part}\""));
            command.CommandText = $"select {name} from read_parquet('{file}', file_row_number = true) order by file_row_number";
            using DuckDBDataReader reader = command.ExecuteReader();
            List<string?> rows = [];
            while (reader.Read())
            {
                rows.Add(reader.IsDBNull(0) ? null : Encode(reader.GetValue(0)));
            }

            columns[path] = rows;
            count = rows.Count;
        }

        return new RecordingContent(count, columns);
    }

    public static RecordingContent Arrow(string path, RecordingSchema schema)
    {
        using ParquetFileReader file = new(path);
        SchemaDescriptor found = file.FileMetaData.Schema;
        Dictionary<string, List<string?>> columns = Enumerable.Range(0, found.NumColumns).ToDictionary(i => WithoutList(found.Column(i).Path.ToDotString()), _ => new List<string?>());
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

    public static async Task<RecordingContent> ParquetNetAsync(string path, RecordingSchema schema)
    {
        await using Parquet.ParquetReader file = await Parquet.ParquetReader.CreateAsync(path);
        Parquet.Schema.DataField[] fields = file.Schema.GetDataFields();
        Dictionary<string, List<string?>> columns = fields.ToDictionary(field => WithoutList(string.Join('.', field.Path.ToList())), _ => new List<string?>());
        int rows = 0;
        for (int i = 0; i < file.RowGroupCount; i++)
        {
            using Parquet.ParquetRowGroupReader group = file.OpenRowGroupReader(i);
            rows += checked((int)group.RowCount);
            foreach (RecordingColumn column in schema.Columns)
            {
                using Parquet.Data.RawColumnData data = await group.ReadRawColumnDataBaseAsync(fields[column.Index]);
                columns[column.Path].AddRange(data switch
                {
                    Parquet.Data.RawColumnData<float> floats => Rows(floats.Values, data, column),
                    Parquet.Data.RawColumnData<double> doubles => Rows(doubles.Values, data, column),
                    Parquet.Data.RawColumnData<long> longs => Rows(longs.Values, data, column),
                    Parquet.Data.RawColumnData<int> integers => Rows(integers.Values, data, column),
                    Parquet.Data.RawColumnData<ReadOnlyMemory<char>> texts => Texts(texts.Values, data),
                    _ => throw new NotSupportedException(data.GetType().ToString()),
                });
            }
        }

        return new RecordingContent(rows, columns);
    }

    /// <summary>Null if there is no Node.</summary>
    public static async Task<List<RecordingContent>?> HyparquetAsync(IReadOnlyList<string> paths)
    {
        string folder = InteropFolder("hyparquet");
        string installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        bool isInstalled = File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
        if (!isInstalled && !await RunAsync("npm", folder, _ => { }, "ci", "--no-audit", "--no-fund"))
        {
            return null;
        }

        List<RecordingContent> contents = [];
        return await RunAsync("node", folder, line => contents.Add(RecordingContent.Parse(line)), ["read.mjs", .. paths]) ? contents : null;
    }

    /// <summary>What a reader says that was written from SPECIFICATION.md alone, in Python; null if there is no Python with Zstandard.</summary>
    public static async Task<List<SpecificationAnswer>?> PythonAsync(IReadOnlyList<string> paths)
    {
        const string Python = "/usr/bin/python3";
        string folder = InteropFolder("python");
        if (!await RunAsync(Python, folder, _ => { }, isProbe: true, "-c", "import zstandard"))
        {
            return null;
        }

        List<SpecificationAnswer> answers = [];
        return await RunAsync(Python, folder, line => answers.Add(SpecificationAnswer.Parse(line)), ["read.py", .. paths]) ? answers : null;
    }

    private static List<string> DuckDbPaths(DuckDBConnection connection, string file)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"select name, coalesce(num_children, 0) from parquet_schema('{file}')";
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> paths = [];
        reader.Read();
        Walk(Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture), "");
        return paths;

        void Walk(int children, string parent)
        {
            for (int i = 0; i < children; i++)
            {
                Assert.True(reader.Read());
                string path = parent + reader.GetString(0);
                int inner = Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture);
                if (inner == 0)
                {
                    paths.Add(WithoutList(path));
                }

                Walk(inner, $"{path}.");
            }
        }
    }

    private static string WithoutList(string path) => path.EndsWith(".list.element", StringComparison.Ordinal) ? path[..^".list.element".Length] : path;

    /// <summary>The rows that raw levels make of values.</summary>
    private static List<string?> Rows<T>(ReadOnlySpan<T> values, Parquet.Data.RawColumnData levels, RecordingColumn column)
        where T : unmanaged
    {
        bool isList = column.Info.Type.StartsWith("list", StringComparison.Ordinal);
        ReadOnlySpan<int> definition = column.Index < 3 ? [] : levels.DefinitionLevels, repetition = isList ? levels.RepetitionLevels : [];
        int highest = isList ? 2 : 1;
        List<string?> rows = [];
        int value = 0;
        for (int i = 0; i < (definition.IsEmpty ? values.Length : definition.Length);)
        {
            int first = i++;
            while (i < repetition.Length && repetition[i] > 0)
            {
                i++;
            }

            bool isNull = !definition.IsEmpty && definition[first] < highest;
            rows.Add(isNull ? null : RecordingContent.Bytes(values.Slice(value, i - first)));
            value += isNull ? 0 : i - first;
        }

        return rows;
    }

    private static List<string?> Texts(ReadOnlySpan<ReadOnlyMemory<char>> values, Parquet.Data.RawColumnData levels)
    {
        List<string?> rows = [];
        int value = 0;
        foreach (int definition in levels.DefinitionLevels)
        {
            rows.Add(definition == 0 ? null : values[value++].ToString());
        }

        return rows;
    }

    /// <summary>False if the program is not there.</summary>
    private static Task<bool> RunAsync(string program, string folder, Action<string> output, params string[] arguments) =>
        RunAsync(program, folder, output, isProbe: false, arguments);

    /// <summary>False if the program is not there, or, where that is the question, if it fails.</summary>
    private static async Task<bool> RunAsync(string program, string folder, Action<string> output, bool isProbe, params string[] arguments)
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
            Assert.True(isProbe || process.ExitCode == 0, $"{program}: {await errors}");
            return process.ExitCode == 0;
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

    private static string InteropFolder(string reader)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TrainRecorder.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "interop", reader);
            }
        }

        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
