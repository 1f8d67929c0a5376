namespace TrainRecorder.Service.Security;

/// <summary>What each call of the contract needs. A call that nobody put here needs the most.</summary>
internal static class MethodScopes
{
    private static readonly Dictionary<string, Scope> s_scopes = new(StringComparer.Ordinal)
    {
        ["/trainrecorder.v1.TrainingService/SubmitJob"] = Scope.Submit,
        ["/trainrecorder.v1.TrainingService/GetRun"] = Scope.Read,
        ["/trainrecorder.v1.TrainingService/ListRuns"] = Scope.Read,
        ["/trainrecorder.v1.TrainingService/WatchRun"] = Scope.Read,
        ["/trainrecorder.v1.TrainingService/PauseRun"] = Scope.Submit,
        ["/trainrecorder.v1.TrainingService/ResumeRun"] = Scope.Submit,
        ["/trainrecorder.v1.TrainingService/CancelRun"] = Scope.Submit,
        ["/trainrecorder.v1.TrainingService/RetryRun"] = Scope.Submit,
        ["/trainrecorder.v1.TrainingService/DeleteRun"] = Scope.Admin,
        ["/trainrecorder.v1.TrainingService/ReadLogs"] = Scope.Read,
        ["/trainrecorder.v1.DatasetService/UploadDataset"] = Scope.Submit,
        ["/trainrecorder.v1.DatasetService/QueryUpload"] = Scope.Submit,
        ["/trainrecorder.v1.DatasetService/GetDataset"] = Scope.Read,
        ["/trainrecorder.v1.DatasetService/ListDatasets"] = Scope.Read,
        ["/trainrecorder.v1.DatasetService/InspectDataset"] = Scope.Read,
        ["/trainrecorder.v1.DatasetService/DeleteDataset"] = Scope.Admin,
        ["/trainrecorder.v1.RecordingService/GetRecording"] = Scope.Read,
        ["/trainrecorder.v1.RecordingService/ReadTensors"] = Scope.Read,
        ["/trainrecorder.v1.RecordingService/QueryMetrics"] = Scope.Read,
        ["/trainrecorder.v1.RecordingService/DownloadRecording"] = Scope.Read,
        ["/trainrecorder.v1.ArchiveService/ArchiveRun"] = Scope.Submit,
        ["/trainrecorder.v1.ArchiveService/VerifyArchive"] = Scope.Read,
        ["/trainrecorder.v1.ArchiveService/GetArchive"] = Scope.Read,
        ["/trainrecorder.v1.ArchiveService/ListArchives"] = Scope.Read,
        ["/trainrecorder.v1.ArchiveService/QueryImport"] = Scope.Admin,
        ["/trainrecorder.v1.ArchiveService/ImportRecording"] = Scope.Admin,
        ["/trainrecorder.v1.ArchiveService/RestoreArchive"] = Scope.Admin,
        ["/trainrecorder.v1.ArchiveService/DeleteArchive"] = Scope.Admin,
        ["/trainrecorder.v1.ServerService/GetServerInfo"] = Scope.Read,
        ["/trainrecorder.v1.ServerService/GetStatistics"] = Scope.Read,
        ["/grpc.health.v1.Health/Check"] = Scope.Read,
        ["/grpc.health.v1.Health/Watch"] = Scope.Read,
        ["/grpc.health.v1.Health/List"] = Scope.Read,
        ["/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"] = Scope.Read,
        ["/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"] = Scope.Read,
    };

    /// <summary>The paths that have a scope of their own.</summary>
    public static IReadOnlyCollection<string> Known => s_scopes.Keys;

    /// <summary>What a call of a path needs.</summary>
    public static Scope Of(string path) => s_scopes.GetValueOrDefault(path, Scope.Admin);
}
