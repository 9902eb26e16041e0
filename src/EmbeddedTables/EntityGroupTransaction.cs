using Azure;
using Azure.Data.Tables;
using Tollgate.EmbeddedTables.Entities;

namespace Tollgate.EmbeddedTables;

/// <summary>An entity group transaction. It checks the service's rules, and then makes all of its writes or none.</summary>
internal sealed class EntityGroupTransaction
{
    private readonly TableTransactionAction[] _actions;

    internal EntityGroupTransaction(IEnumerable<TableTransactionAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions, "transactionActions");
        _actions = [.. actions];
        if (_actions.Length == 0)
        {
            throw new InvalidOperationException("A transaction needs at least one action.");
        }
    }

    internal Response<IReadOnlyList<Response>> Submit(IStoredTable? table)
    {
        var changes = Array.ConvertAll(_actions, action => EntityMapper.ToChange(action.Entity, action.ActionType, action.ETag));
        RequireRules(changes);
        if (table == null)
        {
            throw TableFault.TableNotFound.ToTransactionException(0);
        }

        var results = new Row?[changes.Length];
        if (table.Apply(_actions[0].Entity.PartitionKey, changes, results, out var failedAt) is { } fault)
        {
            throw fault.ToTransactionException(failedAt);
        }

        IReadOnlyList<Response> responses = Array.ConvertAll(results, Response (row) => new EmbeddedResponse(204, row?.ETag));
        return Response.FromValue(responses, new EmbeddedResponse(202));
    }

    private void RequireRules(RowChange[] changes)
    {
        if (changes.Length > EntityLimits.ActionsInTransaction)
        {
            throw TableFault.InvalidInput("A transaction holds at most 100 actions.").ToTransactionException(0);
        }

        var rowKeys = new HashSet<string>(StringComparer.Ordinal);
        var size = 0L;
        for (var i = 0; i < changes.Length; i++)
        {
            if (FaultAt(i, rowKeys) is { } fault)
            {
                throw fault.ToTransactionException(i);
            }

            size += changes[i].Size;
        }

        if (size > EntityLimits.TransactionBytes)
        {
            throw new TableFault(413, "RequestBodyTooLarge", "A transaction is at most 4 MiB large.").ToException();
        }
    }

    private TableFault? FaultAt(int index, HashSet<string> rowKeys)
    {
        var entity = _actions[index].Entity;
        if (entity.PartitionKey != _actions[0].Entity.PartitionKey)
        {
            return new(400, "CommandsInBatchActOnDifferentPartitions", "All actions of a transaction must act on one partition.");
        }

        return rowKeys.Add(entity.RowKey)
            ? EntityLimits.FaultOfKeys(entity.PartitionKey, entity.RowKey)
            : new(400, "InvalidDuplicateRow", "A row can occur in a transaction only once.");
    }
}
