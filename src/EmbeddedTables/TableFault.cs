using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Tollgate.EmbeddedTables;

/// <summary>
/// A refusal with the status and code that Azure Table Storage gives. It becomes an exception only where the client of Azure.Data.Tables
/// throws one.
/// </summary>
internal sealed record TableFault(int Status, string Code, string Message)
{
    internal static TableFault TableNotFound { get; } = new(404, "TableNotFound", "The table specified does not exist.");

    internal static TableFault ResourceNotFound { get; } = new(404, "ResourceNotFound", "The specified resource does not exist.");

    internal static TableFault EntityAlreadyExists { get; } = new(409, "EntityAlreadyExists", "The specified entity already exists.");

    internal static TableFault UpdateConditionNotSatisfied { get; } =
        new(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    internal static TableFault InvalidInput(string message) => new(400, "InvalidInput", message);

    internal RequestFailedException ToException() => new(Status, $"{Message} Status: {Status} ErrorCode: {Code}", Code, null);

    internal TableTransactionFailedException ToTransactionException(int failedAt)
    {
        var failure = ToException();

        // The constructor of TableTransactionFailedException reads the number of the failed action from this entry.
        failure.Data["FailedEntity"] = failedAt.ToString(CultureInfo.InvariantCulture);
        return new(failure);
    }
}
