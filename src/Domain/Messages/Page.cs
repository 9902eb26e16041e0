namespace Tollgate.Domain.Messages;

/// <summary>A page for the person at the browser. It holds content, but neither layout nor language.</summary>
public abstract record Page;
