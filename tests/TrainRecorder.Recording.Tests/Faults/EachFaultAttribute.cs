using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>Each kind of fault once, and for good.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachFaultAttribute(params FaultKind[] kinds) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. kinds.SelectMany(kind => new[] { new TheoryDataRow<FaultKind, bool>(kind, false), new TheoryDataRow<FaultKind, bool>(kind, true) })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
