namespace Tollgate.SideBySide.Load;

/// <summary>The requests of one connection.</summary>
internal interface IRequests
{
    /// <summary>Writes the next one and returns its length; 0 where there is none left.</summary>
    int Next(Span<byte> buffer);

    /// <summary>Takes the answer to the request. False if it is wrong.</summary>
    bool Accept(HttpAnswer answer);
}
