using TrainRecorder.Service.Security.Tokens;

namespace TrainRecorder.Service.Hosting;

/// <summary>The folder that holds everything the service keeps: the one place that knows what lies where in it.</summary>
/// <remarks>Every name in it is made by the service; nothing that a caller wrote becomes part of a path.</remarks>
internal sealed class DataFolder
{
    /// <summary>The folder at a path; made, with its subfolders, for this user alone if it is not there.</summary>
    /// <exception cref="StartRefusedException">It cannot be made.</exception>
    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            foreach (var folder in (string[])[Root, Runs, Datasets, Incoming, Archives]) PrivateFolder.Make(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {Root} cannot be used: {fault.Message}");
        }
    }

    /// <summary>The folder itself, absolute.</summary>
    public string Root { get; }

    /// <summary>The catalogue's file.</summary>
    public string Catalogue => Path.Combine(Root, "catalogue.db");

    /// <summary>Held by the one service that uses the folder.</summary>
    public string Lock => Path.Combine(Root, "service.lock");

    /// <summary>The tokens that were given out.</summary>
    public TokenList Tokens => new(Path.Combine(Root, "tokens.json"));

    /// <summary>Uploads under way.</summary>
    public string Incoming => Path.Combine(Datasets, "incoming");

    /// <summary>The archive.</summary>
    public string Archives => Path.Combine(Root, "archive");

    /// <summary>The datasets.</summary>
    public string Datasets => Path.Combine(Root, "datasets");

    /// <summary>The folders of the runs.</summary>
    public string Runs => Path.Combine(Root, "runs");

    /// <summary>The folder of a run.</summary>
    public RunFolder Run(string id) => new(id, Path.Combine(Runs, id));

    /// <summary>The file of a dataset.</summary>
    public string Dataset(string sha256) => Path.Combine(Datasets, sha256);

    /// <summary>The file of an archived recording.</summary>
    public string Archive(string id) => Path.Combine(Archives, $"{id}.parquet");
}
