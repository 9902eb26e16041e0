namespace Tollgate.SideBySide.Servers;

/// <summary>The endpoints that the floor does not have.</summary>
/// <param name="IntrospectedToken">What a token request for a token to introspect has beside the client credentials.</param>
internal sealed record FullServer(string AuthorizationPath, string IntrospectionPath, string DiscoveryPath, string IntrospectedToken = "");
