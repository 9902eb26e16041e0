namespace Tollgate.Functions.Tests.Timing;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 1, 2, 3 }, 0.5)]
    [InlineData(new double[] { 4, 5 }, new double[] { 1, 2, 3 }, 1)]
    [InlineData(new double[] { 0.5 }, new double[] { 1, 2, 3 }, 0)]
    [InlineData(new double[] { 2 }, new double[] { 1, 2, 3, 4 }, 0.375)]
    [InlineData(new double[] { 7, 7, 7 }, new double[] { 7, 7 }, 0.5)]
    public void The_probability_counts_the_pairs_in_which_the_first_took_longer(double[] first, double[] second, double expected) =>
        Assert.Equal(expected, Samples.ProbabilityOf(first, second), 12);
}
