namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The browser did not do what a test asked of it.</summary>
internal sealed class BrowserFailedException(string message) : Exception(message);
