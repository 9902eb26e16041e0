namespace Tollgate.TestKit.KeyVault;

/// <summary>One request that the vault answered.</summary>
public sealed record VaultRequest(string Operation, string? KeyName, string? Version, int Status);
