namespace Tollgate.Domain.Events;

/// <summary>Passes events on to every listener. A listener that fails harms neither the request nor the other listeners.</summary>
public sealed class EventListeners(params IReadOnlyList<IEvents> listeners) : IEvents
{
    /// <summary>Has no listener.</summary>
    public static readonly EventListeners None = new();

    public bool HearsTokens
    {
        get
        {
            foreach (var listener in listeners)
                if (listener.HearsTokens)
                    return true;
            return false;
        }
    }

    public void Record(DomainEvent happened)
    {
        foreach (var listener in listeners)
            Tell(listener, happened);
    }

    private static void Tell(IEvents listener, DomainEvent happened)
    {
        try
        {
            listener.Record(happened);
        }
        catch (Exception)
        {
            // The log is itself a listener, so there is no place where this failure could be recorded.
        }
    }
}
