using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Failures counted by several keys at once, each with a limit of its own, in windows that are the same for all instances.</summary>
internal sealed class AttemptLimits(IAttemptStore attempts, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>How long until a key that has reached its limit starts anew; zero where none has.</summary>
    public async ValueTask<TimeSpan> WaitAsync(Workspace workspace, IEnumerable<(string Key, int Limit)> keys, CancellationToken cancellationToken)
    {
        foreach (var (key, limit) in keys)
            if (await attempts.CountAsync(workspace, key, WindowEnd(), cancellationToken).ConfigureAwait(false) >= limit)
                return WindowEnd() - time.GetUtcNow();
        return TimeSpan.Zero;
    }

    public async Task AddFailureAsync(Workspace workspace, IEnumerable<(string Key, int Limit)> keys, CancellationToken cancellationToken)
    {
        foreach (var (key, _) in keys)
            await attempts.AddAsync(workspace, key, WindowEnd(), cancellationToken).ConfigureAwait(false);
    }

    private DateTimeOffset WindowEnd()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(Window.Ticks - (now.Ticks % Window.Ticks));
    }
}
