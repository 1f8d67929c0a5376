using System.Collections;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Tests.Configuration;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public SettingsReaderTests() => File.WriteAllText(_file, "{}");

    public void Dispose() => File.Delete(_file);

    private ServiceOptions Read(string[] arguments, params (string Name, string Value)[] environment)
    {
        var variables = new Hashtable();
        foreach (var (name, value) in environment) variables[name] = value;
        return SettingsReader.Read(arguments, variables, _file);
    }

    [Fact]
    public void Read_WithoutAnything_GivesTheDefaults()
    {
        var options = Read([]);
        Assert.Equal((1, TimeSpan.FromSeconds(15), new Uri("http://127.0.0.1:5871")), (options.MaxRunning, options.Lease, options.Url));
        Assert.EndsWith(Path.Combine("trainrecorder", "data"), options.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FromEverySource_TakesTheStrongest()
    {
        File.WriteAllText(_file, """{ "TrainRecorder": { "MaxRunning": 2, "MaxQueued": "20", "max-retries": 7 } }""");

        var options = Read(["--max-running", "4", "--lease=2m"], ("TRAINRECORDER_MAX_RUNNING", "3"), ("TRAINRECORDER_MAX_QUEUED", "30"), ("TRAINRECORDER_TOKEN_DIR", "/x"), ("OTHER", "1"));

        Assert.Equal((4, 30, 7, TimeSpan.FromMinutes(2)), (options.MaxRunning, options.MaxQueued, options.MaxRetries, options.Lease));
    }

    [Theory]
    [InlineData("--max-running", "0")]
    [InlineData("--max-running", "x")]
    [InlineData("--max-running", "-1")]
    [InlineData("--lease", "15")]
    [InlineData("--lease", "0s")]
    [InlineData("--lease", "-3s")]
    [InlineData("--max-dataset-bytes", "9999999999TiB")]
    [InlineData("--max-dataset-bytes", "1 GiB")]
    [InlineData("--bookmark-interval", "11s")]
    [InlineData("--urls", "http://0.0.0.0:5871")]
    [InlineData("--urls", "http://192.168.0.1:5871")]
    [InlineData("--urls", "https://example.org:5871")]
    [InlineData("--urls", "ftp://127.0.0.1:5871")]
    [InlineData("--client-scope", "root")]
    [InlineData("--tls-key", "")]
    [InlineData("--urls", "http://example.org")]
    [InlineData("--urls", "http://127.0.0.1/x")]
    [InlineData("--urls", "5871")]
    [InlineData("--data", "")]
    [InlineData("--nothing", "1")]
    [InlineData("nothing", "1")]
    [InlineData("--max-running")]
    public void Read_WhatCannotBeUsed_IsRefusedInOneLine(params string[] arguments)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read(arguments));
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains(arguments[0], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ABadVariableOrFile_IsRefusedByItsName()
    {
        Assert.Contains("TRAINRECORDER_LEASE", Assert.Throws<StartRefusedException>(() => Read([], ("TRAINRECORDER_LEASE", "soon"))).Message, StringComparison.Ordinal);
        File.WriteAllText(_file, """{ "TrainRecorder": { "MaxRuning": 2 } }""");
        Assert.Contains("MaxRuning", Assert.Throws<StartRefusedException>(() => Read([])).Message, StringComparison.Ordinal);
        File.WriteAllText(_file, "{");
        Assert.Contains(Path.GetFileName(_file), Assert.Throws<StartRefusedException>(() => Read([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FromANamedFile_LeavesTheOtherAlone()
    {
        File.WriteAllText(_file, """{ "TrainRecorder": { "MaxRunning": 2 } }""");
        var named = _file + ".named";
        try
        {
            File.WriteAllText(named, """{ "TrainRecorder": { "MaxQueued": 3 } }""");
            Assert.Equal((1, 3), (Read(["--settings", named]).MaxRunning, Read(["--settings", named]).MaxQueued));
            Assert.Equal((1, 4), (Read(["--max-queued", "4"], ("TRAINRECORDER_SETTINGS", named)).MaxRunning, Read(["--max-queued", "4"], ("TRAINRECORDER_SETTINGS", named)).MaxQueued));

            File.WriteAllText(named, """{ "MaxQueued": 3 }""");
            Assert.Contains("TrainRecorder", Assert.Throws<StartRefusedException>(() => Read(["--settings", named])).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(named);
        }

        Assert.Contains("no settings file", Assert.Throws<StartRefusedException>(() => Read(["--settings", named])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_CoverEveryOption() =>
        Assert.Equal(
            typeof(ServiceOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name == "Url" ? "URLS" : Setting.KeyOf(property.Name)).Order(),
            Settings.All.Select(setting => setting.Key).Order());
}
