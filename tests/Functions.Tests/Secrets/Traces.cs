using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>Records everything that this process reports to tracers: all activities, and all events of the Azure libraries.</summary>
internal sealed class Traces : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _activities;
    private readonly AzureEventSourceListener _events;

    public Traces()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_activities);
        _events = new AzureEventSourceListener((_, message) => _lines.Enqueue(message), EventLevel.LogAlways);
    }

    public IReadOnlyCollection<string> Lines => _lines;

    public void Dispose()
    {
        _activities.Dispose();
        _events.Dispose();
    }

    private void Keep(Activity activity)
    {
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(each => each.Tags)).Append(new("name", activity.DisplayName)))
            _lines.Enqueue($"{activity.Source.Name} {name} {value}");
        foreach (var (name, value) in activity.Baggage)
            _lines.Enqueue($"{activity.Source.Name} {name} {value}");
    }
}
