// The function app on its Flex Consumption plan, and its settings. Flex takes one app a plan.

@description('Name of the function app.')
param siteName string

@description('Name of the plan.')
param planName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the identity of the app.')
param identityId string

@description('Client id of the identity of the app.')
param identityClientId string

@description('Name of the storage account.')
param storageAccountName string

@description('Blob container of the deployment package.')
param packageContainerName string

@description('Name of the Application Insights resource.')
param applicationInsightsName string

@description('Address of the vault.')
param vaultUri string

@description('Issuer URL that the tokens carry.')
param issuer string

@description('Level from which on the log of the app is kept.')
param logLevel string

@description('Where tokens are signed.')
param signingMode string

@description('With wrapped mode: after how many days a key gets a successor.')
param signingRotateAfterDays int

@description('The mode whose public keys are published besides those in use; empty for none.')
param alsoPublishedMode string

@description('With wrapped mode: a row of a signing key counts only with a seal.')
param signingSealedOnly bool

@description('Trusted proxies in front of the platform: their number, and the id that they send.')
param proxyHops int

@description('The id that the proxy sends.')
param proxyId string

@description('The header of the id; empty for X-Azure-FDID.')
param proxyIdHeader string

@description('Signing algorithms; the first one is the default.')
param signingAlgorithms array

@description('Memory of one instance.')
param instanceMemoryMB int

@description('Upper limit of instances.')
param maximumInstanceCount int

resource storageAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: siteName
  location: location
  tags: union(tags, {
    'azd-service-name': 'api'
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storageAccount.properties.primaryEndpoints.blob}${packageContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
    // Flex Consumption refuses many of the other site settings, some of them only in some regions.
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: [
        {
          name: 'Issuer'
          value: issuer
        }
        {
          name: 'Tables__ServiceUri'
          value: storageAccount.properties.primaryEndpoints.table
        }
        {
          name: 'KeyVault__Uri'
          value: vaultUri
        }
        {
          name: 'Signing__Mode'
          value: signingMode
        }
        {
          name: 'Signing__AlsoPublish'
          value: alsoPublishedMode
        }
        {
          name: 'Signing__RotateAfterDays'
          value: string(signingRotateAfterDays)
        }
        {
          name: 'Signing__SealedOnly'
          value: signingSealedOnly ? 'true' : 'false'
        }
        {
          name: 'Signing__Algorithms'
          value: join(signingAlgorithms, ',')
        }
        {
          name: 'Proxy__Hops'
          value: string(proxyHops)
        }
        {
          name: 'Proxy__Id'
          value: proxyId
        }
        {
          name: 'Proxy__IdHeader'
          value: proxyIdHeader
        }
        {
          name: 'AZURE_CLIENT_ID'
          value: identityClientId
        }
        {
          name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
          value: applicationInsights.properties.ConnectionString
        }
        {
          name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
          value: 'ClientId=${identityClientId};Authorization=AAD'
        }
        // The account's name, not service URIs: those made Flex hosts fail at times (azure-functions-host issue 11782).
        {
          name: 'AzureWebJobsStorage__accountName'
          value: storageAccountName
        }
        {
          name: 'AzureWebJobsStorage__credential'
          value: 'managedidentity'
        }
        {
          name: 'AzureWebJobsStorage__clientId'
          value: identityClientId
        }
        {
          name: 'AzureFunctionsJobHost__logging__logLevel__Function'
          value: logLevel
        }
        {
          name: 'AzureWebJobsDisableHomepage'
          value: 'true'
        }
      ]
    }
  }
}

output name string = site.name
output uri string = 'https://${site.properties.defaultHostName}'
output hosts string = join(site.properties.hostNames, ' ')
