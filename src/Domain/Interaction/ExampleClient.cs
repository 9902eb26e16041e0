namespace Tollgate.Domain.Interaction;

/// <summary>What examples have in the places of YOUR_CLIENT_ID and the like.</summary>
/// <param name="Secret">Null where it is not known, or there is none.</param>
public sealed record ExampleClient(string ClientId, string? Secret, string? RedirectUri);
