namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The worker ended before it answered.</summary>
internal sealed class WorkerGoneException() : Exception("The worker is gone.");
