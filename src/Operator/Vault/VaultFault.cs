using Azure;
using Azure.Identity;
using Tollgate.Domain.Sealing;

namespace Tollgate.Operator.Vault;

/// <summary>Faults of the vault and of Azure's roles, in one sentence each.</summary>
internal static class VaultFault
{
    /// <exception cref="RefusedException">Its message says what happened and what to check.</exception>
    public static async Task<T> WatchAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (Describe(exception) is { } sentence)
        {
            throw new RefusedException(sentence);
        }
    }

    public static Task WatchAsync(Func<Task> work) => WatchAsync(async () =>
    {
        await work();
        return true;
    });

    /// <summary>Whether the vault has no such secret. After any other failure the secret may exist.</summary>
    public static bool IsMissing(NoSealingRootException refusal) => refusal.InnerException is RequestFailedException { Status: 404 };

    private static string? Describe(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Describe(last),
        NoSealingRootException => $"{exception.Message} For this command you need the role Key Vault Secrets Officer on the vault.",
        CredentialUnavailableException => "Nobody is signed in to Azure here: run az login (or azd auth login), then try again.",
        AuthenticationFailedException => $"The sign-in to Azure failed: run az login again. {FirstLine(exception.Message)}",
        RequestFailedException { Status: 401 or 403 } failure =>
            $"Azure does not allow that ({failure.Status} {failure.ErrorCode}): see docs/operations.md, \"Rights\". A new assignment takes some minutes.",
        RequestFailedException failure => $"The request to Azure failed ({failure.Status} {failure.ErrorCode}): {FirstLine(failure.Message)}",
        TimeoutException => exception.Message,
        _ => null,
    };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
