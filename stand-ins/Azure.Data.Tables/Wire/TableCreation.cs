using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Wire;

/// <summary>Creates a table, content with one that is already there.</summary>
internal static class TableCreation
{
    internal static async Task<Response<TableItem>> CreateIfNotExistsAsync(
        TableWire wire, string tableName, CancellationToken cancellationToken)
    {
        var response = await wire.CreateTableAsync(tableName, cancellationToken).ConfigureAwait(false);
        if (response.Status == 409)
        {
            var failure = new RequestFailedException(response);
            if (failure.ErrorCode == TableErrorCode.TableBeingDeleted)
            {
                throw failure;
            }
        }

        return Response.FromValue(new TableItem(tableName), response);
    }
}
