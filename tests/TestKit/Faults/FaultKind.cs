namespace Tollgate.TestKit.Faults;

/// <summary>The ways in which a request can fail between the app and what stands behind it.</summary>
public enum FaultKind
{
    /// <summary>It arrives late.</summary>
    Delay,

    /// <summary>It never arrives, and the connection is closed.</summary>
    LostRequest,

    /// <summary>It is applied, and the connection is closed before the answer comes back.</summary>
    LostAnswer,

    /// <summary>It never arrives, and the connection is reset.</summary>
    Reset,

    /// <summary>It never arrives; somebody on the way answers with an error.</summary>
    Refusal,

    /// <summary>It never arrives, and the connection stays open in silence.</summary>
    Stall,

    /// <summary>It is applied, and the connection stays open in silence.</summary>
    StalledAnswer,
}
