namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>An artefact for a single use: how a test makes it, how an attempt uses it, and what must be true afterwards.</summary>
public sealed record OneTimeArtefact(string Name, Func<Instances, Task<string>> MakeAsync, Func<Instances, int, string, Task<Use>> UseAsync)
{
    public Winners Winners { get; init; } = Winners.One;

    /// <summary>Whether each use hashes a password. A slow artefact gets fewer rounds.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Checks the state after all attempts. The text is the artefact. The use is the winner's, or a refusal if no attempt won.</summary>
    public Func<Instances, string, Use, Task> CheckAsync { get; init; } = (_, _, _) => Task.CompletedTask;

    public override string ToString() => Name;
}
