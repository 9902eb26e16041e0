using Tollgate.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
