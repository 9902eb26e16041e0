namespace Tollgate.Domain.Events;

/// <summary>Takes events. A log is one implementation; <see cref="EventListeners"/> passes each event on to several.</summary>
public interface IEvents
{
    /// <summary>
    /// Whether an event of every token request is wanted (<see cref="TokenIssued"/>, <see cref="TokenRefused"/>). Otherwise the
    /// endpoints build none, so that a token costs no more than this question.
    /// </summary>
    bool HearsTokens { get; }

    /// <summary>Call it within the request, because the Functions host drops log lines from outside an invocation.</summary>
    void Record(DomainEvent happened);
}
