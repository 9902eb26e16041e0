namespace Tollgate.ColdStart;

/// <summary>A published function app that answers POST /token.</summary>
internal sealed record App(string Name, string Folder, IReadOnlyDictionary<string, string> Settings);
