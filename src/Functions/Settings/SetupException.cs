namespace Tollgate.Functions.Settings;

/// <summary>Something that is set up wrongly: a sentence for the person who starts the app, who can put it right.</summary>
public sealed class SetupException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
