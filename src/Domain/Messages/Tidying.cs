namespace Tollgate.Domain.Messages;

/// <summary>Work that accompanies an answer and does not decide it. When the work fails, the answer is sent all the same.</summary>
public static class Tidying
{
    /// <summary>False when the work failed. A cancelled request still throws.</summary>
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
