using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>A client that repeats a request as often as the server tells it to.</summary>
internal static class Retrying
{
    private const int Tries = 20;

    /// <summary>Returns the first final answer and the number of answers before it that asked for a retry.</summary>
    public static async Task<(OAuthAnswer Answer, int Faults)> UntilFinalAsync(Func<Task<OAuthAnswer>> askAsync)
    {
        for (var faults = 0; faults < Tries; faults++)
        {
            var answer = await askAsync();
            if (!answer.IsPassing)
                return (answer, faults);
        }

        throw new TimeoutException($"The server had {Tries} tries and used none of them.");
    }
}
