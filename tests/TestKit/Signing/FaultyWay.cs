namespace Tollgate.TestKit.Signing;

/// <summary>One instance's connection to a vault that several instances share. A test can cut the connection.</summary>
internal sealed class FaultyWay(HttpMessageHandler vault) : DelegatingHandler(vault)
{
    private int _requests;

    public bool IsDown { get; set; }

    /// <summary>Whether requests get no answer.</summary>
    public bool Hangs { get; set; }

    /// <summary>The number of requests to the vault, including the requests that did not reach it.</summary>
    public int Requests => Volatile.Read(ref _requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        if (IsDown)
            throw new HttpRequestException("The vault is out of reach.");
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
