namespace Tollgate.TestKit.Faults;

/// <summary>The ways in which a request of the app can fail on its way to a server or back.</summary>
public enum FaultKind
{
    /// <summary>The request arrives late.</summary>
    Delay,

    /// <summary>The request never arrives, and the connection is closed.</summary>
    LostRequest,

    /// <summary>The server applies the request, and the connection is closed before the answer comes back.</summary>
    LostAnswer,

    /// <summary>The request never arrives, and the connection is reset.</summary>
    Reset,

    /// <summary>The request never arrives, and an intermediary answers with an error.</summary>
    Refusal,

    /// <summary>The request never arrives, and the connection stays open without an answer.</summary>
    Stall,

    /// <summary>The server applies the request, and the connection stays open without an answer.</summary>
    StalledAnswer,
}
