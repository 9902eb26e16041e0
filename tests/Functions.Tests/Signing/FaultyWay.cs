namespace Tollgate.Functions.Tests.Signing;

/// <summary>One instance's way to a vault that others share; a test can cut it.</summary>
internal sealed class FaultyWay(HttpMessageHandler vault) : DelegatingHandler(vault)
{
    public bool IsDown { get; set; }

    /// <summary>Whether no answer comes.</summary>
    public bool Hangs { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new HttpRequestException("The vault is out of reach.");
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
