using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The compiled form of infra/main.bicep, and the resources that its deployment would create.</summary>
public sealed class CompiledTemplate : IAsyncLifetime
{
    private const string Id = "11111111-1111-1111-1111-111111111111";
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, PredictedDeployment> _deployments = [];
    private JsonDocument? _template;
    private string _compilerOutput = "";

    /// <summary>The output of the compiler. It is empty if the compiler has no findings.</summary>
    public string CompilerOutput => Available()._compilerOutput;

    /// <summary>The parameters of the template by their names.</summary>
    internal IReadOnlyDictionary<string, TemplateParameter> Parameters => TemplateParameter.Of(Available()._template!.RootElement);

    public async ValueTask InitializeAsync()
    {
        if (BicepCompiler.WhyMissing is not { } missing)
        {
            _compilerOutput = await BicepCompiler.RunAsync(Repository.PathOf("infra"), "build", "main.bicep", "--outfile", _folder.PathOf("main.json"));
            _template = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.PathOf("main.json")));
        }
        else
            // Test runners do not print the reason for a skip, but they print this message.
            TestContext.Current.SendDiagnosticMessage($"Tests of the compiled Bicep files are skipped: {missing}");
    }

    /// <summary>The resources that <c>azd provision</c> creates with these environment variables, as the compiler predicts them.</summary>
    internal async Task<PredictedDeployment> DeployAsync(params (string Variable, string Value)[] environment)
    {
        var values = ParameterFile.Read().Values(
            [("AZURE_ENV_NAME", "test"), ("AZURE_LOCATION", "westeurope"), ("AZURE_PRINCIPAL_ID", PredictedDeployment.Operator), .. environment]);
        var parameters = string.Concat(values.Select(value => $"param {value.Key} = {Parameters[value.Key].Literal(value.Value)}\n"));
        if (!_deployments.TryGetValue(parameters, out var deployment))
            _deployments[parameters] = deployment = await PredictAsync(parameters);
        return deployment;
    }

    public ValueTask DisposeAsync()
    {
        _template?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<PredictedDeployment> PredictAsync(string parameters)
    {
        await File.WriteAllTextAsync(_folder.PathOf("test.bicepparam"), $"using './main.json'\n{parameters}");
        await BicepCompiler.RunAsync(
            _folder.Path, "snapshot", "test.bicepparam", "--mode", "overwrite", "--location", "westeurope", "--tenant-id", Id, "--subscription-id", Id);
        return PredictedDeployment.Read(await File.ReadAllTextAsync(_folder.PathOf("test.snapshot.json")));
    }

    /// <summary>Skips the running test with a reason if there is no compiler.</summary>
    private CompiledTemplate Available()
    {
        Skipped.When(BicepCompiler.WhyMissing is not null, BicepCompiler.WhyMissing ?? "");
        return this;
    }
}
