namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry point of a worker application.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
