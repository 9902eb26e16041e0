using Azure.Core;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>Settings of a cryptography client that holds its key itself.</summary>
public class LocalCryptographyClientOptions : ClientOptions;
