using System.Runtime.CompilerServices;
using Azure;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Reads a table that a deployment of an earlier version does not have: the operator command is updated before the deployment makes
/// the table.
/// </summary>
public static class MissingTable
{
    /// <summary>Returns no rows when the table does not exist.</summary>
    public static async IAsyncEnumerable<T> OfTableIfExists<T>(
        this IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var row = rows.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(row))
            yield return row.Current;
    }

    private static async ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> row)
    {
        try
        {
            return await row.MoveNextAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "TableNotFound")
        {
            return false;
        }
    }
}
