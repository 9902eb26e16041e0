using Azure.Core;
using Azure.Core.Pipeline;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>Counts the requests to the table service. Each request is a transaction.</summary>
internal sealed class TransactionCounter : HttpPipelinePolicy
{
    private int _count;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _count);
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _count);
        ProcessNext(message, pipeline);
    }

    /// <summary>The number of requests of <paramref name="action"/>.</summary>
    public async Task<(T Result, int Count)> CountAsync<T>(Func<Task<T>> action)
    {
        Interlocked.Exchange(ref _count, 0);
        var result = await action();
        return (result, Volatile.Read(ref _count));
    }
}
