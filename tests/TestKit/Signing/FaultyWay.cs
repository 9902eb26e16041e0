namespace Tollgate.TestKit.Signing;

/// <summary>One instance's way to a vault that others share; a test can cut it.</summary>
internal sealed class FaultyWay(HttpMessageHandler vault) : DelegatingHandler(vault)
{
    private int _requests;

    public bool IsDown { get; set; }

    /// <summary>Whether no answer comes.</summary>
    public bool Hangs { get; set; }

    /// <summary>How often the vault was asked, or would have been.</summary>
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
