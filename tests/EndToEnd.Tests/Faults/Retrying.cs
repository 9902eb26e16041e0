using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>A client that does as it is told: it asks again when the server says that it may.</summary>
internal static class Retrying
{
    private const int Tries = 20;

    /// <summary>The first answer that is final, and how many told to try again before it.</summary>
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
