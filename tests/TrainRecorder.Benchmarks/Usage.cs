namespace TrainRecorder.Benchmarks;

/// <summary>What can be typed.</summary>
internal static class Usage
{
    public const string Text = """
        dotnet run -c Release --project tests/TrainRecorder.Benchmarks -- COMMAND

          promises                      what is promised of the recording: size, opening, reading, writing, memory
          recording-cost [ROUNDS]       what recording costs a training run (default: 9 pairs of runs)
          against-pytorch [PART]        training beside PyTorch; only cases with PART in their name
          against-matplotlib [--whole]  a frame beside matplotlib; --whole: the forums' code draws all of it too
          pictures [WORD]               the command replay from its start to its end: small, long or movie
          --filter PATTERN …            the tables, by BenchmarkDotNet: '*' is all of them, '*OpenBenchmarks*' some

        A line begins with "kept" or with BROKEN where something is promised.
        Exit code: 0 if no line is BROKEN, 1 if one is or a benchmark failed, 2 if there is no such command.
        What is skipped, because the rival is not installed, is said and counts as neither.

        """;
}
