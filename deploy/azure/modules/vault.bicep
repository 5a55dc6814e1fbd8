// The key ring and the API keys. Without the key ring no log can be opened, by anyone, ever: here, deleting is slow.
param name string
param location string
param subnetId string
param networkId string
param principalId string
param logAnalyticsId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take(name, 24)
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
    }
  }
}

module endpoint 'endpoint.bicep' = {
  params: {
    name: '${take(name, 24)}-store'
    location: location
    subnetId: subnetId
    networkId: networkId
    targetId: vault.id
    part: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
  }
}

// Key Vault Secrets User: may read the secrets, and change none.
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, secretsUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: logAnalyticsId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output name string = vault.name
