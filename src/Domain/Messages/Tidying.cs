namespace Tollgate.Domain.Messages;

/// <summary>What is done beside an answer and decides nothing about it: where it fails, the answer is given all the same.</summary>
public static class Tidying
{
    /// <summary>Whether it was done. A caller who has gone ends it as usual.</summary>
    public static async ValueTask<bool> TryAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
