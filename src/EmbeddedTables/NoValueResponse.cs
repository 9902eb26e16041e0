using Azure;

namespace Tollgate.EmbeddedTables;

/// <summary>The answer to a read that found no row.</summary>
internal sealed class NoValueResponse<T> : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The response has no value: the row does not exist.");

    public override Response GetRawResponse() => new EmbeddedResponse(404);
}
