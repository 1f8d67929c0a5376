using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>How the rival's libraries work. Which setting is fastest is found by trying.</summary>
/// <param name="Kernels">Of OpenBLAS: those for a processor, as <c>OPENBLAS_CORETYPE</c> names it; null: those that it chooses itself.</param>
/// <param name="Blas">Threads of OpenBLAS.</param>
/// <param name="OpenMp">Threads of PyTorch itself.</param>
/// <param name="Foreach">Adam's updates of all parameters at once.</param>
internal sealed record RivalSetting(string? Kernels, int Blas = 1, int OpenMp = 1, bool Foreach = false)
{
    /// <summary>
    /// What can be faster than its own choice: OpenBLAS takes a processor that is newer than itself for a Haswell, and leaves its vectors
    /// of 512 bits unused.
    /// </summary>
    public static IReadOnlyList<string?> AllKernels { get; } = Vector512.IsHardwareAccelerated ? [null, "SKYLAKEX"] : [null];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"OpenBLAS {Blas}{(Kernels is null ? "" : " " + Kernels)}, OpenMP {OpenMp}{(Foreach ? ", foreach" : "")}");
}

/// <summary>Debian's Python with PyTorch and NumPy in a process of its own; works only when it is told to, so that it and we take turns.</summary>
internal sealed class Rival : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Process _process;

    /// <param name="setting">The threads.</param>
    /// <param name="cores">How many cores it may use: it is bound to them where the system can do that.</param>
    public Rival(RivalSetting setting, int cores)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "AgainstPytorch", "rival.py");
        bool binds = OperatingSystem.IsLinux() && cores < Environment.ProcessorCount;
        ProcessStartInfo start = binds ? new("taskset", ["-c", $"0-{cores - 1}", Python, script]) : new(Python, [script]);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.Environment["OPENBLAS_NUM_THREADS"] = setting.Blas.ToString(CultureInfo.InvariantCulture);
        if (setting.Kernels is not null)
            start.Environment["OPENBLAS_CORETYPE"] = setting.Kernels;
        // Memory that is given back to the system after each operation and taken anew is six times slower where page faults are dear, as on many virtual machines.
        foreach (string threshold in (string[])["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"])
            start.Environment[threshold] = (1L << 32).ToString(CultureInfo.InvariantCulture);
        start.Environment["OMP_NUM_THREADS"] = setting.OpenMp.ToString(CultureInfo.InvariantCulture);
        _process = Process.Start(start)!;
        Setting = setting;
    }

    public RivalSetting Setting { get; }

    /// <summary>Why there is no comparison; null if there can be one.</summary>
    public static async Task<string?> WhatIsMissingAsync()
    {
        if (!File.Exists(Python))
            return $"there is no {Python}";
        ProcessStartInfo start = new(Python, ["-c", "import torch, numpy; print(torch.__version__, numpy.__version__, torch.__config__.parallel_info())"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            return $"{Python} has no PyTorch (Debian: apt-get install python3-torch libopenblas0-pthread)";
        Console.WriteLine($"PyTorch {output.Split(' ')[0]}, NumPy {output.Split(' ')[1]}");
        // Debian's reference BLAS is ten times slower: beating it would say nothing.
        bool hasOpenBlas = File.Exists("/etc/alternatives/libblas.so.3-x86_64-linux-gnu")
            ? new FileInfo("/etc/alternatives/libblas.so.3-x86_64-linux-gnu").ResolveLinkTarget(returnFinalTarget: true)!.FullName.Contains("openblas", StringComparison.Ordinal)
            : true;
        return hasOpenBlas ? null : "the system's BLAS is not OpenBLAS (Debian: apt-get install libopenblas0-pthread)";
    }

    public Task ReadyAsync(TrainingCase entry) => AskAsync(new JsonObject
    {
        ["train"] = JsonSerializer.SerializeToNode(entry, JsonSerializerOptions.Web),
        ["threads"] = Setting.OpenMp,
        ["foreach"] = Setting.Foreach,
    });

    public Task ReadyAsync(int rows, int depth, int columns) => AskAsync(new JsonObject { ["product"] = new JsonArray(rows, depth, columns) });

    /// <summary>Does what it was made ready for.</summary>
    /// <returns>What each time took.</returns>
    public Task<Taken[]> GoAsync(int times) => AskAsync(new JsonObject { ["go"] = times });

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<Taken[]> AskAsync(JsonObject question)
    {
        await _process.StandardInput.WriteLineAsync(question.ToJsonString());
        await _process.StandardInput.FlushAsync();
        string answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5)) ?? throw new InvalidOperationException("The rival has ended.");
        return JsonSerializer.Deserialize<Taken[]>(answer, JsonSerializerOptions.Web)!;
    }
}
