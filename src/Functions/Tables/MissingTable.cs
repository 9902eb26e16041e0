using Azure;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Reads of a table that a deployment of an earlier version does not have. The operator command is updated before the deployment makes
/// the table.
/// </summary>
internal static class MissingTable
{
    /// <summary>The rows. None when there is no such table.</summary>
    public static async IAsyncEnumerable<T> IfTableExists<T>(this AsyncPageable<T> rows) where T : notnull
    {
        await using var each = rows.GetAsyncEnumerator();
        while (await MoveNextAsync(each))
            yield return each.Current;
    }

    private static async ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "TableNotFound")
        {
            return false;
        }
    }
}
