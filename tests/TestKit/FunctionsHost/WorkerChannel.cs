using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tollgate.TestKit.FunctionsHost.Messages;
using GrpcFault = Grpc.Core.RpcException;
using Kind = Tollgate.TestKit.FunctionsHost.Messages.StreamingMessage.ContentOneofCase;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The connection to one worker process. Calls that wait for an answer fail when the worker ends.</summary>
internal sealed class WorkerChannel(string workerId)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _logs = new();
    private volatile bool _gone;

    public string WorkerId => workerId;

    /// <summary>Completes when the worker has connected.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when the worker has closed the connection or has ended.</summary>
    public Task Ended => _ended.Task;

    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>The log lines that the worker sent to the host.</summary>
    public IEnumerable<string> Logs => _logs;

    public async Task InitializeAsync(string folder)
    {
        var init = new WorkerInitRequest { HostVersion = "4.1037.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        var answer = (await AskAsync(new StreamingMessage { WorkerInitRequest = init }, $"{Kind.WorkerInitResponse}")).WorkerInitResponse;
        Check(answer.Result, "The worker does not start");
        Capabilities = answer.Capabilities;
    }

    public async Task<IReadOnlyList<RpcFunctionMetadata>> IndexAsync(string folder)
    {
        var request = new FunctionsMetadataRequest { FunctionAppDirectory = folder };
        var answer = await AskAsync(new StreamingMessage { FunctionsMetadataRequest = request }, $"{Kind.FunctionMetadataResponse}");
        Check(answer.FunctionMetadataResponse.Result, "The worker does not index its functions");
        return answer.FunctionMetadataResponse.FunctionMetadataResults;
    }

    public async Task LoadAsync(RpcFunctionMetadata function)
    {
        var request = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
        var answer = await AskAsync(new StreamingMessage { FunctionLoadRequest = request }, function.FunctionId);
        Check(answer.FunctionLoadResponse.Result, $"{function.Name} is not loaded");
    }

    /// <summary>Returns null if the worker ended before it got the request. A failure of the function goes to the log, as in the real host.</summary>
    public async Task<InvocationResponse?> InvokeAsync(InvocationRequest request)
    {
        if (_gone)
            return null;
        var answer = (await AskAsync(new StreamingMessage { InvocationRequest = request }, request.InvocationId)).InvocationResponse;
        if (answer.Result.Status != StatusResult.Types.Status.Success)
            _logs.Enqueue($"Error Host.Results: {answer.Result.Exception}");
        return answer;
    }

    public void Cancel(string invocationId) =>
        _outgoing.Writer.TryWrite(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } });

    public void Terminate() => _outgoing.Writer.TryWrite(
        new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) } });

    /// <summary>Runs as long as the worker is connected.</summary>
    internal async Task ConverseAsync(
        IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        _started.TrySetResult();
        var writing = WriteAsync(outgoing, cancellationToken);
        try
        {
            while (await incoming.MoveNext(cancellationToken))
                Take(incoming.Current);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or GrpcFault or InvalidOperationException)
        {
            // A killed worker does not close the connection cleanly.
        }
        finally
        {
            End();
        }

        await writing;
    }

    /// <summary>Ends the channel and fails all calls that wait for an answer.</summary>
    internal void End()
    {
        _gone = true;
        _outgoing.Writer.TryComplete();
        _started.TrySetException(new WorkerGoneException());
        _ended.TrySetResult();
        foreach (var key in _waiting.Keys)
            if (_waiting.TryRemove(key, out var waiting))
                waiting.TrySetException(new WorkerGoneException());
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
                await outgoing.WriteAsync(message, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or InvalidOperationException)
        {
            End();
        }
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage question, string key)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[key] = answer;
        _outgoing.Writer.TryWrite(question);
        // End first sets the flag and then fails the waiting calls. This method first adds its call and then reads the flag. So no call is missed.
        if (_gone)
            End();
        return answer.Task;
    }

    private void Take(StreamingMessage message)
    {
        var key = message.ContentCase switch
        {
            Kind.InvocationResponse => message.InvocationResponse.InvocationId,
            Kind.FunctionLoadResponse => message.FunctionLoadResponse.FunctionId,
            _ => $"{message.ContentCase}",
        };
        if (message.ContentCase == Kind.RpcLog)
            _logs.Enqueue($"{message.RpcLog.Level} {message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception} {message.RpcLog.Properties}");
        else if (_waiting.TryRemove(key, out var waiting))
            waiting.TrySetResult(message);
    }

    private static void Check(StatusResult result, string fault)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"{fault}: {result.Exception?.Message ?? result.Result}\n{result.Exception?.StackTrace}");
    }
}
