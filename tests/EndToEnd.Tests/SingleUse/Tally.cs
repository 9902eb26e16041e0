using System.Globalization;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Counts the rounds and uses of a run, and the artefacts that gave more than one result. The documents quote these numbers.</summary>
public sealed class Tally
{
    private readonly HashSet<string> _artefacts = [];
    private int _uses;
    private int _doubles;

    public int Rounds { get; private set; }

    /// <param name="gains">The number of different results that the uses of one artefact gave.</param>
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
