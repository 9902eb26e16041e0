using System.Globalization;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>What the documents quote of a run: how often how much was tried, and what was given to more than one.</summary>
public sealed class Tally
{
    private readonly HashSet<string> _artefacts = [];
    private int _uses;
    private int _doubles;

    public int Rounds { get; private set; }

    /// <param name="gains">How many different things were given for the one artefact.</param>
    public void Add(string artefact, int uses, int gains)
    {
        _artefacts.Add(artefact);
        Rounds++;
        _uses += uses;
        _doubles += Math.Max(0, gains - 1);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{_artefacts.Count} artefacts, {Rounds:n0} rounds, {_uses:n0} uses, {_doubles} issued twice");
}
