// The logs. What a user erased must be gone: nothing here keeps what was deleted or overwritten.
@minLength(3)
param name string
param location string
param subnetId string
param networkId string
param principalId string
param logAnalyticsId string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take(name, 24)
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    accessTier: 'Hot'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowCrossTenantReplication: false
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // Soft delete, versions and restore points would bring back what was erased.
      deleteRetentionPolicy: {
        enabled: false
      }
      containerDeleteRetentionPolicy: {
        enabled: false
      }
      restorePolicy: {
        enabled: false
      }
      isVersioningEnabled: false
      changeFeed: {
        enabled: false
      }
    }

    resource container 'containers' = {
      name: 'agents'
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

module endpoint 'endpoint.bicep' = {
  params: {
    name: '${take(name, 24)}-store'
    location: location
    subnetId: subnetId
    networkId: networkId
    targetId: account.id
    part: 'blob'
    #disable-next-line no-hardcoded-env-urls
    zoneName: 'privatelink.blob.core.windows.net'
  }
}

// Storage Blob Data Contributor, on the container alone.
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource mayWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::container
  name: guid(account.id, principalId, blobDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

// Names of blobs are keyed hashes, so the service's log shows no user.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::blobs
  name: 'audit'
  properties: {
    workspaceId: logAnalyticsId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

output blobService string = account.properties.primaryEndpoints.blob
