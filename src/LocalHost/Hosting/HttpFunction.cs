using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Tollgate.LocalHost.Hosting;

/// <summary>One function with an HTTP trigger.</summary>
internal sealed record HttpFunction(string Name, MethodInfo Method, HttpTriggerAttribute Trigger);
