namespace Tollgate.SideBySide.Servers;

/// <summary>The endpoints that the floor server does not have.</summary>
/// <param name="IntrospectedToken">The additional parameters of the request for a token to introspect.</param>
internal sealed record FullServer(string AuthorizationPath, string IntrospectionPath, string DiscoveryPath, string IntrospectedToken = "");
