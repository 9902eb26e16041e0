namespace Tollgate.Domain.Events;

/// <summary>Takes events. A log is one implementation; <see cref="EventListeners"/> passes each event on to several listeners.</summary>
public interface IEvents
{
    /// <summary>
    /// Whether a listener wants the events of token requests (<see cref="TokenIssued"/>, <see cref="TokenRefused"/>). Otherwise the
    /// endpoints do not build these events, so that a token request costs no more than this check.
    /// </summary>
    bool HearsTokens { get; }

    /// <summary>Call it within the request, because the Functions host drops log lines from outside an invocation.</summary>
    void Record(DomainEvent happened);
}
