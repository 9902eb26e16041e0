namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Something that may be used once: how it comes about, how it is used, and what must be true afterwards.</summary>
public sealed record OneTimeArtefact(string Name, Func<Instances, Task<string>> MakeAsync, Func<Instances, int, string, Task<Use>> UseAsync)
{
    public Winners Winners { get; init; } = Winners.One;

    /// <summary>Whether each use costs a password's hash: one round of it is enough for every change.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Gets the artefact and the answer that the winner got. The answer is a refusal if nobody may win.</summary>
    public Func<Instances, string, Use, Task> CheckAsync { get; init; } = (_, _, _) => Task.CompletedTask;

    public override string ToString() => Name;
}
