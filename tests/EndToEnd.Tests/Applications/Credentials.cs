namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The id and secret of a client, as a page shows them once.</summary>
internal sealed record Credentials(string ClientId, string ClientSecret);
