namespace Tollgate.SideBySide.Load;

/// <summary>The requests of one connection.</summary>
internal interface IRequests
{
    /// <summary>Writes the next request and returns its length. Returns 0 if no request is left.</summary>
    int Next(Span<byte> buffer);

    /// <summary>Takes the answer to the last request. Returns false if the answer is wrong.</summary>
    bool Accept(HttpAnswer answer);
}
