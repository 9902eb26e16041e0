namespace Tollgate.Functions.Settings;

/// <summary>A mistake in the settings. The message is a sentence for the person who starts the app.</summary>
public sealed class SetupException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
