using System.Collections.Concurrent;
using Grpc.Core;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The host's side of the protocol. It connects a worker that calls in with the channel that waits for it.</summary>
internal sealed class WorkerChannels : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _expected = new();

    public void Expect(WorkerChannel channel) => _expected[channel.WorkerId] = channel;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken)
            && requestStream.Current.ContentCase == StreamingMessage.ContentOneofCase.StartStream
            && _expected.TryRemove(requestStream.Current.StartStream.WorkerId, out var channel))
            await channel.ConverseAsync(requestStream, responseStream, context.CancellationToken);
    }
}
