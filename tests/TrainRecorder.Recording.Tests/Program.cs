using TrainRecorder.Recording.Tests;
using TrainRecorder.Recording.Tests.Conformance;
using TrainRecorder.Recording.Tests.Conformance.Damage;
using TrainRecorder.Recording.Tests.Endurance;
using TrainRecorder.Recording.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;

switch (args)
{
    // Called by KillTests: writes until it is killed.
    case [nameof(EndlessWriter), string folder, string attempt, string first]:
        return await EndlessWriter.RunAsync(folder, attempt, first);

    // Called by MemoryTests.
    case [nameof(LongRecording), string folder, string megabytes]:
        return await LongRecording.RunAsync(folder, megabytes);

    // For people who write a reader: the files of the corpus, each with its expected content.
    case [nameof(Corpus), string folder]:
        Directory.CreateDirectory(folder);
        foreach (CorpusCase entry in Corpus.Cases)
        {
            await Corpus.WriteAsync(folder, entry);
        }

        await LiveCorpus.WriteAsync(Path.Combine(folder, "live"));
        await DamagedCorpus.WriteAsync(Path.Combine(folder, "damaged"));
        await RefusedFolders.WriteAsync(Path.Combine(folder, "damaged", "live"));

        return 0;

    default:
        return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}
